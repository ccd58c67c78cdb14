//! The lines around a place, clipped and made harmless.

use std::fmt;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::visible;
use crate::source::{Sources, Span};

/// The most characters of a line that are shown before and after the place.
const MAX_BEFORE: usize = 100;
const MAX_AFTER: usize = 60;

/// What sets apart the parts of a line that is too long to be shown whole.
const BLANKS: &str = "    ";

/// The line of a place and the one before it.
#[derive(Debug)]
pub(super) struct Excerpt {
    path: String,
    text: String,
    /// Number of the first line, from 0.
    line: usize,
    /// The place in `text`.
    start: usize,
    length: usize,
}

impl Excerpt {
    /// The surroundings of `span`; of a place that covers several lines, the first.
    pub(super) fn new(sources: &Sources, span: Span) -> Self {
        let file = sources.file(span.file);
        let lines = file.lines();
        let line = lines.line_of(span.start);
        let content = |line: usize| {
            let range = lines.range(line);
            file.text().get(range.start as usize..range.end as usize).unwrap_or_default().trim_end_matches(['\n', '\r'])
        };
        let (mut text, mut first) = (String::new(), line);
        let clipped = |line: usize| content(line).chars().take(MAX_BEFORE).collect::<String>();
        if let Some((before, clipped)) = line.checked_sub(1).map(|before| (before, clipped(before)))
            && !clipped.trim().is_empty()
        {
            first = before;
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
        let long = rest.len() < after.len();
        let near = rest.split_once(BLANKS).filter(|_| long).map_or(&*rest, |(near, _)| near);
        text.push_str(&shown(near));
        if long || clipped.len() < place.len() {
            text.push('…');
        }
        text.push('\n');
        Self { path: visible(file.path()), text, line: first, start, length }
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
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let all = SourceSpan::from((0, self.text.len()));
        let lines = self.text.lines().count();
        Ok(Box::new(MietteSpanContents::new_named(self.path.clone(), self.text.as_bytes(), all, self.line, 0, lines)))
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
