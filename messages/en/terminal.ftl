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
analysed-text = { $files ->
    [one] { $files } file
   *[other] { $files } files
} ({ $broken } in error), { $roots ->
    [one] { $roots } root
   *[other] { $roots } roots
}, { $resources ->
    [one] { $resources } resource
   *[other] { $resources } resources
}, { $data } of them holding data{ $types ->
    [0] {""}
    [one] {", "}{ $types } of a type that the catalogue does not have
   *[other] {", "}{ $types } of types that the catalogue does not have
}, { $states ->
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
established = Established
established-text = location { $located }/{ $total } · operator { $operator }/{ $total } · classification { $classified }/{ $data } · catalogue of { $catalogue }{ $own ->
    [none] {""}
   *[other] {" "}with { $own }
} · doctrine as of { $today }
verdicts = Verdicts
verdicts-text = { $violations ->
    [one] { $violations } violation
   *[other] { $violations } violations
} · { $undetermined } undetermined · { $unclassified } undetermined for want of a classification · { $compliant } compliant · { $inapplicable } not applicable
told = Findings
told-text = { $violations ->
    [one] { $violations } violation
   *[other] { $violations } violations
} · { $undetermined } undetermined · { $notices ->
    [one] { $notices } notice
   *[other] { $notices } notices
} · { $problems ->
    [one] { $problems } problem
   *[other] { $problems } problems
} of the analysis

## Errors of the program itself.

cli-threads = threads could not be made: { $reason }
cli-output = the report cannot be written to the standard output: { $reason }
cli-output-file = the report cannot be written to { $path }: { $reason }

## An expression whose value is not known.

eval-unknown = unknown: { $reason }
eval-candidates = may be: { $values }

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
explain-unverified = Written after a summary of the text: check the text before relying on it.
