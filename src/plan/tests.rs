use serde_json::json;

use super::*;
use crate::evaluation::{CauseKind, Value};
use crate::source::FileId;

const PLAN: &str = include_str!("../../fixtures/plan/plan.json");
const STATE: &str = include_str!("../../fixtures/state/state.json");

fn plan(text: &str) -> Plan {
    read(FileId(0), text.as_bytes(), false).unwrap()
}

fn refusal(text: &str) -> PlanError {
    read(FileId(0), text.as_bytes(), false).unwrap_err()
}

fn addresses(plan: &Plan) -> Vec<&str> {
    plan.instances.iter().map(|instance| &*instance.address).collect()
}

fn instance<'p>(plan: &'p Plan, address: &str) -> &'p Instance {
    plan.instances.iter().find(|instance| &*instance.address == address).unwrap_or_else(|| panic!("{address}"))
}

/// The text that a span of the plan shows.
fn shown(plan: &Plan, span: Span) -> &str {
    &plan.shown[span.start as usize..span.end as usize]
}

#[test]
fn what_is_kept_is_read_and_what_goes_is_not() {
    let plan = plan(PLAN);
    let expected = [
        "google_bigquery_dataset.silent",
        "scaleway_object_bucket.exports",
        "scaleway_rdb_database.app",
        "scaleway_rdb_instance.hidden",
        "scaleway_rdb_instance.inherited",
        "scaleway_rdb_instance.kept",
        "scaleway_rdb_instance.replaced",
        "module.archive[\"a\"].google_storage_bucket.this",
        "module.archive[\"b\"].google_storage_bucket.this",
    ];
    assert_eq!(addresses(&plan), expected);
    assert!(!plan.is_partial);
    let unknown = crate::evaluation::Unknown::new(crate::evaluation::Cause { kind: CauseKind::Error, span: None });
    let region = |address: &str| instance(&plan, address).content.at("region", &unknown);
    assert_eq!(region("scaleway_rdb_instance.kept"), [Value::string("pl-waw")]);
    // What it becomes, not the object that is left behind to be destroyed.
    assert_eq!(region("scaleway_rdb_instance.replaced"), [Value::string("fr-par")]);
}

#[test]
fn actions_decide_when_values_are_there_all_the_same() {
    let with = |actions: serde_json::Value| {
        let resource = json!({ "address": "a_b.c", "mode": "managed", "type": "a_b", "name": "c", "values": {} });
        let change = json!({ "address": "a_b.c", "change": { "actions": actions, "after": {} } });
        json!({
            "format_version": "1.2",
            "planned_values": { "root_module": { "resources": [resource] } },
            "resource_changes": [change],
        })
    };
    for kept in [
        json!(["create"]),
        json!(["update"]),
        json!(["no-op"]),
        json!(["delete", "create"]),
        json!(["create", "delete"]),
    ] {
        assert_eq!(plan(&with(kept.clone()).to_string()).instances.len(), 1, "{kept}");
    }
    for gone in [json!(["delete"]), json!(["forget"])] {
        assert!(plan(&with(gone.clone()).to_string()).instances.is_empty(), "{gone}");
    }
}

#[test]
fn a_state_is_read_without_what_was_deposed() {
    let plan = plan(STATE);
    let expected = [
        "scaleway_rdb_instance.db",
        "scaleway_rdb_database.app",
        "scaleway_object_bucket.unread",
        "module.logs[\"a\"].google_storage_bucket.b[0]",
    ];
    assert_eq!(addresses(&plan), expected);
    assert!(plan.expressions(&plan.instances[0]).is_none());
    assert_eq!(&*plan.instances[3].source, "hashicorp/google");
}

#[test]
fn only_names_are_shown_and_where_they_stand() {
    for text in [PLAN, STATE] {
        let plan = plan(text);
        assert!(text.contains("hunter2") && !plan.shown.contains("hunter2"));
        assert_eq!(plan.shown.len(), text.len());
        assert_eq!(plan.shown.lines().count(), text.lines().count());
        for instance in &plan.instances {
            assert_eq!(shown(&plan, instance.span), format!("{}.{}", instance.of_type, instance.name));
        }
    }
    let plan = plan(PLAN);
    assert_eq!(plan.instances[7].span, plan.instances[8].span, "a resource has one place, however many instances");
    assert_eq!(shown(&plan, plan.provider("google.us").unwrap().0.span), "\"google.us\"");
}

#[test]
fn the_provider_of_a_child_module_is_the_one_it_is_given() {
    let plan = plan(PLAN);
    let bucket = instance(&plan, "module.archive[\"b\"].google_storage_bucket.this");
    let key = plan.provider_key(bucket).unwrap();
    let (provider, expressions) = plan.provider(key).unwrap();
    assert_eq!((&*provider.name, provider.alias.as_deref()), ("google", Some("us")));
    let region = expressions.unwrap().at("region");
    assert_eq!(region[0].value, Value::string("us-central1"));
}

#[test]
fn an_entry_that_only_names_a_module_configures_nothing() {
    let text = json!({
        "format_version": "0.1",
        "planned_values": {},
        "configuration": { "provider_config": {
            "google": { "name": "google" },
            "m:google": { "name": "google", "module_address": "module.m" },
            "m:aws": { "name": "aws", "module_address": "module.m", "expressions": { "region": { "constant_value": "x" } } },
        }, "root_module": { "module_calls": { "m": { "module": {} } } } },
    });
    let plan = plan(&text.to_string());
    let known = ["google", "m:google", "m:aws", "none"].map(|key| plan.provider(key).is_some());
    assert_eq!(known, [true, false, true, false]);
}

/// What `argument` of `a_b.c` in the module `m["k"]` is, when it refers to `references` and the module is given
/// `given`; with what it is traced to.
fn expressed(given: &serde_json::Value, references: &[&str]) -> (Value, Vec<String>) {
    let resource =
        json!({ "address": "module.m[\"k\"].a_b.c[1]", "mode": "managed", "type": "a_b", "name": "c", "index": 1 });
    let written = json!({
        "mode": "managed", "type": "a_b", "name": "c", "provider_config_key": "a",
        "expressions": { "argument": { "references": references } },
    });
    let call = json!({
        "expressions": given,
        "module": {
            "resources": [written],
            "variables": { "x": {}, "d": { "default": "by default" }, "s": { "sensitive": true } },
            "outputs": { "o": { "expression": { "references": ["module.m.o"] } } },
        },
    });
    let text = json!({
        "format_version": "1.2",
        "variables": { "o": { "value": { "region": "fr-par" } } },
        "planned_values": { "root_module": { "child_modules": [{ "resources": [resource] }] } },
        "configuration": { "root_module": { "module_calls": { "m": call } } },
    });
    let plan = plan(&text.to_string());
    let found = plan.expressions(&plan.instances[0]).unwrap().at("argument").remove(0);
    (found.value, found.trace.iter().map(|step| step.text.to_string()).collect())
}

fn candidates(value: &Value) -> &[Value] {
    value.as_unknown().unwrap().candidates().unwrap_or_default()
}

#[test]
fn one_reference_alone_is_followed_and_not_believed() {
    let given = json!({ "x": { "references": ["var.o.region", "var.o"] }, "s": { "constant_value": "hunter2" } });
    let (value, trace) = expressed(&given, &["var.x"]);
    assert_eq!(trace, ["var.x", "var.o"]);
    // The expression may be another one of that reference: `replace(var.x, …)`.
    assert_eq!(candidates(&value), []);
    assert!(matches!(value.as_unknown().unwrap().causes()[0].kind, CauseKind::Unexpressed(_)));
    assert_eq!(expressed(&given, &["var.s"]).0, Value::string("").into_sensitive());
}

#[test]
fn other_references_are_reasons_for_not_knowing() {
    let kinds = |references: &[&str]| {
        let (value, _) = expressed(&json!({}), references);
        assert!(candidates(&value).is_empty());
        value.as_unknown().unwrap().causes().iter().map(|cause| cause.kind.clone()).collect::<Vec<_>>()
    };
    let address = "module.m[\"k\"].a_b.d[\"x.y\"]";
    assert_eq!(kinds(&["a_b.d[\"x.y\"].id", "a_b.d[\"x.y\"]"]), [CauseKind::Computed(address.into(), "id".into())]);
    assert_eq!(kinds(&["data.a_b.d.id", "data.a_b.d"]), [CauseKind::DataSource("module.m[\"k\"].data.a_b.d".into())]);
    assert_eq!(kinds(&["local.x", "var.d"]), ["local.x", "var.d"].map(|name| CauseKind::Unexpressed(name.into())));
    assert_eq!(kinds(&["module.none.o", "module.none"]), [CauseKind::Unexpressed("module.none.o".into())]);
}

#[test]
fn what_cannot_be_read_says_why() {
    assert_eq!(read(FileId(0), b"PK\x03\x04\x14", false).unwrap_err(), PlanError::Binary);
    assert_eq!(read(FileId(0), b"\xff\xfe{\0}\0", false).unwrap_err(), PlanError::Encoding);
    assert_eq!(refusal("{\"@level\":\"info\"}\n{\"@level\":\"info\"}"), PlanError::Log);
    assert_eq!(refusal("{\"version\": 4, \"lineage\": \"x\", \"resources\": []}"), PlanError::RawState);
    assert_eq!(refusal("{\"format_version\": \"1.0\"}"), PlanError::Empty);
    assert_eq!(refusal("{}"), PlanError::Empty);
    assert_eq!(refusal("{\"format_version\": \"2.0\", \"values\": {}}"), PlanError::Version);
    assert_eq!(refusal("{\"format_version\": \"1.0\", \"values\": 3}"), PlanError::Form { line: 1, column: 37 });
    assert_eq!(refusal("resource {}"), PlanError::NotJson { line: 1, column: 1 });
    assert!(plan("\u{feff}{\"format_version\": \"1.0\", \"values\": {}}").instances.is_empty());
    for partial in ["\"errored\": true", "\"complete\": false"] {
        assert!(plan(&format!("{{\"format_version\": \"1.2\", \"planned_values\": {{}}, {partial}}}")).is_partial);
    }
}

#[test]
fn a_plan_cut_short_anywhere_is_refused() {
    let ends = (0..PLAN.trim_end().len()).step_by(7).filter(|end| PLAN.is_char_boundary(*end));
    for end in ends {
        assert!(matches!(refusal(&PLAN[..end]), PlanError::NotJson { .. }), "{end}");
    }
}

#[test]
fn what_is_too_deep_or_turns_in_circles_ends() {
    let deep = "[".repeat(200_000);
    assert!(matches!(refusal(&deep), PlanError::NotJson { .. } | PlanError::Form { .. }));
    let nested = format!("{{\"format_version\": \"1.0\", \"values\": {{}}, \"later\": {deep}");
    assert!(matches!(refusal(&nested), PlanError::NotJson { .. }));
    let variable =
        format!("{{\"format_version\": \"1.0\", \"values\": {{}}, \"variables\": {{\"x\": {{\"value\": {deep}");
    assert!(matches!(refusal(&variable), PlanError::NotJson { .. }));
    // The output of a module that is the output of a module of the same name, which is not there.
    let value = expressed(&json!({ "x": { "references": ["module.m.o"] } }), &["var.x"]).0;
    assert!(value.as_unknown().is_some());
}

#[test]
fn circles_of_variables_and_outputs_end() {
    let call = json!({
        "expressions": { "x": { "references": ["module.m.o", "module.m"] } },
        "module": {
            "variables": { "x": {} },
            "outputs": { "o": { "expression": { "references": ["var.x"] } } },
        },
    });
    let written = json!({
        "mode": "managed", "type": "a_b", "name": "c", "provider_config_key": "a",
        "expressions": { "argument": { "references": ["module.m.o", "module.m"] } },
    });
    let text = json!({
        "format_version": "1.2",
        "planned_values": { "root_module": { "resources": [
            { "address": "a_b.c", "mode": "managed", "type": "a_b", "name": "c" }
        ] } },
        "configuration": { "root_module": { "resources": [written], "module_calls": { "m": call } } },
    });
    let plan = plan(&text.to_string());
    let found = plan.expressions(&plan.instances[0]).unwrap().at("argument");
    let causes = found[0].value.as_unknown().unwrap().causes().to_vec();
    assert_eq!(causes[0].kind, CauseKind::Limit(crate::evaluation::Limit::Work));
}
