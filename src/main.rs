//! The `cocarde` program.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    cocarde::cli::Cli::parse().run().into()
}
