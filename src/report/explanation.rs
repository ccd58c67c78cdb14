//! Why what is known of an asset is known, and what would settle the rest: the page of `cocarde explain ADDRESS`.

use std::io;

use super::cause::settlement;
use super::credentials::without_credentials;
use super::messages::arguments;
use super::register::Words;
use super::terminal::{Lines, Style, visible};
use crate::catalogue::Offer;
use crate::inventory::{Asset, AssetKind, Classification, Evidence, EvidenceKind, Fact, Placement, Run};
use crate::policy::Field;

/// The explanation of one asset.
#[derive(Debug, Clone, Copy)]
pub struct Explanation<'a> {
    /// The asset.
    pub asset: &'a Asset,
    /// Other instances of which the same is known for the same reasons.
    pub alike: usize,
    /// What it is told with.
    pub words: Words<'a>,
}

impl Explanation<'_> {
    /// Writes the page.
    pub fn write(self, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
        let (asset, words) = (self.asset, self.words);
        let (bold, off) = if style.color { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
        let address = visible(&without_credentials(&asset.address));
        let root = if asset.root.is_empty() { "." } else { &asset.root };
        writeln!(out, "{bold}{address}{off}  {} · {}", visible(root), visible(&words.place(asset.span)))?;
        let mut lines = Lines::default();
        if self.alike > 0 {
            let given = arguments([("count", self.alike.into())]);
            lines.add(words.text("explain-alike"), vec![words.messages.format("explain-alike-text", &given)]);
        }
        let runs: Vec<&str> = asset.runs.iter().filter_map(Run::file).map(|file| &**file).collect();
        if !runs.is_empty() {
            lines.add(words.text("explain-runs"), vec![visible(&runs.join(", "))]);
        }
        lines.add(words.text("explain-type"), vec![self.of_type()]);
        let facts = words.facts();
        self.fact(&mut lines, "fact-offer", Field::Offer, &asset.offer, |offer: &std::sync::Arc<Offer>| {
            facts.offer(offer)
        });
        self.fact(&mut lines, "fact-placement", Field::Placement, &asset.placement, |place: &Placement| {
            facts.placement(place)
        });
        self.fact(&mut lines, "fact-environment", Field::Environment, &asset.environment, |environment| {
            facts.environment(*environment)
        });
        let of_state = asset.kind == AssetKind::State;
        if asset.classification.known().is_some() || (!of_state && asset.holds_data != Some(false)) {
            self.fact(&mut lines, "fact-data", Field::Classification, &asset.classification, |own: &Classification| {
                facts.classification(own)
            });
        } else if of_state {
            lines.add(words.text("fact-data"), vec![words.text("explain-state-data")]);
        }
        for flow in &asset.flows {
            let mut text = vec![visible(&words.facts().flow(flow))];
            text.push(self.evidence(&flow.evidence));
            text.extend(flow.causes().map(|cause| format!("? {}", visible(&words.cause(&cause.kind)))));
            let id = if flow.kind.is_read() { "explain-flow-read" } else { "explain-flow" };
            lines.add(words.text(id), text);
        }
        lines.write(style.width, style.color, out)
    }

    fn of_type(self) -> String {
        let (asset, words) = (self.asset, self.words);
        let given = arguments([
            ("type", visible(&asset.of_type).into()),
            ("category", words.category(asset).into()),
            ("provider", visible(&asset.provider_source).into()),
        ]);
        let id = match (asset.holds_data, asset.judged) {
            (None, _) => "explain-type-unknown",
            (Some(true), true) => "explain-type-data",
            (Some(true), false) => "explain-type-data-guessed",
            (Some(false), true) => "explain-type-no-data",
            (Some(false), false) => "explain-type-no-data-guessed",
        };
        words.messages.format(id, &given)
    }

    fn fact<T>(self, lines: &mut Lines, label: &str, field: Field, fact: &Fact<T>, shown: impl Fn(&T) -> String) {
        let words = self.words;
        let mut text = Vec::new();
        match fact {
            Fact::Known { value, .. } => text.push(visible(&shown(value))),
            Fact::Unknown { causes, candidates, .. } => {
                text.extend(causes.iter().map(|cause| {
                    let place = cause.span.map(|span| format!(" ← {}", words.place(span))).unwrap_or_default();
                    visible(&format!("? {}{place}", words.cause(&cause.kind)))
                }));
                if !candidates.is_empty() {
                    let all = candidates.iter().map(shown).collect::<Vec<_>>().join(" | ");
                    let given = arguments([("values", visible(&all).into())]);
                    text.push(words.messages.format("explain-candidates", &given));
                }
            }
        }
        text.extend(fact.evidence().iter().map(|evidence| self.evidence(evidence)));
        lines.add(words.text(label), text);
        if let Fact::Unknown { causes, .. } = fact {
            let cause = causes.first().map(|cause| &cause.kind);
            let settle = settlement(field, cause, &[self.asset], words.messages);
            if !settle.is_empty() {
                lines.add(words.text("settle"), settle.iter().map(|line| visible(line)).collect());
            }
        }
    }

    /// What says it, where, and how the value came there.
    fn evidence(self, evidence: &Evidence) -> String {
        let words = self.words;
        let kind = words.text(&format!("evidence-{}", evidence.kind.name()));
        let mut text = format!("← {kind}");
        if let Some(value) = &evidence.value {
            let value = without_credentials(value);
            text.push_str(&match evidence.kind {
                EvidenceKind::Reference => format!(" {value}"),
                _ => format!(" {value:?}"),
            });
        }
        if let Some(span) = evidence.span {
            text.push_str(&format!(" ({})", words.place(span)));
        }
        for step in &evidence.trace {
            text.push_str(&format!(" ← {}", without_credentials(&step.text)));
            if let Some(span) = step.span {
                text.push_str(&format!(" ({})", words.place(span)));
            }
        }
        visible(&text)
    }
}
