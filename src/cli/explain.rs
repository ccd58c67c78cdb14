//! `cocarde explain`.

mod asset;

use std::io::{self, Write};

use super::policies::GivenPolicies;
use super::{ExplainArguments, Outcome, language, print, tell, today};
use crate::policy::{BasisKey, Doctrine, Policy, Severity, Wording};
use crate::report::{Messages, arguments, problems, terminal};
use crate::source::Sources;

pub(super) fn run(given: &ExplainArguments) -> Outcome {
    let messages = Messages::new(language(given.lang));
    let mut sources = Sources::default();
    let doctrine = match given.given_policies().load(&mut sources) {
        Ok(doctrine) => doctrine,
        Err(error) => {
            let (sources, told) = super::check::refusal(error, &messages);
            tell(&told, &sources, &messages);
            return Outcome::Usage;
        }
    };
    let page = Page { doctrine: &doctrine, messages: &messages };
    let text = match &given.subject {
        None => page.list(),
        Some(rule) => match doctrine.policies.iter().find(|policy| policy.id.eq_ignore_ascii_case(rule)) {
            Some(policy) => page.rule(policy, today(given.analysis.today)),
            None if is_like_a_rule(rule) => {
                let known = doctrine.policies.iter().map(|policy| &*policy.id);
                let unknown = problems::no_such_rule(rule, known, &sources, &messages);
                // There is nowhere else to say it.
                let _ = writeln!(io::stderr(), "{}\n{}", unknown.title, unknown.remedy.join("\n"));
                return Outcome::Usage;
            }
            None => return asset::run(rule, given, &doctrine, &messages),
        },
    };
    print(&text, &messages)
}

impl ExplainArguments {
    /// The policies beside those of the program.
    fn given_policies(&self) -> GivenPolicies {
        GivenPolicies {
            paths: self.policies.clone(),
            alone: false,
            inputs: self.inputs.clone(),
            input_files: self.input_files.clone(),
        }
    }
}

/// Whether whoever asks for `subject` means a rule: no address is in capitals.
fn is_like_a_rule(subject: &str) -> bool {
    let capital = |character: char| character.is_ascii_uppercase() || character.is_ascii_digit() || character == '-';
    subject.contains('-') && subject.chars().all(capital)
}

struct Page<'a> {
    doctrine: &'a Doctrine,
    messages: &'a Messages,
}

impl Page<'_> {
    fn words<'w>(&self, wording: &'w Wording) -> &'w str {
        wording.in_language(self.messages.language())
    }

    /// All rules, a line each.
    fn list(&self) -> String {
        let width = self.doctrine.policies.iter().map(|policy| policy.id.len()).max().unwrap_or(0);
        let line = |policy: &Policy| format!("{:width$}  {}\n", policy.id, self.words(&policy.title));
        self.doctrine.policies.iter().map(line).collect()
    }

    /// What there is to know of a rule.
    fn rule(&self, policy: &Policy, today: jiff::civil::Date) -> String {
        let severity = match policy.severity() {
            Severity::Error => "explain-error",
            Severity::Warning => "explain-warning",
            Severity::Note => "explain-note",
        };
        let mut text = format!("{}  {}\n", policy.id, self.words(&policy.title));
        let given = [("severity", self.messages.text(severity).into()), ("pack", policy.pack.to_string().into())];
        text += &paragraph(&self.messages.format("explain-kind", &arguments(given)), "");
        let sections = [("explain-reasons", &policy.rationale), ("explain-remedy", &policy.remedy)];
        for (title, wording) in sections {
            if let Some(wording) = wording {
                text += &format!("\n{}\n{}", self.messages.text(title), paragraph(self.words(wording), "  "));
            }
        }
        for (title, keys) in [("explain-texts", &policy.basis), ("explain-related", &policy.see_also)] {
            if !keys.is_empty() {
                text += &format!("\n{}\n", self.messages.text(title));
                text.extend(keys.iter().map(|key| self.text_of_law(key, today)));
            }
        }
        text
    }

    /// A text of law: how it is cited, what it says, where to read it, and what was not read of it.
    fn text_of_law(&self, key: &BasisKey, today: jiff::civil::Date) -> String {
        let Some((law, article)) = self.doctrine.texts.get(key) else { return String::new() };
        let mut text = match self.doctrine.texts.citation(key, today) {
            Some(citation) => paragraph(self.words(&citation.words), "  "),
            None => {
                let given = [
                    ("text", self.words(&law.citation).to_owned().into()),
                    ("today", self.messages.date(today).into()),
                ];
                paragraph(&self.messages.format("explain-not-in-force", &arguments(given)), "  ")
            }
        };
        if let Some(article) = article {
            text += &paragraph(self.words(&article.wording), "    ");
        }
        let verified = article.and_then(|article| article.verified).unwrap_or(law.verified);
        if !verified {
            text += &paragraph(&self.messages.text("explain-unverified"), "    ");
        }
        let notes = [article.and_then(|article| article.note.as_ref()), law.note.as_ref()];
        for note in notes.into_iter().flatten() {
            text += &paragraph(self.words(note), "    ");
        }
        if let Some(url) = &law.url {
            text += &format!("    {url}\n");
        }
        text
    }
}

fn paragraph(text: &str, indent: &str) -> String {
    terminal::wrap(text, terminal::width(true), indent).join("\n") + "\n"
}
