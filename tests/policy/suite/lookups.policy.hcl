# Other resources of the same root module, and data sources.

locals {
  gateways = core::getresources("aws_nat_gateway", {})
}

resource_policy "aws_s3_bucket" "versioned" {
  locals {
    own = core::getresources("aws_s3_bucket_versioning", { bucket = attrs.id })
  }
  enforce {
    condition     = core::length(local.own) == 1
    error_message = "${core::length(local.own)} versioning resources."
  }
  enforce {
    condition = core::try(local.own[0].versioning_configuration[0].status, "") == "Enabled"
  }
}

resource_policy "aws_nat_gateway" "at_most_two" {
  enforce {
    condition = core::length(local.gateways) <= 2
  }
}

resource_policy "aws_flow_log" "of_a_vpc" {
  enforce {
    condition = core::length(core::getresources("aws_vpc", { id = attrs.vpc_id, tenancy = "default" })) > 0
  }
}

resource_policy "aws_instance" "image_of_ours" {
  enforce {
    condition = core::getdatasource("aws_ami", { id = attrs.ami }).owner == "self"
  }
}

resource_policy "aws_route_table" "any_type" {
  enforce {
    condition = core::length(core::getresources(attrs.looked_for, null)) > 0
  }
}
