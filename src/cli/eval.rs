//! `cocarde eval`: an expression in the scope of a root module, or of none.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use globset::GlobSet;
use serde_json::{Value as Json, json};

use super::analysis::{self, AnalysisError, Given, Problems};
use super::{GivenVariables, Lang, Outcome, language, print};
use crate::evaluation::{EvaluationError, Evaluator, Unknown, Value, to_console, to_json};
use crate::report::{Diagnostic, Messages, arguments, cause_words, problems};
use crate::source::{Repository, SourceFile, Sources, discover};
use crate::syntax::{Tree, parse_expression};
use crate::terraform::{Configuration, Loaded, RootModule, load};

/// What the expression is called in excerpts.
const NAME: &str = "<expression>";

const EXIT_CODES: &str = "\
Exit codes:
  0  it has a value, or what is unknown is said
  1  it cannot be evaluated
  2  wrong arguments, or what is given is no expression";

/// Arguments of `cocarde eval`.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct EvalArguments {
    /// Expression, as 'local.regions[var.site]'
    pub expression: String,
    /// Directory of the module whose declarations it may refer to
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = EvalFormat::Text)]
    pub format: EvalFormat,
    /// Language of the answer [default: French if the locale is, else English]
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// `--var`, `--var-file`
    #[command(flatten)]
    pub variables: GivenVariables,
    /// Value of `terraform.workspace` [default: unknown]
    #[arg(long, value_name = "NAME")]
    pub workspace: Option<String>,
}

/// Forms of the answer of `cocarde eval`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EvalFormat {
    /// As `terraform console` prints values
    Text,
    /// An object with `value`, `unknown`, `sensitive` or `error`
    Json,
}

pub(super) fn run(given: &EvalArguments) -> Outcome {
    let messages = Messages::new(language(given.lang));
    match evaluate(given, &messages) {
        Ok(evaluated) => evaluated.tell(given.format, &messages),
        Err(error) => {
            let (sources, diagnostics) = super::check::refusal(error, &messages);
            Evaluated { sources, value: None, diagnostics, outcome: Outcome::Usage }.tell(given.format, &messages)
        }
    }
}

/// What came of an expression.
struct Evaluated {
    sources: Sources,
    /// Its value; none when it could not be evaluated.
    value: Option<Value>,
    diagnostics: Vec<Diagnostic>,
    outcome: Outcome,
}

fn evaluate(given: &EvalArguments, messages: &Messages) -> Result<Evaluated, AnalysisError> {
    let repository = Repository::locate(&given.path)
        .map_err(|error| AnalysisError::Path { path: given.path.display().to_string(), error })?;
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    let values =
        Given { variables: &given.variables.0, backend_configuration: &[], workspace: given.workspace.as_deref() };
    let inputs = analysis::inputs(values, &repository, &mut sources, &mut problems)?;
    let expression = sources.add(SourceFile::new(NAME, given.expression.as_str()));
    let tree = parse_expression(expression, &Arc::clone(sources.file(expression).text()));
    let found = discover(&repository, &given.path, &GlobSet::empty());
    let loaded = load(&repository, &found.files, sources);
    if !tree.errors().is_empty() {
        let mut diagnostics = problems::syntax(tree.errors(), &loaded.sources, messages);
        without_consequences(&mut diagnostics);
        return Ok(Evaluated { sources: loaded.sources, value: None, diagnostics, outcome: Outcome::Usage });
    }
    let (value, errors) = value_of(&tree, &loaded, &repository, &given.path, &inputs);
    problems.syntax.extend(loaded.trees.iter().flat_map(Tree::errors).cloned());
    let mut diagnostics = problems::evaluation(&errors, &loaded.sources, messages);
    let outcome = if errors.is_empty() { Outcome::Clean } else { Outcome::Findings };
    let value = errors.is_empty().then_some(value);
    without_consequences(&mut diagnostics);
    // What could not be parsed may be what the expression refers to.
    diagnostics.extend(problems::syntax(&problems.syntax, &loaded.sources, messages));
    Ok(Evaluated { sources: loaded.sources, value, diagnostics, outcome })
}

/// What follows from a mistake for an analysis does not for one expression.
fn without_consequences(diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics {
        diagnostic.facts.retain(|fact| fact.key != "consequence");
    }
}

/// The value of `tree` in the module in the directory `path`, or in no module when it holds none.
fn value_of(
    tree: &Tree,
    loaded: &Loaded,
    repository: &Repository,
    path: &Path,
    inputs: &crate::evaluation::Inputs,
) -> (Value, Vec<EvaluationError>) {
    let configuration = Configuration::new(loaded);
    let directory = directory_of(repository, path);
    let root = configuration.roots().iter().find(|root| *root.directory == *directory).cloned();
    // A module that others call can be looked at too: without the values that they give it.
    let root = root.unwrap_or_else(|| RootModule::new(directory.into()));
    let evaluator = Evaluator::new(&configuration, repository, &root, inputs);
    let Some(node) = tree.expression() else { return (Value::Null, Vec::new()) };
    let value = match evaluator.top() {
        Some(top) => evaluator.evaluate(node, &evaluator.place_of(top)),
        None => evaluator.constant(node),
    };
    (value, evaluator.errors().0)
}

/// The directory of the repository that `path` is or is in, with `/` between its parts.
fn directory_of(repository: &Repository, path: &Path) -> String {
    let Ok(path) = path.canonicalize() else { return String::new() };
    let directory = if path.is_dir() { path.as_path() } else { path.parent().unwrap_or(&path) };
    let relative = directory.strip_prefix(repository.root()).unwrap_or(Path::new(""));
    relative.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

impl Evaluated {
    fn tell(&self, format: EvalFormat, messages: &Messages) -> Outcome {
        let text = match format {
            EvalFormat::Text => self.text(messages),
            EvalFormat::Json => self.json(messages).to_string() + "\n",
        };
        if format == EvalFormat::Text {
            super::tell(&self.diagnostics, &self.sources, messages);
        }
        match print(&text, messages) {
            Outcome::Clean => self.outcome,
            failed => failed,
        }
    }

    /// As `terraform console` prints it; what is unknown says why.
    fn text(&self, messages: &Messages) -> String {
        let Some(value) = &self.value else { return String::new() };
        let mut text = match value {
            Value::Unknown(_) => String::new(),
            _ => to_console(value) + "\n",
        };
        if let Some(unknown) = value.unknowns() {
            for reason in self.reasons(&unknown, messages) {
                text += &(messages.format("eval-unknown", &arguments([("reason", reason.into())])) + "\n");
            }
            if let Some(candidates) = candidates(value) {
                let values = candidates.iter().map(to_console).collect::<Vec<_>>().join(", ");
                text += &(messages.format("eval-candidates", &arguments([("values", values.into())])) + "\n");
            }
        }
        text
    }

    fn json(&self, messages: &Messages) -> Json {
        let Some(value) = &self.value else {
            let told = self.diagnostics.iter().map(|diagnostic| {
                let place = diagnostic.primary.as_ref().map(|label| {
                    let (path, position) = self.sources.position(label.span);
                    json!({ "path": &**path, "line": position.line, "column": position.column })
                });
                json!({ "code": diagnostic.code, "message": diagnostic.title, "place": place })
            });
            return json!({ "error": told.collect::<Vec<_>>() });
        };
        if value.has_sensitive() {
            return json!({ "sensitive": true });
        }
        match value.unknowns() {
            None => json!({ "value": to_json(value) }),
            Some(unknown) => json!({ "unknown": {
                "reasons": self.reasons(&unknown, messages),
                "type": unknown.of_type().map(ToString::to_string),
                "candidates": candidates(value).map(|values| values.iter().map(to_json).collect::<Vec<_>>()),
            }}),
        }
    }

    /// Why it is unknown, with the place of each reason.
    fn reasons(&self, unknown: &Unknown, messages: &Messages) -> Vec<String> {
        let reason = |cause: &crate::evaluation::Cause| {
            let words = cause_words(&cause.kind, messages);
            match cause.span {
                Some(span) => {
                    let (path, position) = self.sources.position(span);
                    format!("{words} ({path}:{})", position.line)
                }
                None => words,
            }
        };
        unknown.causes().iter().map(reason).collect()
    }
}

/// What an unknown value is one of. What is sensitive is not shown.
fn candidates(value: &Value) -> Option<&[Value]> {
    match value {
        Value::Unknown(unknown) => unknown.candidates().filter(|values| !values.iter().any(Value::has_sensitive)),
        _ => None,
    }
}
