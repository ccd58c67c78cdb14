//! Why something is not known, and what its reader can do about it.

use fluent_bundle::FluentArgs;

use super::messages::{Messages, arguments};
use crate::evaluation::CauseKind;
use crate::inventory::{Asset, AssetKind};
use crate::policy::Field;

/// Why, in a few words.
pub(super) fn words(kind: &CauseKind, messages: &Messages) -> String {
    let (id, arguments) = message(kind);
    messages.format(id, &arguments)
}

fn message(kind: &CauseKind) -> (&'static str, FluentArgs<'static>) {
    let one = |name: &'static str, value: &str| arguments([(name, value.to_owned().into())]);
    let two = |first: (&'static str, &str), second: (&'static str, &str)| {
        arguments([(first.0, first.1.to_owned().into()), (second.0, second.1.to_owned().into())])
    };
    match kind {
        CauseKind::VariableWithoutValue(name) => ("cause-variable-without-value", one("name", name)),
        CauseKind::DataSource(address) => ("cause-data-source", one("address", address)),
        CauseKind::Computed(address, attribute) => {
            ("cause-computed", two(("address", address), ("attribute", attribute)))
        }
        CauseKind::ModuleNotInstalled(address, _) => ("cause-module-not-installed", one("address", address)),
        CauseKind::ImpureFunction(name) => ("cause-impure-function", one("name", name)),
        CauseKind::UnsupportedFunction(name) => ("cause-unsupported-function", one("name", name)),
        CauseKind::ProviderFunction(name) => ("cause-provider-function", one("name", name)),
        CauseKind::Workspace => ("cause-workspace", arguments([])),
        CauseKind::FileNotRead(path) => ("cause-file-not-read", one("path", path)),
        CauseKind::Environment(name) => ("cause-environment", one("name", name)),
        CauseKind::Error => ("cause-error", arguments([])),
        CauseKind::Cycle => ("cause-cycle", arguments([])),
        CauseKind::Limit(_) => ("cause-limit", arguments([])),
        CauseKind::Expansion(address) => ("cause-expansion", one("address", address)),
        CauseKind::NotWritten(name) => ("cause-not-written", one("name", name)),
        CauseKind::Sensitive(name) => ("cause-sensitive", one("name", name)),
        CauseKind::NotUnderstood(key, value) => ("cause-not-understood", two(("key", key), ("value", value))),
        CauseKind::Contradiction(first, second) => ("cause-contradiction", two(("one", first), ("other", second))),
        CauseKind::NotInCatalogue("region", written) => ("cause-not-in-catalogue-region", one("written", written)),
        CauseKind::NotInCatalogue("host", written) => ("cause-not-in-catalogue-host", one("written", written)),
        CauseKind::NotInCatalogue(_, written) => ("cause-not-in-catalogue-provider", one("written", written)),
        CauseKind::BackendConfiguration(name) => ("cause-backend-configuration", one("name", name)),
        CauseKind::NotDeclared("classification") => ("cause-not-declared-classification", arguments([])),
        CauseKind::NotDeclared("environment") => ("cause-not-declared-environment", arguments([])),
        CauseKind::NotDeclared("offer") => ("cause-not-declared-offer", arguments([])),
        CauseKind::NotDeclared(_) => ("cause-not-declared-placement", arguments([])),
    }
}

/// How to settle what `field` of `asset` lacks because of `cause`, a line each: what the code could say, then the
/// declaration that does as well.
pub(super) fn settlement(field: Field, cause: Option<&CauseKind>, asset: &Asset, messages: &Messages) -> Vec<String> {
    let in_code = cause.and_then(|cause| in_code(cause, field, asset, messages));
    let declaration = declaration(field, asset);
    let lead = match (&in_code, declaration.is_empty()) {
        (_, true) => None,
        (Some(_), false) => Some("settle-or-declare"),
        (None, false) => Some("settle-declare"),
    };
    in_code.into_iter().chain(lead.map(|id| messages.text(id))).chain(declaration).collect()
}

fn in_code(cause: &CauseKind, field: Field, asset: &Asset, messages: &Messages) -> Option<String> {
    let with = |id: &str, name: &'static str, value: &str| {
        Some(messages.format(id, &arguments([(name, value.to_owned().into())])))
    };
    match cause {
        CauseKind::VariableWithoutValue(name) => with("settle-variable", "name", name),
        CauseKind::ModuleNotInstalled(..) => Some(messages.text("settle-module")),
        CauseKind::Workspace => Some(messages.text("settle-workspace")),
        CauseKind::FileNotRead(path) => with("settle-file", "path", path),
        CauseKind::Error | CauseKind::Cycle => Some(messages.text("settle-error")),
        CauseKind::BackendConfiguration(_) => Some(messages.text("settle-backend")),
        CauseKind::NotWritten(name) => with("settle-write-argument", "name", name),
        CauseKind::Environment(_) if field == Field::Placement => Some(messages.text("settle-write-region")),
        CauseKind::Contradiction(..) => Some(messages.text("settle-contradiction")),
        CauseKind::NotUnderstood(..) if field == Field::Classification => Some(messages.text("settle-tag")),
        CauseKind::NotDeclared("placement") if asset.kind == AssetKind::State => {
            Some(messages.text("settle-write-region"))
        }
        _ => None,
    }
}

/// The lines of `cocarde.toml` that settle `field`. Where a state is, its backend block alone can say.
fn declaration(field: Field, asset: &Asset) -> Vec<String> {
    let text = |value: &str| toml::Value::from(value).to_string();
    let everywhere = if asset.root.is_empty() { "**".to_owned() } else { format!("{}/**", asset.root) };
    match field {
        Field::Placement | Field::Offer if asset.kind == AssetKind::State => Vec::new(),
        Field::Placement => vec![
            "  [[bind]]".to_owned(),
            format!("  provider = {}", text(&asset.provider)),
            "  region   = \"…\"".to_owned(),
        ],
        Field::Offer => vec![
            "  [[bind]]".to_owned(),
            format!("  provider = {}", text(&asset.provider)),
            "  offer    = \"…\"".to_owned(),
        ],
        Field::Environment => {
            vec!["  [environments]".to_owned(), format!("  production = [{}]", text(&everywhere))]
        }
        Field::Classification | Field::HoldsData => vec![
            "  [[classify]]".to_owned(),
            format!("  resources = [{}]", text(&asset.address)),
            "  level     = \"…\"".to_owned(),
        ],
        Field::RootClassification => vec![
            "  [[classify]]".to_owned(),
            format!("  paths = [{}]", text(&everywhere)),
            "  level = \"…\"".to_owned(),
        ],
        Field::Identity | Field::Type => Vec::new(),
    }
}
