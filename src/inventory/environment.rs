//! Where in the life cycle a system is.
//!
//! Order: `[environments]` in the settings, tags, the workspace of the run, the directories of the root module.
//! R9 binds production, acceptance and what their resilience needs: a wrong *development* would silence a rule without
//! a trace, a wrong *production* only asks its author for a declaration. So a directory named `prod` or `recette` is
//! taken at its word and one named `dev` is not; and a declaration that exempts what a tag calls production contradicts
//! it, and the environment is then one of the two.

use std::sync::Arc;

use super::tags::{Tag, TagValue, Tags};
use super::text::{slug, yes_or_no};
use super::view::Configured;
use super::{Environment, Evidence, EvidenceKind, Fact};
use crate::evaluation::{Cause, CauseKind, Value};

impl Environment {
    /// All of them, production first.
    pub const ALL: [Self; 5] = [Self::Production, Self::Acceptance, Self::Resilience, Self::Development, Self::Sandbox];

    /// Its canonical name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Acceptance => "recette",
            Self::Resilience => "secours",
            Self::Development => "developpement",
            Self::Sandbox => "bac-a-sable",
        }
    }

    /// Whether R9 binds systems there.
    pub fn is_bound_by_r9(self) -> bool {
        matches!(self, Self::Production | Self::Acceptance | Self::Resilience)
    }

    /// The environment that `word` names, whatever its case, accents and separators; `None` when it names none or when
    /// it could be several (`test`).
    pub fn from_word(word: &str) -> Option<Self> {
        match reading(&slug(word)) {
            Word::One(environment) => Some(environment),
            Word::Several(_) | Word::None => None,
        }
    }
}

/// What a word says of the environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    One(Environment),
    Several(&'static [Environment]),
    None,
}

/// Neither production nor its resilience.
const NOT_PRODUCTION: &[Environment] = &[Environment::Acceptance, Environment::Development, Environment::Sandbox];
/// `test` is where developers try, and where users accept.
const TEST: &[Environment] = &[Environment::Acceptance, Environment::Development];

fn reading(slug: &str) -> Word {
    let exact = exact(slug);
    if exact != Word::None {
        return exact;
    }
    // `prod1`, `prod-fr`, `app-recette-2`: one word of the slug, if only one is an environment.
    let mut found = Word::None;
    for part in slug.split('-') {
        if matches!(part, "non" | "not" | "no" | "hors" | "pre" | "like") {
            return Word::None;
        }
        let part = self::exact(part.trim_end_matches(|character: char| character.is_ascii_digit()));
        match (part, found) {
            (Word::None, _) => {}
            (part, Word::None) => found = part,
            (part, known) if part == known => {}
            _ => return Word::None,
        }
    }
    found
}

fn exact(slug: &str) -> Word {
    Word::One(match slug {
        "prod" | "prd" | "production" | "live" => Environment::Production,
        "recette" | "staging" | "stg" | "preprod" | "pre-prod" | "preproduction" | "pre-production" | "uat"
        | "acceptance" | "acceptation" | "homologation" | "qualification" | "qualif" => Environment::Acceptance,
        "secours" | "pra" | "drp" | "disaster-recovery" | "site-de-secours" | "backup-site" | "resilience" => {
            Environment::Resilience
        }
        "dev" | "devel" | "development" | "developpement" => Environment::Development,
        "sandbox" | "bac-a-sable" | "formation" | "training" | "prototype" | "poc" | "demo" | "lab" => {
            Environment::Sandbox
        }
        "test" | "tests" | "testing" | "tst" | "qa" | "integration" | "int" => return Word::Several(TEST),
        "non-prod" | "nonprod" | "non-production" | "nonproduction" | "hors-prod" | "hors-production" => {
            return Word::Several(NOT_PRODUCTION);
        }
        _ => return Word::None,
    })
}

/// Whether `key`, in its one spelling, names the environment.
fn is_environment_key(key: &str) -> bool {
    matches!(
        key,
        "env"
            | "environment"
            | "environnement"
            | "environmentname"
            | "envname"
            | "environmenttype"
            | "envtype"
            | "deploymentenvironment"
            | "stage"
    )
}

/// What tags say of the environment.
#[derive(Debug, Clone, Default)]
pub(super) enum Statement {
    /// Nothing.
    #[default]
    Silent,
    /// A word that is of no environment: it says nothing, and is told when nothing else does.
    NotUnderstood(Cause, Evidence),
    /// This.
    Said(Fact<Environment>),
}

impl Statement {
    /// Whether they say it.
    pub(super) fn is_said(&self) -> bool {
        matches!(self, Self::Said(_))
    }

    /// This, or what `other` says when this says nothing.
    #[must_use]
    pub(super) fn or_else(self, other: impl FnOnce() -> Self) -> Self {
        match self {
            Self::Said(_) => self,
            Self::Silent => other(),
            Self::NotUnderstood(..) => match other() {
                said @ Self::Said(_) => said,
                Self::Silent | Self::NotUnderstood(..) => self,
            },
        }
    }
}

/// What the tags of a resource say. `block` is where they are written.
pub(super) fn read(tags: &Tags, block: Option<&dyn Configured>) -> Statement {
    let mut unknown: Option<&Tag> = None;
    let mut bare = None;
    let mut not_understood: Option<(&Tag, &Arc<str>)> = None;
    for tag in &tags.entries {
        if tag.written.is_empty() {
            if let (None, TagValue::Text(text)) = (&bare, &tag.value)
                && let Some(environment) = bare_word(&slug(text))
            {
                bare = Some(Fact::established(environment, vec![tag.evidence(block)]));
            }
            continue;
        }
        let of_production = matches!(tag.key.as_str(), "isproduction" | "isprod" | "production");
        if !of_production && !is_environment_key(&tag.key) {
            continue;
        }
        let TagValue::Text(text) = &tag.value else {
            unknown = unknown.or(Some(tag));
            continue;
        };
        let word = slug(text);
        let word = match (of_production, yes_or_no(&word)) {
            (true, Some(true)) => Word::One(Environment::Production),
            (true, Some(false)) => Word::Several(NOT_PRODUCTION),
            (true, None) => Word::None,
            (false, _) => reading(&word),
        };
        match word {
            Word::One(environment) => {
                return Statement::Said(Fact::established(environment, vec![tag.evidence(block)]));
            }
            Word::Several(candidates) => {
                let kind = CauseKind::NotUnderstood(Arc::clone(&tag.written), Arc::clone(text));
                return Statement::Said(Fact::Unknown {
                    causes: vec![Cause::at(kind, tag.span())],
                    candidates: candidates.to_vec(),
                    evidence: vec![tag.evidence(block)],
                });
            }
            // A house name for an environment says nothing here; another key may.
            Word::None if text.trim().is_empty() => {}
            Word::None => not_understood = not_understood.or(Some((tag, text))),
        }
    }
    if let Some(fact) = bare.or_else(|| unknown.map(|tag| unknown_value(tag, tag.evidence(block)))) {
        return Statement::Said(fact);
    }
    not_understood.map_or(Statement::Silent, |(tag, text)| {
        let kind = CauseKind::NoSuchEnvironment(Arc::clone(&tag.written), Arc::clone(text));
        Statement::NotUnderstood(Cause::at(kind, tag.span()), tag.evidence(block))
    })
}

/// A tag without key that names an environment, in the words that name nothing else.
fn bare_word(slug: &str) -> Option<Environment> {
    match slug {
        "prod" | "production" | "recette" | "staging" | "preprod" | "preproduction" | "dev" | "development"
        | "developpement" => match exact(slug) {
            Word::One(environment) => Some(environment),
            _ => None,
        },
        _ => None,
    }
}

fn unknown_value(tag: &Tag, evidence: Evidence) -> Fact<Environment> {
    let TagValue::Unknown(unknown) = &tag.value else {
        let cause = Cause::at(CauseKind::Sensitive(Arc::clone(&tag.written)), tag.span());
        return Fact::unknown(vec![cause], vec![evidence]);
    };
    let environment = |value: &Value| Environment::from_word(value.as_str()?);
    let candidates = unknown.candidates().and_then(|values| values.iter().map(environment).collect::<Option<Vec<_>>>());
    let causes = unknown.causes().to_vec();
    Fact::Unknown { causes, candidates: candidates.unwrap_or_default(), evidence: vec![evidence] }
}

/// What the workspace of the run says; `default` says nothing.
pub(super) fn of_workspace(workspace: &Arc<str>) -> Option<Fact<Environment>> {
    let environment = Environment::from_word(workspace)?;
    let value = Some(format!("workspace {workspace}").into());
    let evidence = Evidence { kind: EvidenceKind::Declaration, span: None, value, trace: Vec::new() };
    Some(Fact::established(environment, vec![evidence]))
}

/// What the name of the variable file of a run says, or a directory that it is in: as for those of the root module.
pub(super) fn of_variable_file(path: &str) -> Option<Fact<Environment>> {
    let stem = path.split_once(".tfvars").map_or(path, |(stem, _)| stem);
    let (directory, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    match reading(&slug(name)) {
        Word::One(environment) if environment.is_bound_by_r9() => Some(of_path(environment, path)),
        _ => of_directory(directory),
    }
}

/// What the innermost of the directories of a root module that names an environment says: only that R9 binds, never that it
/// does not. `live/dev` says nothing.
pub(super) fn of_directory(directory: &str) -> Option<Fact<Environment>> {
    let words = directory.rsplit('/').map(|name| exact(&slug(name)));
    match words.into_iter().find(|word| *word != Word::None)? {
        Word::One(environment) if environment.is_bound_by_r9() => Some(of_path(environment, directory)),
        _ => None,
    }
}

fn of_path(environment: Environment, path: &str) -> Fact<Environment> {
    let evidence = Evidence { kind: EvidenceKind::Path, span: None, value: Some(path.into()), trace: Vec::new() };
    Fact::established(environment, vec![evidence])
}

/// The environment, from what is declared, then from what tags say, then from where the root module is.
pub(super) fn conclude(
    declared: Option<Fact<Environment>>,
    tagged: Statement,
    elsewhere: Option<&Fact<Environment>>,
) -> Fact<Environment> {
    match (declared, tagged) {
        (
            Some(Fact::Known { value: declared, evidence: declaration }),
            Statement::Said(Fact::Known { value: tagged, evidence: tags }),
        ) if tagged.is_bound_by_r9() && !declared.is_bound_by_r9() => {
            let span = tags.first().and_then(|evidence| evidence.span);
            let kind = CauseKind::Contradiction(tagged.name().into(), declared.name().into());
            let evidence = tags.into_iter().chain(declaration).collect();
            Fact::Unknown { causes: vec![Cause { kind, span }], candidates: vec![tagged, declared], evidence }
        }
        (Some(declared), _) => declared,
        (None, Statement::Said(tagged)) => tagged,
        (None, Statement::NotUnderstood(cause, evidence)) => {
            elsewhere.cloned().unwrap_or_else(|| Fact::unknown(vec![cause], vec![evidence]))
        }
        (None, Statement::Silent) => elsewhere.cloned().unwrap_or_else(|| {
            let cause = Cause { kind: CauseKind::NotDeclared("environment"), span: None };
            Fact::unknown(vec![cause], Vec::new())
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::fake::{Fake, list, map, one_of, variable};

    fn of_tags(value: Value) -> String {
        let block = Fake::new().with("tags", value);
        let mut tags = Tags::default();
        tags.read(&block, &"tags".into(), EvidenceKind::Tag);
        match read(&tags, Some(&block)) {
            Statement::Silent => "-".into(),
            Statement::NotUnderstood(cause, _) => match cause.kind {
                CauseKind::NoSuchEnvironment(key, value) => format!("!{key}={value}"),
                other => panic!("{other:?}"),
            },
            Statement::Said(fact) => in_short(&fact),
        }
    }

    fn in_short(fact: &Fact<Environment>) -> String {
        match fact {
            Fact::Known { value, .. } => value.name().into(),
            Fact::Unknown { candidates, .. } => {
                format!("?{}", candidates.iter().map(|one| one.name()).collect::<Vec<_>>().join("|"))
            }
        }
    }

    #[test]
    fn words() {
        let table = [
            ("Production", "production"),
            ("PRD", "production"),
            ("prod-fr", "production"),
            ("prod1", "production"),
            ("Pré-production", "recette"),
            ("recette2", "recette"),
            ("uat", "recette"),
            ("secours", "secours"),
            ("développement", "developpement"),
            ("sandbox", "bac-a-sable"),
            ("formation", "bac-a-sable"),
            // Could be several, or is of none.
            ("test", "?recette|developpement"),
            ("non-prod", "?recette|developpement|bac-a-sable"),
            ("hors production fr", "!env=hors production fr"),
            ("dev-prod", "!env=dev-prod"),
            ("prod-like", "!env=prod-like"),
            ("blue", "!env=blue"),
            (" ", "-"),
        ];
        for (word, expected) in table {
            assert_eq!(of_tags(map(&[("env", word)])), expected, "{word}");
        }
    }

    #[test]
    fn keys_and_shapes() {
        assert_eq!(of_tags(map(&[("dinum:env", "prod")])), "production");
        assert_eq!(of_tags(map(&[("is-production", "true")])), "production");
        assert_eq!(of_tags(map(&[("is-production", "false")])), "?recette|developpement|bac-a-sable");
        assert_eq!(of_tags(map(&[("stage", "prod"), ("Name", "dev")])), "production");
        assert_eq!(of_tags(map(&[("backstage", "prod")])), "-");
        assert_eq!(of_tags(map(&[("Environment", "management"), ("stage", "recette")])), "recette");
        assert_eq!(of_tags(map(&[("is-production", "perhaps")])), "!is-production=perhaps");
        assert_eq!(of_tags(list(&["tet", "env:staging", "managed-by:terraform"])), "recette");
        assert_eq!(of_tags(list(&["production", "webapp"])), "production");
        assert_eq!(of_tags(list(&["backup", "test"])), "-");
        let unknown = Value::object([("env", Value::Unknown(variable("env")))]);
        assert_eq!(of_tags(unknown), "?");
        assert_eq!(of_tags(Value::object([("env", one_of(&["prod", "dev"]))])), "?production|developpement");
    }

    #[test]
    fn directories_bind_and_never_exempt() {
        let of = |directory: &str| of_directory(directory).map_or_else(|| "-".into(), |fact| in_short(&fact));
        assert_eq!(of("envs/prod"), "production");
        assert_eq!(of("prod/recette/network"), "recette");
        assert_eq!(of("envs/dev"), "-");
        assert_eq!(of("production-line"), "-");
        assert_eq!(of(""), "-");
    }

    #[test]
    fn a_declaration_does_not_silence_a_production_tag() {
        let fact = |environment| Some(Fact::established(environment, Vec::new()));
        let (dev, prod) = (Environment::Development, Environment::Production);
        let of = |declared, tagged: Option<Fact<Environment>>, elsewhere: Option<Fact<Environment>>| {
            in_short(&conclude(declared, tagged.map_or(Statement::Silent, Statement::Said), elsewhere.as_ref()))
        };
        assert_eq!(of(fact(dev), fact(prod), None), "?production|developpement");
        assert_eq!(of(fact(prod), fact(dev), None), "production");
        assert_eq!(of(fact(dev), None, fact(prod)), "developpement");
        assert_eq!(of(None, fact(dev), fact(prod)), "developpement");
        assert_eq!(of(None, None, fact(prod)), "production");
        assert_eq!(of(None, None, None), "?");
    }

    #[test]
    fn a_word_that_is_of_no_environment_is_told_when_nothing_else_says_it() {
        let block = Fake::new().with("tags", map(&[("Environment", "management")]));
        let mut tags = Tags::default();
        tags.read(&block, &"tags".into(), EvidenceKind::Tag);
        let said = || read(&tags, Some(&block));
        let Fact::Unknown { causes, evidence, .. } = conclude(None, said(), None) else { panic!("it is not known") };
        let [Cause { kind: CauseKind::NoSuchEnvironment(key, value), span: Some(_) }] = causes.as_slice() else {
            panic!("{causes:?}")
        };
        assert_eq!((&**key, &**value, evidence.len()), ("Environment", "management", 1));
        let prod = Fact::established(Environment::Production, Vec::new());
        assert_eq!(in_short(&conclude(None, said(), Some(&prod))), "production", "the directory says it");
        assert_eq!(in_short(&conclude(Some(prod.clone()), said(), None)), "production", "it is declared");
        let other = said().or_else(|| Statement::Said(prod));
        assert!(other.is_said(), "what it belongs to says it");
        assert!(matches!(said().or_else(Statement::default), Statement::NotUnderstood(..)));
    }

    #[test]
    fn the_default_workspace_says_nothing() {
        assert!(of_workspace(&"default".into()).is_none());
        let fact = of_workspace(&"production".into());
        assert_eq!(fact.map(|fact| in_short(&fact)).as_deref(), Some("production"));
    }
}
