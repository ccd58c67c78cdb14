# Software as a service: whose it is, the provider says; where, its host or its region, and most often nothing.
terraform {
  required_providers {
    datadog = {
      source = "DataDog/datadog"
    }
    newrelic = {
      source = "newrelic/newrelic"
    }
    pagerduty = {
      source = "PagerDuty/pagerduty"
    }
    github = {
      source = "integrations/github"
    }
    gitlab = {
      source = "gitlabhq/gitlab"
    }
    statuscake = {
      source = "StatusCakeDev/statuscake"
    }
    grafana = {
      source = "grafana/grafana"
    }
    tfe = {
      source = "hashicorp/tfe"
    }
  }
  # offer: tfe, HashiCorp (IBM), not qualified, US law ← provider-default "app.terraform.io"
  # place: US, US ← provider-default "app.terraform.io"
  backend "remote" {
    organization = "demarches"
    workspaces {
      name = "prod"
    }
  }
}

# Nothing is written: the site of the United States.
# offer: datadog, Datadog Inc., not qualified, US law ← provider "datadog/datadog"
# place: datadoghq.com, US ← provider-default "datadoghq.com"
resource "datadog_dashboard" "defaut" {
  title       = "tableau"
  layout_type = "ordered"
}

provider "datadog" {
  alias   = "europe"
  api_url = "https://api.datadoghq.eu/"
}

# offer: datadog, Datadog Inc., not qualified, US law ← host "api.datadoghq.eu"
# place: datadoghq.eu, DE ← host "api.datadoghq.eu"
resource "datadog_logs_index" "europe" {
  provider = datadog.europe
  name     = "journal"
}

# offer: newrelic, New Relic Inc. (Francisco Partners, TPG), not qualified, US law ← provider "newrelic/newrelic"
# place: US, US ← provider-default "US"
resource "newrelic_alert_policy" "defaut" {
  name = "alertes"
}

provider "newrelic" {
  alias  = "europe"
  region = "EU"
}

# offer: newrelic, New Relic Inc. (Francisco Partners, TPG), not qualified, US law ← provider "newrelic/newrelic"
# place: EU, DE ← provider-argument "EU"
resource "newrelic_alert_policy" "europe" {
  provider = newrelic.europe
  name     = "alertes"
}

# offer: pagerduty, PagerDuty Inc., not qualified, US law ← provider "pagerduty/pagerduty"
# place: us, US ← provider-default "us"
resource "pagerduty_service" "defaut" {
  name              = "astreinte"
  escalation_policy = "PXXXXXX"
}

# offer: github, GitHub Inc. (Microsoft), not qualified, US law ← provider "integrations/github"
# place: ? the code does not tell where this is
resource "github_repository" "code" {
  name = "code"
}

# One's own server.
provider "github" {
  alias    = "interne"
  base_url = "https://github.exemple.gouv.fr/"
}

# offer: ? the host github.exemple.gouv.fr is not in the catalogue of 2026-11-22
# place: ? the host github.exemple.gouv.fr is not in the catalogue of 2026-11-22
resource "github_repository" "interne" {
  provider = github.interne
  name     = "code"
}

# offer: gitlab, GitLab Inc., not qualified, US law ← provider "gitlabhq/gitlab"
# place: ? the code does not tell where this is
resource "gitlab_project" "code" {
  name = "code"
}

# offer: statuscake, TrafficCake Ltd, not qualified, GB law ← provider "statuscakedev/statuscake"
# place: ? the code does not tell where this is
resource "statuscake_uptime_check" "site" {
  name           = "site"
  check_interval = 300
}

# offer: ? the code does not tell which offer this provider reaches
# place: ? the code does not tell which offer this provider reaches
resource "grafana_dashboard" "muet" {
  config_json = "{}"
}

# offer: tfe, HashiCorp (IBM), not qualified, US law ← provider "hashicorp/tfe"
# place: ? the code does not tell where this is
resource "tfe_workspace" "prod" {
  name         = "prod"
  organization = "demarches"
}
