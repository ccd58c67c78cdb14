//! The packs that come with the program.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use cocarde::inventory::Level;
use cocarde::policy::{Area, BasisKey, EMBEDDED, Entity, Policy, Selection, Standing};

use crate::support::{administration, day, doctrine, whole_doctrine};

#[test]
fn every_policy_of_the_directory_is_embedded() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeSet::new();
    for pack in std::fs::read_dir(root.join("policies")).unwrap().map(Result::unwrap) {
        if pack.file_type().unwrap().is_dir() {
            for file in std::fs::read_dir(pack.path()).unwrap().map(Result::unwrap) {
                let name = file.file_name().into_string().unwrap();
                if name.ends_with(".examples.md") {
                    continue;
                }
                assert!(name.ends_with(".policy.hcl"), "{name}");
                found.insert(format!("policies/{}/{name}", pack.file_name().to_str().unwrap()));
            }
        }
    }
    let embedded: BTreeSet<String> = EMBEDDED.iter().map(|file| file.path.to_owned()).collect();
    assert_eq!(embedded, found);
}

#[test]
fn a_file_holds_one_policy_and_has_its_name() {
    let doctrine = whole_doctrine();
    let ids: Vec<String> = doctrine.policies.iter().map(|policy| policy.id.to_lowercase()).collect();
    let names: Vec<String> = EMBEDDED
        .iter()
        .map(|file| file.path.rsplit('/').next().unwrap().trim_end_matches(".policy.hcl").to_owned())
        .collect();
    assert_eq!(ids, names);
}

#[test]
fn every_policy_says_why_and_what_to_do_in_both_languages() {
    for policy in &whole_doctrine().policies {
        // What the organisation wants is its own.
        assert!(policy.basis.is_empty() == (&*policy.id == "ORG-LOCATION"), "{}", policy.id);
        // A verdict on what is no asset is never undetermined.
        let unknown = if policy.enforcements.is_empty() { Some(&policy.title) } else { policy.unknown.as_ref() };
        let texts = [policy.rationale.as_ref(), policy.remedy.as_ref(), unknown];
        for wording in std::iter::once(Some(&policy.title)).chain(texts) {
            let wording = wording.unwrap_or_else(|| panic!("{}", policy.id));
            assert!(wording.fr.len() > 20 && wording.en.len() > 20, "{}: {wording:?}", policy.id);
            assert_ne!(wording.fr, wording.en, "{}", policy.id);
            // Lines are folded; of paragraphs, both languages have as many.
            let [fr, en] = [&wording.fr, &wording.en].map(|text| text.split("\n\n").collect::<Vec<_>>());
            assert!(!fr.iter().chain(&en).any(|text| text.contains('\n')), "{}: {wording:?}", policy.id);
            assert_eq!(fr.len(), en.len(), "{}: {wording:?}", policy.id);
        }
    }
}

#[test]
fn citations_are_those_of_a_jurist() {
    let texts = doctrine().texts;
    let cite = |key: &str| {
        let citation = texts.citation(&BasisKey::parse(key), day("2026-11-24")).unwrap();
        (citation.words.fr, citation.words.en)
    };
    assert_eq!(
        cite("circulaire-6404-sg#R9"),
        ("R9, circulaire n° 6404/SG du 31 mai 2023".into(), "R9, circular no. 6404/SG of 31 May 2023".into())
    );
    assert_eq!(
        cite("loi-2024-449#31"),
        ("art. 31 de la loi n° 2024-449 du 21 mai 2024".into(), "article 31 of Law no. 2024-449 of 21 May 2024".into())
    );
    assert_eq!(cite("rgpd#45"), ("art. 45 du RGPD".into(), "article 45 of the GDPR".into()));
    assert_eq!(
        cite("decret-2026-272"),
        ("décret n° 2026-272 du 14 avril 2026".into(), "Decree no. 2026-272 of 14 April 2026".into())
    );
}

#[test]
fn a_text_is_cited_from_its_first_day_to_its_last() {
    let texts = doctrine().texts;
    let cited = |key: &str, today: &str| texts.citation(&BasisKey::parse(key), day(today)).is_some();
    for (key, first) in [
        ("circulaire-6282-sg#R9", "2021-07-10"),
        ("circulaire-6404-sg#R9", "2023-06-01"),
        ("loi-2024-449#31", "2026-04-17"),
        ("decret-2026-272", "2026-04-17"),
        ("arrete-2026-08-12", "2026-08-15"),
        ("referentiel-hds-v2#EXI-28", "2024-11-16"),
    ] {
        assert!(cited(key, first), "{key}");
        assert!(!cited(key, &day(first).yesterday().unwrap().to_string()), "{key}");
    }
    assert!(cited("circulaire-6282-sg#R9", "2023-05-31"));
    assert!(!cited("circulaire-6282-sg#R9", "2023-06-01"));
    assert!(texts.citation(&BasisKey::parse("circulaire-6404-sg#R99"), day("2026-11-24")).is_none());
}

#[test]
fn what_was_not_read_says_so() {
    for text in doctrine().texts.iter() {
        assert!(text.verified || text.note.is_some(), "{}", text.key);
        for article in &text.articles {
            assert!(!article.wording.fr.is_empty() && !article.wording.en.is_empty(), "{}#{}", text.key, article.key);
        }
    }
}

/// Who is bound by what, on the day of judgement: rows are entities.
#[test]
fn each_entity_is_bound_by_its_texts() {
    use Standing::{Binds, Invites, OtherEntity};
    let texts = doctrine().texts;
    let table = [
        (Entity::CentralAdministration, Binds, Binds, Binds),
        (Entity::Operator, Binds, Binds, Binds),
        (Entity::ListedGroup, OtherEntity, Binds, Binds),
        (Entity::LocalAuthority, Invites, OtherEntity, Binds),
        (Entity::Other, OtherEntity, OtherEntity, Binds),
    ];
    assert_eq!(table.map(|row| row.0), Entity::ALL);
    for (entity, circular, law, hds) in table {
        let project = cocarde::policy::Project { entity: Some(entity), ..administration() };
        for (key, expected) in
            [("circulaire-6404-sg#R9", circular), ("loi-2024-449#31", law), ("referentiel-hds-v2#EXI-28", hds)]
        {
            let standing = texts.standing(&BasisKey::parse(key), &project, day("2026-11-24"));
            assert_eq!(standing, Some(expected), "{key} {entity:?}");
        }
    }
}

#[test]
fn an_older_project_is_bound_once_majorly_changed() {
    let texts = doctrine().texts;
    let standing = |started: Option<&str>, major_change| {
        let project = cocarde::policy::Project { started: started.map(day), major_change, ..administration() };
        texts.standing(&BasisKey::parse("circulaire-6404-sg#R9"), &project, day("2026-11-24")).unwrap()
    };
    assert_eq!(standing(Some("2021-07-09"), false), Standing::OlderProject);
    assert_eq!(standing(Some("2021-07-09"), true), Standing::Binds);
    assert_eq!(standing(Some("2021-07-10"), false), Standing::Binds);
    assert_eq!(standing(None, false), Standing::Binds);
}

/// Which rules the selection keeps, and the keys of the texts that each rests on.
fn kept(selection: Selection<'_>) -> Vec<String> {
    let mut doctrine = whole_doctrine();
    doctrine.select(selection);
    let shown = |policy: &Policy| {
        let texts: Vec<String> = policy.basis.iter().map(ToString::to_string).collect();
        format!("{} {}", policy.id, texts.join(" "))
    };
    doctrine.policies.iter().map(shown).collect()
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn a_pack_brings_its_rules_and_its_texts() {
    let switched = |key: &str, on| [(Arc::from(key), on)];
    let ids = |kept: &[String]| -> Vec<String> {
        kept.iter().map(|rule| rule.split(' ').next().unwrap_or_default().to_owned()).collect()
    };
    let usual = kept(Selection::default());
    assert!(!ids(&usual).contains(&"PSSIE-FRANCE".to_owned()));
    assert!(
        ids(&kept(Selection { packs: &switched("pssie", true), ..Selection::default() }))
            .contains(&"PSSIE-FRANCE".to_owned())
    );
    // With the circular's pack off, the law's findings are the law's alone, and what only the circular says is gone.
    let law = kept(Selection { packs: &switched("cloud-au-centre", false), ..Selection::default() });
    assert!(law.contains(&"CAC-R9-SECNUMCLOUD loi-2024-449#31".to_owned()), "{law:?}");
    assert!(!ids(&law).contains(&"CAC-R9-LOCATION".to_owned()));
    assert!(law.contains(&"HDS-CERTIFIED code-sante-publique#L1111-8".to_owned()), "{law:?}");
    let circular = kept(Selection { packs: &switched("sren-art31", false), ..Selection::default() });
    assert!(circular.contains(&"CAC-R9-SECNUMCLOUD circulaire-6404-sg#R9".to_owned()), "{circular:?}");
    // Asked for on the command line: packs, rules, rules of packs that are off.
    let only = |asked: &[&str]| kept(Selection { only: &names(asked), ..Selection::default() });
    assert_eq!(ids(&only(&["hds"])), ["CAC-R9-RESILIENCE", "HDS-LOCATION", "HDS-CERTIFIED"]);
    assert_eq!(
        ids(&only(&["SREN-ART31"])),
        ids(&only(&["CAC-R9-SECNUMCLOUD", "CAC-R9-IMMUNITY", "CAC-R9-ANALYSIS", "CAC-R9-RESILIENCE", "CAC-STATE"]))
    );
    assert_eq!(only(&["pssie"]), ["PSSIE-FRANCE pssie"]);
    assert_eq!(only(&["pssie-france"]), ["PSSIE-FRANCE pssie"]);
    assert_eq!(only(&["cac-r9-secnumcloud"]), ["CAC-R9-SECNUMCLOUD circulaire-6404-sg#R9 loi-2024-449#31"]);
    let skip = kept(Selection { skip: &names(&["hds", "CAC-TAGS"]), ..Selection::default() });
    for gone in ["HDS-LOCATION", "HDS-CERTIFIED", "CAC-TAGS"] {
        assert!(!ids(&skip).contains(&gone.to_owned()), "{gone}");
    }
    assert_eq!(ids(&skip).len(), usual.len() - 3);
    assert_eq!(whole_doctrine().unknown_name(&names(&["hds", "IGI-1300", "hsd"])), Some(&"hsd".to_owned()));
}

#[test]
fn every_text_that_a_rule_rests_on_comes_with_a_pack() {
    let doctrine = whole_doctrine();
    let known: Vec<&str> = doctrine.packs.iter().flat_map(|pack| &pack.texts).map(String::as_str).collect();
    for text in doctrine.packs.iter().flat_map(|pack| &pack.texts) {
        assert!(doctrine.texts.get(&BasisKey::parse(text)).is_some(), "{text}");
        assert_eq!(known.iter().filter(|key| *key == text).count(), 1, "{text}");
    }
    for policy in &doctrine.policies {
        assert!(doctrine.packs.iter().any(|pack| *pack.key == *policy.pack), "{}", policy.pack);
        for key in &policy.also_in {
            assert!(doctrine.packs.iter().any(|pack| *pack.key == **key), "{key}");
        }
        for enforcement in &policy.enforcements {
            assert!(enforcement.basis.iter().all(|key| policy.basis.contains(key)), "{}", policy.id);
        }
    }
}

#[test]
fn a_place_wider_than_the_laws_is_refused() {
    let doctrine = whole_doctrine();
    let refused = |level: Level, wanted: &str, entity: Option<Entity>, today: &str, off: &str| {
        let project = cocarde::policy::Project { entity, ..administration() };
        let wanted = wanted.split(',').map(|word| Area::parse(word).unwrap()).reduce(Area::with).unwrap();
        let is_on = |key: &str| key != off;
        let found = doctrine.looser_than_law(level, &wanted, &project, day(today), &is_on);
        found.map(|(area, law)| {
            let by = law.demanded_by.map(|citation| format!(" by {}", citation.key)).unwrap_or_default();
            format!("{} {}{by}", area.name(), law.place.key)
        })
    };
    let state = |level, wanted| refused(level, wanted, None, "2026-11-24", "pssie");
    assert_eq!(state(Level::Health, "EEA"), None);
    assert_eq!(state(Level::Health, "FR,NO"), None);
    assert_eq!(state(Level::Health, "adequate"), Some("EEA referentiel-hds-v2#EXI-28".to_owned()));
    assert_eq!(state(Level::Health, "FR,CH"), Some("EEA referentiel-hds-v2#EXI-28".to_owned()));
    assert_eq!(state(Level::Personal, "adequate"), None);
    assert_eq!(state(Level::Personal, "FR,CH,US"), None);
    assert_eq!(state(Level::Personal, "FR,SG"), Some("adequate circulaire-6404-sg#R9".to_owned()));
    assert_eq!(state(Level::PersonalSensitive, "SG"), Some("adequate circulaire-6404-sg#R9".to_owned()));
    assert_eq!(state(Level::ParticularSensitivity, "EU"), None);
    assert_eq!(
        state(Level::ParticularSensitivity, "EEA"),
        Some("EU secnumcloud-3-2#19.2 by circulaire-6404-sg#R9".to_owned())
    );
    assert_eq!(state(Level::Sensitive, "adequate"), None);
    assert_eq!(state(Level::Internal, "SG"), None);
    // The opt-in pack brings its own minimum; another entity or another day, another law.
    let sensitive = |wanted, entity| refused(Level::Sensitive, wanted, entity, "2026-11-24", "");
    assert_eq!(sensitive("EU", None), Some("France pssie".to_owned()));
    assert_eq!(sensitive("France", None), None);
    assert_eq!(sensitive("EU", Some(Entity::Other)), None);
    let group = Some(Entity::ListedGroup);
    let law = |today| refused(Level::ParticularSensitivity, "EEA", group, today, "pssie");
    assert_eq!(law("2026-08-15"), Some("EU secnumcloud-3-2#19.2 by arrete-2026-08-12".to_owned()));
    assert_eq!(law("2026-08-14"), None);
    assert_eq!(
        refused(Level::Personal, "SG", Some(Entity::Other), "2026-11-24", ""),
        Some("adequate rgpd#45".to_owned())
    );
}
