//! Derogations, comments and baselines as one uses them. What each covers is held by `fixtures/`.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{LANGUAGES, check, repository, run};

const SETTINGS: &str = "[environments]\nproduction = [\"**\"]\n\n[project]\nstarted = 2021-09-01\n";

/// A provider far away, with resources that hold personal data.
fn far_away(names: &[&str]) -> String {
    let resource = |name: &&str| {
        format!(
            "resource \"openstack_objectstorage_container_v1\" \"{name}\" {{\n  metadata = {{ rgpd = \"oui\" }}\n}}\n"
        )
    };
    let resources: String = names.iter().map(resource).collect();
    format!(
        "provider \"openstack\" {{\n  auth_url = \"https://auth.cloud.ovh.net/v3\"\n  region = \"SGP1\"\n}}\n{resources}"
    )
}

fn json(directory: &Path, arguments: &[&str]) -> Value {
    let run = check(directory, "en", &[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}{}", run.out, run.errors))
}

/// Each finding: its rule, what sets it aside, and the names of its resources.
fn findings(report: &Value) -> Vec<String> {
    let diagnostics = report["diagnostics"].as_array().expect("diagnostics").iter();
    let finding = |own: &Value| {
        let resources = own["resources"].as_array().expect("resources").iter();
        let names: Vec<&str> = resources.filter_map(|own| own["address"].as_str()?.rsplit('.').next()).collect();
        let set_aside = own["exception"]["kind"].as_str().map(|kind| format!("{{{kind}}}")).unwrap_or_default();
        format!("{}{set_aside} {}", own["code"].as_str().expect("a code"), names.join(" ")).trim().to_owned()
    };
    diagnostics.map(finding).collect()
}

#[test]
fn an_old_repository_starts_from_a_baseline() {
    let directory = repository(&[("main.tf", &far_away(&["b", "a"])), ("cocarde.toml", SETTINGS)]);
    let here = directory.path();
    check(here, "en", &[]).assert(1, &["CAC-R9-LOCATION"]);
    for (language, words) in LANGUAGES.into_iter().zip(["2 constats connus écrits", "2 known findings written"]) {
        check(here, language, &["--write-baseline", "known.json"]).assert(0, &[words]);
    }
    let written = fs::read_to_string(here.join("known.json")).expect("the baseline");
    assert!(written.find("container_v1.a\"") < written.find("container_v1.b\""), "{written}");
    check(here, "en", &["--write-baseline", "again.json", "--threads", "1"]).assert(0, &[]);
    assert_eq!(written, fs::read_to_string(here.join("again.json")).expect("the baseline"));
    check(here, "en", &["--baseline", "known.json"]).assert(0, &["2 already known (--verbose to see them)"]);
    check(here, "en", &["--baseline", "known.json", "--verbose"]).assert(0, &["in the baseline"]);

    // Lines move, and what is new fails although it joins what is known.
    let joined = format!("\n\n{}", far_away(&["b", "a", "new"]));
    fs::write(here.join("main.tf"), joined).expect("a file");
    let report = json(here, &["--baseline", "known.json"]);
    assert_eq!(findings(&report), ["CAC-R9-LOCATION new", "CAC-R9-LOCATION{baseline} a b"]);
    assert_eq!(report["coverage"]["verdicts"]["known"], 2);
    check(here, "en", &["--baseline", "known.json"]).assert(1, &["CAC-R9-LOCATION"]);

    // What is gone is told, and taken out when the file is written again.
    fs::write(here.join("main.tf"), far_away(&["a"])).expect("a file");
    check(here, "fr", &["--baseline", "known.json"]).assert(0, &["un constat de l’état de référence n’a plus cours"]);
    check(here, "en", &["--baseline", "known.json", "--write-baseline", "known.json"])
        .assert(0, &["one known finding"]);
    let written = fs::read_to_string(here.join("known.json")).expect("the baseline");
    assert!(written.contains("container_v1.a") && !written.contains("container_v1.b"), "{written}");

    // Where something could not be read, nothing is gone.
    fs::write(here.join("main.tf"), "resource {").expect("a file");
    let broken = check(here, "en", &["--baseline", "known.json"]);
    assert_eq!(broken.code, Some(3));
    assert!(!broken.out.contains("baseline-stale"), "{}", broken.out);
}

#[test]
fn a_change_of_what_decides_is_no_more_known() {
    let directory = repository(&[("main.tf", &far_away(&["a"])), ("cocarde.toml", SETTINGS)]);
    let here = directory.path();
    check(here, "en", &["--write-baseline", "known.json"]).assert(0, &[]);
    fs::write(here.join("main.tf"), far_away(&["a"]).replace("SGP1", "SYD1")).expect("a file");
    check(here, "en", &["--baseline", "known.json"]).assert(1, &["CAC-R9-LOCATION", "baseline-stale"]);
}

#[test]
fn a_part_of_the_repository_keeps_what_is_known_of_the_rest() {
    let files = [("prod/main.tf", far_away(&["a"])), ("recette/main.tf", far_away(&["b"]))];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let directory = repository(&[&files[..], &[("cocarde.toml", SETTINGS)]].concat());
    let here = directory.path();
    check(here, "en", &["--write-baseline", "known.json"]).assert(0, &["2 known findings"]);
    let whole = fs::read_to_string(here.join("known.json")).expect("the baseline");
    let both = ["--baseline", "known.json", "--write-baseline", "known.json"];
    for part in [&["prod"][..], &["prod/main.tf"], &["--skip", "CAC-R9-LOCATION", "--skip", "RGPD-TRANSFER"]] {
        let run = check(here, "en", &[part, &both].concat());
        run.assert(0, &["2 known findings"]);
        assert!(!run.out.contains("baseline-stale"), "{}", run.out);
        assert_eq!(fs::read_to_string(here.join("known.json")).expect("the baseline"), whole, "{part:?}");
    }
}

#[test]
fn what_holds_with_one_variable_file_is_known_with_that_one_alone() {
    let code = format!("variable \"region\" {{}}\n{}", far_away(&["a"]).replace("\"SGP1\"", "var.region"));
    let files = [
        ("main.tf", code.as_str()),
        ("env/recette.tfvars", "region = \"SGP1\"\n"),
        ("env/prod.tfvars", "region = \"GRA11\"\n"),
        ("cocarde.toml", SETTINGS),
    ];
    let directory = repository(&files);
    let here = directory.path();
    check(here, "en", &["--write-baseline", "known.json"]).assert(0, &["one known finding"]);
    let written = fs::read_to_string(here.join("known.json")).expect("the baseline");
    assert!(written.contains("\"env/recette.tfvars\""), "{written}");
    fs::write(here.join("env/prod.tfvars"), "region = \"SYD1\"\n").expect("a file");
    let mut told = findings(&json(here, &["--baseline", "known.json"]));
    told.sort();
    assert_eq!(told, ["CAC-R9-LOCATION a", "CAC-R9-LOCATION{baseline} a"]);
    // A comment in a variable file speaks of the runs that read it.
    let said = "region = \"SYD1\" # cocarde:ignore[CAC-R9-LOCATION] reason=\"x\"\n";
    fs::write(here.join("env/prod.tfvars"), said).expect("a file");
    let mut told = findings(&json(here, &[]));
    told.sort();
    assert_eq!(told, ["CAC-R9-LOCATION a", "CAC-R9-LOCATION{suppression} a"]);
}

#[test]
fn nothing_is_known_of_a_rule_that_none_may_ignore() {
    let secret = far_away(&["a"]).replace("rgpd = \"oui\"", "sensibilite = \"secret\"");
    let directory = repository(&[("main.tf", &secret), ("cocarde.toml", SETTINGS)]);
    let here = directory.path();
    check(here, "en", &["--write-baseline", "known.json"]).assert(1, &["IGI-1300"]);
    let written = fs::read_to_string(here.join("known.json")).expect("the baseline");
    assert!(!written.contains("IGI-1300"), "{written}");
}

#[test]
fn what_is_no_baseline_is_told() {
    let directory = repository(&[
        ("main.tf", "locals {}\n"),
        ("text.json", "password\n"),
        ("list.json", "[]"),
        ("later.json", "{\"version\": 2, \"findings\": []}"),
    ]);
    for language in LANGUAGES {
        for file in ["text.json", "list.json", "later.json", "nowhere.json", "."] {
            let run = check(directory.path(), language, &["--baseline", file]);
            run.assert(2, &[file]);
            assert!(!run.out.contains("password"), "{}", run.out);
        }
    }
    check(directory.path(), "en", &["--write-baseline", "nowhere/known.json"]).assert(2, &["to nowhere/known.json: "]);
}

#[test]
fn a_register_is_a_file_of_the_repository_that_says_what_it_is() {
    let register = |path: &str| format!("derogations = \"{path}\"\n{SETTINGS}");
    for (path, told) in [
        ("../outside.toml", "which is all that is read"),
        ("nowhere.toml", "nowhere.toml"),
        ("main.tf", "ends with"),
        ("directory.toml", "directory.toml"),
    ] {
        let settings = register(path);
        let files = [("main.tf", "locals {}\n"), ("cocarde.toml", &*settings), ("directory.toml/a", "")];
        let run = check(repository(&files).path(), "en", &[]);
        run.assert(2, &["cocarde.toml:1:15"]);
        let words = if told == "ends with" { "a register of derogations is a `.toml` file" } else { told };
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
    let settings = register("register.toml");
    let wrong = "[[derogation]]\nbasis = \"R10\"\nreference = \"x\"\nauthority = \"x\"\npm-validated = true\n\
                 project-engaged = 2021-01-01\ngranted = 2022-01-01\npaths = [\"**\"]\nrules = [\"CAC-R9\"]\n";
    let files = [("main.tf", "locals {}\n"), ("cocarde.toml", &*settings), ("register.toml", wrong)];
    for language in LANGUAGES {
        let run = check(repository(&files).path(), language, &[]);
        run.assert(2, &["register.toml:2:9", "R9, SREN31", "register.toml:9:10", "CAC-R9-SECNUMCLOUD"]);
    }
}

#[test]
fn comments_of_modules_that_others_wrote_set_nothing_aside() {
    let module = "# cocarde:ignore[CAC-R9-LOCATION] reason=\"ours\"\nresource \"openstack_objectstorage_container_v1\" \"a\" {\n  metadata = { rgpd = \"oui\" }\n}\n";
    let call = |source: &str| format!("{}module \"a\" {{\n  source = \"{source}\"\n}}\n", far_away(&[]));
    let manifest =
        r#"{"Modules": [{"Key": "a", "Source": "registry.terraform.io/x/y/z", "Dir": ".terraform/modules/a"}]}"#;
    let installed = repository(&[
        ("main.tf", &call("x/y/z")),
        (".terraform/modules/modules.json", manifest),
        (".terraform/modules/a/main.tf", module),
        ("cocarde.toml", SETTINGS),
    ]);
    let report = json(installed.path(), &[]);
    assert_eq!(findings(&report), ["CAC-R9-LOCATION this".replace("this", "a")]);
    let local = repository(&[("main.tf", &call("./a")), ("a/main.tf", module), ("cocarde.toml", SETTINGS)]);
    assert_eq!(findings(&json(local.path(), &[])), ["CAC-R9-LOCATION{suppression} a"]);
}

#[test]
fn what_a_stranger_writes_in_exceptions_drives_no_terminal() {
    let hostile = "\u{1b}[31m\u{202e}\u{9b}x\u{7}https://user:password@host/x";
    let code = format!(
        "# cocarde:ignore[CAC-R9-LOCATION] reason=\"{hostile}\"\n{}\n# cocarde:ignore[CAC-{hostile}] reason=\"x\"\n\
         # cocarde:ignore[CAC-TAGS] {hostile}=\"x\"\nlocals {{}}\n",
        far_away(&["a"])
    );
    let toml = "\\u001B[31m\\u202E\\u009Bx\\u0007https://user:password@host/x";
    let settings = format!(
        "{SETTINGS}\n[[derogation]]\nbasis = \"R9\"\nreference = \"{toml}\"\nauthority = \"{toml}\"\npm-validated = false\n\
         project-engaged = 2021-01-01\ngranted = 9999-12-31\nacceptable-offer = 9999-12-31\nuntil = 9999-12-31\n\
         addresses = [\"{toml}\"]\n"
    );
    let directory = repository(&[("main.tf", &code), ("cocarde.toml", &settings)]);
    for format in ["terminal", "json", "sarif", "gitlab"] {
        for language in LANGUAGES {
            let run = check(directory.path(), language, &["--format", format, "--verbose"]);
            assert!(run.code == Some(0) || run.code == Some(1), "{}{}", run.out, run.errors);
            assert!(!run.out.contains("password"), "{format}: {}", run.out);
            let drives = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
            let found: Vec<char> = run.out.chars().filter(|c| drives(*c)).collect();
            assert!(found.is_empty(), "{format} lets {found:?} through");
        }
    }
}

#[test]
fn more_comments_than_anyone_writes_are_told_once() {
    let many = format!("# cocarde:ignore[CAC-R9-LOCATION] reason=\"x\"\n{}\n", far_away(&["a"]));
    let code = many + &"# cocarde:ignore[CAC-R9-LOCATION] reason=\"x\"\nlocals {}\n".repeat(5000);
    let directory = repository(&[("main.tf", &code), ("cocarde.toml", SETTINGS)]);
    let report = json(directory.path(), &[]);
    let told = findings(&report);
    assert_eq!(told.iter().filter(|own| *own == "suppression-too-many").count(), 1);
    assert_eq!(told.first().map(String::as_str), Some("CAC-R9-LOCATION{suppression} a"));
}

#[test]
fn more_derogations_than_any_register_has_are_refused() {
    let entry = "[[derogation]]\nbasis = \"R9\"\nreference = \"x\"\nauthority = \"x\"\npm-validated = true\n\
                 project-engaged = 2021-01-01\ngranted = 2022-01-01\npaths = [\"a\"]\n";
    let settings = format!("derogations = \"more.toml\"\n{SETTINGS}{}", entry.repeat(100));
    let (enough, more) = (entry.repeat(100), entry.repeat(101));
    let files = |register| [("main.tf", "locals {}\n"), ("cocarde.toml", &*settings), ("more.toml", register)];
    check(repository(&files(&enough)).path(), "en", &[]).assert(0, &["CAC-DEROG"]);
    check(repository(&files(&more)).path(), "en", &[]).assert(2, &["more than 200 derogations", "more.toml:801:1"]);
}

#[test]
fn every_threshold_passes_over_what_is_set_aside() {
    let code = format!(
        "variable \"region\" {{}}\n{}",
        far_away(&["a"]).replace("\"SGP1\"", "var.region # cocarde:ignore[CAC-R9-LOCATION] reason=\"x\"")
    );
    let directory = repository(&[("main.tf", &code), ("cocarde.toml", SETTINGS)]);
    let strict = ["--fail-on", "note", "--fail-on-undetermined"];
    check(directory.path(), "en", &strict).assert(0, &["1 set aside by comments"]);
    check(directory.path(), "en", &[&strict[..], &["--no-inline-ignores"]].concat()).assert(1, &["CAC-R9-LOCATION"]);
    let refused = format!("{SETTINGS}\n[report]\nno-inline-ignores = true\n");
    fs::write(directory.path().join("cocarde.toml"), refused).expect("a file");
    check(directory.path(), "fr", &strict).assert(1, &["un commentaire `cocarde:ignore` sans effet"]);
    fs::write(directory.path().join("cocarde.toml"), SETTINGS).expect("a file");
    // What is left out may need the comment.
    let run = check(directory.path(), "en", &["--skip", "CAC-R9-LOCATION", "--skip", "RGPD-TRANSFER"]);
    run.assert(0, &["20 of 22; left out: CAC-R9-LOCATION (--skip), RGPD-TRANSFER (--skip)"]);
    assert!(!run.out.contains("suppression-unused"), "{}", run.out);
    let off = format!("{SETTINGS}\n[rules.CAC-R9-LOCATION]\nseverity = \"off\"\n");
    fs::write(directory.path().join("cocarde.toml"), off).expect("a file");
    check(directory.path(), "fr", &[]).assert(0, &["laissées de côté : CAC-R9-LOCATION (cocarde.toml)"]);
    check(directory.path(), "en", &["--only", "CAC-TAGS"]).assert(0, &["1 of 23 (--only)"]);
}

#[test]
fn the_rule_on_derogations_is_weighed_and_left_out_like_the_others() {
    let entry = "\n[[derogation]]\nbasis = \"R9\"\nreference = \"x\"\nauthority = \"x\"\npm-validated = false\n\
                 project-engaged = 2021-01-01\ngranted = 2022-01-01\naddresses = [\"openstack_objectstorage_container_v1.*\"]\n";
    let sensitive = "\n[[classify]]\nresources = [\"openstack_objectstorage_container_v1.*\"]\nlevel = \"sensibilite-particuliere\"\n\
                     nature = \"mission-essentielle\"\nimpact = [\"ordre-public\"]\n";
    let settings = format!("{SETTINGS}{sensitive}{entry}");
    let directory = repository(&[("main.tf", &far_away(&["a"])), ("cocarde.toml", &settings)]);
    let of_rule = |arguments: &[&str], settings: &str| {
        fs::write(directory.path().join("cocarde.toml"), settings).expect("a file");
        let report = json(directory.path(), arguments);
        let diagnostics = report["diagnostics"].as_array().expect("diagnostics").clone();
        let own = diagnostics.into_iter().find(|own| own["code"] == "CAC-DEROG");
        own.map(|own| own["severity"].as_str().expect("a severity").to_owned())
    };
    assert_eq!(of_rule(&[], &settings).as_deref(), Some("error"));
    let wanted = |severity: &str| format!("{settings}\n[rules.CAC-DEROG]\nseverity = \"{severity}\"\n");
    assert_eq!(of_rule(&[], &wanted("note")).as_deref(), Some("note"));
    assert_eq!(of_rule(&[], &wanted("off")), None);
    assert_eq!(of_rule(&["--skip", "CAC-DEROG"], &settings), None);
    // Whom the texts only invite gets notes; whom they do not concern needs no derogation.
    assert_eq!(
        of_rule(&[], &settings.replace("[project]", "[project]\nentity = \"collectivite\"")).as_deref(),
        Some("note")
    );
    assert_eq!(of_rule(&[], &settings.replace("[project]", "[project]\nentity = \"autre\"")), None);
    // A file of which it is not is judged without it.
    fs::write(directory.path().join("other.tf"), "locals {}\n").expect("a file");
    fs::write(directory.path().join("cocarde.toml"), &settings).expect("a file");
    check(directory.path(), "en", &["main.tf"]).assert(1, &["CAC-DEROG"]);
    assert!(!check(directory.path(), "en", &["other.tf"]).out.contains("CAC-DEROG"));
}

#[test]
fn a_derogation_may_be_for_one_variable_file() {
    let code = "variable \"region\" {}\nprovider \"scaleway\" {\n  region = var.region\n}\n\
                resource \"scaleway_object_bucket\" \"a\" {}\n";
    let settings = format!(
        "{SETTINGS}\n[[classify]]\nresources = [\"scaleway_object_bucket.*\"]\nlevel = \"sensibilite-particuliere\"\n\
         nature = \"mission-essentielle\"\nimpact = [\"ordre-public\"]\n\n[[derogation]]\nbasis = \"SREN31\"\nreference = \"x\"\n\
         authority = \"x\"\npm-validated = true\nproject-engaged = 2021-01-01\ngranted = 2026-05-01\n\
         paths = [\"env/recette.tfvars\"]\n"
    );
    let files = [
        ("main.tf", code),
        ("env/recette.tfvars", "region = \"nl-ams\"\n"),
        ("env/prod.tfvars", "region = \"fr-par\"\n"),
        ("cocarde.toml", &*settings),
    ];
    let report = json(repository(&files).path(), &[]);
    assert_eq!(findings(&report), ["CAC-R9-SECNUMCLOUD a", "CAC-R9-SECNUMCLOUD{derogation} a"]);
    let derogated = &report["diagnostics"][1]["resources"][0]["variable_files"];
    assert_eq!(*derogated, serde_json::json!(["env/recette.tfvars"]));
}

#[test]
fn the_end_of_a_derogation_is_told_in_time() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/derogation-far-from-its-end");
    let text = |name: &str| fs::read_to_string(fixture.join(name)).expect("a file of the fixture");
    let (code, settings) = (text("main.tf"), text("cocarde.toml"));
    let told = |today: &str, report: &str| {
        let settings = format!("{settings}\n{report}");
        let directory = repository(&[("main.tf", code.as_str()), ("cocarde.toml", settings.as_str())]);
        let run = run(directory.path(), &["check", "--lang", "en", "--today", today]);
        run.assert(0, &["3 verdicts under derogation (next end 2026-03-31)"]);
        run.out.contains("CAC-DEROG")
    };
    assert!(!told("2025-12-30", ""));
    assert!(told("2025-12-31", ""));
    assert!(told("2025-12-30", "[report]\nderogation-warning-days = 91\n"));
    assert!(!told("2026-03-30", "[report]\nderogation-warning-days = 0\n"));
    assert!(told("2026-03-31", "[report]\nderogation-warning-days = 0\n"));
}

#[test]
fn a_finding_that_is_set_aside_is_so_in_every_format() {
    let fixture = |format: &str| {
        let directory = Path::new(env!("CARGO_MANIFEST_DIR"));
        let told = |name: &str, more: &[&str]| {
            let name = format!("fixtures/{name}");
            let base = ["check", &name, "--lang", "en", "--today", "2026-11-23", "--format", format];
            let out = run(directory, &[&base[..], more].concat()).out;
            serde_json::from_str::<Value>(&out).expect("JSON")
        };
        [
            told("suppressions", &[]),
            told("baseline", &["--baseline", "fixtures/baseline/connus.json"]),
            told("derogation-register", &[]),
        ]
    };
    let [suppressions, baseline, derogations] = fixture("sarif").map(|log| log["runs"][0]["results"].clone());
    let results = |log: &Value| log.as_array().expect("results").clone();
    let suppressed: Vec<Value> =
        results(&suppressions).into_iter().filter(|own| own["suppressions"] != serde_json::json!([])).collect();
    assert_eq!(suppressed.len(), 6);
    assert!(suppressed.iter().all(|own| own["suppressions"][0]["kind"] == "inSource"), "{suppressed:?}");
    assert!(results(&suppressions).iter().all(|own| own["baselineState"].is_null()));
    let state = |state: &str| results(&baseline).iter().filter(|own| own["baselineState"] == state).count();
    assert_eq!((state("unchanged"), state("new")), (2, 2));
    let derogated = |own: &&Value| !own["properties"]["derogation"].is_null();
    assert_eq!(results(&derogations).iter().filter(derogated).filter(|own| own["level"] == "note").count(), 5);

    let [suppressions, baseline, derogations] = fixture("gitlab");
    let count = |issues: &Value, words: &str| {
        let issues = issues.as_array().expect("issues").iter();
        issues.filter(|own| own["description"].as_str().is_some_and(|text| text.contains(words))).count()
    };
    assert_eq!(count(&suppressions, "personal data outside"), 1);
    assert_eq!(count(&baseline, "personal data outside"), 1);
    assert_eq!(count(&derogations, "derogation \"trop longue\" (SREN31), granted by"), 1);
}

#[test]
fn verdicts_are_counted_by_rule() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"));
    for fixture in ["suppressions", "derogation-of-two-texts", "landing-zone"] {
        let path = format!("fixtures/{fixture}");
        let out =
            run(directory, &["check", &path, "--format", "json", "--today", "2026-11-23", "--skip", "CAC-TAGS"]).out;
        let report: Value = serde_json::from_str(&out).expect("JSON");
        let rules = report["rules"].as_array().expect("rules");
        assert_eq!(report["left_out"], serde_json::json!([{ "code": "CAC-TAGS", "by": "--skip" }]));
        for (kind, all) in report["coverage"]["verdicts"].as_object().expect("verdicts") {
            let counts = rules.iter().map(|rule| rule["verdicts"][kind].as_u64().expect("a count"));
            assert_eq!(Some(counts.sum::<u64>()), all.as_u64(), "{fixture}: {kind}");
        }
    }
}

#[test]
fn people_see_what_is_set_aside_and_why() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, today, more) in [
        ("derogation-last-day", "2026-03-31", &[][..]),
        ("derogation-expired", "2026-04-01", &[]),
        ("derogation-of-two-texts", "2026-11-23", &[]),
        ("derogation-register", "2026-11-23", &["--only", "CAC-DEROG"]),
        ("suppressions", "2026-11-23", &["--verbose"]),
        ("baseline", "2026-11-23", &["--baseline", "fixtures/baseline/connus.json", "--skip", "IGI-1300"]),
    ] {
        for language in LANGUAGES {
            let path = format!("fixtures/{name}");
            let base = ["check", &path, "--lang", language, "--today", today];
            let out = run(directory, &[&base[..], more].concat()).out;
            insta::assert_snapshot!(format!("{name}.{language}"), out);
        }
    }
}
