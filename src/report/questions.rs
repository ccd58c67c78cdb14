//! The questions that the code of a repository leaves open, as a `cocarde.toml` to fill in: `cocarde init`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::credentials::without_credentials;
use super::messages::arguments;
use super::register::{Words, without_keys};
use super::terminal::{visible, wrap};
use crate::catalogue::{OfferMatch, OfferQuery};
use crate::evaluation::Cause;
use crate::inventory::{Asset, AssetKind, Environment, Fact, Inventory, Level};
use crate::policy::Entity;

/// The columns of the file.
const WIDTH: usize = 100;
/// The most addresses, regions or offers that one question names.
const MAX_NAMED: usize = 6;

/// What is asked of whoever knows, about one directory.
#[derive(Debug, Clone)]
pub struct Questions {
    /// The file.
    pub text: String,
    /// How many questions are in it.
    pub count: usize,
}

/// Writes the questions.
struct Writer<'a> {
    words: Words<'a>,
    /// The directory that paths are relative to, in the repository.
    directory: &'a str,
    text: String,
    count: usize,
}

impl Questions {
    /// What `inventory` leaves open, with paths relative to `directory` of the repository.
    pub fn new(inventory: &Inventory, directory: &str, words: Words<'_>) -> Self {
        let mut writer = Writer { words, directory, text: String::new(), count: 0 };
        writer.prose("init-header", []);
        writer.project();
        writer.bindings(&inventory.assets);
        writer.environments(&inventory.assets);
        writer.classifications(&inventory.assets);
        Self { text: writer.text, count: writer.count }
    }
}

impl Writer<'_> {
    /// Lines that explain: `# text`.
    fn prose<const N: usize>(&mut self, id: &str, given: [(&'static str, fluent_bundle::FluentValue<'static>); N]) {
        let text = self.words.messages.format(id, &arguments(given));
        self.comment(&text);
    }

    fn comment(&mut self, text: &str) {
        for line in text.lines() {
            let text = line.trim_start();
            let indent = format!("# {}", " ".repeat(line.len() - text.len()));
            for wrapped in wrap(&visible(&without_credentials(text)), WIDTH, &indent) {
                self.text.push_str(wrapped.trim_end());
                self.text.push('\n');
            }
        }
    }

    /// A line to uncomment: `#key = value`, followed by what may stand there.
    fn entry(&mut self, key: &str, value: &str, note: &str) {
        let note = if note.is_empty() { String::new() } else { format!("  # {note}") };
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "#{key} = {value}{note}");
    }

    fn title(&mut self, id: &str) {
        let title = self.words.text(id);
        let _ = writeln!(self.text, "\n# ── {title}");
    }

    fn table(&mut self, name: &str) {
        let _ = writeln!(self.text, "#{name}");
    }

    /// What no code tells: whose project it is, and since when.
    fn project(&mut self) {
        self.title("init-project");
        self.prose("init-project-why", []);
        self.text.push_str("[project]\n");
        let entities = Entity::ALL.iter().map(|entity| entity.name()).collect::<Vec<_>>().join(" | ");
        self.entry("entity", "\"…\"", &entities);
        self.entry("started", "2024-01-31", &self.words.text("init-started"));
        self.count += 1;
    }

    /// Which offer providers reach, and where their resources are.
    fn bindings(&mut self, assets: &[Asset]) {
        let resources = || assets.iter().filter(|asset| asset.kind == AssetKind::Resource);
        let mut open: BTreeMap<&str, Vec<&Asset>> = BTreeMap::new();
        for asset in resources().filter(|asset| asset.holds_data != Some(false) || !asset.flows.is_empty()) {
            if asset.offer.known().is_none() || asset.placement.known().is_none() {
                open.entry(&asset.provider_source).or_default().push(asset);
            }
        }
        if open.is_empty() {
            return;
        }
        self.title("init-bind");
        self.prose("init-bind-why", []);
        for (source, concerned) in open {
            let roots: BTreeSet<&str> = concerned.iter().map(|asset| &*asset.root).collect();
            let all: BTreeSet<&str> =
                resources().filter(|asset| *asset.provider_source == *source).map(|asset| &*asset.root).collect();
            let asks_offer = concerned.iter().any(|asset| asset.offer.known().is_none());
            let asks_region = concerned.iter().any(|asset| asset.placement.known().is_none());
            self.text.push('\n');
            self.prose("init-bind-about", [("provider", source.to_owned().into()), ("count", concerned.len().into())]);
            self.reasons(&concerned);
            self.table("[[bind]]");
            self.entry("provider", &text(source), "");
            if roots != all {
                self.paths(&roots);
            }
            let lead = concerned.first();
            if asks_offer {
                let known = lead.map(|asset| self.offers(asset)).unwrap_or_default();
                self.entry("offer", "\"…\"", &known);
            }
            if asks_region {
                self.entry("region", "\"…\"", &self.words.text("init-region"));
            }
            self.count += 1;
        }
    }

    /// Why it is not known, the first reasons.
    fn reasons(&mut self, assets: &[&Asset]) {
        fn of<T>(fact: &Fact<T>) -> &[Cause] {
            match fact {
                Fact::Known { .. } => &[],
                Fact::Unknown { causes, .. } => causes,
            }
        }
        let mut told: Vec<String> = Vec::new();
        for cause in assets.iter().flat_map(|asset| of(&asset.offer).iter().chain(of(&asset.placement))) {
            let place = cause.span.map(|span| format!(" ({})", self.words.place(span))).unwrap_or_default();
            let reason = format!("  {}{place}", self.words.cause(&cause.kind));
            if !told.contains(&reason) {
                told.push(reason);
            }
            if told.len() >= MAX_NAMED {
                break;
            }
        }
        for reason in told {
            self.comment(&reason);
        }
    }

    /// The ids of the offers that the provider of `asset` reaches.
    fn offers(&self, asset: &Asset) -> String {
        let candidates: Vec<String> = match &asset.offer {
            Fact::Unknown { candidates, .. } if !candidates.is_empty() => {
                candidates.iter().map(|offer| offer.id.clone()).collect()
            }
            _ => {
                let query = OfferQuery {
                    provider: Some(&asset.provider),
                    resource_type: Some(&asset.of_type),
                    ..OfferQuery::default()
                };
                match self.words.catalogue.resolve_offer(&query) {
                    OfferMatch::One(offer) => vec![offer.id.clone()],
                    OfferMatch::Ambiguous(offers) | OfferMatch::Declared(offers) => {
                        offers.iter().map(|offer| offer.id.clone()).collect()
                    }
                    OfferMatch::Unknown => Vec::new(),
                }
            }
        };
        if candidates.is_empty() { self.words.text("init-offer") } else { candidates.join(" | ") }
    }

    /// Which root modules are of production.
    fn environments(&mut self, assets: &[Asset]) {
        let concerned = assets.iter().filter(|asset| asset.holds_data == Some(true));
        let roots: BTreeSet<&str> =
            concerned.filter(|asset| asset.environment.known().is_none()).map(|asset| &*asset.root).collect();
        if roots.is_empty() {
            return;
        }
        self.title("init-environments");
        self.prose("init-environments-why", []);
        self.text.push_str("[environments]\n");
        // What a directory is called is a guess, which its reader confirms; what says nothing may be production.
        let guess = |root: &str| root.rsplit('/').find_map(Environment::from_word).unwrap_or(Environment::Production);
        for environment in Environment::ALL {
            let own = roots.iter().filter(|root| guess(root) == environment);
            let paths: Vec<String> = own.map(|root| text(&self.glob(root))).collect();
            self.list(environment.name(), &paths);
        }
        self.count += 1;
    }

    /// What data the root modules hold.
    fn classifications(&mut self, assets: &[Asset]) {
        let mut open: BTreeMap<&str, Vec<&Asset>> = BTreeMap::new();
        for asset in assets.iter().filter(|asset| asset.kind == AssetKind::Resource) {
            if asset.holds_data == Some(true) && asset.classification.known().is_none() {
                open.entry(&asset.root).or_default().push(asset);
            }
        }
        if open.is_empty() {
            return;
        }
        self.title("init-classify");
        let levels = Level::ALL.map(Level::name).join(", ");
        self.prose("init-classify-why", [("levels", levels.into())]);
        for (root, concerned) in open {
            self.text.push('\n');
            let mut addresses: Vec<String> = concerned.iter().map(|asset| without_keys(&asset.address)).collect();
            addresses.dedup();
            let left = addresses.len().saturating_sub(MAX_NAMED);
            let mut names = addresses.into_iter().take(MAX_NAMED).collect::<Vec<_>>().join(", ");
            if left > 0 {
                let _ = write!(names, " … (+ {left})");
            }
            self.prose(
                "init-classify-about",
                [
                    ("root", if root.is_empty() { ".".to_owned() } else { root.to_owned() }.into()),
                    ("count", concerned.len().into()),
                    ("names", names.into()),
                ],
            );
            self.table("[[classify]]");
            self.paths(&BTreeSet::from([root]));
            self.entry("level", "\"…\"", "");
            self.count += 1;
        }
    }

    fn paths(&mut self, roots: &BTreeSet<&str>) {
        let paths: Vec<String> = roots.iter().map(|root| text(&self.glob(root))).collect();
        self.list("paths", &paths);
    }

    /// A list, a line each when there are several.
    fn list(&mut self, key: &str, values: &[String]) {
        match values {
            [] | [_] => self.entry(key, &format!("[{}]", values.join(", ")), ""),
            _ => {
                let _ = writeln!(self.text, "#{key} = [");
                for value in values {
                    let _ = writeln!(self.text, "  #{value},");
                }
                self.text.push_str("#]\n");
            }
        }
    }

    /// The glob of all that is in `root`, from the directory of the file.
    fn glob(&self, root: &str) -> String {
        let inside = root.strip_prefix(self.directory).unwrap_or(root).trim_start_matches('/');
        if inside.is_empty() { "**".to_owned() } else { format!("{}/**", globset::escape(inside)) }
    }
}

/// A string of TOML.
fn text(value: &str) -> String {
    toml::Value::from(value).to_string()
}
