//! What is not known, why, and what it may be.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::limit::Limit;
use super::types::Type;
use super::value::Value;
use crate::source::Span;

/// A value that is not known: why, and what is known of it all the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Unknown(Arc<UnknownData>);

#[derive(Clone, Debug, PartialEq)]
struct UnknownData {
    causes: Vec<Cause>,
    candidates: Option<Vec<Value>>,
    of_type: Option<Type>,
    prefix: Option<Arc<str>>,
}

/// The most causes an unknown keeps: the first ones are those to settle first.
const MAX_CAUSES: usize = 4;
/// The largest type an unknown keeps.
const MAX_TYPE: usize = 1_000;
/// The most candidates an unknown keeps; with more, it has none.
pub const MAX_CANDIDATES: usize = 16;

impl Unknown {
    /// Unknown for one reason.
    pub fn new(cause: Cause) -> Self {
        Self(Arc::new(UnknownData { causes: vec![cause], candidates: None, of_type: None, prefix: None }))
    }

    /// Unknown because all of `parts` are.
    pub fn of<'u>(parts: impl IntoIterator<Item = &'u Self>) -> Self {
        let mut causes = Vec::new();
        let _ = parts.into_iter().try_for_each(|part| part.add_causes(&mut causes));
        Self(Arc::new(UnknownData { causes, candidates: None, of_type: None, prefix: None }))
    }

    /// Adds its causes to `causes`; breaks when there is no more room.
    fn add_causes(&self, causes: &mut Vec<Cause>) -> ControlFlow<()> {
        for cause in &self.0.causes {
            if causes.len() >= MAX_CAUSES {
                return ControlFlow::Break(());
            }
            if !causes.contains(cause) {
                causes.push(cause.clone());
            }
        }
        ControlFlow::Continue(())
    }

    /// The same, known to be one of `candidates` (dropped when there are too many; flattened and without duplicates).
    #[must_use]
    pub fn with_candidates(&self, candidates: Vec<Value>) -> Self {
        let mut distinct: Vec<Value> = Vec::new();
        for candidate in candidates {
            let nested = match &candidate {
                Value::Unknown(unknown) => match unknown.candidates() {
                    Some(nested) => nested.to_vec(),
                    None => return self.clone(),
                },
                _ => vec![candidate],
            };
            for value in nested {
                if !distinct.contains(&value) {
                    distinct.push(value);
                }
            }
            if distinct.len() > MAX_CANDIDATES {
                return self.clone();
            }
        }
        let mut data = (*self.0).clone();
        data.candidates = Some(distinct);
        Self(Arc::new(data))
    }

    /// The same, of type `of_type`. A type that is too large to be carried along is not told.
    #[must_use]
    pub fn with_type(&self, of_type: Type) -> Self {
        if !of_type.is_at_most(MAX_TYPE) {
            return self.clone();
        }
        let mut data = (*self.0).clone();
        data.of_type = Some(of_type);
        Self(Arc::new(data))
    }

    /// The same, a string that begins with `prefix`.
    #[must_use]
    pub(super) fn with_prefix(&self, prefix: &str) -> Self {
        Self(Arc::new(UnknownData { prefix: Some(prefix.into()), ..(*self.0).clone() }))
    }

    /// What it begins with, if it is a string and that is known: `https://api.example.org/` of a template whose rest is not.
    pub fn prefix(&self) -> Option<&str> {
        self.0.prefix.as_deref()
    }

    /// The same, of any type.
    #[must_use]
    pub(super) fn without_type(&self) -> Self {
        match self.0.of_type {
            Some(_) => Self(Arc::new(UnknownData { of_type: None, ..(*self.0).clone() })),
            None => self.clone(),
        }
    }

    /// Why, most useful first. Never empty.
    pub fn causes(&self) -> &[Cause] {
        &self.0.causes
    }

    /// The values it may have, when they are finite.
    pub fn candidates(&self) -> Option<&[Value]> {
        self.0.candidates.as_deref()
    }

    /// Its type, when known.
    pub fn of_type(&self) -> Option<&Type> {
        self.0.of_type.as_ref()
    }
}

/// Why a value is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The reason.
    pub kind: CauseKind,
    /// Where it stands, when it stands somewhere.
    pub span: Option<Span>,
}

impl Cause {
    /// The reason `kind`, at `span`.
    pub fn at(kind: CauseKind, span: Span) -> Self {
        Self { kind, span: Some(span) }
    }
}

/// The reasons for not knowing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CauseKind {
    /// An input variable of a root module without a value: its name.
    VariableWithoutValue(Arc<str>),
    /// A root module's variable that several files give a value, each of which is one way to run it: its name, their paths.
    VariableFiles(Arc<str>, Arc<str>),
    /// A data source: its address.
    DataSource(Arc<str>),
    /// An attribute that is known after apply: the resource's address and the attribute.
    Computed(Arc<str>, Arc<str>),
    /// An output of a module that is not here: the call's address and its source.
    ModuleNotInstalled(Arc<str>, Arc<str>),
    /// A function whose result changes: its name.
    ImpureFunction(Arc<str>),
    /// A function that is not evaluated: its name.
    UnsupportedFunction(Arc<str>),
    /// A function of a provider: its name.
    ProviderFunction(Arc<str>),
    /// `terraform.workspace` without `--workspace`.
    Workspace,
    /// A file that `file()` and the like could not read: its path.
    FileNotRead(Arc<str>),
    /// A file that is not in the repository: its path from the top. What runs before Terraform may make it.
    NoSuchFile(Arc<str>),
    /// Taken from an environment variable when Terraform runs: its name.
    Environment(Arc<str>),
    /// Taken from a file of the workstation: the argument that names an entry there, and the file.
    Profile(&'static str, &'static str),
    /// An error, reported apart, stands in the way.
    Error,
    /// A value that depends on itself.
    Cycle,
    /// A limit of the analysis was reached: which.
    Limit(Limit),
    /// The values of `count` or `for_each` are not known: the address.
    Expansion(Arc<str>),
    /// Nothing is written there and nothing is assumed: the argument.
    NotWritten(Arc<str>),
    /// Marked sensitive, so not read: the argument.
    Sensitive(Arc<str>),
    /// Written, and of no meaning that holds everywhere: the key and the value.
    NotUnderstood(Arc<str>, Arc<str>),
    /// A tag says the environment in a word that is of none: its key and its value.
    NoSuchEnvironment(Arc<str>, Arc<str>),
    /// Two places say different things: what each says.
    Contradiction(Arc<str>, Arc<str>),
    /// The catalogue does not have it: what kind of thing (`region`, `host`, `provider`…), and how it is written.
    NotInCatalogue(&'static str, Arc<str>),
    /// Given by `-backend-config` when Terraform initialises: the type of the backend.
    BackendConfiguration(Arc<str>),
    /// An expression that a plan does not hold: what it refers to.
    Unexpressed(Arc<str>),
    /// The configuration of a provider, which neither the plan or state nor the sources beside it hold: its name.
    ProviderNotSeen(Arc<str>),
    /// An output of another Terragrunt unit: the name of the dependency.
    Dependency(Arc<str>),
    /// What a function of Terragrunt answers that runs a program, asks a service or tells of the machine: its name.
    NotAsked(Arc<str>),
    /// Several files complete a backend and do not say the same: their paths.
    BackendFiles(Arc<str>),
    /// Kept by whatever machine runs the command.
    LocalBackend,
    /// A version that is chosen when Terraform initialises, and that no lock file tells: of what.
    VersionChosen(Arc<str>),
    /// Whether something is created or changed, which only a plan tells: its address.
    Operation(Arc<str>),
    /// What only HashiCorp's own service knows: how it is written.
    HostedOnly(Arc<str>),
    /// Whether a resource chooses another by its name or its tags, which these do not tell: what chooses.
    Chosen(Arc<str>),
    /// Whether another provider configuration is of the same account, which neither tells: its address in the code.
    Account(Arc<str>),
    /// The code cannot tell it, only a declaration in `cocarde.toml` can: what (`classification`, `environment`, `offer`).
    NotDeclared(&'static str),
}

/// The unknowns inside `values` and `rest`, as far as there is room for their causes.
pub(super) fn first_unknowns<'v>(values: impl Iterator<Item = &'v Value>, rest: Option<&Unknown>) -> Option<Unknown> {
    let mut causes = Vec::new();
    let room = values.filter_map(Value::unknowns).try_for_each(|unknown| unknown.add_causes(&mut causes));
    if let (ControlFlow::Continue(()), Some(rest)) = (room, rest) {
        let _ = rest.add_causes(&mut causes);
    }
    (!causes.is_empty())
        .then(|| Unknown(Arc::new(UnknownData { causes, candidates: None, of_type: None, prefix: None })))
}
