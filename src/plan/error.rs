//! Why a file is not read as a plan or a state.

/// Why a file is not read as a plan or a state. What it holds is never quoted: it may be secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// The plan that `-out` writes, which only Terraform reads.
    #[error("a plan in the binary form of Terraform")]
    Binary,
    /// Not UTF-8: PowerShell's `>` writes UTF-16.
    #[error("not UTF-8 text")]
    Encoding,
    /// The log that `plan -json` writes: a line for each event, and no values.
    #[error("the log of a plan, one event a line")]
    Log,
    /// A raw state, without marks of what is sensitive.
    #[error("a raw state, not shown by Terraform")]
    RawState,
    /// Not JSON, or cut short.
    #[error("not JSON at line {line}, column {column}")]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// JSON of another form.
    #[error("of another form than that of a plan at line {line}, column {column}")]
    Form {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// A version of the format that is not known.
    #[error("of an unknown version of the format")]
    Version,
    /// Neither planned values nor the values of a state.
    #[error("neither planned values nor a state")]
    Empty,
}
