//! The register as a table that fits a terminal, with a summary that a security officer can read.

use std::io;

use textwrap::core::display_width;

use super::cells::{is_unclassified, without_keys};
use super::summary::{Part, Reason, Summary, countries_of, level_of};
use super::{Grouping, Register};
use crate::inventory::{Asset, AssetKind, Fact, FlowKind, Run, instances};
use crate::report::credentials::without_credentials;
use crate::report::messages::arguments;
use crate::report::terminal::{self, Lines, Style, visible, wrap};

/// The most reasons that are told of what is not known: the summary counts the others.
const MAX_REASONS: usize = 12;
/// The most names of operators and countries in one line of the summary.
const MAX_NAMES: usize = 8;
/// The most columns that a cell beside the address may take, unless the terminal is so wide that four of them leave room.
const MAX_CELL: usize = 26;
/// The columns between two cells.
const GAP: usize = 2;

/// The cell of the level of the data.
const LEVEL: usize = 3;

/// What is told of an asset, in those of its runs that agree on it.
struct Told<'a> {
    cells: [String; 4],
    flows: Vec<(&'static str, String)>,
    files: Vec<&'a str>,
}

/// A line of the table: assets that are the same but for the key of their instance.
struct Row {
    address: String,
    cells: [String; 4],
    flows: Vec<(&'static str, String)>,
    count: usize,
}

/// Writes `register` as a table.
pub fn write(register: &Register<'_>, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    if register.answers_nothing() {
        return writeln!(out, "{}", register.words.text("register-nothing"));
    }
    let table = Table { register, style, summary: Summary::of(register) };
    table.groups(out)?;
    table.summary(out)
}

struct Table<'t, 'a> {
    register: &'t Register<'a>,
    style: &'t Style,
    summary: Summary,
}

impl Table<'_, '_> {
    fn groups(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let words = self.register.words;
        let mut groups: Vec<(String, Vec<&Asset>)> = Vec::new();
        for asset in &self.register.listed {
            let title = self.title(asset);
            match groups.iter_mut().find(|(known, _)| *known == title) {
                Some((_, assets)) => assets.push(asset),
                None => groups.push((title, vec![asset])),
            }
        }
        if self.register.grouping != Grouping::Root {
            groups.sort_by(|(one, _), (other, _)| one.cmp(other));
        }
        let (bold, dim, off) = if self.style.color { ("\u{1b}[1m", "\u{1b}[2m", "\u{1b}[0m") } else { ("", "", "") };
        let several_roots = self.register.grouping != Grouping::Root;
        for (title, assets) in &groups {
            let count = arguments([("count", instances(assets.iter().copied()).len().into())]);
            let count = words.messages.format("register-count", &count);
            writeln!(out, "{bold}{}{off} {dim}· {count}{off}", visible(title))?;
            let rows = self.rows(assets, several_roots);
            let used =
                |column: usize| rows.iter().any(|row| row.cells.get(column).is_some_and(|cell| !cell.is_empty()));
            let columns: Vec<usize> = (0..4).filter(|column| used(*column)).collect();
            let width = |column: usize| {
                let cells = rows.iter().filter_map(|row| row.cells.get(column));
                // Levels are few: none of them is cut.
                let most = if column == LEVEL { usize::MAX } else { self.widest_cell() };
                cells.map(|cell| display_width(cell)).max().unwrap_or(0).min(most)
            };
            let widths: Vec<usize> = columns.iter().map(|column| width(*column)).collect();
            let beside: usize = widths.iter().map(|width| width + GAP).sum();
            let longest = rows.iter().map(|row| display_width(&row.address)).max().unwrap_or(0);
            let room = self.style.width.saturating_sub(beside + 2).max(20).min(longest);
            for row in &rows {
                self.row(row, &columns, &widths, room, out)?;
            }
            writeln!(out)?;
        }
        Ok(())
    }

    fn row(
        &self,
        row: &Row,
        columns: &[usize],
        widths: &[usize],
        room: usize,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let mut line = format!("  {}", row.address);
        if display_width(&row.address) > room {
            // What is too long for its column stands alone: people copy addresses.
            writeln!(out, "{line}")?;
            "  ".clone_into(&mut line);
        }
        let mut column = 2 + room;
        for (index, width) in columns.iter().zip(widths) {
            pad(&mut line, column + GAP);
            line.push_str(&cut(row.cells.get(*index).map(String::as_str).unwrap_or_default(), *width));
            column += GAP + width;
        }
        writeln!(out, "{}", line.trim_end())?;
        for (arrow, flow) in &row.flows {
            for (index, text) in wrap(flow, self.style.width.saturating_sub(6), "").iter().enumerate() {
                writeln!(out, "    {} {text}", if index == 0 { arrow } else { " " })?;
            }
        }
        Ok(())
    }

    fn title(&self, asset: &Asset) -> String {
        let words = self.register.words;
        match self.register.grouping {
            Grouping::Root if asset.root.is_empty() => ".".to_owned(),
            Grouping::Root => asset.root.to_string(),
            Grouping::Operator => match asset.offer.known() {
                Some(offer) => {
                    let operator = words.operator(asset).unwrap_or_default();
                    let qualification = words.facts().qualification(offer);
                    let title =
                        format!("{operator} · {} · {} {qualification}", offer.name, words.text("register-secnumcloud"));
                    std::iter::once(title).chain(words.facts().third_state_law(offer)).collect::<Vec<_>>().join(" · ")
                }
                None => words.text("register-operator-unknown"),
            },
            Grouping::Country => countries_of(&asset.placement, words),
            Grouping::Classification => level_of(asset, words),
        }
    }

    /// The lines of `assets`, those together that differ only by the key of their instance or by the variable file.
    fn rows(&self, assets: &[&Asset], several_roots: bool) -> Vec<Row> {
        let mut rows: Vec<(String, Row)> = Vec::new();
        for runs in instances(assets.iter().copied()) {
            let mut told: Vec<Told<'_>> = Vec::new();
            for asset in &runs {
                let (cells, flows) = (self.cells(asset), self.flows(asset));
                let files = asset.runs.iter().filter_map(Run::file).map(|file| {
                    let below = file.strip_prefix(&*asset.root).and_then(|file| file.strip_prefix('/'));
                    below.filter(|_| !several_roots).unwrap_or(file)
                });
                let files: Vec<&str> = files.collect();
                // A run without variable file has no name to stand among the others.
                let same = |known: &&mut Told<'_>| {
                    known.cells == cells && known.flows == flows && known.files.is_empty() == files.is_empty()
                };
                match told.iter_mut().find(same) {
                    Some(known) => known.files.extend(files),
                    None => told.push(Told { cells, flows, files }),
                }
            }
            let Some(asset) = runs.first() else { continue };
            for Told { cells, flows, files } in told {
                let root = (several_roots && !asset.root.is_empty()).then_some(&*asset.root);
                let place: Vec<&str> = root.into_iter().chain(files).collect();
                let place = if place.is_empty() { String::new() } else { format!(" ({})", place.join(", ")) };
                let shown = |address: &str| visible(&without_credentials(&format!("{address}{place}")));
                let base = format!("{}{place}", without_keys(&asset.address));
                match rows.last_mut() {
                    Some((known, row)) if *known == base && row.cells == cells && row.flows == flows => {
                        row.count += 1;
                        row.address = format!("{} ×{}", shown(&without_keys(&asset.address)), row.count);
                    }
                    _ => rows.push((base, Row { address: shown(&asset.address), cells, flows, count: 1 })),
                }
            }
        }
        rows.into_iter().map(|(_, row)| row).collect()
    }

    fn cells(&self, asset: &Asset) -> [String; 4] {
        let words = self.register.words;
        let category = match asset.holds_data {
            // Why it is listed: it may hold data.
            None if asset.category.is_none() => words.text("register-type-unknown"),
            _ => words.category(asset),
        };
        let [location, mut offer, mut classification] =
            [self.location(asset), self.offer(asset), self.classification(asset)];
        match self.register.grouping {
            Grouping::Operator => offer.clear(),
            Grouping::Classification => classification.clear(),
            Grouping::Root | Grouping::Country => {}
        }
        [category, location, offer, classification].map(|cell| visible(&without_credentials(&cell)))
    }

    /// Each flow of `asset`, with the arrow that tells which way it goes.
    fn flows(&self, asset: &Asset) -> Vec<(&'static str, String)> {
        let facts = self.register.words.facts();
        let arrow = |kind: FlowKind| if kind.is_read() { "←" } else { "→" };
        asset.flows.iter().map(|flow| (arrow(flow.kind), visible(&facts.flow_with_reason(flow)))).collect()
    }

    /// The number of the reason, in the summary, why `part` of `asset` is not known.
    fn number(&self, asset: &Asset, part: Part) -> String {
        let cause = part.cause(asset).map(|(kind, _)| self.register.words.cause(kind));
        let number = cause
            .and_then(|text| self.summary.reasons.iter().position(|reason| reason.part == part && reason.text == text));
        let number = number.filter(|number| *number < MAX_REASONS).map(|number| format!(" [{}]", number + 1));
        number.unwrap_or_default()
    }

    /// What is shown for what is not known: what it may be, and the number of the reason in the summary.
    fn unknown(&self, asset: &Asset, part: Part, candidates: &[String]) -> String {
        let doubt = format!("?{}", self.number(asset, part));
        if candidates.is_empty() {
            return doubt;
        }
        // The doubt is to be seen, however many it may be.
        let room = self.widest_cell().saturating_sub(display_width(&doubt) + 1);
        format!("{} {doubt}", cut(&candidates.join(" | "), room))
    }

    fn widest_cell(&self) -> usize {
        if self.style.cut { self.roomy_cell() } else { usize::MAX }
    }

    /// The columns within which a cell is pleasant to read beside the others.
    fn roomy_cell(&self) -> usize {
        MAX_CELL.max(self.style.width / 5)
    }

    fn location(&self, asset: &Asset) -> String {
        let words = self.register.words;
        match &asset.placement {
            Fact::Known { value, .. } => {
                let place = words.facts().short_place(value);
                // Of many regions, the countries are what is asked for first.
                let countries = value.region.countries.join(", ");
                if display_width(&place) > self.roomy_cell() && !countries.is_empty() { countries } else { place }
            }
            Fact::Unknown { candidates, .. } => {
                let candidates: Vec<_> = candidates.iter().map(|candidate| candidate.written.to_string()).collect();
                self.unknown(asset, Part::Location, &candidates)
            }
        }
    }

    fn offer(&self, asset: &Asset) -> String {
        match &asset.offer {
            Fact::Known { value, .. } => value.name.clone(),
            Fact::Unknown { candidates, .. } => {
                let candidates: Vec<_> = candidates.iter().map(|candidate| candidate.name.clone()).collect();
                self.unknown(asset, Part::Operator, &candidates)
            }
        }
    }

    fn classification(&self, asset: &Asset) -> String {
        let words = self.register.words;
        match &asset.classification {
            Fact::Known { value, .. } => words.level(value),
            // What holds no data has no class, and a state has that of its root module.
            _ if asset.holds_data != Some(true) || asset.kind == AssetKind::State => String::new(),
            fact if is_unclassified(fact) => {
                format!("{}{}", words.text("register-unclassified"), self.number(asset, Part::Classification))
            }
            Fact::Unknown { candidates, .. } => {
                let candidates: Vec<_> = candidates.iter().map(|candidate| words.level(candidate)).collect();
                self.unknown(asset, Part::Classification, &candidates)
            }
        }
    }

    fn summary(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let (words, summary) = (self.register.words, &self.summary);
        let mut lines = Lines::default();
        let totals = arguments([
            ("resources", summary.resources.into()),
            ("data", summary.data_bearing.into()),
            ("types", summary.unknown_types.into()),
            ("states", summary.states.into()),
            ("homeless", self.register.without_backend.len().into()),
            ("absent", self.register.absent_modules.into()),
        ]);
        lines.add(words.text("register-assets"), vec![words.messages.format("register-assets-text", &totals)]);
        let established = arguments([
            ("located", summary.located.into()),
            ("operator", summary.operator_known.into()),
            ("classified", summary.classified.into()),
            ("data", summary.data_bearing.into()),
            ("total", summary.concerned.into()),
            ("catalogue", words.messages.date(words.catalogue.date()).into()),
            ("own", words.catalogue.own_file().map_or_else(|| "none".to_owned(), visible).into()),
            ("today", words.messages.date(words.today).into()),
        ]);
        if summary.concerned > 0 {
            lines.add(words.text("established"), vec![words.messages.format("established-text", &established)]);
        }
        for (label, tally) in [
            ("register-operators", &summary.operators),
            ("register-countries", &summary.countries),
            ("register-levels", &summary.levels),
        ] {
            if !tally.is_empty() {
                lines.add(words.text(label), vec![visible(&names(tally))]);
            }
        }
        if !summary.flows.is_empty() {
            let flow = |(kind, count, unknown): &(FlowKind, usize, usize)| {
                let given = arguments([
                    ("kind", words.text(&format!("flow-{}", kind.name())).into()),
                    ("count", (*count).into()),
                    ("unknown", (*unknown).into()),
                ]);
                words.messages.format("register-flow", &given)
            };
            for (label, read) in [("register-flows", false), ("register-reads", true)] {
                let told: Vec<String> =
                    summary.flows.iter().filter(|(kind, ..)| kind.is_read() == read).map(flow).collect();
                if !told.is_empty() {
                    lines.add(words.text(label), vec![told.join(" · ")]);
                }
            }
            lines.add(words.text("register-destinations"), vec![visible(&names(&summary.destinations))]);
        }
        let mut reasons: Vec<String> = summary
            .reasons
            .iter()
            .take(MAX_REASONS)
            .enumerate()
            .map(|(index, reason)| self.reason(index, reason))
            .collect();
        let left = summary.reasons.len().saturating_sub(MAX_REASONS);
        if left > 0 {
            reasons.push(words.messages.format("register-reasons-left", &arguments([("count", left.into())])));
        }
        if !reasons.is_empty() {
            lines.add(words.text("register-undetermined"), reasons);
        }
        if summary.hidden > 0 {
            let given = arguments([("count", summary.hidden.into())]);
            lines.add(words.text("register-hidden"), vec![words.messages.format("register-hidden-text", &given)]);
        }
        lines.write(self.style.width.min(terminal::READABLE), self.style.color, out)
    }

    /// Why something is not known, of how many assets, and where that stands.
    fn reason(&self, index: usize, reason: &Reason) -> String {
        let words = self.register.words;
        let given = arguments([
            ("number", (index + 1).into()),
            ("part", words.text(&format!("register-part-{}", reason.part.name())).into()),
            ("reason", visible(&reason.text).into()),
            ("count", reason.assets.into()),
        ]);
        let text = words
            .messages
            .format(if reason.unclassified { "register-reason-unclassified" } else { "register-reason" }, &given);
        match reason.span {
            Some(span) => format!("{text} ← {}", visible(&words.place(span))),
            None => text,
        }
    }
}

fn names(tally: &[(String, usize)]) -> String {
    let shown = tally.iter().take(MAX_NAMES).map(|(name, count)| format!("{name} {count}"));
    let more = (tally.len() > MAX_NAMES).then(|| "…".to_owned());
    shown.chain(more).collect::<Vec<_>>().join(" · ")
}

/// `text` in at most `width` columns.
fn cut(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let mut shown = String::new();
    for character in text.chars() {
        if display_width(&shown) + 2 > width {
            break;
        }
        shown.push(character);
    }
    format!("{}…", shown.trim_end())
}

fn pad(line: &mut String, column: usize) {
    let missing = column.saturating_sub(display_width(line)).max(1);
    line.push_str(&" ".repeat(missing));
}
