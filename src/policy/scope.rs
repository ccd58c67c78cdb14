//! What `asset`, `project`, `today`, `local` and `input` are worth while one asset is judged. Each reference is resolved
//! on its own: no object is built.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::adequacy::Adequacy;
use super::constant::NoFiles;
use super::functions::{self, HAS};
use super::gap::Gap;
use super::model::Policy;
use super::names::state_name;
use super::portability::Portability;
use super::project::Project;
use super::recorded::{Recorded, RecordedOf};
use super::references::{names, presence};
use super::sensitivity::{self, RootClassification};
use super::vocabulary::{FLOW, Field, Term};
use super::wording::Language;
use crate::catalogue::{Catalogue, HdsStatus, Nature, Offer, OfferKind, QualificationState};
use crate::evaluation::functions::Environment as Files;
use crate::evaluation::{
    Budget, Cause, CauseKind, Context, EvaluationError, EvaluationErrorKind, Reference, Scope, Unknown, Value, evaluate,
};
use crate::inventory::{Asset, Classification, Environment, Flow, Level, Placement, Retention, Target, TargetKind};
use crate::source::Span;
use crate::syntax::{List, NodeId, RawStep};

/// What is supposed of an asset: the facts as established, or one of the ways they may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject<'a> {
    pub(super) asset: &'a Asset,
    pub(super) environment: Option<Environment>,
    pub(super) offer: Option<&'a Offer>,
    pub(super) placement: Option<&'a Placement>,
    pub(super) classification: Option<&'a Classification>,
    /// Whether something states the classification; `None` when what states it could not be read.
    pub(super) stated: Option<bool>,
    pub(super) root: RootClassification,
    /// Where data go from it: all flows, or one of them.
    pub(super) flows: &'a [Flow],
    /// Whether those happen that are in doubt.
    pub(super) doubted: bool,
    /// Whether its data are in several zones.
    pub(super) several_zones: Option<bool>,
    /// For how long they are kept.
    pub(super) retention: Option<Retention>,
    /// Whether what detects attacks is on.
    pub(super) detection: Option<bool>,
    /// What others record of it.
    pub(super) recorded: RecordedOf,
    /// Where the essential data of its service are.
    pub(super) mission: Result<&'a [Arc<str>], Gap>,
    /// The block whose arguments are read. Of a module call, what it is called and where are its own too, and all else is
    /// that of a resource that it holds.
    pub(super) block: Option<&'a Target>,
    /// Why nothing is known of the asset at all, when that is so.
    pub(super) missing: Option<Gap>,
    /// Whether the policy may be about something else: what is behind the provider is not known.
    pub(super) doubtful: bool,
}

/// What holds whatever the asset.
#[derive(Clone, Copy, Debug)]
pub(super) struct Circumstances<'a> {
    pub(super) project: &'a Project,
    pub(super) today: Date,
    pub(super) adequacy: &'a Adequacy,
    pub(super) portability: &'a Portability,
}

/// The scope of one policy on one subject.
pub(super) struct AssetScope<'a> {
    policy: &'a Policy,
    subject: Subject<'a>,
    circumstances: Circumstances<'a>,
    language: Cell<Option<Language>>,
    gaps: RefCell<Vec<Gap>>,
    locals: RefCell<FxHashMap<NodeId, (Value, Vec<Gap>)>>,
    budget: Budget,
}

/// The value of an expression, what it was not known for, and what is wrong in it.
pub(super) struct Evaluated {
    pub(super) value: Value,
    pub(super) gaps: Vec<Gap>,
    pub(super) errors: Vec<EvaluationError>,
}

impl<'a> AssetScope<'a> {
    pub(super) fn new(policy: &'a Policy, subject: Subject<'a>, circumstances: Circumstances<'a>) -> Self {
        Self {
            policy,
            subject,
            circumstances,
            language: Cell::new(None),
            gaps: RefCell::default(),
            locals: RefCell::default(),
            budget: Budget::default(),
        }
    }

    /// The value of the expression `id` of the policy.
    pub(super) fn evaluate(&self, id: NodeId) -> Evaluated {
        self.gaps.borrow_mut().clear();
        let errors = RefCell::default();
        let value = evaluate(
            self.policy.tree.node(id),
            &Context { scope: self, bindings: None, errors: &errors, attempted: false },
        );
        Evaluated { value, gaps: self.gaps.take(), errors: errors.into_inner() }
    }

    /// The same for a text that people read in `language`: days are written as that language writes them.
    pub(super) fn evaluate_text(&self, id: NodeId, language: Language) -> Evaluated {
        self.language.set(Some(language));
        self.locals.borrow_mut().clear();
        let evaluated = self.evaluate(id);
        self.language.set(None);
        self.locals.borrow_mut().clear();
        evaluated
    }

    fn note(&self, gap: Gap) {
        let mut gaps = self.gaps.borrow_mut();
        if !gaps.contains(&gap) {
            gaps.push(gap);
        }
    }

    fn note_all(&self, gaps: &[Gap]) {
        for gap in gaps {
            self.note(*gap);
        }
    }

    fn date(&self, date: Date) -> Value {
        Value::string(match self.language.get() {
            Some(Language::French) => date.strftime("%d/%m/%Y").to_string(),
            Some(Language::English) | None => date.to_string(),
        })
    }

    /// A country as policies compare it, or as people name it.
    fn country(&self, code: &str) -> Value {
        let known = self.language.get().zip(Catalogue::embedded().country(code));
        Value::string(match known {
            Some((Language::French, country)) => country.name_fr.as_str(),
            Some((Language::English, country)) => country.name_en.as_str(),
            None => code,
        })
    }

    fn local(&self, name: &str, span: Span, context: &Context<'_>) -> Value {
        let Some(id) = self.policy.locals.get(name) else {
            context.error(span, EvaluationErrorKind::Undeclared(format!("local.{name}").into()));
            return unknown(span);
        };
        if let Some((value, gaps)) = self.locals.borrow().get(id) {
            self.note_all(gaps);
            return value.clone();
        }
        // Cycles were refused when the policy was read.
        let before = self.gaps.take();
        let outside = Context { scope: self, bindings: None, errors: context.errors, attempted: false };
        let value = evaluate(self.policy.tree.node(*id), &outside);
        let own = self.gaps.replace(before);
        self.note_all(&own);
        self.locals.borrow_mut().insert(*id, (value.clone(), own));
        value
    }

    fn path(&self, root: &str, path: &[&str], span: Span, context: &Context<'_>) -> Value {
        let Some(term) = Term::parse(root, path) else {
            context.error(span, EvaluationErrorKind::NotHere(root.into()));
            return unknown(span);
        };
        self.term(term).unwrap_or_else(|gap| {
            self.note(gap);
            unknown(span)
        })
    }

    fn term(&self, term: Term) -> Result<Value, Gap> {
        let asset = self.subject.asset;
        let project = self.circumstances.project;
        let call = self.subject.block.filter(|block| block.kind == TargetKind::Module);
        let of_asset = term.field().is_some_and(|field| field != Field::Identity);
        if let (true, Some(gap)) = (of_asset, self.subject.missing) {
            return Err(gap);
        }
        Ok(match term {
            Term::Address => Value::String(Arc::clone(call.map_or(&asset.address, |call| &call.address))),
            Term::Root => Value::String(Arc::clone(call.map_or(&asset.root, |call| &call.root))),
            Term::Kind => Value::string(if call.is_some() { "module" } else { asset.kind.name() }),
            Term::ProviderNature => Value::string(match asset.nature.ok_or(Gap::Nature)? {
                Nature::Saas => "saas",
                Nature::Utility => "utility",
                Nature::Cloud | Nature::Hosted => "cloud",
            }),
            Term::Type => Value::String(Arc::clone(&asset.of_type)),
            Term::Provider => Value::String(Arc::clone(&asset.provider)),
            Term::ProviderSource => Value::String(Arc::clone(&asset.provider_source)),
            Term::Category => {
                asset.category.as_ref().map_or(Value::Null, |category| Value::String(Arc::clone(category)))
            }
            Term::Portable => {
                self.circumstances.portability.is_portable(&asset.of_type).map_or(Value::Null, Value::Bool)
            }
            Term::Interface => self.circumstances.portability.interface(&asset.of_type).map_or(Value::Null, |words| {
                Value::string(words.in_language(self.language.get().unwrap_or(Language::English)))
            }),
            Term::Taggable => Value::Bool(asset.taggable),
            Term::HoldsData => Value::Bool(asset.holds_data.ok_or(Gap::TypeNotInCatalogue)?),
            Term::Judged => Value::Bool(asset.judged),
            Term::Environment => {
                let environment = self.subject.environment.ok_or(Gap::Fact(Field::Environment))?;
                Value::string(environment.name())
            }
            Term::EnvironmentStated => Value::Bool(self.subject.environment.is_some()),
            Term::ProjectEntity => Value::string(project.entity().name()),
            Term::ProjectStarted => project.started.map_or(Value::Null, |started| self.date(started)),
            Term::ProjectMajorChange => Value::Bool(project.major_change),
            Term::ProjectPrototype => Value::Bool(project.prototype),
            Term::Today => self.date(self.circumstances.today),
            Term::ZonesStated => Value::Bool(asset.measures.several_zones.is_some()),
            Term::SeveralZones => match (self.subject.several_zones, &asset.measures.several_zones) {
                (Some(several), _) => Value::Bool(several),
                (None, None) => Value::Null,
                (None, Some(_)) => return Err(Gap::Fact(Field::Zones)),
            },
            Term::RetentionStated => Value::Bool(asset.measures.retention.is_some()),
            Term::RetentionDays => match (self.subject.retention, &asset.measures.retention) {
                (Some(Retention::Days(days)), _) => Value::int(i64::from(days)),
                (Some(Retention::Unlimited), _) | (None, None) => Value::Null,
                (None, Some(_)) => return Err(Gap::Fact(Field::Retention)),
            },
            Term::DetectionStated => Value::Bool(asset.measures.detection.is_some()),
            Term::DetectionWritten => Value::Bool(asset.measures.detection_written()),
            Term::DetectionOn => match (self.subject.detection, &asset.measures.detection) {
                (Some(on), _) => Value::Bool(on),
                (None, None) => Value::Null,
                (None, Some(_)) => return Err(Gap::Fact(Field::Detection)),
            },
            Term::AuditSeparate => Value::Bool(self.subject.recorded.audit != Recorded::Otherwise),
            Term::AuditRecorded => recorded(self.subject.recorded.audit, Gap::AuditPerhaps, Gap::AuditElsewhere)?,
            Term::NetworkSeparate => Value::Bool(self.subject.recorded.network != Recorded::Otherwise),
            Term::NetworkRecorded => {
                recorded(self.subject.recorded.network, Gap::NetworkFlowsPerhaps, Gap::NetworkFlowsElsewhere)?
            }
            Term::MissionRegions => {
                let regions = self.subject.mission?;
                Value::tuple(regions.iter().map(|region| Value::String(Arc::clone(region))).collect())
            }
            Term::Flows => {
                let flows = self.subject.flows.iter();
                let happen = flows.filter(|flow| self.subject.doubted || flow.doubt.is_empty());
                Value::tuple(happen.map(|flow| self.flow(flow)).collect())
            }
            _ => match term.field() {
                Some(Field::Offer) => {
                    return self.offer(term, self.subject.offer.ok_or(Gap::Fact(Field::Offer))?);
                }
                Some(Field::Placement) => {
                    return self.placement(term, self.subject.placement.ok_or(Gap::Fact(Field::Placement))?);
                }
                Some(Field::RootClassification) => return root_classification(term, self.subject.root),
                _ => return self.classification(term),
            },
        })
    }

    fn offer(&self, term: Term, offer: &Offer) -> Result<Value, Gap> {
        let state = offer.secnumcloud.state_on(self.circumstances.today);
        Ok(match term {
            Term::OfferId => Value::string(offer.id.as_str()),
            Term::OfferName => Value::string(offer.name.as_str()),
            Term::OfferKind => Value::string(match offer.kind {
                OfferKind::Commercial => "commercial",
                OfferKind::StateInternal => "state-internal",
            }),
            Term::Operator => Value::string(offer.operator.as_str()),
            Term::OperatorCountry => optional(offer.operator_country.as_deref()),
            Term::Owner => optional(offer.owner.as_deref()),
            Term::OwnerCountry => optional(offer.owner_country.as_deref()),
            Term::ThirdStateLaw => match &offer.third_state_law {
                Some(law) => Value::string(law.as_str()),
                // No law was noted, and nobody knows where the operator is: that is no proof of immunity.
                None if offer.operator_country.is_none() && offer.kind == OfferKind::Commercial && !valid(state) => {
                    return Err(Gap::OperatorCountry);
                }
                None => Value::Null,
            },
            Term::SecNumCloudState | Term::SecNumCloudValid if state == QualificationState::Unconfirmed => {
                return Err(Gap::QualificationScope);
            }
            Term::SecNumCloudState => Value::string(state_name(state)),
            Term::SecNumCloudValid => Value::Bool(valid(state)),
            Term::SecNumCloudUntil => offer.secnumcloud.until.map_or(Value::Null, |until| self.date(until)),
            Term::SecNumCloudDecision => optional(offer.secnumcloud.decision.as_deref()),
            Term::AdmitsRestricted => Value::Bool(offer.admits_restricted),
            Term::HdsStatus => Value::string(match offer.hds.status_on(self.circumstances.today) {
                HdsStatus::Certified => "certified",
                HdsStatus::Conditional => "conditional",
                HdsStatus::NotCertified => "not-certified",
                HdsStatus::Ended => "ended",
                HdsStatus::Unknown => "unknown",
            }),
            Term::HdsCertified => match offer.hds.status_on(self.circumstances.today) {
                HdsStatus::Certified => Value::Bool(true),
                HdsStatus::NotCertified | HdsStatus::Ended => Value::Bool(false),
                HdsStatus::Conditional => return Err(Gap::HdsConditional),
                HdsStatus::Unknown => return Err(Gap::HdsNotRead),
            },
            _ => Value::Null,
        })
    }

    fn placement(&self, term: Term, placement: &Placement) -> Result<Value, Gap> {
        let region = &placement.region;
        Ok(match term {
            Term::Region => Value::string(region.code.as_str()),
            Term::Eu => Value::Bool(region.eu.ok_or(Gap::NotAPlace)?),
            Term::Eea => Value::Bool(region.eea.ok_or(Gap::NotAPlace)?),
            Term::Adequate if region.eea == Some(true) => Value::Bool(true),
            _ if region.countries.is_empty() => return Err(Gap::NotAPlace),
            Term::Countries => Value::tuple(region.countries.iter().map(|code| self.country(code)).collect()),
            Term::France => Value::Bool(region.countries.iter().all(|country| country == "FR")),
            Term::Adequate => {
                let holds = self.circumstances.adequacy.holds(&region.countries, self.circumstances.today);
                Value::Bool(holds.ok_or(Gap::ConditionalAdequacy)?)
            }
            _ => Value::Null,
        })
    }

    /// A flow as an object. What is not known of it is noted once, whatever the policy reads of it.
    fn flow(&self, flow: &Flow) -> Value {
        let offer = |term| flow.offer.known().ok_or(Gap::Fact(Field::Flows)).and_then(|offer| self.offer(term, offer));
        let place =
            |term| flow.placement.known().ok_or(Gap::Fact(Field::Flows)).and_then(|place| self.placement(term, place));
        let operator = flow.operator.as_ref().map(|operator| Value::String(Arc::clone(operator)));
        let value = |name: &str| match name {
            "kind" => Ok(Value::string(flow.kind.name())),
            "target" => Ok(flow.target.as_ref().map_or(Value::Null, |target| Value::String(Arc::clone(target)))),
            "resource" => Ok(Value::Bool(flow.leads_to_resource())),
            "identified" => Ok(Value::Bool(flow.is_identified())),
            "located" => Ok(Value::Bool(flow.placement.known().is_some())),
            "operator" => operator.clone().map_or_else(|| offer(Term::Operator), Ok),
            "offer" => offer(Term::OfferId),
            "same_offer" => Ok(Value::Bool(self.is_under_own_offer(flow))),
            "offer_kind" => offer(Term::OfferKind),
            "operator_country" => offer(Term::OperatorCountry),
            "owner_country" => offer(Term::OwnerCountry),
            "third_state_law" => offer(Term::ThirdStateLaw),
            "secnumcloud_valid" => offer(Term::SecNumCloudValid),
            "hds_certified" => offer(Term::HdsCertified),
            "region" => place(Term::Region),
            "countries" => place(Term::Countries),
            "eu" => place(Term::Eu),
            "eea" => place(Term::Eea),
            "france" => place(Term::France),
            _ => place(Term::Adequate),
        };
        Value::object(FLOW.map(|name| {
            let value = value(name).unwrap_or_else(|_| {
                self.note(Gap::Fact(Field::Flows));
                unknown(flow.evidence.span.unwrap_or(self.subject.asset.span))
            });
            (name, value)
        }))
    }

    /// Whether what receives `flow` falls under the contract that the resource itself does.
    fn is_under_own_offer(&self, flow: &Flow) -> bool {
        let own = self.subject.asset.offer.known();
        own.zip(flow.offer.known()).is_some_and(|(own, receiver)| own.id == receiver.id)
    }

    fn classification(&self, term: Term) -> Result<Value, Gap> {
        const MISSING: Gap = Gap::Fact(Field::Classification);
        if term == Term::ClassificationStated {
            return self.subject.stated.map(Value::Bool).ok_or(Gap::StatementNotRead);
        }
        let classification = self.subject.classification.ok_or(MISSING)?;
        let more = classification.and_more;
        // More may come to what is known: it takes away nothing that is there, and may bring all that is not.
        let holds = |known: Option<bool>, gap: Gap| match known {
            Some(true) => Ok(Value::Bool(true)),
            Some(false) if !more => Ok(Value::Bool(false)),
            Some(false) => Err(MISSING),
            None => Err(gap),
        };
        let level = |value: fn(Level) -> Value| {
            if !more {
                return value(classification.level);
            }
            self.note(MISSING);
            let possible = Level::ALL.into_iter().filter(|level| *level >= classification.level);
            let cause = Cause::at(CauseKind::Error, self.subject.asset.span);
            Value::Unknown(Unknown::new(cause).with_candidates(possible.map(value).collect()))
        };
        match term {
            Term::Level => return Ok(level(|level| Value::string(level.name()))),
            Term::Rank => return Ok(level(|level| Value::int(level as i64))),
            Term::ParticularSensitivity => {
                return holds(sensitivity::particular_sensitivity(classification), Gap::NatureOrImpact);
            }
            Term::Personal => return holds(Some(classification.is_personal()), MISSING),
            Term::Health => return holds(Some(classification.is_about_health()), MISSING),
            _ if more => return Err(MISSING),
            _ => {}
        }
        Ok(match term {
            Term::Levels => {
                let names = sensitivity::levels(classification).ok_or(Gap::NatureOrImpact)?;
                Value::tuple(names.into_iter().map(|level| Value::string(level.name())).collect())
            }
            Term::Nature => {
                classification.nature.as_ref().map_or(Value::Null, |nature| Value::String(Arc::clone(nature)))
            }
            Term::Natures => {
                let natures = classification.kinds().filter_map(|kind| kind.nature.as_ref());
                Value::tuple(natures.map(|nature| Value::String(Arc::clone(nature))).collect())
            }
            Term::Impact => {
                Value::tuple(classification.impact.iter().map(|impact| Value::String(Arc::clone(impact))).collect())
            }
            _ => Value::Null,
        })
    }
}

/// What may be recorded here is not known to be; what is not may be elsewhere.
fn recorded(found: Recorded, perhaps: Gap, elsewhere: Gap) -> Result<Value, Gap> {
    match found {
        Recorded::Otherwise => Ok(Value::Null),
        Recorded::Here => Ok(Value::Bool(true)),
        Recorded::Perhaps => Err(perhaps),
        Recorded::NotHere => Err(elsewhere),
    }
}

fn root_classification(term: Term, root: RootClassification) -> Result<Value, Gap> {
    let flag = match term {
        Term::RootLevel => return Ok(optional(root.level.map(Level::name))),
        Term::RootParticularSensitivity => root.particular_sensitivity,
        Term::RootPersonal => root.personal,
        _ => root.health,
    };
    flag.map(Value::Bool).ok_or(Gap::Fact(Field::RootClassification))
}

impl Scope for AssetScope<'_> {
    fn resolve(&self, reference: &Reference<'_, '_>) -> (Value, usize) {
        match (reference.root, first_name(reference.steps)) {
            ("local", Some(name)) => (self.local(name, reference.span, reference.context), 1),
            ("input", Some(name)) => {
                if let Some(value) = self.policy.inputs.get(name) {
                    return (value.clone(), 1);
                }
                let undeclared = EvaluationErrorKind::Undeclared(format!("input.{name}").into());
                reference.context.error(reference.span, undeclared);
                (unknown(reference.span), reference.steps.len())
            }
            (root @ ("attrs" | "meta"), _) => match self.subject.block {
                Some(block) if root == "attrs" => (block.attributes.clone(), 0),
                Some(block) => (block.meta.clone(), 0),
                None => {
                    self.note(Gap::Arguments);
                    (unknown(reference.span), reference.steps.len())
                }
            },
            (root, _) => {
                let path: smallvec::SmallVec<[&str; 4]> = names(reference.steps).collect();
                (self.path(root, &path, reference.span, reference.context), path.len())
            }
        }
    }

    fn call(&self, name: &str, arguments: List<'_, NodeId>, span: Span, context: &Context<'_>) -> Option<Value> {
        if name == HAS {
            return Some(has(self, arguments, context));
        }
        if !name.starts_with("core::") {
            // A plugin is a program, which is never run.
            return Some(Value::unknown(Cause::at(CauseKind::UnsupportedFunction(Arc::from(name)), span)));
        }
        functions::call(name, arguments, span, context, self.circumstances.today)
    }

    fn environment(&self) -> &dyn Files {
        &NoFiles
    }

    fn budget(&self) -> &Budget {
        &self.budget
    }
}

fn first_name(steps: List<'_, RawStep>) -> Option<&str> {
    names(steps).next()
}

/// `core::has(object, "attribute")`: whether the attribute is there and not null.
fn has(scope: &AssetScope<'_>, arguments: List<'_, NodeId>, context: &Context<'_>) -> Value {
    if let (Some(object), Some(key)) = (arguments.get(0), arguments.get(1))
        && let Some(path) = presence(object, key)
        && let Some((root, path)) = path.split_first()
    {
        return functions::present(&scope.path(root, path, object.span(), context));
    }
    functions::has(arguments, context)
}

/// Why it is unknown is kept apart, in the gaps.
fn unknown(span: Span) -> Value {
    Value::unknown(Cause::at(CauseKind::Error, span))
}

fn optional(text: Option<&str>) -> Value {
    text.map_or(Value::Null, Value::string)
}

fn valid(state: QualificationState) -> bool {
    matches!(state, QualificationState::Valid | QualificationState::Expiring)
}
