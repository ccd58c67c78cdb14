//! How policies write the levels, environments and states of a qualification.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::catalogue::{Qualification, QualificationState, QualificationStatus};
use crate::inventory::{Environment, Level};

/// How long before its end a qualification is said to expire.
const NOTICE_DAYS: i64 = 90;

/// Where `qualification` stands on `today`. Its first and last days are days on which it is valid.
pub(super) fn standing(qualification: &Qualification, today: Date) -> QualificationState {
    match qualification.status {
        QualificationStatus::InProcess => QualificationState::InProcess,
        QualificationStatus::NotQualified => QualificationState::NotQualified,
        QualificationStatus::StateInternal => QualificationState::StateInternal,
        QualificationStatus::HostedOnQualified => QualificationState::HostedOnQualified,
        QualificationStatus::Qualified => match (qualification.from, qualification.until) {
            (Some(from), _) if today < from => QualificationState::Future,
            (_, Some(until)) if until < today => QualificationState::Expired,
            (_, Some(until)) if until < today.saturating_add(NOTICE_DAYS.days()) => QualificationState::Expiring,
            _ => QualificationState::Valid,
        },
    }
}

pub(super) fn state_name(state: QualificationState) -> &'static str {
    match state {
        QualificationState::Valid => "valid",
        QualificationState::Expiring => "expiring",
        QualificationState::Expired => "expired",
        QualificationState::Future => "future",
        QualificationState::InProcess => "in-process",
        QualificationState::NotQualified => "not-qualified",
        QualificationState::StateInternal => "state-internal",
        QualificationState::HostedOnQualified => "hosted-on-qualified",
    }
}

pub(super) fn environment_name(environment: Environment) -> &'static str {
    match environment {
        Environment::Production => "production",
        Environment::Acceptance => "recette",
        Environment::Resilience => "secours",
        Environment::Development => "developpement",
        Environment::Sandbox => "bac-a-sable",
    }
}

pub(super) fn level_name(level: Level) -> &'static str {
    match level {
        Level::Public => "public",
        Level::Internal => "interne",
        Level::Personal => "personnelle",
        Level::PersonalSensitive => "personnelle-sensible",
        Level::Health => "sante",
        Level::Sensitive => "sensible",
        Level::ParticularSensitivity => "sensibilite-particuliere",
        Level::Restricted => "diffusion-restreinte",
        Level::Secret => "secret",
        Level::TopSecret => "tres-secret",
    }
}
