//! What rules can ask of where data go.

use std::sync::Arc;

use cocarde::catalogue::Catalogue;
use cocarde::evaluation::{Cause, CauseKind};
use cocarde::exception::Exceptions;
use cocarde::inventory::{Asset, Evidence, EvidenceKind, Fact, Flow, FlowKind, Inventory, Level, Placement};
use cocarde::policy::{Field, Gap, Language, Verdict};
use cocarde::report::{Findings, Messages};

use crate::support::{TODAY, administration, day, holding, known, offer, only, place, ruling, span, unknown, variable};

const COPIES: &str = r#"
asset_policy "resource" "copies_stay" {
  id     = "COPIES"
  title  = { fr = "copie hors de l’EEE", en = "a copy outside the EEA" }
  filter = core::length(asset.flows) > 0
  enforce {
    condition = core::alltrue([
      for flow in asset.flows : flow.eea if core::contains(["replica", "snapshot", "backup"], flow.kind)
    ])
    error_message = { fr = "copie", en = "copy" }
  }
}
"#;

fn flow(kind: FlowKind, line: u32, placement: Fact<Placement>) -> Flow {
    Flow {
        kind,
        target: Some(format!("target {line}").into()),
        operator: Some("scaleway SAS".into()),
        offer: known(Arc::new(offer("scaleway"))),
        placement,
        doubt: Vec::new(),
        evidence: Evidence {
            kind: EvidenceKind::Argument,
            span: Some(span(line)),
            value: Some("value".into()),
            trace: Vec::new(),
        },
    }
}

fn sending(flows: Vec<Flow>) -> Asset {
    Asset { flows, ..holding(Level::Personal, "scaleway", &["FR"]) }
}

fn verdict(text: &str, id: &str, asset: Asset) -> (Verdict, Option<usize>, Vec<Gap>) {
    let doctrine = only(text);
    let judged = doctrine.judge(&[asset], &[], &administration(), day(TODAY));
    assert_eq!(judged.errors, []);
    let ruling = ruling(&doctrine, &judged, id, 0);
    (ruling.verdict, ruling.flow, ruling.gaps)
}

#[test]
fn the_flow_that_fails_is_the_one_that_is_told() {
    let (at_home, abroad) = (|| known(place(&["FR"])), || known(place(&["US"])));
    let flows = vec![
        flow(FlowKind::Backup, 11, at_home()),
        flow(FlowKind::Image, 12, abroad()),
        flow(FlowKind::Replica, 13, abroad()),
    ];
    let asset = sending(flows);
    let (found, which, _) = verdict(COPIES, "COPIES", asset.clone());
    assert_eq!((found, which), (Verdict::Violation, Some(2)));
    let doctrine = only(COPIES);
    let inventory = Inventory { assets: vec![asset], ..Inventory::default() };
    let assets = &inventory.assets;
    let judged = doctrine.judge(assets, &[], &administration(), day(TODAY));
    let findings = judged.findings(&doctrine, assets);
    assert_eq!(findings[0].deciding, Some(Field::Flows));
    assert_eq!(findings[0].cause, Some(span(13)));
    assert_eq!(findings[0].flow, Some(2));
    for (language, expected) in [
        (Language::French, "réplique : target 13, scaleway SAS (France), us"),
        (Language::English, "replica: target 13, scaleway SAS (France), us"),
    ] {
        let told = Findings {
            doctrine: &doctrine,
            judged: &judged,
            inventory: &inventory,
            exceptions: &Exceptions::default(),
            catalogue: Catalogue::embedded(),
            messages: &Messages::new(language),
            today: day(TODAY),
        };
        let diagnostics = told.diagnostics(&findings);
        let flow = diagnostics[0].facts.iter().find(|fact| fact.key == "flow").unwrap();
        assert!(flow.text.starts_with(expected), "{}", flow.text);
    }
}

#[test]
fn what_is_not_known_of_a_flow_leaves_the_verdict_open_only_if_it_is_asked() {
    let somewhere = || unknown(variable("region"));
    let open =
        sending(vec![flow(FlowKind::Backup, 11, known(place(&["DE"]))), flow(FlowKind::Backup, 12, somewhere())]);
    let (found, which, gaps) = verdict(COPIES, "COPIES", open.clone());
    assert_eq!((found, which, gaps), (Verdict::Undetermined, Some(1), vec![Gap::Fact(Field::Flows)]));
    let doctrine = only(COPIES);
    let assets = [open];
    let judged = doctrine.judge(&assets, &[], &administration(), day(TODAY));
    let causes: Vec<_> = judged.findings(&doctrine, &assets)[0].causes.iter().map(|cause| cause.kind.clone()).collect();
    assert_eq!(causes, [CauseKind::VariableWithoutValue("region".into())]);
    // Logs are not copies: where they go does not matter here.
    let logs = sending(vec![flow(FlowKind::Log, 11, somewhere())]);
    assert_eq!(verdict(COPIES, "COPIES", logs).0, Verdict::Compliant);
    assert_eq!(verdict(COPIES, "COPIES", sending(Vec::new())).0, Verdict::NotApplicable);
}

#[test]
fn what_may_not_happen_is_never_taken_for_what_does() {
    let doubted = |line, place: Placement| Flow {
        doubt: vec![Cause { kind: variable("tag"), span: None }],
        ..flow(FlowKind::Backup, line, known(place))
    };
    let of = |flows| verdict(COPIES, "COPIES", sending(flows));
    // Wherever it goes, if it goes, is fine.
    assert_eq!(of(vec![doubted(11, place(&["FR"]))]).0, Verdict::Compliant);
    let home = flow(FlowKind::Backup, 11, known(place(&["FR"])));
    let abroad = doubted(12, place(&["US"]));
    let (found, which, gaps) = of(vec![home, abroad.clone()]);
    assert_eq!((found, which, gaps), (Verdict::Undetermined, Some(1), vec![Gap::Fact(Field::Flows)]));
    // What does happen fails by itself, and is what is told.
    let certain = flow(FlowKind::Replica, 13, known(place(&["US"])));
    let (found, which, _) = of(vec![abroad, certain]);
    assert_eq!((found, which), (Verdict::Violation, Some(1)));
    let doctrine = only(COPIES);
    let assets = [sending(vec![doubted(12, place(&["US"]))])];
    let judged = doctrine.judge(&assets, &[], &administration(), day(TODAY));
    let causes: Vec<_> = judged.findings(&doctrine, &assets)[0].causes.iter().map(|cause| cause.kind.clone()).collect();
    assert_eq!(causes, [CauseKind::VariableWithoutValue("tag".into())]);
}

#[test]
fn a_rule_can_leave_out_what_is_not_known() {
    let text = COPIES.replace("core::contains([\"replica\", \"snapshot\", \"backup\"], flow.kind)", "flow.located");
    let asset = sending(vec![flow(FlowKind::Dns, 11, unknown(variable("target")))]);
    assert_eq!(verdict(&text, "COPIES", asset).0, Verdict::Compliant);
}

#[test]
fn every_attribute_of_a_flow_can_be_asked() {
    let attributes = [
        ("kind", "\"backup\""),
        ("target", "\"target 11\""),
        ("resource", "false"),
        ("identified", "true"),
        ("located", "true"),
        ("operator", "\"scaleway SAS\""),
        ("offer", "\"scaleway\""),
        ("same_offer", "true"),
        ("offer_kind", "\"commercial\""),
        ("operator_country", "\"FR\""),
        ("owner_country", "\"FR\""),
        ("third_state_law", "null"),
        ("secnumcloud_valid", "false"),
        ("hds_certified", "true"),
        ("region", "\"fr\""),
        ("countries", "[\"FR\"]"),
        ("eu", "true"),
        ("eea", "true"),
        ("france", "true"),
        ("adequate", "true"),
    ];
    for (name, value) in attributes {
        let text = COPIES.replace(
            "flow.eea if core::contains([\"replica\", \"snapshot\", \"backup\"], flow.kind)",
            &format!("flow.{name} == {value}"),
        );
        let asset = sending(vec![flow(FlowKind::Backup, 11, known(place(&["FR"])))]);
        assert_eq!(verdict(&text, "COPIES", asset).0, Verdict::Compliant, "{name} == {value}");
    }
}
