//! `cocarde.toml`.
