# What the inventory says: flows, the register of assets, why a fact is what it is.

undetermined-flows = where data go from { $of } cannot be determined
cause-not-in-catalogue-destination = the catalogue does not tell where { $written } leads
cause-not-in-catalogue-place = the catalogue does not tell where { $written } is
cause-not-in-catalogue-contract = the catalogue does not tell under which contract and law { $written } is

## The register of assets.

register-count = { $count ->
    [one] one asset
   *[other] { $count } assets
}
register-unknown = unknown
register-unclassified = not classified
register-type-unknown = unknown type
register-nothing = No asset answers the filter.
register-operator-unknown = Unknown operator
register-secnumcloud = SecNumCloud:
register-assets = Assets
register-assets-text = { $resources ->
    [one] { $resources } resource
   *[other] { $resources } resources
}, { $data } of them holding data{ $types ->
    [0] {""}
    [one] {", "}{ $types } of a type that the catalogue does not have
   *[other] {", "}{ $types } of types that the catalogue does not have
}; { $states ->
    [one] { $states } Terraform state
   *[other] { $states } Terraform states
}{ $homeless ->
    [0] {""}
    [one] {", "}one root without backend
   *[other] {", "}{ $homeless } roots without backend
}{ $absent ->
    [0] {""}
    [one] {", "}{ $absent } call of a module that is not installed
   *[other] {", "}{ $absent } calls of modules that are not installed
}
register-operators = Operators
register-countries = Countries
register-destinations = Flows with
register-levels = Data
register-flows = Flows
register-reads = Reads
register-flow = { $kind } { $count }{ $unknown ->
    [0] {""}
   *[other] {" "}({ $unknown } at an unknown place)
}
register-undetermined = Unknown
register-part-location = location
register-part-operator = operator
register-part-classification = classification
register-reason = [{ $number }] { $part } of { $count ->
    [one] one asset
   *[other] { $count } assets
}: { $reason }
register-reason-unclassified = [{ $number }] { $part } of { $count ->
    [one] one asset
   *[other] { $count } assets
}: nobody declared it (`cocarde init` writes the question)
register-reasons-left = … and { $count ->
    [one] one more reason
   *[other] { $count } more reasons
} (--format json has all)
register-hidden = Not listed
register-hidden-text = { $count ->
    [one] one resource that neither holds data nor sends any
   *[other] { $count } resources that neither hold data nor send any
} (--all)

## Flows.

flow-place-unknown = unknown place
flow-place-not-in-catalogue = unknown place (not in the catalogue)
flow-place-not-told = unknown place (the catalogue does not tell it)
flow-place-because = unknown place ({ $reason })
flow-in-doubt = may or may not go there
flow-replica = replica
flow-snapshot = snapshot
flow-backup = backup
flow-volume = disk
flow-log = logs
flow-key = key
flow-cdn = distribution network
flow-dns = name that leads to
flow-mail = mail
flow-image = image
flow-chart = chart repository
flow-resolver = resolver
flow-endpoint = calls
flow-monitoring = monitoring
flow-notification = notification
flow-remote-state = other state

## Categories of services.

category-ai = AI
category-analytics = analytics
category-backup = backup
category-block-storage = disk
category-cdn = distribution
category-compute = machine
category-database = database
category-dns = DNS
category-file-storage = file storage
category-identity = identity
category-kms = keys
category-logs = logs
category-mail = mail
category-network = network
category-object-storage = object storage
category-other = other
category-queue = queue
category-registry = registry
category-state = Terraform state

## Page of an asset.

explain-type = type
explain-type-unknown = { $type } ({ $provider }): the catalogue does not have it, hence not what it holds
explain-type-data = { $type } ({ $provider }): { $category }, holds data
explain-type-data-guessed = { $type } ({ $provider }): { $category }, holds data (after its name: nobody judged this type)
explain-type-no-data = { $type } ({ $provider }): { $category }, holds no data
explain-type-no-data-guessed = { $type } ({ $provider }): { $category }, holds no data (after its name: nobody judged this type)
explain-runs = run with
explain-state-data = what the resources of its root module hold
explain-flow = sends
explain-flow-read = reads
explain-candidates = may be: { $values }
explain-neither = "{ $asked }" is neither a rule nor the address of an asset here; nearest: { $nearest }
explain-neither-at-all = "{ $asked }" is neither a rule nor the address of an asset here: `cocarde explain` lists the rules, `cocarde inventory --all` the addresses
evidence-argument = argument
evidence-planned = value that the provider chose, as the plan tells
evidence-provider-argument = argument of the provider
evidence-provider = provider
evidence-host = host
evidence-provider-default = what the provider does when nothing is written:
evidence-tag = tag
evidence-default-tag = tag of the provider
evidence-declaration = declaration
evidence-catalogue = catalogue
evidence-path = path
evidence-backend = argument of the backend
evidence-reference = reference to
explain-alike = alike
explain-alike-text = { $count ->
    [one] one other instance
   *[other] { $count } other instances
}

## The file that cocarde init writes.

init-header = What the code of this repository does not tell, asked by cocarde init. Lines where no space follows the # are answers to give: take the # away, put a value in the place of "…". What stays a comment stays unknown, and its verdicts undetermined. All keys are in the README.
init-project = The project
init-project-why = Which texts bind it depends on who runs it and on when it started.
init-started = the day it started: R9 binds what was started since 10 July 2021
init-bind = Operators and places
init-bind-why = A value that is only missing here is better given to the code: --var, --var-file, terraform.tfvars, a default.
init-bind-about = { $provider }: { $count ->
    [one] one resource is
   *[other] { $count } resources are
} without operator or place, because
init-offer = id of an offer: `cocarde catalogue` searches them, docs/catalogue.md tells how to add one
init-region = a region of the operator, or the code of a country (FR)
init-environments = Environments
init-environments-why = Which of these root modules is production, acceptance (recette), a backup site (secours), development or a sandbox? Move each path to its line. What is of several can be told apart by [[environment]], with name, and modules or resources.
init-classify = Data
init-classify-why = What data do these root modules hold? Levels: { $levels }. With `nature` and `impact`, both criteria of R9 can be told. Resources that hold something else than the others of their root module have an entry of their own, with resources or modules in the place of paths.
init-classify-about = { $root }: { $count ->
    [one] one resource
   *[other] { $count } resources
}: { $names }
init-exists = { $path } is there already: --force replaces it, --stdout prints what would be written
init-not-a-directory = { $path } is a file: give the directory where cocarde.toml is to be written
init-done = { $path } is written, with { $count ->
    [one] one question
   *[other] { $count } questions
} to answer

## States.

settle-state-place = a backend of this type names no place: check where its storage is
