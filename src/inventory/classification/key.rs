//! The keys that speak of the data, and the words for its nature and for the impact of a breach.

use std::sync::Arc;

use crate::inventory::Level;
use crate::inventory::text::slug;

/// What a key speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Its value is a level.
    Level,
    /// A yes-or-no key: whether the data are of that level.
    Flag(Level),
    /// Which secret protected by law, or mission.
    Nature,
    /// Whether an essential mission of the State needs the data.
    EssentialMission,
    /// What a breach harms.
    Impact,
    /// Availability, integrity, confidentiality, proof: a score whose scale is the organisation's.
    Score,
}

/// What `key`, in its one spelling, speaks of.
pub(super) fn meaning(key: &str) -> Option<Meaning> {
    Some(match key {
        "classification"
        | "dataclass"
        | "sensitivity"
        | "sensibilite"
        | "confidentialite"
        | "confidentiality"
        | "niveausensibilite"
        | "securityclassification"
        | "informationclassification"
        | "confidentialitylevel"
        | "sensitivitylevel"
        | "classificationlevel" => Meaning::Level,
        "pii"
        | "gdpr"
        | "rgpd"
        | "dcp"
        | "personaldata"
        | "userdata"
        | "donneespersonnelles"
        | "containspii"
        | "containspersonaldata" => Meaning::Flag(Level::Personal),
        "hds" | "phi" | "healthdata" | "donneessante" | "donneesdesante" | "containsphi" => {
            Meaning::Flag(Level::Health)
        }
        "secnumcloud" | "sensibiliteparticuliere" | "sren" | "sren31" => Meaning::Flag(Level::ParticularSensitivity),
        "diffusionrestreinte" => Meaning::Flag(Level::Restricted),
        "nature" | "naturedonnees" | "naturedesdonnees" | "datanature" | "secretprotege" => Meaning::Nature,
        "missionessentielle" => Meaning::EssentialMission,
        "impact" | "impacts" | "impactviolation" | "breachimpact" => Meaning::Impact,
        "dicp" | "dict" | "dic" => Meaning::Score,
        _ if LEVEL_SUFFIXES.iter().any(|suffix| key.ends_with(suffix)) => Meaning::Level,
        _ => return None,
    })
}

/// Keys that organisations prefix: `splunkit_data_classification`, `tag_dataclassification`.
const LEVEL_SUFFIXES: [&str; 7] = [
    "dataclassification",
    "dataclass",
    "datasensitivity",
    "sensibilitedonnees",
    "sensibilitedesdonnees",
    "classificationdonnees",
    "niveauconfidentialite",
];

/// The level that a tag without key names. Far fewer words than after a key: `public` may be a network, `secret` a
/// store, `dr` a recovery site.
pub(super) fn bare_word(slug: &str) -> Option<Level> {
    match slug {
        "pii"
        | "rgpd"
        | "donnees-personnelles"
        | "donnees-a-caractere-personnel"
        | "hds"
        | "phi"
        | "donnees-de-sante"
        | "secnumcloud"
        | "sensibilite-particuliere"
        | "diffusion-restreinte"
        | "personnelle-sensible" => Level::from_slug(slug),
        _ => None,
    }
}

/// The one name of a nature; another word is kept as it is.
pub(super) fn nature(slug: &str) -> &str {
    match slug {
        "medical" | "medical-secrecy" | "secret-medical" => "secret-medical",
        "affaires" | "trade-secret" | "secret-affaires" | "secret-des-affaires" => "secret-des-affaires",
        "privacy" | "vie-privee" | "protection-de-la-vie-privee" => "vie-privee",
        "deliberations-du-gouvernement" | "deliberations-gouvernement" => "deliberations-gouvernement",
        "surete-de-l-etat" | "surete-etat" => "surete-etat",
        "defense" | "secret-defense-nationale" | "defense-nationale" => "defense-nationale",
        "mission-essentielle" | "essential-mission" | "missions-essentielles" => "mission-essentielle",
        other => other,
    }
}

/// The level that a nature cannot go without; `None` for a word that is not known here, and for the secret of national
/// defence, whose level only its mark tells.
pub(super) fn level_of_nature(nature: &str) -> Option<Level> {
    match nature {
        "secret-medical" => Some(Level::Health),
        "vie-privee" => Some(Level::Personal),
        "secret-des-affaires"
        | "mission-essentielle"
        | "deliberations-gouvernement"
        | "politique-exterieure"
        | "surete-etat"
        | "procedures-juridictionnelles" => Some(Level::Sensitive),
        _ => None,
    }
}

/// The impacts that a value lists: one or more, separated by commas, semicolons, bars, pluses or spaces.
pub(super) fn impacts(text: &str) -> Vec<Arc<str>> {
    let listed = text.split([',', ';', '|', '+']).map(slug).filter(|slug| !slug.is_empty());
    let mut impacts: Vec<Arc<str>> = Vec::new();
    for impact in listed {
        let name = match impact.as_str() {
            "ordre-public" | "public-order" => "ordre-public",
            "securite-publique" | "public-safety" | "public-security" => "securite-publique",
            "sante-vie"
            | "sante-et-vie"
            | "sante-et-vie-des-personnes"
            | "vie-des-personnes"
            | "health-life"
            | "sante-ou-vie" => "sante-vie",
            "propriete-intellectuelle" | "intellectual-property" => "propriete-intellectuelle",
            "aucun" | "none" | "non" | "no" => "aucun",
            other => other,
        };
        if !impacts.iter().any(|known| &**known == name) {
            impacts.push(name.into());
        }
    }
    impacts
}
