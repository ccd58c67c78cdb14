//! What policies on code look at: resource instances, provider configurations and module calls, as they are written.
//!
//! Nothing is gathered that no policy asks for.

mod planned;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Asset;
use super::evaluated::calls;
use super::pattern::Pattern;
use super::run::Run;
use crate::evaluation::{CallInstance, Cause, CauseKind, Evaluator, Mapping, ResourceInstance, Unknown, Value};
use crate::plan::Action;
use crate::source::{Sources, Span};
use crate::terraform::ModuleSource;

pub use planned::planned_targets;

/// What is to be gathered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Resource types.
    pub resources: BTreeSet<Pattern>,
    /// How much of provider configurations is.
    pub providers: Depth,
    /// Whether module calls are.
    pub modules: bool,
    /// Whether what a plan tells of before is.
    pub before: bool,
}

/// How much of provider configurations is to be gathered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Nothing.
    #[default]
    Nothing,
    /// What is written.
    Written,
    /// What is concluded of them too.
    Concluded,
}

impl Wanted {
    /// Whether nothing is.
    pub fn is_nothing(&self) -> bool {
        self.resources.is_empty() && self.providers == Depth::Nothing && !self.modules
    }

    fn wants(&self, of_type: &str) -> bool {
        self.resources.iter().any(|pattern| pattern.matches(of_type))
    }
}

/// What a policy looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TargetKind {
    /// A managed resource instance.
    Resource,
    /// A provider configuration.
    Provider,
    /// A module call.
    Module,
}

/// A block that policies look at.
#[derive(Clone, Debug)]
pub struct Target {
    /// What it is.
    pub kind: TargetKind,
    /// What the label of a policy names: resource type, provider type, source of the module.
    pub of_type: Arc<str>,
    /// Another way to write it: the source of a module as it stands in the code.
    pub written: Option<Arc<str>>,
    /// Its address in its root module: `aws_s3_bucket.logs`, `provider.aws.west`, `module.network`.
    pub address: Arc<str>,
    /// Directory of the root module, relative to the repository; empty for the top.
    pub root: Arc<str>,
    /// The run of the root module that it is seen in, when there are several.
    pub run: Option<Run>,
    /// Where it is declared: the block's header.
    pub span: Span,
    /// The module calls that lead to it: their headers, innermost first.
    pub calls: Arc<[Span]>,
    /// Its arguments: an object, or null when it is to be destroyed.
    pub attributes: Value,
    /// The same before, as a plan tells; null when it is new or when there is no plan.
    pub prior: Value,
    /// What is known of it beside its arguments: an object.
    pub meta: Value,
    /// What is done to it, if a plan tells.
    pub action: Option<Action>,
    /// What is concluded of a provider configuration, when that is asked for and a cloud is behind it.
    pub concluded: Option<Arc<Asset>>,
    /// Why it is not known what a module call holds, when that is so.
    pub absent: Option<Cause>,
    /// Where its arguments and blocks stand, and those that `meta` tells of: `meta.version`.
    pub places: Vec<(Arc<str>, Span)>,
}

impl Target {
    /// Where its argument or block `name` stands.
    pub fn place(&self, name: &str) -> Option<Span> {
        self.places.iter().find(|(known, _)| &**known == name).map(|(_, span)| *span)
    }

    /// Whether a module call holds what has the address `address` in the same root module, itself or what it calls. Keys
    /// that are not known, or that a plan does not tell, stand for all.
    pub fn holds(&self, address: &str) -> bool {
        let plain = self.address.find('[').and_then(|end| self.address.get(..end)).unwrap_or(&self.address);
        if self.kind != TargetKind::Module || !address.starts_with(plain) {
            return false;
        }
        let mut parts = steps(address);
        let own = steps(&self.address).all(|own| parts.next().is_some_and(|part| is_same(own, part)));
        own && parts.next().is_some()
    }
}

/// The parts of an address: `module`, `network["eu.west"]`, `aws_vpc`, `main`.
fn steps(address: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    address.split(move |character: char| {
        quoted ^= character == '"';
        character == '.' && !quoted
    })
}

/// Whether two parts of addresses are of one name, and may be of one key.
fn is_same(one: &str, other: &str) -> bool {
    let split = |part| str::split_once(part, '[').map_or((part, None), |(name, key)| (name, Some(key)));
    let ((name, key), (other_name, other_key)) = (split(one), split(other));
    let any = |key: Option<&str>| key.is_none_or(|key| key == "\"*\"]");
    name == other_name && (key == other_key || any(key) || any(other_key))
}

/// Attributes that providers give to nearly all their resources, and that nobody writes: what precedes the types, or
/// nothing for all of them, and the attribute.
const COMPUTED: [(&str, &str); 7] = [
    ("", "id"),
    ("aws_", "arn"),
    ("aws_", "tags_all"),
    ("google_", "self_link"),
    ("google_", "effective_labels"),
    ("google_", "terraform_labels"),
    ("google_", "etag"),
];

/// What `wanted` asks for of the root module of `evaluator`.
pub fn targets(evaluator: &Evaluator<'_>, sources: &Sources, wanted: &Wanted) -> Vec<Target> {
    if wanted.is_nothing() {
        return Vec::new();
    }
    let run = Run::of(evaluator, sources);
    let root = &evaluator.root().directory;
    let mut found = Vec::new();
    let providers_too = wanted.providers > Depth::Nothing;
    if !wanted.resources.is_empty() || providers_too {
        let instances = evaluator.resource_instances();
        if providers_too {
            found.extend(providers(evaluator, &instances));
        }
        for instance in instances.iter().filter(|instance| wanted.wants(instance.resource.of_type)) {
            let whole = evaluator.whole_resource(instance);
            let of_type = instance.resource.of_type;
            found.push(Target {
                kind: TargetKind::Resource,
                of_type: of_type.into(),
                written: None,
                address: Arc::clone(&instance.address),
                root: Arc::clone(root),
                run: None,
                span: instance.resource.span,
                calls: calls(&instance.place),
                attributes: with_computed(whole.value, of_type, &instance.address, instance.resource.span),
                prior: Value::Null,
                meta: of_resource(of_type, &instance.place.instance.prefix, unplanned(&instance.address)),
                action: None,
                concluded: None,
                absent: None,
                places: whole.places,
            });
        }
    }
    if wanted.modules {
        found.extend(evaluator.call_instances().iter().map(|call| of_call(evaluator, call)));
    }
    for target in &mut found {
        target.run.clone_from(&run);
    }
    found
}

/// `written` with what the provider of a resource gives to it.
fn with_computed(written: Value, of_type: &str, address: &Arc<str>, span: Span) -> Value {
    let Value::Object(entries) = &written else { return written };
    let Some(rest) = entries.rest() else { return written };
    let mut all: BTreeMap<Arc<str>, Value> = entries.entries().clone();
    for (_, name) in COMPUTED.iter().filter(|(start, _)| of_type.starts_with(start)) {
        let kind = || CauseKind::Computed(Arc::clone(address), (*name).into());
        all.entry((*name).into()).or_insert_with(|| Value::unknown(Cause::at(kind(), span)));
    }
    Value::Object(Mapping::open(all, rest.clone()))
}

fn of_resource(of_type: &str, prefix: &str, operation: Value) -> Value {
    let module = prefix.trim_end_matches('.');
    Value::object([
        ("type", Value::string(of_type)),
        ("provider_type", Value::string(of_type.split('_').next().unwrap_or_default())),
        ("module_path", Value::string(if module.is_empty() { "." } else { module })),
        ("operation", operation),
        hosted("tfe_workspace"),
        hosted("tfe_stack"),
    ])
}

/// What only the service of HashiCorp knows.
fn hosted(name: &'static str) -> (&'static str, Value) {
    (name, Value::unknown(Cause { kind: CauseKind::HostedOnly(format!("meta.{name}").into()), span: None }))
}

/// Code does not tell whether what it declares is there already.
fn unplanned(address: &Arc<str>) -> Value {
    let unknown = Unknown::new(Cause { kind: CauseKind::Operation(Arc::clone(address)), span: None });
    Value::Unknown(unknown.with_candidates(vec![Value::string("create"), Value::string("update")]))
}

fn planned(action: Action) -> Value {
    match action {
        Action::Create => Value::string("create"),
        Action::Update => Value::string("update"),
        Action::Delete => Value::string("delete"),
        Action::Replace => Value::string("replace"),
        Action::Keep => Value::string("no-op"),
    }
}

fn providers<'c>(evaluator: &Evaluator<'c>, instances: &[ResourceInstance<'c>]) -> Vec<Target> {
    let versions = evaluator.locked_versions();
    let mut found = Vec::new();
    for (provider, used) in evaluator.provider_configurations(instances) {
        let Some(span) = provider.block.map(|block| block.span).or(used) else { continue };
        let whole = evaluator.whole_provider(&provider, span);
        let required = provider.place.instance.module.required_providers.get(&*provider.name);
        let constraint = required.and_then(|required| required.version);
        let version = match versions.get(&*provider.source) {
            Some(version) => Value::String(Arc::clone(version)),
            None => chosen(&provider.source, constraint, required.map_or(span, |required| required.span)),
        };
        found.push(of_provider(
            &provider.name,
            provider.alias.as_ref(),
            &provider.source,
            version,
            &Place {
                root: &evaluator.root().directory,
                prefix: &provider.place.instance.prefix,
                span,
                calls: calls(&provider.place),
            },
            whole.value,
            whole.places,
        ));
    }
    found
}

/// Where a block stands.
struct Place<'p> {
    root: &'p Arc<str>,
    /// What precedes its address.
    prefix: &'p str,
    span: Span,
    calls: Arc<[Span]>,
}

fn of_provider(
    name: &str,
    alias: Option<&Arc<str>>,
    source: &Arc<str>,
    version: Value,
    place: &Place<'_>,
    attributes: Value,
    places: Vec<(Arc<str>, Span)>,
) -> Target {
    let full =
        if source.split('/').count() > 2 { source.to_string() } else { format!("registry.terraform.io/{source}") };
    let mut parts = source.rsplit('/');
    let of_type: Arc<str> = parts.next().unwrap_or_default().into();
    let namespace = parts.next().unwrap_or_default();
    let address = alias.map_or_else(
        || format!("{}provider.{name}", place.prefix),
        |alias| format!("{}provider.{name}.{alias}", place.prefix),
    );
    Target {
        kind: TargetKind::Provider,
        written: (*of_type != *name).then(|| name.into()),
        address: address.into(),
        root: Arc::clone(place.root),
        run: None,
        span: place.span,
        calls: Arc::clone(&place.calls),
        attributes,
        prior: Value::Null,
        meta: Value::object([
            ("alias", alias.map_or(Value::Null, |alias| Value::String(Arc::clone(alias)))),
            ("name", Value::string(name)),
            ("namespace", Value::string(namespace)),
            ("source", Value::string(full)),
            ("type", Value::String(Arc::clone(&of_type))),
            ("version", version),
            hosted("tfe_workspace"),
            hosted("tfe_stack"),
        ]),
        of_type,
        action: None,
        concluded: None,
        absent: None,
        places,
    }
}

/// A version of which only the constraint is written: known when that leaves no choice.
fn chosen(of: &str, constraint: Option<&str>, span: Span) -> Value {
    let exact = constraint.map(|constraint| constraint.trim_start_matches('=').trim());
    match exact.filter(|exact| semver::Version::parse(exact).is_ok()) {
        Some(exact) => Value::string(exact),
        None => Value::unknown(Cause::at(CauseKind::VersionChosen(of.into()), span)),
    }
}

fn of_call<'c>(evaluator: &Evaluator<'c>, instance: &CallInstance<'c>) -> Target {
    let whole = evaluator.whole_call(instance);
    let call = instance.call;
    let version = call.body.attribute("version").map(|version| evaluator.evaluate(version.value, &instance.place));
    let version = match version {
        None => Value::Null,
        Some(Value::String(constraint)) => chosen(&instance.address, Some(&constraint), call.span),
        Some(other) => other,
    };
    let source = match call.source {
        Some(source) => Value::string(source),
        None => call
            .body
            .attribute("source")
            .map_or(Value::Null, |source| evaluator.evaluate(source.value, &instance.place)),
    };
    let place = Place { root: &evaluator.root().directory, prefix: "", span: call.span, calls: calls(&instance.place) };
    let mut places = whole.places;
    for name in ["source", "version"] {
        let written = call.body.attribute(name);
        places.extend(written.map(|written| (format!("meta.{name}").into(), written.value.span())));
    }
    let absent = instance.absent.clone();
    Target { absent, ..of_module(Arc::clone(&instance.address), source, version, &place, whole.value, places) }
}

fn of_module(
    address: Arc<str>,
    source: Value,
    version: Value,
    place: &Place<'_>,
    attributes: Value,
    places: Vec<(Arc<str>, Span)>,
) -> Target {
    let written = source.as_str().unwrap_or_default().to_owned();
    let full = full_source(&written);
    let source = if source.as_str().is_some() { Value::string(full.as_str()) } else { source };
    Target {
        kind: TargetKind::Module,
        of_type: full.as_str().into(),
        written: (full != written).then(|| written.into()),
        root: Arc::clone(place.root),
        run: None,
        span: place.span,
        calls: Arc::clone(&place.calls),
        attributes,
        prior: Value::Null,
        meta: Value::object([
            ("source", source),
            ("version", version),
            ("address", Value::String(Arc::clone(&address))),
            hosted("tfe_workspace"),
            hosted("tfe_stack"),
        ]),
        address,
        action: None,
        concluded: None,
        absent: None,
        places,
    }
}

/// The source of a module with the registry that is meant when none is written.
fn full_source(written: &str) -> String {
    let parts: Vec<&str> = written.split('/').collect();
    let plain = |part: &&str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    let registry = matches!(ModuleSource::of(written), ModuleSource::Remote(_))
        && (parts.len() == 3 || (parts.len() > 4 && parts.get(3) == Some(&"")))
        && parts.iter().take(3).all(plain);
    if registry { format!("registry.terraform.io/{written}") } else { written.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_holds_what_its_module_makes() {
        let span = Span::new(crate::source::FileId(0), 0, 0);
        let root = Arc::from("");
        let place = Place { root: &root, prefix: "", span, calls: Arc::default() };
        for (call, address, expected) in [
            ("module.a", "module.a.aws_vpc.b", true),
            ("module.a", "module.a.module.b[0].aws_vpc.c", true),
            ("module.a", "module.ab.aws_vpc.b", false),
            ("module.a", "aws_vpc.a", false),
            ("module.a", "module.b.module.a.aws_vpc.c", false),
            ("module.a[\"x\"]", "module.a[\"x\"].aws_vpc.b", true),
            ("module.a[\"x\"]", "module.a[\"y\"].aws_vpc.b", false),
            ("module.a[\"x.y\"]", "module.a[\"x.y\"].aws_vpc.b", true),
            ("module.a[\"x.y\"]", "module.a[\"x.z\"].aws_vpc.b", false),
            ("module.a[\"*\"]", "module.a[0].aws_vpc.b", true),
            ("module.a", "module.a[0].aws_vpc.b", true),
            ("module.a[0]", "module.a[\"*\"].aws_vpc.b", true),
            ("module.a[\"*\"].module.b", "module.a[0].module.b.aws_vpc.c", true),
            ("module.a[\"*\"].module.b", "module.a[0].module.c.aws_vpc.c", false),
        ] {
            let target = of_module(call.into(), Value::Null, Value::Null, &place, Value::Null, Vec::new());
            assert_eq!(target.holds(address), expected, "{call} {address}");
        }
    }

    #[test]
    fn the_registry_that_is_meant_is_written_out() {
        for (written, full) in [
            ("hashicorp/consul/aws", "registry.terraform.io/hashicorp/consul/aws"),
            ("hashicorp/consul/aws//modules/x", "registry.terraform.io/hashicorp/consul/aws//modules/x"),
            ("app.terraform.io/org/vpc/aws", "app.terraform.io/org/vpc/aws"),
            ("./modules/vpc", "./modules/vpc"),
            ("../a/b", "../a/b"),
            ("git::https://example.fr/vpc.git", "git::https://example.fr/vpc.git"),
            ("github.com/org/vpc", "github.com/org/vpc"),
        ] {
            assert_eq!(full_source(written), full);
        }
    }

    #[test]
    fn a_version_is_known_when_its_constraint_leaves_no_choice() {
        let span = Span::new(crate::source::FileId(0), 0, 0);
        for (constraint, known) in [
            (Some("5.1.0"), Some("5.1.0")),
            (Some("= 5.1.0"), Some("5.1.0")),
            (Some("~> 5.0"), None),
            (Some(">= 5.1.0, < 6.0.0"), None),
            (None, None),
        ] {
            assert_eq!(chosen("a", constraint, span).as_str(), known);
        }
    }
}
