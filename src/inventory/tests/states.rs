//! Where each type of backend keeps the state.

use super::*;

/// `offer @ region` of the state that a backend of `of_type` keeps.
fn kept(of_type: &str, block: Fake) -> String {
    let mut root = root("scaleway/scaleway", None, Vec::new());
    root.backend = Some(BackendView {
        of_type: of_type.into(),
        file: "main.tf".into(),
        span: span(800),
        blocks: vec![block.boxed()],
        completions: Vec::new(),
    });
    first(&of(&root))
}

#[test]
fn every_backend_says_who_keeps_the_state_or_why_that_is_not_known() {
    let s3 = || Fake::new().text("bucket", "b").text("key", "k");
    let table: Vec<(&str, Fake, &str)> = vec![
        ("s3", s3().text("region", "eu-west-3"), "aws @ eu-west-3 FR"),
        (
            "s3",
            s3().text("region", "fr-par").text("endpoint", "https://s3.fr-par.scw.cloud"),
            "scaleway-public @ fr-par FR",
        ),
        ("s3", s3().text("region", "x").text("endpoint", "s3.nl-ams.scw.cloud"), "scaleway-public @ nl-ams NL"),
        (
            "s3",
            s3().text("region", "gra").text("endpoints.s3", "https://s3.gra.io.cloud.ovh.net"),
            "ovh-public-cloud @ GRA FR",
        ),
        ("s3", s3().text("endpoint", "https://minio.example.org"), "!host minio.example.org @ !host minio.example.org"),
        (
            "azurerm",
            Fake::new().text("storage_account_name", "a").text("container_name", "c"),
            "azure-public @ !declare placement",
        ),
        ("gcs", Fake::new().text("bucket", "b"), "google-public @ !declare placement"),
        (
            "gcs",
            Fake::new().text("bucket", "b").text("universe_domain", "s3nsapis.fr"),
            "s3ns-premi3ns @ !destination s3nsapis.fr",
        ),
        (
            "http",
            Fake::new().text("address", "https://gitlab.com/api/v4/projects/1/terraform/state/x"),
            "gitlab @ !destination gitlab.com",
        ),
        (
            "http",
            Fake::new().text("address", "https://gitlab.example.org/api/v4"),
            "!host gitlab.example.org @ !host gitlab.example.org",
        ),
        ("remote", Fake::new().text("organization", "o"), "tfe @ US US"),
        ("cloud", Fake::new().text("organization", "o"), "tfe @ US US"),
        ("cloud", Fake::new().text("hostname", "tfe.example.org"), "!host tfe.example.org @ !host tfe.example.org"),
        (
            "pg",
            Fake::new().text("conn_str", "postgres://u:p@db.example.org/state"),
            "!host db.example.org @ !host db.example.org",
        ),
        (
            "swift",
            Fake::new()
                .text("container", "c")
                .text("auth_url", "https://auth.cloud.ovh.net/v3")
                .text("region_name", "GRA"),
            "ovh-public-cloud @ GRA FR",
        ),
        ("oss", Fake::new().text("bucket", "b").text("region", "eu-central-1"), "alicloud @ eu-central-1 DE"),
        ("cos", Fake::new().text("bucket", "b").text("region", "eu-frankfurt"), "tencentcloud @ eu-frankfurt DE"),
        (
            "kubernetes",
            Fake::new().text("secret_suffix", "s").text("host", "https://x.api.k8s.fr-par.scw.cloud:6443"),
            "scaleway-public @ fr-par FR",
        ),
        (
            "consul",
            Fake::new().text("path", "p").text("address", "consul.example.org"),
            "!host consul.example.org @ !host consul.example.org",
        ),
        ("local", Fake::new(), "!local backend @ !local backend"),
    ];
    let mut wrong = Vec::new();
    for (of_type, block, expected) in table {
        let shown = format!("{of_type} {block:?}");
        let found = kept(of_type, block);
        if found != expected {
            wrong.push(format!("{shown}: {found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
