//! `--var` and `--var-file`, in the order in which they are given: of two that set a variable, Terraform takes the later.

use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches, value_parser};

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GivenVariable {
    /// `--var name=value`
    Value(String, String),
    /// `--var-file path`
    File(PathBuf),
}

/// All of them, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GivenVariables(pub Vec<GivenVariable>);

const VALUE: &str = "var";
const FILE: &str = "var-file";

impl Args for GivenVariables {
    fn augment_args(command: Command) -> Command {
        command
            .arg(
                Arg::new(VALUE)
                    .long(VALUE)
                    .value_name("NAME=VALUE")
                    .action(ArgAction::Append)
                    .value_parser(name_and_value)
                    .help("Give an input variable its value, whatever the files that Terraform reads by itself say; may be repeated"),
            )
            .arg(
                Arg::new(FILE)
                    .long(FILE)
                    .value_name("FILE")
                    .action(ArgAction::Append)
                    .value_parser(value_parser!(PathBuf))
                    .help("Read values of input variables in this file, .tfvars or .tfvars.json; may be repeated: of these and --var, the later wins"),
            )
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for GivenVariables {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let missing = |_| Error::new(ErrorKind::InvalidValue);
        let values = matches.try_get_many::<(String, String)>(VALUE).map_err(missing)?.into_iter().flatten();
        let values = values.map(|(name, value)| GivenVariable::Value(name.clone(), value.clone()));
        let files = matches.try_get_many::<PathBuf>(FILE).map_err(missing)?.into_iter().flatten();
        let files = files.map(|path| GivenVariable::File(path.clone()));
        let places = |id| matches.indices_of(id).into_iter().flatten();
        let mut given: Vec<_> = places(VALUE).zip(values).chain(places(FILE).zip(files)).collect();
        given.sort_by_key(|(place, _)| *place);
        Ok(Self(given.into_iter().map(|(_, given)| given).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

pub(super) fn name_and_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => Err("write the name of the variable, = and its value".to_owned()),
    }
}
