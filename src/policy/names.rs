//! How policies write the states of a qualification.

use crate::catalogue::QualificationState;

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
        QualificationState::Unconfirmed => "unconfirmed",
    }
}
