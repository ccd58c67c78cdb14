//! The pages on the catalogue: their example is run, their rows are read.

use std::fs;
use std::process::Command;

use cocarde::source::FileId;
use tempfile::TempDir;

use crate::{assert_understood, read, repository};

const PAGES: [(&str, &str); 2] = [("docs/catalogue.md", "en"), ("docs/catalogue.fr.md", "fr")];

/// The fenced blocks of `text`, in the language and with the first words of each.
fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let fence = format!("```{language}\n");
    text.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap_or(rest)).collect()
}

/// The block that is the file `name`: its first line says so.
fn file<'t>(text: &'t str, language: &str, name: &str) -> &'t str {
    let first = format!("# {name}\n");
    let found = blocks(text, language).into_iter().find_map(|block| block.strip_prefix(&first));
    found.unwrap_or_else(|| panic!("no block is {name}"))
}

/// What `cocarde check` says of `files`.
fn check(files: &[(&str, &str)], language: &str) -> (Option<i32>, String) {
    let directory = TempDir::new().expect("a directory");
    fs::create_dir(directory.path().join(".git")).expect("a directory");
    for (name, text) in files {
        fs::write(directory.path().join(name), text).expect("a file");
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_cocarde"));
    command.args(["check", "--lang", language, "--today", "2026-11-23"]);
    let output = command.current_dir(directory.path()).env_clear().output().expect("the program runs");
    (output.status.code(), String::from_utf8(output.stdout).expect("UTF-8"))
}

#[test]
fn its_example_is_judged_as_it_says() {
    for (page, language) in PAGES {
        let text = read(repository(page));
        let files = [
            ("cocarde.toml", file(&text, "toml", "cocarde.toml")),
            ("catalogue.toml", file(&text, "toml", "catalogue.toml")),
            ("main.tf", file(&text, "hcl", "main.tf")),
        ];
        let (code, said) = check(&files, language);
        assert_eq!(code, Some(0), "{page}\n{said}");
        let shown = blocks(&text, "text").remove(0).trim_end();
        assert!(said.contains(shown), "{page}: this is not said:\n{shown}\nbut\n{said}");
        // Without the catalogue of one's own, nothing of it is known.
        let without = files[0].1.replace("overlay =", "# overlay =");
        let (_, said) = check(&[("cocarde.toml", &without), files[2]], language);
        assert!(said.contains("0/"), "{page}\n{said}");
    }
}

#[test]
fn its_other_rows_are_understood() {
    for (page, _) in PAGES {
        let text = read(repository(page));
        let (_, errors) = cocarde::settings::read_overlay(FileId(0), file(&text, "toml", "renewed.toml"));
        assert_eq!(errors, [], "{page}");
        let (settings, errors) = cocarde::settings::read(FileId(0), file(&text, "toml", "contract.toml"), "");
        assert_eq!(errors, [], "{page}");
        assert!(settings.bindings[0].hds.as_ref().is_some_and(|(hds, _)| *hds), "{page}");
    }
}

#[test]
fn its_row_of_a_service_has_the_columns_of_the_tables() {
    let table = read(repository("catalogue/services/hcloud.csv"));
    for (page, _) in PAGES {
        let text = read(repository(page));
        let row = blocks(&text, "csv").remove(0);
        let mut lines = row.lines();
        assert_eq!(lines.next(), table.lines().next(), "{page}");
        let extended = format!("{table}{}\n", lines.next().expect("a row"));
        let service = cocarde::catalogue::read_services(&extended).expect("a table");
        let added = &service["hcloud_archive"];
        assert!(added.holds_data && added.judged && added.locations == ["location"], "{page}");
        assert_eq!(added.category, "backup", "{page}");
    }
}

#[test]
fn its_commands_are_understood() {
    for (page, _) in PAGES {
        let text = read(repository(page));
        let lines = blocks(&text, "sh").into_iter().flat_map(str::lines);
        let commands = lines.map(|line| line.split(" # ").next().unwrap_or(line).trim());
        let mut understood = 0;
        for words in commands.filter(|command| command.starts_with("cocarde ")) {
            assert_understood(&words.split_ascii_whitespace().collect::<Vec<_>>());
            understood += 1;
        }
        assert!(understood > 5, "{page} shows {understood} commands");
    }
}
