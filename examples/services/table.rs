//! A table of services, made anew from a schema.
//!
//! The columns that a schema tells, `location_attrs`, `tag_attr`, `tag_shape` and `in_versions`, follow it, but for the cells of
//! `by_hand.csv`. All others are judged: they are never changed, and a type that is new gets a guess that says so.

use std::collections::{BTreeMap, BTreeSet};

use crate::rules;
use crate::schema::{Argument, Schema};

/// The columns of a table.
const COLUMNS: [&str; 13] = [
    "resource_type",
    "location_attrs",
    "tag_attr",
    "tag_shape",
    "category",
    "holds_data",
    "flow_attrs",
    "data_role",
    "loc_default",
    "parent_attrs",
    "basis",
    "in_versions",
    "flow_defaults",
];

/// A row, by column.
type Row = BTreeMap<String, String>;

/// What is made of a table.
#[derive(Debug)]
pub(crate) struct Regenerated {
    /// The table.
    pub(crate) table: String,
    /// The corrections by hand.
    pub(crate) by_hand: String,
    /// What changed and what is to be looked at, a line each.
    pub(crate) notes: Vec<String>,
}

/// Why a table cannot be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TableError {
    #[error("the table cannot be read: {0}")]
    Csv(#[from] csv::Error),
    #[error("the table has not the columns that tables have")]
    Columns,
}

/// The table `old` of `provider` as `schema` says it, with the corrections `by_hand`. With `accept`, the cells that
/// differ become such corrections for that reason.
pub(crate) fn regenerate(
    provider: &str,
    schema: &Schema,
    old: &str,
    by_hand: &str,
    accept: Option<&str>,
) -> Result<Regenerated, TableError> {
    let mut rows = read(old)?;
    let mut corrections = Corrections::read(by_hand)?;
    let mut notes = Vec::new();
    let habits = habits(&rows);
    for (of_type, arguments) in schema {
        let is_new = !rows.contains_key(of_type);
        let row = rows.entry(of_type.clone()).or_insert_with(|| new(of_type, arguments, &habits));
        if is_new {
            notes.push(format!("new, to be judged: {of_type}"));
        } else if row.get("in_versions").is_some_and(|versions| versions == "old") {
            row.insert("in_versions".to_owned(), "both".to_owned());
        }
        for (column, value) in mechanical(provider, arguments) {
            let kept = row.get(column).cloned().unwrap_or_default();
            let value = match corrections.of(of_type, column) {
                Some(value) => value.to_owned(),
                // The order of what is the same is a judgement too.
                None if same(&kept, &value) => kept.clone(),
                None => match accept {
                    Some(reason) if !is_new => {
                        corrections.add(of_type, column, &kept, reason);
                        kept.clone()
                    }
                    _ => value,
                },
            };
            if kept != value && !is_new {
                notes.push(format!("{of_type}.{column}: {kept:?} becomes {value:?}"));
            }
            row.insert(column.to_owned(), value);
        }
        for column in ["parent_attrs", "flow_attrs"] {
            let lost = row.get(column).map(|paths| lost(paths, arguments)).unwrap_or_default();
            notes.extend(lost.into_iter().map(|path| format!("{of_type}.{column}: {path} is no argument any more")));
        }
    }
    for (of_type, row) in &mut rows {
        if !schema.contains_key(of_type) && row.get("in_versions").is_none_or(|versions| versions != "old") {
            // Configurations go on using what a provider no longer has.
            notes.push(format!("gone, kept for older versions: {of_type}"));
            row.insert("in_versions".to_owned(), "old".to_owned());
        }
    }
    Ok(Regenerated { table: write(&rows)?, by_hand: corrections.write()?, notes })
}

fn read(text: &str) -> Result<BTreeMap<String, Row>, TableError> {
    let mut rows = BTreeMap::new();
    if text.is_empty() {
        return Ok(rows);
    }
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    if reader.headers()?.iter().ne(COLUMNS) {
        return Err(TableError::Columns);
    }
    for record in reader.into_records() {
        let record = record?;
        let row: Row = COLUMNS.iter().map(|name| (*name).to_owned()).zip(record.iter().map(str::to_owned)).collect();
        rows.insert(record.get(0).unwrap_or_default().to_owned(), row);
    }
    Ok(rows)
}

fn write(rows: &BTreeMap<String, Row>) -> Result<String, TableError> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for row in rows.values() {
        writer.write_record(COLUMNS.iter().map(|column| row.get(*column).map_or("", String::as_str)))?;
    }
    Ok(text(writer))
}

fn text(writer: csv::Writer<Vec<u8>>) -> String {
    writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// The cells that a schema tells.
fn mechanical(provider: &str, arguments: &[Argument]) -> [(&'static str, String); 3] {
    let places: Vec<&str> = rules::places(arguments).into_iter().map(|place| place.path.as_str()).collect();
    let (paths, shapes): (Vec<&str>, Vec<String>) = rules::tags(provider, arguments).into_iter().unzip();
    [("location_attrs", places.join(";")), ("tag_attr", paths.join("|")), ("tag_shape", shapes.join("|"))]
}

/// Whether two cells have the same parts.
fn same(one: &str, other: &str) -> bool {
    let parts = |cell: &str| cell.split([';', '|']).map(str::to_owned).collect::<BTreeSet<String>>();
    parts(one) == parts(other)
}

/// The paths of a cell that are no arguments.
fn lost(cell: &str, arguments: &[Argument]) -> Vec<String> {
    let bare = |path: &str| path.replace("[]", "");
    let known: BTreeSet<String> = arguments.iter().map(|argument| bare(&argument.path)).collect();
    let paths = cell.split([';', '|']).map(str::trim).filter(|path| !path.is_empty());
    paths.filter(|path| !known.contains(&bare(path))).map(str::to_owned).collect()
}

/// Where types with the same location arguments are by default, in most rows of the table.
fn habits(rows: &BTreeMap<String, Row>) -> BTreeMap<String, String> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for row in rows.values() {
        if let (Some(places), Some(default)) = (row.get("location_attrs"), row.get("loc_default")) {
            *counts.entry((places.clone(), default.clone())).or_default() += 1;
        }
    }
    let mut ordered: Vec<_> = counts.into_iter().collect();
    ordered.sort_by_key(|(_, count)| *count);
    ordered.into_iter().map(|(habit, _)| habit).collect()
}

/// A row for a type that nobody judged.
fn new(of_type: &str, arguments: &[Argument], habits: &BTreeMap<String, String>) -> Row {
    let places = rules::places(arguments);
    let parents = rules::parents(arguments);
    let written = places.iter().map(|place| place.path.as_str()).collect::<Vec<_>>().join(";");
    let default = match () {
        () if places.iter().any(|place| place.required) => "required".to_owned(),
        () if places.is_empty() && !parents.is_empty() => "parent".to_owned(),
        () => habits.get(&written).cloned().unwrap_or_else(|| "optional".to_owned()),
    };
    let (category, holds) = rules::guess(of_type);
    let cells = [
        ("resource_type", of_type.to_owned()),
        ("category", category.to_owned()),
        ("holds_data", if holds { "y" } else { "n" }.to_owned()),
        ("data_role", if holds { "stores" } else { "config" }.to_owned()),
        ("loc_default", default),
        ("parent_attrs", parents.join(";")),
        ("basis", "heuristic".to_owned()),
    ];
    cells.into_iter().map(|(column, cell)| (column.to_owned(), cell)).collect()
}

/// Cells that people corrected, of all tables: `by_hand.csv`.
struct Corrections(BTreeMap<(String, String), (String, String)>);

impl Corrections {
    fn read(text: &str) -> Result<Self, TableError> {
        let mut corrections = BTreeMap::new();
        for record in csv::Reader::from_reader(text.as_bytes()).into_records() {
            let record = record?;
            let cell = |index: usize| record.get(index).unwrap_or_default().to_owned();
            corrections.insert((cell(0), cell(1)), (cell(2), cell(3)));
        }
        Ok(Self(corrections))
    }

    fn of(&self, of_type: &str, column: &str) -> Option<&str> {
        self.0.get(&(of_type.to_owned(), column.to_owned())).map(|(value, _)| value.as_str())
    }

    fn add(&mut self, of_type: &str, column: &str, value: &str, reason: &str) {
        self.0.insert((of_type.to_owned(), column.to_owned()), (value.to_owned(), reason.to_owned()));
    }

    fn write(&self) -> Result<String, TableError> {
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        writer.write_record(["resource_type", "column", "value", "reason"])?;
        for ((of_type, column), (value, reason)) in &self.0 {
            writer.write_record([of_type, column, value, reason])?;
        }
        Ok(text(writer))
    }
}
