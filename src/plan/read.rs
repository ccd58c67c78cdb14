//! From text to a [`Plan`].

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde_json::Value as Json;
use serde_json::error::Category;

use super::address::calls;
use super::content::Content;
use super::document::{Change, Document, ModuleValues, Name, Named, ProviderEntry, ResourceChange, ResourceValues};
use super::mask::{mask, range_of, variable_file};
use super::{Action, Given, Instance, Plan, PlanError, Provider};
use crate::source::{FileId, Span};
use crate::syntax::parse_json_values;
use crate::terraform::provider_source;

/// What a plan that `-out` writes begins with: it is an archive.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// Reads `bytes`, which are those of `file`, as a plan or a state in JSON; what was before only if it is asked for.
pub fn read(file: FileId, bytes: &[u8], before: bool) -> Result<Plan, PlanError> {
    if bytes.starts_with(ARCHIVE) {
        return Err(PlanError::Binary);
    }
    let whole = std::str::from_utf8(bytes).map_err(|_| PlanError::Encoding)?;
    let text = whole.strip_prefix('\u{feff}').unwrap_or(whole);
    let document: Document<'_> = serde_json::from_str(text).map_err(|error| refused(text, &error))?;
    check(&document)?;
    let Some(values) = document.planned_values.as_ref().or(document.values.as_ref()) else {
        return Err(PlanError::Empty);
    };
    let mut reader = Reader {
        file,
        whole,
        before,
        kept: Vec::new(),
        first: FxHashMap::default(),
        instances: Vec::new(),
        going: Vec::new(),
    };
    let mut changes = FxHashMap::default();
    for own in document.resource_changes.into_iter().flatten().filter(|own| own.deposed.is_none()) {
        if before && is_going(&own.change.actions) {
            reader.going(own)?;
        } else {
            changes.insert(own.address, own.change);
        }
    }
    if let Some(root) = &values.root_module {
        reader.module(root, &mut changes)?;
    }
    let variable_text = variable_file(whole, document.variables.as_ref());
    let variables = reader.variables(document.variables)?;
    let configuration = document.configuration;
    let (providers, root) = configuration.map(|own| (own.provider_config, own.root_module)).unwrap_or_default();
    let providers = providers.map(|own| own.0).unwrap_or_default();
    let providers = providers.into_iter().map(|(name, entry)| reader.provider(&name, entry)).collect();
    reader.kept.sort_by_key(|range| range.start);
    Ok(Plan {
        is_partial: document.errored == Some(true) || document.complete == Some(false),
        instances: reader.instances,
        going: reader.going,
        file,
        variable_file: variable_text.map(|text| parse_json_values(file, &text.into())),
        shown: mask(whole, &reader.kept),
        root: root.unwrap_or_default(),
        providers,
        variables,
    })
}

/// Why JSON is not what is expected. The words of the error may quote values: only its place is told.
fn refused(text: &str, error: &serde_json::Error) -> PlanError {
    if text.starts_with("{\"@") {
        return PlanError::Log;
    }
    let (line, column) = (error.line(), error.column());
    match error.classify() {
        Category::Data => PlanError::Form { line, column },
        Category::Syntax | Category::Eof | Category::Io => PlanError::NotJson { line, column },
    }
}

fn check(document: &Document<'_>) -> Result<(), PlanError> {
    let Some(version) = &document.format_version else {
        return Err(if document.lineage.is_some() { PlanError::RawState } else { PlanError::Empty });
    };
    // Minor versions add, major ones change. Version 0 was that of Terraform up to 1.0, and has the same form.
    match version.split('.').next() {
        Some("0" | "1") => Ok(()),
        _ => Err(PlanError::Version),
    }
}

struct Reader<'a> {
    file: FileId,
    whole: &'a str,
    /// Whether what was before is asked for.
    before: bool,
    /// What may be shown.
    kept: Vec<Range<usize>>,
    /// Where each resource is named first.
    first: FxHashMap<String, Span>,
    instances: Vec<Instance>,
    going: Vec<Instance>,
}

impl Reader<'_> {
    /// The place of `part`, which may be shown; the beginning of the file when it is not cut from it.
    fn show(&mut self, part: Option<Range<usize>>) -> Span {
        let place = part.clone().unwrap_or(0..0);
        self.kept.extend(part);
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span::new(self.file, offset(place.start), offset(place.end))
    }

    /// The place of a name, quotes included.
    fn show_name(&mut self, name: &Name<'_>) -> Span {
        let place = match name.0 {
            std::borrow::Cow::Borrowed(name) => range_of(self.whole, name),
            std::borrow::Cow::Owned(_) => None,
        };
        self.show(place.and_then(|place| Some(place.start.checked_sub(1)?..place.end + 1)))
    }

    fn module(
        &mut self,
        module: &ModuleValues<'_>,
        changes: &mut FxHashMap<String, Change<'_>>,
    ) -> Result<(), PlanError> {
        for resource in module.resources.iter().flatten() {
            let judged = resource.mode == "managed" && resource.deposed_key.is_none();
            if judged && let Some(instance) = self.instance(resource, changes)? {
                self.instances.push(instance);
            }
        }
        module.child_modules.iter().flatten().try_for_each(|child| self.module(child, changes))
    }

    fn instance(
        &mut self,
        resource: &ResourceValues<'_>,
        changes: &mut FxHashMap<String, Change<'_>>,
    ) -> Result<Option<Instance>, PlanError> {
        let written = resource.address.get();
        let address: String = serde_json::from_str(written).map_err(|_| PlanError::Form { line: 1, column: 1 })?;
        let change = changes.remove(&address);
        if change.as_ref().is_some_and(|change| is_going(&change.actions)) {
            return Ok(None);
        }
        let action = change.as_ref().map_or(Action::Keep, |change| action(&change.actions));
        let prior = match &change {
            Some(change) if self.before => prior(change)?,
            _ => None,
        };
        let content = match change {
            Some(change) => Content {
                values: change.after.unwrap_or_default(),
                unknown: change.after_unknown.unwrap_or_default(),
                sensitive: change.after_sensitive.unwrap_or_default(),
            },
            None => Content {
                values: resource.values.clone().unwrap_or_default(),
                unknown: Json::Null,
                sensitive: resource.sensitive_values.clone().unwrap_or_default(),
            },
        };
        let source = match &resource.provider_name {
            Some(name) => provider_source(name),
            None => provider_source(resource.of_type.split('_').next().unwrap_or_default()),
        };
        let calls = calls(&address).0;
        let name = format!("{}.{}", resource.of_type, resource.name);
        let declared: String =
            calls.iter().map(|call| format!("module.{}.", call.name)).chain([name.clone()]).collect();
        let span = match self.first.get(&declared) {
            Some(first) => *first,
            None => {
                // Without the keys, which are those of one instance.
                let shown = written.rfind(&name).and_then(|at| written.get(at..at + name.len())).unwrap_or(written);
                let span = self.show(range_of(self.whole, shown));
                self.first.insert(declared, span);
                span
            }
        };
        Ok(Some(Instance {
            address: address.into(),
            span,
            of_type: resource.of_type.as_str().into(),
            source: source.into(),
            content,
            action,
            prior,
            name: resource.name.clone(),
            key: resource.index.clone(),
            calls,
        }))
    }

    /// Keeps a managed resource instance that will be there no more.
    fn going(&mut self, own: ResourceChange<'_>) -> Result<(), PlanError> {
        let (Some("managed"), Some(of_type), Some(name)) = (own.mode.as_deref(), own.of_type, own.name) else {
            return Ok(());
        };
        let source = own.provider_name.unwrap_or_else(|| of_type.split('_').next().unwrap_or_default().to_owned());
        self.going.push(Instance {
            span: Span::new(self.file, 0, 0),
            source: provider_source(&source).into(),
            content: Content::default(),
            action: Action::Delete,
            prior: prior(&own.change)?,
            calls: calls(&own.address).0,
            address: own.address.into(),
            of_type: of_type.into(),
            name,
            key: own.index,
        });
        Ok(())
    }

    fn variables(
        &mut self,
        variables: Option<Named<'_, super::document::Given<'_>>>,
    ) -> Result<FxHashMap<Arc<str>, Given>, PlanError> {
        let mut found = FxHashMap::default();
        for (name, given) in variables.into_iter().flat_map(|variables| variables.0) {
            let Some(value) = given.value else { continue };
            let value = serde_json::from_str(value.get()).map_err(|error| refused("", &error))?;
            let span = self.show_name(&name);
            found.insert(Arc::from(&*name.0), Given { value, span });
        }
        Ok(found)
    }

    fn provider(&mut self, key: &Name<'_>, entry: ProviderEntry) -> (Arc<str>, Provider) {
        let provider = Provider {
            source: provider_source(entry.full_name.as_deref().unwrap_or(&entry.name)).into(),
            name: entry.name.into(),
            alias: entry.alias.map(Arc::from),
            span: self.show_name(key),
            expressions: entry.expressions.unwrap_or_default(),
            calls: calls(&entry.module_address.unwrap_or_default()).0,
        };
        (Arc::from(&*key.0), provider)
    }
}

/// The attributes before the change; none of what is new.
fn prior(change: &Change<'_>) -> Result<Option<Content>, PlanError> {
    let parsed = |text: &str| serde_json::from_str::<Json>(text).map_err(|error| refused("", &error));
    let Some(before) = change.before else { return Ok(None) };
    let sensitive = change.before_sensitive.map_or(Ok(Json::Null), |marks| parsed(marks.get()))?;
    let values = parsed(before.get())?;
    Ok((!values.is_null()).then_some(Content { values, unknown: Json::Null, sensitive }))
}

fn action(actions: &[String]) -> Action {
    let has = |wanted: &str| actions.iter().any(|action| action == wanted);
    match (has("create"), has("delete") || has("forget"), has("update")) {
        (true, true, _) => Action::Replace,
        (true, false, _) => Action::Create,
        (false, true, _) => Action::Delete,
        (false, false, true) => Action::Update,
        (false, false, false) => Action::Keep,
    }
}

/// Whether nothing of the resource is left for Terraform once the plan is applied: it is destroyed, or forgotten.
fn is_going(actions: &[String]) -> bool {
    !actions.is_empty() && actions.iter().all(|action| matches!(action.as_str(), "delete" | "forget"))
}
