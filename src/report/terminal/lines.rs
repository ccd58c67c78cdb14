//! Labelled lines, with what they say in a column of its own.

use std::io;

use super::wrap::wrap;

const INDENT: &str = "   ";

/// The least columns of what is said, on a terminal that has no room for it.
const MIN_TEXT: usize = 20;

#[derive(Default)]
pub(in crate::report) struct Lines(Vec<(String, Vec<String>)>);

impl Lines {
    pub(in crate::report) fn add(&mut self, label: String, text: Vec<String>) {
        self.0.push((label, text));
    }

    pub(in crate::report) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(in crate::report) fn write(&self, width: usize, color: bool, out: &mut dyn io::Write) -> io::Result<()> {
        let column = self.0.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
        let continuation = " ".repeat(INDENT.len() + column + 2);
        for (label, texts) in &self.0 {
            let pad = " ".repeat(column - label.chars().count() + 2);
            let (on, off) = if color { ("\u{1b}[2m", "\u{1b}[0m") } else { ("", "") };
            let mut head = format!("{INDENT}{on}{label}{off}{pad}");
            for text in texts {
                // What is indented is to be copied: it keeps its form, however long.
                let lines = match text.starts_with(' ') {
                    true => vec![text.as_str().into()],
                    false => wrap(text, width.saturating_sub(continuation.len()).max(MIN_TEXT), ""),
                };
                for line in lines {
                    writeln!(out, "{head}{line}")?;
                    head.clone_from(&continuation);
                }
            }
        }
        Ok(())
    }
}
