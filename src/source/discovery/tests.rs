//! What is found in directories, behind links and around `.gitignore`.

use super::*;
use std::fs;

fn walk(root: &Path) -> (Vec<String>, Vec<(String, ReadError)>) {
    let repository = Repository::new(root).unwrap();
    let found = discover(&repository, root, &GlobSet::empty());
    let files = found.files.iter().map(|file| file.path.to_string()).collect();
    (files, found.problems.into_iter().map(|(path, error)| (path.to_string(), error)).collect())
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn finds_configuration_and_variable_files_only() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    for path in
        ["a/main.tf", "a/x.tf.json", "b.tofu", "b.tofu.json", "c/d/e.auto.tfvars", "f.tfvars.json", ".hidden/g.tf"]
    {
        write(root, path, "");
    }
    for path in ["README.md", "a/.terraform/modules/x/main.tf", ".git/x.tf", "main.tf.bak", "ignored/h.tf"] {
        write(root, path, "");
    }
    write(root, ".gitignore", "ignored/\n");
    let (files, problems) = walk(root);
    assert_eq!(
        files,
        [".hidden/g.tf", "a/main.tf", "a/x.tf.json", "b.tofu", "b.tofu.json", "c/d/e.auto.tfvars", "f.tfvars.json"]
    );
    assert_eq!(problems, []);
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_and_reported_otherwise() {
    use std::os::unix::fs::symlink;
    let directory = tempfile::tempdir().unwrap();
    let root = &directory.path().join("repository");
    write(root, "modules/x/main.tf", "");
    write(directory.path(), "outside/y.tf", "");
    symlink("modules/x/main.tf", root.join("inside.tf")).unwrap();
    symlink("modules", root.join("shared")).unwrap();
    symlink("../outside/y.tf", root.join("outside.tf")).unwrap();
    symlink("../outside", root.join("elsewhere")).unwrap();
    symlink("nothing.tf", root.join("dangling.tf")).unwrap();
    symlink("..", root.join("modules/up")).unwrap();
    symlink("nothing", root.join("dangling")).unwrap();
    let (files, problems) = walk(root);
    // What is in a directory is found once, under its own name.
    assert_eq!(files, ["inside.tf", "modules/x/main.tf"]);
    let problem = |path: &str, error| (path.to_owned(), error);
    assert_eq!(
        problems,
        [
            problem("dangling.tf", ReadError::Dangling),
            problem("elsewhere", ReadError::Outside),
            problem("outside.tf", ReadError::Outside),
        ]
    );
}

#[cfg(unix)]
#[test]
fn what_only_links_lead_to_is_found_under_the_first_of_them() {
    use std::os::unix::fs::symlink;
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    write(root, ".gitignore", "/made\n");
    write(root, "made/x/main.tf", "");
    write(root, "apart/main.tf", "");
    write(root, "a/.terraform/modules/m/main.tf", "");
    write(root, "left/main.tf", "");
    symlink("../made", root.join("a/second")).unwrap();
    symlink("../made", root.join("a/first")).unwrap();
    symlink("../made/x", root.join("a/third")).unwrap();
    symlink("../../apart", root.join("made/x/on")).unwrap();
    symlink(".terraform", root.join("a/installed")).unwrap();
    symlink(".terraform/modules/m", root.join("a/m")).unwrap();
    symlink("../left", root.join("a/kept")).unwrap();
    let repository = Repository::new(root).unwrap();
    let exclude = globset::GlobSetBuilder::new().add(globset::Glob::new("left").unwrap()).build().unwrap();
    let found = discover(&repository, &root.join("a"), &exclude);
    let files: Vec<_> = found.files.iter().map(|file| &*file.path).collect();
    assert_eq!((files, found.problems), (vec!["a/first/x/main.tf", "a/first/x/on/main.tf"], vec![]));
}

#[cfg(unix)]
#[test]
fn links_that_multiply_are_not_followed_again_and_again() {
    use std::os::unix::fs::symlink;
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    for level in 0..40 {
        write(root, &format!("d{level}/main.tf"), "");
        for name in ["a", "b"] {
            symlink(format!("../d{}", level + 1), root.join(format!("d{level}/{name}"))).unwrap();
        }
    }
    write(root, "d40/main.tf", "");
    let (files, problems) = walk(root);
    assert_eq!((files.len(), problems), (41, vec![]));
    // The same from the first of them, which leads to all the others.
    let repository = Repository::new(root).unwrap();
    let found = discover(&repository, &root.join("d0"), &GlobSet::empty());
    assert_eq!((found.files.len(), found.problems), (41, vec![]));
}

#[test]
fn gitignore_leaves_out_directories_and_what_terraform_does_not_read_there() {
    let directory = tempfile::tempdir().unwrap();
    let root = &directory.path().join("repository");
    // Above the repository, and of others than git: none of them counts.
    write(directory.path(), ".gitignore", "*\n");
    write(root, ".ignore", "*\n");
    write(root, ".git/info/exclude", "*\n");
    write(root, ".gitignore", "*_override.tf\n*.tfvars\nbuild/\n/out/*\n!build/kept\n[\n");
    write(root, "a/.gitignore", "!*_override.tf\nb\n");
    for path in ["main.tf", "x_override.tf", "terraform.tfvars", "prod.tfvars", "build/main.tf", "out/main.tf"] {
        write(root, path, "");
    }
    for path in ["a/y_override.tf", "a/b/main.tf", "a/c/main.tf", "vars/x.auto.tfvars", "a/c/build/main.tf"] {
        write(root, path, "");
    }
    let expected = ["a/c/main.tf", "a/y_override.tf", "main.tf", "terraform.tfvars", "x_override.tf"];
    assert_eq!(walk(root), (expected.map(String::from).to_vec(), vec![]));
    // Of a part, the files above it count too.
    let found = discover(&Repository::new(root).unwrap(), &root.join("a"), &GlobSet::empty());
    let files: Vec<_> = found.files.iter().map(|file| &*file.path).collect();
    assert_eq!(files, ["a/c/main.tf", "a/y_override.tf"]);
}

#[cfg(unix)]
#[test]
fn a_gitignore_that_is_a_link_or_huge_is_none() {
    let directory = tempfile::tempdir().unwrap();
    let root = &directory.path().join("repository");
    write(directory.path(), "patterns", "a\n");
    write(root, "a/main.tf", "");
    std::os::unix::fs::symlink("../patterns", root.join(".gitignore")).unwrap();
    assert_eq!(walk(root).0, ["a/main.tf"]);
    fs::remove_file(root.join(".gitignore")).unwrap();
    write(root, ".gitignore", &"a\n".repeat(200_000));
    assert_eq!(walk(root).0, ["a/main.tf"]);
}

#[test]
fn terraform_passes_over_hidden_configuration_and_not_over_hidden_variables() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    for path in [".x_override.tf", ".x.tf.json", ".x.tofu", ".tf", "main.tf~", "#main.tf#", ".x.auto.tfvars"] {
        write(root, path, "");
    }
    assert_eq!(walk(root), (vec![".x.auto.tfvars".to_owned()], vec![]));
}

#[test]
fn of_a_file_the_directory_is_looked_at() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    for path in ["a/main.tf", "a/variables.tf", "a/terraform.tfvars", "a/b/main.tf", "main.tf"] {
        write(root, path, "");
    }
    let found = discover(&Repository::new(root).unwrap(), &root.join("a/main.tf"), &GlobSet::empty());
    let files: Vec<_> = found.files.iter().map(|file| &*file.path).collect();
    assert_eq!(files, ["a/main.tf", "a/terraform.tfvars", "a/variables.tf"]);
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_unicode_matter_in_files_of_ours_only() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    let odd = root.join("a").join(OsStr::from_bytes(b"caf\xe9"));
    fs::create_dir_all(&odd).unwrap();
    for name in [&b"caf\xe9.png"[..], b"main.tf", b"th\xe9.tf", b"README.md"] {
        fs::write(odd.join(OsStr::from_bytes(name)), "").unwrap();
    }
    fs::write(root.join(OsStr::from_bytes(b"caf\xe9.png")), "").unwrap();
    let problem = |path: &str| (path.to_owned(), ReadError::NotUnicode);
    assert_eq!(walk(root), (vec![], vec![problem("a/caf\u{fffd}/main.tf"), problem("a/caf\u{fffd}/th\u{fffd}.tf")]));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_opened() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("main.tf");
    let made = std::process::Command::new("mkfifo").arg(&path).status();
    if made.is_ok_and(|status| status.success()) {
        assert_eq!(walk(directory.path()), (vec![], vec![("main.tf".to_owned(), ReadError::NotAFile)]));
    }
}
