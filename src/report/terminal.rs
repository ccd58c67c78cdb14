//! For people: each diagnostic with its place, then how far the run went.

mod coverage;
mod excerpt;
mod lines;
mod mask;
mod wrap;

use std::cell::RefCell;
use std::io;
use std::rc::Rc;

use miette::{GraphicalReportHandler, GraphicalTheme};
use rustc_hash::FxHashMap;

use self::excerpt::{Excerpt, Shown};
pub(super) use self::lines::Lines;
use self::mask::Masked;
pub(crate) use self::wrap::wrap;
use super::diagnostic::{Diagnostic, DiagnosticKind, FactLine, Report, ResourceRef, SetAsideKind, Severity, Step};
use super::messages::{Messages, arguments};
use crate::source::{FileId, Sources, Span};
use crate::syntax::{Values, values};

/// The most resources that a finding names, unless all are asked for.
const MAX_RESOURCES: usize = 4;

/// How to write.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Whether to use colours.
    pub color: bool,
    /// Columns.
    pub width: usize,
    /// Whether a cell of a table may be cut to leave room for others: there is no more room on a terminal, and no reason to
    /// in what another program reads.
    pub cut: bool,
    /// Whether to name all resources, show what is set aside and count verdicts by rule.
    pub verbose: bool,
}

/// The most columns of a line of sentences that is pleasant to read.
pub const READABLE: usize = 120;

/// The columns of the terminal, within what is pleasant to read; a hundred where there is none.
pub fn width(on_terminal: bool) -> usize {
    columns(on_terminal).min(READABLE)
}

/// The columns that a table may take: those of the terminal; a hundred where there is none.
pub fn columns(on_terminal: bool) -> usize {
    let terminal = on_terminal.then(terminal_size::terminal_size).flatten();
    terminal.map_or(100, |(width, _)| usize::from(width.0)).clamp(60, 240)
}

/// Writes `report` for people.
pub fn write(
    report: &Report,
    sources: &Sources,
    messages: &Messages,
    style: &Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let shown = |diagnostic: &&Diagnostic| style.verbose || !diagnostic.is_quiet();
    write_each(report.diagnostics.iter().filter(shown), sources, messages, style, out)?;
    coverage::write(report, messages, style, out)
}

/// Writes `diagnostics` alone.
pub fn write_diagnostics(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    messages: &Messages,
    style: &Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    write_each(diagnostics.iter(), sources, messages, style, out)
}

fn write_each<'d>(
    mut diagnostics: impl Iterator<Item = &'d Diagnostic>,
    sources: &Sources,
    messages: &Messages,
    style: &Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let terminal = Terminal { sources, messages, style: *style, values: RefCell::default() };
    diagnostics.try_for_each(|diagnostic| terminal.diagnostic(diagnostic, out))
}

/// The same for several lines.
pub(crate) fn visible_lines(text: &str) -> String {
    text.split_inclusive('\n')
        .map(|line| line.strip_suffix('\n').map_or_else(|| visible(line), |line| visible(line) + "\n"))
        .collect()
}

/// What a terminal may be given of a text that comes from elsewhere: neither controls nor marks that reorder it.
pub(super) fn visible(text: &str) -> String {
    let hidden = |character: char| {
        character.is_control()
            || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    if !text.contains(hidden) {
        return text.to_owned();
    }
    text.chars().fold(String::with_capacity(text.len()), |mut shown, character| {
        if hidden(character) {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
        shown
    })
}

/// A mistake of syntax or evaluation may be made in any value; what else is told is about names, places, offers and tags.
fn masked(diagnostic: &Diagnostic) -> Masked {
    let about = |prefix: &str| diagnostic.code.starts_with(prefix);
    match diagnostic.kind {
        DiagnosticKind::Problem if about("settings-") => Masked::Nothing,
        DiagnosticKind::Problem if about("syntax-") => Masked::Broken,
        DiagnosticKind::Problem if about("evaluation-") => Masked::Everywhere,
        _ => Masked::Around,
    }
}

struct Terminal<'a> {
    sources: &'a Sources,
    messages: &'a Messages,
    style: Style,
    /// The values of the files that were shown.
    values: RefCell<FxHashMap<FileId, Rc<Values>>>,
}

impl Terminal<'_> {
    fn diagnostic(&self, diagnostic: &Diagnostic, out: &mut dyn io::Write) -> io::Result<()> {
        let excerpt = diagnostic.primary.as_ref().map(|label| {
            let values = self.values(label.span.file);
            // What is said of derogations stands in settings, or in a register of the same form.
            let settings = diagnostic.kind != DiagnosticKind::Problem
                && self.sources.file(label.span.file).path().ends_with(".toml");
            let masked = if settings { Masked::Nothing } else { masked(diagnostic) };
            Excerpt::new(self.sources, &values, label.span, masked)
        });
        let shown = Shown {
            message: visible(&format!("{}  {}", diagnostic.code, diagnostic.title)),
            severity: match diagnostic.severity {
                Severity::Error => miette::Severity::Error,
                Severity::Warning => miette::Severity::Warning,
                Severity::Note => miette::Severity::Advice,
            },
            label: diagnostic.primary.as_ref().map(|label| visible(&label.text)).filter(|text| !text.is_empty()),
            excerpt,
        };
        let mut text = String::new();
        let handler = GraphicalReportHandler::new_themed(self.theme(diagnostic))
            .with_width(self.style.width)
            .with_break_words(false)
            .with_word_separator(wrap::SEPARATOR)
            .with_word_splitter(wrap::SPLITTER)
            .with_links(false);
        handler.render_report(&mut text, &shown).map_err(io::Error::other)?;
        out.write_all(text.trim_matches('\n').as_bytes())?;
        writeln!(out)?;
        self.lines(diagnostic).write(self.style.width, self.style.color, out)?;
        writeln!(out)
    }

    fn values(&self, file: FileId) -> Rc<Values> {
        let mut known = self.values.borrow_mut();
        Rc::clone(known.entry(file).or_insert_with(|| Rc::new(values(self.sources.file(file).text()))))
    }

    fn theme(&self, diagnostic: &Diagnostic) -> GraphicalTheme {
        let mut theme = if self.style.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let sign = match diagnostic.kind {
            _ if diagnostic.is_quiet() => "–",
            DiagnosticKind::Undetermined => "?",
            _ => return theme,
        };
        let characters = &mut theme.characters;
        sign.clone_into(&mut characters.error);
        sign.clone_into(&mut characters.warning);
        sign.clone_into(&mut characters.advice);
        theme
    }

    /// The labelled lines below the place.
    fn lines(&self, diagnostic: &Diagnostic) -> Lines {
        let mut lines = Lines::default();
        if self.leads_elsewhere(diagnostic) {
            lines.add(self.messages.text("trace"), vec![visible(&self.trace(diagnostic))]);
        }
        for fact in &diagnostic.facts {
            lines.add(fact.label.clone(), vec![visible(&self.fact(fact, diagnostic))]);
        }
        if !diagnostic.resources.is_empty() {
            lines.add(self.messages.text("resources"), vec![visible(&self.resources(diagnostic))]);
        }
        if !diagnostic.basis.is_empty() {
            let cited = diagnostic.basis.iter().map(|basis| match basis.verified {
                true => basis.citation.clone(),
                false => format!("{} {}", basis.citation, self.messages.text("unverified")),
            });
            let separator = self.messages.text("separator");
            lines.add(self.messages.text("rule"), vec![cited.collect::<Vec<_>>().join(&separator)]);
        }
        if !diagnostic.remedy.is_empty() {
            // Under a derogation, what there is to do does not depend on what is not known.
            let derogated =
                diagnostic.exception.as_ref().is_some_and(|exception| exception.kind == SetAsideKind::Derogation);
            let open = diagnostic.kind == DiagnosticKind::Undetermined && !derogated;
            let label = if open { "settle" } else { "remedy" };
            lines.add(self.messages.text(label), diagnostic.remedy.iter().map(|line| visible(line)).collect());
        }
        lines
    }

    /// Whether the value comes from another line than the one shown above.
    fn leads_elsewhere(&self, diagnostic: &Diagnostic) -> bool {
        let above = diagnostic.primary.as_ref().map(|label| self.place(label.span));
        diagnostic.trace.iter().any(|step| step.span.map(|span| self.place(span)) != above)
    }

    fn trace(&self, diagnostic: &Diagnostic) -> String {
        let value = diagnostic.primary.as_ref().map(|label| label.text.as_str()).unwrap_or_default();
        let step = |step: &Step| match step.span {
            Some(span) => format!("{} ({})", step.text, self.place(span)),
            None => step.text.clone(),
        };
        let value = (!value.is_empty()).then(|| value.to_owned());
        value.into_iter().chain(diagnostic.trace.iter().map(step)).collect::<Vec<_>>().join(" ← ")
    }

    /// A fact, with its place unless that is shown above.
    fn fact(&self, fact: &FactLine, diagnostic: &Diagnostic) -> String {
        let line = |span: Span| {
            let (path, position) = self.sources.position(span);
            (path, position.line)
        };
        let above = diagnostic.primary.as_ref().map(|label| line(label.span));
        match fact.span {
            Some(span) if above != Some(line(span)) => format!("{} ← {}", fact.text, self.place(span)),
            _ => fact.text.clone(),
        }
    }

    fn resources(&self, diagnostic: &Diagnostic) -> String {
        let shown = if self.style.verbose { usize::MAX } else { MAX_RESOURCES };
        // Instances whose key is not known have one name.
        let same = |one: &ResourceRef, other: &ResourceRef| one.shown == other.shown;
        let groups: Vec<&[ResourceRef]> = diagnostic.resources.chunk_by(same).take(shown).collect();
        let name = |alike: &&[ResourceRef]| match alike {
            [] => String::new(),
            [one] => one.shown.clone(),
            [one, ..] => format!("{} ×{}", one.shown, alike.len()),
        };
        let names = groups.iter().map(name).collect::<Vec<_>>().join(", ");
        let count = diagnostic.resources.len();
        let left = count.saturating_sub(groups.iter().map(|alike| alike.len()).sum());
        let given = arguments([("count", count.into()), ("names", names.into()), ("left", left.into())]);
        self.messages.format("resource-names", &given)
    }

    fn place(&self, span: Span) -> String {
        let (path, position) = self.sources.position(span);
        format!("{path}:{}", position.line)
    }
}
