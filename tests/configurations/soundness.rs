//! No value is ever invented.
//!
//! Each case, and each landing zone of `fixtures/`, is evaluated again with some of what its root module is given withheld:
//! values of variable files, defaults, local values, arguments, `count`, `for_each`, modules, the workspace. Everything
//! that is then said must leave what is true possible: it is the same, or an unknown whose candidates, if it has any, hold
//! it. An instance that does not exist is not said to exist, none is lost, and nothing is an error only because it is not
//! known.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use cocarde::evaluation::{Type, Value, convert};
use cocarde::source::{FileId, SourceFile};
use cocarde::syntax::{Attribute, parse};
use rayon::prelude::*;
use serde_json::{Map, Value as Json};

use crate::case::{Case, Given, landing_zones, topics};
use crate::ours::{self, Said};

/// The most inputs of which all subsets are withheld; of more, each alone, each pair and all of them.
const MAX_SUBSETS: usize = 4;
/// The most inputs of which pairs are withheld; of more, each alone and all of them.
const MAX_PAIRS: usize = 7;

#[test]
fn what_is_withheld_makes_nothing_else() {
    let topics = topics();
    let zones = landing_zones();
    let cases: Vec<&Case> = topics.iter().flat_map(|topic| &topic.cases).chain(&zones).collect();
    let found: Vec<(usize, String)> = cases.into_par_iter().map(without_inputs).collect();
    let wrong: String = found.iter().map(|(_, wrong)| wrong.as_str()).collect();
    assert!(wrong.is_empty(), "{wrong}");
    let evaluations: usize = found.iter().map(|(evaluations, _)| evaluations).sum();
    assert!(evaluations >= 1000, "{evaluations} evaluations");
}

/// Evaluates `case` with inputs withheld: how many times, and what is wrong.
fn without_inputs(case: &Case) -> (usize, String) {
    let mut wrong = String::new();
    let (known, errors) = ours::values(case, &case.given());
    // What Terraform refuses, a `validation` say, has no value to lose.
    let refused = case.recorded.as_ref().is_some_and(|(_, answer)| answer.fails());
    if refused || !errors.is_empty() {
        return (0, wrong);
    }
    let all = withholdings(case);
    for given in &all {
        let (partial, errors) = ours::values(&case.without(&given.withheld), given);
        for problem in errors.into_iter().chain(inventions(&known, &partial, given)) {
            writeln!(wrong, "{} without {given:?}: {problem}", case.name).unwrap();
        }
    }
    (all.len(), wrong)
}

/// What `partial` says that cannot be, when `known` is true.
fn inventions(known: &BTreeMap<String, Said>, partial: &BTreeMap<String, Said>, given: &Given) -> Vec<String> {
    let mut found = Vec::new();
    for (address, known) in known {
        let (exact, symbolic): (Vec<_>, Vec<_>) = partial
            .iter()
            .filter(|(pattern, _)| covers(pattern, address))
            .partition(|(pattern, _)| *pattern == address);
        // Of several instances whose keys are not known, the one that is meant need only be among them.
        let sayings = if exact.is_empty() { symbolic } else { exact };
        match sayings.first() {
            // Nothing is known of what a module makes that is not there, nor how many blocks an unknown makes.
            None if given.withholds_module_of(address) || is_block(address) => {}
            None => found.push(format!("{address} is lost")),
            Some(_) if sayings.iter().any(|(_, said)| may_be(&known.value, &said.value)) => {}
            Some((_, said)) => found.push(format!("{address} is {:?} and cannot be {:?}", said.value, known.value)),
        }
    }
    for pattern in partial.keys() {
        let exists = known.keys().any(|address| object(address) == object(pattern));
        if !exists && !pattern.contains(SYMBOLIC) {
            found.push(format!("{pattern} is invented"));
        }
    }
    found
}

impl Given {
    /// Whether `address` is inside a module whose source is withheld.
    fn withholds_module_of(&self, address: &str) -> bool {
        self.withheld
            .iter()
            .filter_map(|name| name.strip_suffix(".source"))
            .any(|call| address.strip_prefix(call).is_some_and(|rest| rest.starts_with(['.', '['])))
    }
}

const SYMBOLIC: &str = "[\"*\"]";

/// The object that an argument's address names.
fn object(address: &str) -> &str {
    match address.rsplit_once('.') {
        Some(("output", _)) | None => address,
        Some((object, _)) => object,
    }
}

/// Whether it names a block of an object.
fn is_block(address: &str) -> bool {
    address.len() > object(address).len() && address.ends_with(']')
}

/// Whether `address` is `pattern`, in which a symbolic key stands for any key.
fn covers(pattern: &str, address: &str) -> bool {
    let Some((before, after)) = pattern.split_once(SYMBOLIC) else { return pattern == address };
    let Some(rest) = address.strip_prefix(before) else { return false };
    rest.starts_with('[')
        && rest.match_indices(']').any(|(end, _)| rest.get(end + 1..).is_some_and(|rest| covers(after, rest)))
}

/// The inputs to withhold, in turn.
fn withholdings(case: &Case) -> Vec<Given> {
    let mut names: Vec<Option<String>> = case.inputs().into_iter().map(Some).collect();
    if case.files.iter().any(|(_, text)| text.contains("workspace")) {
        names.push(None);
    }
    let subsets: Vec<Vec<usize>> = match names.len() {
        count @ 0..=MAX_SUBSETS => {
            let members = |subset: u32| (0..count).filter(|bit| subset & (1 << bit) != 0).collect();
            (1..1_u32 << count).map(members).collect()
        }
        count => {
            let pairs = (0..count).flat_map(|one| (0..one).map(move |other| vec![one, other]));
            let alone = (0..count).map(|one| vec![one]).chain([(0..count).collect()]);
            alone.chain(pairs.filter(|_| count <= MAX_PAIRS)).collect()
        }
    };
    let given = |subset: Vec<usize>| {
        let chosen: Vec<&Option<String>> = subset.into_iter().map(|position| &names[position]).collect();
        Given {
            workspace: if chosen.contains(&&None) { None } else { case.given().workspace },
            withheld: chosen.into_iter().flatten().cloned().collect(),
        }
    };
    subsets.into_iter().map(given).collect()
}

/// A value that a root module is given or gives itself, and what stands instead of it when it is withheld.
struct Input {
    name: String,
    file: usize,
    extent: Range<usize>,
    instead: &'static str,
}

impl Case {
    /// What can be withheld.
    fn inputs(&self) -> BTreeSet<String> {
        let mut names: BTreeSet<String> = self.native_inputs().into_iter().map(|input| input.name).collect();
        for (_, text) in self.files.iter().filter(|(path, _)| is_json_values(path)) {
            names.extend(serde_json::from_str::<Map<String, Json>>(text).unwrap().into_iter().map(|(name, _)| name));
        }
        names
    }

    /// The same case without `withheld`.
    fn without(&self, withheld: &[String]) -> Self {
        let mut files = self.files.clone();
        for (_, text) in files.iter_mut().filter(|(path, _)| is_json_values(path)) {
            let mut values: Map<String, Json> = serde_json::from_str(text).unwrap();
            values.retain(|name, _| !withheld.contains(name));
            *text = Json::from(values).to_string();
        }
        let mut inputs = self.native_inputs();
        inputs.retain(|input| withheld.contains(&input.name));
        inputs.sort_by_key(|input| (input.file, input.extent.start));
        for input in inputs.into_iter().rev() {
            files[input.file].1.replace_range(input.extent, input.instead);
        }
        files.push(("withheld.tf".to_owned(), "variable \"withheld\" {}\n".to_owned()));
        self.with_files(files)
    }

    /// In native syntax: values of variables and their defaults, local values, and arguments of resources and calls.
    fn native_inputs(&self) -> Vec<Input> {
        let mut inputs = Vec::new();
        for (file, (path, text)) in
            self.files.iter().enumerate().filter(|(_, (path, _))| !path.contains('/') || path.ends_with(".tfvars"))
        {
            let tree = parse(FileId(0), SourceFile::new(path.as_str(), text.as_str()).text());
            let body = tree.body();
            let mut whole = |name: String, attribute: Attribute<'_>| {
                let extent = attribute.name_span.start as usize..attribute.value.span().end as usize;
                inputs.push(Input { name, file, extent, instead: "" });
            };
            if path.ends_with(".tfvars") {
                body.attributes().for_each(|attribute| whole(attribute.name.to_owned(), attribute));
            }
            if ![".tf", ".tofu"].iter().any(|ending| path.ends_with(ending)) {
                continue;
            }
            for variable in body.blocks_of("variable", 1) {
                if let Some(default) = variable.body.attribute("default") {
                    whole(variable.labels[0].text.to_owned(), default);
                }
            }
            for (kind, labels) in [("locals", 0), ("resource", 2), ("module", 1)] {
                for block in body.blocks_of(kind, labels) {
                    let labels: Vec<&str> = block.labels.iter().map(|label| label.text).collect();
                    let kept = ["version", "providers", "provider", "depends_on"];
                    for attribute in block.body.attributes().filter(|attribute| !kept.contains(&attribute.name)) {
                        let span = attribute.value.span();
                        let is_source = kind == "module" && attribute.name == "source";
                        inputs.push(Input {
                            name: [&[kind][..], &labels, &[attribute.name]].concat().join("."),
                            file,
                            extent: span.start as usize..span.end as usize,
                            instead: if is_source { "\"example/not/here\"" } else { "var.withheld" },
                        });
                    }
                }
            }
        }
        inputs
    }
}

fn is_json_values(path: &str) -> bool {
    path.ends_with(".tfvars.json")
}

/// Whether a value may be what another leaves open. What kind of collection it is does not matter: that may depend on the
/// part that is not known.
fn may_be(known: &Value, partial: &Value) -> bool {
    let (known, partial) = (known.unmark().0, partial.unmark().0);
    match (known, partial) {
        (_, Value::Unknown(unknown)) => {
            let is_candidate = |candidates: &[Value]| candidates.iter().any(|candidate| may_be(known, candidate));
            unknown.candidates().is_none_or(is_candidate)
                && convert(known, unknown.of_type().unwrap_or(&Type::Any)).is_ok()
        }
        // Known only to some: what is not known in full may be anything.
        (Value::Unknown(_), _) => true,
        (Value::Set(known), Value::Set(partial)) => {
            known.len() <= partial.len()
                && partial.iter().all(|partial| known.iter().any(|known| may_be(known, partial)))
        }
        (
            Value::List(known) | Value::Tuple(known) | Value::Set(known),
            Value::List(partial) | Value::Tuple(partial) | Value::Set(partial),
        ) => {
            known.len() == partial.len()
                && known.iter().zip(partial.iter()).all(|(known, partial)| may_be(known, partial))
        }
        (Value::Map(known) | Value::Object(known), Value::Map(partial) | Value::Object(partial)) => {
            (partial.rest().is_some() || known.rest().is_some() || known.len() == partial.len())
                && partial
                    .iter()
                    .all(|(key, partial)| known.get(key).map_or(known.rest().is_some(), |known| may_be(known, partial)))
        }
        _ => known == partial,
    }
}
