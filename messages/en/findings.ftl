# What verdicts establish or cannot establish.

## Undetermined verdicts: what is lacking, and of what.

of-assets = { $kind ->
    [state] { $count ->
        [one] a Terraform state
       *[other] { $count } Terraform states
    }
   *[resource] { $count ->
        [one] a resource
       *[other] { $count } resources
    }
}
undetermined-placement = the location of { $of } cannot be determined
undetermined-offer = the offer behind { $of } cannot be determined
undetermined-environment = the environment of { $of } cannot be determined
undetermined-classification = the classification of { $of } cannot be determined
undetermined-holds-data = whether data is at rest in { $of } cannot be determined
undetermined-root-classification = the classification of the data that the state describes cannot be determined
undetermined-qualification = whether the SecNumCloud qualification covers the service of { $of } cannot be determined
undetermined-hds = the HDS certification of the host of { $of } cannot be determined
undetermined-adequacy = whether the country of { $of } is adequate cannot be determined
undetermined-place = the location of { $of } is not one place
undetermined-operator-country = the country of the operator behind { $of } cannot be determined
undetermined-other = { $title }: cannot be determined

## Labels of the lines of facts.

fact-runs = variables
run-alone = none but those that Terraform reads by itself
run-on-defaults = none: defaults alone
fact-found = found
fact-missing = lacking
fact-candidates = may be
fact-placement = location
fact-offer = offer
fact-data = data
fact-environment = environment
fact-flow = sends
fact-flow-read = reads

## Facts.

separator = {"; "}
labelled = { $label }: { $text }
offer = { $name }, { $operator }{ $country ->
    [none] {""}
   *[other] {" "}({ $country })
}; SecNumCloud: { $qualification }
qualification-valid = qualified
qualification-valid-until = qualified until { $until }
qualification-expiring = qualified, but only until { $until }
qualification-expired = qualification ended on { $until }
qualification-future = qualified from { $from } only
qualification-in-process = in process, not qualified
qualification-not-qualified = not qualified
qualification-state-internal = internal cloud of the State, not subject to it
qualification-hosted-on-qualified = hosted on a qualified offer, not qualified itself
qualification-unconfirmed = qualified, but not for certain for this service or region
offer-hds-declared = contract with HDS certification, as cocarde.toml says
offer-hds-not-certified = without HDS certification, whatever or as cocarde.toml says
offer-own = as the repository's own catalogue says
third-state-law = subject to the law of a third State ({ $law })

placement = { $written }{ $place ->
    [none] {""}
   *[other] {" "}({ $place })
}
area-global = a global service, in no place
area-global-short = worldwide
area-union = European Union
area-unstated = several countries, not specified

level-public = public
level-interne = internal
level-personnelle = personal
level-personnelle-sensible = sensitive personal
level-sante = health
level-sensible = sensitive
level-sensibilite-particuliere = of particular sensitivity
level-diffusion-restreinte = Diffusion Restreinte
level-secret = Secret
level-tres-secret = Très Secret
level-none = no declared classification
nature = nature: { $words }
beside = with: { $words }
perhaps-more = and perhaps more
impact = harm: { $words }

environment-production = production
environment-recette = acceptance
environment-secours = resilience
environment-developpement = development
environment-bac-a-sable = sandbox

## Causes: why a value is not known.

cause-variable-without-value = var.{ $name } has no value here
cause-variable-files = var.{ $name } depends on which of these files is given: { $files }
cause-data-source = { $address } is read only when Terraform runs
cause-computed = { $address }.{ $attribute } is known only after apply
cause-computed-whole = { $address } is known only after apply
cause-module-not-installed = the module { $address } is not installed here
cause-impure-function = { $name }() changes with every run
cause-unsupported-function = this version does not evaluate the function { $name }()
cause-provider-function = the function { $name }() belongs to a provider, which is not run
cause-workspace = the workspace is not given
cause-file-not-read = the file { $path } could not be read
cause-no-such-file = the file { $path } does not exist
cause-environment = nothing is written here; Terraform would take it from the environment variable { $name }
cause-profile = nothing is written here; Terraform would take it from the entry of { $file } that `{ $argument }` names
cause-error = it cannot be evaluated with what is known
cause-cycle = this value depends on itself
cause-limit = a limit of the analysis was reached
cause-expansion = how many instances { $address } has is not known
cause-not-written = "{ $name }" is not written here
cause-sensitive = "{ $name }" is sensitive, hence not read
cause-not-understood = "{ $value }" has no established meaning for the tag "{ $key }"
cause-no-such-environment = the tag { $key }={ $value } is of no known environment
cause-contradiction = two declarations contradict each other: "{ $one }" and "{ $other }"
cause-not-in-catalogue-region = the region "{ $written }" is not in the catalogue of { $date }
cause-not-in-catalogue-host = the host { $written } is not in the catalogue of { $date }
cause-not-in-catalogue-provider = the provider { $written } is not in the catalogue of { $date }
cause-backend-configuration = the rest of this "{ $name }" backend is given at initialisation (-backend-config)
cause-unexpressed = the plan tells what this is computed from ({ $name }), not how
cause-provider-not-seen = neither the plan or state nor the sources beside it hold the configuration of the provider { $name }
cause-dependency = the dependency "{ $name }" has outputs only once Terragrunt ran
cause-not-asked = { $name }() runs a program, asks a service or tells of the machine: never called
cause-backend-files = several files complete this backend and do not say the same: { $files }
cause-local-backend = the state is kept by the machine that runs the command (workstation, runner), wherever that is
cause-version-chosen = which version of { $name } is used is chosen at initialisation: no lock file here tells it
cause-operation = code alone does not tell whether { $address } is created or changed: a plan does
cause-hosted-only = { $name } is known to HCP Terraform only
cause-chosen = whether { $name } chooses it is told neither by names nor by tags
cause-account = whether `{ $name }` is of the same account is not told: by `allowed_account_ids` or `assume_role`, it would be
cause-not-declared-classification = no tag and no declaration tells what data
cause-not-declared-environment = nothing tells which environment this is
cause-not-declared-offer = the code does not tell which offer this provider reaches
cause-not-declared-placement = the code does not tell where this is


## What to do to settle it.

settle-variable = give its value: --var { $name }=…, --var-file FILE, a terraform.tfvars, or a "default"
settle-variable-files = say which one holds: --var-file FILE (one run for each)
settle-module = install the module (terraform init -backend=false) before the analysis
settle-workspace = give the workspace: --workspace NAME
settle-file = check that the file { $path } is in the repository and can be read
settle-missing-file = add the file { $path } to the repository, or correct the path that leads to it; if it is made before Terraform runs, analyse where it is
settle-error = first mend the error reported below, if there is one; else give the values that are lacking (--var, --var-file)
settle-write-region = write the region in the block, in full
settle-write-argument = write "{ $name }" in the block
settle-backend = write in the block { $arguments }: what is secret can stay in -backend-config or in the environment
settle-backend-files = say which one holds: --backend-config FILE
settle-local-backend = keep the state in a backend whose place is known
settle-contradiction = correct one of the two
settle-tag = correct the value of the tag (levels: public, interne, personnelle, sante, sensibilite-particuliere…)
settle-environment-tag = give the tag the name of an environment (production, recette, secours, developpement, bac-a-sable)
settle-sources = give the sources beside the plan: cocarde check --plan FILE DIRECTORY
settle-or-declare = or declare in cocarde.toml:
settle-declare = declare in cocarde.toml:
settle-own-catalogue = then say so in a catalogue of your own (docs/catalogue.md)
settle-then-declare = then declare it in cocarde.toml:
settle-catalogue-offer = check this point in the contract or with the operator
settle-catalogue-type = { $count ->
    [one] { $types } is not in the catalogue: say what it holds in a catalogue of your own (docs/catalogue.md):
   *[other] { $types } are not in the catalogue: say what they hold in a catalogue of your own (docs/catalogue.md), a table each:
}
settle-flow = write in full where it goes (region, host), or describe the host in a catalogue of your own ([catalogue] overlay)
settle-adequacy = check that the recipient is one of those that the adequacy decision covers, or choose a region in the Union, the EEA or a country that is adequate without condition
settle-place = choose a region that is one place, or check in the contract where the data are
settle-services = declare which root modules are of one service, each under its name, by [services] in cocarde.toml:
settle-other-kinds = check that these data are in two regions, or deploy them there; if they are, declare the service, whose regions are then counted, by [services] in cocarde.toml:
settle-detection = check that the organisation, or another repository, records what happens there; otherwise switch it on here
settle-nature = use the words of the texts; natures: { $natures }; impacts: { $impacts }

## What the provider does with what is not written.

default-argument = { $name } is not written{ $effect ->
    [none] {""}
   *[other] : { $effect }
}
default-place = nothing is written: { $value }
default-one-zone = a single zone
default-several-zones = several zones
default-unlimited = no limit
default-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
default-on = on
default-off = off
