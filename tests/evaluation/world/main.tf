# What the recorded expressions may refer to. Variables have no value, so that they are unknown in a console.

variable "any" {}

variable "string" {
  type = string
}

variable "number" {
  type = number
}

variable "bool" {
  type = bool
}

variable "list" {
  type = list(string)
}

variable "set" {
  type = set(string)
}

variable "map" {
  type = map(string)
}

variable "object" {
  type = object({ a = string, b = number })
}

locals {
  template = "Hello, $${name}!%%{ if loud }!!%%{ endif }"
}
