//! What `docs/policies.md` teaches is what happens: its files are written, tested and judged as it says.

use std::path::Path;
use std::process::Command;

const DOCUMENTS: [(&str, &str); 2] = [("en", "docs/policies.md"), ("fr", "docs/policies.fr.md")];

fn document(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The fenced texts of `document` that a comment of that kind announces, each with what the comment says.
fn fenced<'d>(document: &'d str, kind: &str) -> Vec<(&'d str, &'d str)> {
    let opening = format!("<!-- {kind}: ");
    let parts = document.split(opening.as_str()).skip(1);
    let text = |part: &'d str| {
        let (name, rest) = part.split_once(" -->\n```").unwrap();
        let (_, rest) = rest.split_once('\n').unwrap();
        (name, rest.split_once("```").unwrap().0)
    };
    parts.map(text).collect()
}

/// The files of `document` that comments of that kind announce, in a repository.
fn written(document: &str, kind: &str) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    let files = fenced(document, kind);
    assert_eq!(files.len(), 3);
    for (name, text) in files {
        let file = directory.path().join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
    // Where excerpts are shown from: a repository.
    std::fs::create_dir(directory.path().join(".git")).unwrap();
    directory
}

/// What the program says there in `lang`.
fn said(directory: &Path, lang: &str, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_cocarde"))
        .current_dir(directory)
        .args(arguments)
        .args(["--lang", lang, "--color", "never"])
        .env_clear()
        .output()
        .unwrap();
    String::from_utf8([&*output.stdout, &*output.stderr].concat()).unwrap()
}

const CHECK: [&str; 7] = ["check", "infra", "--policies", "policies", "--no-packs", "--today", "2026-11-24"];

#[test]
fn the_example_of_kinds_ends_as_it_says() {
    for (lang, path) in DOCUMENTS {
        let document = document(path);
        let directory = written(&document, "kinds-file");
        let told = said(directory.path(), lang, &CHECK);
        let [(_, text)] = fenced(&document, "kinds-output")[..] else { panic!("{path}") };
        assert!(!text.is_empty() && told.starts_with(text.trim_end()), "{path}\n{told}");
    }
}

#[test]
fn the_ten_minutes_end_as_they_say() {
    for (lang, path) in DOCUMENTS {
        let document = document(path);
        let directory = written(&document, "file");
        let tested = said(directory.path(), lang, &["test", "policies"]);
        let checked = said(directory.path(), lang, &CHECK);
        let outputs = fenced(&document, "output");
        assert_eq!(outputs.len(), 2, "{path}");
        for (kind, text) in outputs {
            assert!(!text.is_empty(), "{path}");
            let told = if kind == "test" { &tested } else { &checked };
            assert!(told.starts_with(text.trim_end()), "{path}\n{told}");
        }
    }
}

#[test]
fn the_mock_of_an_asset_is_one_of_a_rule_of_the_doctrine() {
    for (_, path) in DOCUMENTS {
        let document = document(path);
        let (_, mock) = document.split_once("```hcl\nasset ").unwrap();
        let mock = mock.split_once("```").unwrap().0;
        let directory = tempfile::tempdir().unwrap();
        let test = format!("policytest {{\n  targets = [\"hds/hds-location.policy.hcl\"]\n}}\nasset {mock}");
        let file = directory.path().join("x.policytest.hcl");
        std::fs::write(&file, test).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_cocarde"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["test", "--policies", "policies"])
            .arg(&file)
            .env_clear()
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
    }
}

/// Both languages show the same code.
#[test]
fn both_documents_show_the_same_policy() {
    let [english, french] = DOCUMENTS.map(|(_, path)| document(path));
    let code = |text: &str| -> Vec<String> {
        let files = fenced(text, "file").into_iter().chain(fenced(text, "kinds-file"));
        let uncommented = |text: &str| -> Vec<String> {
            text.lines().filter(|line| !line.trim_start().starts_with('#')).map(str::to_owned).collect()
        };
        files.flat_map(|(_, text)| uncommented(text)).collect()
    };
    assert_eq!(code(&english), code(&french));
}
