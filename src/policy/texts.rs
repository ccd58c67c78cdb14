//! The texts of law and doctrine that policies cite: `policies/texts.toml`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use super::project::{Entity, Project};
use super::toml_date;
use super::wording::Wording;

/// The texts, by key.
#[derive(Debug)]
pub struct Texts {
    texts: BTreeMap<String, Text>,
}

/// A text of law or doctrine.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Stable key: `circulaire-6404-sg`.
    pub key: String,
    /// Its title, in our own words where it is long.
    pub title: Wording,
    /// Its official number.
    pub number: Option<String>,
    /// How it is cited: `circulaire n° 6404/SG du 31 mai 2023`.
    pub citation: Wording,
    /// What joins an article to it: `art. 31` + ` de la ` + `loi n° 2024-449`.
    #[serde(default = "comma")]
    pub joint: Wording,
    /// The day it bears.
    #[serde(default, deserialize_with = "toml_date::optional")]
    pub date: Option<Date>,
    /// The first day on which it is cited; without it, whatever the date.
    #[serde(default, deserialize_with = "toml_date::optional")]
    pub in_force_from: Option<Date>,
    /// The last day on which it is cited.
    #[serde(default, deserialize_with = "toml_date::optional")]
    pub in_force_until: Option<Date>,
    /// Whom it binds; everyone without it.
    pub binds: Option<Vec<Entity>>,
    /// Whom it only invites.
    #[serde(default)]
    pub invites: Vec<Entity>,
    /// It binds projects started on that day or later, or majorly changed since.
    #[serde(default, deserialize_with = "toml_date::optional")]
    pub projects_from: Option<Date>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Whether the text itself was read.
    pub verified: bool,
    /// What was not read or is assumed.
    pub note: Option<Wording>,
    /// Its articles, rules or requirements.
    #[serde(default, rename = "article")]
    pub articles: Vec<Article>,
}

/// An article, rule or requirement of a text.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// Key in the text: `R9`, `31`.
    pub key: String,
    /// How it is named: `R9`, `art. 31`.
    pub label: Wording,
    /// What it says, in our own words.
    pub wording: Wording,
    /// The first day on which it is cited, when later than the text's.
    #[serde(default, deserialize_with = "toml_date::optional")]
    pub in_force_from: Option<Date>,
    /// The last day on which it is cited, when earlier than the text's.
    #[serde(default, deserialize_with = "toml_date::optional")]
    pub in_force_until: Option<Date>,
    /// Whether the article itself was read, when that differs from the text.
    pub verified: Option<bool>,
    /// What was not read or is assumed.
    pub note: Option<Wording>,
}

/// A text, and one of its articles: `circulaire-6404-sg#R9`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BasisKey {
    /// Key of the text.
    pub text: String,
    /// Key of the article.
    pub article: Option<String>,
}

impl BasisKey {
    /// Reads `text` or `text#article`.
    pub fn parse(key: &str) -> Self {
        match key.split_once('#') {
            Some((text, article)) => Self { text: text.to_owned(), article: Some(article.to_owned()) },
            None => Self { text: key.to_owned(), article: None },
        }
    }
}

impl std::fmt::Display for BasisKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.article {
            Some(article) => write!(formatter, "{}#{article}", self.text),
            None => formatter.write_str(&self.text),
        }
    }
}

/// What a text is to a project on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// It is not in force on that day.
    NotInForce,
    /// It does not concern that kind of entity.
    OtherEntity,
    /// It binds only projects that began later.
    OlderProject,
    /// It invites without binding.
    Invites,
    /// It binds.
    Binds,
}

/// A text as a finding cites it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Key of the text and article.
    pub key: BasisKey,
    /// `R9, circulaire n° 6404/SG du 31 mai 2023`.
    pub words: Wording,
    /// Where it can be read.
    pub url: Option<String>,
    /// Whether it was read at its source.
    pub verified: bool,
}

/// What is wrong with a table of texts.
#[derive(Debug, thiserror::Error)]
pub enum TextsError {
    /// Not the TOML that is expected; the words of its reader.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// The same key twice.
    #[error("the key {0} stands twice")]
    Duplicate(String),
    /// A text that was not read and does not say so.
    #[error("{0}: a text that was not verified has a note")]
    Unexplained(String),
}

fn comma() -> Wording {
    Wording::same(", ")
}

impl Texts {
    /// Reads a table of texts.
    pub fn parse(toml: &str) -> Result<Self, TextsError> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Table {
            text: Vec<Text>,
        }
        let table: Table = toml::from_str(toml)?;
        let mut texts = BTreeMap::new();
        for text in table.text {
            let mut keys: Vec<&str> = text.articles.iter().map(|article| article.key.as_str()).collect();
            keys.sort_unstable();
            if let Some([twice, _]) = keys.array_windows::<2>().find(|[one, other]| one == other) {
                return Err(TextsError::Duplicate(format!("{}#{twice}", text.key)));
            }
            if !text.verified && text.note.is_none() {
                return Err(TextsError::Unexplained(text.key));
            }
            let key = text.key.clone();
            if texts.insert(key.clone(), text).is_some() {
                return Err(TextsError::Duplicate(key));
            }
        }
        Ok(Self { texts })
    }

    /// All texts, in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = &Text> {
        self.texts.values()
    }

    /// The text and the article that `key` names.
    pub fn get(&self, key: &BasisKey) -> Option<(&Text, Option<&Article>)> {
        let text = self.texts.get(&key.text)?;
        match &key.article {
            None => Some((text, None)),
            Some(wanted) => {
                text.articles.iter().find(|article| &article.key == wanted).map(|article| (text, Some(article)))
            }
        }
    }

    /// What `key` is to `project` on `today`; `None` when the key names nothing.
    pub fn standing(&self, key: &BasisKey, project: &Project, today: Date) -> Option<Standing> {
        let (text, article) = self.get(key)?;
        if !in_force(text, article, today) {
            return Some(Standing::NotInForce);
        }
        let entity = project.entity();
        let binds = text.binds.as_ref().is_none_or(|bound| bound.contains(&entity));
        if !binds && !text.invites.contains(&entity) {
            return Some(Standing::OtherEntity);
        }
        let older = text.projects_from.zip(project.started).is_some_and(|(from, started)| started < from);
        if older && !project.major_change {
            return Some(Standing::OlderProject);
        }
        Some(if binds { Standing::Binds } else { Standing::Invites })
    }

    /// How `key` is cited, whatever the day; `None` when it names nothing.
    pub fn words(&self, key: &BasisKey) -> Option<Wording> {
        self.get(key).map(|(text, article)| words(text, article))
    }

    /// How `key` is cited on `today`; `None` when it names nothing, or a text that is not in force then.
    pub fn citation(&self, key: &BasisKey, today: Date) -> Option<Citation> {
        let (text, article) = self.get(key)?;
        in_force(text, article, today).then(|| Citation {
            key: key.clone(),
            words: words(text, article),
            url: text.url.clone(),
            verified: article.and_then(|article| article.verified).unwrap_or(text.verified),
        })
    }
}

fn in_force(text: &Text, article: Option<&Article>, today: Date) -> bool {
    let from = [text.in_force_from, article.and_then(|article| article.in_force_from)];
    let until = [text.in_force_until, article.and_then(|article| article.in_force_until)];
    from.iter().flatten().all(|&from| from <= today) && until.iter().flatten().all(|&until| today <= until)
}

fn words(text: &Text, article: Option<&Article>) -> Wording {
    let Some(article) = article else { return text.citation.clone() };
    Wording {
        fr: format!("{}{}{}", article.label.fr, text.joint.fr, text.citation.fr),
        en: format!("{}{}{}", article.label.en, text.joint.en, text.citation.en),
    }
}
