//! Plans and states, as `terraform show -json` and `tofu show -json` write them.
//!
//! [`read`] gives the resource instances that are there once the plan is applied, with their values as Terraform knows
//! them, and what the file says of the expressions behind those that it does not know. All of it is untrusted, and much
//! of it is secret: sensitive values are never read, and [`Plan::shown`] is all of the text that a report may quote.

mod address;
mod content;
mod document;
mod error;
mod expression;
mod mask;
mod read;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};
use serde_json::Value as Json;

use crate::evaluation::Value;
use crate::source::{FileId, Span};
use crate::syntax::Tree;

pub use content::Content;
pub use error::PlanError;
pub use expression::{Expressed, Expressions};
pub use read::read;

/// A plan or a state.
#[derive(Debug)]
pub struct Plan {
    /// Whether Terraform says that it is not all of what is to be there: an error, a target, a deferral.
    pub is_partial: bool,
    /// The managed resource instances that are there once it is applied.
    pub instances: Vec<Instance>,
    /// Those that are there no more, when what was before is asked for.
    pub going: Vec<Instance>,
    /// The file it was read from.
    pub file: FileId,
    /// The input variables, as a file of values whose places are those of the plan.
    pub variable_file: Option<Tree>,
    /// The text with all but names blanked.
    pub shown: String,
    root: document::Module,
    providers: IndexMap<Arc<str>, Provider, FxBuildHasher>,
    variables: FxHashMap<Arc<str>, Given>,
}

/// A managed resource instance.
#[derive(Debug)]
pub struct Instance {
    /// Its address in the root module.
    pub address: Arc<str>,
    /// Where the first instance of its resource names it: what they share is found once.
    pub span: Span,
    /// Resource type.
    pub of_type: Arc<str>,
    /// Source address of its provider in its short form: `hashicorp/aws`.
    pub source: Arc<str>,
    /// Its attributes.
    pub content: Content,
    /// What is done to it.
    pub action: Action,
    /// Its attributes before, when they are asked for.
    pub prior: Option<Content>,
    name: String,
    key: Option<Json>,
    calls: Vec<address::Step>,
}

/// What a plan does to a resource instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Nothing; all that a state has.
    Keep,
    /// It is new.
    Create,
    /// It is changed where it is.
    Update,
    /// It is destroyed, and made anew.
    Replace,
    /// It is destroyed, or forgotten.
    Delete,
}

/// A module call.
#[derive(Debug)]
pub struct Called<'p> {
    /// Its address without keys: `module.network.module.subnets`.
    pub address: String,
    /// Where the module comes from, as written.
    pub source: Option<&'p str>,
    /// Its version constraint, as written.
    pub version: Option<&'p str>,
    /// Its arguments.
    pub arguments: Value,
}

/// A provider configuration.
#[derive(Debug)]
pub struct Provider {
    /// Local name: `aws`.
    pub name: Arc<str>,
    /// Alias.
    pub alias: Option<Arc<str>>,
    /// Source address in its short form: `hashicorp/aws`.
    pub source: Arc<str>,
    /// Where its name is written.
    pub span: Span,
    expressions: Json,
    calls: Vec<address::Step>,
}

/// The value of an input variable.
#[derive(Debug)]
struct Given {
    value: Json,
    span: Span,
}

impl Instance {
    /// Its `id`, when it is known and may be told.
    pub fn id(&self) -> Option<Arc<str>> {
        self.content.text("id").map(Arc::from)
    }

    /// The address of its module: `module.a["x"].module.b`; empty for the root module.
    pub fn module(&self) -> &str {
        let length = address::calls(&self.address).1;
        self.address.get(..length).unwrap_or_default().trim_end_matches('.')
    }

    /// The name of the root module's call that it comes from; `None` when it is the root module's own.
    pub fn root_call(&self) -> Option<&str> {
        self.calls.first().map(|call| &*call.name)
    }
}

impl Plan {
    /// How `instance` is written; `None` when the file has only its values.
    pub fn expressions<'p>(&'p self, instance: &'p Instance) -> Option<Expressions<'p>> {
        let (scope, resource) = self.resource(instance)?;
        Some(Expressions::new(resource.expressions.as_ref()?, scope, instance.key.as_ref()))
    }

    /// The key of the provider configuration of `instance`; `None` when the file has only its values.
    pub fn provider_key<'p>(&'p self, instance: &Instance) -> Option<&'p str> {
        self.resource(instance)?.1.provider_config_key.as_deref()
    }

    /// The provider configuration of that key, and how it is written. A module without a configuration of its own has an
    /// entry in the plans of old versions, which does not tell whose it uses: it is none.
    pub fn provider(&self, key: &str) -> Option<(&Provider, Option<Expressions<'_>>)> {
        let provider = self.providers.get(key)?;
        let scope = expression::Scope::new(self, &provider.calls);
        let expressions = scope.map(|scope| Expressions::new(&provider.expressions, scope, None));
        let expressions = expressions.filter(|expressions| !expressions.is_empty());
        (provider.calls.is_empty() || expressions.is_some()).then_some((provider, expressions))
    }

    /// The provider configurations, each with its arguments, if the file has any.
    pub fn providers(&self) -> impl Iterator<Item = (&Provider, Value)> {
        self.providers.keys().filter_map(|key| {
            let (provider, expressions) = self.provider(key)?;
            let arguments = expressions.map(|expressions| expressions.whole());
            Some((provider, arguments.unwrap_or_else(|| Value::object::<&str>([]))))
        })
    }

    /// How the plan names its provider configurations.
    pub fn provider_keys(&self) -> impl Iterator<Item = &str> {
        self.providers.keys().map(|key| &**key)
    }

    /// The module calls, in the order of their addresses.
    pub fn calls(&self) -> Vec<Called<'_>> {
        let mut found = Vec::new();
        expression::calls(self, &mut found);
        found
    }

    fn resource<'p>(&'p self, instance: &Instance) -> Option<(expression::Scope<'p>, &'p document::Resource)> {
        let scope = expression::Scope::new(self, &instance.calls)?;
        let resource = scope.module()?.resources.get(&(instance.of_type.to_string(), instance.name.clone()))?;
        Some((scope, resource))
    }
}
