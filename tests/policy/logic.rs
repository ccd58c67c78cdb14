//! Three-valued logic, grouping, and judging many assets at once.

use std::sync::Arc;

use cocarde::evaluation::CauseKind;
use cocarde::inventory::{Asset, Classification, Environment, Evidence, EvidenceKind, Fact, Level, Placement};
use cocarde::policy::{Field, Finding, Kinds, Policy, Project, Selector, Verdict};
use proptest::prelude::*;

use crate::support::{
    TODAY, administration, class, database, day, doctrine, holding, known, offer, one_of, only, place, ruling, span,
    unknown, variable,
};

const OFFERS: [&str; 8] = ["outscale", "s3ns", "scaleway", "scalingo", "ovh", "aws", "nubo", "obscure"];
const PLACES: [&[&str]; 6] = [&["FR"], &["NO"], &["CH"], &["US"], &["SG"], &[]];
const LEVELS: [Level; 5] =
    [Level::Public, Level::Personal, Level::Health, Level::ParticularSensitivity, Level::Restricted];
const ENVIRONMENTS: [Environment; 3] = [Environment::Production, Environment::Acceptance, Environment::Development];

/// Indices of what a fact may be: one is known, several are candidates, none is unknown.
fn fact<T>(indices: &[usize], of: impl Fn(usize) -> T) -> Fact<T> {
    match indices {
        [] => unknown(variable("x")),
        [one] => known(of(*one)),
        several => one_of(variable("x"), several.iter().map(|index| of(*index)).collect()),
    }
}

#[derive(Clone, Debug)]
struct Facts {
    environment: Vec<usize>,
    offer: Vec<usize>,
    placement: Vec<usize>,
    level: Vec<usize>,
}

impl Facts {
    fn asset(&self) -> Asset {
        Asset {
            environment: fact(&self.environment, |index| ENVIRONMENTS[index]),
            offer: fact(&self.offer, |index| Arc::new(offer(OFFERS[index]))),
            placement: fact(&self.placement, |index| place(PLACES[index])),
            classification: fact(&self.level, |index| class(LEVELS[index])),
            ..database("a.b")
        }
    }

    /// Every way the facts may be; of what is unknown, every value there is.
    fn worlds(&self) -> Vec<Self> {
        let all = |indices: &[usize], length: usize| match indices {
            [] => (0..length).collect::<Vec<_>>(),
            some => some.to_vec(),
        };
        let mut worlds = Vec::new();
        for environment in all(&self.environment, ENVIRONMENTS.len()) {
            for offer in all(&self.offer, OFFERS.len()) {
                for placement in all(&self.placement, PLACES.len()) {
                    for level in all(&self.level, LEVELS.len()) {
                        worlds.push(Self {
                            environment: vec![environment],
                            offer: vec![offer],
                            placement: vec![placement],
                            level: vec![level],
                        });
                    }
                }
            }
        }
        worlds
    }
}

fn facts() -> impl Strategy<Value = Facts> {
    let some = |length: usize| proptest::sample::subsequence((0..length).collect::<Vec<_>>(), 0..=2);
    (some(ENVIRONMENTS.len()), some(OFFERS.len()), some(PLACES.len()), some(LEVELS.len()))
        .prop_map(|(environment, offer, placement, level)| Facts { environment, offer, placement, level })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// What is concluded with unknowns holds in every world that they allow: no false violation, no silent pass.
    #[test]
    fn a_verdict_holds_in_every_world(facts in facts()) {
        let mut doctrine = doctrine();
        // Of rules that find one fault, another one may speak in another world.
        let demands = doctrine.policies.iter_mut().flat_map(|policy| &mut policy.enforcements);
        demands.for_each(|demand| demand.overlaps.clear());
        let worlds = facts.worlds();
        let assets: Vec<Asset> = std::iter::once(facts.asset()).chain(worlds.iter().map(Facts::asset)).collect();
        let judged = doctrine.judge(&assets, &[], &administration(), day(TODAY));
        prop_assert!(judged.errors.is_empty());
        let of_resources = |policy: &&Policy| policy.selector == Selector::Assets(Kinds::RESOURCE) && &*policy.id != "CAC-TAGS";
        for policy in doctrine.policies.iter().filter(of_resources) {
            let concluded = ruling(&doctrine, &judged, &policy.id, 0).verdict;
            for world in 1..assets.len() {
                let there = ruling(&doctrine, &judged, &policy.id, u32::try_from(world).unwrap()).verdict;
                let holds = match concluded {
                    Verdict::Violation => there == Verdict::Violation,
                    Verdict::NotApplicable => there == Verdict::NotApplicable,
                    Verdict::Compliant => matches!(there, Verdict::Compliant | Verdict::NotApplicable),
                    Verdict::Undetermined => true,
                };
                prop_assert!(holds, "{} is {concluded:?} for {facts:?}, and {there:?} in {:?}", policy.id, worlds[world - 1]);
            }
        }
    }

    /// Judging together changes nothing: what is shared between assets is shared rightly.
    #[test]
    fn assets_are_judged_alike_alone_and_together(all in proptest::collection::vec(facts(), 1..6)) {
        let doctrine = doctrine();
        let assets: Vec<Asset> = all.iter().map(Facts::asset).collect();
        let together = doctrine.judge(&assets, &[], &administration(), day(TODAY));
        for (index, asset) in (0..).zip(&assets) {
            let alone = doctrine.judge(std::slice::from_ref(asset), &[], &administration(), day(TODAY));
            for policy in doctrine.policies.iter().filter(|policy| policy.selector == Selector::Assets(Kinds::RESOURCE)) {
                prop_assert_eq!(
                    ruling(&doctrine, &together, &policy.id, index),
                    ruling(&doctrine, &alone, &policy.id, 0)
                );
            }
        }
    }
}

/// A policy whose filter and condition read one fact each.
fn small(filter: &str, condition: &str) -> String {
    format!(
        "asset_policy \"*\" \"x\" {{\n  id = \"X\"\n  title = \"x\"\n  filter = {filter}\n  enforce {{\n    condition = {condition}\n    error_message = \"no\"\n  }}\n}}"
    )
}

fn verdict_of(text: &str, asset: &Asset) -> Verdict {
    let doctrine = only(text);
    let judged = doctrine.judge(std::slice::from_ref(asset), &[], &administration(), day(TODAY));
    assert!(judged.errors.is_empty(), "{:?}", judged.errors);
    ruling(&doctrine, &judged, "X", 0).verdict
}

#[test]
fn the_table_of_filters_and_conditions() {
    use Verdict::{Compliant, NotApplicable, Undetermined, Violation};
    let asset = Asset {
        environment: unknown(variable("env")),
        offer: unknown(variable("offer")),
        ..holding(Level::Public, "aws", &["FR"])
    };
    let unknown_filter = "asset.environment == \"production\"";
    let unknown_condition = "asset.offer.kind == \"commercial\"";
    for (filter, condition, expected) in [
        ("true", "true", Compliant),
        ("true", "false", Violation),
        ("true", unknown_condition, Undetermined),
        ("false", "true", NotApplicable),
        ("false", "false", NotApplicable),
        ("false", unknown_condition, NotApplicable),
        (unknown_filter, "true", Compliant),
        (unknown_filter, "false", Undetermined),
        (unknown_filter, unknown_condition, Undetermined),
        (&format!("{unknown_filter} && false"), "false", NotApplicable),
        ("true", &format!("{unknown_condition} || true"), Compliant),
        ("true", &format!("{unknown_condition} && false"), Violation),
    ] {
        assert_eq!(verdict_of(&small(filter, condition), &asset), expected, "{filter} / {condition}");
    }
}

#[test]
fn presence_is_tested_without_try() {
    let asset = holding(Level::Public, "aws", &["FR"]);
    let holds = |condition: &str, asset: &Asset| verdict_of(&small("true", condition), asset);
    assert_eq!(holds("core::has(asset.offer, \"third_state_law\")", &asset), Verdict::Compliant);
    assert_eq!(holds("core::has(asset.offer, \"owner\")", &asset), Verdict::Violation);
    assert_eq!(holds("core::has({ a = 1 }, \"a\")", &asset), Verdict::Compliant);
    assert_eq!(holds("core::has({ a = 1 }, \"b\")", &asset), Verdict::Violation);
    let whose = Asset { offer: unknown(variable("x")), ..asset };
    assert_eq!(holds("core::has(asset.offer, \"owner\")", &whose), Verdict::Undetermined);
    assert_eq!(holds("core::try(asset.offer.owner, \"nobody\") == \"nobody\"", &whose), Verdict::Undetermined);
}

#[test]
fn the_worst_demand_counts_and_all_that_fail_are_told() {
    let text = r#"
locals { place = "here" }
asset_policy "*" "x" {
  id    = "X"
  title = "x"
  locals { place = "there" }
  enforce {
    severity      = "note"
    condition     = asset.address == "other"
    error_message = { fr = "un", en = "one" }
  }
  enforce {
    severity      = "warning"
    condition     = local.place == "here"
    error_message = "two ${local.place} ${today}"
  }
  enforce {
    condition     = true
    error_message = "three"
  }
}"#;
    let doctrine = only(text);
    let judged = doctrine.judge(&[database("a.b")], &[], &administration(), day(TODAY));
    let ruling = ruling(&doctrine, &judged, "X", 0);
    assert_eq!((ruling.severity, ruling.failed.as_slice()), (cocarde::policy::Severity::Warning, &[1, 0][..]));
    let said: Vec<(&str, &str)> =
        ruling.messages.iter().map(|message| (message.fr.as_str(), message.en.as_str())).collect();
    assert_eq!(said, [("two there 24/11/2026", "two there 2026-11-24"), ("un", "one")]);
}

#[test]
fn an_error_in_a_policy_is_told_and_decides_nothing() {
    for (filter, condition) in
        [("asset.address", "true"), ("true", "asset.offer.owner"), ("true", "core::length(1) == 1")]
    {
        let doctrine = only(&small(filter, condition));
        let judged = doctrine.judge(&[database("a.b"), database("c.d")], &[], &administration(), day(TODAY));
        assert_eq!(judged.errors.len(), 1, "{:?}", judged.errors);
        assert_eq!(ruling(&doctrine, &judged, "X", 0).verdict, Verdict::Undetermined);
    }
}

#[test]
fn a_policy_that_reads_the_address_looks_at_each_asset() {
    let doctrine = only(&small("true", "asset.address == \"a.b\""));
    let assets = [database("a.b"), database("c.d"), database("a.b")];
    let judged = doctrine.judge(&assets, &[], &administration(), day(TODAY));
    let verdicts: Vec<Verdict> = judged.judgements.iter().map(|judgement| judgement.ruling.verdict).collect();
    assert_eq!(verdicts, [Verdict::Compliant, Verdict::Violation, Verdict::Compliant]);
}

fn at_provider(address: &str, start: u32, region: &str) -> Asset {
    let evidence = Evidence {
        kind: EvidenceKind::ProviderArgument,
        span: Some(span(start)),
        value: Some(region.into()),
        trace: Vec::new(),
    };
    let placement: Placement = place(&["SG"]);
    Asset {
        address: address.into(),
        placement: Fact::Known { value: placement, evidence: vec![evidence] },
        ..holding(Level::Personal, "scaleway", &["SG"])
    }
}

fn location(findings: &[Finding]) -> Vec<&Finding> {
    findings.iter().filter(|finding| finding.deciding == Some(Field::Placement)).collect()
}

#[test]
fn one_cause_is_one_finding() {
    let doctrine = doctrine();
    let assets = [at_provider("b.b", 1, "sg"), at_provider("c.c", 2, "sg"), at_provider("a.a", 1, "sg")];
    let judged = doctrine.judge(&assets, &[], &administration(), day(TODAY));
    let findings = judged.findings(&doctrine, &assets);
    let found = location(&findings);
    let seen: Vec<_> = found.iter().map(|finding| (finding.cause, finding.assets.as_slice())).collect();
    assert_eq!(seen, [(Some(span(1)), &[2, 0][..]), (Some(span(2)), &[1][..])]);
    assert_eq!(found[0].evidence[0].value.as_deref(), Some("sg"));
}

#[test]
fn a_fingerprint_does_not_move_with_the_lines() {
    let doctrine = doctrine();
    let fingerprint = |assets: &[Asset]| {
        let judged = doctrine.judge(assets, &[], &administration(), day(TODAY));
        location(&judged.findings(&doctrine, assets))[0].fingerprint.clone()
    };
    let first = fingerprint(&[at_provider("a.a", 1, "sg"), at_provider("b.b", 1, "sg")]);
    assert_eq!(first, fingerprint(&[at_provider("b.b", 9, "sg"), at_provider("a.a", 9, "sg")]));
    assert_ne!(first, fingerprint(&[at_provider("a.a", 1, "sg")]));
    assert_ne!(first, fingerprint(&[at_provider("a.a", 1, "sg-2"), at_provider("b.b", 1, "sg-2")]));
    // The same on every platform and in every version, or baselines would be lost.
    insta::assert_snapshot!(first, @"68c8e0579994f9d44d8fdb0cddb26a4e");
}

#[test]
fn what_is_undetermined_is_found_where_its_reason_stands() {
    let doctrine = doctrine();
    let whose = |address: &str, kind| Asset {
        address: address.into(),
        offer: unknown(kind),
        ..holding(Level::ParticularSensitivity, "aws", &["FR"])
    };
    let assets = [
        whose("a.a", CauseKind::NotInCatalogue("provider", "x/y".into())),
        whose("b.b", CauseKind::NotInCatalogue("provider", "x/y".into())),
        whose("c.c", CauseKind::NotDeclared("offer")),
    ];
    let judged = doctrine.judge(&assets, &[], &administration(), day(TODAY));
    let findings = judged.findings(&doctrine, &assets);
    let of: Vec<_> = findings
        .iter()
        .filter(|finding| &*doctrine.policies[finding.policy].id == "CAC-R9-SECNUMCLOUD")
        .map(|finding| (finding.verdict, finding.cause, finding.assets.len(), finding.causes.len()))
        .collect();
    assert_eq!(of, [(Verdict::Undetermined, None, 1, 1), (Verdict::Undetermined, Some(span(1)), 2, 1)]);
}

#[test]
fn many_assets_are_judged_once_for_each_kind() {
    let doctrine = doctrine();
    let assets: Vec<Asset> = (0..20_000)
        .map(|number: usize| {
            let level = LEVELS[number % LEVELS.len()];
            let id = OFFERS[number % OFFERS.len()];
            let classification = if number.is_multiple_of(7) {
                unknown(CauseKind::NotDeclared("classification"))
            } else {
                known(class(level))
            };
            Asset {
                address: format!("module.m.x.y[{number}]").into(),
                of_type: format!("type_{}", number % 300).into(),
                classification,
                ..holding(level, id, PLACES[number % PLACES.len()])
            }
        })
        .collect();
    let judged = doctrine.judge(&assets, &[], &administration(), day(TODAY));
    let of_resources =
        |policy: &&Policy| matches!(policy.selector, Selector::Assets(kinds) if kinds.meets(Kinds::RESOURCE));
    assert_eq!(judged.judgements.len(), 20_000 * doctrine.policies.iter().filter(of_resources).count());
    let findings = judged.findings(&doctrine, &assets);
    assert!(findings.len() < 100, "{}", findings.len());
}

#[test]
fn the_same_answer_whatever_the_threads() {
    let doctrine = doctrine();
    let assets: Vec<Asset> = (0..200)
        .map(|number: usize| Asset {
            address: format!("x.y[{number}]").into(),
            ..holding(LEVELS[number % LEVELS.len()], OFFERS[number % OFFERS.len()], PLACES[number % PLACES.len()])
        })
        .collect();
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let judged = doctrine.judge(&assets, &[], &Project::default(), day(TODAY));
            format!("{:?}", judged.findings(&doctrine, &assets))
        })
    };
    assert_eq!(run(1), run(4));
}

#[test]
fn a_declared_classification_is_the_evidence_of_its_rules() {
    let asset = Asset { classification: known(Classification::of_level(Level::Secret)), ..database("a.b") };
    let doctrine = doctrine();
    let judged = doctrine.judge(std::slice::from_ref(&asset), &[], &administration(), day(TODAY));
    let findings = judged.findings(&doctrine, &[asset]);
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    assert_eq!((finding.deciding, finding.cause), (Some(Field::Classification), Some(span(1))));
}
