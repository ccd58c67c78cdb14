//! Labelled lines, with what they say in a column of its own.

use std::io;

use textwrap::Options;

const INDENT: &str = "   ";

#[derive(Default)]
pub(super) struct Lines(Vec<(String, Vec<String>)>);

impl Lines {
    pub(super) fn add(&mut self, label: String, text: Vec<String>) {
        self.0.push((label, text));
    }

    pub(super) fn write(&self, width: usize, color: bool, out: &mut dyn io::Write) -> io::Result<()> {
        let column = self.0.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
        let continuation = " ".repeat(INDENT.len() + column + 2);
        for (label, texts) in &self.0 {
            let pad = " ".repeat(column - label.chars().count() + 2);
            let (on, off) = if color { ("\u{1b}[2m", "\u{1b}[0m") } else { ("", "") };
            let mut head = format!("{INDENT}{on}{label}{off}{pad}");
            for text in texts {
                // What is to be copied keeps its form.
                let indent = text.chars().take_while(|character| *character == ' ').count();
                let wide = width.saturating_sub(continuation.len() + indent).max(20);
                let options = Options::new(wide).break_words(false);
                for line in textwrap::wrap(text.trim_start_matches(' '), options) {
                    writeln!(out, "{head}{}{line}", " ".repeat(indent))?;
                    head.clone_from(&continuation);
                }
            }
        }
        Ok(())
    }
}
