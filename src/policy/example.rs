//! Examples of what a rule finds and of what it accepts: `policies/<pack>/<id>.examples.md`.

use super::wording::Wording;

/// What an example shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExampleKind {
    /// The rule finds fault.
    Bad,
    /// It does not.
    Good,
}

/// An example of a rule: small, whole, and judged by the tests as it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// What it shows.
    pub kind: ExampleKind,
    /// What it is, in a few words.
    pub title: Wording,
    /// `main.tf`.
    pub code: String,
    /// `cocarde.toml`.
    pub settings: String,
}

impl Example {
    /// The examples of a file: under `# bad` or `# good`, lines `fr:` and `en:`, then a block of `hcl` and one of `toml`.
    /// `None` when it is not so written.
    pub fn parse(text: &str) -> Option<Vec<Self>> {
        let mut examples: Vec<Self> = Vec::new();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let kind = match line {
                "# bad" => Some(ExampleKind::Bad),
                "# good" => Some(ExampleKind::Good),
                _ => None,
            };
            if let Some(kind) = kind {
                let title = Wording { fr: String::new(), en: String::new() };
                examples.push(Self { kind, title, code: String::new(), settings: String::new() });
            } else if let Some(text) = line.strip_prefix("fr: ") {
                text.clone_into(&mut examples.last_mut()?.title.fr);
            } else if let Some(text) = line.strip_prefix("en: ") {
                text.clone_into(&mut examples.last_mut()?.title.en);
            } else if let Some(language) = line.strip_prefix("```") {
                let own = examples.last_mut()?;
                let block = match language {
                    "hcl" => &mut own.code,
                    "toml" => &mut own.settings,
                    _ => return None,
                };
                block.extend(lines.by_ref().take_while(|line| *line != "```").flat_map(|line| [line, "\n"]));
            } else if !line.is_empty() {
                return None;
            }
        }
        let whole =
            |example: &Self| !(example.title.fr.is_empty() || example.title.en.is_empty() || example.code.is_empty());
        examples.iter().all(whole).then_some(examples)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_is_read_whole_or_not_at_all() {
        let text = "# bad\nfr: un\nen: one\n\n```hcl\na\n\nb\n```\n```toml\nc\n```\n\n# good\nfr: deux\nen: two\n```hcl\nd\n```\n";
        let examples = Example::parse(text).unwrap();
        assert_eq!(examples.len(), 2);
        assert_eq!((&*examples[0].code, &*examples[0].settings), ("a\n\nb\n", "c\n"));
        assert_eq!((examples[1].kind, &*examples[1].title.fr), (ExampleKind::Good, "deux"));
        assert_eq!(Example::parse(&text.replace("fr: deux\n", "")), None);
        assert_eq!(Example::parse("stray"), None);
        assert_eq!(Example::parse("```hcl\n```"), None);
    }
}
