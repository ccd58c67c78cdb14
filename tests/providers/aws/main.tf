# Regions of the provider and of resources, zones, replicas, partitions, and endpoints that are not Amazon's.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
    awscc = {
      source = "hashicorp/awscc"
    }
  }
  # offer: aws, AWS EMEA SARL / AWS Inc., not qualified, US law ← provider "s3"
  # place: eu-west-3, FR ← backend "eu-west-3"
  backend "s3" {
    bucket = "etats"
    key    = "prod.tfstate"
    region = "eu-west-3"
  }
}

provider "aws" {
  region = "eu-west-3"
  default_tags {
    tags = {
      service             = "demarches"
      data_classification = "interne"
    }
  }
}

# offer: aws, AWS EMEA SARL / AWS Inc., not qualified, US law ← provider "hashicorp/aws"
# place: eu-west-3, FR ← provider-argument "eu-west-3"
# data: personnelle ← tag "data_classification=personnelle"
resource "aws_s3_bucket" "pieces" {
  bucket = "pieces-justificatives"
  tags   = { data_classification = "personnelle" }
}

# Since version 6 of the provider, most resources may be elsewhere than the provider is.
# offer: aws, AWS EMEA SARL / AWS Inc., not qualified, US law ← provider "hashicorp/aws"
# place: eu-west-2, GB ← argument "eu-west-2"
# data: interne ← default-tag "data_classification=interne"
resource "aws_s3_bucket" "londres" {
  bucket = "pieces-londres"
  region = "eu-west-2"
}

# offer: aws, AWS EMEA SARL / AWS Inc., not qualified, US law ← provider "hashicorp/aws"
# place: eu-west-3, FR ← argument "eu-west-3a"
# data: interne ← default-tag "data_classification=interne"
resource "aws_ebs_volume" "zone" {
  availability_zone = "eu-west-3a"
  size              = 20
}

# offer: aws, AWS EMEA SARL / AWS Inc., not qualified, US law ← provider "hashicorp/aws"
# place: eu-west-3+eu-central-1+us-east-1, DE+FR+US ← argument "us-east-1" ← provider-argument "eu-west-3" ← argument "eu-central-1"
# data: interne ← default-tag "data_classification=interne"
resource "aws_dynamodb_table" "repliquee" {
  name     = "sessions"
  hash_key = "id"
  replica {
    region_name = "eu-central-1"
  }
  replica {
    region_name = "us-east-1"
  }
}

# offer: aws, AWS EMEA SARL / AWS Inc., not qualified, US law ← provider "hashicorp/aws"
# place: global, Global ← provider-default "global"
# data: interne ← default-tag "data_classification=interne"
resource "aws_iam_role" "lecture" {
  name               = "lecture"
  assume_role_policy = "{}"
}

# offer: aws, AWS EMEA SARL / AWS Inc., not qualified, US law ← provider "hashicorp/aws"
# place: global, Global ← provider-default "global"
# data: interne ← default-tag "data_classification=interne"
resource "aws_cloudfront_distribution" "site" {
  enabled = true
}

# offer: aws, AWS EMEA SARL / AWS Inc., not qualified, US law ← provider "hashicorp/aws"
# place: eu-west-3, FR ← provider-argument "eu-west-3"
# data: interne ← default-tag "data_classification=interne"
resource "aws_wafv2_web_acl" "regional" {
  name  = "regional"
  scope = "REGIONAL"
}

# At the edge, whatever the region of the provider.
# offer: aws, AWS EMEA SARL / AWS Inc., not qualified, US law ← provider "hashicorp/aws"
# place: global, Global ← argument "CLOUDFRONT"
# data: interne ← default-tag "data_classification=interne"
resource "aws_wafv2_web_acl" "edge" {
  name  = "edge"
  scope = "CLOUDFRONT"
}

# offer: aws, AWS EMEA SARL / AWS Inc., not qualified, US law ← provider "hashicorp/aws"
# place: eu-west-3, FR ← provider-argument "eu-west-3"
# data: interne ← default-tag "data_classification=interne"
resource "aws_s3_object" "piece" {
  bucket = aws_s3_bucket.pieces.id
  key    = "piece.pdf"
}

# offer: aws, AWS EMEA SARL / AWS Inc., not qualified, US law ← provider "hashicorp/aws"
# place: ? the region "eu-west-99" is not in the catalogue of 2026-11-22
# data: interne ← default-tag "data_classification=interne"
resource "aws_db_instance" "inconnue" {
  region         = "eu-west-99"
  instance_class = "db.t4g.micro"
}

provider "aws" {
  alias  = "souverain"
  region = "eusc-de-east-1"
}

# offer: aws-eusc, AWS European Sovereign Cloud GmbH, not qualified, US law ← provider "hashicorp/aws"
# place: eusc-de-east-1, DE ← provider-argument "eusc-de-east-1"
resource "aws_db_instance" "souveraine" {
  provider       = aws.souverain
  instance_class = "db.t4g.micro"
}

provider "aws" {
  alias  = "chine"
  region = "cn-north-1"
}

# offer: aws-china, Sinnet (Beijing), NWCD (Ningxia), not qualified, CN law ← provider "hashicorp/aws"
# place: cn-north-1, CN ← provider-argument "cn-north-1"
resource "aws_s3_bucket" "chine" {
  provider = aws.chine
  bucket   = "pekin"
}

# Object storage of another operator: the region is a dummy.
provider "aws" {
  alias                       = "scaleway"
  region                      = "us-east-1"
  skip_region_validation      = true
  skip_credentials_validation = true
  endpoints {
    s3 = "https://s3.fr-par.scw.cloud"
  }
}

# offer: scaleway-public, Scaleway SAS, in process ← host "s3.fr-par.scw.cloud"
# place: fr-par, FR ← host "s3.fr-par.scw.cloud"
resource "aws_s3_bucket" "scaleway" {
  provider = aws.scaleway
  bucket   = "pieces"
}

# The endpoint is that of object storage alone.
# offer: aws, AWS EMEA SARL / AWS Inc., not qualified, US law ← provider "hashicorp/aws"
# place: us-east-1, US ← provider-argument "us-east-1"
resource "aws_sqs_queue" "amazon" {
  provider = aws.scaleway
  name     = "travaux"
}

provider "aws" {
  alias  = "cellar"
  region = "us-east-1"
  endpoints {
    s3 = "https://cellar-c2.services.clever-cloud.com"
  }
}

# offer: clevercloud, Clever Cloud SAS, not qualified ← host "cellar-c2.services.clever-cloud.com"
# place: ? the region "us-east-1" is not in the catalogue of 2026-11-22
resource "aws_s3_bucket" "cellar" {
  provider = aws.cellar
  bucket   = "pieces"
}

provider "aws" {
  alias  = "interne"
  region = "lorem"
  endpoints {
    s3 = "https://minio.exemple.gouv.fr"
  }
}

# offer: ? the host minio.exemple.gouv.fr is not in the catalogue of 2026-11-22
# place: ? the host minio.exemple.gouv.fr is not in the catalogue of 2026-11-22
resource "aws_s3_bucket" "interne" {
  provider = aws.interne
  bucket   = "pieces"
}

provider "aws" {
  alias = "muet"
}

# offer: aws, AWS EMEA SARL / AWS Inc., not qualified, US law ← provider "hashicorp/aws"
# place: ? nothing is written here; Terraform would take it from the environment variable AWS_REGION
resource "aws_s3_bucket" "muet" {
  provider = aws.muet
  bucket   = "pieces"
}

# The same cloud through another provider.
provider "awscc" {
  region = "eu-west-3"
}

# offer: aws, AWS EMEA SARL / AWS Inc., not qualified, US law ← provider "hashicorp/awscc"
# place: eu-west-3, FR ← provider-argument "eu-west-3"
# data: personnelle ← tag "data_classification=personnelle"
resource "awscc_s3_bucket" "autre" {
  bucket_name = "pieces"
  tags        = [{ key = "data_classification", value = "personnelle" }]
}

# A zone that is in another country than its region.
# offer: aws, AWS EMEA SARL / AWS Inc., not qualified, US law ← provider "hashicorp/aws"
# place: ? the region "eu-north-1-cph-1a" is not in the catalogue of 2026-11-22
# data: interne ← default-tag "data_classification=interne"
resource "aws_ebs_volume" "locale" {
  availability_zone = "eu-north-1-cph-1a"
  size              = 20
}
