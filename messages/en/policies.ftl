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
