# What the terminal says around verdicts.

trace = value
resources = resources
rule = rule
remedy = what to do
settle = settle it
unverified = (text not verified)
resource-names = { $count ->
    [one] { $names }
   *[other] { $count }: { $names }{ $left ->
        [0] {""}
       *[other] {" "}… (--verbose for all)
    }
}
analysed = Analysed
analysed-text = { $files } files ({ $broken } in error), { $roots } roots, { $resources } resources of which { $data } hold data, { $states } Terraform states, { $absent } absent modules
established = Established
established-text = location { $located }/{ $total } · operator { $operator }/{ $total } · classification { $classified }/{ $data } · catalogue of { $catalogue } · doctrine as of { $today }
verdicts = Verdicts
verdicts-text = { $violations } violations · { $undetermined } undetermined · { $unclassified } undetermined for want of a classification · { $compliant } compliant · { $inapplicable } not applicable
told = Findings
told-text = { $violations } violations · { $undetermined } undetermined · { $notices } notices · { $problems } problems of the analysis

## Errors of the program itself.

cli-threads = threads could not be made: { $reason }
cli-output = the output could not be written: { $reason }

## Page of a rule.

explain-kind = severity: { $severity } · pack: { $pack }
explain-error = error
explain-warning = warning
explain-note = note
explain-reasons = Why
explain-remedy = What to do
explain-texts = Texts
explain-related = See also
explain-not-in-force = { $text } (not in force on { $today })
explain-unverified = The text itself was not read.
