# Policies on code, and their tests.

## Findings.

fact-held = decided by
fact-policy = policy
of-blocks = { $kind ->
    [provider] { $count ->
        [one] a provider configuration
       *[other] { $count } provider configurations
    }
    [module] { $count ->
        [one] a module call
       *[other] { $count } module calls
    }
   *[resource] { $count ->
        [one] a resource
       *[other] { $count } resources
    }
}
undetermined-code = { $title }: cannot be determined for { $of }

settle-code-not-written = write "{ $name }", judge the plan (--plan), or let the policy say what its absence means: core::try(attrs.{ $name }, …)
settle-code-plan = judge the plan, which may have the value: --plan FILE
settle-arguments = let the policy say which kinds it is about: filter = asset.kind != "state"
settle-nature-of-provider = describe the provider in a catalogue of your own (docs/catalogue.md), or say with [[bind]] which offer its host is
settle-code-version = pin one exact version; of a provider, .terraform.lock.hcl in the repository tells it too

## Tests.

fact-mock = mock
verdict-violation = a violation
verdict-undetermined = undetermined
verdict-compliant = compliance
verdict-not-applicable = not applicable
test-passed = passed
test-failed = failed
test-broken = error
test-skipped = not judged
test-verdict = { $expected } is expected, and the verdict is: { $actual }
test-no-policy = no policy looks at it
test-conclusion = { $policy }: { $verdict }
test-summary = Tests  { $passed } passed · { $failed } failed · { $skipped } not judged, in { $files ->
    [one] one file
   *[other] { $files } files
}{ $wrong ->
    [0] {""}
    [one] , one of them in error
   *[other] , { $wrong } of them in error
}

## What is wrong with a policy.

wrong-none-known = none
wrong-block = there is no block `{ $name }` here; known: { $known }
wrong-argument = there is no argument `{ $name }` in { $block }; known: { $known }
wrong-missing = { $block } needs the argument `{ $name }`
wrong-conflict = `{ $one }` and `{ $other }` cannot stand together
wrong-labels = { $block } takes { $expected } labels
wrong-no-enforcement = a policy needs at least one `enforce` block
wrong-selector = no asset is a `{ $name }`; known: { $known }
wrong-of-kind = no `{ $kind }` has `{ $name }`
wrong-on-code-only = { $name }() is for resource_policy, provider_policy and module_policy
wrong-choice = `{ $name }` must be one of { $known }
wrong-wording = `{ $name }` must be a text, or an object {"{"} fr = "…", en = "…" {"}"}
wrong-list = `{ $name }` must be a list of texts
wrong-id-twice = the id `{ $name }` is already that of another policy
wrong-twice = `{ $name }` is declared twice
wrong-id = the id `{ $name }` must be made of capitals, digits and hyphens
wrong-basis = no text of law has the key `{ $name }`
wrong-policy = no policy has the id `{ $name }`
wrong-reference = `{ $name }` is not known here; known: { $known }
wrong-reference-in = `{ $name }` is not known here; known, in { $start }: { $known }
wrong-operations = `operations` must be a list of create, update and delete, with one of them at least
wrong-prior-attributes = prior_attrs is there only when `operations` leaves out create
wrong-type-near = no resource type that is known matches `{ $name }`: did you mean `{ $nearest }`?
wrong-type = no resource type that is known matches `{ $name }`: there is no such type of { $provider }
wrong-no-input = no policy declares the input `{ $name }`; known: { $known }
wrong-target = no policy file is called `{ $name }` here
wrong-nothing-tested = nothing is tested here: no policy looks at what this file gives
wrong-expectation = `expect` must be one of compliant, violation, undetermined, not-applicable
wrong-object = `{ $name }` must be an object
wrong-no-attributes = a resource needs `attrs`, or `prior_attrs` for what is destroyed
wrong-day = `today` must be a day, as "2026-11-24"
wrong-not-mocked = the mock does not say what `{ $name }` is; write core::unknown() for what is not known
wrong-prefix = functions are called with the prefix core::, as in core::{ $name }()
wrong-input-without-value = the input `{ $name }` has neither a value nor a default
wrong-input = the input `{ $name }`: { $problem }
wrong-input-no-value = this is not a value of the language
wrong-bool = `{ $name }` must be true or false
