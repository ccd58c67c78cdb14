terraform {
  required_version = ">= 1.5"
  required_providers {
    ovh = {
      source  = "ovh/ovh"
      version = "~> 1.0"
    }
  }
}

variable "regions" {
  type    = map(object({ zone = string, backup = optional(bool, true) }))
  default = {}
  validation {
    condition     = alltrue([for name, region in var.regions : can(regex("^[a-z]+$", name))])
    error_message = "Names are lower-case: ${join(", ", keys(var.regions))}."
  }
}

resource "ovh_cloud_project_database" "main" {
  for_each     = { for name, region in var.regions : name => region if region.backup }
  service_name = var.service
  description  = "db-${each.key}"
  nodes {
    region = each.value.zone
  }
  dynamic "nodes" {
    for_each = var.replicas[*]
    content {
      region = nodes.value.region
    }
  }
  lifecycle {
    ignore_changes = [tags["owner"], nodes.0.region]
  }
}
