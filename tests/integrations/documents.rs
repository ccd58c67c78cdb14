//! The README in both languages: what it says to type, to write and to expect is what the program understands.

use std::collections::BTreeSet;
use std::process::Command;

use cocarde::policy::{Doctrine, Language, PolicyInputs, Severity};
use cocarde::source::{FileId, Sources};
use serde_json::Value;

use crate::{action, assert_understood, gitlab, hook, keys, read, repository, yaml};

const DOCUMENTS: [(&str, Language); 2] = [("README.md", Language::English), ("README.fr.md", Language::French)];

/// The fenced blocks of `text` in the language `language`.
fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let fence = format!("```{language}\n");
    text.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap_or(rest)).collect()
}

/// What the program prints, run with `arguments` in the repository.
fn output(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cocarde"));
    let output = command.args(arguments).current_dir(repository("")).env_clear().output().expect("the program runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn code(language: Language) -> &'static str {
    match language {
        Language::French => "fr",
        Language::English => "en",
    }
}

/// The names of the fields of `value`, and the keys that facts have.
fn fields<'v>(value: &'v Value, found: &mut BTreeSet<&'v str>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                found.insert(name);
                if name == "key" {
                    found.extend(value.as_str());
                }
                fields(value, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| fields(value, found)),
        _ => {}
    }
}

#[test]
fn the_fields_of_json_are_described() {
    let reports = [
        "landing-zone",
        "json-syntax",
        "symlinks",
        "remote-module-missing",
        "contradictory-tags",
        "baseline",
        "suppressions",
        "derogation-register",
    ]
    .map(|fixture| {
        let fixture = format!("fixtures/{fixture}");
        // Only one of them has something that is known.
        let known = ["--baseline", "fixtures/baseline/connus.json"];
        let base = ["check", &fixture, "--format", "json", "--today", "2026-11-23", "--skip", "CAC-TAGS"];
        let report = output(&[&base[..], if fixture.ends_with("/baseline") { &known } else { &[] }].concat());
        serde_json::from_str::<Value>(&report).expect("JSON")
    });
    let mut written = BTreeSet::new();
    for report in &reports {
        fields(report, &mut written);
    }
    for document in ["docs/json.md", "docs/json.fr.md"] {
        let text = read(repository(document));
        // Between backquotes: `tool.name`, `basis[]`.
        let quoted = text.split('`').skip(1).step_by(2);
        let described: BTreeSet<&str> =
            quoted.flat_map(|words| words.split(|end: char| !end.is_alphanumeric() && !"_-".contains(end))).collect();
        let missing: Vec<_> = written.difference(&described).collect();
        assert!(missing.is_empty(), "{document} does not describe {missing:?}");
    }
}

#[test]
fn its_commands_are_understood() {
    for (document, _) in DOCUMENTS {
        let text = read(repository(document));
        let lines = blocks(&text, "sh").into_iter().flat_map(str::lines);
        let commands: Vec<&str> = lines.map(|line| line.split(" # ").next().unwrap_or(line).trim()).collect();
        for first in ["cargo run --release -- check fixtures/landing-zone", "cargo test"] {
            assert!(commands.contains(&first), "{document} does not say {first}");
        }
        let mut understood = 0;
        for command in commands {
            let words = command.strip_prefix("cargo run --release -- ").or_else(|| command.strip_prefix("cocarde "));
            let Some(words) = words else { continue };
            let words: Vec<&str> = std::iter::once("cocarde").chain(words.split_ascii_whitespace()).collect();
            assert_understood(&words);
            understood += 1;
        }
        assert!(understood > 3, "{document} shows {understood} commands");
    }
}

#[test]
fn its_extract_is_what_the_program_says() {
    for (document, language) in DOCUMENTS {
        let text = read(repository(document));
        let (_, extract) = text.split_once("<!-- output: begin -->").expect("the beginning of the extract");
        let (extract, _) = extract.split_once("<!-- output: end -->").expect("the end of the extract");
        let said = output(&["check", "fixtures/landing-zone", "--lang", code(language), "--today", "2026-11-23"]);
        let said: Vec<&str> = said.trim_end().split("\n\n").collect();
        let shown = blocks(extract, "text").remove(0);
        let shown: Vec<&str> = shown.trim_end().split("\n\n").collect();
        assert!(shown.len() > 2, "{document} shows {} paragraphs", shown.len());
        for paragraph in &shown {
            assert!(said.contains(paragraph), "{document}: this is not said any more:\n{paragraph}");
        }
        assert_eq!(shown.last(), said.last(), "{document} does not end as the output does");
    }
}

#[test]
fn its_settings_are_understood() {
    for (document, _) in DOCUMENTS {
        let text = read(repository(document));
        let blocks = blocks(&text, "toml");
        assert!(!blocks.is_empty(), "{document} shows no settings");
        for block in blocks {
            let (_, errors) = cocarde::settings::read(FileId(0), block, "");
            let errors: Vec<String> = errors.iter().map(|error| error.kind.to_string()).collect();
            assert!(errors.is_empty(), "{document}: {errors:?}");
        }
    }
}

#[test]
fn its_table_of_rules_is_that_of_the_policies() {
    let doctrine = Doctrine::load(&[], &PolicyInputs::default(), &mut Sources::default()).expect("the policies");
    for (document, language) in DOCUMENTS {
        let text = read(repository(document));
        let expected: BTreeSet<String> = doctrine
            .policies
            .iter()
            .map(|policy| {
                let severity = match policy.severity() {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Note => "note",
                };
                format!("| `{}` | {severity} | {} |", policy.id, policy.title.in_language(language))
            })
            .collect();
        let told = text
            .lines()
            .filter(|line| doctrine.policies.iter().any(|policy| line.starts_with(&format!("| `{}` |", policy.id))));
        assert_eq!(told.map(str::to_owned).collect::<BTreeSet<_>>(), expected, "{document}");
    }
}

#[test]
fn its_pipelines_use_what_is_offered() {
    for (document, _) in DOCUMENTS {
        let text = read(repository(document));
        let (mut hooks, mut steps, mut includes) = (0, 0, 0);
        for pipeline in blocks(&text, "yaml").into_iter().flat_map(yaml) {
            for repository in pipeline["repos"].as_array().into_iter().flatten() {
                for used in repository["hooks"].as_array().into_iter().flatten() {
                    assert!(hook::hooks().iter().any(|known| known["id"] == used["id"]), "{document}: {used}");
                    let given = used["args"].as_array().into_iter().flatten();
                    let words: Vec<&str> = given.map(|word| word.as_str().expect("a text")).collect();
                    assert_understood(&[&["cocarde", "check"], words.as_slice()].concat());
                    hooks += 1;
                }
            }
            let jobs = pipeline["jobs"].as_object().into_iter().flat_map(|jobs| jobs.values());
            for step in jobs.flat_map(|job| job["steps"].as_array().into_iter().flatten()) {
                if step["uses"].as_str().is_some_and(|used| used.contains("/cocarde@")) {
                    let action = action::action();
                    let known = keys(&action["inputs"]);
                    let unknown = keys(&step["with"]).into_iter().find(|input| !known.contains(input));
                    assert_eq!(unknown, None, "{document}: no such input of the action");
                    steps += 1;
                }
            }
            for include in pipeline["include"].as_array().into_iter().flatten() {
                let (inputs, _) = gitlab::template();
                let known = keys(&inputs);
                let unknown = keys(&include["inputs"]).into_iter().find(|input| !known.contains(input));
                assert_eq!(unknown, None, "{document}: no such input of the component");
                includes += 1;
            }
        }
        assert_eq!((hooks, steps, includes), (1, 1, 1), "{document} shows a hook, an action and a component");
    }
}
