//! Which files of a directory count, and in which order.

use std::sync::Arc;

/// A configuration file of a module's directory.
#[derive(Clone, Debug)]
pub(super) struct ConfigurationFile<T> {
    /// File name.
    pub(super) name: Arc<str>,
    /// Where its contents are.
    pub(super) file: T,
}

/// Sorts the configuration files of one directory into those to read first and those that override them.
///
/// OpenTofu reads `x.tofu` instead of `x.tf`, and `x.tofu.json` instead of `x.tf.json`. Both kinds are read by name.
pub(super) fn order<T: Clone>(mut files: Vec<ConfigurationFile<T>>) -> (Vec<T>, Vec<T>) {
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let shadowed = |name: &str| {
        let tofu = match name.strip_suffix(".tf.json") {
            Some(stem) => format!("{stem}.tofu.json"),
            None => match name.strip_suffix(".tf") {
                Some(stem) => format!("{stem}.tofu"),
                None => return false,
            },
        };
        files.binary_search_by(|file| (*file.name).cmp(tofu.as_str())).is_ok()
    };
    let (overrides, primary): (Vec<_>, Vec<_>) =
        files.iter().filter(|file| !shadowed(&file.name)).partition(|file| is_override(&file.name));
    let files_of = |list: Vec<&ConfigurationFile<T>>| list.into_iter().map(|file| file.file.clone()).collect();
    (files_of(primary), files_of(overrides))
}

fn is_override(name: &str) -> bool {
    let stem = [".tf.json", ".tofu.json", ".tf", ".tofu"].iter().find_map(|ending| name.strip_suffix(ending));
    stem.is_some_and(|stem| stem == "override" || stem.ends_with("_override"))
}

/// The order in which Terraform reads variable files: the later ones win.
pub(super) fn variable_file_rank(name: &str) -> (u8, &str) {
    match name {
        "terraform.tfvars" => (0, name),
        "terraform.tfvars.json" => (1, name),
        name => (2, name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ordered(names: &[&'static str]) -> (Vec<&'static str>, Vec<&'static str>) {
        order(names.iter().map(|name| ConfigurationFile { name: (*name).into(), file: *name }).collect())
    }

    #[test]
    fn overrides_come_after_the_rest() {
        let (primary, overrides) = ordered(&["main.tf", "b_override.tf", "override.tf.json", "a.tf", "nooverride.tf"]);
        assert_eq!(primary, ["a.tf", "main.tf", "nooverride.tf"]);
        assert_eq!(overrides, ["b_override.tf", "override.tf.json"]);
    }

    #[test]
    fn opentofu_files_shadow_their_twins() {
        let (primary, _) = ordered(&["main.tf", "main.tofu", "x.tf.json", "x.tofu", "y.tf.json", "y.tofu.json"]);
        assert_eq!(primary, ["main.tofu", "x.tf.json", "x.tofu", "y.tofu.json"]);
    }
}
