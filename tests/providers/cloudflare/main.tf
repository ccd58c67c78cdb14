# The edge is everywhere; what is stored may be kept in a jurisdiction.
terraform {
  required_providers {
    cloudflare = {
      source = "cloudflare/cloudflare"
    }
  }
}

# offer: cloudflare, Cloudflare Inc., not qualified, US law ← provider "cloudflare/cloudflare"
# place: eu, Union ← argument "eu"
resource "cloudflare_r2_bucket" "union" {
  account_id   = "0123456789abcdef0123456789abcdef"
  name         = "pieces"
  jurisdiction = "eu"
}

# A hint is no guarantee.
# offer: cloudflare, Cloudflare Inc., not qualified, US law ← provider "cloudflare/cloudflare"
# place: global, Global ← provider-default "global"
resource "cloudflare_r2_bucket" "indication" {
  account_id = "0123456789abcdef0123456789abcdef"
  name       = "pieces"
  location   = "weur"
}

# offer: cloudflare, Cloudflare Inc., not qualified, US law ← provider "cloudflare/cloudflare"
# place: global, Global ← provider-default "global"
resource "cloudflare_r2_bucket" "muet" {
  account_id = "0123456789abcdef0123456789abcdef"
  name       = "pieces"
}

# offer: cloudflare, Cloudflare Inc., not qualified, US law ← provider "cloudflare/cloudflare"
# place: global, Global ← provider-default "global"
resource "cloudflare_dns_record" "site" {
  zone_id = "0123456789abcdef0123456789abcdef"
  name    = "www"
  type    = "A"
  content = "192.0.2.1"
  ttl     = 1
  proxied = true
}

# offer: cloudflare, Cloudflare Inc., not qualified, US law ← provider "cloudflare/cloudflare"
# place: global, Global ← provider-default "global"
resource "cloudflare_workers_kv_namespace" "sessions" {
  account_id = "0123456789abcdef0123456789abcdef"
  title      = "sessions"
}

# offer: cloudflare, Cloudflare Inc., not qualified, US law ← provider "cloudflare/cloudflare"
# place: eu, Union ← argument "eu"
resource "cloudflare_d1_database" "base" {
  account_id   = "0123456789abcdef0123456789abcdef"
  name         = "base"
  jurisdiction = "eu"
}

# offer: cloudflare, Cloudflare Inc., not qualified, US law ← provider "cloudflare/cloudflare"
# place: global, Global ← provider-default "global"
resource "cloudflare_stream" "video" {
  account_id = "0123456789abcdef0123456789abcdef"
}

# offer: cloudflare, Cloudflare Inc., not qualified, US law ← provider "cloudflare/cloudflare"
# place: global, Global ← provider-default "global"
resource "cloudflare_stream_caption_language" "sous_titres" {
  account_id = "0123456789abcdef0123456789abcdef"
  identifier = cloudflare_stream.video.uid
  language   = "fr"
}
