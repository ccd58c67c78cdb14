# The day of judgement stands for the day on which a policy runs: it says the day, and not the hour.

locals {
  now     = core::timestamp()
  weekend = core::contains(["Saturday", "Sunday"], core::formatdate("EEEE", local.now))
}

resource_policy "aws_db_instance" "not_at_the_weekend" {
  enforce {
    condition = !local.weekend
  }
}

resource_policy "aws_acm_certificate" "not_expired" {
  enforce {
    condition = core::timecmp(attrs.not_after, core::plantimestamp()) > 0
  }
}

resource_policy "aws_instance" "in_the_morning" {
  enforce {
    condition = core::parseint(core::formatdate("hh", local.now), 10) < 12
  }
}

resource_policy "aws_kms_key" "soon_rotated" {
  enforce {
    condition = core::timecmp(core::timeadd(attrs.created, "2160h"), local.now) > 0
  }
}
