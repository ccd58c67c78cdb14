//! The lines around a place, clipped and made harmless.

use std::fmt;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::mask::without_values;
use super::visible;
use crate::source::{Sources, Span};

/// The most characters of a line that are shown before and after the place.
const MAX_BEFORE: usize = 100;
const MAX_AFTER: usize = 60;

/// What sets apart the parts of a line that is too long to be shown whole.
const BLANKS: &str = "    ";

/// What of an excerpt is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Masked {
    /// Everything is: no settings are secret.
    Nothing,
    /// Values around the place.
    Around,
    /// Those in the place too.
    Everywhere,
}

/// The line of a place, and the one before it when that opens what the place is in.
#[derive(Debug)]
pub(super) struct Excerpt {
    path: String,
    text: String,
    /// Number of the first line, from 0.
    line: usize,
    /// Line and column of the place in its file, from 0.
    position: (usize, usize),
    /// The place in `text`.
    start: usize,
    length: usize,
}

impl Excerpt {
    /// The surroundings of `span`; of a place that covers several lines, the first.
    pub(super) fn new(sources: &Sources, span: Span, masked: Masked) -> Self {
        let hidden = |before: &str, text: &str| match masked {
            Masked::Nothing => (text.to_owned(), false),
            Masked::Around | Masked::Everywhere => without_values(before, text),
        };
        let file = sources.file(span.file);
        let lines = file.lines();
        let line = lines.line_of(span.start);
        let content = |line: usize| {
            let range = lines.range(line);
            file.text().get(range.start as usize..range.end as usize).unwrap_or_default().trim_end_matches(['\n', '\r'])
        };
        let (mut text, mut first) = (String::new(), line);
        if let Some(before) = line.checked_sub(1)
            && content(before).trim_end().ends_with(['{', '[', '('])
        {
            first = before;
            let clipped: String = hidden("", content(before)).0.chars().take(MAX_BEFORE).collect();
            text.push_str(&shown(&clipped));
            text.push('\n');
        }
        let own = content(line);
        let offset = |at: u32| {
            let at = (at as usize).saturating_sub(lines.range(line).start as usize).min(own.len());
            own.floor_char_boundary(at)
        };
        let (start, end) = (offset(span.start), offset(span.end).max(offset(span.start)));
        let (before, place, after) = (own.get(..start), own.get(start..end), own.get(end..));
        let (before, place, after) = (before.unwrap_or_default(), place.unwrap_or_default(), after.unwrap_or_default());
        let rest = hidden(own.get(..end).unwrap_or_default(), after).0;
        let place = if masked == Masked::Everywhere { hidden(before, place).0 } else { place.to_owned() };
        let (before, in_string) = hidden("", before);
        // After a template sequence comes the rest of its string.
        let after = if in_string { String::new() } else { rest };
        // From the end: what is before may be megabytes.
        let skipped = before.char_indices().rev().nth(MAX_BEFORE - 1).map_or(0, |(at, _)| at);
        let before = before.get(skipped..).unwrap_or_default();
        if skipped > 0 {
            text.push('…');
        }
        // A plan is one long line, blanked but for its names: the one at the place is enough.
        let near = before.rsplit_once(BLANKS).filter(|_| skipped > 0).map_or(before, |(_, near)| near);
        text.push_str(&shown(near));
        let start = text.len();
        let clipped: String = place.chars().take(MAX_BEFORE).collect();
        text.push_str(&shown(&clipped));
        let length = text.len() - start;
        let rest: String = after.chars().take(MAX_AFTER).collect();
        let long = in_string || rest.len() < after.len();
        let near = rest.split_once(BLANKS).filter(|_| long).map_or(&*rest, |(near, _)| near);
        text.push_str(&shown(near));
        if long || clipped.len() < place.len() {
            text.push('…');
        }
        text.push('\n');
        let (_, position) = sources.position(span);
        let position = (line, (position.column as usize).saturating_sub(1));
        Self { path: visible(file.path()), text, line: first, position, start, length }
    }
}

/// Tabs become spaces, so that what is below stays in its column.
fn shown(text: &str) -> String {
    visible(&text.replace('\t', "  "))
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let all = SourceSpan::from((0, self.text.len()));
        let lines = self.text.lines().count();
        // Without lines around, miette only asks where the place is, for its header.
        let (line, column) = if (before, after) == (0, 0) { self.position } else { (self.line, 0) };
        let text = self.text.as_bytes();
        Ok(Box::new(MietteSpanContents::new_named(self.path.clone(), text, all, line, column, lines)))
    }
}

/// A diagnostic as miette draws it.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) message: String,
    pub(super) severity: miette::Severity,
    pub(super) label: Option<String>,
    pub(super) excerpt: Option<Excerpt>,
}

impl fmt::Display for Shown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl miette::Diagnostic for Shown {
    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let excerpt = self.excerpt.as_ref()?;
        let label = LabeledSpan::new(self.label.clone(), excerpt.start, excerpt.length);
        Some(Box::new(std::iter::once(label)))
    }
}
