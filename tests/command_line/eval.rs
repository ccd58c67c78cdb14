//! `cocarde eval`: what an expression is worth, in a module and in none.

use super::{repository, run};

const MAIN: &str = r#"
variable "site" {
  type = string
  validation {
    condition     = contains(["paris", "manama"], var.site)
    error_message = "One of the two sites."
  }
}
variable "password" {
  default   = "hunter2"
  sensitive = true
}
locals {
  regions = { paris = "eu-west-3", manama = "me-south-1" }
  wrong   = local.regions.rome
}
"#;

/// The expression, options, and what is said: on the standard output, then anywhere; with the exit code.
type Case = (&'static str, &'static [&'static str], i32, &'static str, &'static [&'static str]);

const CASES: &[Case] = &[
    ("local.regions.paris", &[], 0, "\"eu-west-3\"\n", &[]),
    (
        "{ a = 1, b = [true, \"x\\ny\"] }",
        &[],
        0,
        "{\n  \"a\" = 1\n  \"b\" = [\n    true,\n    <<-EOT\n    x\n    y\n    EOT,\n  ]\n}\n",
        &[],
    ),
    ("toset([\"b\", \"a\"])", &[], 0, "toset([\n  \"a\",\n  \"b\",\n])\n", &[]),
    ("local.regions[var.site]", &["--var", "site=manama"], 0, "\"me-south-1\"\n", &[]),
    (
        "local.regions[var.site]",
        &[],
        0,
        "unknown: var.site has no value here (main.tf:2)\nmay be: \"eu-west-3\", \"me-south-1\"\n",
        &[],
    ),
    ("[var.site]", &[], 0, "[\n  (known after apply),\n]\nunknown: var.site has no value here (main.tf:2)\n", &[]),
    (
        "var.site",
        &["--lang", "fr"],
        0,
        "inconnu : var.site n’a pas de valeur ici (main.tf:2)\npeut être : \"paris\", \"manama\"\n",
        &[],
    ),
    ("terraform.workspace", &["--workspace", "prod"], 0, "\"prod\"\n", &[]),
    ("var.password", &[], 0, "(sensitive value)\n", &[]),
    ("local.wrong", &[], 1, "", &["evaluation-attribute", "main.tf:15"]),
    ("1 +", &[], 2, "", &["syntax-missing-expression"]),
    ("var.site", &["nowhere"], 2, "", &["nowhere"]),
    ("1 + 1", &["--format", "json"], 0, "{\"value\":2}\n", &[]),
    ("var.password", &["--format", "json"], 0, "{\"sensitive\":true}\n", &[]),
    ("\"${var.password}\"", &["--format", "json"], 0, "{\"sensitive\":true}\n", &[]),
    (
        "var.site",
        &["--format", "json"],
        0,
        "",
        &["\"candidates\":[\"paris\",\"manama\"]", "\"reasons\":[\"var.site has no value here (main.tf:2)\"]"],
    ),
    ("nosuch()", &["--format", "json"], 1, "", &["{\"error\":[{\"code\":\"evaluation-no-such-function\""]),
];

#[test]
fn expressions_have_values_or_reasons_not_to() {
    let directory = repository(&[("main.tf", MAIN)]);
    for (expression, options, code, said, words) in CASES {
        let run = run(directory.path(), &[&["eval", expression], *options].concat());
        run.assert(*code, words);
        if !said.is_empty() {
            assert_eq!(run.out, *said, "{expression}");
        }
        assert!(!format!("{}{}", run.out, run.errors).contains("hunter2"), "{expression}");
    }
}

#[test]
fn without_configuration_an_expression_refers_to_nothing() {
    let directory = repository(&[]);
    let alone = run(directory.path(), &["eval", "cidrsubnet(\"10.0.0.0/8\", 8, 2)"]);
    alone.assert(0, &[]);
    assert_eq!(alone.out, "\"10.2.0.0/16\"\n");
    run(directory.path(), &["eval", "var.x"]).assert(1, &["evaluation-not-here"]);
}

/// As for Terraform: of `--var` and `--var-file`, the later one wins, and both win over what is read by itself.
#[test]
fn the_later_of_values_and_files_wins() {
    let files = [
        ("main.tf", "variable \"a\" {}\n"),
        ("terraform.tfvars", "a = \"automatic\"\n"),
        ("given.tfvars", "a = \"file\"\n"),
    ];
    let directory = repository(&files);
    let value = ["--var", "a=value"];
    let file = ["--var-file", "given.tfvars"];
    for (given, expected) in [
        ([&value[..], &file].concat(), "\"file\""),
        ([&file[..], &value].concat(), "\"value\""),
        (file.to_vec(), "\"file\""),
        (Vec::new(), "\"automatic\""),
    ] {
        let said = run(directory.path(), &[&["eval", "var.a"], given.as_slice()].concat());
        assert_eq!(said.out.trim(), expected, "{given:?}");
    }
}
