//! From a `terragrunt.hcl` to the root module that it makes.

use std::rc::Rc;
use std::sync::Arc;

use super::config::{Config, Include, Session, text};
use super::generate::{self, Content, Values};
use super::merge::{Entries, Strategy};
use super::reader::{File, Reader};
use super::{UnitProblem, UnitProblemKind, arguments, paths};
use crate::evaluation::inputs::UnitInputs;
use crate::evaluation::scope::EvaluationError;
use crate::evaluation::{Cause, CauseKind, Limit, Unknown, Value};
use crate::source::{FileKind, Span};
use crate::syntax::Block;
use crate::terraform::{Generated, Unit, UnitSource};

/// What a `terragrunt.hcl` makes.
pub(super) struct Outcome {
    pub(super) unit: Unit,
    pub(super) inputs: UnitInputs,
    pub(super) errors: Vec<EvaluationError>,
    pub(super) problems: Vec<UnitProblem>,
    /// The files that it includes, itself apart.
    pub(super) included: Vec<Arc<str>>,
}

/// Evaluates `file`; `None` when it is no unit: it names no module and stands beside none, or says to skip it.
pub(super) fn evaluate<'r>(reader: &'r Reader<'r>, file: &File<'r>) -> Option<Outcome> {
    let directory: Arc<str> = file.directory().into();
    let session = Session::new(reader, Arc::clone(&directory));
    let config = Config::new(&session, file.clone(), None);
    let includes = config.includes();
    // Only one level is allowed: asking is what finds a second one.
    includes.iter().for_each(|include| drop(include.config.includes()));
    let layers: Vec<&Config<'_, 'r>> = layers(&includes, &config);
    if layers.iter().any(|layer| is_skipped(layer)) {
        return None;
    }
    let source = layers.iter().rev().find_map(|layer| source(layer));
    if source.is_none() && !reader.has_configuration(&directory) {
        return None;
    }
    let unit = Unit {
        directory: Arc::clone(&directory),
        source: source.unwrap_or(UnitSource::Beside),
        generated: Vec::new(),
        backend: None,
        unknown_provider: None,
        variable_files: Vec::new(),
        pasted: Vec::new(),
    };
    let mut maker = Maker { session: &session, unit, values: Values::default() };
    maker.generate(&layers);
    maker.keep_state(&layers);
    maker.doubt_providers();
    let Maker { mut unit, values, .. } = maker;
    let mut given = config.inputs();
    for layer in &layers {
        arguments::add(layer, &mut unit, &mut given);
    }
    doubt_inputs(&session, &mut given);
    let variables = given.values.into_iter().collect();
    let inputs = UnitInputs { variables, rest: given.rest, values: values.0 };
    let parts = includes.iter().map(|include| Arc::clone(include.config.file.path()));
    let parts = parts.filter(|path| path != file.path()).collect();
    Some(Outcome { unit, inputs, included: parts, errors: session.errors.take(), problems: session.problems.take() })
}

/// The files that make the unit, lowest first.
fn layers<'a, 's, 'r>(includes: &'a Rc<[Include<'s, 'r>]>, own: &'a Config<'s, 'r>) -> Vec<&'a Config<'s, 'r>> {
    let merged = includes.iter().filter(|include| include.strategy != Strategy::None);
    merged.map(|include| &include.config).chain([own]).collect()
}

/// Where a file is not known that may give values to variables, neither their defaults nor what it goes over hold.
fn doubt_inputs(session: &Session<'_>, given: &mut Entries) {
    let below = session.doubt(|kind| matches!(kind, UnitProblemKind::Include(_) | UnitProblemKind::NestedInclude));
    if let Some((cause, span)) = below {
        given.rest.get_or_insert_with(|| (Unknown::new(cause), span));
    }
    if let Some((cause, span)) = session.doubt(|kind| matches!(kind, UnitProblemKind::VariableFile(_))) {
        let over = Entries { rest: Some((Unknown::new(cause), span)), ..Entries::default() };
        given.put(over, Strategy::Shallow);
    }
}

/// Whether Terragrunt passes over the unit, whatever the command.
fn is_skipped(config: &Config<'_, '_>) -> bool {
    let is_true = |value: &Value| value.as_bool() == Some(true);
    if config.argument("skip").is_some_and(|(value, _)| is_true(&value)) {
        return true;
    }
    config.blocks("exclude", 0).iter().any(|block| {
        let value = |name: &str| block.body.attribute(name).map(|attribute| config.value(attribute.value));
        let all = |value: &Value| match value {
            Value::List(actions) | Value::Tuple(actions) => actions.iter().any(|action| action.as_str() == Some("all")),
            _ => false,
        };
        value("if").as_ref().is_some_and(is_true) && value("actions").as_ref().is_some_and(all)
    })
}

/// The module that the `terraform` block of `config` names.
fn source(config: &Config<'_, '_>) -> Option<UnitSource> {
    let written = config.blocks("terraform", 0).into_iter().find_map(|block| block.body.attribute("source"))?;
    let span = written.value.span();
    let Ok(source) = text(&config.value(written.value), span) else {
        return Some(UnitSource::Absent("".into(), span));
    };
    if source.is_empty() {
        return None;
    }
    let path = source.split_once('?').map_or(&*source, |(path, _)| path);
    let path = path.strip_prefix("file://").unwrap_or(path);
    let fetched = path.contains("::") || path.contains("://") || path.contains('@');
    // The session's directory, not that of the file: a source that is included starts from the unit.
    let directory = paths::resolve(&config.directory, path).ok().filter(|directory| {
        let relative = path.starts_with('.') || paths::inside(path).is_some();
        // `github.com/…` and modules of a registry are written like directories.
        !fetched && (relative || config.session.reader.repository.exists(directory))
    });
    Some(match directory {
        Some(directory) if *directory == *config.directory => UnitSource::Beside,
        Some(directory) => UnitSource::Directory(directory.into(), span),
        None => UnitSource::Absent(source, span),
    })
}

/// A unit in the making.
struct Maker<'s, 'r> {
    session: &'s Session<'r>,
    unit: Unit,
    values: Values,
}

impl<'r> Maker<'_, 'r> {
    /// The files of `generate`: of two with the same label, the one of the higher layer.
    fn generate(&mut self, layers: &[&Config<'_, 'r>]) {
        let mut done: Vec<Arc<str>> = Vec::new();
        let mut files: Vec<Generated> = Vec::new();
        for config in layers.iter().rev() {
            for block in config.blocks("generate", 1) {
                let label: Arc<str> = block.labels.first().map_or("", |label| label.text).into();
                if done.contains(&label) {
                    continue;
                }
                done.push(label);
                files.extend(self.block(config, &block));
            }
            let Some((written, span)) = config.argument("generate") else { continue };
            let given = Entries::from_value(&written, span);
            for (label, (value, span)) in given.values {
                if !done.contains(&label) {
                    done.push(label);
                    files.extend(self.object(&value, span));
                }
            }
            if let Some((unknown, span)) = given.rest {
                let cause = unknown.causes().first().cloned().unwrap_or_else(|| Cause::at(CauseKind::Error, span));
                self.session.problem(span, UnitProblemKind::Generated(cause));
            }
        }
        files.sort_by(|one, other| one.name.cmp(&other.name));
        self.unit.generated = files;
    }

    fn block(&mut self, config: &Config<'_, 'r>, block: &Block<'_>) -> Option<Generated> {
        let value = |name: &str| block.body.attribute(name).map(|attribute| config.value(attribute.value));
        if value("disable").is_some_and(|value| value.as_bool() == Some(true)) {
            return None;
        }
        let path = block.body.attribute("path")?;
        let name = self.name(&config.value(path.value), path.value.span())?;
        let yields = value("if_exists").is_some_and(|value| value.as_str() == Some("skip"));
        let contents = block.body.attribute("contents")?.value;
        let content = generate::contents(contents, config, &mut self.values);
        self.file(name, content, yields, contents.span())
    }

    /// The same as an object, which holds values only.
    fn object(&mut self, value: &Value, span: Span) -> Option<Generated> {
        let (name, yields) = self.named(value, span)?;
        let Value::Object(entries) = value else { return None };
        let content = generate::from_value(entries.get("contents")?, span);
        self.file(name, content, yields, span)
    }

    /// The name of a file that an object asks for, and whether one that is there is kept.
    fn named(&self, value: &Value, span: Span) -> Option<(Arc<str>, bool)> {
        let Value::Object(entries) = value else { return None };
        let yields = entries.get("if_exists").and_then(Value::as_str) == Some("skip");
        Some((self.name(entries.get("path")?, span)?, yields))
    }

    /// The name of a file beside the module, if it is one that Terraform reads.
    fn name(&self, path: &Value, span: Span) -> Option<Arc<str>> {
        let path = match text(path, span) {
            Ok(path) => path,
            Err(cause) => {
                self.session.problem(span, UnitProblemKind::Generated(cause));
                return None;
            }
        };
        let module = self.unit.module_directory();
        let path = paths::resolve(module, &path).ok()?;
        let beside = [module, &self.unit.directory].iter().any(|directory| ***directory == *paths::parent(&path));
        let name = path.rsplit('/').next().unwrap_or_default();
        let kind = FileKind::of(name).filter(|_| beside)?;
        if kind.is_variables() {
            // It beats what is given otherwise, and is not read.
            let cause = Cause::at(CauseKind::FileNotRead(name.into()), span);
            self.session.problem(span, UnitProblemKind::VariableFile(cause));
        }
        kind.is_configuration().then(|| name.into())
    }

    fn file(
        &mut self,
        name: Arc<str>,
        content: Result<Content<'r>, Cause>,
        yields: bool,
        span: Span,
    ) -> Option<Generated> {
        let content = content.and_then(|content| {
            let limit = Cause::at(CauseKind::Limit(Limit::Size), span);
            if self.session.reader.may_write(content.len()) { Ok(content) } else { Err(limit) }
        });
        match content {
            Ok(content) => {
                if let Content::Pasted(file) = &content {
                    self.unit.pasted.push(file.tree().file());
                }
                let tree = content.parse(name.ends_with(".json"));
                Some(Generated { name, tree, yields })
            }
            Err(cause) => {
                self.session.problem(span, UnitProblemKind::Generated(cause));
                None
            }
        }
    }

    /// Where a file is not known that may configure providers, no default of a provider holds.
    fn doubt_providers(&mut self) {
        let doubt = self.session.doubt(|kind| !matches!(kind, UnitProblemKind::VariableFile(_)));
        self.unit.unknown_provider =
            doubt.map(|(cause, span)| generate::unknown_provider(cause, span, &mut self.values).parse(false));
    }

    /// Where `remote_state` keeps the state: that of the highest layer, whole.
    fn keep_state(&mut self, layers: &[&Config<'_, 'r>]) {
        let found =
            layers.iter().rev().find_map(|layer| Some((layer, layer.blocks("remote_state", 0).into_iter().next()?)));
        let Some((config, block)) = found else { return };
        let Some(of_type) = block.body.attribute("backend") else { return };
        let of_type = match text(&config.value(of_type.value), of_type.value.span()) {
            Ok(of_type) => of_type,
            Err(cause) => return self.session.problem(of_type.value.span(), UnitProblemKind::Generated(cause)),
        };
        let arguments = block.body.attribute("config").map(|written| Entries::of(written.value, config));
        let composed = generate::backend(&of_type, block.header, arguments.unwrap_or_default(), &mut self.values);
        let tree = composed.parse(false);
        let asked = block.body.attribute("generate");
        let value = asked.map(|asked| (config.value(asked.value), asked.value.span()));
        // Where it is written does not matter to where the state is.
        let value = value.filter(|(value, _)| value.is_wholly_known());
        match value.and_then(|(value, span)| self.named(&value, span)) {
            Some((name, yields)) => self.unit.generated.push(Generated { name, tree, yields }),
            None => self.unit.backend = Some(tree),
        }
    }
}
