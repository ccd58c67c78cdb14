//! Repositories that go beyond what the analysis follows: what is not looked at is told, and never passes for right.

use std::fmt::Write as _;

use super::{LANGUAGES, check, repository};

/// Health data outside the European Economic Area: an error wherever it is found.
const HEALTH_DATA: &str = r#"
provider "aws" {
  region = "us-east-1"
}
resource "aws_s3_bucket" "patients" {
  tags = { data_classification = "sante", env = "prod" }
}
"#;

/// Asserts what a check of `files` ends with, that it says `words`, in French and in English, and how to go on.
fn assert_told(files: &[(&str, &str)], code: i32, problem: &str, words: [&str; 2]) {
    let directory = repository(files);
    for (language, words) in LANGUAGES.into_iter().zip(words) {
        let consequence = if language == "fr" { "au-delà de la limite" } else { "beyond the limit" };
        check(directory.path(), language, &[]).assert(code, &[problem, words, consequence]);
    }
}

#[test]
fn too_many_module_instances_hide_no_other_module() {
    let main = "module \"a\" {\n  source = \"./empty\"\n  count  = 100000\n}\n\
                module \"z\" {\n  source = \"./real\"\n}\n";
    let files = [("main.tf", main), ("empty/main.tf", "locals {}\n"), ("real/main.tf", HEALTH_DATA)];
    assert_told(&files, 1, "limit-modules", ["instances de modules", "module instances"]);
    let directory = repository(&files);
    check(directory.path(), "en", &[]).assert(1, &["HDS-LOCATION", "module.z.aws_s3_bucket.patients", "main.tf:1:1"]);
}

#[test]
fn of_too_many_module_instances_one_stands_for_all() {
    let main = "module \"a\" {\n  source = \"./real\"\n  count  = 100000\n}\n";
    let directory = repository(&[("main.tf", main), ("real/main.tf", HEALTH_DATA)]);
    check(directory.path(), "en", &[]).assert(1, &["limit-modules", "module.a[\"*\"].aws_s3_bucket.patients"]);
}

#[test]
fn each_call_is_followed_however_many_instances_the_others_have() {
    // Two to the power of twenty paths lead to the last module.
    let mut files: Vec<(String, String)> = (0..20)
        .map(|level| {
            let (path, up) =
                if level == 0 { ("main.tf".to_owned(), "./") } else { (format!("m{level}/main.tf"), "../") };
            let call = |name: &str| format!("module \"{name}\" {{\n  source = \"{up}m{}\"\n}}\n", level + 1);
            (path, call("one") + &call("two"))
        })
        .collect();
    files.push(("m20/main.tf".to_owned(), HEALTH_DATA.to_owned()));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
    assert_told(&files, 1, "limit-modules", ["instances de modules", "module instances"]);
}

#[test]
fn too_many_instances_of_a_resource_are_told() {
    let main = "resource \"null_resource\" \"many\" {\n  count = 100001\n}\n";
    assert_told(&[("main.tf", main)], 3, "limit-instances", ["instances de ressources", "resource instances"]);
}

#[test]
fn too_many_instances_of_all_resources_hide_no_other_resource() {
    let main = "resource \"null_resource\" \"a\" {\n  count = 60000\n}\n\
                resource \"null_resource\" \"b\" {\n  count = 60000\n}\n";
    let files = [("main.tf", main), ("z.tf", HEALTH_DATA)];
    assert_told(&files, 1, "limit-instances", ["instances de ressources", "resource instances"]);
}

#[test]
fn modules_too_deep_inside_one_another_are_told() {
    let mut files: Vec<(String, String)> = (0..80)
        .map(|level| {
            let (path, up) =
                if level == 0 { ("main.tf".to_owned(), "./") } else { (format!("m{level}/main.tf"), "../") };
            (path, format!("module \"next\" {{\n  source = \"{up}m{}\"\n}}\n", level + 1))
        })
        .collect();
    files.push(("m80/main.tf".to_owned(), HEALTH_DATA.to_owned()));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
    // What is beyond is judged as a root module of its own.
    assert_told(&files, 1, "limit-module-depth", ["imbriqué dans trop d’autres", "inside too many others"]);
}

/// A check of a bucket in the region `expression`, with `locals` beside it.
fn region(locals: &str, expression: &str) -> String {
    format!("{locals}\nprovider \"aws\" {{\n  region = {expression}\n}}\nresource \"aws_s3_bucket\" \"one\" {{}}\n")
}

#[test]
fn a_string_that_is_too_long_is_told() {
    let mut locals = "locals {\n  s0 = \"0123456789abcdef\"\n".to_owned();
    for level in 1..=40 {
        let before = level - 1;
        writeln!(locals, "  s{level} = \"${{local.s{before}}}${{local.s{before}}}\"").expect("a line");
    }
    let main = region(&(locals + "}"), "local.s40");
    assert_told(&[("main.tf", &main)], 3, "limit-text", ["plus longue", "longer than"]);
}

#[test]
fn a_function_beyond_its_limit_is_told() {
    let main = region("", "\"eu-${length(range(2000000))}\"");
    let words = ["nombre d’éléments", "the number of elements"];
    assert_told(&[("main.tf", &main)], 3, "limit-function", words);
}

#[test]
fn references_too_deep_inside_one_another_are_told() {
    let mut locals = "locals {\n  s0 = \"fr-par\"\n".to_owned();
    for level in 1..=2_000 {
        writeln!(locals, "  s{level} = local.s{}", level - 1).expect("a line");
    }
    let main = region(&(locals + "}"), "local.s2000");
    assert_told(&[("main.tf", &main)], 3, "limit-depth", ["plus de niveaux", "more levels"]);
}

#[test]
fn work_without_end_hides_nothing_that_is_cheap() {
    // Each takes more than a whole root module may.
    let mut burn = "locals {\n  all = range(5000)\n".to_owned();
    for number in 0..8 {
        writeln!(burn, "  burn{number} = [for i in local.all : [for j in local.all : i + j + {number}]]")
            .expect("a line");
    }
    burn += "}\n";
    for number in 0..8 {
        writeln!(burn, "resource \"null_resource\" \"a{number}\" {{\n  count = length(local.burn{number})\n}}")
            .expect("a line");
    }
    let directory = repository(&[("a.tf", &burn), ("z.tf", HEALTH_DATA)]);
    let run = check(directory.path(), "en", &[]);
    run.assert(1, &["limit-work", "more work", "HDS-LOCATION", "z.tf:3:12"]);
}

#[test]
fn work_without_end_is_told_when_nothing_else_is_wrong() {
    let burn = region("locals {\n  all = range(5000)\n}", "[for i in local.all : [for j in local.all : i + j]][0][0]");
    assert_told(&[("main.tf", &burn)], 3, "limit-work", ["plus de travail", "more work"]);
}

#[test]
fn values_that_a_few_lines_make_too_large_are_told() {
    let mut locals = "locals {\n  s0 = [\"a\"]\n".to_owned();
    for level in 1..=40 {
        let before = level - 1;
        writeln!(locals, "  s{level} = [local.s{before}, local.s{before}]").expect("a line");
    }
    locals += "}";
    for expression in [
        "local.s40",
        "\"${local.s40}\"",
        "local.s40 == local.s40 ? \"a\" : \"b\"",
        "contains(local.s40, \"a\") ? \"a\" : \"b\"",
        "try(local.s40[0], \"a\")",
        "merge({ a = local.s40 }, {}).a",
        "toset(local.s40)",
        "distinct(local.s40)",
        "coalesce(local.s40, [])",
        "sensitive(local.s40)",
    ] {
        let directory = repository(&[("main.tf", &region(&locals, expression))]);
        check(directory.path(), "en", &[]).assert(3, &["limit-size", "larger, or deeper"]);
    }
    let tags = format!("{locals}\nresource \"aws_s3_bucket\" \"one\" {{\n  tags = local.s40\n}}\n");
    assert_told(&[("main.tf", &tags)], 3, "limit-size", ["plus grande, ou plus profonde", "larger, or deeper"]);
}

#[test]
fn values_that_get_too_deep_from_one_to_the_next_are_told() {
    let mut main = "locals {\n  s0 = \"a\"\n".to_owned();
    for level in 1..=1_000 {
        writeln!(main, "  s{level} = [local.s{}]", level - 1).expect("a line");
    }
    main += "}\n";
    // Each asks for a value that is only a little deeper than the one before.
    for level in (0..=1_000).step_by(50) {
        writeln!(main, "resource \"aws_s3_bucket\" \"b{level}\" {{\n  tags = local.s{level}\n}}").expect("a line");
    }
    assert_told(&[("main.tf", &main)], 3, "limit-size", ["plus profonde", "deeper"]);
}

#[test]
fn work_inside_of_functions_counts() {
    let locals = "locals {\n  large  = { for n in range(50000) : \"k${n}\" => n }\n  \
                  merged = [for n in range(3000) : merge(local.large, { n = n })]\n}";
    for expression in [
        "local.merged[0].n",
        "join(\"\", [for n in range(3000) : jsonencode(local.large)])",
        "[for n in range(100000) : regex(\"[a-z]{900}\", \"a\")][0]",
        "[for n in range(100000) : filesha256(\"large.txt\")][0]",
        "[for n in range(3000) : [for m in local.large : m]][0][0]",
        "[for n in range(3000) : values(local.large)[*]][0][0]",
    ] {
        let directory = repository(&[("main.tf", &region(locals, expression)), ("large.txt", &"text".repeat(1 << 20))]);
        check(directory.path(), "en", &[]).assert(3, &["limit-work", "more work"]);
    }
}
