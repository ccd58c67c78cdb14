//! The data holds together, and says what it should.

use rustc_hash::{FxHashMap, FxHashSet};

use super::*;

fn catalogue() -> &'static Catalogue {
    Catalogue::embedded()
}

fn offers() -> Vec<Entry> {
    read_offers(embedded!("offers.toml")).expect("offers.toml is read").1
}

#[test]
fn every_file_is_read() {
    toml::from_str::<offer::File>(embedded!("offers.toml")).map(|file| file.offer.len()).unwrap();
    assert!(offers().len() >= 28);
    assert!(Providers::parse(embedded!("providers.csv")).unwrap().rows().len() > 130);
    assert!(Regions::parse(embedded!("regions.csv")).unwrap().all().len() > 700);
    assert!(Hosts::parse(embedded!("hosts.csv")).unwrap().rows().len() > 100);
    assert_eq!(Backends::parse(embedded!("backends.csv")).unwrap().all().len(), 20);
    Countries::parse(embedded!("countries.csv")).unwrap();
    Cities::parse(embedded!("cities.csv")).unwrap();
    let types: usize = service::PROVIDERS.iter().map(|(_, csv)| service::parse(csv).unwrap().len()).sum();
    assert!(types > 5_000, "{types}");
}

#[test]
fn every_region_is_somewhere_or_says_that_it_is_not() {
    let regions = Regions::parse(embedded!("regions.csv")).unwrap();
    for region in regions.all() {
        let place = format!("{} {}", region.provider, region.code);
        assert!(!region.source.is_empty(), "{place} has no source");
        assert_eq!(region.countries.is_empty(), region.area != Area::Countries, "{place}");
        let countries: Vec<&Country> = region
            .countries
            .iter()
            .map(|code| catalogue().country(code).unwrap_or_else(|| panic!("{place}: {code}")))
            .collect();
        if region.area == Area::Countries {
            assert_eq!(region.eu, Some(countries.iter().all(|country| country.eu)), "{place}: EU");
            assert_eq!(region.eea, Some(countries.iter().all(|country| country.eea)), "{place}: EEA");
        }
        let known = catalogue().provider_by_key(&region.provider).is_some()
            || catalogue().offers().any(|offer| offer.region_key() == region.provider);
        assert!(known, "{place}: no such provider");
    }
}

#[test]
fn every_host_pattern_matches_its_example_and_none_hides_another() {
    let hosts = Hosts::parse(embedded!("hosts.csv")).unwrap();
    for (position, row) in hosts.rows().iter().enumerate() {
        assert_eq!(hosts.position(&row.example), Some(position), "{} is taken by another row", row.example);
        assert!(row.pattern.starts_with('^') && row.pattern.ends_with('$'), "{} is not anchored", row.pattern);
        assert!(!row.source.is_empty(), "{} has no source", row.example);
        if !row.offer.is_empty() {
            assert!(catalogue().offer(&row.offer).is_some(), "{}: no offer {}", row.example, row.offer);
        }
    }
}

#[test]
fn every_offer_can_be_told_and_is_complete() {
    let mut ids = FxHashSet::default();
    for Entry { offer, rules } in offers() {
        assert!(ids.insert(offer.id.clone()), "{} is there twice", offer.id);
        for rule in &rules {
            if let Some(provider) = &rule.provider {
                assert!(catalogue().provider_by_key(provider).is_some(), "{}: no provider {provider}", offer.id);
            }
        }
        for code in [&offer.operator_country, &offer.owner_country, &offer.third_state_law].into_iter().flatten() {
            assert!(catalogue().country(code).is_some(), "{}: {code}", offer.id);
        }
        let qualification = &offer.secnumcloud;
        assert!(!qualification.evidence.is_empty() && !offer.hds.evidence.is_empty(), "{} has no source", offer.id);
        if let (Some(from), Some(until)) = (qualification.from, qualification.until) {
            assert!(from < until, "{}", offer.id);
        }
    }
}

#[test]
fn every_provider_is_complete() {
    for provider in Providers::parse(embedded!("providers.csv")).unwrap().rows() {
        assert!(!provider.evidence.is_empty(), "{} has no source", provider.source);
        assert!(
            provider.source.contains('/') && provider.source == provider.source.to_lowercase(),
            "{}",
            provider.source
        );
        for region in provider.default_region.iter().chain(&provider.default_zone) {
            assert!(catalogue().region(&provider.key, region).is_some(), "{}: no region {region}", provider.key);
        }
    }
}

#[test]
fn every_row_has_a_source() {
    for (name, text, column) in [
        ("backends.csv", embedded!("backends.csv"), "source"),
        ("brokers.csv", embedded!("brokers.csv"), "source"),
        ("countries.csv", embedded!("countries.csv"), "source"),
        ("cities.csv", embedded!("cities.csv"), "source"),
        ("hosts.csv", embedded!("hosts.csv"), "source"),
        ("measures.csv", embedded!("measures.csv"), "source"),
        ("providers.csv", embedded!("providers.csv"), "evidence"),
        ("recorders.csv", embedded!("recorders.csv"), "source"),
        ("regions.csv", embedded!("regions.csv"), "source"),
        ("services/by_hand.csv", embedded!("services/by_hand.csv"), "reason"),
        ("services/sources.csv", embedded!("services/sources.csv"), "source"),
    ] {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let position = reader.headers().unwrap().iter().position(|header| header == column);
        let position = position.unwrap_or_else(|| panic!("{name} has no column {column}"));
        for record in reader.records() {
            let record = record.unwrap();
            assert!(!record[position].trim().is_empty(), "{name}: {record:?}");
        }
    }
    // The day of all that has none of its own.
    assert!(catalogue().date() > Date::constant(2026, 1, 1));
}

#[test]
fn every_table_of_services_says_which_version_it_is_of() {
    let sources = service::read_tables(embedded!("services/sources.csv")).unwrap();
    let tables: Vec<&str> = service::PROVIDERS.iter().map(|(key, _)| *key).collect();
    let described: Vec<&str> = sources.iter().map(|source| source.provider.as_str()).collect();
    assert_eq!(tables, described);
    for key in tables {
        // The types of AzAPI are of the same cloud as those of AzureRM, under a name of their own.
        let known = catalogue().provider_by_key(key).or_else(|| catalogue().provider(&format!("azure/{key}")));
        assert!(known.is_some(), "{key}: no such provider");
    }
}

#[test]
fn no_code_of_a_region_stands_for_two_places() {
    let mut known: FxHashMap<(String, String), Vec<String>> = FxHashMap::default();
    for region in Regions::parse(embedded!("regions.csv")).unwrap().all() {
        let key = (region.provider.clone(), region.code.to_lowercase());
        let before = known.entry(key).or_insert_with(|| region.countries.clone());
        assert_eq!(*before, region.countries, "{} {}", region.provider, region.code);
    }
    // The file has no row that another one hides.
    let mut rows = FxHashSet::default();
    for record in csv::Reader::from_reader(embedded!("regions.csv").as_bytes()).records() {
        let record = record.unwrap();
        assert!(rows.insert((record[0].to_owned(), record[1].to_owned())), "{record:?} is there twice");
    }
}

#[test]
fn no_offer_is_an_orphan_or_hidden_by_another() {
    let regions = Regions::parse(embedded!("regions.csv")).unwrap();
    let reached: FxHashSet<String> = regions
        .all()
        .into_iter()
        .filter_map(|region| {
            let query =
                OfferQuery { provider: Some(&region.provider), region: Some(&region.code), ..OfferQuery::default() };
            match catalogue().resolve_offer(&query) {
                OfferMatch::One(offer) => Some(offer.id.clone()),
                _ => None,
            }
        })
        .collect();
    let hosts = Hosts::parse(embedded!("hosts.csv")).unwrap();
    let of_hosts: FxHashSet<&str> = hosts.rows().iter().map(|row| row.offer.as_str()).collect();
    for Entry { offer, rules } in offers() {
        assert!(!rules.is_empty() || of_hosts.contains(offer.id.as_str()), "{} cannot be reached", offer.id);
        let told_by_region =
            rules.iter().any(|rule| rule.is_of_region() && rule.provider.as_deref() != Some("openstack"));
        assert!(!told_by_region || reached.contains(&offer.id), "no region of the table tells {}", offer.id);
    }
}

#[test]
fn every_region_and_cloud_that_is_named_is_in_the_table() {
    let has_regions =
        |key: &str| Regions::parse(embedded!("regions.csv")).unwrap().all().iter().any(|region| region.provider == key);
    for row in Hosts::parse(embedded!("hosts.csv")).unwrap().rows() {
        let found = catalogue().host(&row.example).unwrap_or_else(|| panic!("{}", row.example));
        if let (Some(key), Some(written)) = (&found.provider, &found.written)
            && has_regions(key)
        {
            assert!(found.region.is_some(), "{}: no region {written} of {key}", row.example);
        }
    }
    for key in ["aiven", "mongodbatlas", "confluent", "ec", "hcp"] {
        for broker in catalogue().brokers(key) {
            assert!(catalogue().provider_by_key(&broker.provider).is_some(), "{key}");
            assert!(broker.clouds.iter().all(|(_, cloud)| has_regions(cloud)), "{broker:?}");
        }
    }
    assert_eq!(catalogue().tables.brokers().len(), 9);
    for (key, csv) in service::PROVIDERS {
        let mut types: Vec<(String, Service)> = service::parse(csv).unwrap().into_iter().collect();
        types.sort_by(|one, other| one.0.cmp(&other.0));
        for (of_type, service) in types {
            if let LocationDefault::Constant(region) = &service.location_default {
                let known = region == "global" || catalogue().region(key, region).is_some();
                assert!(known, "{of_type}: no region {region}");
            }
            assert!(CATEGORIES.contains(&service.category.as_str()), "{of_type}: {}", service.category);
        }
    }
}

#[test]
fn every_limit_of_a_qualification_is_about_something() {
    let types: Vec<String> =
        service::PROVIDERS.iter().flat_map(|(_, csv)| service::parse(csv).unwrap().into_keys()).collect();
    for Entry { offer, .. } in offers() {
        for limit in &offer.limits {
            let concerned = types.iter().any(|of_type| {
                let query = OfferQuery { resource_type: Some(of_type), ..OfferQuery::default() };
                limit.concerns(&query) != Some(false)
            });
            assert!(concerned && !limit.reason.is_empty(), "{}: {}", offer.id, limit.reason);
        }
    }
}

#[test]
fn every_table_of_services_has_its_columns() {
    for (key, csv) in service::PROVIDERS {
        let header: Vec<&str> = csv.lines().next().unwrap_or_default().split(',').collect();
        for (name, position) in service::COLUMNS {
            assert_eq!(header.get(position), Some(&name), "{key}");
        }
        assert!(service::parse(csv).unwrap().keys().all(|name| name.split('_').next() == Some(key)), "{key}");
    }
}

#[test]
fn providers_are_known_by_whole_addresses() {
    let key = |source: &str| catalogue().provider(source).map(|provider| provider.key.as_str());
    for (source, expected) in [
        ("hashicorp/aws", Some("aws")),
        ("registry.opentofu.org/Scaleway/scaleway", Some("scaleway")),
        // The address that is left out, and the registry's former namespaces.
        ("hashicorp/scaleway", Some("scaleway")),
        ("terraform-providers/random", Some("random")),
        ("hashicorp/terraform", Some("terraform")),
        ("terraform.io/builtin/terraform", Some("terraform")),
        // Copies in a registry of one's own.
        ("registry.corp.example/hashicorp/aws", Some("aws")),
        ("registry.corp.example/hashicorp/local", None),
        // Others that bear the same name.
        ("corp.example/cloudcorp/local", None),
        ("cloudcorp/http", None),
        ("cloudcorp/outscale", None),
    ] {
        assert_eq!(key(source), expected, "{source}");
    }
}

#[test]
fn regions_are_looked_up_by_provider() {
    let country = |provider: &str, written: &str| {
        catalogue().region(provider, written).map(|region| region.countries.join("+")).unwrap_or_default()
    };
    let facts = [
        ("aws", "eu-west-2", "GB"),
        ("aws", "eu-west-3a", "FR"),
        ("aws", "eu-central-2", "CH"),
        ("outscale", "eu-west-2", "FR"),
        ("outscale", "cloudgouv-eu-west-1a", "FR"),
        ("scaleway", "fr-par", "FR"),
        ("scaleway", "nl-ams-1", "NL"),
        ("azurerm", "France Central", "FR"),
        ("azurerm", "francecentral", "FR"),
        ("azurerm", "North Europe", "IE"),
        ("google", "europe-west9-b", "FR"),
        ("google", "US", "US"),
        ("google", "u-france-east1", "FR"),
        ("ovh", "GRA11", "FR"),
        ("ovh", "gra", "FR"),
        ("ovh", "eu-west-gra", "FR"),
        ("ovh", "EU-WEST-PAR", "FR"),
        ("ovh", "EU-WEST-LZ-MRS-A", "FR"),
        ("ovh", "DE1", "DE"),
        ("hcloud", "fsn1-dc14", "DE"),
        ("scalingo", "osc-secnum-fr1", "FR"),
        ("aws", "eu-west-99", ""),
        ("aws", "fr-par", ""),
        ("scaleway", "fr-lyo", ""),
    ];
    for (provider, written, expected) in facts {
        assert_eq!(country(provider, written), expected, "{provider} {written}");
    }
}

#[test]
fn offers_are_told_by_provider_region_and_host() {
    let query = |provider, region| OfferQuery { provider: Some(provider), region, ..OfferQuery::default() };
    let one = |query: OfferQuery<'_>| match catalogue().resolve_offer(&query) {
        OfferMatch::One(offer) => offer.id.clone(),
        OfferMatch::Ambiguous(offers) => format!("{} possible", offers.len()),
        OfferMatch::Declared(_) => "declared".to_owned(),
        OfferMatch::Unknown => "unknown".to_owned(),
    };
    assert_eq!(one(query("outscale", Some("cloudgouv-eu-west-1"))), "outscale-cloudgouv");
    assert_eq!(one(query("outscale", Some("eu-west-2"))), "outscale-public");
    assert_eq!(one(query("outscale", None)), "2 possible");
    assert_eq!(one(query("scalingo", None)), "2 possible");
    assert_eq!(one(query("scaleway", None)), "scaleway-public");
    assert_eq!(one(query("aws", Some("eusc-de-east-1"))), "aws-eusc");
    assert_eq!(one(query("aws", None)), "aws");
    assert_eq!(one(query("vsphere", None)), "declared");
    assert_eq!(one(query("openstack", None)), "declared");
    assert_eq!(one(query("hcloud", Some("fsn1"))), "hcloud");
    assert_eq!(one(query("datadog", None)), "datadog");
    assert_eq!(one(query("kubernetes", None)), "declared");
    assert_eq!(one(query("grafana", None)), "declared");
    let of_type = |of_type: &'static str| OfferQuery { resource_type: Some(of_type), ..query("grafana", None) };
    assert_eq!(one(of_type("grafana_cloud_access_policy")), "grafana-cloud");
    assert_eq!(one(of_type("grafana_dashboard")), "declared");
    assert_eq!(one(query("vault", None)), "unknown");
    assert_eq!(
        one(OfferQuery { resource_type: Some("ovh_cloud_project_kube"), ..query("ovh", None) }),
        "ovh-public-cloud"
    );
    assert_eq!(one(OfferQuery { universe_domain: Some("s3nsapis.fr"), ..query("google", None) }), "s3ns-premi3ns");
    assert_eq!(
        one(OfferQuery { host: Some("https://auth.cloud.ovh.net/v3/"), ..query("openstack", None) }),
        "ovh-public-cloud"
    );
    assert_eq!(
        one(OfferQuery { host: Some("s3.fr-par.scw.cloud"), ..query("aws", Some("us-east-1")) }),
        "scaleway-public"
    );
    assert_eq!(one(OfferQuery { host: Some("minio.example.test"), ..query("aws", Some("us-east-1")) }), "unknown");
    assert_eq!(
        one(OfferQuery { host: Some("api.cloudgouv-eu-west-1.outscale.com"), ..OfferQuery::default() }),
        "outscale-cloudgouv"
    );
    assert_eq!(one(OfferQuery { host: Some("app.terraform.io"), ..OfferQuery::default() }), "tfe");
}

#[test]
fn qualifications_have_a_first_and_a_last_day() {
    let outscale = catalogue().offer("outscale-cloudgouv").unwrap();
    let on = |day: &str| outscale.secnumcloud.state_on(day.parse().unwrap());
    assert_eq!(on("2023-11-29"), QualificationState::Future);
    assert_eq!(on("2023-11-30"), QualificationState::Valid);
    assert_eq!(on("2026-11-30"), QualificationState::Expiring);
    assert_eq!(on("2026-12-01"), QualificationState::Expired);
}

#[test]
fn services_say_where_their_facts_are_written() {
    let bucket = catalogue().service("scaleway_object_bucket").unwrap();
    assert!(bucket.holds_data && bucket.judged);
    assert_eq!(bucket.tags, [("tags".to_owned(), TagShape::Map)]);
    let dataset = catalogue().service("google_bigquery_dataset").unwrap();
    assert_eq!(dataset.location_default, LocationDefault::Constant("US".to_owned()));
    let vm = catalogue().service("outscale_vm").unwrap();
    assert!(vm.tags.contains(&("tags".to_owned(), TagShape::KeyValue)), "{:?}", vm.tags);
    assert!(catalogue().service("aws_iam_role").is_some_and(|role| role.location_default == LocationDefault::Global));
    assert!(catalogue().service("aws_no_such_thing").is_none());
}

#[test]
fn what_names_hide_was_judged_after_the_documentation() {
    // A name tells neither that a workstation has a disk, nor that a global cluster is but a link between clusters.
    for (of_type, holds_data) in [
        ("aws_bedrockagentcore_memory", true),
        ("aws_docdb_global_cluster", false),
        ("aws_glue_catalog_table", false),
        ("aws_location_tracker", true),
        ("aws_transfer_server", false),
        ("azurerm_active_directory_domain_service_replica_set", true),
        ("azurerm_sentinel_watchlist_item", true),
        ("clevercloud_addon", true),
        ("cloudflare_stream_caption_language", true),
        ("google_biglake_table", false),
        ("google_compute_node_group", false),
        ("google_managed_kafka_connector", false),
        ("google_secure_source_manager_repository", true),
        ("google_storage_anywhere_cache", true),
        ("google_workstations_workstation", true),
    ] {
        let service = catalogue().service(of_type).unwrap();
        assert_eq!((service.holds_data, service.judged), (holds_data, true), "{of_type}");
    }
    // What Google administers of other clouds and of machine rooms is not where Google administers it.
    let cluster = catalogue().service("google_container_aws_cluster").unwrap();
    assert_eq!(cluster.locations, ["aws_region"]);
    let nodes = catalogue().service("google_container_aws_node_pool").unwrap();
    assert_eq!((nodes.locations.len(), &nodes.location_default), (0, &LocationDefault::Parent));
}

#[test]
fn every_flow_is_of_a_known_argument_or_says_that_it_is_not() {
    let flows = Flows::parse(embedded!("flows.csv")).unwrap();
    let mut seen = FxHashSet::default();
    for (of_type, flow) in flows.all() {
        let place = format!("{of_type} {}", flow.argument);
        assert!(
            seen.insert((of_type, &flow.argument, flow.kind, format!("{:?}{:?}", flow.reading, flow.conditions))),
            "{place} twice"
        );
        let sourced = flow.source.split(';').map(str::trim).filter(|part| !part.is_empty()).count() > 1;
        assert!(sourced, "{place} has no source or no date");
        // A switch that nothing turns says nothing; what goes there by itself must say where.
        let switched = matches!(flow.reading, FlowReading::Switch | FlowReading::Given | FlowReading::Always);
        let told = flow.reading == FlowReading::Always || flow.toward != FlowToward::Written;
        assert!(!switched || told, "{place} does not say where");
        let has_values = flow.conditions.iter().any(|condition| matches!(condition, FlowCondition::Value(_)));
        assert_eq!(flow.reading == FlowReading::Switch, has_values, "{place}: values are those of a switch");
        match &flow.toward {
            FlowToward::Host(host) => assert!(catalogue().destination(host).is_some(), "{place}: {host}"),
            FlowToward::Offer(id) => assert!(catalogue().offer(id).is_some(), "{place}: {id}"),
            _ => {}
        }
    }
    assert!(seen.len() > 300, "{}", seen.len());
}

#[test]
fn every_destination_is_somebody_s() {
    let destinations = Destinations::parse(embedded!("destinations.csv")).unwrap();
    let (mut keys, mut hosts, mut variables) = (FxHashSet::default(), FxHashSet::default(), FxHashSet::default());
    for row in destinations.rows() {
        assert!(keys.insert(&row.key), "{} twice", row.key);
        assert!(!row.source.is_empty(), "{} has no source", row.key);
        match row.offer.as_str() {
            "" => {
                assert!(!row.operator.is_empty(), "{} has no operator", row.key);
                assert!(catalogue().country(&row.operator_country).is_some(), "{}: {}", row.key, row.operator_country);
            }
            id => assert!(catalogue().offer(id).is_some(), "{}: no offer {id}", row.key),
        }
        for code in row.countries.split('+').filter(|code| !code.is_empty()) {
            assert!(catalogue().country(code).is_some(), "{}: {code}", row.key);
        }
        if !row.provider.is_empty() {
            assert!(catalogue().provider_by_key(&row.provider).is_some(), "{}: {}", row.key, row.provider);
        }
        for host in row.hosts.split_whitespace() {
            assert!(hosts.insert(host), "{host} is of two rows");
        }
        for name in row.variables.split_whitespace() {
            assert!(variables.insert(name), "{name} is of two rows");
        }
    }
}

#[test]
fn hosts_lead_to_whoever_has_the_longest_end_of_them() {
    let of = |host: &str| {
        let found = catalogue().destination(host)?;
        let offer = found.offer.map_or("-".to_owned(), |offer| offer.id.clone());
        Some(format!("{offer} {}", found.region.map_or("-".to_owned(), |region| region.code.clone())))
    };
    let table = [
        ("app.osc-secnum-fr1.scalingo.io", Some("scalingo-osc-secnum-fr1 osc-secnum-fr1")),
        ("app.osc-fr1.scalingo.io.", Some("scalingo-osc-fr1 osc-fr1")),
        ("domain.par.clever-cloud.com", Some("clevercloud par")),
        ("ns.functions.fnc.fr-par.scw.cloud", Some("scaleway-public fr-par")),
        ("site.svc.edge.scw.cloud", Some("scaleway-public -")),
        ("GHCR.io", Some("github -")),
        ("europe-west9-docker.pkg.dev", Some("google-public europe-west9")),
        ("123456789012.dkr.ecr.eu-west-3.amazonaws.com", Some("aws eu-west-3")),
        ("notion.site", Some("notion -")),
        ("mon-site.gouv.fr", None),
        ("io", None),
        ("notghcr.io", None),
    ];
    for (host, expected) in table {
        assert_eq!(of(host).as_deref(), expected, "{host}");
    }
    let resolver = |text: &str| catalogue().destination_at(text.parse().unwrap()).map(|found| found.operator);
    assert!(resolver("8.8.8.8").is_some_and(|operator| operator.contains("Google")));
    assert_eq!(resolver("192.0.2.1"), None);
    let variable = |name: &str| catalogue().destination_of_variable(name).map(|found| found.operator);
    assert_eq!(variable("MISTRAL_API_KEY").as_deref(), Some("Mistral AI SAS"));
    assert_eq!(variable("NEXT_PUBLIC_CRISP_WEBSITE_ID").as_deref(), Some("Crisp IM SAS"));
    assert_eq!(variable("SENTRY_DSN"), None);
    assert_eq!(variable("DATABASE_URL"), None);
}

#[test]
fn hosts_tell_the_region_of_a_service_and_names_of_variables_do_not() {
    let places = |found: Option<super::Destination>| found.map(|found| found.countries.join("+"));
    for (host, countries) in [
        ("o1.ingest.de.sentry.io", "DE"),
        ("o1.ingest.sentry.io", "US"),
        ("http-intake.logs.datadoghq.eu", "DE"),
        ("http-intake.logs.us5.datadoghq.com", "US"),
        ("log-api.eu.newrelic.com", ""),
        ("demarches.eu.auth0.com", ""),
        ("client.relay.crisp.chat", "NL+DE"),
    ] {
        assert_eq!(places(catalogue().destination(host)).as_deref(), Some(countries), "{host}");
    }
    for name in ["DATADOG_API_KEY", "MAILGUN_API_KEY", "NEW_RELIC_LICENSE_KEY"] {
        assert_eq!(places(catalogue().destination_of_variable(name)).as_deref(), Some(""), "{name}");
    }
}

#[test]
fn measures_are_of_types_that_are_known() {
    let measures = super::measure::Measures::parse(embedded!("measures.csv")).unwrap();
    for of_type in measures.types() {
        assert!(Catalogue::embedded().service(of_type).is_some(), "{of_type}");
    }
}

#[test]
fn recorders_and_what_they_record_are_of_types_that_are_known() {
    let recorders = super::recorder::parse(embedded!("recorders.csv")).unwrap();
    assert!(recorders.len() > 5);
    for recorder in recorders {
        for of_type in recorder.types().iter().chain([&recorder.resource_type]) {
            assert!(Catalogue::embedded().service(of_type).is_some(), "{of_type}");
            assert!(of_type.starts_with(&recorder.provider), "{of_type} of {}", recorder.provider);
        }
    }
}
