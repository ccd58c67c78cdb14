//! The packs that come with the program.

use std::collections::BTreeSet;
use std::path::Path;

use cocarde::policy::{BasisKey, EMBEDDED, Entity, Standing};

use crate::support::{administration, day, doctrine};

#[test]
fn every_policy_of_the_directory_is_embedded() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeSet::new();
    for pack in std::fs::read_dir(root.join("policies")).unwrap().map(Result::unwrap) {
        if pack.file_type().unwrap().is_dir() {
            for file in std::fs::read_dir(pack.path()).unwrap().map(Result::unwrap) {
                let name = file.file_name().into_string().unwrap();
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
    let doctrine = doctrine();
    let ids: Vec<String> = doctrine.policies.iter().map(|policy| policy.id.to_lowercase()).collect();
    let names: Vec<String> = EMBEDDED
        .iter()
        .map(|file| file.path.rsplit('/').next().unwrap().trim_end_matches(".policy.hcl").to_owned())
        .collect();
    assert_eq!(ids, names);
}

#[test]
fn every_policy_says_why_and_what_to_do_in_both_languages() {
    for policy in &doctrine().policies {
        assert!(!policy.basis.is_empty(), "{}", policy.id);
        for wording in [Some(&policy.title), policy.rationale.as_ref(), policy.remedy.as_ref()] {
            let wording = wording.unwrap_or_else(|| panic!("{}", policy.id));
            assert!(wording.fr.len() > 20 && wording.en.len() > 20, "{}: {wording:?}", policy.id);
            assert_ne!(wording.fr, wording.en, "{}", policy.id);
            assert!(!wording.fr.contains('\n') && !wording.en.contains('\n'), "{}: {wording:?}", policy.id);
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
        (Entity::LocalAuthority, Invites, Invites, Binds),
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
