//! Secrets are committed in real repositories: no report shows them.

use super::{LANGUAGES, check, repository};

/// Each secret is called `HUNTER` and a number.
const CODE: &str = r#"provider "aws" { region = "us-east-1" /* HUNTER1 */ } # HUNTER2
resource "aws_db_instance" "a" {
  password = "HUNTER3"
  tags = { data_classification = "sante", env = "prod", owner = "HUNTER4", pin = 424242 } // HUNTER5
}
resource "aws_instance" "b" {
  user_data = <<EOT
export PASSWORD=HUNTER6 x=${base64decode("HUNTER7")} HUNTER8
EOT
  tags = {
    x = <<EOT
export PASSWORD=HUNTER9 x=${lower(424242, 424242)} HUNTER10
EOT
    data_classification = tonumber("HUNTER11")
  }
}
provider "openstack" {
  auth_url = "https://user:HUNTER12@cloud.example.org/HUNTER13?t=HUNTER14"
}
resource "openstack_blockstorage_volume_v3" "c" {
  for_each = toset(["https://user:HUNTER15@v.example.org/x"])
  metadata = { data_classification = "sante", env = "prod" }
}
module "d" {
  source = "git::https://oauth2:HUNTER16@git.example.org/d.git?ref=HUNTER17"
}
resource "aws_s3_bucket" "e" {
  provider = aws.e
  tags     = { data_classification = "https://user:HUNTER18@t.example.org" }
}
provider "aws" {
  alias  = "e"
  region = "https://user:HUNTER19@r.example.org"
}
"#;

/// What is broken.
const BROKEN: &str = "locals {\n  a = { b = \"HUNTER20\" HUNTER21 }\n  c = \"HUNTER22\n}\n";

#[test]
fn no_format_shows_a_secret() {
    let directory = repository(&[("main.tf", CODE), ("broken.tf", BROKEN)]);
    for language in LANGUAGES {
        for format in ["terminal", "json", "sarif", "gitlab"] {
            let run = check(directory.path(), language, &["--verbose", "--format", format]);
            run.assert(1, &["us-east-1", "cloud.example.org", "t.example.org"]);
            for secret in ["HUNTER", "424242"] {
                let line = run.out.lines().find(|line| line.contains(secret));
                assert!(line.is_none(), "{format} shows {line:?}");
            }
        }
    }
}
