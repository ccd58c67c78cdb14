//! What a verdict lacked.

use super::vocabulary::Field;
use super::wording::Wording;

/// Something that is not known and that a verdict needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gap {
    /// A fact about the asset: its causes are in the inventory.
    Fact(Field),
    /// Something states the classification, and it could not be read: a variable without value, a word without meaning.
    StatementNotRead,
    /// The catalogue does not know the resource type: whether it holds data is not known.
    TypeNotInCatalogue,
    /// The country of the operator is not in the catalogue.
    OperatorCountry,
    /// The offer is qualified, and whether that covers this service or region is not confirmed.
    QualificationScope,
    /// The HDS certification is an option of the contract, or covers part of the offer.
    HdsConditional,
    /// Nothing was read about an HDS certification.
    HdsNotRead,
    /// The region is not one place: a global or multi-region service.
    NotAPlace,
    /// The country is adequate for some recipients only, or that is not confirmed.
    ConditionalAdequacy,
    /// The nature or the impact is declared in words that the texts do not have.
    NatureOrImpact,
    /// Where other data of the essential mission are is not known.
    EssentialRegions,
    /// Other root modules have essential data elsewhere, and nothing says whether they are of the same service.
    SeveralServices,
    /// The service has essential data elsewhere, none of the kind of these.
    OtherKindsElsewhere,
    /// No resource of the repository records what is done in the cloud; one of another repository may.
    AuditElsewhere,
    /// Whether resources of the repository record what is done in the cloud depends on what is not known.
    AuditPerhaps,
    /// No resource of the root module records what flows in the network; one may elsewhere.
    NetworkFlowsElsewhere,
    /// Whether resources of the root module record what flows in the network depends on what is not known.
    NetworkFlowsPerhaps,
    /// What is behind the provider is not known: a cloud, or software as a service.
    Nature,
    /// What the code writes of it is not known: a state has no arguments that policies see.
    Arguments,
    /// The module is not here: what it holds is not known.
    ModuleAbsent,
    /// The module call holds no asset: what is demanded of each is not demanded. Never told.
    HoldsNothing,
}

impl Gap {
    /// The part of the asset that is to blame.
    pub fn field(self) -> Field {
        match self {
            Self::Fact(field) => field,
            Self::TypeNotInCatalogue => Field::HoldsData,
            Self::OperatorCountry | Self::QualificationScope | Self::HdsConditional | Self::HdsNotRead => Field::Offer,
            Self::NotAPlace | Self::ConditionalAdequacy | Self::EssentialRegions => Field::Placement,
            // All that lack an audit log, or a service, lack the same; each network has flows of its own.
            Self::AuditElsewhere
            | Self::AuditPerhaps
            | Self::SeveralServices
            | Self::OtherKindsElsewhere
            | Self::Nature => Field::Type,
            Self::NetworkFlowsElsewhere
            | Self::NetworkFlowsPerhaps
            | Self::Arguments
            | Self::ModuleAbsent
            | Self::HoldsNothing => Field::Identity,
            Self::StatementNotRead | Self::NatureOrImpact => Field::Classification,
        }
    }

    /// What is lacking, for people; `None` when the causes of the fact say it better.
    pub fn wording(self) -> Option<Wording> {
        let (fr, en) = match self {
            Self::Fact(Field::RootClassification) => (
                "des ressources de la même racine portent des données dont la classification n’est pas connue",
                "resources of the same root hold data whose classification is not known",
            ),
            Self::Fact(_) | Self::StatementNotRead | Self::ModuleAbsent | Self::HoldsNothing => return None,
            Self::TypeNotInCatalogue => (
                "le catalogue ne connaît pas ce type de ressource : on ne sait s’il porte des données",
                "the catalogue does not know this resource type: whether it holds data is not known",
            ),
            Self::Nature => (
                "le catalogue ne connaît pas ce provider, ou seul un hôte dirait ce qu’il y a derrière : logiciel en ligne ou non",
                "the catalogue does not know this provider, or only a host would tell what is behind it: software as a service or not",
            ),
            Self::Arguments => (
                "les arguments n’en sont pas connus ici : d’un état, les politiques n’en voient pas",
                "its arguments are not known here: of a state, policies see none",
            ),
            Self::OperatorCountry => (
                "le catalogue ne dit pas de quel pays relève l’opérateur",
                "the catalogue does not tell the operator's country",
            ),
            Self::QualificationScope => (
                "l’offre est qualifiée SecNumCloud, mais rien ne confirme que la décision couvre ce service ou cette région",
                "the offer has the SecNumCloud qualification, and nothing confirms that the decision covers this service or region",
            ),
            Self::HdsConditional => (
                "la certification HDS dépend du contrat ou ne couvre qu’une partie de l’offre : le code ne le montre pas",
                "the HDS certification depends on the contract or covers part of the offer: code does not show it",
            ),
            Self::HdsNotRead => (
                "le catalogue ne dit rien de la certification HDS de cette offre",
                "the catalogue says nothing of this offer's HDS certification",
            ),
            Self::NotAPlace => (
                "cette région n’est pas un lieu : service mondial ou multirégional",
                "this region is not one place: a global or multi-region service",
            ),
            Self::ConditionalAdequacy => (
                "ce pays n’est adéquat que pour certains destinataires, ou son adéquation n’est pas confirmée",
                "this country is adequate for some recipients only, or its adequacy is not confirmed",
            ),
            Self::EssentialRegions => (
                "d’autres données du service essentiel sont dans des régions qui ne sont pas connues",
                "other data of the essential service are in regions that are not known",
            ),
            Self::SeveralServices => (
                "d’autres racines du dépôt déploient des données essentielles dans d’autres régions, et rien ne dit si elles sont du même service",
                "other root modules of the repository deploy essential data in other regions, and nothing says whether they are of the same service",
            ),
            Self::OtherKindsElsewhere => (
                "d’autres données essentielles du service sont dans une autre région, mais aucune du genre de celles-ci : rien ne dit que celles-ci y sont aussi",
                "other essential data of the service are in another region, but none of the kind of these: nothing says that these are there too",
            ),
            Self::AuditElsewhere => (
                "aucune ressource de ce dépôt n’active le journal d’audit de ce cloud : un autre dépôt, ou l’organisation, peut le faire",
                "no resource of this repository switches on the audit log of this cloud: another repository, or the organisation, may do it",
            ),
            Self::AuditPerhaps => (
                "des ressources de ce dépôt activent peut-être le journal d’audit de ce cloud : une valeur inconnue, ou le fichier de variables, en décide",
                "resources of this repository may switch on the audit log of this cloud: an unknown value, or the variable file, decides it",
            ),
            Self::NetworkFlowsElsewhere => (
                "aucune ressource de la racine n’enregistre les flux de ce réseau : ils peuvent l’être ailleurs",
                "no resource of the root module records the flows of this network: they may be recorded elsewhere",
            ),
            Self::NetworkFlowsPerhaps => (
                "des ressources de la racine enregistrent peut-être les flux de ce réseau : une valeur inconnue, ou le fichier de variables, en décide",
                "resources of the root module may record the flows of this network: an unknown value, or the variable file, decides it",
            ),
            Self::NatureOrImpact => (
                "la nature ou l’impact déclaré n’est pas de ceux que les textes retiennent",
                "the declared nature or impact is not one that the texts name",
            ),
        };
        Some(Wording { fr: fr.to_owned(), en: en.to_owned() })
    }
}
