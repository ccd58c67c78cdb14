//! How policies write the levels, environments and states of a qualification.

use crate::catalogue::QualificationState;
use crate::inventory::{Environment, Level};

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
