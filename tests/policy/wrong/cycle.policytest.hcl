resource "aws_s3_bucket" "a" {
  attrs = { bucket = aws_s3_bucket.b.attrs.bucket }
}
resource "aws_s3_bucket" "b" {
  attrs = { bucket = aws_s3_bucket.a.attrs.bucket }
}
