# Providers and modules, wildcards, inputs and locals at both levels.

policy {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

input "regions" {
  type    = list(string)
  default = ["eu-west-3"]
}

input "level" {
  type        = string
  default     = "advisory"
  description = "How much the region matters."
}

input "least" {
  type    = string
  default = "1.0.0"
}

locals {
  europe = "eu-"
  shown  = "${local.europe}*"
}

provider_policy "aws" "region" {
  enforcement_level = input.level
  filter            = meta.alias == null
  locals {
    region = core::try(attrs.region, null)
  }
  enforce {
    condition     = local.region != null && core::contains(input.regions, local.region)
    error_message = "Region ${core::coalesce(local.region, "none")} is not one of ${core::join(", ", input.regions)}."
    info_message  = "Checking ${local.region}"
  }
}

provider_policy "*" "published_by_hashicorp" {
  enforce {
    condition = core::try(meta.source, "") == "" || core::startswith(meta.source, "registry.terraform.io/hashicorp/")
  }
}

module_policy "*" "pinned" {
  filter = core::try(meta.version, null) != null
  enforce {
    condition     = core::semverconstraint(meta.version, ">= ${input.least}")
    error_message = "${meta.source} must be ${input.least} or later."
  }
}

module_policy "app.terraform.io/*/vpc/aws" "named" {
  enforce {
    condition = core::startswith(attrs.name, local.europe)
  }
}

resource_policy "aws_s3_*" "in_a_region" {
  locals {
    # Hides the one of the file.
    europe = "eu-west-"
  }
  enforce {
    condition = core::startswith(attrs.region, local.europe)
  }
}

resource_policy "*_bucket" "named" {
  enforce {
    condition = core::try(attrs.name, attrs.bucket, "") != ""
  }
}

resource_policy "*" "of_a_known_module" {
  enforce {
    condition = core::contains([".", "module.app"], meta.module_path) && meta.type != ""
  }
}
