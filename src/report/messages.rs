//! The words of the reports, in French and English: `messages/`.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use jiff::civil::Date;
use unic_langid::langid;

use crate::policy::Language;

const FRENCH: [&str; 9] = [
    include_str!("../../messages/fr/terminal.ftl"),
    include_str!("../../messages/fr/findings.ftl"),
    include_str!("../../messages/fr/problems.ftl"),
    include_str!("../../messages/fr/settings.ftl"),
    include_str!("../../messages/fr/policies.ftl"),
    include_str!("../../messages/fr/inventory.ftl"),
    include_str!("../../messages/fr/catalogue.ftl"),
    include_str!("../../messages/fr/pages.ftl"),
    include_str!("../../messages/fr/exceptions.ftl"),
];
const ENGLISH: [&str; 9] = [
    include_str!("../../messages/en/terminal.ftl"),
    include_str!("../../messages/en/findings.ftl"),
    include_str!("../../messages/en/problems.ftl"),
    include_str!("../../messages/en/settings.ftl"),
    include_str!("../../messages/en/policies.ftl"),
    include_str!("../../messages/en/inventory.ftl"),
    include_str!("../../messages/en/catalogue.ftl"),
    include_str!("../../messages/en/pages.ftl"),
    include_str!("../../messages/en/exceptions.ftl"),
];

/// The words of one language.
pub struct Messages {
    bundle: FluentBundle<FluentResource>,
    language: Language,
}

impl std::fmt::Debug for Messages {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Messages").field("language", &self.language).finish_non_exhaustive()
    }
}

/// The arguments of a message: `arguments([("count", 3.into())])`.
pub fn arguments(pairs: impl IntoIterator<Item = (&'static str, FluentValue<'static>)>) -> FluentArgs<'static> {
    pairs.into_iter().collect()
}

impl Messages {
    /// The words of `language`.
    pub fn new(language: Language) -> Self {
        let (locale, sources) = match language {
            Language::French => (langid!("fr-FR"), FRENCH),
            Language::English => (langid!("en-GB"), ENGLISH),
        };
        let mut bundle = FluentBundle::new(vec![locale]);
        // The marks that isolate arguments confuse terminals and parsers of logs.
        bundle.set_use_isolating(false);
        for source in sources {
            // Tests hold that these files have no error.
            let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        Self { bundle, language }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A day as it is written in the language.
    pub fn date(&self, date: Date) -> String {
        match self.language {
            Language::French => date.strftime("%d/%m/%Y").to_string(),
            Language::English => date.to_string(),
        }
    }

    /// The message `id`, which takes no argument.
    pub fn text(&self, id: &str) -> String {
        self.format(id, &FluentArgs::new())
    }

    /// The message `id` with `arguments`; its own name if there is none.
    pub fn format(&self, id: &str, arguments: &FluentArgs<'_>) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return id.to_owned();
        };
        self.bundle.format_pattern(pattern, Some(arguments), &mut Vec::new()).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The ids of the messages of `sources`, each as often as it stands there.
    fn ids(sources: [&'static str; 9]) -> Vec<&'static str> {
        let lines = sources.into_iter().flat_map(str::lines);
        let begins = |line: &&str| line.starts_with(|first: char| first.is_ascii_lowercase());
        lines.filter(begins).filter_map(|line| line.split_once(" =")).map(|(id, _)| id).collect()
    }

    #[test]
    fn no_message_takes_the_place_of_another_of_its_language() {
        for sources in [FRENCH, ENGLISH] {
            let mut known = BTreeSet::new();
            let twice: Vec<&str> = ids(sources).into_iter().filter(|id| !known.insert(*id)).collect();
            assert!(twice.is_empty(), "{twice:?}");
        }
    }

    #[test]
    fn both_languages_have_the_same_messages() {
        // What other layers say in English has words for it in French only.
        let own = |id: &&str| !id.starts_with("words-");
        let of = |sources| ids(sources).into_iter().filter(own).collect::<BTreeSet<_>>();
        assert_eq!(of(FRENCH), of(ENGLISH));
    }
}
