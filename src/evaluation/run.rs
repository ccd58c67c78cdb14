//! The ways to run a root module that its variable files make.

use super::evaluator::Evaluator;
use super::inputs::{Given, Inputs};
use crate::source::Repository;
use crate::terraform::{Configuration, RootModule};

/// `root`, once for each way to run it: with each of the variable files that Terraform reads only when told, and without
/// them when nothing is lacking then. As it is when there is one way, or when `inputs` says which files to read.
pub fn runs(
    configuration: &Configuration<'_>,
    repository: &Repository,
    root: &RootModule,
    inputs: &Inputs,
) -> Vec<RootModule> {
    let mut runs = if inputs.names_files() { Vec::new() } else { configuration.runs_with_files(root) };
    if runs.is_empty() {
        return vec![root.clone()];
    }
    let alone = root.alone();
    if Evaluator::new(configuration, repository, &alone, inputs).has_all_values() {
        runs.push(alone);
    }
    runs
}

impl Evaluator<'_> {
    /// Whether each variable of the root module has a value.
    fn has_all_values(&self) -> bool {
        let variables = self.top().into_iter().flat_map(|top| &top.module.variables);
        variables.into_iter().all(|(name, variable)| self.given(name, variable).0 != Given::Nowhere)
    }

    /// Whether nothing but defaults gives the variables of the root module their values.
    pub fn runs_on_defaults(&self) -> bool {
        let variables = self.top().into_iter().flat_map(|top| &top.module.variables);
        variables.into_iter().all(|(name, variable)| matches!(self.given(name, variable).0, Given::Default(_)))
    }
}
