# Whose vSphere it is, the server's name says at best in part.
terraform {
  required_providers {
    vsphere = {
      source = "hashicorp/vsphere"
    }
  }
}

provider "vsphere" {
  vsphere_server = "pcc-192-0-2-10.ovh.com"
}

# The operator is known; whether the zone is the qualified one is not.
# offer: ? the code does not tell which offer this provider reaches
# place: ? the code does not tell where this is
resource "vsphere_virtual_machine" "ovh" {
  name             = "serveur"
  resource_pool_id = "resgroup-1"
}

# offer: ? the code does not tell which offer this provider reaches
# place: ? the code does not tell where this is
resource "vsphere_virtual_disk" "ovh" {
  size      = 40
  type      = "thin"
  vmdk_path = "/disques/donnees.vmdk"
  datastore = "datastore1"
}

provider "vsphere" {
  alias          = "snc"
  vsphere_server = "pcc-192-0-2-20.ovh.com"
}

# Declared.
# offer: ovh-hpc-vmware-snc, OVH SAS, qualified for days only ← declaration "ovh-hpc-vmware-snc" ← host "pcc-192-0-2-20.ovh.com"
# place: RBX, FR ← declaration "RBX"
resource "vsphere_virtual_machine" "snc" {
  provider         = vsphere.snc
  name             = "serveur"
  resource_pool_id = "resgroup-1"
}

provider "vsphere" {
  alias          = "interne"
  vsphere_server = "vcenter.exemple.gouv.fr"
}

# offer: ? the host vcenter.exemple.gouv.fr is not in the catalogue of 2026-11-22
# place: ? the host vcenter.exemple.gouv.fr is not in the catalogue of 2026-11-22
resource "vsphere_virtual_machine" "interne" {
  provider         = vsphere.interne
  name             = "serveur"
  resource_pool_id = "resgroup-1"
}

provider "vsphere" {
  alias = "muet"
}

# offer: ? the code does not tell which offer this provider reaches
# place: ? the code does not tell which offer this provider reaches
resource "vsphere_virtual_machine" "muet" {
  provider         = vsphere.muet
  name             = "serveur"
  resource_pool_id = "resgroup-1"
}
