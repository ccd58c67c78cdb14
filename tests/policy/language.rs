//! What is wrong in a policy is said, where it is.

use cocarde::evaluation::Value;
use cocarde::policy::{Doctrine, DoctrineError, PolicyFile, PolicyInputs};
use cocarde::source::Sources;

/// The errors of `text`: line, column, what is underlined, what is said.
fn errors(text: &str) -> String {
    let mut sources = Sources::default();
    let file = PolicyFile { pack: "test", path: "test.policy.hcl", text };
    let Err(error) = Doctrine::of(&[file], &PolicyInputs::new(), &mut sources) else { return "none".to_owned() };
    let DoctrineError::Policies(errors) = error else { return error.to_string() };
    let mut lines: Vec<String> = errors
        .iter()
        .map(|error| {
            let (_, position) = sources.position(error.span);
            let shown = sources.text(error.span).lines().next().unwrap_or_default();
            format!("{}:{} `{shown}` {}", position.line, position.column, error.kind)
        })
        .collect();
    lines.dedup();
    lines.join("\n")
}

/// A right policy but for `more` in its body.
fn with(more: &str) -> String {
    errors(&format!(
        r#"asset_policy "resource" "example" {{
  id    = "EXAMPLE"
  title = "an example"
  enforce {{
    condition     = asset.holds_data
    error_message = "no"
  }}
  {more}
}}"#
    ))
}

const BUCKET: &str = "resource_policy \"aws_s3_bucket\" \"x\"";
const SMALL: &str = "resource_policy \"aws_s3_bucket\" \"x\" {\n  enforce {\n    condition = true\n  }\n}\n";

/// A right policy on assets of a kind but for its condition.
fn on_asset(kind: &str, condition: &str) -> String {
    errors(&format!(
        r#"asset_policy "{kind}" "x" {{
  id    = "X"
  title = "x"
  enforce {{
    condition     = {condition}
    error_message = "no"
  }}
}}"#
    ))
}

/// A right policy on code but for `more` in its body.
fn on_code(header: &str, more: &str) -> String {
    errors(&format!("{header} {{\n  {more}\n  enforce {{\n    condition = true\n  }}\n}}"))
}

#[test]
fn two_files_may_have_policies_of_one_name() {
    let file = |path| PolicyFile { pack: "test", path, text: SMALL };
    let files = [file("a/one.policy.hcl"), file("b/two.policy.hcl")];
    let doctrine = Doctrine::of(&files, &PolicyInputs::new(), &mut Sources::default()).unwrap();
    let ids: Vec<&str> = doctrine.policies.iter().map(|policy| &*policy.id).collect();
    assert_eq!(ids, ["RESOURCE-AWS-S3-BUCKET-X", "RESOURCE-AWS-S3-BUCKET-X-TWO"]);
}

#[test]
fn levels_and_severities_are_one_scale() {
    use cocarde::policy::Severity::{Error, Note, Warning};
    let severity = |more: &str| {
        let text = SMALL.replace("  enforce {", &format!("  {more}\n  enforce {{"));
        let text = format!("input \"level\" {{\n  default = \"advisory\"\n}}\n{text}");
        let file = PolicyFile { pack: "test", path: "test.policy.hcl", text: &text };
        Doctrine::of(&[file], &PolicyInputs::new(), &mut Sources::default()).unwrap().policies[0].severity()
    };
    for (more, expected) in [
        ("", Error),
        ("enforcement_level = \"mandatory\"", Error),
        ("enforcement_level = \"mandatory_overridable\"", Error),
        ("enforcement_level = \"advisory\"", Warning),
        ("enforcement_level = input.level", Warning),
        ("severity = \"note\"", Note),
    ] {
        assert_eq!(severity(more), expected, "{more}");
    }
    // That of the file counts for policies that say none.
    let text = format!("policy {{\n  enforcement_level = \"advisory\"\n}}\n{SMALL}");
    let own =
        SMALL.replace("\"x\"", "\"y\"").replace("  enforce {", "  enforcement_level = \"mandatory\"\n  enforce {");
    let text = text + &own;
    let file = PolicyFile { pack: "test", path: "test.policy.hcl", text: &text };
    let doctrine = Doctrine::of(&[file], &PolicyInputs::new(), &mut Sources::default()).unwrap();
    assert_eq!(doctrine.policies.iter().map(cocarde::policy::Policy::severity).collect::<Vec<_>>(), [Warning, Error]);
}

#[test]
fn a_right_policy_has_no_error() {
    assert_eq!(with(""), "none");
}

#[test]
fn every_error_is_said_at_its_place() {
    let cases: &[(&str, String)] = &[
        ("not HCL", errors("asset_policy \"resource\" {\n  id = \n}")),
        ("unknown block", errors("asset_polcy \"resource\" \"x\" {}")),
        ("nothing demanded", errors("resource_policy \"aws_s3_bucket\" \"x\" {}\nprovider_policy \"aws\" \"x\" {}")),
        ("argument of a file", errors("id = \"X\"")),
        ("unknown argument", with("titel = \"x\"")),
        ("unknown nested block", with("enforcement {}")),
        ("argument twice", with("id = \"OTHER\"")),
        ("nothing required", errors("asset_policy \"resource\" \"x\" {}")),
        ("no label", errors("asset_policy \"resource\" {}")),
        (
            "unknown selector",
            errors(
                "asset_policy \"ressource\" \"x\" {\n  id = \"X\"\n  title = \"x\"\n  enforce {\n    condition = true\n    error_message = \"x\"\n  }\n}",
            ),
        ),
        (
            "bad id",
            errors(
                "asset_policy \"*\" \"x\" {\n  id = \"cac_r9\"\n  title = \"x\"\n  enforce {\n    condition = true\n    error_message = \"x\"\n  }\n}",
            ),
        ),
        ("no condition", with("enforce { error_message = \"x\" }")),
        ("bad basis", with("basis = [\"circulaire-6404-sg#R99\", \"loi-2024-449#31\"]")),
        ("basis is no list", with("basis = \"loi-2024-449#31\"")),
        ("bad severity", with("severity = \"fatal\"")),
        ("bad level", with("enforcement_level = \"hard\"")),
        ("two severities", with("severity = \"error\"\n  enforcement_level = \"advisory\"")),
        ("bad wording", with("rationale = { fr = \"seulement\" }")),
        ("text that refers", with("remedy = \"see ${asset.address}\"")),
        ("unknown attribute", with("filter = asset.offer.secnumclod.valid")),
        ("unknown group", with("filter = asset.ofer.kind == \"commercial\"")),
        ("a group is no value", with("filter = asset.offer != null")),
        ("unknown root", with("filter = resource.kind == \"x\"")),
        ("unknown local", with("filter = local.missing")),
        ("unknown input", with("filter = input.missing")),
        ("a local that refers to itself", with("locals {\n    a = local.b\n    b = local.a\n  }\n  filter = local.a")),
        ("a local twice", with("locals {\n    a = 1\n    a = 2\n  }")),
        ("a local in two blocks", with("locals {\n    a = 1\n  }\n  locals {\n    a = 2\n  }")),
        ("an error in a local that nothing reads", with("locals {\n    a = asset.adress\n  }")),
        ("no prefix", with("filter = contains([\"a\"], asset.type)")),
        ("no such function", with("filter = core::containz([\"a\"], asset.type)")),
        ("error inside for", with("filter = core::alltrue([for c in asset.placement.countries : c == asset.contry])")),
        ("error inside a template", with("locals {\n    a = \"x ${asset.nom} y\"\n  }")),
        ("presence of something else", with("filter = core::has(asset.offer, \"proprietor\")")),
        ("input without value", errors("input \"regions\" {\n  type = list(string)\n}")),
        ("default of another type", errors("input \"count\" {\n  type    = number\n  default = \"many\"\n}")),
        ("a type that differs by a letter", on_code("resource_policy \"aws_s3_buckets\" \"x\"", "")),
        ("a pattern that matches nothing", on_code("resource_policy \"aws_s33_*\" \"x\"", "")),
        ("a type that may be newer", on_code("resource_policy \"aws_something_of_next_year\" \"x\"", "")),
        ("a type of a provider that is not known", on_code("resource_policy \"acme_thing\" \"x\"", "")),
        ("no such operation", on_code(BUCKET, "operations = [\"create\", \"destroy\"]")),
        ("no operation", on_code(BUCKET, "operations = []")),
        ("operations of a provider", on_code("provider_policy \"aws\" \"x\"", "operations = [\"create\"]")),
        ("what was before of what may be new", on_code(BUCKET, "filter = prior_attrs.bucket != null")),
        (
            "what was before of what is new",
            on_code(BUCKET, "operations = [\"create\", \"update\"]\n  filter = prior_attrs.bucket != null"),
        ),
        ("what was before", on_code(BUCKET, "operations = [\"delete\"]\n  filter = prior_attrs.bucket != null")),
        ("an asset on code", on_code(BUCKET, "filter = asset.holds_data")),
        ("a data source on code", on_code(BUCKET, "filter = data.aws_ami.x.id == \"\"")),
        ("a level by an input that is not declared", on_code(BUCKET, "enforcement_level = input.level")),
        ("attributes on an asset", with("filter = attrs.bucket != null")),
        ("a function of a plugin that is not declared", on_code(BUCKET, "filter = acme::check(attrs.bucket)")),
        ("the same policy twice", errors(&[SMALL, SMALL].concat())),
        (
            "a plugin",
            errors(&format!(
                "policy {{\n  plugins {{\n    acme = {{ source = \"x\" }}\n  }}\n}}\n{}",
                SMALL.replace("true", "acme::check(attrs.bucket)")
            )),
        ),
        ("a block in the header", errors("policy {\n  required_provider {}\n}")),
        ("bad type", errors("input \"count\" {\n  type    = integer\n  default = 1\n}")),
    ];
    insta::assert_snapshot!(shown(cases));
}

#[test]
fn what_a_kind_does_not_have_is_said_at_its_place() {
    let cases: &[(&str, String)] = &[
        ("what is not known beside arguments", on_code(BUCKET, "filter = core::try(meta.tpye, null) == null")),
        (
            "what is known beside other arguments",
            on_code("provider_policy \"aws\" \"x\"", "filter = meta.address == null"),
        ),
        (
            "presence of what is not known beside arguments",
            on_code("module_policy \"*\" \"x\"", "filter = core::has(meta, \"versoin\")"),
        ),
        ("what is known beside some", on_asset("resource|module", "core::try(meta.version, null) == null")),
        ("what is known beside none", on_asset("*", "core::try(meta.workspace, null) == null")),
        ("what was before on an asset", with("filter = prior_attrs.bucket != null")),
        ("attributes of a state", on_asset("state", "attrs.bucket != null")),
        ("what is known beside the arguments of a state", on_asset("state", "meta.type == \"s3\"")),
        ("attributes of some that have them", on_asset("resource|state", "attrs.bucket != null")),
        ("data in a provider configuration", on_asset("provider", "asset.classification.health")),
        ("flows from a provider configuration", on_asset("provider", "asset.flows == []")),
        ("the category of a provider configuration", on_asset("provider", "core::has(asset, \"category\")")),
        ("data in whatever there is", on_asset("*", "asset.classification.health")),
        ("data in a module", on_asset("module", "asset.classification.health")),
        ("a kind that there is not among others", on_asset("resource|states", "true")),
        ("resources looked up for an asset", with("filter = core::length(core::getresources(\"aws_vpc\", {})) > 0")),
        (
            "a type that is looked up and differs by a letter",
            on_code(BUCKET, "filter = core::length(core::getresources(\"aws_s3_buckets\", {})) > 0"),
        ),
    ];
    insta::assert_snapshot!(shown(cases));
}

fn shown(cases: &[(&str, String)]) -> String {
    let shown: Vec<String> = cases.iter().map(|(name, errors)| format!("## {name}\n{errors}")).collect();
    shown.join("\n\n")
}

#[test]
fn the_same_id_twice_is_an_error_across_files() {
    let text = "asset_policy \"*\" \"x\" {\n  id = \"X\"\n  title = \"x\"\n  enforce {\n    condition = true\n    error_message = \"x\"\n  }\n}";
    let files = [
        PolicyFile { pack: "one", path: "one.policy.hcl", text },
        PolicyFile { pack: "two", path: "two.policy.hcl", text },
    ];
    let mut sources = Sources::default();
    let Err(DoctrineError::Policies(errors)) = Doctrine::of(&files, &PolicyInputs::new(), &mut sources) else {
        panic!("accepted")
    };
    let [error] = errors.as_slice() else { panic!("{errors:?}") };
    assert_eq!(&**sources.position(error.span).0, "two.policy.hcl");
    assert_eq!(error.kind.to_string(), "the id `X` is already that of another policy");
}

#[test]
fn an_input_takes_the_value_that_is_given_and_converts_it() {
    let text = r#"
input "wanted" {
  type    = bool
  default = true
}
asset_policy "*" "x" {
  id    = "X"
  title = "x"
  enforce {
    condition     = input.wanted
    error_message = "not wanted"
  }
}"#;
    let judge = |inputs: PolicyInputs| {
        let file = PolicyFile { pack: "test", path: "test.policy.hcl", text };
        let doctrine = Doctrine::of(&[file], &inputs, &mut Sources::default()).unwrap();
        let asset = crate::support::database("a.b");
        let judged =
            doctrine.judge(&[asset], &[], &crate::support::administration(), crate::support::day("2026-11-24"));
        judged.tally()
    };
    assert_eq!(judge(PolicyInputs::new()).compliant, 1);
    let given = |value: Value| PolicyInputs::from([("wanted".into(), value)]);
    assert_eq!(judge(given(Value::string("false"))).violations, 1);
    let file = PolicyFile { pack: "test", path: "test.policy.hcl", text };
    let wrong = Doctrine::of(&[file], &given(Value::string("maybe")), &mut Sources::default());
    assert!(matches!(wrong, Err(DoctrineError::Policies(errors)) if errors.len() == 1));
}

#[test]
fn whether_a_rule_may_be_ignored_is_true_or_false() {
    assert_eq!(with("ignorable = false"), "none");
    assert_eq!(with("ignorable = \"no\""), "8:15 `\"no\"` `ignorable` must be true or false");
}

#[test]
fn a_rule_on_a_register_has_texts_and_no_conditions() {
    let register = |label: &str, more: &str| {
        errors(&format!("register_policy \"{label}\" \"x\" {{\n  id = \"X\"\n  title = \"x\"\n  {more}\n}}\n"))
    };
    assert_eq!(register("derogation", ""), "none");
    assert!(register("registre", "").contains("no asset is a `registre`; known: derogation"));
    let condition = register("derogation", "ignorable = true");
    assert!(condition.contains("there is no argument `ignorable` in register_policy"), "{condition}");
}
