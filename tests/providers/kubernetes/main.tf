# What is in a cluster is where the cluster is; what a manifest or a chart makes is not known.
terraform {
  required_providers {
    kubernetes = { source = "hashicorp/kubernetes" }
    kubectl    = { source = "gavinbunney/kubectl" }
    helm       = { source = "hashicorp/helm" }
    postgresql = { source = "cyrilgdn/postgresql" }
    scaleway   = { source = "scaleway/scaleway" }
  }
}

provider "scaleway" {
  region = "fr-par"
}

# offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
# place: fr-par, FR ← provider-argument "fr-par"
resource "scaleway_k8s_cluster" "principal" {
  name                        = "principal"
  version                     = "1.32"
  cni                         = "cilium"
  delete_additional_resources = true
}

# offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
# place: fr-par, FR ← provider-argument "fr-par"
resource "scaleway_rdb_instance" "base" {
  name      = "base"
  engine    = "PostgreSQL-16"
  node_type = "DB-DEV-S"
}

provider "kubernetes" {
  host = scaleway_k8s_cluster.principal.kubeconfig[0].host
}

provider "kubectl" {
  host = scaleway_k8s_cluster.principal.kubeconfig[0].host
}

provider "helm" {
  kubernetes = {
    host = scaleway_k8s_cluster.principal.kubeconfig[0].host
  }
}

provider "postgresql" {
  host = scaleway_rdb_instance.base.endpoint_ip
}

# offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
# place: fr-par, FR ← provider-argument "fr-par"
# data: sante ← tag "data_classification=sante"
resource "kubernetes_namespace_v1" "sante" {
  metadata {
    name   = "sante"
    labels = { data_classification = "sante" }
  }
}

# The namespace says what data are in it.
# offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
# place: fr-par, FR ← provider-argument "fr-par"
# data: sante ← tag "data_classification=sante" ← reference "kubernetes_namespace_v1.sante"
resource "kubernetes_secret_v1" "acces" {
  metadata {
    name      = "acces"
    namespace = kubernetes_namespace_v1.sante.metadata[0].name
  }
  data = { mot = "de passe" }
}

# offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
# place: fr-par, FR ← provider-argument "fr-par"
# data: personnelle ← tag "data_classification=personnelle"
resource "kubernetes_persistent_volume_claim_v1" "pieces" {
  metadata {
    name   = "pieces"
    labels = { data_classification = "personnelle" }
  }
}

# offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
# place: fr-par, FR ← provider-argument "fr-par"
resource "kubernetes_config_map_v1" "reglages" {
  metadata {
    name = "reglages"
  }
}

# offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
# place: fr-par, FR ← provider-argument "fr-par"
resource "kubectl_manifest" "inconnu" {
  yaml_body = "kind: PersistentVolumeClaim"
}

# offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
# place: fr-par, FR ← provider-argument "fr-par"
resource "helm_release" "inconnu" {
  name  = "base"
  chart = "./postgresql"
}

# offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
# place: fr-par, FR ← provider-argument "fr-par"
resource "postgresql_database" "dossiers" {
  name = "dossiers"
}

# offer: scaleway-public, Scaleway SAS, in process ← provider "scaleway/scaleway"
# place: fr-par, FR ← provider-argument "fr-par"
resource "postgresql_role" "service" {
  name = "service"
}

# Nothing says which cluster.
provider "kubernetes" {
  alias = "ailleurs"
}

# offer: ? the code does not tell which offer this provider reaches
# place: ? the code does not tell which offer this provider reaches
resource "kubernetes_secret" "ailleurs" {
  provider = kubernetes.ailleurs
  metadata {
    name = "ailleurs"
  }
}
