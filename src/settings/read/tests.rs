//! What is read of `cocarde.toml`, and what is told of its mistakes.

use super::*;

fn errors(text: &str) -> Vec<String> {
    let (settings, mut errors) = read(FileId(0), text, "");
    errors.extend(settings.unknown_offers(crate::catalogue::Catalogue::embedded()));
    errors
        .into_iter()
        .map(|error| format!("{}: {}", &text[error.span.start as usize..error.span.end as usize], error.kind))
        .collect()
}

#[test]
fn everything_known_is_read() {
    let text = r#"
        exclude = ["examples"]
        [project]
        entity = "operateur"
        started = 2024-03-01
        [environments]
        production = ["**/prod/**"]
        [services]
        portail = ["prod/portail", "prod/base"]
        [[bind]]
        provider = "openstack"
        offer = "nubo"
        [[classify]]
        resources = ["scaleway_rdb_instance.*", 'module.exports["fr"].*']
        level = "sensibilite-particuliere"
        nature = "secret-medical"
        impact = ["sante-vie"]
        [packs]
        pssie = true
        [location]
        everywhere = "France"
        personnelle = "UE"
        public = ["FR", "CH"]
        [rules.CAC-TAGS]
        severity = "off"
        [report]
        fail-on = "warning"
    "#;
    let (settings, errors) = read(FileId(0), text, "");
    assert_eq!(errors, []);
    assert_eq!(settings.project.entity, Some(Entity::Operator));
    assert!(settings.environments[0].paths.as_ref().unwrap().is_match("infra/prod/main.tf"));
    let portail = &settings.services[0];
    assert!(&*portail.name == "portail" && portail.paths.is_match("prod/base"));
    assert!(settings.exclude.is_match("examples/a/main.tf"));
    let resources = settings.classifications[0].resources.as_ref().unwrap();
    assert!(resources.is_match(r#"scaleway_rdb_instance.db["a"]"#));
    assert!(resources.is_match(r#"module.exports["fr"].scaleway_object_bucket.b"#));
    assert!(!resources.is_match("scaleway_rdb_instances.db"));
    assert_eq!(settings.rules[0].severity, None);
    assert!(&*settings.packs[0].key == "pssie" && settings.packs[0].on);
    let location = settings.location();
    assert_eq!(location.everywhere, Some(crate::policy::Area::France));
    assert_eq!(location.levels[&Level::Personal], crate::policy::Area::Eu);
    assert_eq!(location.levels[&Level::Public], crate::policy::Area::Countries(vec!["FR".into(), "CH".into()]));
    assert_eq!(settings.fail_on, Some(FailOn::Severity(Severity::Warning)));
}

#[test]
fn every_mistake_is_told_at_its_place() {
    let text = r#"
        exlude = []
        [project]
        entity = "ministere"
        started = "hier"
        prototype = "oui"
        [environments]
        prod = ["a"]
        production = ["[a"]
        [[bind]]
        offer = "nubo"
        [[bind]]
        provider = "openstack"
        offer = "nuage"
        [[classify]]
        level = "secret"
        [packs]
        pssie = "oui"
        [location]
        partout = "France"
        sante = "Europe"
        public = ["FR", "EU"]
        interne = []
    "#;
    insta::assert_snapshot!(errors(text).join("\n"));
}

#[test]
fn a_file_that_is_not_toml_is_read_as_far_as_it_goes() {
    assert!(!errors("[project\nentity = 'x'").is_empty());
}
