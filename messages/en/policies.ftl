# Policies on code, and their tests.

## Findings.

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
settle-code-version = pin one exact version; of a provider, .terraform.lock.hcl in the repository tells it too
