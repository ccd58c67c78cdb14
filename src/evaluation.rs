//! Values: what each expression is worth, with unknowns that say why.
//!
//! [`Evaluator`] evaluates one root module on demand: nothing is computed that nobody asks for, nothing twice. It never
//! fails: what cannot be known is a [`Value::Unknown`] with its [`Cause`]s, and errors are gathered beside it.

mod argument;
mod console;
mod convert;
mod equality;
mod evaluator;
mod expansion;
mod expression;
pub mod functions;
mod given;
mod inputs;
mod instance;
mod limit;
mod module_scope;
mod number;
mod open;
mod operators;
mod origin;
mod possibilities;
mod provider;
mod scope;
mod set;
mod template;
pub mod terragrunt;
#[cfg(test)]
mod tests;
mod trace;
mod types;
mod unify;
mod unknown;
mod validation;
mod value;
mod variable;
mod whole;

pub use argument::Argument;
pub use console::{to_console, to_json};
pub use convert::{ConvertError, ConvertErrorKind, PathStep, convert, kind_of};
pub use evaluator::{AbsentModule, Evaluator, Reached, ResourceInstance, SOURCE_OF_UNIT};
pub use expansion::{InstanceKey, Repetition};
pub use expression::evaluate;
pub use given::Runs;
pub use inputs::{BackendInputs, Given, GivenVariable, Inputs, UnitInputs};
pub use instance::{Caller, ModuleInstance, Place};
pub use limit::Limit;
pub use number::{Number, NumberError};
pub use operators::{OperatorError, attribute, binary, index, to_template_string, unary, unify_branches};
pub use possibilities::computed_on;
pub use provider::{ProviderConfiguration, ProviderId};
pub use scope::{
    Binding, Budget, Context, EvaluationError, EvaluationErrorKind, Origin, Reference, Scope, TemplateError,
};
pub use trace::TraceStep;
pub use types::{ObjectAttribute, Type, TypeError, TypeErrorKind};
pub use unify::unify_all;
pub use unknown::{Cause, CauseKind, MAX_CANDIDATES, Unknown};
pub use value::{Mapping, Sequence, Value};
pub use whole::{CallInstance, Whole};
