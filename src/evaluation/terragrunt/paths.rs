//! Absolute paths, as Terragrunt's functions give them: the repository stands where it stands on no machine.

use crate::source::ReadError;

/// Where the repository is, for `get_repo_root()` and its like. No directory is called so: what is made of its name is
/// seen to be made up, and depends on no machine.
const ROOT: &str = "/<repository>";

/// The absolute path of `path`, relative to the repository.
pub(super) fn absolute(path: &str) -> String {
    if path.is_empty() { ROOT.to_owned() } else { format!("{ROOT}/{path}") }
}

/// What an absolute path is relative to the repository, if it is made of [`absolute`].
pub(in crate::evaluation) fn inside(path: &str) -> Option<&str> {
    let rest = path.strip_prefix(ROOT)?;
    if rest.is_empty() { Some("") } else { rest.strip_prefix('/') }
}

/// The path, relative to the repository, that `path` is from the directory `base`; each `.` and `..` resolved.
pub(super) fn resolve(base: &str, path: &str) -> Result<String, ReadError> {
    let (base, path) = match inside(path) {
        Some(inside) => ("", inside),
        None if path.starts_with(['/', '~', '\\']) => return Err(ReadError::Outside),
        None => (base, path),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in base.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or(ReadError::Outside)?;
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

/// The directory of `path`.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(directory, _)| directory)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_in_the_repository() {
        assert_eq!(resolve("live/prod", "../root.hcl").as_deref(), Ok("live/root.hcl"));
        assert_eq!(resolve("live/prod", &format!("{}/..//modules/x", absolute("live"))).as_deref(), Ok("modules/x"));
        assert_eq!(resolve("live", "../../x"), Err(ReadError::Outside));
        assert_eq!(resolve("live", &absolute("../x")), Err(ReadError::Outside));
        assert_eq!(resolve("live", "/etc/passwd"), Err(ReadError::Outside));
        assert_eq!(inside(&absolute("")), Some(""));
        assert_eq!(inside("/<repository>s"), None);
    }
}
