# What `attrs` holds: arguments are values, nested blocks are lists, and what is not there is an error outside core::try.

resource_policy "aws_instance" "type_is_small" {
  enforce {
    condition     = core::contains(["t3.micro", "t3.small"], attrs.instance_type)
    error_message = "Type ${attrs.instance_type} is not allowed."
  }
}

resource_policy "aws_ebs_volume" "encrypted" {
  enforce {
    condition = core::try(attrs.encrypted, false) == true
  }
}

resource_policy "aws_s3_bucket" "versioned" {
  locals {
    versioning = core::try(attrs.versioning, [])
  }
  enforce {
    condition = core::length(local.versioning) > 0 && core::try(local.versioning[0].enabled, false)
  }
}

resource_policy "aws_security_group" "closed" {
  locals {
    open = [
      for rule in core::try(attrs.ingress, []) : rule
      if core::contains(core::try(rule.cidr_blocks, []), "0.0.0.0/0") && rule.from_port <= 22 && rule.to_port >= 22
    ]
  }
  enforce {
    condition     = core::length(local.open) == 0
    error_message = "Port 22 is open to all."
  }
}

resource_policy "aws_db_instance" "tagged" {
  enforce {
    condition = core::has(attrs, "tags") && core::has(attrs.tags, "Owner")
  }
}

resource_policy "aws_kms_key" "rotated" {
  enforce {
    condition = attrs["enable_key_rotation"]
  }
}

resource_policy "aws_sqs_queue" "named" {
  enforce {
    condition = attrs.name != null && core::startswith(attrs.name, "app-")
  }
}

resource_policy "aws_iam_policy" "no_star" {
  locals {
    statements = core::try(core::jsondecode(attrs.policy).Statement, [])
    wild       = [for one in local.statements : one if core::try(one.Action, "") == "*"]
  }
  enforce {
    condition = core::length(local.wild) == 0
  }
}
