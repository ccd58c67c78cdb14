# Functions that policies have beside those of Terraform, and some of Terraform's.

resource_policy "test_constraint" "met" {
  enforce {
    condition = core::semverconstraint(attrs.version, attrs.constraint)
  }
}

resource_policy "test_order" "as_said" {
  enforce {
    condition = core::semvercmp(attrs.one, attrs.other) == attrs.order
  }
}

resource_policy "test_substring" "found" {
  enforce {
    condition = core::contains_substring(attrs.text, attrs.part)
  }
}

resource_policy "test_pattern" "matched" {
  enforce {
    condition = core::regex_match(attrs.text, attrs.pattern)
  }
}

resource_policy "test_text" "as_said" {
  enforce {
    condition = core::valuetostring(attrs.value) == attrs.text
  }
}

resource_policy "test_network" "inside" {
  enforce {
    condition = core::cidrsubnet(attrs.block, 8, 1) == "10.0.1.0/24"
  }
}

resource_policy "test_safe_version" "met" {
  locals {
    old = core::try(core::semverconstraint(attrs.version, "< 2.0"), false)
  }
  enforce {
    condition = !local.old
  }
}

resource_policy "test_remote" "asked" {
  enforce {
    condition = core::gethttprequest("https://example.fr", {}).status == 200
  }
}
