//! Addresses written in configurations: where a module comes from, which provider a name stands for.

/// Where a module call says its module is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModuleSource<'s> {
    /// A directory relative to the calling module: `./…` or `../…`.
    Local(&'s str),
    /// A registry, a repository, an archive: found only once installed.
    Remote(&'s str),
}

impl<'s> ModuleSource<'s> {
    /// Reads `source` as Terraform does: only `./` and `../` start a local path.
    pub fn of(source: &'s str) -> Self {
        if source == "." || source == ".." || source.starts_with("./") || source.starts_with("../") {
            Self::Local(source)
        } else {
            Self::Remote(source)
        }
    }
}

/// The directory that `relative` names from `base`, both with `/` between their parts; `None` when it leaves the tree.
pub(super) fn join(base: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The directory of a file's path; empty at the top.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(directory, _)| directory)
}

/// A provider source address in its short form: `hashicorp/aws`, `example.com/corp/thing` for another registry.
///
/// Without a namespace the provider is HashiCorp's. Addresses are compared without regard to case.
pub fn provider_source(written: &str) -> String {
    let lower = written.to_lowercase();
    let short = ["registry.terraform.io/", "registry.opentofu.org/"]
        .iter()
        .find_map(|host| lower.strip_prefix(host))
        .unwrap_or(&lower);
    if short.contains('/') { short.to_owned() } else { format!("hashicorp/{short}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_sources_start_with_a_dot() {
        assert_eq!(ModuleSource::of("../x"), ModuleSource::Local("../x"));
        assert_eq!(ModuleSource::of("hashicorp/consul/aws"), ModuleSource::Remote("hashicorp/consul/aws"));
        assert_eq!(ModuleSource::of(".hidden/x"), ModuleSource::Remote(".hidden/x"));
    }

    #[test]
    fn joining_stays_in_the_tree() {
        assert_eq!(join("a/b", "../c/./d").as_deref(), Some("a/c/d"));
        assert_eq!(join("a", "..").as_deref(), Some(""));
        assert_eq!(join("a", "../.."), None);
    }

    #[test]
    fn provider_sources_have_one_spelling() {
        assert_eq!(provider_source("aws"), "hashicorp/aws");
        assert_eq!(provider_source("registry.terraform.io/Scaleway/scaleway"), "scaleway/scaleway");
        assert_eq!(provider_source("example.com/corp/thing"), "example.com/corp/thing");
    }
}
