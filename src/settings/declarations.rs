//! The facts that `cocarde.toml` declares, as the inventory asks for them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{BindRule, ClassifyRule, DerogationRule, EnvironmentRule, Globs, ServiceRule, Settings};
use crate::inventory::{
    Binding, Classification, Configuration, Declarations, Environment, Evidence, EvidenceKind, Fact, Run, Subject,
};
use crate::source::Span;

/// The declarations of the settings, and which of them have served.
#[derive(Debug)]
pub struct Declared<'s> {
    settings: &'s Settings,
    environments: Vec<AtomicBool>,
    services: Vec<AtomicBool>,
    bindings: Vec<AtomicBool>,
    classifications: Vec<AtomicBool>,
}

impl<'s> Declared<'s> {
    /// Those of `settings`.
    pub fn new(settings: &'s Settings) -> Self {
        let unused = |length: usize| std::iter::repeat_with(AtomicBool::default).take(length).collect();
        Self {
            settings,
            environments: unused(settings.environments.len()),
            services: unused(settings.services.len()),
            bindings: unused(settings.bindings.len()),
            classifications: unused(settings.classifications.len()),
        }
    }

    /// Where the declarations stand that have matched nothing so far; of those that have, the globs that have not.
    pub fn unmatched(&self) -> Vec<Span> {
        fn unused<'r, R>(
            rules: &'r [R],
            used: &'r [AtomicBool],
            span: fn(&R) -> Span,
            globs: fn(&R) -> [Option<&Globs>; 3],
        ) -> impl Iterator<Item = Span> {
            rules.iter().zip(used).flat_map(move |(rule, used)| -> Vec<Span> {
                if !used.load(Ordering::Relaxed) {
                    return vec![span(rule)];
                }
                globs(rule).into_iter().flatten().flat_map(Globs::unmatched).collect()
            })
        }
        let settings = self.settings;
        let mut spans: Vec<Span> =
            unused(&settings.environments, &self.environments, |rule| rule.span, EnvironmentRule::globs)
                .chain(unused(&settings.services, &self.services, |rule| rule.span, ServiceRule::globs))
                .chain(unused(
                    &settings.bindings,
                    &self.bindings,
                    |rule| rule.span,
                    |rule| [rule.paths.as_ref(), None, None],
                ))
                .chain(unused(&settings.classifications, &self.classifications, |rule| rule.span, ClassifyRule::globs))
                .collect();
        spans.sort();
        spans
    }
}

/// Notes that the rule at `position` has matched.
fn note(used: &[AtomicBool], position: usize) {
    if let Some(used) = used.get(position) {
        used.store(true, Ordering::Relaxed);
    }
}

fn declared<T>(value: T, span: Span) -> Fact<T> {
    let evidence = Evidence { kind: EvidenceKind::Declaration, span: Some(span), value: None, trace: Vec::new() };
    Fact::established(value, vec![evidence])
}

/// The address of the module that holds the resource at `address`; empty for the root module.
fn module_of<'a>(address: &'a str, of_type: &str) -> &'a str {
    let module = address.rfind(&format!("{of_type}.")).and_then(|end| address.get(..end));
    module.unwrap_or_default().trim_end_matches('.')
}

impl DerogationRule {
    /// Whether it is about what is declared in `file` for the root module in `root`.
    pub fn covers_place(&self, file: &str, root: &str) -> bool {
        self.paths.as_ref().is_none_or(|paths| paths.is_match(file) || paths.is_match(root))
    }

    /// Whether it is about what is so in `runs` alone: it names the variable file of each.
    pub fn covers_runs(&self, runs: &[Run]) -> bool {
        let named =
            |run: &Run| run.file().is_some_and(|file| self.paths.as_ref().is_some_and(|paths| paths.is_match(&**file)));
        !runs.is_empty() && runs.iter().all(named)
    }

    /// Whether it is about the asset at `address`, of type `of_type`.
    pub fn covers_address(&self, address: &str, of_type: &str) -> bool {
        let module = module_of(address, of_type);
        self.modules.as_ref().is_none_or(|modules| !module.is_empty() && modules.is_match(module))
            && self.addresses.as_ref().is_none_or(|addresses| addresses.is_match(address))
    }
}

/// What a rule is about: all of its globs that there are.
#[derive(Clone, Copy)]
struct About<'r> {
    paths: Option<&'r Globs>,
    modules: Option<&'r Globs>,
    resources: Option<&'r Globs>,
}

impl About<'_> {
    /// Whether it is about `subject`. Its globs note that they are.
    fn matches(self, subject: Subject<'_>) -> bool {
        let module = module_of(subject.address, subject.of_type);
        let in_paths = |paths: &Globs| subject.stands_in(paths) || paths.is_match(subject.root);
        let matches = self.paths.is_none_or(in_paths)
            && self.modules.is_none_or(|modules| !module.is_empty() && modules.is_match(module))
            && self.resources.is_none_or(|resources| resources.is_match(subject.address));
        if matches {
            if let Some(paths) = self.paths {
                let files = subject.variable_files.iter().map(|file| &**file);
                files.chain([subject.file, subject.root]).for_each(|name| paths.note(name));
            }
            self.modules.into_iter().for_each(|modules| modules.note(module));
            self.resources.into_iter().for_each(|resources| resources.note(subject.address));
        }
        matches
    }

    /// How precise it is: the more it says of what it is about, the more.
    fn precision(self) -> (bool, bool, bool) {
        (self.resources.is_some(), self.modules.is_some(), self.paths.is_some())
    }
}

impl ClassifyRule {
    fn globs(&self) -> [Option<&Globs>; 3] {
        [self.paths.as_ref(), self.modules.as_ref(), self.resources.as_ref()]
    }
}

impl EnvironmentRule {
    fn globs(&self) -> [Option<&Globs>; 3] {
        [self.paths.as_ref(), self.modules.as_ref(), self.resources.as_ref()]
    }
}

impl ServiceRule {
    fn globs(&self) -> [Option<&Globs>; 3] {
        [Some(&self.paths), None, None]
    }
}

/// The most precise of `rules` that is about `subject`; of two as precise, the later one, as in most configuration
/// languages. All that are about it have matched.
fn most_precise<'r, R>(
    rules: &'r [R],
    used: &[AtomicBool],
    globs: fn(&R) -> [Option<&Globs>; 3],
    subject: Subject<'_>,
) -> Option<&'r R> {
    let about = |rule: &'r R| {
        let [paths, modules, resources] = globs(rule);
        About { paths, modules, resources }
    };
    let matching = rules.iter().enumerate().filter(|(position, rule)| {
        let matches = about(rule).matches(subject);
        if matches {
            note(used, *position);
        }
        matches
    });
    matching.max_by_key(|(position, rule)| (about(rule).precision(), *position)).map(|(_, rule)| rule)
}

impl Declarations for Declared<'_> {
    fn classification(&self, subject: Subject<'_>) -> Option<Fact<Classification>> {
        let rules = &self.settings.classifications;
        let rule = most_precise(rules, &self.classifications, ClassifyRule::globs, subject)?;
        Some(declared(rule.classification.clone(), rule.span))
    }

    fn environment(&self, subject: Subject<'_>) -> Option<Fact<Environment>> {
        let rules = &self.settings.environments;
        let rule = most_precise(rules, &self.environments, EnvironmentRule::globs, subject)?;
        Some(declared(rule.environment, rule.span))
    }

    fn service(&self, subject: Subject<'_>) -> Option<Arc<str>> {
        let rule = most_precise(&self.settings.services, &self.services, ServiceRule::globs, subject)?;
        Some(Arc::clone(&rule.name))
    }

    fn binding(&self, provider: Configuration<'_>) -> Option<Binding> {
        let named = |name: &str| {
            let alias = provider.alias.is_some_and(|alias| name == format!("{}.{alias}", provider.name));
            name == provider.name || name.eq_ignore_ascii_case(provider.source) || alias
        };
        let about = |rule: &BindRule| {
            named(&rule.provider) && rule.paths.as_ref().is_none_or(|paths| paths.is_match(provider.root))
        };
        let matching: Vec<(usize, &BindRule)> =
            self.settings.bindings.iter().enumerate().filter(|(_, rule)| about(rule)).collect();
        for (position, rule) in &matching {
            note(&self.bindings, *position);
            rule.paths.iter().for_each(|paths| paths.note(provider.root));
        }
        // What a contract covers is said apart from whose cloud it is, or with it.
        let first = |says: fn(&BindRule) -> bool| matching.iter().map(|(_, rule)| *rule).find(|rule| says(rule));
        let place = first(|rule| rule.offer.is_some() || rule.region.is_some());
        let contract = first(|rule| rule.hds.is_some());
        let span = match (place, contract) {
            (Some(rule), _) => rule.offer.as_ref().or(rule.region.as_ref()).map_or(rule.span, |(_, span)| *span),
            (None, Some(rule)) => rule.span,
            (None, None) => return None,
        };
        let text = |value: Option<&(Arc<str>, Span)>| value.map(|(text, _)| Arc::clone(text));
        Some(Binding {
            offer: text(place.and_then(|rule| rule.offer.as_ref())),
            region: text(place.and_then(|rule| rule.region.as_ref())),
            hds: contract.and_then(|rule| rule.hds.clone()),
            span,
        })
    }
}
