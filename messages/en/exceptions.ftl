# Derogations, comments, baseline: `src/report/exceptions.rs`, `src/report/problems/exceptions.rs`.

fact-derogation = derogation
fact-suppression = set aside
fact-baseline = known
fact-other-text = still binds
fact-authority = granted by
fact-assumption = assumption
derogation-text = "{ $reference }" ({ $basis }), granted by { $authority } on { $granted }; { $until ->
    [none] end not established: no day of an acceptable offer is declared
   *[other] through { $until }
}
derogation-other-text = { $citation }: no derogation that is registered exempts from it
derogation-remedy = { $until ->
    [none] prepare the move to an offer that complies: the derogation will end after an acceptable offer is available, whose day is written under `acceptable-offer`
   *[other] move to an offer that complies before the derogation ends, on { $until }
}
suppression-text = "{ $reason }"{ $until ->
    [none] {""}
   *[other] , through { $until }
}
baseline-text = in the baseline (--baseline)

derogation-not-validated = the derogation "{ $reference }" is not validated by the Prime Minister
derogation-not-validated-remedy = write `pm-validated = true` once the act is validated; until then, the findings that it would cover stay violations
derogation-engaged-too-late = the derogation "{ $reference }" is for a project engaged on { $engaged }, after { $until }
derogation-engaged-too-late-remedy = correct `project-engaged` after the act; a project engaged later cannot derogate: make it comply
derogation-not-granted-yet = the derogation "{ $reference }" is granted from { $granted } on only
derogation-not-granted-yet-remedy = correct `granted` after the signed act, or wait for that day
derogation-granted-before-text = the derogation "{ $reference }" is granted on { $granted }, before { $from }, the first day on which a text provides for one
derogation-granted-before-text-remedy = correct `granted` after the signed act; an act older than the text cannot rest on it
derogation-granted-before-project = the derogation "{ $reference }" is granted on { $granted }, before the project was engaged, on { $engaged }
derogation-granted-before-project-remedy = correct `granted` or `project-engaged` after the signed act: only a project already under way can derogate
derogation-expired = the derogation "{ $reference }" ended on { $last } { $law ->
    [yes] (as the text sets it)
   *[no] (as the act sets it)
}
derogation-expired-remedy = move to an offer that complies; if a new derogation was granted, register its act; then delete this entry
derogation-too-long = the derogation "{ $reference }" is longer than the text allows: { $months } months after an acceptable offer is available, which is { $last }
derogation-too-long-remedy = bring `until` to { $last } at the latest: that is the end that is applied
derogation-out-of-reach = a derogation under { $basis } cannot lift { $rule }
derogation-out-of-reach-remedy = take this rule out of the entry; this legal basis lifts: { $known }
derogation-matches-nothing = the derogation "{ $reference }" is about no resource of the repository
derogation-matches-nothing-remedy = correct `addresses`, `modules` or `paths`, or delete the entry
derogation-unused = the derogation "{ $reference }" serves no more: nothing that it covers breaks the rules that it lifts
derogation-unused-remedy = delete the entry
derogation-other-texts = the derogation "{ $reference }" lifts nothing: what is found there rests on other texts than { $basis }
derogation-other-texts-remedy = register a derogation under the text that the findings cite, or delete the entry
derogation-ends-soon = the derogation "{ $reference }" ends on { $last }, { $days ->
    [0] today
    [one] in one day
   *[other] in { $days } days
}
derogation-ends-soon-remedy = move to an offer that complies until then: the day after, these findings are violations again

suppression-malformed = this `cocarde:` comment is not understood: { $why }
suppression-malformed-remedy = write: # cocarde:ignore[RULE] reason="…" until=2027-01-31
suppression-written = this comment stands in a text that Terragrunt writes: it has no effect
suppression-written-remedy = put it before the block `generate` or `remote_state`
malformed-directive = `cocarde:ignore` is all there is
malformed-rules = rules stand between brackets, with commas between them
malformed-reason = a reason is needed, `reason="…"`
malformed-argument = "{ $name }" is neither `reason`, `until` nor `address`
malformed-twice = `{ $name }` stands there twice
malformed-quotes = the value of `{ $name }` stands between straight quotes, closed
malformed-date = `until` is not a date
malformed-address = `address` is not an address
suppression-unknown-rule = the rule "{ $rule }" that this comment names does not exist
suppression-unknown-rule-remedy = choose among: { $known }
suppression-powerless = no comment sets { $rule } aside
suppression-powerless-remedy = take this rule out of the comment: mend what it finds, declare in cocarde.toml what the code cannot tell, or register there the derogation obtained if a text provides for one (cocarde explain { $rule })
suppression-detached = this comment is attached to nothing: no code is on its line nor on the next
suppression-detached-remedy = put it at the end of the line, or just before the argument or block
suppression-expired = this comment has had no effect since { $until }
suppression-expired-remedy = mend what it set aside, or give a new reason and a new date; else delete it
suppression-unused = this comment sets nothing aside: { $rules }
suppression-unused-remedy = delete it; for one instance, check `address`
suppression-too-many = this file has more `cocarde:` comments than are read: these have no effect
suppression-too-many-remedy = put these findings in a baseline: --write-baseline FILE
baseline-file = { $path } is not a baseline: { $reason }
baseline-file-remedy = write it anew: --write-baseline { $path }
baseline-json = JSON as --write-baseline writes it is expected (line { $line }, column { $column })
baseline-version = its version is { $version }, and this program reads version 1
baseline-stale = { $count ->
    [one] one finding of the baseline does not occur any more
   *[other] { $count } findings of the baseline do not occur any more
}
baseline-stale-remedy = once nothing new is found, write the file anew, so that they do not come back unseen: --baseline and --write-baseline with the same file, which takes in all that is found
known-label = finding

excepted = Exceptions
excepted-text = { $derogated ->
    [0] {""}
    [one] { $derogated } verdict under derogation{ $end ->
        [none] {""}
       *[other] {" "}(ends on { $end })
    }
   *[other] { $derogated } verdicts under derogation{ $end ->
        [none] {""}
       *[other] {" "}(next end { $end })
    }
}{ $suppressed ->
    [0] {""}
   *[other] { $derogated ->
        [0] {""}
       *[other] {" · "}
    }{ $suppressed } set aside by comments
}{ $known ->
    [0] {""}
   *[other] { $before ->
        [0] {""}
       *[other] {" · "}
    }{ $known } already known
}{ $hidden ->
    [0] {""}
   *[other] {" "}(--verbose to see them)
}
disregarded = { $count ->
    [one] one `cocarde:ignore` comment without effect (`no-inline-ignores`)
   *[other] { $count } `cocarde:ignore` comments without effect (`no-inline-ignores`)
}
count-violations = { $count ->
    [one] { $count } violation
   *[other] { $count } violations
}
count-undetermined = { $count } undetermined
count-unclassified = { $count } undetermined for want of a classification
count-compliant = { $count } compliant
count-not-applicable = { $count } not applicable
count-derogated = { $count } under derogation
count-suppressed = { $count } set aside by comments
count-known = { $count } already known
rules-judged = Rules
rules-judged-text = { $judged } of { $all }{ $only ->
    [0] {""}
   *[other] {" "}(--only)
}{ $rules ->
    [none] {""}
   *[other] ; left out: { $rules }
}
baseline-written = { $count ->
    [one] one known finding written to { $path }
   *[other] { $count } known findings written to { $path }
}

## Page of a rule.

explain-derogations = Derogations
explain-derogation = { $basis }: { $months } months after an acceptable offer is available in France; project engaged on { $engaged } at the latest{ $validated ->
    [yes] ; validated by the Prime Minister
   *[no] {""}
}
explain-derogation-rules = lifts { $rules }
explain-derogation-with = { $rule } (what { $text } demands too)
