//! How cases are written.
//!
//! ```text
//! == What is looked at
//! # Why, when that is not plain.
//! -- main.tf --
//! output "greeting" {
//!   value = "hello"
//! }
//! -- terraform --
//! output.greeting = "hello"
//! ```
//!
//! Sections are files, but for `workspace`, the name of the workspace; `run`, the variable files that Terraform is told to
//! read, of which the last names the run that we look at; `terraform` and `tofu`, the answer of that program;
//! and `cocarde`, our answer where it is another on purpose, after a comment that says why. A case of what neither program
//! can be asked without a provider has our answer only.

use std::collections::BTreeMap;
use std::fmt;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::tool::Tool;

/// A file of cases.
pub(crate) struct Topic {
    path: PathBuf,
    preamble: String,
    pub(crate) cases: Vec<Case>,
}

/// A configuration and what is said of it.
#[derive(Clone, Default)]
pub(crate) struct Case {
    /// Its file and title.
    pub(crate) name: String,
    title: String,
    comment: String,
    pub(crate) files: Vec<(String, String)>,
    workspace: Option<String>,
    pub(crate) run: Vec<String>,
    pub(crate) recorded: Option<(Tool, Answer)>,
    pub(crate) ours: Option<Answer>,
    /// Why ours is another.
    ours_comment: String,
}

/// What is said of a configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) errors: Vec<String>,
    /// Outputs and arguments, by address.
    pub(crate) values: BTreeMap<String, String>,
}

/// What is given to a configuration from outside.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    pub(crate) workspace: Option<String>,
    /// Variables whose value in variable files is not read.
    pub(crate) withheld: Vec<String>,
}

impl Answer {
    pub(crate) fn fails(&self) -> bool {
        !self.errors.is_empty()
    }

    pub(crate) fn lines(&self) -> impl Iterator<Item = String> {
        let errors = self.errors.iter().map(|error| format!("error: {error}"));
        errors.chain(self.values.iter().map(|(address, value)| format!("{address} = {value}")))
    }

    pub(crate) fn contains(&self, line: &str) -> bool {
        self.lines().any(|known| known == line)
    }

    fn parse(text: &str) -> Self {
        let mut answer = Self::default();
        for line in text.lines() {
            if let Some(error) = line.strip_prefix("error: ") {
                answer.errors.push(error.to_owned());
            } else {
                // A key may hold anything, but not this.
                let (address, value) = line.split_once(" = ").unwrap();
                answer.values.insert(address.to_owned(), value.to_owned());
            }
        }
        answer
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines().try_for_each(|line| writeln!(out, "{line}"))
    }
}

impl Case {
    /// Who is asked for it.
    pub(crate) fn tool(&self) -> Option<Tool> {
        self.recorded.as_ref().map(|(tool, _)| *tool)
    }

    /// What Terraform is given: a workspace is always known.
    pub(crate) fn given(&self) -> Given {
        Given { workspace: Some(self.workspace().to_owned()), withheld: Vec::new() }
    }

    pub(crate) fn workspace(&self) -> &str {
        self.workspace.as_deref().unwrap_or("default")
    }

    /// The same with other files.
    pub(crate) fn with_files(&self, files: Vec<(String, String)>) -> Self {
        Self { files, ..self.clone() }
    }

    /// Writes its files below `directory`.
    pub(crate) fn lay_out(&self, directory: &Path) {
        for (path, text) in &self.files {
            let path = directory.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }

    fn parse(topic: &str, text: &str) -> Self {
        let mut sections = text.split("\n-- ");
        let (title, comment) = {
            let head = sections.next().unwrap();
            head.split_once('\n').map_or((head, String::new()), |(title, rest)| (title, format!("{rest}\n")))
        };
        let mut case = Self {
            name: format!("{topic}: {title}"),
            title: title.to_owned(),
            comment,
            files: Vec::new(),
            workspace: None,
            run: Vec::new(),
            recorded: None,
            ours: None,
            ours_comment: String::new(),
        };
        for section in sections {
            let (name, body) = section.split_once(" --").unwrap();
            let body = body.strip_prefix('\n').unwrap_or(body);
            let body = if body.is_empty() { String::new() } else { format!("{}\n", body.trim_end_matches('\n')) };
            match name {
                "workspace" => case.workspace = Some(body.trim_end().to_owned()),
                "run" => case.run = body.lines().map(str::to_owned).collect(),
                "terraform" => case.recorded = Some((Tool::Terraform, Answer::parse(&body))),
                "tofu" => case.recorded = Some((Tool::Tofu, Answer::parse(&body))),
                "cocarde" => {
                    let (why, answer): (Vec<&str>, Vec<&str>) = body.lines().partition(|line| line.starts_with("# "));
                    case.ours_comment = why.iter().flat_map(|line| [*line, "\n"]).collect();
                    case.ours = Some(Answer::parse(&answer.join("\n")));
                }
                path => case.files.push((path.to_owned(), body)),
            }
        }
        assert!(case.recorded.is_some() || case.ours.is_some(), "{}: no answer", case.name);
        case
    }

    fn write(&self, text: &mut String) {
        write!(text, "== {}\n{}", self.title, self.comment).unwrap();
        for (path, body) in &self.files {
            write!(text, "-- {path} --\n{body}").unwrap();
        }
        if let Some(workspace) = &self.workspace {
            writeln!(text, "-- workspace --\n{workspace}").unwrap();
        }
        if !self.run.is_empty() {
            writeln!(text, "-- run --\n{}", self.run.join("\n")).unwrap();
        }
        if let Some((tool, answer)) = &self.recorded {
            write!(text, "-- {} --\n{answer}", tool.name()).unwrap();
        }
        if let Some(answer) = &self.ours {
            write!(text, "-- cocarde --\n{}{answer}", self.ours_comment).unwrap();
        }
    }
}

impl Topic {
    /// Writes it as it is read.
    pub(crate) fn write(&self) {
        let mut text = self.preamble.clone();
        for case in &self.cases {
            text.push('\n');
            case.write(&mut text);
        }
        fs::write(&self.path, text).unwrap();
    }
}

/// All cases, by file.
pub(crate) fn topics() -> Vec<Topic> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/configurations/cases");
    let mut paths: Vec<PathBuf> = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let topic = path.file_stem().unwrap().to_string_lossy().into_owned();
            let mut parts = text.split("\n== ");
            let preamble = format!("{}\n", parts.next().unwrap().trim_end_matches('\n'));
            let cases = parts.map(|part| Case::parse(&topic, part.trim_end_matches('\n'))).collect();
            Topic { path, preamble, cases }
        })
        .collect()
}

/// The landing zones of `fixtures/` whose root module is at their top.
pub(crate) fn landing_zones() -> Vec<Case> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut zones: Vec<PathBuf> = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    zones.sort();
    zones
        .iter()
        .filter_map(|zone| {
            let mut files = Vec::new();
            read_all(zone, zone, &mut files);
            let is_root = |path: &str| !path.contains('/') && [".tf", ".tofu"].iter().any(|end| path.ends_with(end));
            let name = format!("fixtures/{}", zone.file_name().unwrap().to_string_lossy());
            files.iter().any(|(path, _)| is_root(path)).then(|| Case { name, files, ..Case::default() })
        })
        .collect()
}

/// Adds the texts below `directory`, with their paths from `top`. Links are not followed.
fn read_all(directory: &Path, top: &Path, files: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = fs::read_dir(directory).unwrap().map(Result::unwrap).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            read_all(&entry.path(), top, files);
        } else if let (true, Ok(text)) = (kind.is_file(), fs::read_to_string(entry.path())) {
            let path = entry.path().strip_prefix(top).unwrap().to_string_lossy().replace('\\', "/");
            files.push((path, text));
        }
    }
}
