//! `cocarde explain`.

mod asset;

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::policies::GivenPolicies;
use super::variables::name_and_value;
use super::{AnalysisArguments, Color, Lang, Outcome, language, print, tell, today};
use crate::policy::{BasisKey, Doctrine, ExampleKind, LegalBasis, Liftable, Location, Policy, Selector, Wording};
use crate::report::{Messages, arguments, examples, problems, rule_sections, set_aside_by, severity_word, terminal};
use crate::source::Sources;

/// Arguments of `cocarde explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// Id of a rule, as CAC-R9-SECNUMCLOUD, key of a pack, as hds, or address of an asset, as
    /// `scaleway_rdb_instance.main`; without it, the rules are listed
    pub subject: Option<String>,
    /// Directory or file that the asset is of
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Read the asset in this plan or state, as terraform show -json writes it; PATH is the directory it was made in
    #[arg(long, value_name = "FILE")]
    pub plan: Option<PathBuf>,
    /// Tell of these policies too: a .policy.hcl file, or a directory of them; may be repeated
    #[arg(long, value_name = "PATH")]
    pub policies: Vec<PathBuf>,
    /// Give an input of the policies its value; may be repeated
    #[arg(long = "input", value_name = "NAME=VALUE", value_parser = name_and_value)]
    pub inputs: Vec<(String, String)>,
    /// Read values of inputs of the policies in this file, written as a .tfvars; may be repeated
    #[arg(long = "input-file", value_name = "FILE")]
    pub input_files: Vec<PathBuf>,
    /// Language of the page [default: French if the locale is, else English]
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
    /// What the analysis of the asset starts from, and the day as of which texts are cited
    #[command(flatten)]
    pub analysis: AnalysisArguments,
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub color: Color,
}

pub(super) fn run(given: &ExplainArguments) -> Outcome {
    let messages = Messages::new(language(given.lang));
    let mut sources = Sources::default();
    let doctrine = match given.given_policies().load(&Location::default(), &mut sources) {
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
            None if doctrine.pack_keys().iter().any(|key| key.eq_ignore_ascii_case(rule)) => page.pack(rule),
            None if is_like_a_rule(rule) => {
                let known = doctrine.policies.iter().map(|policy| &*policy.id).chain(doctrine.pack_keys());
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
        self.lines(&|_| true)
    }

    fn lines(&self, wanted: &dyn Fn(&Policy) -> bool) -> String {
        let width = self.doctrine.policies.iter().map(|policy| policy.id.len()).max().unwrap_or(0);
        let line = |policy: &Policy| format!("{:width$}  {}\n", policy.id, self.words(&policy.title));
        self.doctrine.policies.iter().filter(|policy| wanted(policy)).map(line).collect()
    }

    /// A pack, and its rules, a line each.
    fn pack(&self, key: &str) -> String {
        let mut text = String::new();
        if let Some(pack) = self.doctrine.packs.iter().find(|pack| pack.key.eq_ignore_ascii_case(key)) {
            text += &format!("{}  {}\n", pack.key, self.words(&pack.title));
            text += &paragraph(self.words(&pack.description), "");
            if !pack.on {
                let off = arguments([("pack", pack.key.clone().into())]);
                text += &paragraph(&self.messages.format("explain-off", &off), "");
            }
            text.push('\n');
        }
        text + &self.lines(&|policy| policy.is_in(&key.to_lowercase()))
    }

    /// What there is to know of a rule.
    fn rule(&self, policy: &Policy, today: jiff::civil::Date) -> String {
        let severity = severity_word(policy.severity());
        let mut text = format!("{}  {}\n", policy.id, self.words(&policy.title));
        let given = [("severity", self.messages.text(severity).into()), ("pack", self.packs(policy).into())];
        text += &paragraph(&self.messages.format("explain-kind", &arguments(given)), "");
        let means = set_aside_by(policy, self.doctrine, self.messages);
        text += &paragraph(
            &format!("{}{}{means}", self.messages.text("set-aside-by"), self.messages.text("page-colon")),
            "",
        );
        for pack in self.doctrine.packs.iter().filter(|pack| !pack.on && *pack.key == *policy.pack) {
            let off = arguments([("pack", pack.key.clone().into())]);
            text += &paragraph(&self.messages.format("explain-off", &off), "");
        }
        for (title, wording) in rule_sections(policy) {
            let paragraphs: Vec<String> = self.words(wording).split("\n\n").map(|text| paragraph(text, "  ")).collect();
            text += &format!("\n{}\n{}", self.messages.text(title), paragraphs.join("\n"));
        }
        text += &self.derogations(policy);
        for (title, keys) in [("explain-texts", &policy.basis), ("explain-related", &policy.see_also)] {
            if !keys.is_empty() {
                text += &format!("\n{}\n", self.messages.text(title));
                text.extend(keys.iter().map(|key| self.text_of_law(key, today)));
            }
        }
        text += &self.examples(policy);
        let beside: Vec<&str> = policy.overlaps().into_iter().chain(&policy.related).map(|id| &**id).collect();
        if !beside.is_empty() {
            let mut beside = beside;
            beside.sort_unstable();
            beside.dedup();
            let rules = arguments([("rules", beside.join(", ").into())]);
            text += &format!("\n{}", paragraph(&self.messages.format("explain-neighbours", &rules), ""));
        }
        text
    }

    /// The packs that it belongs to.
    fn packs(&self, policy: &Policy) -> String {
        let keys: Vec<&str> = self.doctrine.pack_keys().into_iter().filter(|key| policy.is_in(key)).collect();
        keys.join(", ")
    }

    /// Code that it finds fault with, and code that it accepts.
    fn examples(&self, policy: &Policy) -> String {
        let mut text = String::new();
        for example in examples(policy) {
            let kind = match example.kind {
                ExampleKind::Bad => "explain-bad",
                ExampleKind::Good => "explain-good",
            };
            let title = paragraph(self.words(&example.title), "  ");
            text += &format!("\n{}\n{title}\n", self.messages.text(kind));
            let settings = example.settings.lines().map(|line| format!("# {line}").trim_end().to_owned());
            let code = example.code.lines().map(str::to_owned);
            let head = (!example.settings.is_empty()).then(|| "# cocarde.toml".to_owned());
            for line in code.chain(head).chain(settings) {
                text += format!("    {line}").trim_end();
                text.push('\n');
            }
        }
        text
    }

    /// By which texts one may derogate from `policy`, for how long, and what of that was not read.
    fn derogations(&self, policy: &Policy) -> String {
        let bases: Vec<&LegalBasis> = self
            .doctrine
            .derogations
            .iter()
            .filter(|basis| policy.selector == Selector::Register || basis.can_lift(&policy.id))
            .collect();
        if bases.is_empty() {
            return String::new();
        }
        let mut text = format!("\n{}\n", self.messages.text("explain-derogations"));
        for basis in bases {
            let validated = if basis.validation.prime_minister { "yes" } else { "no" };
            let given = [
                ("basis", basis.key.clone().into()),
                ("months", basis.duration.months.into()),
                ("engaged", self.messages.date(basis.engaged.until).into()),
                ("validated", validated.into()),
            ];
            text += &paragraph(&self.messages.format("explain-derogation", &arguments(given)), "  ");
            let rule = |rule: &Liftable| match rule.with.as_ref().and_then(|text| self.doctrine.texts.words(text)) {
                None => rule.id.clone(),
                Some(text) => {
                    let given = [("rule", rule.id.clone().into()), ("text", self.words(&text).to_owned().into())];
                    self.messages.format("explain-derogation-with", &arguments(given))
                }
            };
            let rules = basis.rules.iter().map(rule).collect::<Vec<_>>().join(", ");
            let lifts = self.messages.format("explain-derogation-rules", &arguments([("rules", rules.into())]));
            text += &paragraph(&lifts, "    ");
            text.extend(basis.notes().map(|note| paragraph(self.words(note), "    ")));
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
