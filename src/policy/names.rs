//! How policies write the states of a qualification.

use jiff::civil::Date;

use crate::catalogue::{Offer, QualificationState};

/// Where the qualification of `offer` stands on `today`, as policies write it.
pub fn secnumcloud_name(offer: &Offer, today: Date) -> &'static str {
    state_name(offer.secnumcloud.state_on(today))
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
        QualificationState::Unconfirmed => "unconfirmed",
    }
}
