//! The page of a rule, and the index of pages, as Markdown: `docs/rules/` is made of them.

use std::fmt::Write as _;

use super::messages::{Messages, arguments};
use crate::policy::{
    Article, BasisKey, Doctrine, EMBEDDED, EXAMPLES, Entity, Example, ExampleKind, Kinds, Pack, Policy, Selector,
    Severity, Text, Wording,
};

/// The examples of `policy`; none for a policy that does not come with the program.
pub fn examples(policy: &Policy) -> Vec<Example> {
    let name = format!("/{}.policy.hcl", policy.id.to_lowercase());
    let own = EMBEDDED.iter().zip(EXAMPLES).find(|(file, _)| file.path.ends_with(&name));
    own.and_then(|(_, text)| Example::parse(text)).unwrap_or_default()
}

/// What a rule says in words of its own, under the message that heads each part.
pub fn rule_sections(policy: &Policy) -> impl Iterator<Item = (&'static str, &Wording)> {
    let sections = [
        ("explain-reasons", &policy.rationale),
        ("explain-unknown", &policy.unknown),
        ("explain-remedy", &policy.remedy),
    ];
    sections.into_iter().filter_map(|(title, wording)| Some((title, wording.as_ref()?)))
}

/// What may set the findings of `policy` aside.
pub fn set_aside_by(policy: &Policy, doctrine: &Doctrine, messages: &Messages) -> String {
    let bases: Vec<&str> =
        doctrine.derogations.iter().filter(|basis| basis.can_lift(&policy.id)).map(|basis| &*basis.key).collect();
    let given = arguments([("bases", bases.join(", ").into())]);
    let means = [
        (!bases.is_empty()).then(|| messages.format("set-aside-by-derogation", &given)),
        policy.is_partly_ignorable().then(|| {
            messages.text(if policy.is_ignorable(&[]) {
                "set-aside-by-comment"
            } else {
                "set-aside-by-comment-in-part"
            })
        }),
        policy.baseline.then(|| messages.text("set-aside-by-baseline")),
    ];
    let means: Vec<String> = means.into_iter().flatten().collect();
    if means.is_empty() { messages.text("set-aside-by-nothing") } else { means.join(", ") }
}

/// The page of `policy`.
pub fn rule_page(policy: &Policy, doctrine: &Doctrine, messages: &Messages) -> String {
    Page { doctrine, messages, text: String::new() }.rule(policy)
}

/// All rules, by pack.
pub fn rule_index(doctrine: &Doctrine, messages: &Messages) -> String {
    Page { doctrine, messages, text: String::new() }.index()
}

struct Page<'a> {
    doctrine: &'a Doctrine,
    messages: &'a Messages,
    text: String,
}

impl Page<'_> {
    fn words<'w>(&self, wording: &'w Wording) -> &'w str {
        wording.in_language(self.messages.language())
    }

    fn say(&self, id: &str) -> String {
        self.messages.text(id)
    }

    /// A paragraph; what is special in Markdown is escaped.
    fn paragraph(&mut self, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{}\n", escaped(text));
    }

    fn heading(&mut self, id: &str) {
        let _ = writeln!(self.text, "## {}\n", self.say(id));
    }

    fn generated(&mut self) {
        let _ = writeln!(self.text, "<!-- {} -->\n", self.say("page-generated"));
    }

    fn index(mut self) -> String {
        let _ = writeln!(self.text, "# {}\n", self.say("page-rules"));
        self.generated();
        self.paragraph(&self.say("page-rules-intro"));
        let doctrine = self.doctrine;
        for pack in &doctrine.packs {
            let _ = writeln!(self.text, "## {} (`{}`)\n", self.words(&pack.title), pack.key);
            self.paragraph(self.words(&pack.description));
            if !pack.on {
                let switch = arguments([("pack", pack.key.clone().into())]);
                let _ = writeln!(self.text, "{}\n", self.messages.format("page-pack-off", &switch));
            }
            let _ = writeln!(
                self.text,
                "| {} | {} | {} |",
                self.say("page-rule"),
                self.say("page-severity"),
                self.say("page-finds")
            );
            self.text.push_str("|---|---|---|\n");
            for policy in doctrine.policies.iter().filter(|policy| policy.is_in(&pack.key)) {
                let (id, title) = (&policy.id, escaped(self.words(&policy.title)));
                let severity = self.say(severity(policy.severity()));
                let _ = writeln!(self.text, "| [{id}]({id}.md) | {severity} | {title} |");
            }
            self.text.push('\n');
        }
        self.finished()
    }

    fn rule(mut self, policy: &Policy) -> String {
        let _ = writeln!(self.text, "# {}\n", policy.id);
        self.generated();
        let _ = writeln!(self.text, "**{}**\n", escaped(&capitalised(self.words(&policy.title))));
        self.card(policy);
        for (title, wording) in rule_sections(policy) {
            self.heading(title);
            self.paragraph(&sentence(self.words(wording)));
        }
        self.examples(policy);
        self.heading("explain-texts");
        if policy.basis.is_empty() {
            self.paragraph(&self.say("page-no-text"));
        }
        for key in &policy.basis {
            self.law(key);
        }
        if !policy.see_also.is_empty() {
            self.heading("explain-related");
            for key in &policy.see_also {
                self.law(key);
            }
        }
        self.neighbours(policy);
        self.finished()
    }

    /// What there is to know at a glance.
    fn card(&mut self, policy: &Policy) {
        let severities: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
            .into_iter()
            .filter(|own| {
                // What demands nothing of an asset has one severity.
                let demands = &policy.enforcements;
                demands.iter().any(|demand| demand.severity == *own)
                    || (demands.is_empty() && policy.severity() == *own)
            })
            .map(|own| self.say(severity(own)))
            .collect();
        let packs: Vec<&Pack> = self.doctrine.packs.iter().filter(|pack| policy.is_in(&pack.key)).collect();
        let keys: Vec<String> = packs.iter().map(|pack| format!("`{}`", pack.key)).collect();
        let on = if packs.iter().any(|pack| pack.on) { "page-on" } else { "page-off" };
        let looks_at = match policy.selector {
            Selector::Assets(Kinds::RESOURCE) => "page-resources",
            Selector::Assets(Kinds::STATE) => "page-states",
            Selector::Assets(_) => "page-resources-and-states",
            Selector::Code(..) => "page-code",
            Selector::Register => "page-register",
        };
        for (name, value) in [
            ("page-severity", severities.join(", ")),
            ("page-undetermined", self.say(severity(policy.on_unknown))),
            ("page-packs", keys.join(", ")),
            ("page-default", self.say(on)),
            ("page-looks-at", self.say(looks_at)),
            ("set-aside-by", set_aside_by(policy, self.doctrine, self.messages)),
        ] {
            let _ = writeln!(self.text, "- {}{}{value}", self.say(name), self.say("page-colon"));
        }
        self.text.push('\n');
    }

    fn examples(&mut self, policy: &Policy) {
        for (kind, title) in [(ExampleKind::Bad, "page-bad"), (ExampleKind::Good, "page-good")] {
            let all = examples(policy);
            let examples: Vec<&Example> = all.iter().filter(|example| example.kind == kind).collect();
            if examples.is_empty() {
                continue;
            }
            self.heading(title);
            for example in examples {
                let title = sentence(self.words(&example.title));
                self.paragraph(&title);
                let _ = write!(self.text, "```hcl\n{}```\n\n", example.code);
                if !example.settings.is_empty() {
                    let _ = write!(
                        self.text,
                        "`cocarde.toml`{}\n\n```toml\n{}```\n\n",
                        self.say("page-colon").trim_end(),
                        example.settings
                    );
                }
            }
        }
    }

    /// A text of law: how it is cited, what it says, when and for whom, and whether it was read.
    fn law(&mut self, key: &BasisKey) {
        let Some((text, article)) = self.doctrine.texts.get(key) else { return };
        let cited = self.doctrine.texts.words(key).map(|words| self.words(&words).to_owned()).unwrap_or_default();
        let cited = escaped(&capitalised(&cited));
        let _ = match &text.url {
            Some(url) => writeln!(self.text, "- [{cited}]({url})"),
            None => writeln!(self.text, "- {cited}"),
        };
        let mut lines = Vec::new();
        lines.extend(article.map(|article| self.words(&article.wording).to_owned()));
        lines.extend(self.in_force(text, article));
        lines.extend(self.bound(text));
        if !article.and_then(|article| article.verified).unwrap_or(text.verified) {
            lines.push(self.say("explain-unverified"));
        }
        let notes = [article.and_then(|article| article.note.as_ref()), text.note.as_ref()];
        lines.extend(notes.into_iter().flatten().map(|note| self.words(note).to_owned()));
        for line in lines {
            let _ = writeln!(self.text, "  - {}", escaped(&line));
        }
        self.text.push('\n');
    }

    /// From when until when it is cited.
    fn in_force(&self, text: &Text, article: Option<&Article>) -> Option<String> {
        let of = |article: Option<&Article>| article.map(|own| (own.in_force_from, own.in_force_until));
        let (own_from, own_until) = of(article).unwrap_or_default();
        let from = [text.in_force_from, own_from].into_iter().flatten().max();
        let until = [text.in_force_until, own_until].into_iter().flatten().min();
        let date = |date| self.messages.date(date);
        match (from, until) {
            (None, None) => None,
            (Some(from), None) => Some(self.messages.format("page-from", &arguments([("from", date(from).into())]))),
            (None, Some(until)) => {
                Some(self.messages.format("page-until", &arguments([("until", date(until).into())])))
            }
            (Some(from), Some(until)) => {
                let dates = arguments([("from", date(from).into()), ("until", date(until).into())]);
                Some(self.messages.format("page-between", &dates))
            }
        }
    }

    /// Whom it binds and whom it invites, and from which projects on.
    fn bound(&self, text: &Text) -> Vec<String> {
        let names = |entities: &[Entity]| entities.iter().map(|entity| entity.name()).collect::<Vec<_>>().join(", ");
        let mut lines = Vec::new();
        match text.binds.as_deref() {
            None => lines.push(self.say("page-binds-all")),
            Some([]) => {}
            Some(some) => {
                lines.push(self.messages.format("page-binds", &arguments([("entities", names(some).into())])));
            }
        }
        if !text.invites.is_empty() {
            let entities = arguments([("entities", names(&text.invites).into())]);
            lines.push(self.messages.format("page-invites", &entities));
        }
        if let Some(from) = text.projects_from {
            let from = arguments([("from", self.messages.date(from).into())]);
            lines.push(self.messages.format("page-projects", &from));
        }
        lines
    }

    /// The rules beside it.
    fn neighbours(&mut self, policy: &Policy) {
        let overlaps = policy.overlaps();
        if overlaps.is_empty() && policy.related.is_empty() {
            return;
        }
        self.heading("page-neighbours");
        for id in &overlaps {
            let _ = writeln!(self.text, "- [{id}]({id}.md) : {}", self.say("page-overlaps"));
        }
        for id in policy.related.iter().filter(|id| !overlaps.contains(id)) {
            let title = self.doctrine.policies.iter().find(|other| other.id == *id);
            let title = title.map(|other| escaped(self.words(&other.title))).unwrap_or_default();
            let _ = writeln!(self.text, "- [{id}]({id}.md){}{title}", self.say("page-colon"));
        }
        self.text.push('\n');
    }

    fn finished(mut self) -> String {
        self.text.truncate(self.text.trim_end().len());
        self.text.push('\n');
        self.text
    }
}

/// The message that names a severity.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "explain-error",
        Severity::Warning => "explain-warning",
        Severity::Note => "explain-note",
    }
}

/// A text as a sentence, with a capital and a full stop.
fn sentence(text: &str) -> String {
    let text = capitalised(text);
    if text.ends_with(['.', '!', '?', '…']) { text } else { format!("{text}.") }
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

/// What Markdown would read in it is escaped; code between backticks is left as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut code = false;
    for character in text.chars() {
        code ^= character == '`';
        if !code && ['*', '_', '[', ']', '<', '>', '|', '#'].contains(&character) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}
