policytest {
  targets = ["good.policy.hcl"]
}

asset "ressource" "x" {
  asset = {}
}

asset "*" "y" {
  asset = {}
}
