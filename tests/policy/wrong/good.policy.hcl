resource_policy "aws_s3_bucket" "named" {
  enforce {
    condition = attrs.bucket != ""
  }
}
