//! What is established of real-looking configurations, provider by provider: each resource of `tests/providers/` says in
//! the comments above it whose it is, where it is and what it holds, each with the evidence that decides.
//!
//! ```text
//! # offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
//! # place: fr-par, FR ← provider-default "fr-par"
//! # data: personnelle ← tag "data=personnelle"
//! ```
//!
//! What is not known begins with `?` and says why; there is no `data` line where nothing is said of the data. With
//! `UPDATE_FACTS=1` the comments are written anew: read every word of the difference before committing it.

#![expect(clippy::expect_used, reason = "a configuration that cannot be read fails the test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cocarde::catalogue::{Catalogue, QualificationState};
use cocarde::cli::{Analysis, GivenPolicies, GivenVariables, Request, analyse};
use cocarde::evaluation::CauseKind;
use cocarde::inventory::{Asset, Evidence, EvidenceKind, Fact};
use cocarde::policy::Language;
use cocarde::report::{Messages, cause_words};
use jiff::civil::Date;

/// The providers that the catalogue has to know best, and how many resources each is to be shown with.
const PROVIDERS: [&str; 18] = [
    "aws",
    "azurerm",
    "clevercloud",
    "cloudflare",
    "cloudtemple",
    "exoscale",
    "google",
    "hcloud",
    "ionoscloud",
    "kubernetes",
    "numspot",
    "openstack",
    "outscale",
    "ovh",
    "scaleway",
    "scalingo",
    "vcd",
    "vsphere",
];
const LEAST: usize = 5;

fn directories() -> Vec<PathBuf> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/providers");
    let mut found: Vec<PathBuf> =
        fs::read_dir(top).expect("the directory of providers").map(|entry| entry.expect("an entry").path()).collect();
    found.retain(|path| path.is_dir());
    found.sort();
    found
}

fn analysed(directory: &Path) -> Analysis {
    let request = Request {
        path: directory.to_owned(),
        plan: None,
        config: Some(directory.join("cocarde.toml")).filter(|path| path.exists()),
        no_config: !directory.join("cocarde.toml").exists(),
        today: today(),
        variables: GivenVariables::default(),
        backend_configuration: Vec::new(),
        workspace: None,
        only: Vec::new(),
        skip: Vec::new(),
        policies: GivenPolicies::default(),
        no_inline_ignores: false,
        baseline: None,
        write_baseline: false,
    };
    analyse(&request).expect("an analysis")
}

fn today() -> Date {
    "2026-11-23".parse().expect("a day")
}

fn state(state: QualificationState) -> &'static str {
    match state {
        QualificationState::Valid => "qualified",
        QualificationState::Expiring => "qualified for days only",
        QualificationState::Expired => "no longer qualified",
        QualificationState::Future => "not yet qualified",
        QualificationState::InProcess => "in process",
        QualificationState::NotQualified => "not qualified",
        QualificationState::StateInternal => "internal to the State",
        QualificationState::HostedOnQualified => "on a qualified offer",
        QualificationState::Unconfirmed => "qualified, this part not for certain",
    }
}

fn kind(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Argument => "argument",
        EvidenceKind::Planned => "planned",
        EvidenceKind::ProviderArgument => "provider-argument",
        EvidenceKind::Provider => "provider",
        EvidenceKind::Host => "host",
        EvidenceKind::ProviderDefault => "provider-default",
        EvidenceKind::Tag => "tag",
        EvidenceKind::DefaultTag => "default-tag",
        EvidenceKind::Declaration => "declaration",
        EvidenceKind::Catalogue => "catalogue",
        EvidenceKind::Path => "path",
        EvidenceKind::Backend => "backend",
        EvidenceKind::Reference => "reference",
    }
}

fn evidence(evidence: &[Evidence]) -> String {
    let told = |evidence: &Evidence| match &evidence.value {
        Some(value) => format!("{} {value:?}", kind(evidence.kind)),
        None => kind(evidence.kind).to_owned(),
    };
    evidence.iter().map(told).collect::<Vec<_>>().join(" ← ")
}

fn told<T>(fact: &Fact<T>, words: impl Fn(&T) -> String) -> String {
    match fact {
        Fact::Known { value, evidence: reasons } => format!("{} ← {}", words(value), evidence(reasons)),
        Fact::Unknown { causes, candidates, .. } => {
            let messages = Messages::new(Language::English);
            let cause = causes.first().map(|cause| cause_words(&cause.kind, &messages)).unwrap_or_default();
            let candidates: Vec<String> = candidates.iter().map(words).collect();
            match candidates.as_slice() {
                [] => format!("? {cause}"),
                candidates => format!("? {} ({cause})", candidates.join(" or ")),
            }
        }
    }
}

/// What is established of `asset`, a line each.
fn facts(asset: &Asset) -> Vec<String> {
    let mut lines = vec![
        format!(
            "# offer: {}",
            told(&asset.offer, |offer| {
                let state = state(offer.secnumcloud.state_on(today()));
                let law = offer.third_state_law.as_deref().map(|law| format!(", {law} law")).unwrap_or_default();
                format!("{}, {}, {state}{law}", offer.id, offer.operator)
            })
        ),
        format!(
            "# place: {}",
            told(&asset.placement, |place| {
                let region = &place.region;
                let area =
                    if region.countries.is_empty() { format!("{:?}", region.area) } else { region.countries.join("+") };
                format!("{}, {area}", region.code)
            })
        ),
    ];
    let silent = matches!(&asset.classification, Fact::Unknown { causes, .. }
        if matches!(causes.first().map(|cause| &cause.kind), Some(CauseKind::NotDeclared(_))));
    if !silent {
        lines.push(format!("# data: {}", told(&asset.classification, |class| class.level.name().to_owned())));
    }
    lines
}

/// Whether `line` is one of those that say facts.
fn is_fact(line: &str) -> bool {
    ["# offer: ", "# place: ", "# data: "].iter().any(|label| line.trim_start().starts_with(label))
}

/// `text` without its facts, and with those of `assets` above each block.
fn annotated(text: &str, assets: &BTreeMap<String, Vec<String>>) -> String {
    let mut written = String::new();
    for line in text.lines().filter(|line| !is_fact(line)) {
        let indent = line.len() - line.trim_start().len();
        if let Some(facts) = header(line).and_then(|address| assets.get(&address)) {
            for fact in facts {
                written += &format!("{}{fact}\n", " ".repeat(indent));
            }
        }
        written += line;
        written.push('\n');
    }
    written
}

/// The address of the resource or backend whose block begins on `line`.
fn header(line: &str) -> Option<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        ["resource", of_type, name, "{"] => Some(format!("{}.{}", of_type.trim_matches('"'), name.trim_matches('"'))),
        ["backend", of_type, "{"] => Some(format!("backend {of_type}")),
        _ => None,
    }
}

#[test]
fn each_resource_is_what_its_comments_say() {
    let mut report = String::new();
    for directory in directories() {
        let file = directory.join("main.tf");
        let text = fs::read_to_string(&file).expect("a configuration");
        let analysis = analysed(&directory);
        let mut assets: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for asset in &analysis.inventory.assets {
            assets.insert(asset.address.to_string(), facts(asset));
        }
        let blocks = text.lines().filter_map(header).count();
        let known = text.lines().filter_map(header).filter(|address| assets.contains_key(address)).count();
        let name = directory.file_name().expect("a name").to_string_lossy().into_owned();
        assert_eq!((blocks, known), (assets.len(), assets.len()), "{name}: every block is an asset, and the other way");
        let wanted = annotated(&text, &assets);
        if wanted != text && std::env::var_os("UPDATE_FACTS").is_some() {
            fs::write(&file, &wanted).expect("a file");
        } else {
            let differences = text.lines().zip(wanted.lines()).filter(|(said, found)| said != found);
            report.extend(
                differences.take(3).map(|(said, found)| format!("{name}\n  said   {said}\n  found  {found}\n")),
            );
            if text.lines().count() != wanted.lines().count() {
                report += &format!("{name}: not as many facts as are found\n");
            }
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn each_provider_has_enough_of_them() {
    let shown: BTreeMap<String, usize> = directories()
        .into_iter()
        .map(|directory| {
            let text = fs::read_to_string(directory.join("main.tf")).expect("a configuration");
            let name = directory.file_name().expect("a name").to_string_lossy().into_owned();
            (name, text.lines().filter_map(header).count())
        })
        .collect();
    for provider in PROVIDERS {
        assert!(shown.get(provider).is_some_and(|count| *count >= LEAST), "{provider}: {:?}", shown.get(provider));
    }
    // A row of the catalogue is behind every offer that is told.
    for directory in directories() {
        for asset in analysed(&directory).inventory.assets {
            if let Some(offer) = asset.offer.known() {
                assert!(Catalogue::embedded().offer(&offer.id).is_some(), "{}", offer.id);
            }
        }
    }
}
