//! What data an asset holds, from its tags and from declarations.
//!
//! Order: the resource's own tags, the tags of its provider configuration, those of its parent, then `[[classify]]`.
//! A declaration settles what tags leave unknown. Of a tag and a declaration, the more demanding one holds, completed by
//! what the other says of the nature and the impact; a tag that denies that there is anything to protect contradicts a
//! declaration that says so, and the classification is then one of the two. Whoever may write a tag must not be able to
//! lift, in silence, what the security officer declared.

mod key;
mod level;

use std::sync::Arc;

use self::key::{Meaning, meaning};
use super::tags::{Tag, TagValue, Tags};
use super::text::{slug, yes_or_no};
use super::view::Configured;
use super::{Classification, Evidence, Fact, Level};
use crate::evaluation::{Cause, CauseKind, Value};

/// What a set of tags says.
#[derive(Debug, Clone)]
pub(super) enum Statement {
    /// Nothing about the data, and nothing that could not be read.
    Silent,
    /// Something, established or not.
    Said(Fact<Classification>),
}

/// Reads what `tags` say of the data; `block` is where they are written.
pub(super) fn read(tags: &Tags, block: Option<&dyn Configured>) -> Statement {
    let mut reading = Reading::default();
    for tag in &tags.entries {
        reading.add(tag);
    }
    reading.conclude(tags, block)
}

/// What `declared` in the settings makes of what tags say.
pub(super) fn with_declaration(said: Statement, declared: Option<Fact<Classification>>) -> Fact<Classification> {
    match (said, declared) {
        (Statement::Silent, Some(declared)) => declared,
        (Statement::Silent, None) => {
            let cause = Cause { kind: CauseKind::NotDeclared("classification"), span: None };
            Fact::unknown(vec![cause], Vec::new())
        }
        (
            Statement::Said(Fact::Known { value, mut evidence }),
            Some(Fact::Known { value: declared, evidence: declaration }),
        ) => {
            if value.level >= declared.level {
                evidence.extend(declaration);
                return Fact::Known { value: completed(value, declared), evidence };
            }
            if value.level <= Level::Internal {
                let span = evidence.first().and_then(|evidence| evidence.span);
                let kind = CauseKind::Contradiction(value.level.name().into(), declared.level.name().into());
                evidence.extend(declaration);
                return Fact::Unknown {
                    causes: vec![Cause { kind, span }],
                    candidates: vec![value, declared],
                    evidence,
                };
            }
            let evidence = declaration.into_iter().chain(evidence).collect();
            Fact::Known { value: completed(declared, value), evidence }
        }
        (Statement::Said(Fact::Unknown { evidence: tags, .. }), Some(Fact::Known { value, mut evidence })) => {
            evidence.extend(tags);
            Fact::Known { value, evidence }
        }
        (Statement::Said(said), None | Some(Fact::Unknown { .. })) => said,
    }
}

/// `main` with what `other` says of the nature and the impact where `main` is silent. That data are about health must
/// survive: they have rules of their own, whatever the level.
pub(super) fn completed(main: Classification, other: Classification) -> Classification {
    let kind = match (main.level, other.level) {
        (Level::Health, _) => None,
        (_, Level::Health) => Some(Arc::from("secret-medical")),
        _ => None,
    };
    let impact = if main.impact.is_empty() { other.impact } else { main.impact };
    let nature = kind.or(main.nature).or(other.nature);
    Classification { nature, impact, ..Classification::of_level(main.level) }
}

/// What was read so far. Each part keeps the tag that says it.
#[derive(Debug, Default)]
struct Reading<'t> {
    levels: Vec<(Level, &'t Tag)>,
    /// Yes-or-no keys: what each one is about, and its answer.
    flags: Vec<(Level, bool, &'t Tag)>,
    nature: Option<(Arc<str>, &'t Tag)>,
    impact: Vec<(Arc<str>, &'t Tag)>,
    /// Scores of an approval file: they say something, and not which level.
    scores: Vec<&'t Tag>,
    not_understood: Vec<&'t Tag>,
    unknown: Vec<&'t Tag>,
}

impl<'t> Reading<'t> {
    fn add(&mut self, tag: &'t Tag) {
        let TagValue::Text(text) = &tag.value else {
            if matches!(meaning(&tag.key), Some(Meaning::Level | Meaning::Flag(_))) {
                self.unknown.push(tag);
            }
            return;
        };
        if tag.written.is_empty() {
            if let Some(level) = key::bare_word(&slug(text)) {
                self.flags.push((level, true, tag));
            }
            return;
        }
        let Some(meaning) = meaning(&tag.key) else { return };
        let word = slug(text);
        if word.is_empty() {
            return;
        }
        match meaning {
            Meaning::Level => self.level(Level::from_slug(&word), tag),
            Meaning::Flag(about) => match yes_or_no(&word) {
                Some(answer) => self.flags.push((about, answer, tag)),
                None if about == Level::Personal && matches!(word.as_str(), "sensible" | "sensibles" | "sensitive") => {
                    self.levels.push((Level::PersonalSensitive, tag));
                }
                None => self.level(Level::from_slug(&word), tag),
            },
            Meaning::EssentialMission => match yes_or_no(&word) {
                Some(true) => self.nature = Some(("mission-essentielle".into(), tag)),
                Some(false) => {}
                None => self.not_understood.push(tag),
            },
            Meaning::Nature => self.nature = Some((key::nature(&word).into(), tag)),
            Meaning::Impact => self.impact.extend(key::impacts(text).into_iter().map(|impact| (impact, tag))),
            Meaning::Score => self.scores.push(tag),
        }
    }

    fn level(&mut self, level: Option<Level>, tag: &'t Tag) {
        match level {
            Some(level) => self.levels.push((level, tag)),
            None => self.not_understood.push(tag),
        }
    }

    fn conclude(self, tags: &Tags, block: Option<&dyn Configured>) -> Statement {
        let evidence =
            |deciding: &[&Tag]| -> Vec<Evidence> { deciding.iter().map(|tag| tag.evidence(block)).collect() };
        if let Some(tag) = self.unknown.first() {
            return Statement::Said(unknown_value(tag, self.not_understood.is_empty(), evidence(&[tag])));
        }
        if !self.not_understood.is_empty() {
            let causes = self.not_understood.iter().map(|tag| not_understood(tag)).collect();
            return Statement::Said(Fact::unknown(causes, evidence(&self.not_understood)));
        }
        match self.settle() {
            Settled::Level(level, deciding) => {
                let mut reasons: Vec<&Tag> = vec![deciding];
                for tag in self.nature.iter().map(|nature| nature.1).chain(self.impact.iter().map(|impact| impact.1)) {
                    if !reasons.iter().any(|other| std::ptr::eq(*other, tag)) {
                        reasons.push(tag);
                    }
                }
                let value = self.classification(level);
                Statement::Said(Fact::Known { value, evidence: evidence(&reasons) })
            }
            Settled::Contradiction((one, first), (other, second)) => {
                let kind = CauseKind::Contradiction(shown(first), shown(second));
                let candidates = vec![self.classification(one), self.classification(other)];
                let causes = vec![Cause::at(kind, first.span())];
                Statement::Said(Fact::Unknown { causes, candidates, evidence: evidence(&[first, second]) })
            }
            Settled::Nothing if !self.scores.is_empty() => {
                let causes = self.scores.iter().map(|tag| not_understood(tag)).collect();
                Statement::Said(Fact::unknown(causes, evidence(&self.scores)))
            }
            Settled::Nothing => match tags.unread.as_slice() {
                [] => Statement::Silent,
                causes => Statement::Said(Fact::unknown(causes.to_vec(), Vec::new())),
            },
        }
    }

    /// The level that all tags together give.
    fn settle(&self) -> Settled<'t> {
        let affirmed = self.flags.iter().filter(|flag| flag.1).max_by_key(|flag| flag.0);
        let Some(&(level, tag)) = self.levels.first() else {
            return match affirmed {
                Some(&(level, _, tag)) => Settled::Level(level, tag),
                None => self.implied(),
            };
        };
        if let Some(&other) = self.levels.iter().find(|(other, _)| *other != level) {
            return Settled::Contradiction((level, tag), other);
        }
        // `pii=false` beside `personnelle`; the other way round, `pii=true` beside `public`.
        let denied = self.flags.iter().find(|(about, answer, _)| {
            let same = *about == level || (*about == Level::Personal && level == Level::PersonalSensitive);
            !answer && same
        });
        if let Some(&(_, _, denying)) = denied {
            return Settled::Contradiction((level, tag), (Level::Internal, denying));
        }
        match affirmed {
            Some(&(about, _, affirming)) if level == Level::Public => {
                Settled::Contradiction((level, tag), (about, affirming))
            }
            Some(&(about, _, affirming)) if about > level => Settled::Level(about, affirming),
            // A need-to-know level does not tell what health data demand, and these are no less sensitive.
            Some(&(Level::Health, _, affirming)) if level == Level::Sensitive => {
                Settled::Level(Level::Health, affirming)
            }
            _ => Settled::Level(level, tag),
        }
    }

    /// What a nature says when no level is written.
    fn implied(&self) -> Settled<'t> {
        match &self.nature {
            Some((nature, tag)) => match key::level_of_nature(nature) {
                Some(level) => Settled::Level(level, tag),
                None => Settled::Nothing,
            },
            None => Settled::Nothing,
        }
    }

    fn classification(&self, level: Level) -> Classification {
        // A level says how much; what a yes-or-no key says of the kind of data must survive it.
        let affirmed = |level: Level| self.flags.iter().any(|(about, answer, _)| *about == level && *answer);
        let kind = match level {
            Level::Personal | Level::PersonalSensitive | Level::Health => None,
            _ if affirmed(Level::Health) => Some("secret-medical"),
            _ if affirmed(Level::Personal) => Some("vie-privee"),
            _ => None,
        };
        let nature = self.nature.as_ref().map(|nature| Arc::clone(&nature.0)).or_else(|| kind.map(Arc::from));
        let impact = self.impact.iter().map(|impact| Arc::clone(&impact.0)).collect();
        Classification { nature, impact, ..Classification::of_level(level) }
    }
}

enum Settled<'t> {
    Level(Level, &'t Tag),
    Contradiction((Level, &'t Tag), (Level, &'t Tag)),
    Nothing,
}

fn shown(tag: &Tag) -> Arc<str> {
    match &tag.value {
        TagValue::Text(text) if tag.written.is_empty() => Arc::clone(text),
        TagValue::Text(text) => format!("{}={text}", tag.written).into(),
        TagValue::Unknown(_) | TagValue::Sensitive => Arc::clone(&tag.written),
    }
}

fn not_understood(tag: &Tag) -> Cause {
    let value = match &tag.value {
        TagValue::Text(text) => Arc::clone(text),
        TagValue::Unknown(_) | TagValue::Sensitive => "".into(),
    };
    Cause::at(CauseKind::NotUnderstood(Arc::clone(&tag.written), value), tag.span())
}

/// A key that speaks of the data and whose value is not known: its candidates, if all of them are levels.
fn unknown_value(tag: &Tag, alone: bool, evidence: Vec<Evidence>) -> Fact<Classification> {
    let TagValue::Unknown(unknown) = &tag.value else {
        let cause = Cause::at(CauseKind::Sensitive(Arc::clone(&tag.written)), tag.span());
        return Fact::unknown(vec![cause], evidence);
    };
    let level = |value: &Value| Level::from_word(value.as_str()?).map(Classification::of_level);
    let candidates = match meaning(&tag.key) {
        Some(Meaning::Level) if alone => {
            unknown.candidates().and_then(|values| values.iter().map(level).collect::<Option<Vec<_>>>())
        }
        _ => None,
    };
    Fact::Unknown { causes: unknown.causes().to_vec(), candidates: candidates.unwrap_or_default(), evidence }
}

#[cfg(test)]
mod tests;
