//! Declarations that Terraform would refuse, and those of `cocarde.toml` that serve nothing.

use super::{Teller, Told, number, word};
use crate::report::{Diagnostic, FactLine, Messages, Severity, arguments};
use crate::source::{Sources, Span};
use crate::terraform::{DeclarationError, DeclarationErrorKind};

/// Tells `errors`: each place once for each thing that is wrong there, however many root modules lead to it.
pub fn declarations(errors: &[DeclarationError], sources: &Sources, messages: &Messages) -> Vec<Diagnostic> {
    let mut teller = Teller::new(sources, messages);
    let mut told: Vec<Told> = errors.iter().map(|error| tell(error, &teller)).collect();
    told.sort_by_key(|told| (told.place, told.code));
    told.dedup_by_key(|told| (told.place, told.code));
    told.into_iter().map(|told| teller.diagnostic(told)).collect()
}

fn tell(error: &DeclarationError, teller: &Teller<'_>) -> Told {
    let (code, consequence, given) = match &error.kind {
        DeclarationErrorKind::Duplicate { address, .. } => {
            ("declaration-duplicate", "consequence-duplicate", vec![("address", word(address))])
        }
        DeclarationErrorKind::NothingToOverride { address } => {
            ("declaration-only-override", "consequence-only-override", vec![("address", word(address))])
        }
        DeclarationErrorKind::CountAndForEach => {
            ("declaration-count-and-for-each", "consequence-count-and-for-each", Vec::new())
        }
        DeclarationErrorKind::Labels { kind, expected } => {
            ("declaration-labels", "consequence-labels", vec![("kind", word(kind)), ("count", number(*expected))])
        }
        DeclarationErrorKind::NoSource { name } => {
            ("module-no-source", "consequence-module", vec![("name", word(name))])
        }
        DeclarationErrorKind::ModuleMissing { name, directory } => {
            ("module-missing", "consequence-module", vec![("name", word(name)), ("place", place(directory, teller))])
        }
        DeclarationErrorKind::UnitSourceMissing { directory } => {
            ("unit-source-missing", "consequence-module", vec![("place", place(directory, teller))])
        }
        DeclarationErrorKind::ModuleOutside { name, .. } => {
            ("module-outside", "consequence-module", vec![("name", word(name))])
        }
        DeclarationErrorKind::ModuleCycle { name, directory } => {
            ("module-cycle", "consequence-module", vec![("name", word(name)), ("place", place(directory, teller))])
        }
    };
    let mut told = teller.about(code, Severity::Error, Some(error.span), &arguments(given));
    if let DeclarationErrorKind::Duplicate { first, address } = &error.kind {
        told.facts.push(FactLine::new("first-declaration", address.to_string(), Some(*first), teller.messages));
    }
    told.facts.push(teller.consequence(consequence));
    told
}

/// A directory in words: the top one has no name.
fn place(directory: &str, teller: &Teller<'_>) -> fluent_bundle::FluentValue<'static> {
    word(&match directory {
        "" => teller.messages.text("top-directory"),
        directory => teller.say("quoted-directory", [("directory", word(directory))]),
    })
}

/// Tells the declarations of `cocarde.toml` at `spans`, which match nothing.
pub fn unmatched(spans: &[Span], sources: &Sources, messages: &Messages) -> Vec<Diagnostic> {
    let mut teller = Teller::new(sources, messages);
    let tell = |span: &Span| {
        let mut told = teller.about("declaration-unmatched", Severity::Warning, Some(*span), &arguments([]));
        told.facts.push(teller.consequence("consequence-unmatched"));
        teller.diagnostic(told)
    };
    spans.iter().map(tell).collect()
}
