//! Repositories that are wrong. Those that a fixture can hold are in `fixtures/`: broken syntax, links, cycles, names.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};

use super::{LANGUAGES, check, repository};

#[test]
fn every_mistake_in_the_settings_is_told_at_its_place() {
    let settings = "exclud = [\"a\"]\n\n[project]\nentity = \"operatuer\"\n\n[[bind]]\nprovider = \"openstack\"\n";
    let directory = repository(&[("main.tf", "locals {}\n"), ("cocarde.toml", settings)]);
    for (language, unknown) in LANGUAGES.into_iter().zip(["la clé « exclud »", "no key \"exclud\""]) {
        let run = check(directory.path(), language, &[]);
        run.assert(
            2,
            &[unknown, "cocarde.toml:1:1", "exclude", "cocarde.toml:4:10", "collectivite", "cocarde.toml:6:1"],
        );
    }
}

#[test]
fn settings_of_a_rule_that_does_not_exist_are_a_mistake() {
    let settings = "[rules.CAC-TAG]\nseverity = \"off\"\n";
    let directory = repository(&[("main.tf", "locals {}\n"), ("cocarde.toml", settings)]);
    for language in LANGUAGES {
        check(directory.path(), language, &[]).assert(2, &["cocarde.toml:1:8", "CAC-TAGS", "IGI-1300"]);
    }
}

#[test]
fn settings_that_cannot_be_read_are_not_passed_over() {
    let directory = repository(&[("prod/main.tf", "locals {}\n")]);
    symlink("nowhere", directory.path().join("cocarde.toml")).expect("a link");
    for language in LANGUAGES {
        check(directory.path(), language, &["prod"]).assert(2, &["cocarde.toml", "--no-config"]);
        check(directory.path(), language, &["prod/main.tf"]).assert(2, &["cocarde.toml", "--no-config"]);
        check(directory.path(), language, &["prod", "--no-config"]).assert(0, &[]);
    }
}

#[test]
fn modules_that_only_call_each_other_are_told() {
    let call = |source: &str| format!("module \"next\" {{\n  source = \"../{source}\"\n}}\n");
    let directory = repository(&[("a/main.tf", &call("b")), ("b/main.tf", &call("a"))]);
    for (language, words) in LANGUAGES.into_iter().zip(["s’appelle lui-même", "calls itself"]) {
        check(directory.path(), language, &[]).assert(3, &[words]);
    }
}

/// Whoever adds a directory must not take another out of judgement.
#[test]
fn what_no_root_module_leads_to_is_judged_all_the_same() {
    let bucket = "provider \"aws\" {\n  region = \"us-east-1\"\n}\nresource \"aws_s3_bucket\" \"a\" {\n  tags = { classification = \"sante\" }\n}\n";
    let unused = "module \"x\" {\n  source = \"../infra\"\n  count  = 0\n}\n";
    let other = "module \"next\" {\n  source = \"../b\"\n}\n";
    let again = format!("module \"next\" {{\n  source = \"../a\"\n}}\n{bucket}");
    let cycle: [(&str, &str); 3] = [("a/main.tf", other), ("b/main.tf", &again), ("c/main.tf", "locals {}\n")];
    for files in [&[("infra/main.tf", bucket), ("evil/main.tf", unused)][..], &cycle] {
        let directory = repository(files);
        check(directory.path(), "en", &[]).assert(1, &["HDS-LOCATION"]);
    }
    // A module that is switched off and cannot run by itself is not deployed.
    let module =
        "resource \"aws_s3_bucket\" \"a\" {\n  region = \"us-east-1\"\n  tags = { classification = \"sante\" }\n}\n";
    let directory =
        repository(&[("m/main.tf", module), ("main.tf", "module \"x\" {\n  source = \"./m\"\n  count  = 0\n}\n")]);
    check(directory.path(), "en", &[]).assert(0, &[]);
}

#[test]
fn undetermined_and_missing_modules_count_as_asked() {
    let unknown = "variable \"region\" {}\nprovider \"scaleway\" {\n  region = var.region\n}\nresource \"scaleway_object_bucket\" \"a\" {\n  tags = { classification = \"sante\" }\n}\n";
    let directory = repository(&[("main.tf", unknown)]);
    check(directory.path(), "en", &[]).assert(0, &["HDS-LOCATION"]);
    check(directory.path(), "en", &["--fail-on-undetermined"]).assert(1, &[]);
    let directory = repository(&[("main.tf", "module \"x\" {\n  source = \"example/x/aws\"\n}\n")]);
    check(directory.path(), "en", &[]).assert(3, &["module-not-installed", "--allow-missing-modules"]);
    check(directory.path(), "en", &["--allow-missing-modules"]).assert(0, &["module-not-installed"]);
}

#[test]
fn a_file_without_permission_is_told_and_not_said_to_be_absent() {
    let directory = repository(&[("main.tf", "locals {}\n")]);
    let path = directory.path().join("main.tf");
    fs::set_permissions(&path, Permissions::from_mode(0o000)).expect("permissions");
    // Nothing is refused to root.
    if File::open(&path).is_ok() {
        return;
    }
    for (language, words) in LANGUAGES.into_iter().zip(["main.tf n’est pas lu", "main.tf is not read"]) {
        let run = check(directory.path(), language, &[]);
        run.assert(3, &[words]);
        assert!(!run.out.contains("no-configuration"), "{}", run.out);
    }
}

#[test]
fn links_to_nothing_and_to_themselves_are_told() {
    let directory = repository(&[("main.tf", "locals {}\n")]);
    symlink("nowhere.tf", directory.path().join("a.tf")).expect("a link");
    symlink("b.tf", directory.path().join("b.tf")).expect("a link");
    for (language, words) in LANGUAGES.into_iter().zip(["lien vers rien", "a link to nothing"]) {
        check(directory.path(), language, &[]).assert(3, &[words, "a.tf", "b.tf"]);
    }
}

#[test]
fn a_huge_file_is_not_read() {
    let directory = repository(&[]);
    let file = File::create(directory.path().join("main.tf")).expect("a file");
    file.set_len(70 << 20).expect("a length");
    for (language, words) in LANGUAGES.into_iter().zip(["plus de 64 Mio", "larger than 64 MiB"]) {
        check(directory.path(), language, &[]).assert(3, &["main.tf", words, "exclude"]);
    }
}

#[test]
fn bytes_that_are_not_text_are_told_and_never_shown() {
    let directory = repository(&[]);
    // The same in every run, and as little text as can be.
    let bytes: Vec<u8> = (0u32..4000).map(|index| (index.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    fs::write(directory.path().join("main.tf"), bytes).expect("a file");
    for (language, words) in LANGUAGES.into_iter().zip(["ne sont pas de l’UTF-8", "are not UTF-8"]) {
        let run = check(directory.path(), language, &[]);
        run.assert(3, &["main.tf", words]);
        let control = |character: char| character.is_control() && character != '\n';
        assert!(!run.out.contains(control), "{:?}", run.out);
    }
}

#[test]
fn a_default_of_another_type_is_told() {
    let code = "variable \"nombre\" {\n  type    = number\n  default = \"deux\"\n}\n\n\
                resource \"aws_s3_bucket\" \"x\" {\n  count = var.nombre\n}\n";
    let directory = repository(&[("main.tf", code)]);
    for (language, words) in LANGUAGES.into_iter().zip(["un nombre est attendu", "a number is expected"]) {
        check(directory.path(), language, &[]).assert(0, &["main.tf:3:", "var.nombre", words]);
    }
}

#[test]
fn nothing_to_analyse_is_said_without_empty_counts() {
    let directory = repository(&[]);
    for (language, words) in LANGUAGES.into_iter().zip(["aucun fichier Terraform", "no Terraform or OpenTofu file"]) {
        let run = check(directory.path(), language, &[]);
        run.assert(3, &[words]);
        assert!(!run.out.contains("0/0"), "{}", run.out);
    }
}
