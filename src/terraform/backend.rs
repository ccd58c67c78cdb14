//! Backends that are completed elsewhere: which arguments each type takes, and which files give them.
//!
//! `backend "s3" {}` says nothing of where the state is. The rest is in a file that is named when Terraform initialises
//! (`-backend-config=prod.tfbackend`): nothing in the configuration tells which one, and its name may be anything. It is
//! known by what it holds: arguments of that backend, and nothing else.

use rustc_hash::FxHashMap;

use super::address::parent;
use super::files::is_automatic_variable_file;
use super::load::Loaded;
use crate::source::{FileId, FileKind};
use crate::syntax::{Body, Tree};

/// What a type of backend takes.
struct Type {
    name: &'static str,
    /// What it cannot do without.
    required: &'static [&'static str],
    /// What says where the state is: one of them is enough.
    places: &'static [&'static str],
    /// What it may be given as well, by spaces.
    others: &'static str,
}

const TYPES: [Type; 10] = [
    Type {
        name: "s3",
        required: &["bucket", "key"],
        places: &["region", "endpoint", "endpoints"],
        others: "access_key acl allowed_account_ids assume_role assume_role_duration_seconds assume_role_policy \
                 assume_role_policy_arns assume_role_tags assume_role_transitive_tag_keys \
                 assume_role_with_web_identity custom_ca_bundle dynamodb_endpoint dynamodb_table \
                 ec2_metadata_service_endpoint ec2_metadata_service_endpoint_mode encrypt external_id \
                 forbidden_account_ids force_path_style http_proxy https_proxy iam_endpoint insecure kms_key_id \
                 max_retries no_proxy profile retry_mode role_arn secret_key session_name shared_config_files \
                 shared_credentials_file shared_credentials_files skip_credentials_validation skip_metadata_api_check \
                 skip_region_validation skip_requesting_account_id skip_s3_checksum sse_customer_key sts_endpoint \
                 sts_region token use_dualstack_endpoint use_fips_endpoint use_legacy_workflow use_lockfile \
                 use_path_style workspace_key_prefix",
    },
    Type {
        name: "azurerm",
        required: &["storage_account_name", "container_name"],
        places: &[],
        others: "access_key ado_pipeline_service_connection_id client_certificate client_certificate_password \
                 client_certificate_path client_id client_id_file_path client_secret client_secret_file_path endpoint \
                 environment key lookup_blob_endpoint metadata_host msi_endpoint oidc_request_token oidc_request_url \
                 oidc_token oidc_token_file_path resource_group_name sas_token snapshot subscription_id tenant_id \
                 timeout_seconds use_aks_workload_identity use_azuread_auth use_cli use_msi use_oidc",
    },
    Type {
        name: "gcs",
        required: &["bucket"],
        places: &[],
        others: "access_token credentials encryption_key impersonate_service_account \
                 impersonate_service_account_delegates kms_encryption_key prefix storage_custom_endpoint \
                 universe_domain",
    },
    Type {
        name: "http",
        required: &["address"],
        places: &[],
        others: "client_ca_certificate_pem client_certificate_pem client_private_key_pem headers lock_address \
                 lock_method password retry_max retry_wait_max retry_wait_min skip_cert_verification unlock_address \
                 unlock_method update_method username",
    },
    Type {
        name: "pg",
        required: &["conn_str"],
        places: &[],
        others: "schema_name skip_index_creation skip_schema_creation skip_table_creation table_name",
    },
    Type {
        name: "swift",
        required: &["container"],
        places: &["auth_url", "region_name"],
        others: "allow_reauth application_credential_id application_credential_name application_credential_secret \
                 archive_container archive_path cacert_file cert cloud default_domain domain_id domain_name \
                 expire_after insecure key lock max_retries password path project_domain_id project_domain_name \
                 state_name swauth tenant_id tenant_name token user_domain_id user_domain_name user_id user_name",
    },
    Type { name: "remote", required: &["organization"], places: &[], others: "hostname token workspaces" },
    Type {
        name: "oss",
        required: &["bucket"],
        places: &["endpoint", "region"],
        others: "access_key acl assume_role ecs_role_name encrypt key prefix profile secret_key security_token \
                 shared_credentials_file sts_endpoint tablestore_endpoint tablestore_table",
    },
    Type {
        name: "cos",
        required: &["bucket"],
        places: &["domain", "region"],
        others: "accelerate acl assume_role encrypt key prefix secret_id secret_key security_token",
    },
    Type {
        name: "oci",
        required: &["bucket"],
        places: &["region"],
        others: "auth config_file_profile fingerprint key kms_key_id namespace private_key private_key_password \
                 private_key_path sse_customer_algorithm sse_customer_key sse_customer_key_sha256 tenancy_ocid \
                 user_ocid workspace_key_prefix",
    },
];

fn type_of(name: &str) -> Option<&'static Type> {
    TYPES.iter().find(|known| known.name == name)
}

/// The arguments that a backend of type `name` cannot do without: where one is missing, the rest comes from
/// `-backend-config` or from the environment.
pub fn required_backend_arguments(name: &str) -> &'static [&'static str] {
    type_of(name).map_or(&[], |known| known.required)
}

impl Type {
    /// What the block `body` lacks of what tells where the state is.
    fn lacks(&self, body: Body<'_>) -> Vec<&'static str> {
        let written = |name: &&&str| body.attribute(name).is_some() || !body.blocks_of(name, 0).is_empty();
        let mut lacking: Vec<&str> = self.required.iter().filter(|name| !written(name)).copied().collect();
        if !self.places.iter().any(|name| written(&name)) {
            lacking.extend(self.places);
        }
        lacking
    }

    fn takes(&self, name: &str) -> bool {
        [self.required, self.places].iter().any(|names| names.contains(&name))
            || self.others.split_ascii_whitespace().any(|other| other == name)
    }

    /// Whether `body` holds arguments of this backend and nothing else, one of those that the block lacks among them.
    fn is_completed_by(&self, lacking: &[&str], body: Body<'_>) -> bool {
        body.native_blocks().next().is_none()
            && body.attributes().all(|attribute| self.takes(attribute.name))
            && body.attributes().any(|attribute| lacking.contains(&attribute.name))
    }
}

/// The backends that a run found, by directory; `None` where nothing is left to be given.
#[derive(Debug, Default)]
pub(super) struct Partial<'s> {
    backends: FxHashMap<&'s str, Option<Lacking>>,
}

#[derive(Debug)]
struct Lacking {
    of_type: usize,
    arguments: Vec<&'static str>,
}

impl<'s> Partial<'s> {
    /// The backends that `loaded` declares.
    pub(super) fn of(loaded: &'s Loaded) -> Self {
        let mut backends: FxHashMap<&'s str, Option<Lacking>> = FxHashMap::default();
        for tree in &loaded.trees {
            let directory = parent(loaded.sources.file(tree.file()).path());
            for block in tree.body().blocks_of("terraform", 0) {
                if !block.body.blocks_of("cloud", 0).is_empty() {
                    backends.entry(directory).or_default();
                }
                for backend in block.body.blocks_of("backend", 1) {
                    let name = backend.labels.first().map_or("", |label| label.text);
                    let lacking = TYPES.iter().position(|known| known.name == name).and_then(|of_type| {
                        let arguments = TYPES.get(of_type)?.lacks(backend.body);
                        (!arguments.is_empty()).then_some(Lacking { of_type, arguments })
                    });
                    backends.insert(directory, lacking);
                }
            }
        }
        Self { backends }
    }

    /// The directory whose backend a file at `path` may complete: the nearest above it that has one, which must lack
    /// something.
    fn lacking(&self, path: &str) -> Option<(&'s str, &Lacking)> {
        let mut directory = parent(path);
        loop {
            if let Some((known, lacking)) = self.backends.get_key_value(directory) {
                return Some((known, lacking.as_ref()?));
            }
            if directory.is_empty() {
                return None;
            }
            directory = parent(directory);
        }
    }

    /// Whether a file at `path` may complete a backend, to judge by its place alone.
    pub(super) fn may_need(&self, path: &str) -> bool {
        self.lacking(path).is_some()
    }

    /// The directory whose backend `tree`, the file at `path`, completes.
    pub(super) fn completed_by(&self, path: &str, tree: &Tree) -> Option<&'s str> {
        if !tree.errors().is_empty() || tree.is_json() {
            return None;
        }
        let (directory, lacking) = self.lacking(path)?;
        TYPES.get(lacking.of_type)?.is_completed_by(&lacking.arguments, tree.body()).then_some(directory)
    }

    /// The files of `loaded` that complete the backend of each directory, in the order of their paths.
    pub(super) fn completions(&self, loaded: &Loaded) -> FxHashMap<&'s str, Vec<FileId>> {
        let mut found: FxHashMap<&'s str, Vec<FileId>> = FxHashMap::default();
        let mut completing = Vec::new();
        for (tree, kind) in loaded.trees.iter().zip(&loaded.kinds) {
            let path = loaded.sources.file(tree.file()).path();
            let name = path.rsplit('/').next().unwrap_or(path);
            // What Terraform reads by itself gives values to variables, whatever their names.
            let variables = *kind == FileKind::Variables && is_automatic_variable_file(name);
            if !variables && let Some(directory) = self.completed_by(path, tree) {
                completing.push((path, directory, tree.file()));
            }
        }
        completing.sort_unstable();
        for (_, directory, file) in completing {
            found.entry(directory).or_default().push(file);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;
    use crate::syntax::parse;

    fn completes(block: &str, file: &str) -> bool {
        let (block, file) = (parse(FileId(0), &block.into()), parse(FileId(1), &file.into()));
        let known = type_of("s3").unwrap();
        known.is_completed_by(&known.lacks(block.body()), file.body())
    }

    #[test]
    fn a_file_is_known_by_what_it_holds() {
        assert!(completes("", "bucket = \"b\"\nkey = \"k\"\nregion = \"fr-par\"\n"));
        assert!(completes("bucket = \"b\"\nkey = \"k\"\n", "endpoints = { s3 = \"https://s3.example.org\" }\n"));
        assert!(!completes("", "bucket = \"b\"\ninstance_type = \"x\"\n"), "not an argument of the backend");
        assert!(!completes("", "encrypt = true\n"), "nothing that is lacking");
        assert!(!completes("", ""), "nothing at all");
        assert!(!completes("bucket = \"b\"\nkey = \"k\"\nregion = \"r\"\n", "region = \"x\"\n"), "nothing is lacking");
        assert!(!completes("", "bucket = \"b\"\nresource \"a\" \"b\" {}\n"), "a configuration");
    }
}
