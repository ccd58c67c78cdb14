//! CSV (RFC 4180), for spreadsheets and other registers: a line for each asset.

use std::collections::BTreeSet;
use std::io;

use super::Register;
use super::cells::is_unclassified;
use crate::inventory::{Asset, Classification, Fact, Flow};
use crate::policy::secnumcloud_name;
use crate::report::credentials::without_credentials;
use crate::report::terminal::visible;

/// The columns. They are the same in all languages.
const COLUMNS: [&str; 26] = [
    "root",
    "address",
    "kind",
    "type",
    "category",
    "holds_data",
    "operator",
    "operator_country",
    "offer",
    "secnumcloud",
    "third_state_law",
    "region",
    "countries",
    "eu",
    "eea",
    "environment",
    "level",
    "nature",
    "impact",
    "other_levels",
    "classification_source",
    "flows",
    "flow_countries",
    "unknown",
    "variable_files",
    "place",
];

/// Writes `register` as CSV.
pub fn write(register: &Register<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
    writer.write_record(COLUMNS)?;
    for asset in &register.listed {
        writer.write_record(record(register, asset).map(|cell| safe(&visible(&without_credentials(&cell)))))?;
    }
    writer.flush()
}

fn record(register: &Register<'_>, asset: &Asset) -> [String; 26] {
    let words = register.words;
    let offer = asset.offer.known();
    let region = asset.placement.known().map(|placement| &placement.region);
    let classification = asset.classification.known();
    let yes_or_no = |answer: Option<bool>| answer.map(|answer| if answer { "yes" } else { "no" }.to_owned());
    let of_offer = |text: Option<&str>| text.unwrap_or_default().to_owned();
    [
        asset.root.to_string(),
        asset.address.to_string(),
        asset.kind.name().to_owned(),
        asset.of_type.to_string(),
        asset.category.as_deref().unwrap_or_default().to_owned(),
        yes_or_no(asset.holds_data).unwrap_or_default(),
        of_offer(offer.map(|offer| offer.operator.as_str())),
        of_offer(offer.and_then(|offer| offer.operator_country.as_deref())),
        of_offer(offer.map(|offer| offer.id.as_str())),
        of_offer(offer.map(|offer| secnumcloud_name(offer, words.today))),
        of_offer(offer.and_then(|offer| offer.third_state_law.as_deref())),
        asset.placement.known().map(|placement| placement.written.to_string()).unwrap_or_default(),
        region.map(|region| region.countries.join(" ")).unwrap_or_default(),
        region.and_then(|region| yes_or_no(region.eu)).unwrap_or_default(),
        region.and_then(|region| yes_or_no(region.eea)).unwrap_or_default(),
        asset.environment.known().map(|environment| environment.name().to_owned()).unwrap_or_default(),
        classification.map(|own| own.level.name().to_owned()).unwrap_or_default(),
        classification.and_then(|own| own.nature.as_deref()).unwrap_or_default().to_owned(),
        classification.map(|own| own.impact.join(" ")).unwrap_or_default(),
        classification.map(|own| levels(&own.others)).unwrap_or_default(),
        asset.classification.known().and_then(|_| source(register, &asset.classification)).unwrap_or_default(),
        asset.flows.iter().map(|flow| words.facts().flow_with_reason(flow)).collect::<Vec<_>>().join(" | "),
        destinations(&asset.flows),
        unknown(register, asset),
        asset.runs.iter().filter_map(|run| run.file()).map(|file| &**file).collect::<Vec<_>>().join(" "),
        words.place(asset.span),
    ]
}

/// The levels of `kinds`, each once.
fn levels(kinds: &[Classification]) -> String {
    let mut names: Vec<&str> = kinds.iter().map(|kind| kind.level.name()).collect();
    names.dedup();
    names.join(" ")
}

/// The countries that data go to, each once; `?` for those that are not known.
fn destinations(flows: &[Flow]) -> String {
    let mut found: BTreeSet<&str> = BTreeSet::new();
    for flow in flows {
        match flow.placement.known().map(|placement| &placement.region) {
            Some(region) if !region.countries.is_empty() => found.extend(region.countries.iter().map(String::as_str)),
            region => {
                found.insert(region.map_or("?", |region| region.area.name()));
            }
        }
    }
    found.into_iter().collect::<Vec<_>>().join(" ")
}

/// Where what is known is written.
fn source<T>(register: &Register<'_>, fact: &Fact<T>) -> Option<String> {
    let evidence = fact.evidence().first()?;
    let place = evidence.span.map(|span| register.words.place(span));
    Some(std::iter::once(evidence.kind.name().to_owned()).chain(place).collect::<Vec<_>>().join(" "))
}

/// Why what is not known is not.
fn unknown(register: &Register<'_>, asset: &Asset) -> String {
    let words = register.words;
    let mut reasons = Vec::new();
    for part in super::summary::Part::ALL {
        let silent = part == super::summary::Part::Classification && is_unclassified(&asset.classification);
        if let Some((kind, _)) = part.cause(asset).filter(|_| !silent) {
            reasons.push(format!("{}: {}", part.name(), words.cause(kind)));
        }
    }
    reasons.join(" | ")
}

/// A cell that no spreadsheet takes for a formula: a repository may call its resources anything.
fn safe(cell: &str) -> String {
    const DANGEROUS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    if cell.trim_start_matches(' ').starts_with(DANGEROUS) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =HYPERLINK(\"https://example.org\")"] {
            assert!(safe(cell).starts_with('\''), "{cell}");
        }
        for cell in ["scaleway_rdb_instance.main", "", "a=b", "backend \"s3\""] {
            assert_eq!(safe(cell), cell);
        }
    }
}
