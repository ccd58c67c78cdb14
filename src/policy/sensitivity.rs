//! From a classification to what the texts ask of it.

use std::sync::Arc;

use crate::inventory::{Classification, IMPACTS, Level, NATURES, NO_IMPACT};

/// Whether both criteria of R9 and of article 31 are met: declared as such, or by nature and impact. `None` when the
/// nature or the impact is written in words that the texts do not have.
pub(super) fn particular_sensitivity(classification: &Classification) -> Option<bool> {
    classification.kinds().map(particular_sensitivity_of).fold(Some(false), or)
}

/// The levels of all kinds of data, each once; what meets both criteria is of particular sensitivity too, whatever its
/// level. `None` as above.
pub(super) fn levels(classification: &Classification) -> Option<Vec<Level>> {
    let mut levels: Vec<Level> = Vec::new();
    for kind in classification.kinds() {
        let sensitive = particular_sensitivity_of(kind)?.then_some(Level::ParticularSensitivity);
        for level in std::iter::once(kind.level).chain(sensitive) {
            if !levels.contains(&level) {
                levels.push(level);
            }
        }
    }
    Some(levels)
}

/// The same of one kind of data.
fn particular_sensitivity_of(classification: &Classification) -> Option<bool> {
    match classification.level {
        Level::ParticularSensitivity => Some(true),
        // These have their own rules, stricter than R9.
        Level::Restricted | Level::Secret | Level::TopSecret => Some(false),
        _ => {
            let serious = |impact: &Arc<str>| &**impact != NO_IMPACT && IMPACTS.contains(&&**impact);
            match classification.nature.as_deref() {
                None => Some(false),
                Some(_) if classification.impact.iter().all(|impact| &**impact == NO_IMPACT) => Some(false),
                Some(nature) => {
                    (NATURES.contains(&nature) && classification.impact.iter().any(serious)).then_some(true)
                }
            }
        }
    }
}

/// Whether one or the other is so.
fn or(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

/// What the data of a root module ask of its state. Of each, `None`: it depends on data that nobody classified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct RootClassification {
    /// The most demanding level known.
    pub(super) level: Option<Level>,
    pub(super) particular_sensitivity: Option<bool>,
    pub(super) personal: Option<bool>,
    pub(super) health: Option<bool>,
}

impl RootClassification {
    /// A root where nothing holds data.
    pub(super) const EMPTY: Self =
        Self { level: None, particular_sensitivity: Some(false), personal: Some(false), health: Some(false) };

    /// The same with one more classification; `None` for data that nobody classified.
    #[must_use]
    pub(super) fn with(self, classification: Option<&Classification>) -> Self {
        self.and(Self {
            level: classification.map(|classification| classification.level),
            particular_sensitivity: classification.and_then(particular_sensitivity),
            personal: classification.map(Classification::is_personal),
            health: classification.map(Classification::is_about_health),
        })
    }

    /// What both ask.
    #[must_use]
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            level: self.level.max(other.level),
            particular_sensitivity: or(self.particular_sensitivity, other.particular_sensitivity),
            personal: or(self.personal, other.personal),
            health: or(self.health, other.health),
        }
    }
}
