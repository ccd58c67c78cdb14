//! The words for each level.
//!
//! Only words whose meaning does not depend on the organisation: a number, a colour or a letter of a house scale is
//! *not understood*, and a reader is told so, because a wrong level would silence a rule without a trace.

use crate::inventory::Level;

impl Level {
    /// All of them, from the least demanding to the most.
    pub const ALL: [Self; 10] = [
        Self::Public,
        Self::Internal,
        Self::Personal,
        Self::PersonalSensitive,
        Self::Health,
        Self::Sensitive,
        Self::ParticularSensitivity,
        Self::Restricted,
        Self::Secret,
        Self::TopSecret,
    ];

    /// Its canonical name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Internal => "interne",
            Self::Personal => "personnelle",
            Self::PersonalSensitive => "personnelle-sensible",
            Self::Health => "sante",
            Self::Sensitive => "sensible",
            Self::ParticularSensitivity => "sensibilite-particuliere",
            Self::Restricted => "diffusion-restreinte",
            Self::Secret => "secret",
            Self::TopSecret => "tres-secret",
        }
    }

    /// The level that `word` names, whatever its case, accents and separators.
    ///
    /// English *restricted* and *confidential* are a company's need-to-know, not *Diffusion Restreinte* nor the double
    /// criterion of R9; *private*, *restreint* and *none* mean too many things to be read.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::from_slug(&super::super::text::slug(word))
    }

    pub(in crate::inventory) fn from_slug(slug: &str) -> Option<Self> {
        Some(match slug {
            "public" | "publique" | "publiques" | "public-data" | "open" | "opendata" | "open-data"
            | "non-business" | "donnees-publiques" | "donnees-ouvertes" | "p0" => Self::Public,
            "interne" | "internal" | "internal-only" | "internal-use" | "internal-use-only" | "usage-interne"
            | "diffusion-interne" | "general" | "non-sensible" | "non-sensitive" | "c1" | "p1" => Self::Internal,
            "personnelle"
            | "personnelles"
            | "personnel"
            | "personal"
            | "personal-data"
            | "dcp"
            | "pii"
            | "gdpr"
            | "rgpd"
            | "donnees-personnelles"
            | "donnees-a-caractere-personnel"
            | "caractere-personnel"
            | "p2" => Self::Personal,
            "personnelle-sensible"
            | "personnelles-sensibles"
            | "donnees-personnelles-sensibles"
            | "art9"
            | "art-9"
            | "article-9"
            | "rgpd-art9"
            | "gdpr-art9"
            | "special-category"
            | "special-categories"
            | "special-category-data"
            | "pii-sensitive"
            | "sensitive-pii"
            | "spii"
            | "sensible-rgpd"
            | "dcp-sensible"
            | "dcp-sensibles"
            | "mineurs"
            | "infractions" => Self::PersonalSensitive,
            "sante" | "donnees-sante" | "donnees-de-sante" | "health" | "health-data" | "healthcare" | "medical"
            | "hds" | "phi" | "dscp" => Self::Health,
            "sensible"
            | "sensibles"
            | "sensitive"
            | "sensitive-data"
            | "donnees-sensibles"
            | "confidential"
            | "confidentiel"
            | "confidentielle"
            | "restricted"
            | "highly-confidential"
            | "highly-restricted"
            | "strictly-confidential"
            | "proprietary"
            | "c3" => Self::Sensitive,
            "sensibilite-particuliere"
            | "particuliere"
            | "donnees-de-sensibilite-particuliere"
            | "r9"
            | "sren"
            | "sren-31"
            | "sren31"
            | "secnumcloud"
            | "cloud-de-confiance" => Self::ParticularSensitivity,
            "dr"
            | "diffusion-restreinte"
            | "dr-sf"
            | "nato-restricted"
            | "otan-diffusion-restreinte"
            | "restreint-ue"
            | "eu-restricted"
            | "restreint-ue-eu-restricted" => Self::Restricted,
            "secret"
            | "s-sf"
            | "secret-defense"
            | "confidentiel-defense"
            | "nato-secret"
            | "secret-ue"
            | "eu-secret" => Self::Secret,
            "tres-secret"
            | "ts-sf"
            | "tsd"
            | "tres-secret-defense"
            | "top-secret"
            | "cosmic-top-secret"
            | "tres-secret-ue"
            | "eu-top-secret" => Self::TopSecret,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_vocabulary() {
        use Level::*;
        let table: &[(&str, Option<Level>)] = &[
            ("Public", Some(Public)),
            ("publique", Some(Public)),
            ("open-data", Some(Public)),
            ("OpenData", Some(Public)),
            ("Non-business", Some(Public)),
            ("General", Some(Internal)),
            ("interne", Some(Internal)),
            ("Internal Use Only", Some(Internal)),
            ("usage_interne", Some(Internal)),
            ("C1", Some(Internal)),
            ("Personal", Some(Personal)),
            ("PII", Some(Personal)),
            ("rgpd", Some(Personal)),
            ("Données à caractère personnel", Some(Personal)),
            ("special-category", Some(PersonalSensitive)),
            ("art.9", Some(PersonalSensitive)),
            ("mineurs", Some(PersonalSensitive)),
            ("phi", Some(Health)),
            ("HDS", Some(Health)),
            ("Santé", Some(Health)),
            ("Données de santé", Some(Health)),
            ("SENSITIVE", Some(Sensitive)),
            ("Confidential", Some(Sensitive)),
            ("confidentiel", Some(Sensitive)),
            ("restricted", Some(Sensitive)),
            ("Highly Restricted", Some(Sensitive)),
            ("Highly confidential", Some(Sensitive)),
            ("Proprietary", Some(Sensitive)),
            ("c3", Some(Sensitive)),
            ("Sensibilité particulière", Some(ParticularSensitivity)),
            ("sren-31", Some(ParticularSensitivity)),
            ("SecNumCloud", Some(ParticularSensitivity)),
            ("DR", Some(Restricted)),
            ("Diffusion Restreinte", Some(Restricted)),
            ("NATO RESTRICTED", Some(Restricted)),
            ("Secret", Some(Secret)),
            ("secret défense", Some(Secret)),
            ("confidentiel-défense", Some(Secret)),
            ("Très Secret", Some(TopSecret)),
            ("top_secret", Some(TopSecret)),
            // Of no fixed meaning: never guessed.
            ("private", None),
            ("hot", None),
            ("5", None),
            ("C2", None),
            ("c0", None),
            ("Green", None),
            ("none", None),
            ("restreint", None),
            ("Cisco Restricted", None),
            ("public-reference", None),
            ("", None),
        ];
        for (word, level) in table {
            assert_eq!(Level::from_word(word), *level, "{word}");
        }
    }

    #[test]
    fn every_level_reads_its_own_name() {
        use Level::*;
        for level in [
            Public,
            Internal,
            Personal,
            PersonalSensitive,
            Health,
            Sensitive,
            ParticularSensitivity,
            Restricted,
            Secret,
            TopSecret,
        ] {
            assert_eq!(Level::from_word(level.name()), Some(level));
        }
    }
}
