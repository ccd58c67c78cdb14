//! One spelling for what people write in tags.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` without accents, in lower case.
fn plain(text: &str) -> impl Iterator<Item = char> + '_ {
    text.nfd().filter(|character| !is_combining_mark(*character)).flat_map(char::to_lowercase)
}

/// The one spelling of a value: `Données de santé` → `donnees-de-sante`. Anything that is not a letter or a digit
/// separates words.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut pending = false;
    for character in plain(text) {
        if character.is_alphanumeric() {
            if pending && !slug.is_empty() {
                slug.push('-');
            }
            pending = false;
            slug.push(character);
        } else {
            pending = true;
        }
    }
    slug
}

/// The one spelling of a key: what follows the last `:`, `/` or `.`, letters and digits only
/// (`dinum:Data-Classification` → `dataclassification`).
pub(super) fn key(text: &str) -> String {
    let last = text.rsplit([':', '/', '.']).next().unwrap_or(text);
    plain(last).filter(|character| character.is_alphanumeric()).collect()
}

/// What a word says of a yes-or-no key.
pub(super) fn yes_or_no(slug: &str) -> Option<bool> {
    match slug {
        "true" | "yes" | "y" | "1" | "on" | "oui" | "vrai" | "o" | "required" | "requis" | "requise"
        | "obligatoire" => Some(true),
        "false" | "no" | "n" | "0" | "off" | "non" | "faux" | "none" | "aucun" | "aucune" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_one_spelling() {
        assert_eq!(slug("Sensibilité particulière"), "sensibilite-particuliere");
        assert_eq!(slug("  Highly_Confidential. "), "highly-confidential");
        assert_eq!(slug("Données: de/santé"), "donnees-de-sante");
        assert_eq!(slug("--"), "");
    }

    #[test]
    fn keys_keep_their_last_segment() {
        assert_eq!(key("dinum:Data-Classification"), "dataclassification");
        assert_eq!(key("fs2.nebius.ai/data-classification"), "dataclassification");
        assert_eq!(key("Sensibilité"), "sensibilite");
    }
}
