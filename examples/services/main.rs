//! Makes the mechanical part of `catalogue/services/<provider>.csv` anew from what `terraform providers schema -json` says,
//! and keeps what was judged by hand. `docs/catalogue.md` tells when and how.
//!
//! `cargo run --example services -- [--check] [--accept REASON] PROVIDER SCHEMA.json`

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it is a program of its own")]

mod rules;
mod schema;
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use table::{Regenerated, regenerate};

const USAGE: &str = "usage: services [--check] [--accept REASON] PROVIDER SCHEMA.json

  PROVIDER       key of the table: outscale for catalogue/services/outscale.csv
  SCHEMA.json    what `terraform providers schema -json` prints
  --check        write nothing; end with 1 when the table is not what the schema says
  --accept WHY   keep the cells that differ from what the rules make of the schema, as corrections by hand";

/// What is asked for.
struct Asked {
    check: bool,
    accept: Option<String>,
    provider: String,
    schema: PathBuf,
}

fn asked() -> Option<Asked> {
    let mut given = std::env::args().skip(1);
    let (mut check, mut accept, mut others) = (false, None, Vec::new());
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--check" => check = true,
            "--accept" => accept = Some(given.next()?),
            _ => others.push(argument),
        }
    }
    let [provider, schema] = others.try_into().ok()?;
    Some(Asked { check, accept, provider, schema: schema.into() })
}

fn main() -> ExitCode {
    let Some(asked) = asked() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match run(&asked) {
        Ok(changed) if asked.check && changed => ExitCode::FAILURE,
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Whether something changes.
fn run(asked: &Asked) -> Result<bool, Box<dyn std::error::Error>> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue/services");
    let path = directory.join(format!("{}.csv", asked.provider));
    let by_hand_path = directory.join("by_hand.csv");
    let (old, by_hand) = (fs::read_to_string(&path).unwrap_or_default(), fs::read_to_string(&by_hand_path)?);
    let schema = schema::read(&fs::read(&asked.schema)?, &asked.provider)?;
    let Regenerated { table, by_hand: corrections, notes } =
        regenerate(&asked.provider, &schema, &old, &by_hand, asked.accept.as_deref())?;
    for note in notes {
        println!("{note}");
    }
    let changed = table != old || corrections != by_hand;
    if changed && !asked.check {
        fs::write(&path, table)?;
        fs::write(&by_hand_path, corrections)?;
        println!("written: the row of {} in catalogue/services/sources.csv is yours to update", asked.provider);
    }
    Ok(changed)
}
