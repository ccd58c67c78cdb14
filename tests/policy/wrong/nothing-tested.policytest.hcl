policytest {
  targets = ["good.policy.hcl"]
}
resource "aws_vpc" "x" {
  attrs = { id = "x" }
}
