//! What comments and baselines do to findings on code: the same as to those on assets.

use std::path::Path;

use serde_json::{Value as Json, json};

use super::{check, directory};

const REGION: &str = r#"
resource_policy "aws_s3_bucket" "region" {
  enforce {
    condition = attrs.region == "eu-west-3"
  }
}
"#;

/// Each finding: its kind, its addresses, what sets it aside.
fn told(directory: &Path, arguments: &[&str]) -> (Option<i32>, Vec<String>, Json) {
    let output = check(directory, &[arguments, &["--format", "json"]].concat());
    let report: Json = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"));
    let line = |own: &Json| {
        let resources = own["resources"].as_array().unwrap().iter();
        let addresses: Vec<&str> = resources.map(|own| own["address"].as_str().unwrap()).collect();
        let exception = own["exception"]["kind"].as_str().unwrap_or("-");
        format!("{} {} {exception}", own["kind"].as_str().unwrap(), addresses.join(" ")).trim_end().to_owned()
    };
    let mut lines: Vec<String> = report["diagnostics"].as_array().unwrap().iter().map(line).collect();
    lines.sort();
    (output.status.code(), lines, report["coverage"]["verdicts"].clone())
}

fn bucket(name: &str, region: &str, comment: &str) -> String {
    format!("resource \"aws_s3_bucket\" \"{name}\" {{\n  region = \"{region}\"{comment}\n}}\n")
}

const IGNORED: &str = " # cocarde:ignore[RESOURCE-AWS-S3-BUCKET-REGION] reason=\"x\"";

#[test]
fn a_comment_sets_aside_what_it_stands_at() {
    let called = |comment: &str| {
        format!("{}{}\nmodule \"m\" {{\n  source = \"./m\"\n}}\n", bucket("a", "us-east-1", IGNORED), comment)
    };
    let files = |main: &str| {
        directory(&[
            ("own.policy.hcl", REGION),
            ("main.tf", main),
            ("m/main.tf", &bucket("b", "us-east-1", "")),
            ("c.tf", &bucket("c", "eu-west-3", "")),
        ])
    };
    let one = files(&called(""));
    let (code, lines, verdicts) = told(one.path(), &[]);
    assert_eq!(code, Some(1), "one of the two is set aside");
    assert_eq!(lines, ["violation aws_s3_bucket.a suppression", "violation module.m.aws_s3_bucket.b -"]);
    let counted = |key: &str| verdicts[key].clone();
    assert_eq!(["violations", "suppressed", "compliant"].map(counted), [json!(1), json!(1), json!(1)]);
    let both = files(&called(IGNORED));
    let (code, lines, _) = told(both.path(), &[]);
    assert_eq!(code, Some(0), "a comment on the call speaks of what the module makes");
    assert_eq!(lines, ["violation aws_s3_bucket.a suppression", "violation module.m.aws_s3_bucket.b suppression"]);
    assert_eq!(told(both.path(), &["--no-inline-ignores"]).0, Some(1));
}

#[test]
fn a_comment_that_sets_nothing_aside_is_told() {
    let own = directory(&[("own.policy.hcl", REGION), ("main.tf", &bucket("a", "eu-west-3", IGNORED))]);
    assert_eq!(told(own.path(), &[]).1, ["problem  -"]);
    // With --no-packs, rules of the program exist all the same.
    let other = IGNORED.replace("RESOURCE-AWS-S3-BUCKET-REGION", "CAC-R9-LOCATION");
    let own = directory(&[("own.policy.hcl", REGION), ("main.tf", &bucket("a", "eu-west-3", &other))]);
    assert_eq!(told(own.path(), &[]).1, [""; 0]);
}

#[test]
fn nobody_ignores_what_is_not_ignorable() {
    let strict = REGION.replace("  enforce", "  ignorable = false\n  baseline = false\n  enforce");
    let own = directory(&[("own.policy.hcl", &strict), ("main.tf", &bucket("a", "us-east-1", IGNORED))]);
    let (code, lines, _) = told(own.path(), &[]);
    assert_eq!(code, Some(1));
    assert!(lines.contains(&"violation aws_s3_bucket.a -".to_owned()), "{lines:?}");
    told(own.path(), &["--write-baseline", "known.json"]);
    let (code, lines, _) = told(own.path(), &["--baseline", "known.json"]);
    assert_eq!(code, Some(1));
    assert!(lines.contains(&"violation aws_s3_bucket.a -".to_owned()), "{lines:?}");
}

#[test]
fn a_baseline_may_know_what_no_comment_sets_aside() {
    let strict = REGION.replace("  enforce", "  ignorable = false\n  enforce");
    let own = directory(&[("own.policy.hcl", &strict), ("main.tf", &bucket("a", "us-east-1", IGNORED))]);
    assert_eq!(told(own.path(), &["--write-baseline", "known.json"]).0, Some(0));
    let (_, lines, _) = told(own.path(), &["--baseline", "known.json"]);
    assert!(lines.contains(&"violation aws_s3_bucket.a baseline".to_owned()), "{lines:?}");
}

#[test]
fn a_baseline_knows_a_block_as_long_as_what_decides_is_the_same() {
    let own = directory(&[("own.policy.hcl", REGION), ("main.tf", &bucket("a", "us-east-1", ""))]);
    let write = |text: &str| std::fs::write(own.path().join("main.tf"), text).unwrap();
    assert_eq!(told(own.path(), &["--write-baseline", "known.json"]).0, Some(0));
    let known = ["--baseline", "known.json"];
    let (code, lines, verdicts) = told(own.path(), &known);
    assert_eq!((code, verdicts["known"].clone()), (Some(0), json!(1)));
    assert_eq!(lines, ["violation aws_s3_bucket.a baseline"]);
    // Lines move, and another bucket joins.
    write(&format!("\n\n{}{}", bucket("b", "us-east-1", ""), bucket("a", "us-east-1", "")));
    let (code, lines, _) = told(own.path(), &known);
    assert_eq!(code, Some(1));
    assert_eq!(lines, ["violation aws_s3_bucket.a baseline", "violation aws_s3_bucket.b -"]);
    write(&bucket("a", "us-west-2", ""));
    let (code, lines, _) = told(own.path(), &known);
    assert_eq!(code, Some(1), "another region is another finding");
    assert!(lines.contains(&"violation aws_s3_bucket.a -".to_owned()), "{lines:?}");
    write(&bucket("a", "eu-west-3", ""));
    let (code, lines, _) = told(own.path(), &known);
    assert_eq!((code, lines.len()), (Some(0), 1), "what is gone is told: {lines:?}");
}

#[test]
fn a_demand_is_made_where_it_is_said() {
    let policy = r#"
resource_policy "aws_s3_bucket" "named" {
  enforce {
    when      = attrs.region == "eu-west-3"
    condition = attrs.bucket == "x"
  }
}
"#;
    let unknown = "variable \"region\" {}\nresource \"aws_s3_bucket\" \"u\" {\n  bucket = \"y\"\n  region = var.region\n}\nresource \"aws_s3_bucket\" \"v\" {\n  bucket = \"x\"\n  region = var.region\n}\n";
    let bucket = |name: &str, region: &str| {
        format!("resource \"aws_s3_bucket\" \"{name}\" {{\n  bucket = \"y\"\n  region = \"{region}\"\n}}\n")
    };
    let text = format!("{}{}{unknown}", bucket("a", "eu-west-3"), bucket("b", "us-east-1"));
    let own = directory(&[("own.policy.hcl", policy), ("main.tf", &text)]);
    let (_, lines, verdicts) = told(own.path(), &[]);
    assert_eq!(lines, ["undetermined aws_s3_bucket.u -", "violation aws_s3_bucket.a -"]);
    let counted = |key: &str| verdicts[key].clone();
    assert_eq!(["compliant", "not_applicable"].map(counted), [json!(1), json!(1)]);
}

#[test]
fn a_block_counts_once_whatever_its_runs() {
    let bucket =
        "variable \"region\" {}\nresource \"aws_s3_bucket\" \"a\" {\n  region = var.region\n  bucket = \"a\"\n}\n";
    let own = directory(&[
        ("own.policy.hcl", REGION),
        ("main.tf", bucket),
        ("one.tfvars", "region = \"eu-west-3\"\n"),
        ("two.tfvars", "region = \"us-east-1\"\n"),
        ("three.tfvars", "region = \"us-west-2\"\n"),
    ]);
    let (code, _, verdicts) = told(own.path(), &[]);
    let counted = |key: &str| verdicts[key].clone();
    assert_eq!(code, Some(1));
    assert_eq!(["violations", "compliant", "undetermined"].map(counted), [json!(1), json!(0), json!(0)]);
    // What is known with one variable file alone does not hide what is found with another.
    told(own.path(), &["--write-baseline", "known.json"]);
    std::fs::write(own.path().join("one.tfvars"), "region = \"sa-east-1\"\n").unwrap();
    let (code, _, verdicts) = told(own.path(), &["--baseline", "known.json"]);
    assert_eq!((code, verdicts["violations"].clone(), verdicts["known"].clone()), (Some(1), json!(1), json!(0)));
}
