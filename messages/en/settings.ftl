# Mistakes in cocarde.toml: `src/report/problems/settings.rs`.

settings-unreadable = { $path } is not read: { $reason }
settings-unreadable-remedy = mend the file, or judge without it: --no-config
settings-toml = this is not TOML: { $message }
settings-toml-remedy = mend the syntax of the file
settings-unknown-key = there is no key "{ $key }" here
settings-unknown-key-remedy = choose among: { $known }
settings-wrong-type = { $expected } is expected here
settings-wrong-type-remedy = replace this value
settings-unknown-value = there is no value "{ $value }" here
settings-unknown-value-remedy = choose among: { $known }
settings-glob = "{ $glob }" is not a glob: { $reason }
settings-glob-remedy = write a glob such as `infra/prod/**`; in a path, a special character is written between brackets
settings-date = this is not a date
settings-date-remedy = write the year, the month and the day: `2026-11-23`
settings-missing = the key `{ $key }` is missing here
settings-missing-remedy = add it
settings-nothing-classified = this `[[classify]]` does not tell what it classifies
settings-nothing-classified-remedy = add `paths`, `modules` or `resources`
settings-nothing-derogated = this `[[derogation]]` does not say what it covers
settings-nothing-derogated-remedy = add `addresses`, `modules` or `paths` (`paths = ["**"]` for the whole repository)
settings-too-many-derogations = more than { $most } derogations are registered
settings-too-many-derogations-remedy = delete those that serve no more, or judge the parts of the repository apart
settings-not-a-register = a register of derogations is a `.toml` file
settings-not-a-register-remedy = rename it, for example `derogations.toml`
settings-register = the register of derogations { $path } is not read: { $reason }
settings-register-remedy = correct this path, which is relative to this file, or restore the register
settings-nothing-bound = this `[[bind]]` tells nothing of the provider
settings-nothing-bound-remedy = add `offer` or `region`
declaration-unmatched = this declaration matches nothing in the repository
declaration-unmatched-remedy = mend its globs or the name of the provider, or remove it
