policytest {
  target = ["good.policy.hcl"]
}
input {
  x = 1
}
resource "aws_s3_bucket" {
  attrs = {}
}
resource "aws_s3_bucket" "nothing" {
}
resource "aws_s3_bucket" "list" {
  attrs = ["bucket"]
}
resource "aws_s3_bucket" "word" {
  expect = "denied"
  attrs  = {}
}
resource "aws_s3_bucket" "twice" {
  expect         = "violation"
  expect_failure = true
  attrs          = {}
}
resource "aws_s3_bucket" "flag" {
  expect_failure = "perhaps"
  attrs          = {}
}
resource "aws_s3_bucket" "refers" {
  attrs = { bucket = aws_s3_bucket.none.attrs.bucket, name = local.none }
}
resource "aws_s3_bucket" "day" {
  today = "tomorrow"
  attrs = {}
}
data "aws_ami" "judged" {
  expect_failure = true
  attrs          = {}
}
