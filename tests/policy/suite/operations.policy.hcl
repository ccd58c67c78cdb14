# `operations`, and what was before.

resource_policy "aws_db_instance" "always" {
  enforce {
    condition = attrs.storage_encrypted
  }
}

resource_policy "aws_s3_bucket" "tagged_when_new" {
  operations = ["create"]
  enforce {
    condition = core::try(attrs.tags.Environment, "") != ""
  }
}

resource_policy "aws_kms_key" "not_deleted" {
  operations = ["delete"]
  enforce {
    condition = core::contains(core::try(prior_attrs.tags.Removable, []), "yes")
  }
}

resource_policy "tfe_workspace" "no_downgrade" {
  operations = ["update"]
  enforce {
    condition = core::semvercmp(attrs.terraform_version, prior_attrs.terraform_version) >= 0
  }
}

resource_policy "aws_efs_file_system" "kept_encrypted" {
  operations = ["update", "delete"]
  enforce {
    condition = !core::try(prior_attrs.encrypted, false) || core::try(attrs.encrypted, false)
  }
}

resource_policy "aws_sns_topic" "told_apart_by_meta" {
  operations = ["create", "update", "delete"]
  enforce {
    condition = meta.operation != "delete"
  }
}
