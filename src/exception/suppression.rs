//! Comments that set verdicts aside, where they stand.

use std::sync::Arc;

use globset::GlobSet;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::attachment::Attachments;
use super::comment::{self, Malformed};
use super::found;
use super::{Circumstances, Exception, Exceptions};
use crate::policy::Judged;
use crate::source::{FileId, Sources, Span};
use crate::syntax::Tree;

/// The most comments of one file that have an effect.
const MAX_OF_A_FILE: usize = 1000;

/// A comment that sets verdicts aside.
#[derive(Clone, Debug)]
pub(super) struct Suppression {
    /// The rules.
    rules: Vec<Named>,
    reason: Arc<str>,
    until: Option<Date>,
    /// The instances it is restricted to.
    addresses: Option<GlobSet>,
    /// Where it stands.
    span: Span,
    /// What it is attached to.
    target: Span,
}

/// A rule that a comment names.
#[derive(Clone, Debug)]
struct Named {
    id: Arc<str>,
    used: bool,
}

/// The comments of a run.
#[derive(Debug, Default)]
pub struct Suppressions {
    found: Vec<Suppression>,
    problems: Vec<SuppressionProblem>,
    /// How many comments are without effect because none is to have any.
    pub(super) disregarded: usize,
}

/// Something wrong with a comment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SuppressionProblem {
    /// Where it stands.
    pub span: Span,
    /// What.
    pub kind: SuppressionProblemKind,
}

/// What is wrong with a comment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SuppressionProblemKind {
    /// It is not understood.
    Malformed(Malformed),
    /// It stands in a text that Terragrunt writes, whose lines are not those of a file.
    Written,
    /// There is no such rule.
    UnknownRule {
        /// As written.
        rule: Arc<str>,
        /// Those that there are.
        known: Vec<Arc<str>>,
    },
    /// No comment sets this rule aside.
    Powerless(Arc<str>),
    /// No code is on its line, nor on the next.
    Detached,
    /// Its last day is over.
    Expired(Date),
    /// It sets nothing aside.
    Unused(Vec<Arc<str>>),
    /// The file has more than have an effect.
    TooMany,
}

/// A rule that comments may name.
#[derive(Clone, Debug)]
pub struct Nameable {
    /// Its id.
    pub id: Arc<str>,
    /// Whether a comment may set its findings aside.
    pub ignorable: bool,
}

/// A module that somebody else wrote and `init` installed: what its comments say was not decided here.
fn is_installed(path: &str) -> bool {
    path.starts_with(".terraform/") || path.contains("/.terraform/")
}

impl Suppressions {
    /// Those of the comments of `trees`, and none of what is `written` by Terragrunt; `rules` are all that there are,
    /// whether by them is judged or not. Unless comments are `honoured`, they are only counted.
    pub fn read<'t>(
        trees: impl IntoIterator<Item = &'t Tree>,
        written: impl IntoIterator<Item = &'t Tree>,
        sources: &Sources,
        rules: &[Nameable],
        today: Date,
        honoured: bool,
    ) -> Self {
        let mut own = Self::default();
        for tree in trees {
            let said = |span: Span| sources.text(span).contains("cocarde:");
            if (tree.file().0 as usize) < sources.len()
                && tree.comments().iter().any(|comment| said(comment.span))
                && !is_installed(sources.file(tree.file()).path())
            {
                own.file(tree, sources, rules, today);
            }
        }
        for comment in written.into_iter().flat_map(Tree::comments) {
            let known = (comment.span.file.0 as usize) < sources.len();
            if known && !comment::directives(sources.text(comment.span)).is_empty() {
                own.problems.push(SuppressionProblem { span: comment.span, kind: SuppressionProblemKind::Written });
            }
        }
        if !honoured {
            let disregarded = own.found.len();
            return Self { disregarded, ..Self::default() };
        }
        own
    }

    fn file(&mut self, tree: &Tree, sources: &Sources, rules: &[Nameable], today: Date) {
        let attachments = Attachments::new(tree, sources.file(tree.file()).lines());
        let mut count = 0;
        for comment in tree.comments() {
            for (range, directive) in comment::directives(sources.text(comment.span)) {
                let offset = |position: usize| u32::try_from(position).unwrap_or(u32::MAX);
                let start = comment.span.start.saturating_add(offset(range.start));
                let span = Span::new(comment.span.file, start, start.saturating_add(offset(range.len())));
                let mut tell = |kind| self.problems.push(SuppressionProblem { span, kind });
                count += 1;
                if count > MAX_OF_A_FILE {
                    tell(SuppressionProblemKind::TooMany);
                    return;
                }
                let directive = match directive {
                    Ok(directive) => directive,
                    Err(malformed) => {
                        tell(SuppressionProblemKind::Malformed(malformed));
                        continue;
                    }
                };
                let mut named = Vec::new();
                for written in &directive.rules {
                    match rules.iter().find(|rule| rule.id.eq_ignore_ascii_case(written)) {
                        None => {
                            let known = rules.iter().map(|rule| Arc::clone(&rule.id)).collect();
                            tell(SuppressionProblemKind::UnknownRule { rule: Arc::clone(written), known });
                        }
                        Some(rule) if !rule.ignorable => tell(SuppressionProblemKind::Powerless(Arc::clone(&rule.id))),
                        Some(rule) => named.push(Named { id: Arc::clone(&rule.id), used: false }),
                    }
                }
                if let Some(until) = directive.until.filter(|until| *until < today) {
                    tell(SuppressionProblemKind::Expired(until));
                    continue;
                }
                let Some(target) = attachments.target(comment.span) else {
                    tell(SuppressionProblemKind::Detached);
                    continue;
                };
                if !named.is_empty() {
                    let comment::Directive { reason, until, addresses, .. } = directive;
                    self.found.push(Suppression { rules: named, reason, until, addresses, span, target });
                }
            }
        }
    }
}

impl Suppression {
    /// Whether it speaks of a verdict on what is at `address` that has its reasons at `places`: one of them is where it is attached.
    fn speaks_of(&self, places: &[Span], address: &str) -> bool {
        let holds = |place: &Span| {
            place.file == self.target.file && (self.target.start..self.target.end).contains(&place.start)
        };
        places.iter().any(holds) && self.addresses.as_ref().is_none_or(|globs| globs.is_match(address))
    }
}

/// Marks what `suppressions` set aside, and tells those that are wrong or set nothing aside.
pub(super) fn apply(
    judged: &mut Judged,
    suppressions: Suppressions,
    circumstances: Circumstances<'_>,
    exceptions: &mut Exceptions,
) {
    let Suppressions { mut found, mut problems, .. } = suppressions;
    let mut by_file: FxHashMap<FileId, Vec<usize>> = FxHashMap::default();
    for (index, suppression) in found.iter().enumerate() {
        by_file.entry(suppression.target.file).or_default().push(index);
    }
    let mut numbers: FxHashMap<usize, u32> = FxHashMap::default();
    if !found.is_empty() {
        found::cover(judged, circumstances, |adverse| {
            let (places, id) = (adverse.places(), &adverse.policy.id);
            let mut files: Vec<FileId> = places.iter().map(|place| place.file).collect();
            files.sort_unstable();
            files.dedup();
            let mut first = None;
            for index in files.iter().filter_map(|file| by_file.get(file)).flatten() {
                let Some(suppression) = found.get_mut(*index) else { continue };
                let speaks = suppression.rules.iter().any(|named| named.id == *id)
                    && suppression.speaks_of(&places, adverse.address());
                if speaks {
                    let own = suppression.rules.iter_mut().filter(|named| named.id == *id);
                    own.for_each(|named| named.used = true);
                    if adverse.is_ignorable() {
                        first = first.or(Some(*index));
                    } else {
                        let kind = SuppressionProblemKind::Powerless(Arc::clone(id));
                        problems.push(SuppressionProblem { span: suppression.span, kind });
                    }
                }
            }
            let index = first.filter(|_| adverse.exception.is_none())?;
            let Suppression { reason, until, span, .. } = found.get(index)?;
            Some(*numbers.entry(index).or_insert_with(|| {
                exceptions.add(Exception::Suppression { reason: Arc::clone(reason), until: *until, span: *span })
            }))
        });
    }
    let (first, end) = circumstances.searched;
    let judged_by = |id: &str| circumstances.doctrine.policies.iter().any(|policy| *policy.id == *id);
    for suppression in found.iter().filter(|own| (first..end).contains(&own.span.file)) {
        let unused = suppression.rules.iter().filter(|named| !named.used && judged_by(&named.id));
        let unused: Vec<Arc<str>> = unused.map(|named| Arc::clone(&named.id)).collect();
        if !unused.is_empty() {
            let kind = SuppressionProblemKind::Unused(unused);
            problems.push(SuppressionProblem { span: suppression.span, kind });
        }
    }
    problems.sort();
    problems.dedup();
    exceptions.suppressions = problems;
}
