//! `cocarde explain`.
use super::{ExplainArguments, Outcome};
pub(super) fn run(_arguments: &ExplainArguments) -> Outcome {
    Outcome::Clean
}
