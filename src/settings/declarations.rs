//! The facts that `cocarde.toml` declares, as the inventory asks for them.

use std::sync::atomic::{AtomicBool, Ordering};

use super::{ClassifyRule, Settings};
use crate::inventory::{
    Binding, Classification, Configuration, Declarations, Environment, Evidence, EvidenceKind, Fact, Subject,
};
use crate::source::Span;

/// The declarations of the settings, and which of them have served.
#[derive(Debug)]
pub struct Declared<'s> {
    settings: &'s Settings,
    environments: Vec<AtomicBool>,
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
            bindings: unused(settings.bindings.len()),
            classifications: unused(settings.classifications.len()),
        }
    }

    /// Where the declarations stand that have matched nothing so far.
    pub fn unmatched(&self) -> Vec<Span> {
        fn unused<'r, R>(rules: &'r [R], used: &'r [AtomicBool], span: fn(&R) -> Span) -> impl Iterator<Item = Span> {
            rules.iter().zip(used).filter(|(_, used)| !used.load(Ordering::Relaxed)).map(move |(rule, _)| span(rule))
        }
        let mut spans: Vec<Span> = unused(&self.settings.environments, &self.environments, |rule| rule.span)
            .chain(unused(&self.settings.bindings, &self.bindings, |rule| rule.span))
            .chain(unused(&self.settings.classifications, &self.classifications, |rule| rule.span))
            .collect();
        spans.sort();
        spans
    }
}

/// The position and the rule for which `matches` holds, and marks it as used.
fn first<'r, R>(rules: &'r [R], used: &[AtomicBool], matches: impl Fn(&R) -> bool) -> Option<&'r R> {
    let position = rules.iter().position(matches)?;
    if let Some(used) = used.get(position) {
        used.store(true, Ordering::Relaxed);
    }
    rules.get(position)
}

fn declared<T>(value: T, span: Span) -> Fact<T> {
    let evidence = Evidence { kind: EvidenceKind::Declaration, span: Some(span), value: None, trace: Vec::new() };
    Fact::established(value, vec![evidence])
}

impl ClassifyRule {
    fn matches(&self, subject: Subject<'_>) -> bool {
        let module = subject.address.rfind(&format!("{}.", subject.of_type)).and_then(|end| subject.address.get(..end));
        let module = module.unwrap_or_default().trim_end_matches('.');
        self.paths.as_ref().is_none_or(|paths| subject.stands_in(paths))
            && self.modules.as_ref().is_none_or(|modules| !module.is_empty() && modules.is_match(module))
            && self.resources.as_ref().is_none_or(|resources| resources.is_match(subject.address))
    }

    /// How precise it is: the more it says of what it is about, the more.
    fn precision(&self) -> (bool, bool, bool) {
        (self.resources.is_some(), self.modules.is_some(), self.paths.is_some())
    }
}

impl Declarations for Declared<'_> {
    /// The most precise entry; of two as precise, the later one, as in most configuration languages.
    fn classification(&self, subject: Subject<'_>) -> Option<Fact<Classification>> {
        let rules = &self.settings.classifications;
        let matching = rules.iter().enumerate().filter(|(_, rule)| rule.matches(subject));
        let (position, rule) = matching.max_by_key(|(position, rule)| (rule.precision(), *position))?;
        if let Some(used) = self.classifications.get(position) {
            used.store(true, Ordering::Relaxed);
        }
        Some(declared(rule.classification.clone(), rule.span))
    }

    fn environment(&self, subject: Subject<'_>) -> Option<Fact<Environment>> {
        let rules = &self.settings.environments;
        let rule = first(rules, &self.environments, |rule| {
            subject.stands_in(&rule.paths) || rule.paths.is_match(subject.root)
        })?;
        Some(declared(rule.environment, rule.span))
    }

    fn binding(&self, provider: Configuration<'_>) -> Option<Binding> {
        let named = |name: &str| {
            let alias = provider.alias.is_some_and(|alias| name == format!("{}.{alias}", provider.name));
            name == provider.name || name.eq_ignore_ascii_case(provider.source) || alias
        };
        let rule = first(&self.settings.bindings, &self.bindings, |rule| {
            named(&rule.provider) && rule.paths.as_ref().is_none_or(|paths| paths.is_match(provider.root))
        })?;
        let span = rule.offer.as_ref().or(rule.region.as_ref()).map_or(rule.span, |(_, span)| *span);
        let text =
            |value: &Option<(std::sync::Arc<str>, Span)>| value.as_ref().map(|(text, _)| std::sync::Arc::clone(text));
        Some(Binding { offer: text(&rule.offer), region: text(&rule.region), span })
    }
}
