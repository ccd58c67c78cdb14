use std::fmt::Write as _;
use std::sync::Arc;

use super::super::{encoding, modules_not_installed, no_configuration, path, syntax, unreadable};
use super::{both, sources_of, told};
use crate::evaluation::{AbsentModule, Evaluator, Inputs};
use crate::report::Severity;
use crate::source::{FileKind, Found, ReadError, Repository, SourceFile, Sources, Span};
use crate::syntax::parse;
use crate::terraform::{Configuration, Loaded, load};

#[test]
fn files_that_are_not_read_are_told_by_reason() {
    let mut files: Vec<(Arc<str>, ReadError)> =
        (0..300).map(|number| (format!("liens/{number:03}.tf").into(), ReadError::Dangling)).collect();
    files.push(("secret.tf".into(), ReadError::Io("permission denied".into())));
    files.push(("autre.tf".into(), ReadError::Outside));
    files.push(("gros.tf".into(), ReadError::TooLarge));
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::from_bytes("latin.tf", b"# \xe9t\xe9\n".to_vec()));
    let wrong = [Span::new(file, 2, 3)];
    insta::assert_snapshot!(
        both()
            .map(|messages| {
                told(&unreadable(&files, &sources, &messages), &sources)
                    + &told(&encoding(&wrong, &sources, &messages), &sources)
                    + &told(&[path("/nulle/part", &ReadError::NotFound, &sources, &messages)], &sources)
                    + &told(&[no_configuration("docs", &sources, &messages)], &sources)
            })
            .join("\n")
    );
}

/// The module calls of `loaded` that lead nowhere, as an analysis meets them.
fn absent(repository: &Repository, loaded: &Loaded) -> Vec<(Arc<str>, AbsentModule)> {
    let configuration = Configuration::new(loaded);
    let mut absent = Vec::new();
    for root in configuration.roots() {
        let inputs = Inputs::default();
        let evaluator = Evaluator::new(&configuration, repository, root, &inputs);
        evaluator.resource_instances();
        absent.extend(evaluator.not_installed().into_iter().map(|call| (Arc::clone(&root.directory), call)));
    }
    absent
}

#[test]
fn modules_that_are_not_installed_are_one_problem() {
    let directory = tempfile::tempdir().unwrap();
    let mut main = String::new();
    for number in 0..300 {
        writeln!(main, "module \"m{number}\" {{\n  source = \"github.com/etat/bucket?ref=v{number}\"\n}}").unwrap();
    }
    main += "module \"net\" {\n  source  = \"terraform-aws-modules/vpc/aws\"\n}\nmodule \"none\" {}\n";
    main += "module \"git\" {\n  source  = \"git::https://user:token@example.org/m.git\"\n}\n";
    main += "module \"here\" {\n  source = \"./here\"\n}\nmodule \"again\" {\n  source = \"./here\"\n}\n";
    let here = "module \"deep\" {\n  source = \"terraform-aws-modules/vpc/aws\"\n}\n";
    std::fs::create_dir(directory.path().join("here")).unwrap();
    std::fs::write(directory.path().join("main.tf"), main).unwrap();
    std::fs::write(directory.path().join("here/main.tf"), here).unwrap();
    let repository = Repository::new(directory.path()).unwrap();
    let found = [Found { path: "main.tf".into(), kind: FileKind::Terraform }];
    let loaded = load(&repository, &found, Sources::default());
    let absent = absent(&repository, &loaded);
    let problems =
        both().map(|messages| modules_not_installed(&absent, Severity::Error, &loaded.sources, &messages).unwrap());
    insta::assert_snapshot!(told(&problems, &loaded.sources));
}

#[test]
fn a_repository_whose_modules_are_there_has_no_such_problem() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("main.tf"), "module \"a\" {\n  source = \"./a\"\n}\n").unwrap();
    let repository = Repository::new(directory.path()).unwrap();
    let found = [Found { path: "main.tf".into(), kind: FileKind::Terraform }];
    let loaded = load(&repository, &found, Sources::default());
    assert!(absent(&repository, &loaded).is_empty());
    assert!(
        both().iter().all(|messages| modules_not_installed(&[], Severity::Error, &loaded.sources, messages).is_none())
    );
}

#[test]
fn a_file_that_is_not_hcl_does_not_bury_the_others() {
    let (sources, file) = sources_of("main.tf", &"a = 'b'\n".repeat(1_000));
    let errors = parse(file, sources.file(file).text()).errors().to_vec();
    let [french, _] = both();
    let problems = syntax(&errors, &sources, &french);
    assert_eq!(problems.len(), 21);
    assert_eq!(problems[20].code, "syntax-more");
    assert!(problems[20].title.starts_with(&format!("{} autres erreurs", errors.len() - 20)), "{}", problems[20].title);
}

#[test]
fn a_fingerprint_holds_while_the_line_moves_and_names_one_problem() {
    let [french, english] = both();
    let fingerprints = |text: &str, messages| -> Vec<String> {
        let (sources, file) = sources_of("main.tf", text);
        let errors = parse(file, sources.file(file).text()).errors().to_vec();
        syntax(&errors, &sources, messages).into_iter().map(|problem| problem.fingerprint).collect()
    };
    let before = fingerprints("a = \"x\nb = \"y\nc = \"y\n", &french);
    assert_eq!(before.len(), 3);
    assert_eq!(fingerprints("# plus haut\n\na = \"x\n  b = \"y\nc = \"y\n", &english), before);
    let twice = fingerprints("a {\n  b = \"y\n}\nc {\n  b = \"y\n}\n", &french);
    assert_ne!(twice[0], twice[1]);
}

#[test]
fn hostile_names_stay_as_they_are() {
    let [french, _] = both();
    let name = "{ $path }\u{1b}[31m\n<b>";
    let problem = no_configuration(name, &Sources::default(), &french);
    assert!(problem.title.contains(name), "{}", problem.title);
}
