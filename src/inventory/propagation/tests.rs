use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;

use crate::evaluation::{CauseKind, Value};
use crate::inventory::fake::{Fake, map, one_of, variable};
use crate::inventory::tests::{computed, of, root};
use crate::inventory::{Asset, Classification, Environment, EvidenceKind, Fact, Level, RootInventory};

/// A bucket: what its tags say (`?` for a variable without value, `a|b` for one of two), where its logs go, and where it is copied to.
#[derive(Debug, Clone, Default)]
struct Bucket {
    tags: Vec<(&'static str, &'static str)>,
    logs: Vec<usize>,
    copies: Vec<usize>,
}

fn tagged(tags: &[(&'static str, &'static str)]) -> Bucket {
    Bucket { tags: tags.to_vec(), ..Bucket::default() }
}

fn name(index: usize) -> String {
    format!("aws_s3_bucket.b{index}")
}

/// The buckets, declared in `order`.
fn assess(buckets: &[Bucket], order: &[usize]) -> RootInventory {
    let names: Vec<String> = order.iter().map(|index| name(*index)).collect();
    let block = |bucket: &Bucket| {
        let value = |text: &str| match text.split('|').collect::<Vec<_>>().as_slice() {
            ["?"] => Value::Unknown(variable("x")),
            [text] => Value::string(*text),
            several => one_of(several),
        };
        let tags = Value::object(bucket.tags.iter().map(|(key, text)| (*key, value(text))));
        let tags = if bucket.tags.is_empty() { Fake::new() } else { Fake::new().with("tags", tags) };
        let logs = bucket.logs.iter().fold(tags, |block, to| block.with("logging.target_bucket", computed(&name(*to))));
        bucket.copies.iter().fold(logs, |block, to| {
            block.with("replication_configuration.rules.destination.bucket", computed(&name(*to)))
        })
    };
    let resources = names.iter().zip(order).map(|(name, index)| (name.as_str(), block(&buckets[*index]))).collect();
    of(&root("hashicorp/aws", Some(Fake::new().text("region", "eu-west-3")), resources))
}

fn in_order(buckets: &[Bucket]) -> RootInventory {
    assess(buckets, &(0..buckets.len()).collect::<Vec<_>>())
}

fn asset(inventory: &RootInventory, index: usize) -> &Asset {
    inventory.assets.iter().find(|asset| *asset.address == *name(index)).expect("a bucket")
}

fn class(inventory: &RootInventory, index: usize) -> Classification {
    asset(inventory, index).classification.known().cloned().expect("a classification")
}

fn environment(inventory: &RootInventory, index: usize) -> String {
    match &asset(inventory, index).environment {
        Fact::Known { value, .. } => value.name().into(),
        Fact::Unknown { candidates, .. } => {
            format!("?{}", candidates.iter().map(|one| one.name()).collect::<Vec<_>>().join("|"))
        }
    }
}

fn levels(classification: &Classification) -> Vec<Level> {
    classification.kinds().map(|kind| kind.level).collect()
}

#[test]
fn what_receives_several_kinds_of_data_holds_all_of_them() {
    let to_the_last = |tags: &[(&'static str, &'static str)]| Bucket { logs: vec![3], ..tagged(tags) };
    let inventory = in_order(&[
        to_the_last(&[("classification", "personnelle")]),
        to_the_last(&[("classification", "sensible")]),
        to_the_last(&[("classification", "interne")]),
        Bucket::default(),
    ]);
    let own = class(&inventory, 3);
    assert_eq!(levels(&own), [Level::Sensitive, Level::Personal]);
    assert!(own.is_personal() && !own.is_about_health());
    // Each source is told, with the way from it.
    let evidence = asset(&inventory, 3).classification.evidence();
    let told: Vec<_> = evidence.iter().map(|one| (one.kind, one.value.as_deref().unwrap_or_default())).collect();
    assert_eq!(
        told,
        [
            (EvidenceKind::Tag, "classification=sensible"),
            (EvidenceKind::Reference, "aws_s3_bucket.b1"),
            (EvidenceKind::Tag, "classification=personnelle"),
            (EvidenceKind::Reference, "aws_s3_bucket.b0"),
        ]
    );
}

#[test]
fn the_nature_of_some_data_is_never_put_together_with_the_impact_of_others() {
    let to_the_last = |tags: &[(&'static str, &'static str)]| Bucket { logs: vec![2], ..tagged(tags) };
    let inventory = in_order(&[
        to_the_last(&[("classification", "sensible"), ("nature", "secret-des-affaires")]),
        to_the_last(&[("classification", "personnelle"), ("impact", "ordre-public")]),
        Bucket::default(),
    ]);
    let own = class(&inventory, 2);
    let parts: Vec<_> = own.kinds().map(|kind| (kind.nature.is_some(), kind.impact.len())).collect();
    assert_eq!(parts, [(true, 0), (false, 1)]);
}

#[test]
fn a_contradicted_copy_may_hold_all_that_its_sources_do() {
    let to_the_last = |word| Bucket { copies: vec![2], ..tagged(&[("classification", word)]) };
    let inventory =
        in_order(&[to_the_last("personnelle"), to_the_last("sensible"), tagged(&[("classification", "public")])]);
    let Fact::Unknown { candidates, .. } = &asset(&inventory, 2).classification else { panic!("a contradiction") };
    let levels: Vec<_> = candidates.iter().map(levels).collect();
    assert_eq!(levels, [vec![Level::Public], vec![Level::Sensitive, Level::Personal]]);
}

#[test]
fn what_a_copy_says_takes_nothing_from_what_its_source_holds() {
    let inventory = in_order(&[
        Bucket { copies: vec![1], ..tagged(&[("classification", "sante")]) },
        Bucket { logs: vec![2], ..tagged(&[("classification", "sensible")]) },
        tagged(&[("classification", "sensible")]),
    ]);
    let copy = class(&inventory, 1);
    assert_eq!((copy.level, copy.is_about_health()), (Level::Sensitive, true));
    assert!(asset(&inventory, 1).classification.evidence().iter().any(|one| one.kind == EvidenceKind::Reference));
    // What merely may carry data has the last word on them.
    assert!(!class(&inventory, 2).is_about_health());
}

/// What a bucket may hold where those of `words` come together: levels, `+` after those that are the least of it.
fn together(words: &[&'static str]) -> String {
    let last = words.len();
    let mut buckets: Vec<Bucket> = words
        .iter()
        .map(|word| Bucket { logs: vec![last], ..tagged(&[("classification", word)]) })
        .map(|bucket| if bucket.tags[0].1.is_empty() { Bucket { tags: Vec::new(), ..bucket } } else { bucket })
        .collect();
    buckets.push(Bucket::default());
    let shown = |own: &Classification| {
        let levels: Vec<&str> = levels(own).into_iter().map(Level::name).collect();
        format!("{}{}", levels.join(" "), if own.and_more { "+" } else { "" })
    };
    match &asset(&in_order(&buckets), last).classification {
        Fact::Known { value, .. } => shown(value),
        Fact::Unknown { candidates, .. } => format!("?{}", candidates.iter().map(shown).collect::<Vec<_>>().join("|")),
    }
}

#[test]
fn what_is_known_does_not_hide_what_could_not_be_read() {
    assert_eq!(together(&["personnelle", "?"]), "?personnelle+");
    assert_eq!(together(&["personnelle", "sensible", "?"]), "?sensible personnelle+");
    // Of what is one of a few, each is looked at; what adds nothing to what is known is no doubt.
    assert_eq!(together(&["personnelle", "interne|sante"]), "?personnelle|sante personnelle");
    assert_eq!(together(&["personnelle", "public|interne"]), "personnelle");
    assert_eq!(together(&["interne|sante", "interne|sensible"]), "?interne|sensible|sante|sensible sante");
    assert_eq!(together(&["interne|sante", "?"]), "?");
    assert_eq!(together(&["personnelle", "interne|sante", "?"]), "?personnelle+");
    // There is nothing to protect only if that is so of all; a source of which nobody said anything hides no more than that.
    assert_eq!(together(&["interne", "?"]), "?");
    assert_eq!(together(&["interne", ""]), "?");
    assert_eq!(together(&["personnelle", ""]), "personnelle");
    assert_eq!(together(&["interne", "public|interne", ""]), "?");
}

#[test]
fn what_could_not_be_read_is_told_with_its_way_before_what_is_known() {
    let to_the_last = |word: &'static str| Bucket { logs: vec![2], ..tagged(&[("classification", word)]) };
    let inventory = in_order(&[to_the_last("personnelle"), to_the_last("?"), Bucket::default()]);
    let Fact::Unknown { causes, evidence, .. } = &asset(&inventory, 2).classification else { panic!("a doubt") };
    assert_eq!(causes[0].kind, CauseKind::VariableWithoutValue("x".into()));
    let told: Vec<_> = evidence.iter().filter_map(|one| one.value.as_deref()).collect();
    assert_eq!(told, ["aws_s3_bucket.b1", "classification=personnelle", "aws_s3_bucket.b0"]);
}

#[test]
fn words_made_up_add_no_more_than_one_kind_each_level() {
    let words: Vec<&'static str> = (0..40).map(|index| &*Box::leak(format!("mot-{index}").into_boxed_str())).collect();
    let mut buckets: Vec<Bucket> = words
        .iter()
        .map(|word| Bucket { logs: vec![40], ..tagged(&[("classification", "sensible"), ("nature", word)]) })
        .collect();
    buckets.push(Bucket::default());
    let inventory = in_order(&buckets);
    assert_eq!(levels(&class(&inventory, 40)), [Level::Sensitive]);
}

#[test]
fn a_copy_is_where_in_the_life_cycle_its_source_is() {
    let prod = |to: usize| Bucket { copies: vec![to], ..tagged(&[("env", "prod")]) };
    let of = |buckets: &[Bucket], index| environment(&in_order(buckets), index);
    // Through what says nothing, as far as copies go.
    let chain = [prod(1), Bucket { copies: vec![2], ..Bucket::default() }, Bucket::default()];
    assert_eq!([of(&chain, 1), of(&chain, 2)], ["production", "production"]);
    // A log is no copy.
    assert_eq!(of(&[Bucket { logs: vec![1], ..tagged(&[("env", "prod")]) }, Bucket::default()], 1), "?");
    // What says more keeps it; what says less may be what resilience needs.
    assert_eq!(of(&[prod(1), tagged(&[("env", "secours")])], 1), "secours");
    assert_eq!(of(&[prod(1), tagged(&[("env", "dev")])], 1), "?production|developpement");
    assert_eq!(of(&[prod(1), tagged(&[("env", "test")])], 1), "?recette|developpement");
    // And what is copied from there is production's data all the same.
    let through = [prod(1), Bucket { copies: vec![2], ..tagged(&[("env", "dev")]) }, tagged(&[("env", "dev")])];
    assert_eq!(of(&through, 2), "?production|developpement");
    // A copy of development's alone is development's; of something unknown besides, it may be anything.
    let dev = |to: usize| Bucket { copies: vec![to], ..tagged(&[("env", "dev")]) };
    assert_eq!(of(&[dev(1), Bucket::default()], 1), "developpement");
    assert_eq!(of(&[dev(2), Bucket { copies: vec![2], ..Bucket::default() }, Bucket::default()], 2), "?");
    assert_eq!(of(&[dev(2), prod(2), Bucket::default()], 2), "production");
}

#[test]
fn what_the_workspace_says_of_all_does_not_exempt_a_copy_of_production() {
    let replica = Fake::new().with("replicate_source_db", computed("aws_db_instance.source"));
    let source = Fake::new().with("tags", map(&[("env", "prod")]));
    let resources = vec![("aws_db_instance.source", source), ("aws_db_instance.replica", replica)];
    let mut view = root("hashicorp/aws", None, resources);
    view.workspace = Some("dev".into());
    let inventory = of(&view);
    let environments: Vec<_> = inventory.assets.iter().map(|asset| asset.environment.known().copied()).collect();
    assert_eq!(environments, [Some(Environment::Production); 2]);
}

#[test]
fn the_way_from_the_source_tells_the_environment_of_a_copy() {
    let inventory = in_order(&[Bucket { copies: vec![1], ..tagged(&[("env", "prod")]) }, Bucket::default()]);
    let evidence = asset(&inventory, 1).environment.evidence();
    let told: Vec<_> = evidence.iter().map(|one| (one.kind, one.value.as_deref().unwrap_or_default())).collect();
    assert_eq!(told, [(EvidenceKind::Tag, "env=prod"), (EvidenceKind::Reference, "aws_s3_bucket.b0")]);
}

#[test]
fn many_sources_of_many_assets_are_followed_to_their_end() {
    let words = ["sante", "sensible", "personnelle", "interne", "r9"];
    let many = 1500;
    let mut buckets: Vec<Bucket> = (0..many)
        .map(|index| Bucket { copies: vec![many], ..tagged(&[("classification", words[index % words.len()])]) })
        .collect();
    buckets.extend((many..2 * many).map(|index| Bucket { copies: vec![index + 1], ..Bucket::default() }));
    buckets.push(Bucket { copies: vec![many], ..Bucket::default() });
    let inventory = in_order(&buckets);
    let expected = [Level::ParticularSensitivity, Level::Sensitive, Level::Health, Level::Personal];
    assert_eq!(levels(&class(&inventory, many)), expected);
    assert_eq!(levels(&class(&inventory, 2 * many)), expected);
}

const WORDS: [Option<&str>; 7] =
    [None, None, None, Some("sante"), Some("sensible"), Some("personnelle"), Some("interne")];
const ENVIRONMENTS: [Option<&str>; 6] = [None, None, None, Some("prod"), Some("recette"), Some("dev")];

fn buckets() -> impl Strategy<Value = (Vec<Bucket>, Vec<usize>)> {
    let bucket = (
        0..WORDS.len(),
        0..ENVIRONMENTS.len(),
        prop::collection::vec(0..7_usize, 0..3),
        prop::collection::vec(0..7_usize, 0..3),
    );
    let bucket = bucket.prop_map(|(word, environment, logs, copies)| {
        let word = WORDS[word].map(|word| ("classification", word));
        let environment = ENVIRONMENTS[environment].map(|environment| ("env", environment));
        Bucket { tags: word.into_iter().chain(environment).collect(), logs, copies }
    });
    (prop::collection::vec(bucket, 7), Just((0..7).collect::<Vec<usize>>()).prop_shuffle())
}

/// What reaches each bucket that says nothing of its data, by brute force: all that its sources hold.
fn expected(buckets: &[Bucket]) -> BTreeMap<usize, BTreeSet<&'static str>> {
    let word = |index: usize| buckets[index].tags.iter().find(|tag| tag.0 == "classification").map(|tag| tag.1);
    let mut holds: BTreeMap<usize, BTreeSet<&'static str>> = BTreeMap::new();
    loop {
        let before = holds.clone();
        for (from, bucket) in buckets.iter().enumerate() {
            let own = word(from).map(|word| BTreeSet::from([word]));
            let sent = own.unwrap_or_else(|| holds.get(&from).cloned().unwrap_or_default());
            for to in bucket.logs.iter().chain(&bucket.copies).filter(|to| **to != from && word(**to).is_none()) {
                holds.entry(*to).or_default().extend(sent.iter().copied());
            }
        }
        if holds == before {
            return holds;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_order_of_declaration_changes_nothing((buckets, order) in buckets()) {
        let facts = |inventory: &RootInventory| -> BTreeMap<Arc<str>, (Fact<Classification>, Fact<Environment>)> {
            let fact = |asset: &Asset| (asset.classification.clone(), asset.environment.clone());
            inventory.assets.iter().map(|asset| (Arc::clone(&asset.address), fact(asset))).collect()
        };
        prop_assert_eq!(facts(&in_order(&buckets)), facts(&assess(&buckets, &order)));
    }

    #[test]
    fn all_that_comes_is_held((buckets, _) in buckets()) {
        let inventory = in_order(&buckets);
        for (index, words) in expected(&buckets) {
            let Some(own) = asset(&inventory, index).classification.known() else {
                // Nothing that matters comes, and something that nobody classified may.
                prop_assert!(words.iter().all(|word| *word == "interne"), "{words:?}");
                continue;
            };
            let mut levels: BTreeSet<&str> = own.kinds().map(|kind| kind.level.name()).collect();
            let mut words = words;
            levels.remove("interne");
            words.remove("interne");
            prop_assert_eq!(levels, words);
        }
    }

    /// Whatever the word is that could not be read, all that was concluded without it holds.
    #[test]
    fn nothing_is_concluded_that_an_unknown_word_may_belie((buckets, _) in buckets(), hidden in 0..7_usize) {
        let with = |word: &'static str| {
            let mut buckets = buckets.clone();
            buckets[hidden].tags.retain(|tag| tag.0 != "classification");
            buckets[hidden].tags.push(("classification", word));
            in_order(&buckets)
        };
        let open = with("?");
        for word in ["public", "interne", "personnelle", "sante", "sensible", "r9"] {
            let settled = with(word);
            // What says itself what it holds has the last word on what could not be read.
            let says = |index: usize| buckets[index].tags.iter().any(|tag| tag.0 == "classification");
            for index in (0..7).filter(|index| *index != hidden && !says(*index)) {
                let now = asset(&settled, index).classification.known().map(levels);
                match &asset(&open, index).classification {
                    Fact::Known { value, .. } => prop_assert_eq!(now, Some(levels(value)), "{} {}", index, word),
                    Fact::Unknown { candidates, .. } => for least in candidates.iter().filter(|one| one.and_more) {
                        let now = now.clone().unwrap_or_default();
                        prop_assert!(levels(least).iter().all(|level| now.contains(level)), "{} {}", index, word);
                    }
                }
            }
        }
    }

    #[test]
    fn no_copy_of_production_is_exempt((buckets, _) in buckets()) {
        let inventory = in_order(&buckets);
        let mut production: BTreeSet<usize> = (0..7).filter(|index| buckets[*index].tags.contains(&("env", "prod"))).collect();
        loop {
            let copies: BTreeSet<usize> = production.iter().flat_map(|from| buckets[*from].copies.clone()).collect();
            if copies.is_subset(&production) {
                break;
            }
            production.extend(copies);
        }
        for index in production {
            let exempt = asset(&inventory, index).environment.known().is_some_and(|own| !own.is_bound_by_r9());
            prop_assert!(!exempt, "{}", name(index));
        }
    }
}
