//! The lines around a place, clipped and made harmless.

use std::fmt;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::mask::{self, Masked};
use super::visible;
use crate::source::{Sources, Span};
use crate::syntax::Values;

/// The most characters of a line that are shown before and after the place.
const MAX_BEFORE: usize = 100;
const MAX_AFTER: usize = 60;

/// The most bytes of a line that are looked at before and after the place.
const MAX_BYTES: usize = 4096;

/// What sets apart the parts of a line that is too long to be shown whole.
const BLANKS: &str = "    ";

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
    /// The surroundings of `span`, whose file has `values`; of a place that covers several lines, the first.
    pub(super) fn new(sources: &Sources, values: &Values, span: Span, masked: Masked) -> Self {
        let file = sources.file(span.file);
        let (code, lines) = (file.text(), file.lines());
        let line = lines.line_of(span.start);
        let range = |line: usize| {
            let range = lines.range(line);
            let (start, end) = (range.start as usize, range.end as usize);
            start..start + code.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r']).len()
        };
        let (mut text, mut first) = (String::new(), line);
        if let Some(before) = line.checked_sub(1).map(range)
            && code.get(before.clone()).unwrap_or_default().trim_end().ends_with(['{', '[', '('])
        {
            first = line - 1;
            let clipped: String = mask::shown(code, values, masked, before).chars().take(MAX_BEFORE).collect();
            text.push_str(&shown(&clipped));
            text.push('\n');
        }
        let own = range(line);
        let offset = |at: u32| code.floor_char_boundary((at as usize).clamp(own.start, own.end));
        let (start, end) = (offset(span.start), offset(span.end).max(offset(span.start)));
        // A line may be megabytes.
        let from = code.ceil_char_boundary(start.saturating_sub(MAX_BYTES).max(own.start));
        let to = code.floor_char_boundary(end.saturating_add(MAX_BYTES).min(own.end));
        let before = mask::shown(code, values, masked, from..start);
        let place = mask::place(code, values, masked, start..end);
        let after = mask::shown(code, values, masked, end..to);
        let skipped = before.char_indices().rev().nth(MAX_BEFORE - 1).map_or(0, |(at, _)| at);
        let before = before.get(skipped..).unwrap_or_default();
        let skips = skipped > 0 || from > own.start;
        if skips {
            text.push('…');
        }
        // A plan is one long line, blanked but for its names: the one at the place is enough.
        let near = before.rsplit_once(BLANKS).filter(|_| skips).map_or(before, |(_, near)| near);
        text.push_str(&shown(near));
        let start = text.len();
        let clipped: String = place.chars().take(MAX_BEFORE).collect();
        text.push_str(&shown(&clipped));
        let length = text.len() - start;
        let rest: String = after.chars().take(MAX_AFTER).collect();
        let long = rest.len() < after.len() || to < own.end;
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
