//! What several commands take.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use super::{GivenPolicies, GivenVariables, Request, date, today};

/// What an analysis starts from, beside what is analysed.
#[derive(Debug, Args)]
pub struct AnalysisArguments {
    /// Judge as of this day, written 2026-11-23: law and qualifications change [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub today: Option<Date>,
    /// `--var`, `--var-file`
    #[command(flatten)]
    pub variables: GivenVariables,
    /// Complete backends with this, as Terraform's -backend-config; may be repeated [default: files of such arguments
    /// that are found]
    #[arg(long = "backend-config", value_name = "FILE|NAME=VALUE")]
    pub backend_configuration: Vec<String>,
    /// Value of `terraform.workspace` [default: unknown]
    #[arg(long, value_name = "NAME")]
    pub workspace: Option<String>,
    /// Settings to use [default: the nearest cocarde.toml, from PATH up to the top of the repository]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Use no cocarde.toml
    #[arg(long, conflicts_with = "config")]
    pub no_config: bool,
}

impl AnalysisArguments {
    /// The analysis of `path`, by all rules; of `plan` if there is one.
    pub(super) fn request(&self, path: &Path, plan: Option<&PathBuf>) -> Request {
        Request {
            path: path.to_owned(),
            plan: plan.cloned(),
            config: self.config.clone(),
            no_config: self.no_config,
            today: today(self.today),
            variables: self.variables.clone(),
            backend_configuration: self.backend_configuration.clone(),
            workspace: self.workspace.clone(),
            only: Vec::new(),
            skip: Vec::new(),
            policies: GivenPolicies::default(),
            no_inline_ignores: false,
            baseline: None,
            write_baseline: false,
        }
    }
}
