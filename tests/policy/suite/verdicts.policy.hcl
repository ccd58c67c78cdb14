# Filters, several demands, and what is not known.

resource_policy "aws_instance" "filtered" {
  filter = attrs.env == "prod"
  enforce {
    condition = attrs.monitored
  }
}

resource_policy "aws_lb" "both" {
  enforce {
    condition = attrs.internal
  }
  enforce {
    condition = attrs.logged
  }
}

resource_policy "aws_lb_listener" "or" {
  enforce {
    condition = attrs.left || attrs.right
  }
}

resource_policy "aws_lb_target_group" "and" {
  enforce {
    condition = attrs.left && attrs.right
  }
}

resource_policy "aws_eip" "chosen" {
  enforce {
    condition = attrs.wide ? core::length(attrs.tags) > 1 : core::length(attrs.tags) > 0
  }
}

resource_policy "aws_vpc" "all_of_a_list" {
  enforce {
    condition = core::alltrue([for block in attrs.blocks : core::startswith(block, "10.")])
  }
}

resource_policy "aws_subnet" "advisory" {
  enforcement_level = "advisory"
  on_unknown        = "note"
  filter            = core::try(attrs.public, false)
  enforce {
    condition = attrs.flow_logs
  }
}
