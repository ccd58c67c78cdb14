# The pages of rules: `src/report/rule_page.rs`, `src/cli/explain.rs`.

explain-unknown = What "undetermined" means
explain-bad = What the rule finds
explain-good = What it accepts
explain-neighbours = Rules beside it: { $rules }
explain-off = The pack is off by default: it judges when cocarde.toml says [packs] { $pack } = true.
explain-packs = packs
set-aside-by = set aside by
set-aside-by-derogation = a derogation ({ $bases })
set-aside-by-comment = a comment with its reason
set-aside-by-comment-in-part = a comment with its reason, for part of what it demands
set-aside-by-baseline = a baseline
set-aside-by-nothing = nothing
page-generated = Written by `cargo test --test rule_pages` from the rules and the texts: do not change it here.
page-rules = Rules
page-rules-intro = Each rule has its page: why, after which texts, what an undetermined verdict means, what to do, and examples that the tests judge as of 2026-11-23. The severity is the highest; what a text only invites to follow is never more than a note.
page-pack-off = Off by default: `[packs] { $pack } = true` in `cocarde.toml`, or `--only { $pack }`.
page-rule = rule
page-severity = severity
page-undetermined = severity of an undetermined verdict
page-finds = finds
page-packs = packs
page-default = by default
page-on = on
page-off = off
page-looks-at = judges
page-resources = resources
page-states = Terraform states
page-code = code, as it is written
page-register = registered derogations
page-resources-and-states = resources and Terraform states
page-colon = { ": " }
page-bad = What the rule finds
page-good = What it accepts
page-no-text = No text: the rule holds what the organisation itself wrote.
page-from = Cited from { $from } on.
page-until = Cited until { $until }.
page-between = Cited from { $from } until { $until }.
page-binds-all = Binds any entity.
page-binds = Binds: { $entities }.
page-invites = Invites only (findings are then notes): { $entities }.
page-projects = Projects begun from { $from } on, or majorly changed since (change of contractor, or at least 50% of the initial cost).
page-neighbours = Rules beside it
page-overlaps = the same fault after another text; of the two, only the one that weighs more is told
