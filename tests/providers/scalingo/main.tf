# A platform on two clouds of Outscale, of which one is qualified.
terraform {
  required_providers {
    scalingo = {
      source = "Scalingo/scalingo"
    }
  }
}

provider "scalingo" {
  region = "osc-secnum-fr1"
}

# offer: scalingo-osc-secnum-fr1, Scalingo SAS, on a qualified offer ← provider "scalingo/scalingo"
# place: osc-secnum-fr1, FR ← provider-argument "osc-secnum-fr1"
resource "scalingo_app" "demarches" {
  name = "demarches"
}

# offer: scalingo-osc-secnum-fr1, Scalingo SAS, on a qualified offer ← provider "scalingo/scalingo"
# place: osc-secnum-fr1, FR ← provider-argument "osc-secnum-fr1"
resource "scalingo_addon" "base" {
  app         = scalingo_app.demarches.id
  provider_id = "postgresql"
  plan        = "postgresql-starter-512"
}

# offer: scalingo-osc-secnum-fr1, Scalingo SAS, on a qualified offer ← provider "scalingo/scalingo"
# place: osc-secnum-fr1, FR ← provider-argument "osc-secnum-fr1"
resource "scalingo_domain" "site" {
  app         = scalingo_app.demarches.id
  common_name = "demarches.exemple.gouv.fr"
}

# Nothing is written: osc-fr1.
provider "scalingo" {
  alias = "public"
}

# offer: scalingo-osc-fr1, Scalingo SAS, not qualified ← provider "scalingo/scalingo"
# place: osc-fr1, FR ← provider-default "osc-fr1"
resource "scalingo_app" "public" {
  provider = scalingo.public
  name     = "demarches"
}

# offer: scalingo-osc-fr1, Scalingo SAS, not qualified ← provider "scalingo/scalingo"
# place: osc-fr1, FR ← provider-default "osc-fr1"
resource "scalingo_addon" "public" {
  provider    = scalingo.public
  app         = scalingo_app.public.id
  provider_id = "redis"
  plan        = "redis-starter-256"
}

provider "scalingo" {
  alias   = "hote"
  api_url = "https://api.osc-secnum-fr1.scalingo.com"
}

# offer: scalingo-osc-secnum-fr1, Scalingo SAS, on a qualified offer ← host "api.osc-secnum-fr1.scalingo.com"
# place: osc-secnum-fr1, FR ← host "api.osc-secnum-fr1.scalingo.com"
resource "scalingo_app" "hote" {
  provider = scalingo.hote
  name     = "demarches"
}
