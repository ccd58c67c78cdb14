//! The files of answers.
//!
//! An expression stands after `> `, on one line. Below is the answer: `!` for an error, else the value in JSON if it has
//! one; and after `| ` what the console shows when that tells more, as a type, or what is not known or sensitive. Where Cocarde differs on purpose, our own answer follows: `~ !` for an error, `~ ?` for an unknown, or
//! an expression for the same value. Other lines are comments.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::answer::{Answer, disagreement};
use super::world::value_of;

/// A file of answers.
pub(crate) struct Record {
    path: PathBuf,
    parts: Vec<Part>,
}

enum Part {
    Comment(String),
    Case(Case),
}

/// An expression, and what is said of it.
pub(crate) struct Case {
    expression: String,
    /// What the program says; none when it was not asked yet.
    answer: Option<Answer>,
    ours: Option<String>,
}

impl Case {
    /// How the program's answer has changed.
    pub(crate) fn change(&self, now: &Answer) -> Option<String> {
        let before = self.answer.as_ref();
        (before != Some(now)).then(|| format!("{}\n  now: {now:?}\n  recorded: {before:?}", self.expression))
    }

    /// How our value differs from what it should be.
    pub(crate) fn problem(&self) -> Option<String> {
        let Some(answer) = &self.answer else {
            return Some(format!("{}: no answer is recorded", self.expression));
        };
        let problem = disagreement(&self.expression, answer);
        let Some(ours) = &self.ours else { return problem };
        let value = value_of(&self.expression);
        let as_wanted = match ours.as_str() {
            "!" => value.is_err(),
            "?" => value.as_ref().is_ok_and(|value| !value.is_wholly_known()),
            other => value.is_ok() && value.clone().ok() == value_of(other).ok(),
        };
        match (problem, as_wanted) {
            (None, _) => Some(format!("{}: does not differ any more", self.expression)),
            (Some(_), true) => None,
            (Some(problem), false) => Some(format!("{problem}\n  wanted: {ours}")),
        }
    }
}

impl Record {
    /// The file at `path`.
    pub(crate) fn read(path: &Path) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        for line in std::fs::read_to_string(path).unwrap().lines() {
            if let Some(expression) = line.strip_prefix("> ") {
                parts.push(Part::Case(Case { expression: expression.to_owned(), answer: None, ours: None }));
            } else if let (Some(Part::Case(case)), false) = (parts.last_mut(), line.is_empty() || line.starts_with('#'))
            {
                case.read(line);
            } else if !line.is_empty() {
                parts.push(Part::Comment(line.to_owned()));
            }
        }
        Self { path: path.to_owned(), parts }
    }

    /// The topic.
    pub(crate) fn name(&self) -> &str {
        self.path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default()
    }

    /// The expressions.
    pub(crate) fn cases(&self) -> impl Iterator<Item = &Case> {
        self.parts.iter().filter_map(|part| if let Part::Case(case) = part { Some(case) } else { None })
    }

    /// What they are.
    pub(crate) fn expressions(&self) -> impl Iterator<Item = String> {
        self.cases().map(|case| case.expression.clone())
    }

    /// Replaces the answers and writes the file.
    pub(crate) fn update(&mut self, answers: Vec<Answer>) {
        let cases =
            self.parts.iter_mut().filter_map(|part| if let Part::Case(case) = part { Some(case) } else { None });
        for (case, answer) in cases.zip(answers) {
            case.answer = Some(answer);
        }
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Comment(line) => writeln!(text, "{line}\n").unwrap(),
                Part::Case(case) => case.write(&mut text),
            }
        }
        std::fs::write(&self.path, text.trim_end().to_owned() + "\n").unwrap();
    }
}

impl Case {
    /// Reads one more line of the answer.
    fn read(&mut self, line: &str) {
        if let Some(ours) = line.strip_prefix("~ ") {
            self.ours = Some(ours.to_owned());
            return;
        }
        if line == "!" {
            self.answer = Some(Answer::Error);
            return;
        }
        let empty = Answer::Value { json: None, shown: None };
        let Answer::Value { json, shown } = self.answer.get_or_insert(empty) else { return };
        if let Some(more) = line.strip_prefix("| ") {
            match shown {
                Some(shown) => write!(shown, "\n{more}").unwrap(),
                None => *shown = Some(more.to_owned()),
            }
        } else {
            *json = Some(line.to_owned());
        }
    }

    fn write(&self, text: &mut String) {
        writeln!(text, "> {}", self.expression).unwrap();
        match &self.answer {
            None => {}
            Some(Answer::Error) => text.push_str("!\n"),
            Some(Answer::Value { json, shown }) => {
                if let Some(json) = json {
                    writeln!(text, "{json}").unwrap();
                }
                for line in shown.iter().flat_map(|shown| shown.lines()) {
                    writeln!(text, "| {line}").unwrap();
                }
            }
        }
        if let Some(ours) = &self.ours {
            writeln!(text, "~ {ours}").unwrap();
        }
        text.push('\n');
    }
}
