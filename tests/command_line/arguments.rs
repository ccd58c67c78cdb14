//! Help, and arguments that are wrong.

use super::{LANGUAGES, check, repository, run};

const CLEAN: &[(&str, &str)] = &[("main.tf", "locals {}\n")];

#[test]
fn help() {
    let directory = repository(&[]);
    let told: Vec<String> = [
        &["--help"][..],
        &["check", "--help"],
        &["inventory", "--help"],
        &["init", "--help"],
        &["eval", "--help"],
        &["test", "--help"],
        &["explain", "--help"],
        &["catalogue", "--help"],
        &["completions", "--help"],
    ]
    .into_iter()
    .map(|arguments| {
        let run = run(directory.path(), arguments);
        run.assert(0, &[]);
        format!("$ cocarde {}\n{}", arguments.join(" "), run.out)
    })
    .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn wrong_arguments_are_told_with_what_to_write() {
    let directory = repository(CLEAN);
    for (arguments, word) in [
        (["--var", "region"], "write the name of the variable, = and its value"),
        (["--var", "=fr-par"], "write the name of the variable, = and its value"),
        (["--today", "2026-13-45"], "write the year, the month and the day, as 2026-11-23"),
        (["--today", "hier"], "write the year, the month and the day, as 2026-11-23"),
        (["--lang", "de"], "possible values: fr, en"),
        (["--format", "xml"], "possible values: terminal, json, sarif, gitlab"),
        (["--fail-on", "errors"], "possible values: error, warning, note, never"),
        (["--threads", "all"], "write a number"),
    ] {
        run(directory.path(), &["check", arguments[0], arguments[1]]).assert(2, &[word]);
    }
}

#[test]
fn rules_that_do_not_exist_are_told_with_those_that_do() {
    let directory = repository(CLEAN);
    for language in LANGUAGES {
        for option in ["--only", "--skip"] {
            check(directory.path(), language, &[option, "CAC-TAG"]).assert(
                2,
                &["« CAC-TAG »", "CAC-TAGS", "IGI-1300"].map(|word| match language {
                    "en" => word.trim_matches(['«', '»', ' ']),
                    _ => word,
                }),
            );
        }
        run(directory.path(), &["explain", "--lang", language, "CAC-TAG"]).assert(2, &["CAC-TAGS", "IGI-1300"]);
    }
}

#[test]
fn paths_that_do_not_exist_are_told() {
    let directory = repository(CLEAN);
    for (language, words) in
        LANGUAGES.into_iter().zip(["nulle-part : ce fichier n’existe pas", "nulle-part: there is no such file"])
    {
        for arguments in [&["nulle-part"][..], &["--config", "nulle-part"], &["--var-file", "nulle-part"]] {
            check(directory.path(), language, arguments).assert(2, &[words]);
        }
    }
}
