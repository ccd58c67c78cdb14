//! Each rule of the packs at its boundaries.

use std::sync::Arc;

use cocarde::evaluation::CauseKind;
use cocarde::inventory::{Asset, AssetKind, Classification, Environment, Level};
use cocarde::policy::{Entity, Field, Gap, Project, Ruling, Severity, Verdict};

use crate::support::{
    TODAY, administration, class, database, day, doctrine, holding, known, offer, one_of, only, place, ruling, state,
    unknown, variable,
};
use Severity::{Error, Note, Warning};
use Verdict::{Compliant, NotApplicable, Undetermined, Violation};

/// The ruling of `id` on `asset` for `project` on `today`.
fn rule(id: &str, asset: &Asset, project: &Project, today: &str) -> Ruling {
    let doctrine = doctrine();
    let judged = doctrine.judge(std::slice::from_ref(asset), &[], project, day(today));
    assert!(judged.errors.is_empty(), "{:?}", judged.errors);
    ruling(&doctrine, &judged, id, 0)
}

fn verdict(id: &str, asset: &Asset) -> Verdict {
    rule(id, asset, &administration(), TODAY).verdict
}

fn in_environment(asset: Asset, environment: Environment) -> Asset {
    Asset { environment: known(environment), ..asset }
}

fn sensitive(id: &str) -> Asset {
    holding(Level::ParticularSensitivity, id, &["FR"])
}

const LEVELS: [Level; 10] = [
    Level::Public,
    Level::Internal,
    Level::Personal,
    Level::PersonalSensitive,
    Level::Health,
    Level::Sensitive,
    Level::ParticularSensitivity,
    Level::Restricted,
    Level::Secret,
    Level::TopSecret,
];
const ENVIRONMENTS: [(Environment, bool); 5] = [
    (Environment::Production, true),
    (Environment::Acceptance, true),
    (Environment::Resilience, true),
    (Environment::Development, false),
    (Environment::Sandbox, false),
];

#[test]
fn a_qualification_is_valid_from_its_first_day_to_its_last() {
    for (id, today, expected) in [
        ("outscale", "2026-08-01", Compliant),
        ("outscale", "2026-11-24", Compliant),
        ("outscale", "2026-11-30", Compliant),
        ("outscale", "2026-12-01", Violation),
        ("s3ns", "2025-12-16", Violation),
        ("s3ns", "2025-12-17", Compliant),
        ("scaleway", TODAY, Violation),
        ("scalingo", TODAY, Violation),
        ("ovh", TODAY, Violation),
        ("nubo", TODAY, Compliant),
        ("pi", TODAY, Compliant),
    ] {
        let ruling = rule("CAC-R9-SECNUMCLOUD", &sensitive(id), &administration(), today);
        assert_eq!(ruling.verdict, expected, "{id} on {today}");
        if expected == Violation {
            assert_eq!((ruling.severity, ruling.deciding), (Error, Some(Field::Offer)), "{id} on {today}");
        }
    }
}

#[test]
fn what_is_found_says_where_the_qualification_stands() {
    let said = |id: &str, today: &str| {
        let ruling = rule("CAC-R9-SECNUMCLOUD", &sensitive(id), &administration(), today);
        ruling
            .messages
            .into_iter()
            .map(|message| format!("{}\n{}", message.fr, message.en))
            .collect::<Vec<_>>()
            .join("\n")
    };
    let all = [
        ("last day, expiring", said("outscale", "2026-11-30")),
        ("valid", said("outscale", "2026-03-01")),
        ("the day after", said("outscale", "2026-12-01")),
        ("before", said("s3ns", "2025-12-16")),
        ("in process", said("scaleway", TODAY)),
        ("hosted on a qualified offer", said("scalingo", TODAY)),
        ("not qualified", said("ovh", TODAY)),
    ]
    .map(|(name, said)| format!("## {name}\n{said}"));
    insta::assert_snapshot!(all.join("\n\n"));
}

#[test]
fn r9_binds_production_acceptance_and_resilience_only() {
    for (environment, bound) in ENVIRONMENTS {
        let expected = if bound { Violation } else { NotApplicable };
        let personal = |id, countries: &[&str]| in_environment(holding(Level::Personal, id, countries), environment);
        assert_eq!(verdict("CAC-R9-SECNUMCLOUD", &in_environment(sensitive("aws"), environment)), expected);
        assert_eq!(verdict("CAC-R9-IMMUNITY", &in_environment(sensitive("aws"), environment)), expected);
        assert_eq!(verdict("CAC-R9-LOCATION", &personal("scaleway", &["SG"])), expected);
        assert_eq!(verdict("CAC-R9-IMMUNITY", &personal("aws", &["FR"])), expected, "{environment:?}");
    }
    // Health data are under their own law, in any environment.
    for (environment, _) in ENVIRONMENTS {
        let health = in_environment(holding(Level::Health, "nubo", &["SG"]), environment);
        assert_eq!(verdict("HDS-CERTIFIED", &health), Violation);
        assert_eq!(verdict("HDS-LOCATION", &health), Violation);
    }
}

#[test]
fn each_level_calls_its_own_rules() {
    // On an unqualified American offer in Singapore: what each level makes of the worst place.
    let called = |level: Level| -> Vec<String> {
        let doctrine = doctrine();
        let judged = doctrine.judge(&[holding(level, "aws", &["SG"])], &[], &administration(), day(TODAY));
        judged
            .judgements
            .iter()
            .filter(|judgement| judgement.ruling.verdict == Violation)
            .map(|judgement| {
                let id = &doctrine.policies[judgement.policy as usize].id;
                format!("{id} {:?}", judgement.ruling.severity).to_lowercase()
            })
            .collect()
    };
    let table = LEVELS.map(|level| format!("{level:?}: {}", called(level).join(", ")));
    insta::assert_snapshot!(table.join("\n"), @r"
    Public: 
    Internal: 
    Personal: cac-r9-immunity warning, cac-r9-location error
    PersonalSensitive: cac-r9-immunity warning, cac-r9-location error
    Health: cac-r9-immunity warning, cac-r9-location error, cac-r9-analysis note, hds-location error
    Sensitive: cac-r9-analysis note
    ParticularSensitivity: cac-r9-secnumcloud error, cac-r9-immunity error
    Restricted: dr-offer error
    Secret: igi-1300 error
    TopSecret: igi-1300 error
    ");
}

#[test]
fn r9_binds_the_entities_that_its_texts_bind() {
    let of = |entity: Option<Entity>, today: &str| {
        let project = Project { entity, ..administration() };
        let ruling = rule("CAC-R9-SECNUMCLOUD", &sensitive("aws"), &project, today);
        (ruling.verdict, ruling.severity)
    };
    for (entity, today, expected) in [
        (Some(Entity::CentralAdministration), TODAY, (Violation, Error)),
        (Some(Entity::Operator), TODAY, (Violation, Error)),
        (Some(Entity::ListedGroup), TODAY, (Violation, Error)),
        (Some(Entity::LocalAuthority), TODAY, (Violation, Note)),
        (Some(Entity::Other), TODAY, (NotApplicable, Note)),
        (None, TODAY, (Violation, Error)),
        // The circular first, then the law: each from its own day.
        (Some(Entity::CentralAdministration), "2023-05-31", (NotApplicable, Note)),
        (Some(Entity::CentralAdministration), "2023-06-01", (Violation, Error)),
        (Some(Entity::ListedGroup), "2026-04-16", (NotApplicable, Note)),
        (Some(Entity::ListedGroup), "2026-04-17", (Violation, Error)),
    ] {
        assert_eq!(of(entity, today), expected, "{entity:?} on {today}");
    }
}

#[test]
fn the_texts_that_bind_are_the_ones_cited() {
    let cited = |project: &Project, today: &str| -> Vec<String> {
        let doctrine = doctrine();
        let judged = doctrine.judge(&[], &[], project, day(today));
        judged.applicability[0].citations.iter().map(|citation| citation.words.fr.clone()).collect()
    };
    let circular = "R9, circulaire n° 6404/SG du 31 mai 2023";
    let law = "art. 31 de la loi n° 2024-449 du 21 mai 2024";
    let of = |entity| Project { entity: Some(entity), ..administration() };
    let old = Project { started: Some(day("2019-01-01")), ..administration() };
    assert_eq!(cited(&administration(), TODAY), [circular, law]);
    assert_eq!(cited(&administration(), "2026-04-16"), [circular]);
    assert_eq!(cited(&of(Entity::ListedGroup), TODAY), [law]);
    assert_eq!(cited(&of(Entity::LocalAuthority), TODAY), [circular]);
    assert_eq!(cited(&old, TODAY), [law]);
    assert!(cited(&old, "2026-04-16").is_empty());
}

#[test]
fn a_prototype_is_warned() {
    let prototype = Project { prototype: true, ..administration() };
    for id in ["CAC-R9-SECNUMCLOUD", "CAC-R9-IMMUNITY"] {
        let ruling = rule(id, &sensitive("aws"), &prototype, TODAY);
        assert_eq!((ruling.verdict, ruling.severity), (Violation, Warning), "{id}");
        assert_eq!(ruling.messages.len(), 1, "{id}");
    }
    assert_eq!(rule("CAC-R9-SECNUMCLOUD", &sensitive("outscale"), &prototype, TODAY).verdict, Compliant);
}

#[test]
fn what_holds_data_of_several_kinds_is_judged_for_all_of_them() {
    let kind = |level, nature: Option<&str>, impact: &[&str]| Classification {
        nature: nature.map(Into::into),
        impact: impact.iter().map(|&impact| impact.into()).collect(),
        ..class(level)
    };
    let holding_all = |main: Classification, others: Vec<Classification>| Asset {
        classification: known(Classification { others, ..main }),
        ..sensitive("scaleway")
    };
    let verdict = |id, asset: &Asset| rule(id, asset, &administration(), TODAY).verdict;
    let sensible = || class(Level::Sensitive);
    assert_eq!(verdict("HDS-CERTIFIED", &holding_all(sensible(), Vec::new())), NotApplicable);
    assert_eq!(verdict("HDS-CERTIFIED", &holding_all(sensible(), vec![class(Level::Health)])), Compliant);
    assert_eq!(verdict("CAC-R9-LOCATION", &holding_all(sensible(), Vec::new())), NotApplicable);
    assert_eq!(verdict("CAC-R9-LOCATION", &holding_all(sensible(), vec![class(Level::Personal)])), Compliant);
    // Both criteria are met by the same data or not at all.
    let apart = vec![kind(Level::Personal, None, &["ordre-public"])];
    let main = kind(Level::Sensitive, Some("secret-des-affaires"), &[]);
    assert_eq!(verdict("CAC-R9-SECNUMCLOUD", &holding_all(main, apart)), NotApplicable);
    let together = vec![kind(Level::Personal, Some("vie-privee"), &["ordre-public"])];
    assert_eq!(verdict("CAC-R9-SECNUMCLOUD", &holding_all(sensible(), together)), Violation);
    // The stricter rules of one do not exempt what comes beside it.
    let beside = vec![class(Level::ParticularSensitivity)];
    assert_eq!(verdict("CAC-R9-SECNUMCLOUD", &holding_all(class(Level::Restricted), beside)), Violation);
}

#[test]
fn the_least_that_data_are_settles_what_more_cannot_change() {
    let at_least = |level, id, countries: &[&str]| Asset {
        classification: one_of(variable("x"), vec![Classification { and_more: true, ..class(level) }]),
        ..holding(level, id, countries)
    };
    let verdict = |id, asset: &Asset| rule(id, asset, &administration(), TODAY).verdict;
    let personal = at_least(Level::Personal, "scaleway", &["CN"]);
    assert_eq!(verdict("CAC-R9-LOCATION", &personal), Violation);
    for id in ["CAC-R9-SECNUMCLOUD", "HDS-CERTIFIED", "DR-OFFER"] {
        let ruling = rule(id, &at_least(Level::Personal, "ovh", &["FR"]), &administration(), TODAY);
        assert_eq!(ruling.verdict, Undetermined, "{id}");
        assert!(ruling.gaps.contains(&Gap::Fact(Field::Classification)), "{id}");
    }
    assert_eq!(verdict("HDS-CERTIFIED", &at_least(Level::Health, "nubo", &["FR"])), Violation);
    assert_eq!(verdict("CAC-R9-SECNUMCLOUD", &at_least(Level::ParticularSensitivity, "aws", &["FR"])), Violation);
    // Of levels, those below are out of the question.
    let asked = |condition: &str, level| {
        let enforce = format!("condition = {condition}\n    error_message = \"x\"");
        let text = format!(
            "asset_policy \"resource\" \"x\" {{\n  id = \"OWN-X\"\n  title = \"x\"\n  enforce {{\n    {enforce}\n  }}\n}}\n"
        );
        let doctrine = only(&text);
        let judged = doctrine.judge(&[at_least(level, "aws", &["FR"])], &[], &administration(), day(TODAY));
        assert!(judged.errors.is_empty(), "{condition}");
        ruling(&doctrine, &judged, "OWN-X", 0).verdict
    };
    for (condition, expected) in [
        ("asset.classification.rank >= 4", Compliant),
        ("asset.classification.rank < 5", Violation),
        ("asset.classification.rank > 5", Undetermined),
        ("asset.classification.level != \"interne\"", Compliant),
        ("asset.classification.level == \"sensible\"", Undetermined),
        ("asset.classification.level == \"secret\"", Undetermined),
        ("!asset.classification.health", Undetermined),
        ("core::length(asset.classification.natures) == 0", Undetermined),
        ("asset.classification.nature == null", Undetermined),
    ] {
        assert_eq!(asked(condition, Level::Sensitive), expected, "{condition}");
    }
    assert_eq!(asked("asset.classification.level == \"tres-secret\"", Level::TopSecret), Compliant);
}

#[test]
fn both_criteria_make_particular_sensitivity_whatever_the_level() {
    let asset = |level, nature: Option<&str>, impact: &[&str]| Asset {
        classification: known(Classification {
            nature: nature.map(Into::into),
            impact: impact.iter().map(|&impact| impact.into()).collect(),
            ..class(level)
        }),
        ..sensitive("scaleway")
    };
    let medical = Some("secret-medical");
    for (level, nature, impact, expected) in [
        (Level::Health, medical, &["sante-vie"][..], Violation),
        (Level::Sensitive, Some("mission-essentielle"), &["ordre-public"], Violation),
        (Level::Personal, Some("vie-privee"), &["aucun", "securite-publique"], Violation),
        (Level::Health, medical, &[], NotApplicable),
        (Level::Health, medical, &["aucun"], NotApplicable),
        (Level::Health, None, &["sante-vie"], NotApplicable),
        (Level::Sensitive, Some("secret-de-fabrique"), &["ordre-public"], Undetermined),
        (Level::Sensitive, Some("mission-essentielle"), &["reputation"], Undetermined),
        (Level::Restricted, Some("defense-nationale"), &["securite-publique"], NotApplicable),
    ] {
        let asset = asset(level, nature, impact);
        let ruling = rule("CAC-R9-SECNUMCLOUD", &asset, &administration(), TODAY);
        assert_eq!(ruling.verdict, expected, "{level:?} {nature:?} {impact:?}");
        if expected == Undetermined {
            assert_eq!(ruling.gaps, [Gap::NatureOrImpact]);
            assert!(!ruling.because_unclassified);
        }
    }
    for (level, nature, impact, expected) in [
        (Level::Sensitive, Some("mission-essentielle"), &[][..], (Violation, Warning)),
        (Level::Sensitive, None, &["ordre-public"], (Violation, Warning)),
        (Level::Sensitive, Some("vie-privee"), &[], (Compliant, Note)),
        (Level::Sensitive, None, &[], (Violation, Note)),
        (Level::Health, None, &[], (Violation, Note)),
        (Level::Health, medical, &["aucun"], (Compliant, Note)),
        (Level::ParticularSensitivity, None, &[], (NotApplicable, Note)),
    ] {
        let ruling = rule("CAC-R9-ANALYSIS", &asset(level, nature, impact), &administration(), TODAY);
        assert_eq!((ruling.verdict, ruling.severity), expected, "{level:?} {nature:?} {impact:?}");
    }
    // Medical secrecy makes health data of any level.
    assert_eq!(verdict("HDS-CERTIFIED", &asset(Level::Sensitive, medical, &[])), Compliant);
    assert_eq!(
        verdict(
            "HDS-CERTIFIED",
            &Asset { offer: known(Arc::new(offer("pi"))), ..asset(Level::Sensitive, medical, &[]) }
        ),
        Violation
    );
}

#[test]
fn immunity_is_about_law_not_place() {
    for (level, id, expected) in [
        (Level::ParticularSensitivity, "aws", (Violation, Error)),
        (Level::Personal, "aws", (Violation, Warning)),
        (Level::Internal, "aws", (NotApplicable, Note)),
        (Level::ParticularSensitivity, "scaleway", (Compliant, Note)),
        (Level::ParticularSensitivity, "nubo", (Compliant, Note)),
        // Nobody knows where the operator is.
        (Level::Personal, "obscure", (Undetermined, Warning)),
    ] {
        let ruling = rule("CAC-R9-IMMUNITY", &holding(level, id, &["FR"]), &administration(), TODAY);
        assert_eq!((ruling.verdict, ruling.severity), expected, "{level:?} at {id}");
    }
}

#[test]
fn personal_data_stay_in_adequate_countries() {
    for (countries, today, expected) in [
        (&["FR"][..], TODAY, Compliant),
        (&["NO"], TODAY, Compliant),
        (&["FR", "DE"], TODAY, Compliant),
        (&["CH"], TODAY, Compliant),
        (&["FR", "CH"], TODAY, Compliant),
        (&["SG"], TODAY, Violation),
        (&["FR", "SG"], TODAY, Violation),
        // Adequate for certified companies only, and for nobody before that decision.
        (&["US"], TODAY, Undetermined),
        (&["US"], "2023-07-10", Undetermined),
        (&["US"], "2023-07-09", Violation),
        (&["US", "SG"], TODAY, Violation),
        (&["BR"], TODAY, Undetermined),
        // A global service is no place.
        (&[], TODAY, Undetermined),
    ] {
        let asset = holding(Level::Personal, "scaleway", countries);
        let ruling = rule("CAC-R9-LOCATION", &asset, &administration(), today);
        assert_eq!(ruling.verdict, expected, "{countries:?} on {today}");
        if expected != Compliant {
            assert_eq!(ruling.deciding, Some(Field::Placement));
        }
        let outside_the_eea = countries.contains(&"CH");
        assert_eq!(ruling.messages.len(), usize::from(expected == Violation || outside_the_eea), "{countries:?}");
    }
    let said = rule("CAC-R9-LOCATION", &holding(Level::Personal, "scaleway", &["SG"]), &administration(), TODAY);
    assert_eq!(
        said.messages[0].fr,
        "région sg (Singapour) : ni dans l’EEE, ni dans un pays reconnu adéquat au 24/11/2026"
    );
    assert_eq!(
        said.messages[0].en,
        "region sg (Singapore): neither in the EEA nor in a country found adequate as of 2026-11-24"
    );
}

#[test]
fn health_data_stay_in_the_eea_at_a_certified_host() {
    for (countries, expected) in [
        (&["FR"][..], Compliant),
        (&["NO"], Compliant),
        (&["CH"], Violation),
        (&["US"], Violation),
        (&[], Undetermined),
    ] {
        assert_eq!(verdict("HDS-LOCATION", &holding(Level::Health, "scaleway", countries)), expected, "{countries:?}");
    }
    for (id, expected) in [
        ("scaleway", Compliant),
        ("aws", Compliant),
        ("nubo", Violation),
        ("pi", Violation),
        ("ovh", Undetermined),
        ("s3ns", Undetermined),
    ] {
        assert_eq!(verdict("HDS-CERTIFIED", &holding(Level::Health, id, &["FR"])), expected, "{id}");
    }
    // The code binds everyone; the requirements on hosts, from their day.
    let other = Project { entity: Some(Entity::Other), ..administration() };
    let health = holding(Level::Health, "nubo", &["US"]);
    for (project, today, location, certified) in [
        (&other, TODAY, Violation, Violation),
        (&other, "2024-11-16", Violation, Violation),
        (&other, "2024-11-15", NotApplicable, Violation),
        (&administration(), "2024-11-15", NotApplicable, Violation),
    ] {
        assert_eq!(rule("HDS-LOCATION", &health, project, today).verdict, location, "{today}");
        assert_eq!(rule("HDS-CERTIFIED", &health, project, today).verdict, certified, "{today}");
    }
}

#[test]
fn restricted_data_go_to_pi_only_and_classified_data_nowhere() {
    for (id, expected) in [("pi", Compliant), ("nubo", Violation), ("outscale", Violation), ("aws", Violation)] {
        assert_eq!(verdict("DR-OFFER", &holding(Level::Restricted, id, &["FR"])), expected, "{id}");
        assert_eq!(verdict("IGI-1300", &holding(Level::Secret, id, &["FR"])), Violation, "{id}");
    }
    assert_eq!(verdict("DR-OFFER", &sensitive("aws")), NotApplicable);
    assert_eq!(verdict("IGI-1300", &sensitive("aws")), NotApplicable);
}

#[test]
fn only_the_rule_on_tags_speaks_of_a_missing_classification() {
    let doctrine = doctrine();
    let assets: Vec<Asset> = (0..50)
        .map(|number| Asset {
            offer: known(Arc::new(offer("aws"))),
            ..database(&format!("aws_db_instance.db[{number}]"))
        })
        .collect();
    let judged = doctrine.judge(&assets, &[], &administration(), day(TODAY));
    for judgement in judged.judgements.iter().filter(|judgement| judgement.ruling.verdict == Undetermined) {
        assert!(judgement.ruling.because_unclassified, "{judgement:?}");
    }
    let tally = judged.tally();
    assert!(tally.unclassified >= 50 && tally.undetermined == 0, "{tally:?}");
    let findings = judged.findings(&doctrine, &assets);
    let [finding] = findings.as_slice() else { panic!("{findings:#?}") };
    assert_eq!(&*doctrine.policies[finding.policy].id, "CAC-TAGS");
    assert_eq!((finding.verdict, finding.severity, finding.assets.len()), (Violation, Warning, 50));
}

#[test]
fn a_classification_that_could_not_be_read_is_not_a_missing_one() {
    let with = |classification| Asset { classification, ..database("scaleway_rdb_instance.main") };
    let rule = |classification| rule("CAC-TAGS", &with(classification), &administration(), TODAY).verdict;
    assert_eq!(rule(known(class(Level::Public))), Compliant);
    assert_eq!(rule(unknown(CauseKind::NotDeclared("classification"))), Violation);
    assert_eq!(rule(unknown(variable("level"))), Undetermined);
    assert_eq!(rule(unknown(CauseKind::NotUnderstood("DataClass".into(), "Cisco Restricted".into()))), Undetermined);
    assert_eq!(rule(one_of(variable("level"), vec![class(Level::Public), class(Level::Health)])), Undetermined);
}

#[test]
fn a_type_that_nobody_judged_justifies_no_more_than_a_note() {
    let guessed = Asset { judged: false, ..sensitive("aws") };
    let ruling = rule("CAC-R9-SECNUMCLOUD", &guessed, &administration(), TODAY);
    assert_eq!((ruling.verdict, ruling.severity), (Violation, Note));
    let unclassified = Asset { judged: false, ..database("x.y") };
    assert_eq!(verdict("CAC-TAGS", &unclassified), NotApplicable);
    let unheard_of = Asset { holds_data: None, judged: false, ..sensitive("aws") };
    let ruling = rule("CAC-R9-SECNUMCLOUD", &unheard_of, &administration(), TODAY);
    assert_eq!((ruling.verdict, ruling.gaps.as_slice()), (Undetermined, &[Gap::TypeNotInCatalogue][..]));
    let network = Asset { holds_data: Some(false), ..sensitive("aws") };
    assert_eq!(verdict("CAC-R9-SECNUMCLOUD", &network), NotApplicable);
}

#[test]
fn what_is_not_known_is_neither_a_violation_nor_a_pass() {
    let nowhere = Asset { environment: unknown(CauseKind::NotDeclared("environment")), ..sensitive("aws") };
    let ruling = rule("CAC-R9-SECNUMCLOUD", &nowhere, &administration(), TODAY);
    assert_eq!((ruling.verdict, ruling.severity, ruling.deciding), (Undetermined, Warning, Some(Field::Environment)));
    let whose = Asset { offer: unknown(CauseKind::NotInCatalogue("provider", "x/y".into())), ..sensitive("aws") };
    let ruling = rule("CAC-R9-SECNUMCLOUD", &whose, &administration(), TODAY);
    assert_eq!((ruling.verdict, ruling.gaps.as_slice()), (Undetermined, &[Gap::Fact(Field::Offer)][..]));
    // Whatever the environment, a qualified offer will do; whatever the offer, France is in the EEA.
    let safe = Asset { environment: unknown(CauseKind::NotDeclared("environment")), ..sensitive("s3ns") };
    assert_eq!(verdict("CAC-R9-SECNUMCLOUD", &safe), Compliant);
    let unclassified = Asset { offer: known(Arc::new(offer("s3ns"))), ..database("a.b") };
    assert_eq!(verdict("CAC-R9-SECNUMCLOUD", &unclassified), Compliant);
    let in_france =
        Asset { offer: unknown(CauseKind::NotDeclared("offer")), ..holding(Level::Personal, "aws", &["FR"]) };
    assert_eq!(verdict("CAC-R9-LOCATION", &in_france), Compliant);
}

#[test]
fn candidates_settle_what_they_agree_on() {
    let either = |ids: &[&str]| Asset {
        offer: one_of(variable("region"), ids.iter().map(|id| Arc::new(offer(id))).collect()),
        ..sensitive("aws")
    };
    assert_eq!(verdict("CAC-R9-SECNUMCLOUD", &either(&["aws", "scaleway"])), Violation);
    assert_eq!(verdict("CAC-R9-SECNUMCLOUD", &either(&["outscale", "s3ns"])), Compliant);
    assert_eq!(verdict("CAC-R9-SECNUMCLOUD", &either(&["outscale", "scaleway"])), Undetermined);
    let ruling = rule("CAC-R9-SECNUMCLOUD", &either(&["aws", "scaleway"]), &administration(), TODAY);
    assert_eq!(ruling.messages.len(), 2, "{ruling:?}");
    let somewhere = |places: &[&[&str]]| Asset {
        placement: one_of(variable("region"), places.iter().map(|countries| place(countries)).collect()),
        ..holding(Level::Personal, "scaleway", &["FR"])
    };
    assert_eq!(verdict("CAC-R9-LOCATION", &somewhere(&[&["FR"], &["DE"]])), Compliant);
    assert_eq!(verdict("CAC-R9-LOCATION", &somewhere(&[&["SG"], &["IN"]])), Violation);
    assert_eq!(verdict("CAC-R9-LOCATION", &somewhere(&[&["FR"], &["SG"]])), Undetermined);
}

#[test]
fn a_state_is_as_protected_as_the_data_of_its_root() {
    let judge = |data: Vec<Asset>, state: Asset| {
        let doctrine = doctrine();
        let assets: Vec<Asset> = std::iter::once(state).chain(data).collect();
        let judged = doctrine.judge(&assets, &[], &administration(), day(TODAY));
        assert!(judged.errors.is_empty(), "{:?}", judged.errors);
        let ruling = ruling(&doctrine, &judged, "CAC-STATE", 0);
        assert!(!ruling.because_unclassified);
        (ruling.verdict, ruling.messages.len())
    };
    let of = |level| holding(level, "s3ns", &["FR"]);
    let unclassified = || database("scaleway_rdb_instance.main");
    let sensitive = || vec![of(Level::Public), of(Level::ParticularSensitivity)];
    assert_eq!(judge(sensitive(), state("s3ns", &["FR"])), (Compliant, 0));
    assert_eq!(judge(sensitive(), state("nubo", &["FR"])), (Compliant, 0));
    assert_eq!(judge(sensitive(), state("scaleway", &["FR"])), (Violation, 1));
    assert_eq!(judge(sensitive(), state("aws", &["FR"])), (Violation, 2));
    assert_eq!(judge(vec![of(Level::Personal)], state("scaleway", &["FR"])), (Compliant, 0));
    assert_eq!(judge(vec![of(Level::Personal)], state("scaleway", &["SG"])), (Violation, 1));
    assert_eq!(judge(vec![of(Level::Personal)], state("aws", &["FR"])), (Violation, 1));
    assert_eq!(judge(vec![of(Level::Public), of(Level::Internal)], state("aws", &["US"])), (NotApplicable, 0));
    assert_eq!(judge(Vec::new(), state("aws", &["US"])), (NotApplicable, 0));
    // Of a root that nobody classified, only a state that would do for anything is known to do.
    assert_eq!(judge(vec![unclassified()], state("nubo", &["FR"])), (Compliant, 0));
    assert_eq!(judge(vec![unclassified()], state("aws", &["US"])), (Undetermined, 0));
    assert_eq!(judge(vec![unclassified(), of(Level::ParticularSensitivity)], state("aws", &["US"])), (Violation, 2));
    // Of another root, no data count.
    let elsewhere = Asset { root: "other".into(), ..of(Level::ParticularSensitivity) };
    assert_eq!(judge(vec![elsewhere], state("aws", &["US"])), (NotApplicable, 0));
    // The class of a state may be declared.
    let declared = Asset { classification: known(class(Level::ParticularSensitivity)), ..state("scaleway", &["FR"]) };
    assert_eq!(judge(Vec::new(), declared), (Violation, 1));
    // A local file is no offer at all.
    let local = || Asset {
        of_type: "local".into(),
        offer: unknown(CauseKind::NotDeclared("offer")),
        placement: unknown(CauseKind::NotDeclared("placement")),
        ..state("aws", &["FR"])
    };
    assert_eq!(judge(vec![of(Level::Personal)], local()), (Violation, 1));
    assert_eq!(judge(vec![of(Level::Public)], local()), (NotApplicable, 0));
    assert_eq!(judge(vec![unclassified()], local()), (Undetermined, 0));
    let partial = Asset { offer: unknown(CauseKind::NotWritten("region".into())), ..state("aws", &["FR"]) };
    assert_eq!(judge(sensitive(), partial), (Undetermined, 0));
    let development = in_environment(state("aws", &["US"]), Environment::Development);
    assert_eq!(judge(sensitive(), development), (NotApplicable, 0));
}

#[test]
fn states_and_resources_have_their_own_rules() {
    let doctrine = doctrine();
    let judged = doctrine.judge(&[state("aws", &["FR"])], &[], &administration(), day(TODAY));
    let ids: Vec<&str> =
        judged.judgements.iter().map(|judgement| &*doctrine.policies[judgement.policy as usize].id).collect();
    assert_eq!(ids, ["CAC-STATE", "ORG-LOCATION"]);
    let judged = doctrine.judge(&[sensitive("aws")], &[], &administration(), day(TODAY));
    assert!(judged.judgements.iter().all(|judgement| &*doctrine.policies[judgement.policy as usize].id != "CAC-STATE"));
    assert_eq!(sensitive("aws").kind, AssetKind::Resource);
}
