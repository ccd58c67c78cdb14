//! Why something is not known, and what its reader can do about it.

use fluent_bundle::FluentArgs;

use super::messages::{Messages, arguments};
use crate::catalogue::Catalogue;
use crate::evaluation::CauseKind;
use crate::inventory::{Asset, AssetKind};
use crate::policy::Field;
use crate::terraform::required_backend_arguments;

/// The most root modules whose service is asked for at once.
const MAX_SERVICES: usize = 5;

/// Why, in a few words.
pub fn words(kind: &CauseKind, messages: &Messages) -> String {
    let (id, mut arguments) = message(kind);
    if matches!(kind, CauseKind::NotInCatalogue(..)) {
        // What is newer than the catalogue may exist.
        arguments.set("date", messages.date(Catalogue::embedded().date()));
    }
    messages.format(id, &arguments)
}

/// A name for why, for programs: `variable-without-value`.
pub(super) fn code(kind: &CauseKind) -> &'static str {
    let id = message(kind).0;
    id.strip_prefix("cause-").unwrap_or(id)
}

fn message(kind: &CauseKind) -> (&'static str, FluentArgs<'static>) {
    let one = |name: &'static str, value: &str| arguments([(name, value.to_owned().into())]);
    let two = |first: (&'static str, &str), second: (&'static str, &str)| {
        arguments([(first.0, first.1.to_owned().into()), (second.0, second.1.to_owned().into())])
    };
    match kind {
        CauseKind::VariableWithoutValue(name) => ("cause-variable-without-value", one("name", name)),
        CauseKind::VariableFiles(name, files) => ("cause-variable-files", two(("name", name), ("files", files))),
        CauseKind::DataSource(address) => ("cause-data-source", one("address", address)),
        CauseKind::Computed(address, attribute) if attribute.is_empty() => {
            ("cause-computed-whole", one("address", address))
        }
        CauseKind::Computed(address, attribute) => {
            ("cause-computed", two(("address", address), ("attribute", attribute)))
        }
        CauseKind::ModuleNotInstalled(address, _) => ("cause-module-not-installed", one("address", address)),
        CauseKind::ImpureFunction(name) => ("cause-impure-function", one("name", name)),
        CauseKind::UnsupportedFunction(name) => ("cause-unsupported-function", one("name", name)),
        CauseKind::ProviderFunction(name) => ("cause-provider-function", one("name", name)),
        CauseKind::Workspace => ("cause-workspace", arguments([])),
        CauseKind::FileNotRead(path) => ("cause-file-not-read", one("path", path)),
        CauseKind::NoSuchFile(path) => ("cause-no-such-file", one("path", path)),
        CauseKind::Environment(name) => ("cause-environment", one("name", name)),
        CauseKind::Profile(argument, file) => ("cause-profile", two(("argument", argument), ("file", file))),
        CauseKind::Error => ("cause-error", arguments([])),
        CauseKind::Cycle => ("cause-cycle", arguments([])),
        CauseKind::Limit(_) => ("cause-limit", arguments([])),
        CauseKind::Expansion(address) => ("cause-expansion", one("address", address)),
        CauseKind::NotWritten(name) => ("cause-not-written", one("name", name)),
        CauseKind::Sensitive(name) => ("cause-sensitive", one("name", name)),
        CauseKind::NotUnderstood(key, value) => ("cause-not-understood", two(("key", key), ("value", value))),
        CauseKind::NoSuchEnvironment(key, value) => ("cause-no-such-environment", two(("key", key), ("value", value))),
        CauseKind::Contradiction(first, second) => ("cause-contradiction", two(("one", first), ("other", second))),
        CauseKind::NotInCatalogue("region", written) => ("cause-not-in-catalogue-region", one("written", written)),
        CauseKind::NotInCatalogue("host", written) => ("cause-not-in-catalogue-host", one("written", written)),
        CauseKind::NotInCatalogue("destination", written) => {
            ("cause-not-in-catalogue-destination", one("written", written))
        }
        CauseKind::NotInCatalogue("place", written) => ("cause-not-in-catalogue-place", one("written", written)),
        CauseKind::NotInCatalogue("contract", written) => ("cause-not-in-catalogue-contract", one("written", written)),
        CauseKind::NotInCatalogue(_, written) => ("cause-not-in-catalogue-provider", one("written", written)),
        CauseKind::BackendConfiguration(name) => ("cause-backend-configuration", one("name", name)),
        CauseKind::Unexpressed(name) => ("cause-unexpressed", one("name", name)),
        CauseKind::ProviderNotSeen(name) => ("cause-provider-not-seen", one("name", name)),
        CauseKind::Dependency(name) => ("cause-dependency", one("name", name)),
        CauseKind::NotAsked(name) => ("cause-not-asked", one("name", name)),
        CauseKind::BackendFiles(files) => ("cause-backend-files", one("files", files)),
        CauseKind::LocalBackend => ("cause-local-backend", arguments([])),
        CauseKind::VersionChosen(name) => ("cause-version-chosen", one("name", name)),
        CauseKind::Operation(address) => ("cause-operation", one("address", address)),
        CauseKind::HostedOnly(name) => ("cause-hosted-only", one("name", name)),
        CauseKind::Chosen(name) => ("cause-chosen", one("name", name)),
        CauseKind::Account(name) => ("cause-account", one("name", name)),
        CauseKind::NotDeclared("classification") => ("cause-not-declared-classification", arguments([])),
        CauseKind::NotDeclared("environment") => ("cause-not-declared-environment", arguments([])),
        CauseKind::NotDeclared("offer") => ("cause-not-declared-offer", arguments([])),
        CauseKind::NotDeclared(_) => ("cause-not-declared-placement", arguments([])),
    }
}

/// How to settle what `field` of `assets` lacks because of `cause`, a line each: what the code could say, then the
/// declaration that does as well.
pub(super) fn settlement(
    field: Field,
    cause: Option<&CauseKind>,
    assets: &[&Asset],
    messages: &Messages,
) -> Vec<String> {
    let Some(lead) = assets.first() else { return Vec::new() };
    let in_code = cause.and_then(|cause| in_code(cause, field, lead, messages));
    let declaration = declaration(field, lead, assets);
    let lead = match (&in_code, declaration.is_empty()) {
        (_, true) => None,
        (Some(_), false) => Some("settle-or-declare"),
        (None, false) => Some("settle-declare"),
    };
    in_code.into_iter().chain(lead.map(|id| messages.text(id))).chain(declaration).collect()
}

fn in_code(cause: &CauseKind, field: Field, asset: &Asset, messages: &Messages) -> Option<String> {
    match cause {
        CauseKind::Environment(_) | CauseKind::Profile(..) if field == Field::Placement => {
            Some(messages.text("settle-write-region"))
        }
        CauseKind::NotUnderstood(..) if field == Field::Classification => Some(messages.text("settle-tag")),
        CauseKind::NotDeclared("placement") if asset.kind == AssetKind::State => {
            Some(messages.text("settle-state-place"))
        }
        _ => by_code(cause, messages),
    }
}

/// What the code could say to settle what is not known because of `cause`, whatever it is asked for.
pub(super) fn by_code(cause: &CauseKind, messages: &Messages) -> Option<String> {
    let with = |id: &str, name: &'static str, value: &str| {
        Some(messages.format(id, &arguments([(name, value.to_owned().into())])))
    };
    match cause {
        CauseKind::VariableWithoutValue(name) => with("settle-variable", "name", name),
        CauseKind::VariableFiles(..) => Some(messages.text("settle-variable-files")),
        CauseKind::ModuleNotInstalled(..) => Some(messages.text("settle-module")),
        CauseKind::Workspace => Some(messages.text("settle-workspace")),
        CauseKind::FileNotRead(path) => with("settle-file", "path", path),
        CauseKind::NoSuchFile(path) => with("settle-missing-file", "path", path),
        CauseKind::Error | CauseKind::Cycle => Some(messages.text("settle-error")),
        CauseKind::BackendConfiguration(name) => with("settle-backend", "arguments", &backend_arguments(name)),
        CauseKind::BackendFiles(_) => Some(messages.text("settle-backend-files")),
        CauseKind::LocalBackend => Some(messages.text("settle-local-backend")),
        CauseKind::NotWritten(name) => with("settle-write-argument", "name", name),
        CauseKind::NoSuchEnvironment(..) => Some(messages.text("settle-environment-tag")),
        CauseKind::Unexpressed(_) | CauseKind::ProviderNotSeen(_) => Some(messages.text("settle-sources")),
        CauseKind::Contradiction(..) => Some(messages.text("settle-contradiction")),
        _ => None,
    }
}

/// The arguments of a backend that tell where the state is.
fn backend_arguments(name: &str) -> String {
    let backend = Catalogue::embedded().backend(name);
    let host = backend.and_then(|backend| backend.host_arguments.last());
    let region = backend.and_then(|backend| backend.region_argument.as_ref());
    let quoted = |argument: &str| format!("`{argument}`");
    let names: Vec<String> = match region {
        // What is required tells the place: a host is written for another cloud than the usual one.
        None if !required_backend_arguments(name).is_empty() => {
            required_backend_arguments(name).iter().map(|argument| quoted(argument)).collect()
        }
        region => region.into_iter().chain(host).map(|argument| quoted(argument)).collect(),
    };
    names.join(", ")
}

/// How many values of a declaration are written out; whoever wants them all asks for the verbose report.
const LISTED: usize = 4;

/// The lines of `cocarde.toml` that settle `field`. Where a state is, its backend block alone can say.
fn declaration(field: Field, lead: &Asset, assets: &[&Asset]) -> Vec<String> {
    let text = |value: &str| toml::Value::from(value).to_string();
    let entry = |table: &str, lines: &[(&str, String)]| -> Vec<String> {
        let width = lines.iter().map(|(key, _)| key.len()).max().unwrap_or_default();
        let head = std::iter::once(format!("  {table}"));
        head.chain(lines.iter().map(|(key, value)| format!("  {key:width$} = {value}"))).collect()
    };
    let blank = || "\"…\"".to_owned();
    let root = |asset: &Asset| match &*asset.root {
        "" => text("**"),
        root => text(&format!("{root}/**")),
    };
    let roots = || listed(assets.iter().map(|asset| root(asset)));
    // Of a root module that is run in several ways, the variable file says which one is meant.
    let runs = |asset: &Asset| -> Vec<String> {
        let files: Vec<String> = asset.runs.iter().filter_map(|run| run.file()).map(|file| text(file)).collect();
        if files.is_empty() { vec![root(asset)] } else { files }
    };
    match field {
        Field::Placement | Field::Offer if lead.kind == AssetKind::State => Vec::new(),
        Field::Placement => entry("[[bind]]", &[("provider", text(&lead.provider)), ("region", blank())]),
        Field::Offer => entry("[[bind]]", &[("provider", text(&lead.provider)), ("offer", blank())]),
        Field::Environment => {
            let others = "  # recette, secours, developpement, bac-a-sable";
            entry(
                "[environments]",
                &[("production", format!("{}{others}", listed(assets.iter().flat_map(|asset| runs(asset)))))],
            )
        }
        Field::Classification | Field::HoldsData => {
            let resources = listed(assets.iter().map(|asset| text(&declarable(&asset.address))));
            entry("[[classify]]", &[("resources", resources), ("level", blank())])
        }
        Field::RootClassification => entry("[[classify]]", &[("paths", roots()), ("level", blank())]),
        Field::Identity | Field::Type | Field::Flows | Field::Zones | Field::Retention | Field::Detection => Vec::new(),
    }
}

/// A glob of `cocarde.toml` for `address` that holds once instances that are not known yet are: the address without key
/// stands for all of them.
fn declarable(address: &str) -> String {
    const ANY: &str = "[\"*\"]";
    address.strip_suffix(ANY).unwrap_or(address).replace(ANY, "[*]")
}

/// The lines of `cocarde.toml` that say whether the contract of `assets` has HDS certification. A state has no provider
/// to bind.
pub(super) fn contract(assets: &[&Asset], messages: &Messages) -> Vec<String> {
    let Some(lead) = assets.iter().find(|asset| asset.kind == AssetKind::Resource) else { return Vec::new() };
    let provider = toml::Value::from(&*lead.provider).to_string();
    let lines = [
        messages.text("settle-then-declare"),
        "  [[bind]]".to_owned(),
        format!("  provider = {provider}"),
        "  hds      = true".to_owned(),
        "  reason   = \"…\"".to_owned(),
    ];
    lines.into()
}

/// What to do, the message `what`, then the lines of `cocarde.toml` that say of which service `roots` are, for the
/// first of them.
pub(super) fn service_of(what: &str, roots: &[&str], messages: &Messages) -> Vec<String> {
    let line = |root: &&str| {
        let glob = if root.is_empty() { "**".to_owned() } else { format!("{root}/**") };
        format!("  \"…\" = [{}]", toml::Value::from(glob))
    };
    let lines = roots.iter().take(MAX_SERVICES).map(line);
    [messages.text(what), "  [services]".to_owned()].into_iter().chain(lines).collect()
}

/// The lines of the repository's own catalogue that say what `of_type` is.
pub(super) fn service(of_type: &str) -> [String; 5] {
    [
        "  [[service]]".to_owned(),
        format!("  type       = {}", toml::Value::from(of_type)),
        "  holds-data = true".to_owned(),
        "  source     = \"…\"".to_owned(),
        "  date       = …".to_owned(),
    ]
}

/// A list of TOML with each of `values` once, the first ones of many.
fn listed(values: impl Iterator<Item = String>) -> String {
    let mut unique: Vec<String> = Vec::new();
    let mut more = 0;
    for value in values {
        if unique.contains(&value) {
            continue;
        }
        if unique.len() < LISTED { unique.push(value) } else { more += 1 }
    }
    let rest = if more == 0 { String::new() } else { format!("  # + {more}") };
    format!("[{}]{rest}", unique.join(", "))
}
