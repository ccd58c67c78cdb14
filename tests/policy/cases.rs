//! Each rule on one asset at a time, as `cases/<ID>.cases` says.
//!
//! A line is a case: what is not the default, then `->`, then the verdict. The default is a database in production, in
//! France, at Scaleway, of which nobody said what it holds, in a project of a central administration started in March
//! 2024, judged on 24 November 2026. `?` is unknown, `a|b` is one of two; after ` + ` stands another asset of the same
//! root. The verdict has its severity and, when they are several, how many demands are not met; after `by`, the texts cited.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use cocarde::catalogue::Region;
use cocarde::evaluation::CauseKind;
use cocarde::inventory::{
    Asset, AssetKind, Classification, Environment, Evidence, EvidenceKind, Fact, Flow, FlowKind, Level, Placement,
    Recorded, Recording, Retention, Run,
};
use cocarde::policy::{
    Area, BasisKey, Doctrine, Entity, Gap, Location, PolicyFile, PolicyInputs, Project, Ruling, Severity, Standing,
    Verdict,
};
use cocarde::source::Sources;

use crate::support::{
    TODAY, administration, database, day, known, offer, one_of, place, ruling, span, unknown, variable,
};

/// A case of one rule.
#[derive(Debug)]
pub(crate) struct Case {
    /// The line, for people.
    text: String,
    assets: Vec<Asset>,
    project: Project,
    today: String,
    wanted: String,
    location: Location,
}

/// The cases of the rule `id`.
pub(crate) fn read(id: &str) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/policy/cases/{id}.cases"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(case).collect()
}

fn case(text: &str) -> Case {
    let (facts, wanted) = text.split_once("->").unwrap_or_else(|| panic!("no -> in {text}"));
    let mut case = Case {
        text: text.to_owned(),
        assets: Vec::new(),
        project: administration(),
        today: TODAY.to_owned(),
        wanted: wanted.trim().to_owned(),
        location: Location::default(),
    };
    for (index, facts) in facts.split(" + ").enumerate() {
        let mut asset = database(&format!("scaleway_rdb_instance.main{index}"));
        for word in facts.split_whitespace() {
            let (key, value) = word.split_once('=').unwrap_or_else(|| panic!("no = in {word}: {text}"));
            if !of_project(&mut case, key, value) {
                of_asset(&mut asset, key, value);
            }
        }
        case.assets.push(asset);
    }
    case
}

/// Sets what is said of the project; `false` when it is said of the asset.
fn of_project(case: &mut Case, key: &str, value: &str) -> bool {
    let level = |name: &str| Level::ALL.into_iter().find(|level| level.name() == name);
    match key {
        "entity" => {
            let named = Entity::ALL.into_iter().find(|entity| entity.name() == value);
            case.project.entity = Some(named.unwrap_or_else(|| panic!("no entity {value}")));
        }
        "started" => case.project.started = Some(day(value)),
        "changed" => case.project.major_change = value == "yes",
        "prototype" => case.project.prototype = value == "yes",
        "today" => value.clone_into(&mut case.today),
        "everywhere" => case.location.everywhere = Some(area(value)),
        _ => match key.strip_prefix("allowed.").map(|name| level(name).unwrap_or_else(|| panic!("no level {name}"))) {
            Some(level) => {
                case.location.levels.insert(level, area(value));
            }
            None => return false,
        },
    }
    true
}

fn area(text: &str) -> Area {
    text.split(',').map(|word| Area::parse(word).unwrap()).reduce(Area::with).unwrap()
}

/// A fact: one value, one of several, or unknown.
fn fact<T>(text: &str, of: impl Fn(&str) -> T) -> Fact<T> {
    match text {
        "?" => unknown(variable("x")),
        several if several.contains('|') => one_of(variable("x"), several.split('|').map(of).collect()),
        one => known(of(one)),
    }
}

fn of_asset(asset: &mut Asset, key: &str, value: &str) {
    let level = |name: &str| {
        let found = Level::ALL.into_iter().find(|level| level.name() == name);
        Classification::of_level(found.unwrap_or_else(|| panic!("no level {name}")))
    };
    let classification = |asset: &Asset| match &asset.classification {
        Fact::Known { value, .. } => value.clone(),
        Fact::Unknown { .. } => level("interne"),
    };
    let listed = |text: &str| text.split(',').map(Arc::from).collect();
    match key {
        "kind" => {
            assert_eq!(value, "state");
            asset.kind = AssetKind::State;
            asset.of_type = "s3".into();
        }
        "type" => {
            asset.of_type = value.into();
            if value == "local" {
                asset.offer = unknown(CauseKind::NotDeclared("offer"));
                asset.placement = unknown(CauseKind::NotDeclared("placement"));
            }
        }
        "holds" => {
            asset.holds_data = match value {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            }
        }
        "judged" => asset.judged = value == "yes",
        "level" => asset.classification = fact(value, level),
        "nature" => {
            asset.classification = known(Classification { nature: Some(value.into()), ..classification(asset) });
        }
        "also" => {
            let other = level(value);
            let own = classification(asset);
            asset.classification = known(Classification { others: vec![other], ..own });
        }
        "impact" => asset.classification = known(Classification { impact: listed(value), ..classification(asset) }),
        "offer" => asset.offer = fact(value, |id| Arc::new(offer(id))),
        "in" => {
            asset.placement = fact(value, countries_of);
        }
        "env" => asset.environment = fact(value, environment),
        "zones" => asset.measures.several_zones = Some(fact(value, |zones| zones == "several")),
        "kept" => {
            let kept = |days: &str| days.parse().map_or(Retention::Unlimited, Retention::Days);
            asset.measures.retention = Some(fact(value, kept));
        }
        "detect" => {
            let (value, default) = value.strip_suffix(":default").map_or((value, false), |value| (value, true));
            let kind = if default { EvidenceKind::ProviderDefault } else { EvidenceKind::Argument };
            let written = vec![Evidence { kind, span: Some(span(10)), value: None, trace: Vec::new() }];
            asset.measures.detection = Some(match fact(value, |value| value == "on") {
                Fact::Known { value, .. } => Fact::Known { value, evidence: written },
                Fact::Unknown { causes, candidates, .. } => Fact::Unknown { causes, candidates, evidence: written },
            });
        }
        // What it records: its cloud, the first asset, something else; `:off` and `:?` when it is off, or may be.
        "records" => {
            let (value, on) = match value.rsplit_once(':') {
                Some((value, on)) => (value, (on == "off").then_some(false)),
                None => (value, Some(true)),
            };
            let of = match value {
                "cloud" => Recorded::Cloud,
                "first" => Recorded::Resource("scaleway_rdb_instance.main0".into()),
                "other" => Recorded::Other,
                _ => Recorded::Unknown,
            };
            asset.recording = Some(Recording { on, of });
        }
        // How many there are is not known.
        "count" => asset.address = format!("{}[\"*\"]", asset.address).into(),
        "runs" => asset.runs = value.split(',').map(|file| Run::With(file.into())).collect(),
        "category" => asset.category = Some(value.into()),
        "provider" => asset.provider = value.into(),
        "service" => asset.service = Some(value.into()),
        "root" => asset.root = value.into(),
        // kind:offer:countries, :resource when what receives is a resource of the root, :nameless when no host is named.
        "flow" => {
            let parts: Vec<&str> = value.split(':').collect();
            let [kind, id, countries, rest @ ..] = parts.as_slice() else { panic!("no flow {value}") };
            let mut flow = flow(kind, id, countries, rest.contains(&"resource"), asset.flows.len());
            if rest.contains(&"nameless") {
                (flow.target, flow.evidence.value) = (None, None);
            }
            asset.flows.push(flow);
        }
        other => panic!("no key {other}"),
    }
}

fn flow(kind: &str, id: &str, countries: &str, resource: bool, number: usize) -> Flow {
    let target: Arc<str> = format!("target {number}").into();
    Flow {
        kind: FlowKind::ALL.into_iter().find(|own| own.name() == kind).unwrap_or_else(|| panic!("no flow {kind}")),
        target: Some(Arc::clone(&target)),
        operator: (id != "?").then(|| id.into()),
        offer: fact(id, |id| Arc::new(offer(id))),
        placement: fact(countries, countries_of),
        doubt: Vec::new(),
        evidence: Evidence {
            kind: if resource { EvidenceKind::Reference } else { EvidenceKind::Argument },
            span: Some(span(10)),
            value: Some(target),
            trace: Vec::new(),
        },
    }
}

fn countries_of(text: &str) -> Placement {
    match text {
        "global" => place(&[]),
        // With replicas: as many regions.
        replicated if replicated.contains('+') => {
            let whole = place(&replicated.split('+').collect::<Vec<_>>());
            let code = replicated.split('+').map(|country| format!("{country}-1")).collect::<Vec<_>>().join("+");
            Placement { region: Arc::new(Region { code, ..(*whole.region).clone() }), ..whole }
        }
        countries => place(&countries.split(',').collect::<Vec<_>>()),
    }
}

fn environment(name: &str) -> Environment {
    match name {
        "production" => Environment::Production,
        "recette" => Environment::Acceptance,
        "secours" => Environment::Resilience,
        "developpement" => Environment::Development,
        "bac-a-sable" => Environment::Sandbox,
        other => panic!("no environment {other}"),
    }
}

/// The doctrine of `files`, with the inputs that each case needs.
pub(crate) struct Judges<'f> {
    files: &'f [PolicyFile<'f>],
    made: BTreeMap<String, Doctrine>,
}

impl<'f> Judges<'f> {
    pub(crate) fn new(files: &'f [PolicyFile<'f>]) -> Self {
        Self { files, made: BTreeMap::new() }
    }

    /// What of `cases` the rule `id` judges otherwise than they say.
    pub(crate) fn differences(&mut self, id: &str, cases: &[Case]) -> String {
        let mut differences = String::new();
        for case in cases {
            let found = self.found(id, case);
            if found != case.wanted {
                let _ = writeln!(differences, "  {}\n    found {found}", case.text);
            }
        }
        differences
    }

    fn found(&mut self, id: &str, case: &Case) -> String {
        let inputs = PolicyInputs::from(case.location.inputs());
        let files = self.files;
        let doctrine = self.made.entry(format!("{inputs:?}")).or_insert_with(|| {
            Doctrine::of(files, &inputs, &mut Sources::default()).unwrap_or_else(|error| panic!("{error:?}"))
        });
        let judged = doctrine.judge(&case.assets, &[], &case.project, day(&case.today));
        if let Some(error) = judged.errors.first() {
            return format!("an error: {:?}", error.kind);
        }
        let ruling = ruling(doctrine, &judged, id, 0);
        let index = doctrine.policies.iter().position(|policy| &*policy.id == id).unwrap();
        let cited = judged.applicability[index].citations_of(&doctrine.policies[index], &ruling.failed);
        let cited: Vec<String> = cited.iter().map(|citation| citation.key.to_string()).collect();
        // Most cases do not say which texts are cited.
        let by = if case.wanted.contains(" by ") { format!(" by {}", cited.join(", ")) } else { String::new() };
        shown(&ruling) + &by
    }
}

fn shown(ruling: &Ruling) -> String {
    let severity = match ruling.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    match ruling.verdict {
        Verdict::NotApplicable => "not-applicable".to_owned(),
        Verdict::Compliant if ruling.messages.is_empty() => "compliant".to_owned(),
        Verdict::Compliant => "compliant told".to_owned(),
        Verdict::Undetermined if ruling.because_unclassified => "unclassified".to_owned(),
        Verdict::Undetermined => {
            let lacking: Vec<String> = ruling.gaps.iter().copied().map(lacking).collect();
            format!("undetermined {severity}: {}", lacking.join(", "))
        }
        Verdict::Violation if ruling.failed.len() == 1 => format!("violation {severity}"),
        Verdict::Violation => format!("violation {severity} {}", ruling.failed.len()),
    }
}

/// What is lacking, as cases name it.
fn lacking(gap: Gap) -> String {
    match gap {
        Gap::Fact(field) => format!("{field:?}"),
        other => format!("{other:?}"),
    }
    .to_lowercase()
}

/// The rules that come with the program, and the cases of each.
fn all() -> Vec<(String, Vec<Case>)> {
    let doctrine = crate::support::whole_doctrine();
    // What demands nothing of an asset is held by tests of its own.
    let demanding = doctrine.policies.iter().filter(|policy| !policy.enforcements.is_empty());
    demanding.map(|policy| (policy.id.to_string(), read(&policy.id))).collect()
}

#[test]
fn every_rule_judges_its_cases_as_they_say() {
    let mut judges = Judges::new(cocarde::policy::EMBEDDED);
    let mut report = String::new();
    for (id, cases) in all() {
        let differences = judges.differences(&id, &cases);
        if !differences.is_empty() {
            let _ = writeln!(report, "{id}\n{differences}");
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn every_rule_has_cases_for_each_verdict_and_for_the_entities_that_change_it() {
    for (id, cases) in all() {
        for verdict in ["compliant", "violation", "not-applicable"] {
            // No classified data is compliant anywhere.
            let exempt = id == "IGI-1300" && verdict == "compliant";
            let has = cases.iter().any(|case| case.wanted.starts_with(verdict));
            assert!(has != exempt, "{id} has no case that is {verdict}");
        }
        // The type of a resource is never unknown.
        if id == "CAC-R10-LOCKIN" {
            continue;
        }
        let open = |case: &Case| case.wanted.starts_with("undetermined") || case.wanted == "unclassified";
        assert!(cases.iter().any(open), "{id} has no case that is undetermined");
        let entities = cases.iter().filter(|case| case.text.contains("entity=")).count();
        assert!(entities >= 4, "{id} has {entities} cases of entities");
    }
}

/// Whatever the case, a text that only invites an entity makes no more than notes for it.
#[test]
fn what_only_invites_is_never_more_than_a_note() {
    let doctrine = crate::support::whole_doctrine();
    for (id, cases) in all() {
        let policy = doctrine.policies.iter().find(|policy| *policy.id == *id).unwrap();
        for entity in Entity::ALL {
            for case in &cases {
                let project = Project { entity: Some(entity), ..case.project.clone() };
                let judged = doctrine.judge(&case.assets, &[], &project, day(&case.today));
                let ruling = ruling(&doctrine, &judged, &id, 0);
                let standing = |key: &BasisKey| doctrine.texts.standing(key, &project, day(&case.today));
                let binds =
                    policy.basis.is_empty() || policy.basis.iter().any(|key| standing(key) == Some(Standing::Binds));
                assert!(
                    binds || ruling.severity == Severity::Note,
                    "{id} for {}: {} is {:?}",
                    entity.name(),
                    case.text,
                    ruling.severity
                );
            }
        }
    }
}
