//! Where data go, and what holds what another holds.

use super::*;
use crate::inventory::Flow;

/// `kind target offer @ region`, of all flows of the asset at `address`.
fn flows(inventory: &RootInventory, address: &str) -> Vec<String> {
    let asset = inventory.assets.iter().find(|asset| *asset.address == *address).expect("an asset");
    let flow = |flow: &Flow| {
        let offer = fact_in_short(&flow.offer, |offer| offer.id.clone());
        let place = fact_in_short(&flow.placement, |place| place.region.code.clone());
        format!("{} {} {offer} @ {place}", flow.kind.name(), flow.target.as_deref().unwrap_or("-"))
    };
    asset.flows.iter().map(flow).collect()
}

fn level(inventory: &RootInventory, address: &str) -> String {
    let asset = inventory.assets.iter().find(|asset| *asset.address == *address).expect("an asset");
    fact_in_short(&asset.classification, |own| own.level.name().to_owned())
}

fn health() -> Value {
    list(&["classification=sante"])
}

fn scaleway_root(resources: Vec<(&str, Fake)>) -> RootInventory {
    of(&root("scaleway/scaleway", None, resources))
}

#[test]
fn backups_leave_the_region_unless_it_is_said_that_they_stay() {
    let of = |arguments: Fake| {
        flows(&scaleway_root(vec![("scaleway_rdb_instance.a", arguments)]), "scaleway_rdb_instance.a")
    };
    let elsewhere = ["backup - scaleway-public @ !destination backup_same_region"];
    assert_eq!(of(Fake::new()), elsewhere);
    assert_eq!(of(Fake::new().with("backup_same_region", Value::Bool(false))), elsewhere);
    assert_eq!(of(Fake::new().with("backup_same_region", Value::Bool(true))), [""; 0]);
    assert_eq!(of(Fake::new().with("disable_backup", Value::Bool(true))), [""; 0]);
    let doubt = Fake::new().with("backup_same_region", Value::Unknown(variable("same")));
    assert_eq!(of(doubt), ["backup - !var.same @ !var.same"]);
}

#[test]
fn what_nobody_wrote_goes_where_the_documentation_says() {
    let of = |source: &str, region: &str, address: &str, arguments: Fake| {
        let provider = Fake::new().text("region", region);
        flows(&of(&root(source, Some(provider), vec![(address, arguments)])), address)
    };
    let api = |arguments: Fake| of("hashicorp/aws", "eu-west-3", "aws_api_gateway_rest_api.a", arguments);
    let edge = ["cdn - aws @ global"];
    assert_eq!(api(Fake::new()), edge);
    let types = |word: &str| Fake::new().with("endpoint_configuration.types", list(&[word]));
    assert_eq!(api(types("EDGE")), edge);
    assert_eq!(api(types("REGIONAL")), [""; 0]);

    let base = |arguments: Fake| of("hashicorp/google", "europe-west9", "google_sql_database_instance.a", arguments);
    let saved = || Fake::new().with("settings.backup_configuration.enabled", Value::Bool(true));
    assert_eq!(base(saved()), ["backup - google-public @ !destination location"]);
    assert_eq!(base(saved().text("settings.backup_configuration.location", "eu")), ["backup eu google-public @ EU"]);
    assert_eq!(base(Fake::new()), [""; 0]);
}

#[test]
fn records_lead_to_whoever_has_the_host() {
    let of = |of_type: &str, data: Value| {
        let record = Fake::new().text("type", of_type).with("data", data);
        flows(&scaleway_root(vec![("scaleway_domain_record.r", record)]), "scaleway_domain_record.r")
    };
    let text = |text: &str| Value::string(text);
    assert_eq!(
        of("CNAME", text("app.osc-secnum-fr1.scalingo.io.")),
        ["dns app.osc-secnum-fr1.scalingo.io scalingo-osc-secnum-fr1 @ osc-secnum-fr1"]
    );
    assert_eq!(
        of("ALIAS", text("domain.par.clever-cloud.com.")),
        ["dns domain.par.clever-cloud.com clevercloud @ par"]
    );
    assert_eq!(
        of("CNAME", text("host.example.org.")),
        ["dns host.example.org !host host.example.org @ !host host.example.org"]
    );
    // A name of the zone itself leads nowhere else, and text is no host.
    assert_eq!(of("CNAME", text("www")), [""; 0]);
    assert_eq!(of("TXT", text("v=spf1 include:spf.brevo.com -all")), [""; 0]);
    assert_eq!(of("MX", text("10 mx.notion.so."))[0].split(' ').next(), Some("mail"));
    assert_eq!(of("CNAME", Value::Unknown(variable("target"))), ["dns - !var.target @ !var.target"]);
}

#[test]
fn a_database_s_copies_hold_what_it_holds_and_say_where_they_are() {
    let database = "scaleway_rdb_instance.a";
    let reference = || Fake::new().with("instance_id", computed(database));
    let inventory = scaleway_root(vec![
        (database, Fake::new().with("tags", health()).with("backup_same_region", Value::Bool(true))),
        ("scaleway_rdb_snapshot.s", reference().text("region", "nl-ams")),
        ("scaleway_rdb_database.d", reference()),
        ("scaleway_rdb_instance.other", Fake::new()),
    ]);
    assert_eq!(flows(&inventory, database), ["snapshot scaleway_rdb_snapshot.s scaleway-public @ nl-ams"]);
    assert_eq!(level(&inventory, "scaleway_rdb_snapshot.s"), "sante");
    assert_eq!(level(&inventory, "scaleway_rdb_database.d"), "sante");
    assert_eq!(level(&inventory, "scaleway_rdb_instance.other"), "!declare classification");
    let snapshot = inventory.assets.iter().find(|asset| &*asset.address == "scaleway_rdb_snapshot.s").unwrap();
    let way: Vec<_> = snapshot.classification.evidence().iter().map(|one| (one.kind, one.value.as_deref())).collect();
    assert_eq!(way, [(EvidenceKind::Tag, Some("classification=sante")), (EvidenceKind::Reference, Some(database))]);
}

#[test]
fn what_subscribes_to_a_topic_holds_what_the_topic_does() {
    let topic = "aws_sns_topic.a";
    let subscription = Fake::new().with("topic_arn", computed(topic)).text("endpoint", "rssi@gmail.com");
    let resources = vec![
        (topic, Fake::new().with("tags", map(&[("classification", "sante")]))),
        ("aws_sns_topic_subscription.s", subscription),
        ("aws_sns_topic_subscription.other", Fake::new().text("topic_arn", "arn:aws:sns:eu-west-3:1:other")),
    ];
    let inventory = of(&root("hashicorp/aws", Some(Fake::new().text("region", "eu-west-3")), resources));
    assert_eq!(level(&inventory, "aws_sns_topic_subscription.s"), "sante");
    assert_eq!(level(&inventory, "aws_sns_topic_subscription.other"), "!declare classification");
    assert_eq!(flows(&inventory, "aws_sns_topic_subscription.s").len(), 1);
}

#[test]
fn logs_that_a_service_keeps_beside_it_are_where_it_is() {
    let of = |types: Value| {
        let cluster = Fake::new().with("enabled_cluster_log_types", types);
        let provider = Fake::new().text("region", "eu-west-3");
        let inventory = of(&root("hashicorp/aws", Some(provider), vec![("aws_eks_cluster.c", cluster)]));
        let doubts: Vec<_> = inventory.assets[0].flows.iter().map(|flow| flow.doubt.len()).collect();
        (flows(&inventory, "aws_eks_cluster.c"), doubts)
    };
    let here = || vec!["log - aws @ eu-west-3".to_owned()];
    assert_eq!(of(list(&["api", "audit"])), (here(), vec![0]));
    assert_eq!(of(list(&[])), (vec![], vec![]));
    assert_eq!(of(Value::Null), (vec![], vec![]));
    assert_eq!(of(Value::Unknown(variable("types"))), (here(), vec![1]));
}

#[test]
fn what_a_provider_s_own_service_receives_is_at_its_operator() {
    let of = |of_type: &str, block: Fake| {
        let provider = Fake::new().text("region", "eu-west-3");
        flows(&of(&root("hashicorp/aws", Some(provider), vec![(of_type, block)])), of_type)
    };
    let log = |bucket: Value| of("aws_flow_log.f", Fake::new().with("log_destination", bucket));
    assert_eq!(log(Value::Unknown(variable("bucket"))), ["log - aws @ !var.bucket"]);
    let named = ["log arn:aws:s3:::logs aws @ !destination arn:aws:s3:::logs"];
    assert_eq!(log(Value::string("arn:aws:s3:::logs")), named);
    let subscribed = |protocol: &str| {
        let block = Fake::new().text("protocol", protocol).with("endpoint", Value::Unknown(variable("end")));
        of("aws_sns_topic_subscription.s", block)
    };
    assert_eq!(subscribed("sqs"), ["notification - aws @ !var.end"]);
    assert_eq!(subscribed("https"), ["notification - !var.end @ !var.end"]);
}

#[test]
fn charts_are_read_from_their_repository() {
    let of = |repository: &str, chart: &str| {
        let release = Fake::new().text("repository", repository).text("chart", chart);
        flows(&of(&root("hashicorp/helm", None, vec![("helm_release.r", release)])), "helm_release.r")
    };
    let github = ["chart argoproj.github.io github @ !place argoproj.github.io"];
    assert_eq!(of("https://argoproj.github.io/argo-helm", "argo-cd"), github);
    assert_eq!(of("", "oci://ghcr.io/argoproj/argo-helm/argo-cd"), ["chart ghcr.io github @ !place ghcr.io"]);
    let unknown = ["chart charts.example.org !host charts.example.org @ !host charts.example.org"];
    assert_eq!(of("https://charts.example.org", "app"), unknown);
    for own in ["./charts", "../charts", "https://charts.internal", "http://charts", "https://10.0.0.4/charts"] {
        assert_eq!(of(own, "./app"), [""; 0], "{own}");
    }
}

#[test]
fn circles_end_and_the_most_demanding_data_decide() {
    let volume = |source: &str, tags: Option<Value>| {
        let block = Fake::new().with("source_vol_id", computed(source));
        tags.into_iter().fold(block, |block, tags| block.with("metadata", tags))
    };
    let of = |first: Option<Value>, second: Option<Value>| {
        let (a, b, c) = (
            "openstack_blockstorage_volume_v3.a",
            "openstack_blockstorage_volume_v3.b",
            "openstack_blockstorage_volume_v3.c",
        );
        let provider = Fake::new().text("auth_url", "https://auth.cloud.ovh.net/v3/");
        let resources = vec![(a, volume(b, first)), (b, volume(a, second)), (c, volume(b, None))];
        let inventory = of(&root("terraform-provider-openstack/openstack", Some(provider), resources));
        [a, b, c].map(|address| level(&inventory, address))
    };
    let tag = |word: &str| Some(map(&[("classification", word)]));
    assert_eq!(of(None, None), ["!declare classification"; 3]);
    assert_eq!(of(tag("sante"), None), ["sante"; 3]);
    assert_eq!(of(tag("personnelle"), tag("sante")), ["?personnelle|sante", "sante", "sante"]);
    // What a copy denies contradicts what it is a copy of.
    assert_eq!(of(tag("public"), tag("sante")), ["?public|sante", "sante", "sante"]);
    let unknown = Some(Value::object([("classification", Value::Unknown(variable("level")))]));
    assert_eq!(of(unknown, None), ["!var.level"; 3]);
}

#[test]
fn a_long_chain_is_followed_to_its_end() {
    let names: Vec<String> = (0..400).map(|index| format!("openstack_blockstorage_volume_v3.v{index}")).collect();
    let volume = |index: usize| match index.checked_sub(1) {
        None => Fake::new().with("metadata", map(&[("classification", "sante")])),
        Some(before) => Fake::new().with("source_vol_id", computed(&names[before])),
    };
    let provider = Fake::new().text("auth_url", "https://auth.cloud.ovh.net/v3/");
    let resources = names.iter().enumerate().map(|(index, name)| (name.as_str(), volume(index))).collect();
    let inventory = of(&root("terraform-provider-openstack/openstack", Some(provider), resources));
    assert!(inventory.assets.iter().all(|asset| asset.classification.known().is_some()));
    assert!(inventory.assets.iter().all(|asset| asset.classification.evidence().len() < 12));
}

#[test]
fn health_survives_what_is_more_demanding_otherwise() {
    let bucket = |name: &'static str, word: &str| {
        let block = Fake::new().with("tags", map(&[("classification", word)]));
        (name, block.with("logging.target_bucket", computed("aws_s3_bucket.logs")))
    };
    let resources = vec![
        ("aws_s3_bucket.logs", Fake::new()),
        bucket("aws_s3_bucket.a", "sensible"),
        bucket("aws_s3_bucket.b", "sante"),
    ];
    let provider = Fake::new().text("region", "eu-west-3");
    let inventory = of(&root("hashicorp/aws", Some(provider), resources));
    let logs = inventory.assets.iter().find(|asset| &*asset.address == "aws_s3_bucket.logs").unwrap();
    let own = logs.classification.known().unwrap();
    assert_eq!(own.kinds().map(|kind| kind.level).collect::<Vec<_>>(), [Level::Sensitive, Level::Health]);
    assert!(own.is_about_health());
    assert_eq!(flows(&inventory, "aws_s3_bucket.a"), ["log aws_s3_bucket.logs aws @ eu-west-3"]);
}

#[test]
fn variables_of_programs_name_whom_they_call() {
    let of = |entries: &[(&str, &str)]| {
        let block = Fake::new().with("environment_variables", map(entries));
        flows(&scaleway_root(vec![("scaleway_container.c", block)]), "scaleway_container.c")
    };
    assert_eq!(
        of(&[("LLM", "https://user:pass@api.openai.com/v1")]),
        ["endpoint api.openai.com openai @ !place api.openai.com"]
    );
    assert_eq!(of(&[("MISTRAL_API_KEY", "x")]).len(), 1);
    assert_eq!(of(&[("LEVEL", "debug"), ("DATABASE_URL", "postgres://10.0.0.1/db"), ("MAIL", "a@b.org")]), [""; 0]);
    // One's own host may stand behind the name.
    assert_eq!(of(&[("SLACK_TOKEN", "x"), ("SLACK_URL", "")]), [""; 0]);
    let secret = Fake::new().with("environment_variables", map(&[("MISTRAL_API_KEY", "x")]).into_sensitive());
    assert_eq!(flows(&scaleway_root(vec![("scaleway_container.c", secret)]), "scaleway_container.c"), [""; 0]);
}

#[test]
fn regions_paired_regions_and_networks_of_distribution() {
    let azure = |arguments: Fake| {
        let block = arguments.text("location", "France Central");
        let inventory = of(&root("hashicorp/azurerm", None, vec![("azurerm_storage_account.a", block)]));
        flows(&inventory, "azurerm_storage_account.a")
    };
    assert_eq!(
        azure(Fake::new().text("account_replication_type", "GRS")),
        ["replica francesouth azure-public @ francesouth"]
    );
    assert_eq!(azure(Fake::new().text("account_replication_type", "LRS")), [""; 0]);
    let record = Fake::new().text("type", "CNAME").text("value", "app.osc-fr1.scalingo.io");
    let record = record.with("proxied", Value::Bool(true));
    let inventory = of(&root("cloudflare/cloudflare", None, vec![("cloudflare_record.r", record)]));
    assert_eq!(
        flows(&inventory, "cloudflare_record.r"),
        ["cdn - cloudflare @ global", "dns app.osc-fr1.scalingo.io scalingo-osc-fr1 @ osc-fr1"]
    );
    let table = Fake::new().text("replica.region_name", "us-east-1");
    let inventory = of(&root("hashicorp/aws", None, vec![("aws_dynamodb_table.t", table)]));
    assert_eq!(flows(&inventory, "aws_dynamodb_table.t"), ["replica us-east-1 aws @ us-east-1"]);
}
