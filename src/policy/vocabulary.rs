//! What a policy may refer to: the attributes of `asset` and `project`.

use super::selector::Kinds;

/// A part of what is known of an asset. Assets that agree on the parts a policy reads are judged alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Its address and root: nothing shares them.
    Identity,
    /// Its type, provider and category.
    Type,
    /// Whether it holds data.
    HoldsData,
    /// Where in the life cycle it is.
    Environment,
    /// What contract it falls under.
    Offer,
    /// Where it is.
    Placement,
    /// What data it holds.
    Classification,
    /// The most demanding class of the data of its root.
    RootClassification,
    /// Where data go from it.
    Flows,
    /// In how many zones its data are.
    Zones,
    /// For how long its data are kept.
    Retention,
    /// Whether what detects attacks is on, and recorded elsewhere.
    Detection,
}

impl Field {
    /// All of them; the discriminant is the index.
    pub(super) const ALL: [Self; 12] = [
        Self::Identity,
        Self::Type,
        Self::HoldsData,
        Self::Environment,
        Self::Offer,
        Self::Placement,
        Self::Classification,
        Self::RootClassification,
        Self::Flows,
        Self::Zones,
        Self::Retention,
        Self::Detection,
    ];
}

/// A set of fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Fields(u16);

impl Fields {
    /// The set with `field` in it.
    pub(super) fn insert(&mut self, field: Field) {
        self.0 |= 1 << field as u16;
    }

    /// Whether `field` is in the set.
    pub fn contains(self, field: Field) -> bool {
        self.0 & (1 << field as u16) != 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// All that is in either.
    #[must_use]
    pub(super) fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The fields, in order.
    pub fn iter(self) -> impl Iterator<Item = Field> {
        Field::ALL.into_iter().filter(move |field| self.contains(*field))
    }
}

macro_rules! vocabulary {
    ($($(#[$doc:meta])* $name:ident = $path:literal $(in $field:ident)?;)*) => {
        /// Something that a policy may refer to.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Term {
            $($(#[$doc])* $name,)*
        }

        impl Term {
            /// All of them, with how they are written.
            pub(super) const ALL: &[(&'static str, Self)] = &[$(($path, Self::$name),)*];

            /// The part of the asset that it reads.
            pub(super) fn field(self) -> Option<Field> {
                match self {
                    $(Self::$name => vocabulary!(@field $($field)?),)*
                }
            }
        }
    };
    (@field) => { None };
    (@field $field:ident) => { Some(Field::$field) };
}

vocabulary! {
    /// Its address in its root module.
    Address = "asset.address" in Identity;
    /// Directory of its root module.
    Root = "asset.root" in Identity;
    /// `resource`, `state`, `provider` or `module`.
    Kind = "asset.kind";
    /// Resource type, or backend type.
    Type = "asset.type" in Type;
    /// Key of its provider in the catalogue.
    Provider = "asset.provider" in Type;
    /// Source address of its provider.
    ProviderSource = "asset.provider_source" in Type;
    /// `cloud`, `saas`, or `utility` for a state in a file.
    ProviderNature = "asset.nature" in Type;
    /// Category of service; null for an unknown type.
    Category = "asset.category" in Type;
    /// Whether its type has a place for tags.
    Taggable = "asset.taggable" in Type;
    /// Whether other providers offer what it is; null when nobody judged that.
    Portable = "asset.service.portable" in Type;
    /// The interface that one writes for when using it; null when nobody judged that.
    Interface = "asset.service.interface" in Type;
    /// Whether content is at rest in it.
    HoldsData = "asset.holds_data" in HoldsData;
    /// Whether that was judged by hand.
    Judged = "asset.judged" in HoldsData;
    /// `production`, `recette`, `secours`, `developpement`, `bac-a-sable`.
    Environment = "asset.environment" in Environment;
    /// Whether that is known.
    EnvironmentStated = "asset.environment_stated" in Environment;
    /// Id in the catalogue.
    OfferId = "asset.offer.id" in Offer;
    /// Commercial name.
    OfferName = "asset.offer.name" in Offer;
    /// `commercial` or `state-internal`.
    OfferKind = "asset.offer.kind" in Offer;
    /// Legal entity that operates it.
    Operator = "asset.offer.operator" in Offer;
    /// Country of that entity.
    OperatorCountry = "asset.offer.operator_country" in Offer;
    /// Who owns the operator.
    Owner = "asset.offer.owner" in Offer;
    /// Country of the ultimate owner.
    OwnerCountry = "asset.offer.owner_country" in Offer;
    /// Third State whose law reaches the operator or its owner; null for none.
    ThirdStateLaw = "asset.offer.third_state_law" in Offer;
    /// `valid`, `expiring`, `expired`, `future`, `in-process`, `not-qualified`, `state-internal`, `hosted-on-qualified`.
    SecNumCloudState = "asset.offer.secnumcloud.state" in Offer;
    /// Whether the qualification is valid on the day of judgement.
    SecNumCloudValid = "asset.offer.secnumcloud.valid" in Offer;
    /// Its last day; null when there is none.
    SecNumCloudUntil = "asset.offer.secnumcloud.until" in Offer;
    /// Number of ANSSI's decision; null when there is none.
    SecNumCloudDecision = "asset.offer.secnumcloud.decision" in Offer;
    /// Whether it may hold data marked Diffusion Restreinte.
    AdmitsRestricted = "asset.offer.admits_restricted" in Offer;
    /// `certified`, `conditional`, `not-certified`, `ended`, `unknown`.
    HdsStatus = "asset.offer.hds.status" in Offer;
    /// Whether the offer is certified; unknown when that depends on the contract.
    HdsCertified = "asset.offer.hds.certified" in Offer;
    /// Canonical code of the region.
    Region = "asset.placement.region" in Placement;
    /// Countries of the region.
    Countries = "asset.placement.countries" in Placement;
    /// Whether all of it is in the European Union.
    Eu = "asset.placement.eu" in Placement;
    /// Whether all of it is in the European Economic Area.
    Eea = "asset.placement.eea" in Placement;
    /// Whether all of it is in France.
    France = "asset.placement.france" in Placement;
    /// Whether all of it is in the EEA or in countries found adequate on the day of judgement.
    Adequate = "asset.placement.adequate" in Placement;
    /// Whether something states the classification; unknown when what states it could not be read.
    ClassificationStated = "asset.classification.stated" in Classification;
    /// Canonical level.
    Level = "asset.classification.level" in Classification;
    /// Levels of all data that it holds, the most demanding first; what meets both criteria of R9 counts as of particular
    /// sensitivity too.
    Levels = "asset.classification.levels" in Classification;
    /// Rank of the level, from 0 for `public`.
    Rank = "asset.classification.rank" in Classification;
    /// Nature of the most demanding data, as declared; null for none.
    Nature = "asset.classification.nature" in Classification;
    /// Natures of all data that it holds, as declared.
    Natures = "asset.classification.natures" in Classification;
    /// Impacts of a breach of the most demanding data, as declared.
    Impact = "asset.classification.impact" in Classification;
    /// Whether some of the data meet both criteria of R9.
    ParticularSensitivity = "asset.classification.particular_sensitivity" in Classification;
    /// Whether some of the data are personal.
    Personal = "asset.classification.personal" in Classification;
    /// Whether some of them are health data.
    Health = "asset.classification.health" in Classification;
    /// Most demanding level of the data of the root; null when no resource of the root holds data.
    RootLevel = "asset.root_classification.level" in RootClassification;
    /// Whether some data of the root meet both criteria of R9.
    RootParticularSensitivity = "asset.root_classification.particular_sensitivity" in RootClassification;
    /// Whether some data of the root are personal.
    RootPersonal = "asset.root_classification.personal" in RootClassification;
    /// Whether some data of the root are health data.
    RootHealth = "asset.root_classification.health" in RootClassification;
    /// Where data go from it: a list of objects with the attributes of [`FLOW`].
    Flows = "asset.flows" in Flows;
    /// Whether an argument of its type says in how many zones its data are.
    ZonesStated = "asset.zones.stated" in Zones;
    /// Whether they are in several.
    SeveralZones = "asset.zones.several" in Zones;
    /// Whether an argument of its type says for how long its data are kept.
    RetentionStated = "asset.retention.stated" in Retention;
    /// For how many days; null for ever.
    RetentionDays = "asset.retention.days" in Retention;
    /// Whether an argument of its type says whether what detects attacks is on.
    DetectionStated = "asset.detection.stated" in Detection;
    /// Whether it is.
    DetectionOn = "asset.detection.on" in Detection;
    /// Whether that is written, not what the provider does when nothing is.
    DetectionWritten = "asset.detection.written" in Detection;
    /// Whether a resource of its own records what is done in its cloud.
    AuditSeparate = "asset.audit.separate" in Detection;
    /// Whether a resource of the repository surely does; unknown when none does.
    AuditRecorded = "asset.audit.recorded" in Detection;
    /// Whether it is a network whose flows a resource of its own records.
    NetworkSeparate = "asset.network_flows.separate" in Detection;
    /// Whether a resource of its root module surely does; unknown when none does.
    NetworkRecorded = "asset.network_flows.recorded" in Detection;
    /// Regions where the data that an essential mission needs are in service, of the service that it is part of.
    MissionRegions = "asset.mission.regions" in Placement;
    /// Kind of entity the project belongs to.
    ProjectEntity = "project.entity";
    /// Day the project started; null when it is not declared.
    ProjectStarted = "project.started";
    /// Whether it was majorly changed since.
    ProjectMajorChange = "project.major_change";
    /// Whether it is a prototype.
    ProjectPrototype = "project.prototype";
    /// Day of judgement.
    Today = "today";
}

/// The attributes of each object of `asset.flows`. What is not known of one is an unknown value, as anywhere else, so that a
/// condition on it is undetermined; `identified` and `located` tell beforehand whether it is.
///
/// ```hcl
/// condition = core::alltrue([
///   for flow in asset.flows : flow.eea if core::contains(["replica", "snapshot", "backup"], flow.kind)
/// ])
/// ```
///
/// A rule that looks at flows is judged once more with each of them alone: what is told is the one that fails it.
pub(super) const FLOW: [&str; 20] = [
    // `replica`, `snapshot`, `backup`, `log`, `key`, `cdn`, `dns`, `mail`, `image`, `chart`, `resolver`, `endpoint`,
    // `monitoring`, `notification`, `remote-state`. A replica is in `asset.placement` too.
    "kind",
    // What receives it: a host, a region, the address of a resource; null when nothing names it.
    "target",
    // Whether that is a resource of the same root module, which is judged itself.
    "resource",
    // Whether it is known who operates what receives it, and whether it is known where that is.
    "identified",
    "located",
    // Who operates what receives it.
    "operator",
    // What contract that falls under; as in `asset.offer`.
    "offer",
    // Whether that is the contract of the resource itself; false when it is not known.
    "same_offer",
    "offer_kind",
    "operator_country",
    "owner_country",
    "third_state_law",
    "secnumcloud_valid",
    "hds_certified",
    // Where that is; as in `asset.placement`.
    "region",
    "countries",
    "eu",
    "eea",
    "france",
    "adequate",
];

impl Term {
    /// Whether some of `kinds` have it. A provider configuration holds nothing, and is no service of a cloud.
    pub(super) fn is_of(self, kinds: Kinds) -> bool {
        let of_resource = match self {
            Self::Category | Self::Taggable | Self::Portable | Self::Interface => true,
            _ => matches!(
                self.field(),
                Some(Field::HoldsData | Field::Classification | Field::Flows | Field::Zones | Field::Retention)
            ),
        };
        !of_resource || !kinds.are_within(Kinds::PROVIDER)
    }

    /// The term that `root` and the names after it make.
    pub(super) fn parse(root: &str, names: &[&str]) -> Option<Self> {
        let written = || std::iter::once(root).chain(names.iter().copied());
        Self::ALL.iter().find(|(path, _)| path.split('.').eq(written())).map(|(_, term)| *term)
    }
}

#[cfg(test)]
mod tests {
    use super::Term;

    #[test]
    fn the_documents_name_all_that_a_policy_may_ask_of_an_asset() {
        for document in [include_str!("../../docs/policies.md"), include_str!("../../docs/policies.fr.md")] {
            let missing: Vec<_> =
                Term::ALL.iter().filter(|(term, _)| !document.contains(&format!("`{term}`"))).collect();
            assert!(missing.is_empty(), "{missing:?}");
        }
    }
}
