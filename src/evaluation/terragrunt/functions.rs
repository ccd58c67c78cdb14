//! The functions that Terragrunt adds to those of Terraform.

use std::sync::Arc;

use super::config::{Config, text};
use super::merge::deep;
use super::paths;
use crate::evaluation::expression::failed;
use crate::evaluation::functions;
use crate::evaluation::module_scope::relative;
use crate::evaluation::scope::Context;
use crate::evaluation::{Cause, CauseKind, Value, evaluate};
use crate::syntax::{List, NodeId};

/// Functions that run a program, ask a service or tell of the machine.
const NEVER_CALLED: [&str; 13] = [
    "get_aws_account_alias",
    "get_aws_account_id",
    "get_aws_caller_identity_arn",
    "get_aws_caller_identity_user_id",
    "get_platform",
    "get_terraform_cli_args",
    "get_terraform_command",
    "get_terragrunt_source_cli_flag",
    "get_working_dir",
    "mark_glob_as_read",
    "run_cmd",
    "sops_decrypt_file",
    "get_default_retryable_errors",
];

/// What `find_in_parent_folders()` looks for when it is not told.
const CONFIGURATIONS: [&str; 3] = ["terragrunt.hcl", "terragrunt.hcl.json", "root.hcl"];

/// The commands of Terraform that take variables, which are most of those that Terragrunt names in its lists.
const COMMANDS: [&str; 7] = ["apply", "console", "destroy", "import", "plan", "push", "refresh"];

/// The value of a call of `name`, if Terragrunt has such a function.
pub(super) fn call(
    config: &Config<'_, '_>,
    name: &str,
    arguments: List<'_, NodeId>,
    context: &Context<'_>,
) -> Option<Value> {
    let call = Call { config, arguments, context };
    let value = match name {
        "find_in_parent_folders" => call.find_in_parents(),
        "path_relative_to_include" => call.between(relative),
        "path_relative_from_include" => call.between(|include, own| relative(own, include)),
        "get_terragrunt_dir" => Ok(paths::absolute(&config.directory)),
        "get_original_terragrunt_dir" => Ok(paths::absolute(&config.session.original)),
        "get_parent_terragrunt_dir" => call.optional(0).map(|name| {
            let directory = config.include_directory(name.as_deref());
            paths::absolute(directory.as_deref().unwrap_or(&config.directory))
        }),
        "get_repo_root" => Ok(paths::absolute("")),
        "get_path_from_repo_root" => Ok(relative("", &config.directory)),
        "get_path_to_repo_root" => Ok(relative(&config.directory, "")),
        "abspath" => call.path(0).map(|path| paths::absolute(&path)),
        "mark_as_read" => call.text(0).map(|path| path.to_string()),
        "read_terragrunt_config" => return Some(call.read_config()),
        "read_tfvars_file" => return Some(call.read_variables()),
        "deep_merge" => return Some(call.deep_merge()),
        "get_env" => call.text(0).and_then(|name| Err(call.unknown(CauseKind::Environment(name)))),
        "get_terraform_commands_that_need_vars"
        | "get_terraform_commands_that_need_locking"
        | "get_terraform_commands_that_need_input"
        | "get_terraform_commands_that_need_parallelism" => {
            return Some(Value::tuple(COMMANDS.iter().map(|command| Value::string(*command)).collect()));
        }
        name if NEVER_CALLED.contains(&name) => Err(call.unknown(CauseKind::NotAsked(name.into()))),
        _ => return None,
    };
    Some(value.map_or_else(|unknown| unknown, Value::string))
}

/// A call. A function gives a text, or the unknown that it is instead.
struct Call<'a, 's, 'r> {
    config: &'a Config<'s, 'r>,
    arguments: List<'a, NodeId>,
    context: &'a Context<'a>,
}

impl Call<'_, '_, '_> {
    fn span(&self) -> crate::source::Span {
        self.arguments.get(0).map_or(self.config.file.tree().body().span(), crate::syntax::Node::span)
    }

    fn unknown(&self, kind: CauseKind) -> Value {
        Value::unknown(Cause::at(kind, self.span()))
    }

    fn value(&self, index: usize) -> Option<Value> {
        self.arguments.get(index).map(|argument| evaluate(argument, self.context))
    }

    fn text(&self, index: usize) -> Result<Arc<str>, Value> {
        let value = self.value(index).ok_or_else(|| failed(self.span()))?;
        text(&value, self.span()).map_err(Value::unknown)
    }

    fn optional(&self, index: usize) -> Result<Option<Arc<str>>, Value> {
        if self.arguments.get(index).is_none() { Ok(None) } else { self.text(index).map(Some) }
    }

    /// The path that an argument names, relative to the repository.
    fn path(&self, index: usize) -> Result<String, Value> {
        let path = self.text(index)?;
        paths::resolve(&self.config.directory, &path).map_err(|_| self.unknown(CauseKind::FileNotRead(path)))
    }

    /// A path between the directory of an include and that of the file that includes it.
    fn between(&self, path: impl Fn(&str, &str) -> String) -> Result<String, Value> {
        let name = self.optional(0)?;
        let include = self.config.include_directory(name.as_deref());
        Ok(include.map_or_else(|| ".".to_owned(), |include| path(&include, &self.config.directory)))
    }

    /// The nearest file of a name above the directory, or else the second argument.
    fn find_in_parents(&self) -> Result<String, Value> {
        let asked = self.optional(0)?;
        let names: Vec<&str> = asked.as_deref().map_or_else(|| CONFIGURATIONS.to_vec(), |name| vec![name]);
        let mut directory = &*self.config.directory;
        while !directory.is_empty() {
            directory = paths::parent(directory);
            for name in &names {
                if let Ok(path) = paths::resolve(directory, name)
                    && self.config.session.reader.repository.exists(&path)
                {
                    return Ok(paths::absolute(&path));
                }
            }
        }
        match self.optional(1)? {
            Some(otherwise) => Ok(otherwise.to_string()),
            None => Err(self.unknown(CauseKind::FileNotRead(names.first().copied().unwrap_or_default().into()))),
        }
    }

    /// Another Terragrunt file, or else the second argument.
    fn read_config(&self) -> Value {
        let path = match self.path(0) {
            Ok(path) => path,
            Err(unknown) => return unknown,
        };
        let reader = self.config.session.reader;
        let inside = format!("{path}/terragrunt.hcl");
        let path = if reader.open(&path).is_err() && reader.open(&inside).is_ok() { inside } else { path };
        match self.value(1) {
            Some(otherwise) if reader.open(&path).is_err() => otherwise,
            _ => self.config.session.read_config(&path, self.span()),
        }
    }

    /// A variable file, as JSON: that is how Terragrunt gives it.
    fn read_variables(&self) -> Value {
        let path = match self.path(0) {
            Ok(path) => path,
            Err(unknown) => return unknown,
        };
        let Ok(file) = self.config.session.reader.open(&path) else {
            return self.unknown(CauseKind::FileNotRead(path.into()));
        };
        let attributes = file.tree().body().attributes();
        let values = Value::object(attributes.map(|given| (given.name, self.config.value(given.value))));
        functions::call("jsonencode", &[values], self.config).unwrap_or_else(|_| failed(self.span()))
    }

    fn deep_merge(&self) -> Value {
        let values = self.arguments.iter().map(|argument| evaluate(argument, self.context));
        let mut work = 0;
        let merged = values.reduce(|below, over| match (&below, &over) {
            // Which keys an unknown map has is not known: nothing is known of the result.
            (Value::Unknown(_), _) => below,
            (_, Value::Unknown(_)) => over,
            _ => deep(&below, &over, &mut work),
        });
        merged.unwrap_or_else(|| failed(self.span()))
    }
}
