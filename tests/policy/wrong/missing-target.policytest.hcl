policytest {
  targets = ["good.policy.hcl", "god.policy.hcl"]
}
resource "aws_s3_bucket" "x" {
  attrs = { bucket = "x" }
}
