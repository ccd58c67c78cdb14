//! Whose data plans copy that do not name them.

use super::*;

const PLAN: &str = "aws_backup_plan.p";

/// `kind target @ region` of the flows of the asset at `address`; `?` before what is in doubt.
fn flows(inventory: &RootInventory, address: &str) -> Vec<String> {
    let asset = inventory.assets.iter().find(|asset| *asset.address == *address).expect("an asset");
    let flow = |flow: &crate::inventory::Flow| {
        let place = fact_in_short(&flow.placement, |place| place.region.code.clone());
        let doubt = if flow.doubt.is_empty() { "" } else { "?" };
        format!("{doubt}{} {} @ {place}", flow.kind.name(), flow.target.as_deref().unwrap_or("-"))
    };
    asset.flows.iter().map(flow).collect()
}

fn aws(resources: Vec<(&str, Fake)>) -> RootInventory {
    of(&root("hashicorp/aws", Some(Fake::new().text("region", "eu-west-3")), resources))
}

fn plan() -> (&'static str, Fake) {
    let vault = Value::string("arn:aws:backup:us-east-1:123456789012:backup-vault:x");
    (PLAN, Fake::new().with("rule.copy_action.destination_vault_arn", vault))
}

fn selection() -> Fake {
    Fake::new().with("plan_id", computed(PLAN))
}

fn database(tags: &[(&str, &str)]) -> Fake {
    Fake::new().text("identifier", "usagers").with("tags", map(tags))
}

/// What a plan copies of a database and of a volume, through a selection.
fn of_selection(selection: Fake, database: Fake, volume: Fake) -> [String; 3] {
    let inventory = aws(vec![
        plan(),
        ("aws_backup_selection.s", selection),
        ("aws_db_instance.d", database),
        ("aws_ebs_volume.v", volume),
    ]);
    ["aws_db_instance.d", "aws_ebs_volume.v", PLAN].map(|address| flows(&inventory, address).join(" "))
}

fn tag(key: &str, value: Value) -> Value {
    Value::object([("type", Value::string("STRINGEQUALS")), ("key", Value::string(key)), ("value", value)])
}

const COPY: &str = "backup us-east-1 @ us-east-1";
const DOUBT: &str = "?backup us-east-1 @ us-east-1";

#[test]
fn a_selection_by_references_copies_what_it_names_and_nothing_else() {
    let named = selection().with("resources", Value::tuple(vec![computed("aws_db_instance.d")]));
    assert_eq!(of_selection(named.clone(), database(&[]), Fake::new()), [COPY, "", ""]);
    let excluded = named.with("not_resources", Value::tuple(vec![computed("aws_db_instance.d")]));
    assert_eq!(of_selection(excluded, database(&[]), Fake::new()), ["", "", COPY]);
    // What is not known may be any of them; what is read of the cloud is not made here.
    let unknown = selection().with("resources", Value::Unknown(variable("arns")));
    assert_eq!(of_selection(unknown, database(&[]), Fake::new()), [DOUBT, DOUBT, COPY]);
    let read = Unknown::new(Cause::at(CauseKind::DataSource("data.aws_db_instance.x".into()), span(1)));
    let read = selection().with("resources", Value::tuple(vec![Value::Unknown(read)]));
    assert_eq!(of_selection(read.clone(), database(&[]), Fake::new()), ["", "", COPY]);
    let tagged = read.with("selection_tag", tag("backup", Value::string("x")));
    assert_eq!(of_selection(tagged, database(&[]), Fake::new()), ["", "", COPY]);
}

#[test]
fn a_selection_by_arns_copies_what_they_stand_for() {
    let of = |arn: &str| of_selection(selection().with("resources", list(&[arn])), database(&[]), Fake::new());
    assert_eq!(of("*"), [COPY, COPY, ""]);
    assert_eq!(of("arn:aws:rds:*:*:db:*"), [COPY, "", ""]);
    assert_eq!(of("arn:aws:rds:eu-west-1:*:db:*"), ["", "", COPY]);
    assert_eq!(of("arn:aws:rds:*:*:db:usagers"), [COPY, "", ""]);
    assert_eq!(of("arn:aws:rds:*:*:db:agents"), ["", "", COPY]);
    assert_eq!(of("arn:aws:ec2:*:*:volume/*"), ["", COPY, ""]);
    assert_eq!(of("arn:aws:*"), [COPY, COPY, ""]);
    assert_eq!(of("arn:aws:rds:eu-west-3:123456789012:*gers"), [COPY, "", ""]);
    assert_eq!(of("*:usagers"), [COPY, "", ""]);
    // AWS makes up the names of volumes: no code has them before they are there.
    assert_eq!(of("arn:aws:ec2:eu-west-3:123456789012:volume/vol-0a"), ["", "", COPY]);
    assert_eq!(of("arn:aws:ec2:eu-west-3:123456789012:volume/vol-0*"), ["", DOUBT, COPY]);
}

#[test]
fn a_selection_by_tags_copies_what_has_one_of_them() {
    let by_tag = selection().with("selection_tag", tag("backup", Value::string("daily")));
    let of = |database: Fake, volume: Fake| of_selection(by_tag.clone(), database, volume);
    let tagged = database(&[("backup", "daily")]);
    assert_eq!(of(tagged.clone(), database(&[("backup", "never")])), [COPY, "", ""]);
    assert_eq!(of(database(&[]), Fake::new()), ["", "", COPY]);
    // A tag that is not known may be the one; other tags are not.
    let unknown = |key| Fake::new().with("tags", Value::object([(key, Value::Unknown(variable("x")))]));
    assert_eq!(of(unknown("backup"), unknown("Name")), [DOUBT, "", COPY]);
    assert_eq!(of(Fake::new().with("tags", Value::Unknown(variable("tags"))), tagged.clone()), [DOUBT, COPY, ""]);
    let wanted = selection().with("selection_tag", tag("backup", Value::Unknown(variable("level"))));
    assert_eq!(of_selection(wanted, tagged.clone(), Fake::new()), [DOUBT, "", COPY]);
    // Nothing written takes all; AWS does not say whether a name or a tag alone is enough.
    assert_eq!(of_selection(selection(), tagged.clone(), Fake::new()), [COPY, COPY, ""]);
    let both = by_tag.clone().with("resources", list(&["arn:aws:rds:*:*:db:*"]));
    assert_eq!(of_selection(both.clone(), tagged, Fake::new()), [COPY, "", ""]);
    assert_eq!(of_selection(both, database(&[]), Fake::new()), [DOUBT, "", COPY]);
}

#[test]
fn conditions_of_a_selection_must_all_hold() {
    let condition = |key: &str, value: &str| {
        Value::object([("key", Value::text(&format!("aws:ResourceTag/{key}"))), ("value", Value::string(value))])
    };
    let of = |selection: Fake| of_selection(selection, database(&[("backup", "daily"), ("env", "prod")]), Fake::new());
    let equals = selection().with("condition.string_equals", condition("backup", "daily"));
    assert_eq!(of(equals.clone()), [COPY, "", ""]);
    assert_eq!(of(equals.clone().with("condition.string_like", condition("env", "pr*"))), [COPY, "", ""]);
    assert_eq!(of(equals.clone().with("condition.string_equals", condition("env", "dev"))), ["", "", COPY]);
    assert_eq!(of(equals.with("condition.string_not_equals", condition("env", "prod"))), ["", "", COPY]);
}

#[test]
fn tags_of_the_provider_choose_too_and_another_provider_has_a_plan_of_its_own() {
    let by_tag = selection().with("selection_tag", tag("backup", Value::string("daily")));
    let provider = Fake::new().text("region", "eu-west-3").with("default_tags.tags", map(&[("backup", "daily")]));
    let resources = vec![plan(), ("aws_backup_selection.s", by_tag), ("aws_db_instance.d", Fake::new())];
    let mut view = root("hashicorp/aws", Some(provider), resources);
    let other = ProviderView {
        unseen: None,
        name: "aws".into(),
        source: "hashicorp/aws".into(),
        alias: Some("other".into()),
        span: Some(span(801)),
        block: Some(Fake::new().text("region", "eu-west-1").boxed()),
    };
    view.providers.push(other);
    view.instances.push(instance("aws_db_instance.other", 1, database(&[("backup", "daily")])));
    let inventory = of(&view);
    assert_eq!(flows(&inventory, "aws_db_instance.d"), [COPY]);
    assert_eq!(flows(&inventory, "aws_db_instance.other"), [""; 0]);
}

#[test]
fn another_provider_configuration_is_perhaps_of_the_same_account() {
    let of = |own: Fake, other: Fake, source: &str, selection: Fake| {
        let own = own.text("region", "eu-west-3");
        let mut view = root("hashicorp/aws", Some(own), vec![plan(), ("aws_backup_selection.s", selection)]);
        view.providers.push(ProviderView {
            unseen: None,
            name: "aws".into(),
            source: source.into(),
            alias: Some("other".into()),
            span: Some(span(801)),
            block: Some(other.text("region", "eu-west-3").boxed()),
        });
        view.instances.push(instance("aws_db_instance.other", 1, database(&[])));
        let inventory = of(&view);
        let asset = inventory.assets.iter().find(|asset| &*asset.address == "aws_db_instance.other").unwrap();
        let causes: Vec<_> = asset.flows.iter().flat_map(|flow| flow.causes().cloned()).collect();
        (flows(&inventory, "aws_db_instance.other").join(" "), causes)
    };
    let all = || selection().with("resources", list(&["*"]));
    let role = |account: &str| Fake::new().text("assume_role.role_arn", &format!("arn:aws:iam::{account}:role/x"));
    let aws = "hashicorp/aws";
    let (flow, causes) = of(Fake::new(), Fake::new(), aws, all());
    assert_eq!(flow, DOUBT);
    assert_eq!(causes, [Cause::at(CauseKind::Account("aws.other".into()), span(801))]);
    assert_eq!(of(role("111111111111"), Fake::new(), aws, all()).0, DOUBT);
    assert_eq!(of(role("111111111111"), role("111111111111"), aws, all()).0, DOUBT);
    assert_eq!(of(role("111111111111"), role("222222222222"), aws, all()).0, "");
    let allowed = |accounts: &[&str]| Fake::new().with("allowed_account_ids", list(accounts));
    assert_eq!(of(allowed(&["1", "2"]), allowed(&["2", "3"]), aws, all()).0, DOUBT);
    assert_eq!(of(allowed(&["1", "2"]), allowed(&["3"]), aws, all()).0, "");
    let unknown = Fake::new().with("allowed_account_ids", Value::Unknown(variable("account")));
    assert_eq!(of(allowed(&["1"]), unknown, aws, all()).0, DOUBT);
    assert_eq!(of(Fake::new(), Fake::new(), "acme/aws", all()).0, "");
    // What is named is chosen, whatever the account; what does not fit is not.
    let named = selection().with("resources", Value::tuple(vec![computed("aws_db_instance.other")]));
    assert_eq!(of(Fake::new(), role("222222222222"), aws, named).0, COPY);
    assert_eq!(of(Fake::new(), Fake::new(), aws, selection().with("resources", list(&["arn:aws:s3:::x"]))).0, "");
}

#[test]
fn a_vault_holds_what_is_copied_to_it() {
    let plan = (PLAN, Fake::new().with("rule.target_vault_name", computed("aws_backup_vault.v")));
    let named = selection().with("resources", Value::tuple(vec![computed("aws_db_instance.d")]));
    let of = |selection: Fake, tags: &[(&str, &str)]| {
        let inventory = aws(vec![
            plan.clone(),
            ("aws_backup_selection.s", selection),
            ("aws_backup_vault.v", Fake::new()),
            ("aws_db_instance.d", database(tags)),
        ]);
        let vault = inventory.assets.iter().find(|asset| &*asset.address == "aws_backup_vault.v").unwrap().clone();
        let environment = vault.environment.known().map(|own| own.name());
        (fact_in_short(&vault.classification, |own| own.level.name().into()), environment)
    };
    let tags = [("classification", "sante"), ("env", "prod")];
    assert_eq!(of(named, &tags), ("sante".into(), Some("production")));
    // What may be copied there leaves what it holds open.
    let perhaps = selection().with("resources", Value::Unknown(variable("arns")));
    assert_eq!(of(perhaps.clone(), &tags), ("!var.arns".into(), None));
    assert_eq!(of(perhaps, &[("classification", "public")]).0, "!declare classification");
}

#[test]
fn a_lifecycle_policy_takes_the_volumes_that_have_its_tags() {
    let policy = |types: &[&str]| {
        Fake::new()
            .with("policy_details.resource_types", list(types))
            .with("policy_details.target_tags", map(&[("Snapshot", "true"), ("Other", "yes")]))
            .text("policy_details.schedule.cross_region_copy_rule.target", "us-east-1")
    };
    let of = |types: &[&str]| {
        let tags = || map(&[("Snapshot", "true")]);
        let inventory = aws(vec![
            ("aws_dlm_lifecycle_policy.l", policy(types)),
            ("aws_ebs_volume.v", Fake::new().with("tags", tags())),
            ("aws_ebs_volume.w", Fake::new().with("tags", map(&[("Snapshot", "false")]))),
            ("aws_instance.disk", Fake::new().with("volume_tags", tags())),
            ("aws_instance.whole", Fake::new().with("tags", tags())),
        ]);
        ["aws_ebs_volume.v", "aws_ebs_volume.w", "aws_instance.disk", "aws_instance.whole"]
            .map(|address| flows(&inventory, address).len())
    };
    assert_eq!(of(&["VOLUME"]), [1, 0, 1, 0]);
    assert_eq!(of(&["INSTANCE"]), [0, 0, 0, 1]);
}

#[test]
fn a_default_lifecycle_policy_takes_all_but_what_it_excludes() {
    let of = |of_type: &str, exclusions: Fake, volume: Fake, machine: Fake| {
        let policy = exclusions
            .text("default_policy", of_type)
            .text("policy_details.resource_type", of_type)
            .text("policy_details.action.cross_region_copy.target", "us-east-1");
        let inventory = aws(vec![
            ("aws_dlm_lifecycle_policy.l", policy),
            ("aws_ebs_volume.v", volume),
            ("aws_instance.m", machine),
        ]);
        ["aws_ebs_volume.v", "aws_instance.m"].map(|address| flows(&inventory, address).join(" "))
    };
    let (copy, doubt) = ("snapshot us-east-1 @ us-east-1", "?snapshot us-east-1 @ us-east-1");
    let none = Fake::new;
    let tags = |value: &str| Fake::new().with("tags", map(&[("backup", value)]));
    assert_eq!(of("VOLUME", none(), none(), none()), [copy, copy]);
    assert_eq!(of("INSTANCE", none(), none(), none()), ["", copy]);
    let by_tag =
        || Fake::new().with("policy_details.exclusions.exclude_tags", map(&[("backup", "no"), ("other", "x")]));
    // AWS says that tags exclude machines, and not surely volumes.
    assert_eq!(of("INSTANCE", by_tag(), none(), tags("no")), ["", ""]);
    assert_eq!(of("INSTANCE", by_tag(), none(), tags("yes")), ["", copy]);
    let unknown = Fake::new().with("tags", Value::object([("backup", Value::Unknown(variable("x")))]));
    assert_eq!(of("INSTANCE", by_tag(), none(), unknown), ["", doubt]);
    assert_eq!(of("VOLUME", by_tag(), tags("no"), none()), [doubt, copy]);
    assert_eq!(
        of("VOLUME", by_tag(), tags("yes"), Fake::new().with("volume_tags", map(&[("other", "x")]))),
        [copy, doubt]
    );
    let types = || Fake::new().with("policy_details.exclusions.exclude_volume_types", list(&["st1", "sc1"]));
    assert_eq!(of("VOLUME", types(), Fake::new().text("type", "st1"), none()), ["", doubt]);
    assert_eq!(of("VOLUME", types(), Fake::new().text("type", "gp3"), none())[0], copy);
    assert_eq!(of("VOLUME", types(), none(), none())[0], doubt);
    let boot = |value| Fake::new().with("policy_details.exclusions.exclude_boot_volumes", value);
    assert_eq!(of("VOLUME", boot(Value::Bool(true)), none(), none()), [copy, doubt]);
    assert_eq!(of("VOLUME", boot(Value::Bool(false)), none(), none()), [copy, copy]);
    assert_eq!(of("VOLUME", boot(Value::Unknown(variable("boot"))), none(), none()), [copy, doubt]);
    let second = Fake::new().text("ebs_block_device", "x");
    assert_eq!(of("VOLUME", boot(Value::Bool(true)), none(), second), [copy, copy]);
}

#[test]
fn the_replication_of_a_registry_takes_all_its_repositories_or_those_that_a_filter_names() {
    let of = |rules: Vec<Value>| {
        let configuration =
            rules.into_iter().fold(Fake::new(), |block, rule| block.with("replication_configuration.rule", rule));
        let configuration = configuration.text("replication_configuration.rule.destination.region", "us-east-1");
        let inventory = aws(vec![
            ("aws_ecr_replication_configuration.r", configuration),
            ("aws_ecr_repository.prod", Fake::new().text("name", "prod/portail")),
            ("aws_ecr_repository.dev", Fake::new().text("name", "dev/portail")),
        ]);
        ["aws_ecr_repository.prod", "aws_ecr_repository.dev"].map(|address| flows(&inventory, address).join(" "))
    };
    let rule = |prefixes: &[&str]| {
        let filters = prefixes.iter().map(|prefix| Value::object([("filter", Value::string(*prefix))])).collect();
        Value::object([("repository_filter", Value::tuple(filters))])
    };
    let (copy, doubt) = ("replica us-east-1 @ us-east-1", "?replica us-east-1 @ us-east-1");
    assert_eq!(of(vec![rule(&[])]), [copy, copy]);
    assert_eq!(of(vec![rule(&["prod/", "recette/"])]), [copy, ""]);
    assert_eq!(of(vec![rule(&["prod/"]), rule(&["dev/"])]), [doubt, doubt]);
}

#[test]
fn what_attaches_a_plan_says_whose_data_it_copies() {
    let policy = Fake::new().text("snapshot_schedule_policy.snapshot_properties.storage_locations", "us-central1");
    let attachment = Fake::new()
        .with("name", computed("google_compute_resource_policy.p"))
        .with("disk", computed("google_compute_disk.d"));
    let provider = Fake::new().text("region", "europe-west9");
    let resources = vec![
        ("google_compute_resource_policy.p", policy),
        ("google_compute_disk.d", Fake::new()),
        ("google_compute_disk_resource_policy_attachment.a", attachment),
    ];
    let inventory = of(&root("hashicorp/google", Some(provider), resources));
    assert_eq!(flows(&inventory, "google_compute_disk.d"), ["snapshot us-central1 @ us-central1"]);
    assert_eq!(flows(&inventory, "google_compute_resource_policy.p"), [""; 0]);
    let protected = Fake::new()
        .with("source_vm_id", computed("azurerm_linux_virtual_machine.m"))
        .with("recovery_vault_name", computed("azurerm_recovery_services_vault.v"));
    let resources = vec![
        ("azurerm_linux_virtual_machine.m", Fake::new().with("tags", map(&[("classification", "sante")]))),
        ("azurerm_recovery_services_vault.v", Fake::new().text("location", "France Central")),
        ("azurerm_backup_protected_vm.p", protected),
    ];
    let inventory = of(&root("hashicorp/azurerm", None, resources));
    let vault = inventory.assets.iter().find(|asset| asset.address.contains("vault")).unwrap();
    assert_eq!(vault.classification.known().map(|own| own.level), Some(Level::Health));
}

#[test]
fn what_holds_no_data_is_no_place_that_another_rule_judges() {
    let replicated = Fake::new()
        .with("source_vm_id", computed("azurerm_linux_virtual_machine.m"))
        .with("target_recovery_fabric_id", computed("azurerm_site_recovery_fabric.f"));
    let resources = vec![
        ("azurerm_linux_virtual_machine.m", Fake::new()),
        ("azurerm_site_recovery_fabric.f", Fake::new().text("location", "East US")),
        ("azurerm_site_recovery_replicated_vm.r", replicated),
    ];
    let inventory = of(&root("hashicorp/azurerm", None, resources));
    let kinds = |inventory: &RootInventory, address: &str| -> Vec<EvidenceKind> {
        let asset = inventory.assets.iter().find(|asset| *asset.address == *address).unwrap();
        asset.flows.iter().map(|flow| flow.evidence.kind).collect()
    };
    let machine = "azurerm_linux_virtual_machine.m";
    assert_eq!(flows(&inventory, machine), ["replica azurerm_site_recovery_fabric.f @ eastus"]);
    assert_eq!(kinds(&inventory, machine), [EvidenceKind::Argument]);
    // A key is no copy of data, wherever a rule looks at it.
    let replica = Fake::new().with("primary_key_arn", computed("aws_kms_key.k"));
    let inventory = aws(vec![("aws_kms_key.k", Fake::new()), ("aws_kms_replica_key.r", replica)]);
    assert_eq!(kinds(&inventory, "aws_kms_key.k"), [EvidenceKind::Reference]);
}
