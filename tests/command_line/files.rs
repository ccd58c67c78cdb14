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

#[test]
fn what_a_variable_file_makes_wrong_is_told_once_with_its_line() {
    let main = r#"
variable "zone" {}
variable "size" {
  default = 1
}
locals {
  mail = "mail.${var.zone}"
  web  = "www.${var.zone}"
}
resource "aws_s3_bucket" "b" {
  tags = { Name = local.mail, Alias = local.web }
}
module "m" {
  source = "./m"
  zone   = var.zone
}
"#;
    let module = "variable \"zone\" {}\nresource \"aws_s3_bucket\" \"b\" {\n  tags = { Name = \"x.${var.zone}\" }\n}\n";
    let blank = "{\n  \"size\": 2,\n  \"zone\": null\n}\n";
    let files = [("main.tf", main), ("m/main.tf", module), ("prod.tfvars", "zone = \"x.fr\"\n")];
    let directory = repository(&[&files[..], &[("env/dev.tfvars.json", blank)]].concat());
    for (language, words) in LANGUAGES.into_iter().zip([
        ["donné par    var.zone ← env/dev.tfvars.json:3", "prévoir son absence"],
        ["given by     var.zone ← env/dev.tfvars.json:3", "provide for its absence"],
    ]) {
        let run = check(directory.path(), language, &[]);
        run.assert(0, &[&words[..], &["m/main.tf:3:24", "main.tf:7", "main.tf:8"]].concat());
        assert_eq!(run.out.matches("evaluation-interpolation").count(), 1, "{}", run.out);
        assert!(!run.out.contains("jsonencode"), "{}", run.out);
    }
    // A form to fill in is no run, and that it is not read is told.
    let directory = repository(&[&files[..], &[("env/template.tfvars.json", blank)]].concat());
    for (language, words) in LANGUAGES.into_iter().zip(["son nom", "its name"]) {
        let run = check(directory.path(), language, &[]);
        run.assert(0, &["variable-files-unread", "env/template.tfvars.json", words]);
        assert!(!run.out.contains("evaluation-interpolation"), "{}", run.out);
    }
    let given = check(directory.path(), "en", &["--var-file", "env/template.tfvars.json"]);
    given.assert(0, &["var.zone ← env/template.tfvars.json:3"]);
}

#[test]
fn a_file_that_does_not_exist_is_told_by_its_path_once_for_all_roots() {
    let root = |path: &str| {
        format!(
            "locals {{\n  config = yamldecode(file(\"${{path.module}}/{path}\"))\n}}\nprovider \"aws\" {{\n  \
             region = \"eu-west-3\"\n}}\nresource \"aws_s3_bucket\" \"b\" {{\n  tags = local.config.tags\n}}\n"
        )
    };
    let [one, other, third] =
        ["../../config/zone.yaml", "../../../config/zone.yaml", "../../config/other.yaml"].map(root);
    let directory =
        repository(&[("roots/a/main.tf", &one), ("roots/deep/b/main.tf", &other), ("roots/c/main.tf", &third)]);
    for (language, words) in LANGUAGES.into_iter().zip([
        ["le fichier config/zone.yaml n’existe pas", "ajouter le fichier config/zone.yaml", "2 : aws_s3_bucket.b"],
        ["the file config/zone.yaml does not exist", "add the file config/zone.yaml", "2: aws_s3_bucket.b"],
    ]) {
        let run = check(directory.path(), language, &[]);
        run.assert(0, &words);
        for path in ["config/zone.yaml", "config/other.yaml"] {
            let title =
                if language == "fr" { format!("{path} n’existe pas") } else { format!("{path} does not exist") };
            assert_eq!(run.out.matches(&title).count(), 1, "{}", run.out);
        }
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

/// A landing zone that is French, until a file beside it says otherwise.
const FRENCH: &str = "variable \"region\" {\n  default = \"eu-west-3\"\n}\n\nprovider \"aws\" {\n  region = var.region\n}\n\n\
                      resource \"aws_s3_bucket\" \"b\" {\n  tags = { data_classification = \"public\" }\n}\n";

/// The same with health data.
const OVERRIDE: &str = "resource \"aws_s3_bucket\" \"b\" {\n  tags = { data_classification = \"sante\" }\n}\n";

#[test]
fn what_git_ignores_and_terraform_reads_is_judged() {
    let files = [
        ("main.tf", FRENCH),
        (".gitignore", "*.tfvars\n*_override.tf\nbuild/\n"),
        ("tags_override.tf", OVERRIDE),
        ("terraform.tfvars", "region = \"us-east-1\"\n"),
        ("prod.tfvars", "region = \n"),
        ("build/main.tf", "resource {\n"),
    ];
    let directory = repository(&files);
    for language in LANGUAGES {
        check(directory.path(), language, &[]).assert(1, &["HDS-LOCATION", "terraform.tfvars:1", "us-east-1"]);
    }
}

#[test]
fn directories_that_link_to_each_other_are_judged_once() {
    let directory = repository(&[("d0/main.tf", FRENCH), ("d0/terraform.tfvars", "region = \"eu-west-1\"\n")]);
    for level in 0..40 {
        let below = directory.path().join(format!("d{}", level + 1));
        fs::create_dir(&below).expect("a directory");
        for name in ["a", "b"] {
            symlink(&below, directory.path().join(format!("d{level}/{name}"))).expect("a link");
        }
    }
    fs::write(directory.path().join("d40/main.tf"), FRENCH).expect("a file");
    for (language, files) in LANGUAGES.into_iter().zip(["3 fichiers", "3 files"]) {
        check(directory.path(), language, &[]).assert(0, &[files]);
    }
}

#[test]
fn a_name_that_is_not_unicode_matters_in_a_file_of_ours_only() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let directory = repository(&[("main.tf", "locals {}\n")]);
    let odd = |name: &[u8]| directory.path().join(OsStr::from_bytes(name));
    // Some file systems have no such names.
    if fs::write(odd(b"caf\xe9.png"), "").is_err() {
        return;
    }
    check(directory.path(), "en", &[]).assert(0, &["1 file "]);
    fs::write(odd(b"caf\xe9.tf"), "").expect("a file");
    for language in LANGUAGES {
        let run = check(directory.path(), language, &[]);
        run.assert(3, &["caf\u{fffd}.tf", "Unicode"]);
        assert!(!run.out.contains(&*directory.path().to_string_lossy()), "{}", run.out);
    }
}

#[test]
fn of_a_file_its_module_is_judged_and_what_is_in_it_told() {
    let bucket = |name: &str| {
        format!("resource \"aws_s3_bucket\" \"{name}\" {{\n  tags = {{ data_classification = \"sante\" }}\n}}\n")
    };
    let directory = repository(&[
        (
            "prod/main.tf",
            &(bucket("ici") + "\nresource \"random_pet\" \"nom\" {}\n\nmodule \"m\" {\n  source = \"../m\"\n}\n"),
        ),
        ("prod/provider.tf", "provider \"aws\" {\n  region = var.region\n}\n"),
        ("prod/variables.tf", "variable \"region\" {\n  default = \"eu-west-3\"\n}\n"),
        ("prod/terraform.tfvars", "region = \"us-east-1\"\n"),
        ("prod/autre.tf", &bucket("autre").replace("\"sante\"", "\"sante\", x = base64decode(\"!!\")")),
        ("prod/locals.tf", "locals {}\n"),
        ("prod/nested/main.tf", "resource {\n"),
        ("m/main.tf", &bucket("module")),
        ("README.md", "# Prod\n"),
    ]);
    let told = |file: &str, code: i32, words: &[&str]| {
        let run = check(directory.path(), "en", &[file, "--verbose"]);
        run.assert(code, words);
        run.out
    };
    // The region comes from a sibling and its variable file, and the finding names all that it makes fail.
    let out =
        told("prod/main.tf", 1, &["HDS-LOCATION", "us-east-1", "aws_s3_bucket.ici", "module.m.aws_s3_bucket.module"]);
    assert!(!out.contains("evaluation-"), "{out}");
    // Place alone, and nothing declared.
    told("prod/provider.tf", 1, &["HDS-LOCATION", "prod/provider.tf:2"]);
    told("prod/autre.tf", 1, &["aws_s3_bucket.autre", "evaluation-", "prod/autre.tf:2"]);
    let out = told("prod/locals.tf", 0, &["1 root", "0 resources", "0 violations"]);
    assert!(!out.contains("HDS-LOCATION"), "{out}");
    told("prod/terraform.tfvars", 1, &["HDS-LOCATION", "prod/terraform.tfvars:1"]);
    told("README.md", 3, &["no-configuration"]);
}

#[test]
fn of_a_file_what_hinders_its_module_is_told() {
    let directory = repository(&[("main.tf", "locals {}\n"), ("broken.tf", "resource {\n")]);
    for language in LANGUAGES {
        check(directory.path(), language, &["main.tf"]).assert(3, &["broken.tf"]);
    }
}

#[test]
fn what_git_ignores_is_told_when_it_is_configuration() {
    let files = [
        ("main.tf", "locals {}\n"),
        ("real/main.tf", "locals {}\n"),
        ("build/x.js", ""),
        (".gitignore", "real/\nbuild/\n"),
    ];
    let directory = repository(&files);
    for (language, words) in LANGUAGES.into_iter().zip(["le répertoire « real »", "the directory \"real\""]) {
        let run = check(directory.path(), language, &[]);
        run.assert(0, &["ignored-configuration", words]);
        assert!(!run.out.contains("build"), "{}", run.out);
    }
}

/// What no root module is run with, as far as places and names tell, is said: it may be how it is run.
#[test]
fn variable_files_that_nobody_reads_are_told() {
    let main = "variable \"region\" {\n  default = \"eu-west-3\"\n}\nlocals {\n  region = var.region\n}\n";
    let files = [("infra/main.tf", main), ("envs/prod.tfvars", "region = \"ap-south-1\"\n")];
    let directory = repository(&files);
    for language in LANGUAGES {
        check(directory.path(), language, &[]).assert(0, &["variable-files-unread", "envs/prod.tfvars", "--var-file"]);
    }
    let told = check(directory.path(), "en", &["infra", "--var-file", "envs/prod.tfvars"]);
    assert!(!told.out.contains("variable-files-unread"), "{}", told.out);
}
