policytest {
  targets = ["good.policy.hcl"]
}
inputs {
  size = 1
}
resource "aws_s3_bucket" "x" {
  attrs = { bucket = "x" }
}
