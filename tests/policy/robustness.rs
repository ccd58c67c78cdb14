//! Policy and test files that are cut or garbled are told wrong, or run: nothing panics, nothing hangs.

use std::path::Path;

use cocarde::policy::suite::{OwnPolicy, run};
use cocarde::policy::{Doctrine, PolicyFile, PolicyInputs};
use cocarde::source::Sources;
use proptest::prelude::*;

use crate::support::day;

const NAMES: [&str; 9] =
    ["assets", "attributes", "blocks", "functions", "inputs", "lookups", "operations", "time", "verdicts"];

fn text(name: &str, kind: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/policy/suite/{name}.{kind}.hcl"));
    std::fs::read_to_string(path).unwrap()
}

/// `text` without the part `from..to` (in thousandths), and with `put` in its place.
fn garbled(text: &str, from: usize, to: usize, put: &str) -> String {
    let at = |thousandth: usize| text.floor_char_boundary(text.len() * thousandth / 1000);
    let (start, end) = (at(from.min(to)), at(from.max(to)));
    format!("{}{put}{}", &text[..start], &text[end..])
}

fn part() -> impl Strategy<Value = String> {
    let words = [
        "",
        "{",
        "}",
        "\"",
        "[",
        "${",
        "attrs",
        "core::try(",
        "null",
        "=",
        "\n",
        "resource \"x\" \"y\" {\n",
        "é",
        "prior_attrs.x",
    ];
    proptest::sample::select(words.to_vec()).prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn nothing_panics(
        name in proptest::sample::select(NAMES.to_vec()),
        which in any::<bool>(),
        from in 0_usize..1000,
        length in 0_usize..60,
        put in part(),
    ) {
        let (mut policy, mut test) = (text(name, "policy"), text(name, "policytest"));
        let garble = if which { &mut policy } else { &mut test };
        *garble = garbled(garble, from, (from + length).min(1000), &put);
        let path = format!("{name}.policy.hcl");
        let file = PolicyFile { pack: "test", path: &path, text: &policy };
        let own = OwnPolicy { file, from_test: &path, from_policies: &path };
        let mut sources = Sources::default();
        let inputs = PolicyInputs::new();
        let loaded = Doctrine::of(&[file], &inputs, &mut sources).is_ok();
        let tested = run("x.policytest.hcl", &test, &[own], &[file], &inputs, day("2026-11-24"), &mut sources).unwrap();
        // A wrong policy file is never half applied: inputs apart, which the test may give.
        prop_assert!(loaded || tested.cases.is_empty() || name == "inputs");
    }
}
