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

fn state(of_type: &str, block: Fake) -> String {
    let backend = BackendView {
        of_type: of_type.into(),
        span: span(710),
        file: "backend.tf".into(),
        blocks: vec![block.boxed()],
        completions: Vec::new(),
    };
    let root = RootView {
        remote_states: Vec::new(),
        directory: "prod".into(),
        providers: Vec::new(),
        instances: Vec::new(),
        backend: Some(backend),
        workspace: None,
        run: None,
        variable_files: Vec::new(),
    };
    let inventory = of(&root);
    let asset = &inventory.assets[0];
    assert_eq!(asset.environment.known(), Some(&Environment::Production));
    assert!(asset.address.contains(of_type));
    in_short(asset)
}

#[test]
fn states() {
    let s3 = || Fake::new().text("bucket", "tfstate").text("key", "x");
    for endpoint in ["https://s3.fr-par.scw.cloud", "s3.fr-par.scw.cloud"] {
        assert_eq!(
            state("s3", s3().text("region", "fr-par").text("endpoint", endpoint)),
            "scaleway-public @ fr-par FR"
        );
    }
    let new = s3().text("region", "us-east-1").text("endpoints.s3", "https://s3.fr-par.scw.cloud");
    assert_eq!(state("s3", new), "scaleway-public @ fr-par FR");
    let ovh = state("s3", s3().text("region", "gra").text("endpoint", "https://s3.gra.io.cloud.ovh.net"));
    assert!(ovh.starts_with("ovh-public-cloud @ ") && ovh.ends_with(" FR"), "{ovh}");
    assert_eq!(state("s3", s3().text("region", "eu-west-3")), "aws @ eu-west-3 FR");
    assert_eq!(state("s3", s3()), "aws @ !region");
    // The rest is in a file that is given when Terraform runs: it may be any S3.
    let given_elsewhere = "!-backend-config @ !-backend-config";
    assert_eq!(state("s3", Fake::new()), given_elsewhere);
    assert_eq!(state("s3", Fake::new().text("key", "x")), given_elsewhere);
    // A region that AWS does not have: the endpoint is in the environment.
    assert_eq!(state("s3", s3().text("region", "fr-par")), given_elsewhere);
    assert_eq!(state("s3", Fake::new().text("region", "eu-west-3")), "aws @ eu-west-3 FR");
    let minio = s3().text("region", "lorem-ipsum").text("endpoint", "https://minio.example.org");
    assert_eq!(state("s3", minio), "!host minio.example.org @ !host minio.example.org");
    let azurerm = Fake::new().text("storage_account_name", "st").text("container_name", "tf");
    assert!(state("azurerm", azurerm).starts_with("azure-public @ !"));
    assert!(state("gcs", Fake::new().text("bucket", "tf")).starts_with("google-public @ !"));
    let s3ns = Fake::new().text("bucket", "tf").text("universe_domain", "s3nsapis.fr");
    assert!(state("gcs", s3ns).starts_with("s3ns-premi3ns @ "));
    let swift = Fake::new().text("container", "tf").text("auth_url", "https://auth.cloud.ovh.net/v3/");
    let swift = state("swift", swift.text("region_name", "GRA11"));
    assert!(swift.starts_with("ovh-public-cloud @ ") && swift.ends_with(" FR"), "{swift}");
    assert_eq!(state("local", Fake::new().text("path", "/mnt/tf")), "!local backend @ !local backend");
    assert_eq!(state("pg", Fake::new()), given_elsewhere);
    assert_eq!(state("http", Fake::new()), given_elsewhere);
}

#[test]
fn the_credentials_of_a_state_are_never_shown() {
    let block = Fake::new().text("conn_str", "postgres://admin:hunter2@db.example.org/tf");
    let backend = BackendView {
        of_type: "pg".into(),
        span: span(710),
        file: "backend.tf".into(),
        blocks: vec![block.boxed()],
        completions: Vec::new(),
    };
    let root = RootView {
        remote_states: Vec::new(),
        directory: "".into(),
        providers: Vec::new(),
        instances: Vec::new(),
        backend: Some(backend),
        workspace: None,
        run: None,
        variable_files: Vec::new(),
    };
    let inventory = of(&root);
    assert_eq!(first(&inventory), "!host db.example.org @ !host db.example.org");
    assert!(!format!("{inventory:?}").contains("hunter2"));
}

#[test]
fn a_root_without_backend_is_listed_and_no_asset() {
    let inventory = of(&root("scaleway/scaleway", None, Vec::new()));
    assert!(inventory.assets.is_empty());
    assert_eq!(inventory.without_backend.as_deref(), Some(""));
}
