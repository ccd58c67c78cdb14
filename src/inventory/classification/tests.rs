use super::*;
use crate::inventory::EvidenceKind;
use crate::inventory::fake::{Fake, list, map, one_of, span, variable};

fn tags_of(value: Value) -> (Tags, Fake) {
    let block = Fake::new().with("tags", value);
    let mut tags = Tags::default();
    tags.read(&block, &"tags".into(), EvidenceKind::Tag);
    (tags, block)
}

fn said(value: Value) -> Statement {
    let (tags, block) = tags_of(value);
    read(&tags, Some(&block))
}

/// `level` when known, `?level|level` when one of these, `! cause` when not, `-` when nothing is said.
fn in_short(statement: &Statement) -> String {
    match statement {
        Statement::Silent => "-".into(),
        Statement::Said(fact) => fact_in_short(fact),
    }
}

fn fact_in_short(fact: &Fact<Classification>) -> String {
    match fact {
        Fact::Known { value, .. } => value.level.name().into(),
        Fact::Unknown { causes, candidates, .. } if candidates.is_empty() => format!(
            "! {}",
            match &causes[0].kind {
                CauseKind::NotUnderstood(key, value) => format!("{key}={value}"),
                CauseKind::VariableWithoutValue(name) => format!("var.{name}"),
                CauseKind::Sensitive(name) => format!("sensitive {name}"),
                CauseKind::NotDeclared(what) => format!("undeclared {what}"),
                other => format!("{other:?}"),
            }
        ),
        Fact::Unknown { candidates, .. } => {
            format!("?{}", candidates.iter().map(|one| one.level.name()).collect::<Vec<_>>().join("|"))
        }
    }
}

#[test]
fn what_maps_of_tags_say() {
    let table: &[(&[(&str, &str)], &str)] = &[
        (&[], "-"),
        (&[("Name", "db")], "-"),
        (&[("DataClassification", "Confidential")], "sensible"),
        (&[("data_classification", "personal")], "personnelle"),
        (&[("sevdesk:confidentiality", "public")], "public"),
        (&[("baobab:data-classification", "internal")], "interne"),
        (&[("nextgen.data-classification", "internal")], "interne"),
        (&[("fs2.nebius.ai/data-classification", "internal")], "interne"),
        (&[("splunkit_data_classification", "public")], "public"),
        (&[("tag_dataclassification", "Green")], "! tag_dataclassification=Green"),
        (&[("DataClassification", "5")], "! DataClassification=5"),
        (&[("Confidentiality", "C2")], "! Confidentiality=C2"),
        (&[("data_classification", "hot")], "! data_classification=hot"),
        (&[("DataClassification", "Cisco Restricted")], "! DataClassification=Cisco Restricted"),
        (&[("data-classification", "phi")], "sante"),
        (&[("sensibilité", "particulière")], "sensibilite-particuliere"),
        (&[("sensibilite", "sensibilite-particuliere")], "sensibilite-particuliere"),
        (&[("confidentialite", "Diffusion Restreinte")], "diffusion-restreinte"),
        (&[("niveau_confidentialite", "tres-secret")], "tres-secret"),
        // English "restricted" is not Diffusion Restreinte.
        (&[("classification", "restricted")], "sensible"),
        // A key that merely ends alike is another subject.
        (&[("cost_classification", "public")], "-"),
        (&[("network", "public")], "-"),
        (&[("dr", "true")], "-"),
        // Yes-or-no keys.
        (&[("pii", "true")], "personnelle"),
        (&[("PII", "Yes")], "personnelle"),
        (&[("dcp", "oui")], "personnelle"),
        (&[("dcp", "sensibles")], "personnelle-sensible"),
        (&[("sevdesk:user-data", "true")], "personnelle"),
        (&[("sevdesk:user-data", "false")], "-"),
        (&[("hds", "true")], "sante"),
        (&[("hds", "false")], "-"),
        (&[("hds", "v2")], "! hds=v2"),
        (&[("secnumcloud", "requis")], "sensibilite-particuliere"),
        (&[("pii", "true"), ("hds", "true")], "sante"),
        (&[("classification", "interne"), ("pii", "true")], "personnelle"),
        (&[("classification", "confidential"), ("pii", "true")], "sensible"),
        (&[("classification", "confidential"), ("hds", "true")], "sante"),
        (&[("classification", "sensibilite-particuliere"), ("hds", "true")], "sensibilite-particuliere"),
        // Contradictions.
        (&[("classification", "public"), ("pii", "true")], "?public|personnelle"),
        (&[("classification", "personal"), ("pii", "false")], "?personnelle|interne"),
        (&[("classification", "interne"), ("confidentialite", "confidentiel")], "?interne|sensible"),
        (&[("classification", "interne"), ("sensitivity", "high")], "! sensitivity=high"),
        (&[("classification", "interne"), ("data_classification", "internal")], "interne"),
        // Scores alone say that something was assessed, not what.
        (&[("dicp", "3-3-4-2")], "! dicp=3-3-4-2"),
        (&[("dicp", "3-3-4-2"), ("classification", "sante")], "sante"),
        // Nature and impact.
        (&[("nature", "secret-medical")], "sante"),
        (&[("nature", "secret-medical"), ("impact", "sante-vie")], "sante"),
        (&[("nature", "vie-privee"), ("impact", "économique")], "personnelle"),
        (&[("nature", "défense nationale")], "-"),
        (&[("nature", "photos")], "-"),
        (&[("mission-essentielle", "oui"), ("impact", "ordre-public,economique")], "sensible"),
        (&[("mission-essentielle", "non"), ("impact", "ordre-public")], "-"),
    ];
    for (entries, expected) in table {
        assert_eq!(in_short(&said(map(entries))), *expected, "{entries:?}");
    }
}

#[test]
fn what_lists_of_tags_say() {
    let table: &[(&[&str], &str)] = &[
        (&["prod", "webapp"], "-"),
        (&["hds"], "sante"),
        (&["Données personnelles"], "personnelle"),
        (&["secnumcloud", "prod"], "sensibilite-particuliere"),
        (&["classification=interne"], "interne"),
        (&["classification:interne"], "interne"),
        (&["dinum:data-classification=personnelle"], "personnelle"),
        (&["dinum:sensibilite:sante"], "sante"),
        // Bare words that mean something else as often.
        (&["public"], "-"),
        (&["secret"], "-"),
        (&["dr"], "-"),
        (&["private"], "-"),
        (&["hds", "pii"], "sante"),
        (&["hds", "classification=interne"], "sante"),
        (&["pii", "classification=public"], "?public|personnelle"),
    ];
    for (words, expected) in table {
        assert_eq!(in_short(&said(list(words))), *expected, "{words:?}");
    }
}

#[test]
fn blocks_and_objects_with_a_key_and_a_value() {
    let tag = map(&[("key", "classification"), ("value", "sante")]);
    assert_eq!(in_short(&said(tag.clone())), "sante");
    assert_eq!(in_short(&said(Value::tuple(vec![map(&[("key", "Name"), ("value", "x")]), tag]))), "sante");
    let asg = Value::object([
        ("key", Value::string("hds")),
        ("value", Value::Bool(true)),
        ("propagate_at_launch", Value::Bool(true)),
    ]);
    assert_eq!(in_short(&said(asg)), "sante");
}

#[test]
fn unknown_tags_are_not_absent_tags() {
    assert_eq!(in_short(&said(Value::Unknown(variable("tags")))), "! var.tags");
    let level = Value::object([("classification", Value::Unknown(variable("level")))]);
    assert_eq!(in_short(&said(level)), "! var.level");
    let either = Value::object([("classification", one_of(&["public", "health"]))]);
    assert_eq!(in_short(&said(either)), "?public|sante");
    let either = Value::object([("classification", one_of(&["public", "gold"]))]);
    assert_eq!(in_short(&said(either)), "! var.env");
    let other_key = Value::object([("Name", Value::Unknown(variable("name")))]);
    assert_eq!(in_short(&said(other_key)), "-");
}

#[test]
fn sensitive_tags_are_never_read() {
    let value = Value::object([("classification", Value::string("sante").into_sensitive())]);
    let statement = said(value);
    assert_eq!(in_short(&statement), "! sensitive classification");
    assert!(!format!("{statement:?}").contains("sante"));
    let whole = said(map(&[("classification", "sante")]).into_sensitive());
    assert_eq!(in_short(&whole), "! sensitive classification");
    assert!(!format!("{whole:?}").contains("sante"));
    assert_eq!(in_short(&said(list(&["hds"]).into_sensitive())), "! sensitive tags");
}

#[test]
fn the_kind_of_data_survives_a_higher_level() {
    let nature = |tags: &[(&str, &str)]| match said(map(tags)) {
        Statement::Said(Fact::Known { value, .. }) => value.nature,
        other => panic!("{other:?}"),
    };
    assert_eq!(nature(&[("classification", "r9"), ("hds", "true")]).as_deref(), Some("secret-medical"));
    assert_eq!(nature(&[("classification", "confidential"), ("pii", "true")]).as_deref(), Some("vie-privee"));
    assert_eq!(
        nature(&[("classification", "r9"), ("pii", "true"), ("nature", "secret-affaires")]).as_deref(),
        Some("secret-des-affaires")
    );
    assert_eq!(nature(&[("classification", "confidential"), ("pii", "false")]), None);
}

#[test]
fn impacts_are_listed_and_every_deciding_tag_is_evidence() {
    let tags = [("classification", "r9"), ("nature", "secret-medical"), ("impact", "sante-vie; Ordre public")];
    let Statement::Said(Fact::Known { value, evidence }) = said(map(&tags)) else { panic!("known") };
    assert_eq!(value.impact, ["sante-vie".into(), "ordre-public".into()] as [Arc<str>; 2]);
    let shown: Vec<_> = evidence.iter().filter_map(|evidence| evidence.value.as_deref()).collect();
    assert_eq!(shown, ["classification=r9", "nature=secret-medical", "impact=sante-vie; Ordre public"]);
}

#[test]
fn provider_tags_give_way_key_by_key() {
    let (own, _) = tags_of(map(&[("Classification", "sante")]));
    let (defaults, block) = tags_of(map(&[("Classification", "public"), ("classification", "interne")]));
    let left = defaults.without_keys_of(&own);
    assert_eq!(in_short(&read(&left, Some(&block))), "interne");
}

fn declared(level: Level) -> Fact<Classification> {
    let value = Classification::of_level(level);
    let evidence = Evidence { kind: EvidenceKind::Declaration, span: Some(span(500)), value: None, trace: Vec::new() };
    Fact::established(value, vec![evidence])
}

#[test]
fn declarations_settle_and_tags_only_raise() {
    let settle = |tags: &[(&str, &str)], declared| fact_in_short(&with_declaration(said(map(tags)), declared));
    assert_eq!(settle(&[], None), "! undeclared classification");
    assert_eq!(settle(&[], Some(declared(Level::Health))), "sante");
    assert_eq!(settle(&[("classification", "gold")], Some(declared(Level::Health))), "sante");
    assert_eq!(settle(&[("classification", "r9")], Some(declared(Level::Health))), "sensibilite-particuliere");
    assert_eq!(settle(&[("classification", "public")], Some(declared(Level::Health))), "?public|sante");
    assert_eq!(settle(&[("classification", "public")], None), "public");
}

#[test]
fn tags_and_declarations_complete_each_other() {
    let declare = |level, nature: Option<&str>, impact: &[&str]| {
        let impact = impact.iter().map(|word| Arc::from(*word)).collect();
        Fact::established(
            Classification { nature: nature.map(Arc::from), impact, ..Classification::of_level(level) },
            Vec::new(),
        )
    };
    let settle = |tags: &[(&str, &str)], declared| match with_declaration(said(map(tags)), Some(declared)) {
        Fact::Known { value, .. } => (value.level, value.nature, value.impact.len()),
        Fact::Unknown { causes, .. } => panic!("{causes:?}"),
    };
    let health = [("classification", "sante")];
    assert_eq!(
        settle(&health, declare(Level::Health, Some("secret-medical"), &["sante-vie"])),
        (Level::Health, Some("secret-medical".into()), 1)
    );
    // What is declared holds, and the data are about health all the same.
    assert_eq!(
        settle(&health, declare(Level::ParticularSensitivity, Some("secret-legal"), &["ordre-public"])),
        (Level::ParticularSensitivity, Some("secret-medical".into()), 1)
    );
    assert_eq!(settle(&health, declare(Level::Personal, None, &[])), (Level::Health, None, 0));
}
