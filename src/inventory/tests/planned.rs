//! The same on a plan, with the sources beside it and without.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use super::{Declared, assess};
use crate::catalogue::Catalogue;
use crate::evaluation::{Evaluator, GivenVariable, Inputs};
use crate::inventory::{Asset, Fact, Inventory, RootView, is_of};
use crate::plan;
use crate::source::{FileId, Repository, SourceFile, Sources};
use crate::terraform::{Configuration, configuration_files, load};

/// The assets of the plan or state `file` of the repository, and a look at them.
fn assets(file: &str, directory: Option<&str>, look: impl FnOnce(&[Asset], &Sources)) {
    let repository = Repository::new(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut plan = plan::read(FileId(0), &repository.read(file).unwrap(), false).unwrap();
    let mut sources = Sources::default();
    sources.add(SourceFile::new(file, std::mem::take(&mut plan.shown)));
    let files = directory.map(|directory| configuration_files(&repository, directory)).unwrap_or_default();
    let loaded = load(&repository, &files, sources);
    let configuration = Configuration::new(&loaded);
    let mut inputs = Inputs::default();
    inputs.variables.extend(plan.variable_file.take().map(Box::new).map(GivenVariable::File));
    let root = configuration.roots().first();
    let evaluator = root.map(|root| Evaluator::new(&configuration, &repository, root, &inputs));
    assert!(evaluator.as_ref().is_none_or(|evaluator| is_of(&plan, evaluator)));
    let written = evaluator.as_ref().map(|evaluator| (evaluator, &loaded.sources));
    let view = RootView::planned(&plan, &Arc::from(file), written, "".into(), None, Vec::new());
    let inventory = Inventory::gather([assess(Catalogue::embedded(), &Declared::default(), &view)]);
    look(&inventory.assets, &loaded.sources);
}

/// Each fact about place and data, with its deciding evidence: kind, value, place, trace.
fn told(assets: &[Asset], sources: &Sources) -> String {
    fn line<T>(fact: &Fact<T>, known: impl Fn(&T) -> String, sources: &Sources) -> String {
        let mut text = match fact {
            Fact::Known { value, .. } => known(value),
            Fact::Unknown { causes, .. } => format!("? {:?}", causes[0].kind),
        };
        let Some(evidence) = fact.evidence().first() else { return text };
        write!(text, " ← {:?}", evidence.kind).unwrap();
        if let Some(value) = &evidence.value {
            write!(text, " {value}").unwrap();
        }
        if let Some(span) = evidence.span {
            let (path, position) = sources.position(span);
            let path = path.trim_start_matches("fixtures/");
            write!(text, " at {path}:{} {}", position.line, sources.text(span)).unwrap();
        }
        for step in &evidence.trace {
            write!(text, " ← {}", step.text).unwrap();
        }
        text
    }
    let mut text = String::new();
    for asset in assets {
        let place = line(&asset.placement, |place| place.region.code.clone(), sources);
        let data = line(&asset.classification, |data| data.level.name().to_owned(), sources);
        write!(text, "{}\n  {place}\n  {data}\n", asset.address).unwrap();
    }
    text
}

#[test]
fn each_fact_of_a_plan_has_its_place_in_the_sources() {
    assets("fixtures/plan/plan.json", Some("fixtures/plan"), |assets, sources| {
        insta::assert_snapshot!(told(assets, sources));
    });
}

#[test]
fn without_sources_each_fact_has_its_place_in_the_plan() {
    assets("fixtures/plan/plan.json", None, |assets, sources| insta::assert_snapshot!(told(assets, sources)));
}

#[test]
fn a_state_tells_where_things_are_and_not_what_its_providers_assume() {
    assets("fixtures/state/state.json", None, |assets, sources| insta::assert_snapshot!(told(assets, sources)));
}
