resource_policy "aws_s3_bucket" "named" {
  enforce {
    condition     = core::startswith(attrs.bucket, "fr-")
    error_message = "The name \"${attrs.bucket}\" does not begin with fr-."
  }
}

resource_policy "aws_s3_*" "owned" {
  enforcement_level = "advisory"
  enforce {
    condition     = core::has(attrs.tags, "Owner")
    error_message = { fr = "Personne n’en répond.", en = "Nobody answers for it." }
  }
}
