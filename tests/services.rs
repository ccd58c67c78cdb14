//! Making tables of services anew: what a schema says is followed, what was judged by hand survives.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

#[path = "../examples/services/rules.rs"]
mod rules;
#[path = "../examples/services/schema.rs"]
mod schema;
#[path = "../examples/services/table.rs"]
mod table;

use schema::{SchemaError, read};
use table::{Regenerated, regenerate};

const SCHEMA: &[u8] = include_bytes!("services/schema.json");
const OLD: &str = include_str!("services/old.csv");
const BY_HAND: &str = include_str!("services/by_hand.csv");

/// The columns that people judge, and the row of each type.
fn judged(table: &str) -> Vec<(String, Vec<String>)> {
    let judged =
        ["category", "holds_data", "flow_attrs", "data_role", "loc_default", "parent_attrs", "basis", "flow_defaults"];
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().unwrap().clone();
    let position = |column: &str| header.iter().position(|name| name == column).unwrap();
    let row = |record: csv::StringRecord| {
        (record[0].to_owned(), judged.iter().map(|column| record[position(column)].to_owned()).collect())
    };
    reader.into_records().map(|record| row(record.unwrap())).collect()
}

fn made(old: &str, by_hand: &str, accept: Option<&str>) -> Regenerated {
    regenerate("outscale", &read(SCHEMA, "outscale").unwrap(), old, by_hand, accept).unwrap()
}

#[test]
fn a_table_follows_its_schema() {
    let Regenerated { table, notes, .. } = made(OLD, BY_HAND, None);
    insta::assert_snapshot!(format!("{table}\n{}", notes.join("\n")));
}

#[test]
fn what_was_judged_survives() {
    let made = made(OLD, BY_HAND, None);
    let after = judged(&made.table);
    for row in judged(OLD) {
        assert!(after.contains(&row), "{row:?}\n{}", made.table);
    }
    // A type that is new is a guess, which never justifies an error.
    assert!(made.table.lines().any(|line| line.starts_with("outscale_backup_vault,") && line.contains(",heuristic,")));
}

#[test]
fn corrections_by_hand_survive_and_can_be_added() {
    let made_once = made(OLD, BY_HAND, None);
    assert_eq!(made_once.by_hand, BY_HAND);
    let kept = made(OLD, BY_HAND, Some("judged in 2026-11"));
    assert!(
        kept.by_hand.contains("outscale_volume,location_attrs,subregion_name,judged in 2026-11"),
        "{}",
        kept.by_hand
    );
    assert!(kept.table.contains("outscale_volume,subregion_name,"), "{}", kept.table);
}

#[test]
fn making_it_twice_changes_nothing() {
    let once = made(OLD, BY_HAND, None);
    let twice = made(&once.table, &once.by_hand, None);
    assert_eq!(once.table, twice.table);
    assert_eq!(once.by_hand, twice.by_hand);
}

#[test]
fn what_is_no_schema_is_refused() {
    let text = |text: &str| read(text.as_bytes(), "outscale");
    assert!(matches!(text("{}"), Err(SchemaError::Json(_))));
    assert!(matches!(text(r#"{"format_version": "2.0", "provider_schemas": {}}"#), Err(SchemaError::Format(_))));
    assert!(matches!(text(r#"{"format_version": "1.1", "provider_schemas": {}}"#), Err(SchemaError::NoType(_))));
    assert!(regenerate("outscale", &read(SCHEMA, "outscale").unwrap(), "a,b\n1,2\n", BY_HAND, None).is_err());
}

#[test]
fn the_tables_have_the_columns_and_the_corrections_have_rows() {
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/catalogue/services");
    let by_hand = std::fs::read_to_string(format!("{directory}/by_hand.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(by_hand.as_bytes());
    let corrections: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert!(corrections.len() > 50);
    for correction in corrections {
        let provider = correction[0].split('_').next().unwrap();
        let table = std::fs::read_to_string(format!("{directory}/{provider}.csv")).unwrap();
        let mut rows = csv::Reader::from_reader(table.as_bytes());
        let header = rows.headers().unwrap().clone();
        let position = header.iter().position(|column| column == &correction[1]).expect("a column");
        let row = rows.records().map(Result::unwrap).find(|row| row[0] == correction[0]);
        assert_eq!(row.as_ref().map(|row| &row[position]), Some(&correction[2]), "{}", &correction[0]);
        assert!(!correction[3].is_empty(), "{}", &correction[0]);
    }
}
