//! Assets that agree on all that a policy reads share its ruling: it must be the one that each would have alone.

use std::sync::Arc;

use cocarde::catalogue::Offer;
use cocarde::evaluation::Cause;
use cocarde::inventory::{
    Asset, Classification, Environment, Evidence, EvidenceKind, Fact, Flow, FlowKind, Level, Placement,
};
use cocarde::policy::{Doctrine, PolicyFile, PolicyInputs};
use cocarde::source::Sources;
use proptest::prelude::*;

use crate::support::{
    TODAY, administration, class, database, day, known, offer, one_of, place, span, unknown, variable,
};

/// What policies read of a flow (`docs/policies.md`).
const ATTRIBUTES: [&str; 19] = [
    "kind",
    "target",
    "resource",
    "identified",
    "located",
    "operator",
    "offer",
    "offer_kind",
    "operator_country",
    "owner_country",
    "third_state_law",
    "secnumcloud_valid",
    "hds_certified",
    "region",
    "countries",
    "eu",
    "eea",
    "france",
    "adequate",
];

/// A policy whose verdict and text depend on nothing of a flow but `attribute`.
fn policy(attribute: &str) -> String {
    let values = format!("core::jsonencode([for flow in asset.flows : flow.{attribute}])");
    format!(
        r#"
asset_policy "resource" "{attribute}" {{
  id     = "FLOW-{}"
  title  = "a flow"
  filter = core::length(asset.flows) > 0
  enforce {{
    condition     = {values} == "[true]"
    error_message = {values}
  }}
}}
"#,
        attribute.to_uppercase().replace('_', "-")
    )
}

/// All rules, and one for each attribute of a flow.
fn doctrine() -> Doctrine {
    let text: String = ATTRIBUTES.map(policy).concat();
    let file = PolicyFile { pack: "test", path: "test.policy.hcl", text: &text };
    Doctrine::load(&[file], &PolicyInputs::new(), &mut Sources::default()).unwrap()
}

/// Offers, some of which differ by their contract only.
fn offers() -> impl Strategy<Value = Arc<Offer>> {
    let contract = |id: &str, hds| offer(id).under_contract(hds, "the contract");
    let all = [
        offer("ovh"),
        contract("ovh", true),
        contract("ovh", false),
        offer("aws"),
        offer("outscale"),
        offer("outscale").run_on(&offer("aws")),
        offer("obscure"),
        offer("nubo"),
    ];
    proptest::sample::select(all.map(Arc::new).to_vec())
}

fn places() -> impl Strategy<Value = Placement> {
    proptest::sample::select([&["FR"] as &[&str], &["US"], &["FR", "US"], &["NO"], &[]].map(place).to_vec())
}

/// A fact about one of `values`, or none.
fn facts<T: Clone + std::fmt::Debug>(
    values: impl Strategy<Value = T> + Clone + 'static,
) -> impl Strategy<Value = Fact<T>> {
    prop_oneof![
        4 => values.clone().prop_map(known),
        1 => proptest::collection::vec(values, 2).prop_map(|values| one_of(variable("x"), values)),
        1 => Just(()).prop_map(|()| unknown(variable("x"))),
    ]
}

fn flows() -> impl Strategy<Value = Flow> {
    let kinds = proptest::sample::select(vec![FlowKind::Backup, FlowKind::Log, FlowKind::Key]);
    let evidence = proptest::sample::select(vec![EvidenceKind::Reference, EvidenceKind::Argument]);
    ((kinds, evidence, any::<bool>(), any::<bool>(), any::<bool>()), facts(offers().boxed()), facts(places().boxed()))
        .prop_map(|((kind, evidence, value, doubt, operator), offer, placement)| Flow {
            kind,
            target: Some("a bucket".into()),
            operator: operator.then(|| "an operator".into()),
            offer,
            placement,
            doubt: doubt.then(|| Cause { kind: variable("x"), span: None }).into_iter().collect(),
            evidence: Evidence {
                kind: evidence,
                span: Some(span(1)),
                value: value.then(|| "value".into()),
                trace: Vec::new(),
            },
        })
}

fn assets() -> impl Strategy<Value = Asset> {
    let environments = proptest::sample::select(vec![Environment::Production, Environment::Sandbox]);
    let levels = [Level::Internal, Level::Personal, Level::Health, Level::ParticularSensitivity, Level::Restricted];
    let more = levels.map(|level| Classification { and_more: true, ..class(level) });
    let classes = proptest::sample::select([levels.map(class), more].concat());
    (facts(environments.boxed()), facts(offers().boxed()), facts(places().boxed()), facts(classes.boxed())).prop_map(
        |(environment, offer, placement, classification)| Asset {
            environment,
            offer,
            placement,
            classification,
            ..database("scaleway_rdb_instance.main")
        },
    )
}

/// Assets that differ in one part of a flow alone, and one without flows: what is nearest to be taken for the same.
fn neighbours() -> impl Strategy<Value = Vec<Asset>> {
    (assets(), flows(), flows()).prop_map(|(asset, one, other)| {
        let beside = [
            Flow { offer: other.offer.clone(), ..one.clone() },
            Flow { placement: other.placement.clone(), ..one.clone() },
            Flow { evidence: other.evidence.clone(), ..one.clone() },
            Flow { operator: other.operator.clone(), ..one.clone() },
            Flow { doubt: other.doubt, ..one.clone() },
        ];
        let all = std::iter::once(one).chain(beside);
        all.map(|flow| Asset { flows: vec![flow], ..asset.clone() }).chain([asset.clone()]).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_ruling_that_is_shared_is_that_of_each(assets in neighbours()) {
        let doctrine = doctrine();
        let judge = |assets: &[Asset]| doctrine.judge(assets, &[], &administration(), day(TODAY));
        let together = judge(&assets);
        prop_assert!(together.errors.is_empty());
        for (index, asset) in (0..).zip(&assets) {
            let alone = judge(std::slice::from_ref(asset));
            let shared = together.judgements.iter().filter(|judgement| judgement.asset == index);
            for (own, shared) in alone.judgements.iter().zip(shared) {
                prop_assert_eq!(own.policy, shared.policy);
                prop_assert_eq!(&own.ruling, &shared.ruling, "{}", &doctrine.policies[own.policy as usize].id);
            }
        }
    }
}
