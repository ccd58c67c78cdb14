//! Whole root modules: who operates what, and where.

mod chosen;
mod evaluated;
mod flows;
mod planned;
mod recording;
mod states;

use std::sync::Arc;

use super::fake::{Fake, list, map, one_of, span, variable};

use super::view::{BackendView, InstanceView, ProviderView, RootView};
use super::{
    Asset, Binding, Classification, Configuration, Declarations, Environment, Evidence, EvidenceKind, Fact, Level,
    RootInventory, Subject, assess,
};
use crate::catalogue::Catalogue;
use crate::evaluation::{Cause, CauseKind, Unknown, Value};

/// A root module with one provider configuration.
pub(super) fn root(source: &str, provider: Option<Fake>, resources: Vec<(&str, Fake)>) -> RootView<'static> {
    let name = source.rsplit('/').next().unwrap_or(source);
    let provider = ProviderView {
        unseen: None,
        name: name.into(),
        source: source.into(),
        alias: None,
        span: provider.as_ref().map(|_| span(800)),
        block: provider.map(Fake::boxed),
    };
    let instances = resources.into_iter().map(|(address, block)| instance(address, 0, block)).collect();
    RootView {
        directory: "".into(),
        providers: vec![provider],
        instances,
        backend: None,
        remote_states: Vec::new(),
        workspace: None,
        run: None,
        variable_files: Vec::new(),
    }
}

fn instance(address: &str, provider: usize, block: Fake) -> InstanceView<'static> {
    let of_type = address.split('.').find(|part| part.contains('_')).unwrap_or(address);
    InstanceView {
        id: None,
        address: address.into(),
        of_type: of_type.into(),
        span: span(700),
        file: "main.tf".into(),
        calls: Arc::default(),
        provider,
        block: block.boxed(),
    }
}

/// An attribute that is known after apply.
pub(super) fn computed(address: &str) -> Value {
    Value::Unknown(Unknown::new(Cause::at(CauseKind::Computed(address.into(), "id".into()), span(600))))
}

#[derive(Default)]
struct Declared {
    binding: Option<(&'static str, &'static str)>,
    level: Option<Level>,
    environment: Option<Environment>,
}

fn declaration() -> Vec<Evidence> {
    vec![Evidence { kind: EvidenceKind::Declaration, span: Some(span(500)), value: None, trace: Vec::new() }]
}

impl Declarations for Declared {
    fn classification(&self, _: Subject<'_>) -> Option<Fact<Classification>> {
        let level = self.level?;
        Some(Fact::established(Classification::of_level(level), declaration()))
    }
    fn environment(&self, _: Subject<'_>) -> Option<Fact<Environment>> {
        Some(Fact::established(self.environment?, declaration()))
    }
    fn service(&self, _: Subject<'_>) -> Option<Arc<str>> {
        None
    }
    fn binding(&self, _: Configuration<'_>) -> Option<Binding> {
        let (offer, region) = self.binding?;
        let region = (!region.is_empty()).then(|| Arc::from(region));
        Some(Binding { offer: Some(offer.into()), region, hds: None, span: span(501) })
    }
}

pub(super) fn of(root: &RootView<'_>) -> RootInventory {
    with(&Declared::default(), root)
}

fn with(declared: &Declared, root: &RootView<'_>) -> RootInventory {
    assess(Catalogue::embedded(), declared, root)
}

fn cause_in_short(cause: &Cause) -> String {
    match &cause.kind {
        CauseKind::VariableWithoutValue(name) => format!("var.{name}"),
        CauseKind::Environment(name) | CauseKind::NotWritten(name) => name.to_string(),
        CauseKind::Profile(_, file) => (*file).to_owned(),
        CauseKind::NotInCatalogue(what, name) => format!("{what} {name}"),
        CauseKind::NotDeclared(what) => format!("declare {what}"),
        CauseKind::Contradiction(one, other) => format!("{one}/{other}"),
        CauseKind::BackendConfiguration(_) => "-backend-config".into(),
        CauseKind::LocalBackend => "local backend".into(),
        CauseKind::DataSource(address) => address.to_string(),
        other => format!("{other:?}"),
    }
}

fn fact_in_short<T>(fact: &Fact<T>, name: impl Fn(&T) -> String) -> String {
    match fact {
        Fact::Known { value, .. } => name(value),
        Fact::Unknown { causes, candidates, .. } if candidates.is_empty() => {
            format!("!{}", cause_in_short(&causes[0]))
        }
        Fact::Unknown { candidates, .. } => format!("?{}", candidates.iter().map(name).collect::<Vec<_>>().join("|")),
    }
}

/// `offer @ region CC`.
fn in_short(asset: &Asset) -> String {
    let offer = fact_in_short(&asset.offer, |offer| offer.id.clone());
    let place = fact_in_short(&asset.placement, |place| {
        [vec![place.region.code.clone()], place.region.countries.clone()].concat().join(" ")
    });
    format!("{offer} @ {place}")
}

fn first(inventory: &RootInventory) -> String {
    in_short(&inventory.assets[0])
}

/// One resource of `of_type` with `arguments`, in a provider configured by `provider`.
fn one(source: &str, provider: Option<Fake>, of_type: &str, arguments: Fake) -> String {
    let address = format!("{of_type}.main");
    first(&of(&root(source, provider, vec![(&address, arguments)])))
}

#[test]
fn scaleway() {
    let source = "scaleway/scaleway";
    let of = |provider: Option<Fake>, of_type: &str, arguments: Fake| one(source, provider, of_type, arguments);
    let none = Fake::new;
    assert_eq!(of(None, "scaleway_rdb_instance", none()), "scaleway-public @ fr-par FR");
    assert_eq!(of(Some(none()), "scaleway_rdb_instance", none()), "scaleway-public @ fr-par FR");
    let region = |region: &str| Some(none().text("region", region));
    assert_eq!(of(region("nl-ams"), "scaleway_rdb_instance", none()), "scaleway-public @ nl-ams NL");
    // A zone does not follow the region of the provider: its default is fr-par-1, whatever the region.
    let server = of(region("nl-ams"), "scaleway_instance_server", none());
    assert_eq!(server, "scaleway-public @ fr-par-1 FR");
    let server = of(None, "scaleway_instance_server", none().text("zone", "pl-waw-2"));
    assert!(server.starts_with("scaleway-public @ pl-waw") && server.ends_with(" PL"), "{server}");
    assert_eq!(of(region("atlantis"), "scaleway_rdb_instance", none()), "scaleway-public @ !region atlantis");
    let unknown = Some(none().with("region", Value::Unknown(variable("scw_region"))));
    assert_eq!(of(unknown, "scaleway_rdb_instance", none()), "scaleway-public @ !var.scw_region");
    let either = Some(none().with("region", one_of(&["fr-par", "nl-ams"])));
    assert_eq!(of(either, "scaleway_rdb_instance", none()), "scaleway-public @ ?fr-par FR|nl-ams NL");
    let elsewhere = Some(none().text("api_url", "https://api.example.org"));
    let host = "!host api.example.org";
    assert_eq!(of(elsewhere, "scaleway_rdb_instance", none()), format!("{host} @ {host}"));
    let usual = Some(none().text("api_url", "https://api.scaleway.com"));
    assert_eq!(of(usual, "scaleway_rdb_instance", none()), "scaleway-public @ fr-par FR");
    // The profile is a file of the workstation.
    let profile = Some(none().text("profile", "nl"));
    assert_eq!(of(profile, "scaleway_rdb_instance", none()), "scaleway-public @ !~/.config/scw/config.yaml");
}

#[test]
fn children_are_where_their_parents_are() {
    let server = Fake::new().text("region", "nl-ams").with("tags", list(&["classification=sante", "env=prod"]));
    let inventory = of(&root(
        "scaleway/scaleway",
        None,
        vec![
            ("scaleway_container_namespace.main", server),
            (
                "scaleway_container.main",
                Fake::new().with("namespace_id", computed("scaleway_container_namespace.main")),
            ),
        ],
    ));
    assert_eq!(inventory.assets.len(), 2);
    let disk = of(&root(
        "hashicorp/azurerm",
        None,
        vec![
            (
                "azurerm_storage_account.a",
                Fake::new().text("location", "West Europe").with("tags", map(&[("DataClassification", "personal")])),
            ),
            (
                "azurerm_storage_container.c",
                Fake::new().with("storage_account_id", computed("azurerm_storage_account.a")),
            ),
            (
                "azurerm_storage_container.other",
                Fake::new().with(
                    "storage_account_id",
                    Value::unknown(Cause::at(
                        CauseKind::DataSource("data.azurerm_storage_account.x".into()),
                        span(601),
                    )),
                ),
            ),
        ],
    ));
    let container = &disk.assets[1];
    assert_eq!(in_short(container), "azure-public @ westeurope NL");
    assert_eq!(container.classification.known().map(|value| value.level), Some(Level::Personal));
    assert!(container.placement.evidence().iter().any(|evidence| evidence.kind == EvidenceKind::Reference));
    assert_eq!(in_short(&disk.assets[2]), "azure-public @ !data.azurerm_storage_account.x");
}

#[test]
fn ovh() {
    let of = |provider: Option<Fake>, of_type: &str, arguments: Fake| one("ovh/ovh", provider, of_type, arguments);
    let region = |region: &str| Fake::new().text("region", region);
    let eu = || Some(Fake::new().text("endpoint", "ovh-eu"));
    assert_eq!(of(eu(), "ovh_cloud_project_kube", region("DE1")), "ovh-public-cloud @ DE1 DE");
    assert!(of(eu(), "ovh_cloud_project_kube", region("GRA11")).ends_with(" FR"));
    let nodes = Fake::new().text("nodes.region", "GRA").text("nodes.region", "DE");
    assert!(of(eu(), "ovh_cloud_project_database", nodes).ends_with(" DE FR"));
    let us = Some(Fake::new().text("endpoint", "ovh-us"));
    assert!(!of(us, "ovh_cloud_project_kube", region("GRA11")).starts_with("ovh-public-cloud @"));
    let ordered = Fake::new()
        .with("plan.configuration", map(&[("label", "dedicated_os"), ("value", "none_64.en")]))
        .with("plan.configuration", map(&[("label", "dedicated_datacenter"), ("value", "bhs")]));
    assert!(of(eu(), "ovh_dedicated_server", ordered).ends_with(" CA"));
}

#[test]
fn openstack() {
    let source = "terraform-provider-openstack/openstack";
    let of = |provider: Fake| one(source, Some(provider), "openstack_compute_instance_v2", Fake::new());
    let at = |url: &str, region: &str| Fake::new().text("auth_url", url).text("region", region);
    assert!(of(at("https://auth.cloud.ovh.net/v3/", "GRA11")).starts_with("ovh-public-cloud @ GRA"));
    assert!(of(at("https://auth.cloud.ovh.net/v3/", "GRA11")).ends_with(" FR"));
    // Their regions are not public; all of them are in France.
    assert_eq!(of(at("https://keystone.dgfip.finances.rie.gouv.fr:5000/v3", "idf1")), "nubo @ FR FR");
    assert_eq!(of(at("https://keystone.interieur.rie.gouv.fr/v3", "idf1")), "pi @ FR FR");
    assert_eq!(of(Fake::new()), "!OS_AUTH_URL @ !OS_AUTH_URL");
    assert_eq!(of(Fake::new().text("cloud", "nubo")), "!clouds.yaml @ !clouds.yaml");
    let unknown = Fake::new().with("auth_url", Value::Unknown(variable("auth_url"))).text("region", "GRA11");
    assert_eq!(of(unknown), "!var.auth_url @ !var.auth_url");
    assert_eq!(
        of(at("https://keystone.example.org", "GRA11")),
        "!host keystone.example.org @ !host keystone.example.org"
    );
}

#[test]
fn declared_bindings_settle_and_contradict() {
    let view = |block: Option<Fake>| {
        let server = ("openstack_compute_instance_v2.main", Fake::new());
        root("terraform-provider-openstack/openstack", block, vec![server])
    };
    let declared = |offer, region| Declared { binding: Some((offer, region)), ..Declared::default() };
    assert_eq!(first(&with(&declared("nubo", ""), &view(None))), "nubo @ FR FR");
    assert_eq!(first(&with(&declared("ovh-bare-metal-pod", "FR"), &view(None))), "ovh-bare-metal-pod @ FR FR");
    assert_eq!(first(&with(&declared("ovh-public-cloud", "GRA"), &view(None))), "ovh-public-cloud @ GRA FR");
    // With the offer declared, the region that is written can be read; a declared one does not replace it.
    let germany = Some(Fake::new().text("region", "DE1"));
    assert_eq!(first(&with(&declared("ovh-public-cloud", "GRA"), &view(germany))), "ovh-public-cloud @ DE1 DE");
    let ovh = || Some(Fake::new().text("auth_url", "https://auth.cloud.ovh.net/v3"));
    assert!(first(&with(&declared("ovh-public-cloud", ""), &view(ovh()))).starts_with("ovh-public-cloud @ "));
    assert!(first(&with(&declared("nubo", ""), &view(ovh()))).starts_with("?ovh-public-cloud|nubo @ "));
}

#[test]
fn outscale() {
    let of = |provider: Option<Fake>| one("outscale/outscale", provider, "outscale_vm", Fake::new());
    let text = |path, region: &str| Some(Fake::new().text(path, region));
    assert_eq!(of(text("api.region", "cloudgouv-eu-west-1")), "outscale-cloudgouv @ cloudgouv-eu-west-1 FR");
    // Paris here, London at AWS.
    assert_eq!(of(text("api.region", "eu-west-2")), "outscale-public @ eu-west-2 FR");
    assert_eq!(of(text("region", "eu-west-2")), "outscale-public @ eu-west-2 FR");
    let host = text("api.endpoint", "https://api.cloudgouv-eu-west-1.outscale.com/api/v1");
    assert_eq!(of(host), "outscale-cloudgouv @ cloudgouv-eu-west-1 FR");
    let unset = of(None);
    assert!(unset.ends_with(" @ !OSC_REGION") && unset.contains("outscale-cloudgouv|outscale-public"), "{unset}");
    let subregion = Fake::new().text("placement_subregion_name", "eu-west-2a");
    let placed = one("outscale/outscale", None, "outscale_vm", subregion);
    assert!(placed.starts_with("outscale-public @ eu-west-2") && placed.ends_with(" FR"), "{placed}");
}

#[test]
fn aws() {
    let of =
        |provider: Option<Fake>, of_type: &str, arguments: Fake| one("hashicorp/aws", provider, of_type, arguments);
    let region = |region: &str| Fake::new().text("region", region);
    let paris = || Some(region("eu-west-3"));
    assert_eq!(of(paris(), "aws_db_instance", Fake::new()), "aws @ eu-west-3 FR");
    assert_eq!(of(paris(), "aws_db_instance", region("us-east-1")), "aws @ us-east-1 US");
    let zone = Fake::new().text("availability_zone", "eu-west-2a");
    let placed = of(paris(), "aws_ebs_volume", zone);
    assert!(placed.starts_with("aws @ eu-west-2") && placed.ends_with(" GB"), "{placed}");
    assert_eq!(of(None, "aws_db_instance", Fake::new()), "aws @ !AWS_REGION");
    assert_eq!(of(Some(region("eusc-de-east-1")), "aws_db_instance", Fake::new()), "aws-eusc @ eusc-de-east-1 DE");
    assert_eq!(of(paris(), "aws_iam_role", Fake::new()), "aws @ global");
    // A type that the catalogue does not have is still AWS's, where the provider is.
    assert_eq!(of(paris(), "aws_brand_new_store", Fake::new()), "aws @ eu-west-3 FR");
}

#[test]
fn a_custom_endpoint_beats_provider_and_region() {
    let scaleway = || region_and_s3("us-east-1", "https://s3.fr-par.scw.cloud");
    let of = |provider: Fake, of_type: &str| one("hashicorp/aws", Some(provider), of_type, Fake::new());
    assert_eq!(of(scaleway(), "aws_s3_bucket"), "scaleway-public @ fr-par FR");
    // Only the services that have an endpoint go there.
    assert_eq!(of(scaleway(), "aws_instance"), "aws @ us-east-1 US");
    assert_eq!(of(region_and_s3("us-east-1", "s3.fr-par.scw.cloud"), "aws_s3_bucket"), "scaleway-public @ fr-par FR");
    let ovh = of(region_and_s3("gra", "https://s3.gra.io.cloud.ovh.net/"), "aws_s3_bucket");
    assert!(ovh.starts_with("ovh-public-cloud @ ") && ovh.ends_with(" FR"), "{ovh}");
    let local = of(region_and_s3("us-east-1", "http://localhost:4566"), "aws_s3_bucket");
    assert_eq!(local, "!host localhost @ !host localhost");
}

fn region_and_s3(region: &str, endpoint: &str) -> Fake {
    Fake::new().text("region", region).text("endpoints.s3", endpoint)
}

#[test]
fn azurerm() {
    let of = |provider: Option<Fake>, location: Value| {
        one("hashicorp/azurerm", provider, "azurerm_storage_account", Fake::new().with("location", location))
    };
    assert_eq!(of(None, Value::string("France Central")), "azure-public @ francecentral FR");
    assert_eq!(of(None, Value::string("francecentral")), "azure-public @ francecentral FR");
    assert_eq!(of(None, Value::Unknown(variable("location"))), "azure-public @ !var.location");
    assert_eq!(of(None, one_of(&["France Central", "East US"])), "azure-public @ ?francecentral FR|eastus US");
    let bleu = Some(Fake::new().text("metadata_host", "management.sovcloud-api.fr"));
    assert_eq!(of(bleu, Value::string("bleufrancecentral")), "bleu @ bleufrancecentral FR");
    let public = Some(Fake::new().text("environment", "public"));
    assert_eq!(of(public, Value::string("France Central")), "azure-public @ francecentral FR");
    assert_eq!(one("hashicorp/azurerm", None, "azurerm_storage_account", Fake::new()), "azure-public @ !location");
}

#[test]
fn google() {
    let of =
        |provider: Option<Fake>, of_type: &str, arguments: Fake| one("hashicorp/google", provider, of_type, arguments);
    let location = |location: &str| Fake::new().text("location", location);
    assert_eq!(of(None, "google_storage_bucket", location("europe-west9")), "google-public @ europe-west9 FR");
    assert!(of(None, "google_bigquery_dataset", Fake::new()).starts_with("google-public @ US"));
    let paris = || Some(Fake::new().text("region", "europe-west9").text("zone", "europe-west9-a"));
    assert!(of(paris(), "google_compute_disk", Fake::new()).ends_with(" FR"));
    assert_eq!(of(paris(), "google_compute_subnetwork", Fake::new()), "google-public @ europe-west9 FR");
    let s3ns = Some(Fake::new().text("universe_domain", "s3nsapis.fr").text("region", "u-france-east1"));
    assert_eq!(of(s3ns, "google_storage_bucket", location("u-france-east1")), "s3ns-premi3ns @ u-france-east1 FR");
}

#[test]
fn providers_that_have_one_place() {
    let of = |source: &str, provider: Option<Fake>, of_type: &str| one(source, provider, of_type, Fake::new());
    assert_eq!(of("scalingo/scalingo", None, "scalingo_app"), "scalingo-osc-fr1 @ osc-fr1 FR");
    let secnum = Some(Fake::new().text("region", "osc-secnum-fr1"));
    assert_eq!(of("scalingo/scalingo", secnum, "scalingo_app"), "scalingo-osc-secnum-fr1 @ osc-secnum-fr1 FR");
    assert_eq!(of("clevercloud/clevercloud", None, "clevercloud_postgresql"), "clevercloud @ par FR");
    let temple = of("cloud-temple/cloudtemple", None, "cloudtemple_compute_virtual_machine");
    assert!(temple.starts_with("cloudtemple-secure-temple @ ") && temple.ends_with(" FR"), "{temple}");
    let numspot = Some(Fake::new().text("numspot_host", "https://api.eu-west-2.numspot.com"));
    assert_eq!(of("numspot/numspot", numspot, "numspot_vm"), "numspot-platform @ eu-west-2 FR");
}

#[test]
fn what_a_kubernetes_provider_makes_is_where_its_cluster_is() {
    let cluster = ProviderView {
        unseen: None,
        name: "scaleway".into(),
        source: "scaleway/scaleway".into(),
        alias: None,
        span: None,
        block: None,
    };
    let kubernetes = ProviderView {
        unseen: None,
        name: "kubernetes".into(),
        source: "hashicorp/kubernetes".into(),
        alias: None,
        span: Some(span(801)),
        block: Some(Fake::new().with("host", computed("scaleway_k8s_cluster.main")).boxed()),
    };
    let root = RootView {
        remote_states: Vec::new(),
        directory: "".into(),
        providers: vec![cluster, kubernetes],
        instances: vec![
            instance("scaleway_k8s_cluster.main", 0, Fake::new().text("region", "nl-ams")),
            instance("kubernetes_secret.main", 1, Fake::new()),
        ],
        backend: None,
        workspace: None,
        run: None,
        variable_files: Vec::new(),
    };
    assert_eq!(in_short(&of(&root).assets[1]), "scaleway-public @ nl-ams NL");
}

#[test]
fn utilities_are_no_assets() {
    let inventory = of(&root("hashicorp/random", None, vec![("random_password.main", Fake::new())]));
    assert!(inventory.assets.is_empty());
    assert_eq!(inventory.without_service.len(), 1);
    let unheard = one("acme/cloud", None, "cloud_store", Fake::new().text("region", "fr-par"));
    assert_eq!(unheard, "!provider acme/cloud @ !region fr-par");
}

#[test]
fn tags_of_the_provider_and_of_the_resource() {
    let defaults = map(&[("DataClassification", "internal"), ("Environment", "production")]);
    let provider = || Some(Fake::new().text("region", "eu-west-3").with("default_tags.tags", defaults.clone()));
    let tags = |tags: &[(&str, &str)]| Fake::new().with("tags", map(tags));
    let inventory = of(&root(
        "hashicorp/aws",
        provider(),
        vec![
            ("aws_s3_bucket.plain", Fake::new()),
            ("aws_s3_bucket.own", tags(&[("DataClassification", "confidential")])),
            ("aws_s3_bucket.other", tags(&[("sensitivity", "personal"), ("Environment", "dev")])),
            ("aws_autoscaling_group.asg", Fake::new()),
        ],
    ));
    let level = |index: usize| inventory.assets[index].classification.known().map(|value| value.level);
    assert_eq!(level(0), Some(Level::Internal));
    assert_eq!(level(1), Some(Level::Sensitive));
    assert_eq!(level(2), Some(Level::Personal));
    assert_eq!(level(3), None);
    assert_eq!(inventory.assets[0].environment.known(), Some(&Environment::Production));
    assert_eq!(inventory.assets[0].classification.evidence()[0].kind, EvidenceKind::DefaultTag);
    assert_eq!(inventory.assets[2].environment.known(), Some(&Environment::Development));
}

#[test]
fn declarations_reach_every_asset() {
    let declared =
        Declared { level: Some(Level::Health), environment: Some(Environment::Acceptance), ..Declared::default() };
    let inventory =
        with(&declared, &root("scaleway/scaleway", None, vec![("scaleway_rdb_instance.main", Fake::new())]));
    let asset = &inventory.assets[0];
    assert_eq!(asset.classification.known().map(|value| value.level), Some(Level::Health));
    assert_eq!(asset.environment.known(), Some(&Environment::Acceptance));
    assert_eq!((asset.holds_data, asset.taggable, asset.judged), (Some(true), true, true));
}

#[test]
fn what_azapi_makes_is_what_its_type_says() {
    let of = |stated: Value| {
        let block = Fake::new().with("type", stated).text("location", "francecentral");
        let asset = of(&root("azure/azapi", None, vec![("azapi_resource.a", block)])).assets.remove(0);
        (asset.of_type.to_string(), asset.holds_data, asset.category.map(|category| category.to_string()))
    };
    let made = |holds_data: Option<bool>, category: Option<&str>| {
        ("azapi_resource".to_owned(), holds_data, category.map(str::to_owned))
    };
    let text = |text: &str| Value::string(text);
    let vault = made(Some(true), Some("kms"));
    assert_eq!(of(text("Microsoft.KeyVault/vaults@2023-07-01")), vault);
    assert_eq!(of(text("microsoft.keyvault/VAULTS")), vault);
    assert_eq!(of(text("Microsoft.Network/virtualNetworks@2024-05-01")), made(Some(false), Some("network")));
    // What no row has, and what is not known, is not guessed.
    for unknown in [text("Microsoft.Quantum/workspaces@2022-01-10-preview"), text(""), Value::Unknown(variable("type"))]
    {
        assert_eq!(of(unknown), made(None, None));
    }
}

#[test]
fn gathering_orders_by_root_then_address() {
    let part = |directory: &str, names: [&str; 2]| {
        let resources = names.map(|name| (name, Fake::new())).to_vec();
        let mut root = root("scaleway/scaleway", None, resources);
        root.directory = directory.into();
        of(&root)
    };
    let inventory = super::Inventory::gather([
        part("b", ["scaleway_rdb_instance.a", "scaleway_object_bucket.b"]),
        part("a", ["scaleway_rdb_instance.z", "scaleway_rdb_instance.a"]),
    ]);
    let order: Vec<_> = inventory.assets.iter().map(|asset| format!("{} {}", asset.root, asset.address)).collect();
    assert!(order.is_sorted());
    assert_eq!(order.len(), 4);
    assert_eq!(inventory.without_backend, ["a".into(), "b".into()] as [Arc<str>; 2]);
}

#[test]
fn what_runs_agree_on_is_told_once() {
    let run = |file: &str, names: &[&'static str], region: &str| {
        let resources = names.iter().map(|name| (*name, Fake::new().text("region", region))).collect();
        let mut root = root("scaleway/scaleway", None, resources);
        root.run = Some(super::Run::With(file.into()));
        of(&root)
    };
    let told = |runs: Vec<RootInventory>| -> Vec<String> {
        let inventory = super::Inventory::gather(runs);
        let told = inventory.assets.iter().map(|asset| {
            let files: Vec<&str> = asset.runs.iter().filter_map(|run| run.file()).map(|file| &**file).collect();
            let place = asset.placement.known().map(|place| place.written.to_string()).unwrap_or_default();
            format!("{} {place} {}", asset.address, files.join(" ")).trim_end().to_owned()
        });
        told.collect()
    };
    let (one, two) = ("scaleway_rdb_instance.one", "scaleway_rdb_instance.two");
    let runs = vec![
        run("a", &[one, two], "fr-par"),
        run("b", &[one], "nl-ams"),
        run("c", &[one, two], "fr-par"),
        run("d", &[one], "pl-waw"),
    ];
    let expected = [
        format!("{one} fr-par a c"),
        format!("{one} nl-ams b"),
        format!("{one} pl-waw d"),
        format!("{two} fr-par a c"),
    ];
    assert_eq!(told(runs), expected);
    let agreed = ["a", "b", "c"].map(|file| run(file, &[two, one], "fr-par")).into();
    assert_eq!(told(agreed), [format!("{one} fr-par"), format!("{two} fr-par")]);

    // Two instances whose key is not known have one address: runs that agree on both keep two.
    let alike = ["a", "b", "c"].map(|file| run(file, &[one, one], "fr-par")).into();
    assert_eq!(told(alike), [format!("{one} fr-par"), format!("{one} fr-par")]);
}

#[test]
fn instances_are_as_many_as_a_run_has_at_most() {
    let run = |file: &str, names: &[&'static str], region: &str| {
        let resources = names.iter().map(|name| (*name, Fake::new().text("region", region))).collect();
        let mut root = root("scaleway/scaleway", None, resources);
        root.run = Some(super::Run::With(file.into()));
        of(&root)
    };
    let sizes = |runs: Vec<RootInventory>| -> Vec<usize> {
        let inventory = super::Inventory::gather(runs);
        super::instances(&inventory.assets).iter().map(Vec::len).collect()
    };
    let (one, two) = ("scaleway_rdb_instance.one", "scaleway_rdb_instance.two");
    assert_eq!(sizes(vec![run("a", &[one, two], "fr-par"), run("b", &[one], "nl-ams")]), [2, 1]);
    assert_eq!(sizes(vec![run("a", &[one, one, two], "fr-par"), run("b", &[one, one, two], "nl-ams")]), [2, 2, 2]);
    assert_eq!(sizes(vec![run("a", &[one, one], "fr-par"), run("b", &[one], "fr-par")]), [1, 1]);
    assert_eq!(sizes(vec![run("a", &[one, one], "fr-par"), run("b", &[one], "nl-ams")]), [2, 1]);
}
