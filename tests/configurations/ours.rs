//! What we say of a case.

use std::collections::BTreeMap;

use cocarde::evaluation::{Evaluator, Inputs, Runs, Value};
use cocarde::source::{Repository, Sources, discover};
use cocarde::syntax::Tree;
use cocarde::terraform::{Configuration, RootModule, Run, load};

use crate::case::{Answer, Case, Given};
use crate::notation::{self, Types};

/// What is no argument of a provider.
const META_ARGUMENTS: [&str; 8] =
    ["count", "for_each", "provider", "depends_on", "lifecycle", "connection", "provisioner", "dynamic"];

/// A value and whether it is an output that is declared sensitive.
pub(crate) struct Said {
    pub(crate) value: Value,
    output: bool,
    sensitive: bool,
}

/// What we say of `case` when it is given `given`.
pub(crate) fn answer(case: &Case, given: &Given) -> Answer {
    let (said, errors) = values(case, given);
    let text = |said: &Said| match said.output {
        true => notation::of_output(&said.value, said.sensitive),
        false => notation::of_value(&said.value, Types::Untold),
    };
    // An argument that is null is not there.
    let there = said.iter().filter(|(_, said)| said.output || said.value != Value::Null);
    Answer { errors, values: there.map(|(address, said)| (address.clone(), text(said))).collect() }
}

/// Outputs and arguments by address, and what hinders.
pub(crate) fn values(case: &Case, given: &Given) -> (BTreeMap<String, Said>, Vec<String>) {
    let directory = tempfile::tempdir().unwrap();
    case.lay_out(directory.path());
    let repository = Repository::new(directory.path()).unwrap();
    let found = discover(&repository, directory.path(), &globset::GlobSet::empty());
    let loaded = load(&repository, &found.files, Sources::default());
    let configuration = Configuration::new(&loaded);
    let inputs = Inputs { workspace: given.workspace.as_deref().map(Into::into), ..Inputs::default() };
    let root = configuration.roots().iter().find(|root| root.directory.is_empty()).unwrap();
    let runs = Runs::of(&configuration, &repository, root, &inputs).roots;
    let is_asked = |run: &&RootModule| match (&run.run, case.run.last()) {
        (Run::With(files), Some(last)) => **configuration.sources().file(files.file).path() == **last,
        _ => false,
    };
    // A file from which everything is withheld makes no run.
    let root = runs.iter().find(is_asked).unwrap_or(root);
    assert!(case.run.is_empty() || !given.withheld.is_empty() || root.run != Run::Any, "{}: no such run", case.name);
    let evaluator = Evaluator::new(&configuration, &repository, root, &inputs);
    let mut said = BTreeMap::new();
    let top = evaluator.top().unwrap();
    for (name, output) in &top.module.outputs {
        let Some(node) = output.value else { continue };
        let value = evaluator.evaluate(node, &evaluator.place_of(top));
        said.insert(format!("output.{name}"), Said { value, output: true, sensitive: output.sensitive });
    }
    for instance in evaluator.resource_instances() {
        let body = &instance.resource.body;
        let argument = |name: &str| !META_ARGUMENTS.contains(&name);
        let attributes = body.attributes();
        for name in attributes.iter().map(|attribute| attribute.name).filter(|name| argument(name)) {
            for argument in evaluator.arguments(body, &instance.place, name) {
                let address = format!("{}.{name}", instance.address);
                said.insert(address, Said { value: argument.value, output: false, sensitive: false });
            }
        }
        // In JSON syntax, blocks are not told from arguments.
        let block = |kind: &&str| argument(kind) && !attributes.iter().any(|attribute| attribute.name == *kind);
        for kind in body.block_kinds().into_iter().filter(block) {
            for (number, block) in evaluator.arguments(body, &instance.place, kind).into_iter().enumerate() {
                let address = format!("{}.{kind}[{number}]", instance.address);
                said.insert(address, Said { value: block.value, output: false, sensitive: false });
            }
        }
    }
    let (evaluation, mut declarations) = evaluator.errors();
    declarations.extend(configuration.modules().into_iter().flat_map(|module| module.errors.clone()));
    let syntax = loaded.trees.iter().flat_map(Tree::errors).map(|error| format!("{:?}", error.kind));
    let errors = syntax
        .chain(declarations.iter().map(|error| error.kind.to_string()))
        .chain(evaluation.iter().map(|error| error.kind.to_string()))
        .collect();
    (said, errors)
}
