//! Versions and their constraints, as Terraform reads them: `1.2` is `1.2.0`, and `~> 1.2` leaves the last number free.

use std::cmp::Ordering;

use semver::Prerelease;

/// A version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Version {
    /// At least three numbers.
    numbers: Vec<u64>,
    /// How many of them are written.
    written: usize,
    prerelease: Prerelease,
}

impl Version {
    /// Reads `1.2.3`, `v1.2`, `1.2.3-beta.1+build`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim().strip_prefix('v').unwrap_or(text.trim());
        let text = text.split_once('+').map_or(text, |(version, _)| version);
        let (numbers, prerelease) = text.split_once('-').map_or((text, ""), |(numbers, after)| (numbers, after));
        let mut numbers = numbers.split('.').map(number).collect::<Option<Vec<u64>>>()?;
        let written = numbers.len();
        numbers.resize(written.max(3), 0);
        Some(Self { numbers, written, prerelease: Prerelease::new(prerelease).ok()? })
    }

    fn is_prerelease(&self) -> bool {
        !self.prerelease.is_empty()
    }
}

fn number(text: &str) -> Option<u64> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        let length = self.numbers.len().max(other.numbers.len());
        let numbers = |version: &Self| {
            let mut numbers = version.numbers.clone();
            numbers.resize(length, 0);
            numbers
        };
        numbers(self).cmp(&numbers(other)).then_with(|| self.prerelease.cmp(&other.prerelease))
    }
}

/// Whether `version` meets all of `constraints`, as `>= 1.2, < 2.0`; nothing when these are no constraints.
pub(super) fn meets(version: &Version, constraints: &str) -> Option<bool> {
    let mut all = true;
    for constraint in constraints.split(',') {
        all &= meets_one(version, constraint.trim())?;
    }
    Some(all)
}

fn meets_one(version: &Version, constraint: &str) -> Option<bool> {
    const OPERATORS: [&str; 7] = ["~>", ">=", "<=", "!=", ">", "<", "="];
    let operator = OPERATORS.into_iter().find(|operator| constraint.starts_with(operator)).unwrap_or("=");
    let wanted = Version::parse(constraint.strip_prefix(operator).unwrap_or(constraint))?;
    // A release candidate is of its own release only, and meets no range that does not name one.
    let comparable = match (version.is_prerelease(), wanted.is_prerelease()) {
        (true, true) => version.numbers == wanted.numbers,
        (true, false) => false,
        (false, _) => true,
    };
    Some(match operator {
        "=" => *version == wanted || version.cmp(&wanted).is_eq(),
        "!=" => version.cmp(&wanted).is_ne(),
        ">" => comparable && *version > wanted,
        ">=" => comparable && *version >= wanted,
        "<" => comparable && *version < wanted,
        "<=" => comparable && *version <= wanted,
        _ => {
            let fixed = wanted.written.saturating_sub(1);
            comparable && *version >= wanted && version.numbers.get(..fixed) == wanted.numbers.get(..fixed)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(version: &str, constraints: &str) -> Option<bool> {
        meets(&Version::parse(version).unwrap(), constraints)
    }

    #[test]
    fn constraints_are_those_of_terraform() {
        for (version, constraints, expected) in [
            ("5.1.0", "5.1.0", true),
            ("5.1", "= 5.1.0", true),
            ("v5.1.0", ">= 5", true),
            ("5.1.0", ">= 5.0.0, < 6.0.0", true),
            ("6.0.0", ">= 5.0.0, < 6.0.0", false),
            ("5.1.0", "!= 5.1.0", false),
            ("5.1.0", "!= 5.1.1", true),
            ("4.67.9", "~> 4.67.0", true),
            ("4.68.0", "~> 4.67.0", false),
            ("4.66.9", "~> 4.67.0", false),
            ("4.99.0", "~> 4.0", true),
            ("5.0.0", "~> 4.0", false),
            ("9.0.0", "~> 4", true),
            ("1.10.0", "> 1.9.0", true),
            ("1.2.3+build", "= 1.2.3", true),
            ("2.0.0-beta", ">= 1.0.0", false),
            ("2.0.0-beta", ">= 2.0.0-alpha", true),
            ("2.0.0-beta", "< 2.0.0", false),
            ("2.0.0-beta", "= 2.0.0-beta", true),
            ("2.0.0", ">= 2.0.0-beta", true),
            ("1.2.3.4", "> 1.2.3", true),
        ] {
            assert_eq!(holds(version, constraints), Some(expected), "{version} {constraints}");
        }
    }

    #[test]
    fn what_is_no_version_is_none() {
        for text in ["", "x.y", "1.x", "1..2", "-1", "1.2.3-é", "99999999999999999999999"] {
            assert!(Version::parse(text).is_none(), "{text}");
        }
        assert_eq!(holds("1.0.0", ">= x"), None);
        assert_eq!(holds("1.0.0", ""), None);
        assert_eq!(holds("1.0.0", ">= 1.0.0,"), None);
    }
}
