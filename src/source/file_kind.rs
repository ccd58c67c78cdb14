//! What a file is for, as its name tells.

/// What the name of a file says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// `.tf`
    Terraform,
    /// `.tf.json`
    TerraformJson,
    /// `.tofu`
    Tofu,
    /// `.tofu.json`
    TofuJson,
    /// `.tfvars`
    Variables,
    /// `.tfvars.json`
    VariablesJson,
    /// `terragrunt.hcl`
    Terragrunt,
    /// `terragrunt.hcl.json`
    TerragruntJson,
    /// `terragrunt.stack.hcl`
    TerragruntStack,
    /// `.tfbackend`, `.hcl`, `.conf`, `.config`: what completes a backend may be in it. It is read only where a backend
    /// is to be completed, and counts only if it does.
    Backend,
}

impl FileKind {
    /// The longest first: `.tf.json` also ends with `.json`.
    const ENDINGS: [(&str, FileKind); 10] = [
        (".tfvars.json", FileKind::VariablesJson),
        (".tofu.json", FileKind::TofuJson),
        (".tf.json", FileKind::TerraformJson),
        (".tfvars", FileKind::Variables),
        (".tofu", FileKind::Tofu),
        (".tf", FileKind::Terraform),
        (".tfbackend", FileKind::Backend),
        (".hcl", FileKind::Backend),
        (".conf", FileKind::Backend),
        (".config", FileKind::Backend),
    ];

    /// What the file name `name` says, if it may be a file that Terraform reads.
    ///
    /// Terraform passes over configuration files whose names begin with a dot, and not over such variable files. The
    /// copies that editors leave, `main.tf~` and `#main.tf#`, do not end as either.
    pub fn of(name: &str) -> Option<Self> {
        let name = name.rsplit('/').next().unwrap_or(name);
        match name {
            "terragrunt.hcl" => return Some(Self::Terragrunt),
            "terragrunt.hcl.json" => return Some(Self::TerragruntJson),
            "terragrunt.stack.hcl" => return Some(Self::TerragruntStack),
            _ => {}
        }
        let kind = Self::ENDINGS.iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, kind)| *kind);
        kind.filter(|kind| !(kind.is_configuration() && name.starts_with('.')))
    }

    /// Whether a module is made of such files.
    pub fn is_configuration(self) -> bool {
        matches!(self, Self::Terraform | Self::TerraformJson | Self::Tofu | Self::TofuJson)
    }

    /// Whether it gives values to variables.
    pub fn is_variables(self) -> bool {
        matches!(self, Self::Variables | Self::VariablesJson)
    }

    /// Whether the name says that the file is Terraform's: other tools have `.hcl` and `.conf` files too.
    pub(super) fn is_ours(self) -> bool {
        self != Self::Backend
    }

    /// Whether it is Terragrunt's, to be evaluated.
    pub fn is_terragrunt(self) -> bool {
        matches!(self, Self::Terragrunt | Self::TerragruntJson)
    }
}

/// Whether Terraform loads a variable file of this name without being told to.
pub fn is_automatic_variable_file(name: &str) -> bool {
    matches!(name, "terraform.tfvars" | "terraform.tfvars.json")
        || name.ends_with(".auto.tfvars")
        || name.ends_with(".auto.tfvars.json")
}
