# What hindered the analysis: `src/report/problems/`. A title says what, `-remedy` what to do.

unreadable = { $count ->
         [one] { $path } is not read
        *[other] { $count } files or links are not read
    }: { $reason }
read-outside = outside the repository, which is all that is read
read-not-found = there is no such file
read-dangling = a link to nothing
read-too-many = more files and directories than are looked at
read-not-a-file = not a regular file
read-stack = this version does not read Terragrunt stacks
read-too-large = larger than { $megabytes } MiB
read-not-unicode = a file name that is not Unicode
read-io = the system answers "{ $message }"
consequence = consequence
consequence-syntax = the rest of the file is analysed; what cannot be read here is not judged
consequence-unreadable = what is declared there is not judged
consequence-encoding = each wrong byte is read as `?`
consequence-duplicate = only the first declaration is judged
consequence-only-override = it is judged as if it stood in another file
consequence-count-and-for-each = `for_each` is left out of account
consequence-labels = this block is not judged
consequence-module = the resources of this module are not judged
consequence-modules = the resources of these modules are not judged, and their outputs are unknown
consequence-unit = in the units that use it, what may depend on it is taken for unknown, and what is declared in it is not judged
module-of-unit = the cache of Terragrunt is not read: for the resources of a unit to be judged, its module must be in the repository
consequence-evaluation = this value is taken for unknown, and what depends on it may be undetermined
consequence-limit = what is beyond the limit is not judged: resources may be missing from the report, or undetermined
consequence-unmatched = it changes no verdict
first-declaration = first declaration
given-label = given by
also-label = also at
path-label = path
source-label = source
source-calls = { $source } ({ $count ->
         [one] 1 call
        *[other] { $count } calls
    })
source-computed = computed source
and-more = … and { $count ->
         [one] 1 other
        *[other] { $count } others
    }
top-directory = the top directory of the repository
quoted-directory = "{ $directory }"
did-you-mean = did you mean "{ $nearest }"?
syntax-too-deep = this is nested too deeply to be read
syntax-too-deep-remedy = split it into local values or modules
syntax-unexpected-character = the character `{ $argument }` means nothing here
syntax-unexpected-character-remedy = remove it
syntax-single-quote = a string is not written between single quotes
syntax-single-quote-remedy = replace each ' by "
syntax-unsupported-operator = `{ $argument }` is not an operator
syntax-unsupported-operator-remedy = write `&&`, `||` or `!`
syntax-unclosed-string = this string is not closed on its line
syntax-unclosed-string-remedy = add `"` at the end of the string, write `\n` for a line break, or use a heredoc
syntax-unclosed-heredoc = this heredoc is not closed
syntax-unclosed-heredoc-remedy = write `{ $argument }` alone on a line after the text
syntax-heredoc-at-end = the end marker `{ $argument }` is not followed by a line break
syntax-heredoc-at-end-remedy = end the file with a line break
syntax-heredoc-opening = this opens no heredoc
syntax-heredoc-opening-remedy = write `<<` and a name that ends the line, such as `<<EOT`
syntax-unclosed-comment = this comment is not closed
syntax-unclosed-comment-remedy = add `*/`
syntax-unclosed-sequence = this template sequence is not closed
syntax-unclosed-sequence-remedy = add `{"}"}`
syntax-extra-in-sequence = a template sequence holds one expression only
syntax-extra-in-sequence-remedy = close the sequence with `{"}"}` before what follows the expression
syntax-unclosed-bracket = this `{ $argument }` is never closed
syntax-unclosed-bracket-remedy = close it
syntax-unclosed-block = this block is never closed
syntax-unclosed-block-remedy = add `{"}"}` on a line of its own
syntax-unexpected-closing = this `{ $argument }` closes nothing
syntax-unexpected-closing-remedy = remove it, or open what it should close
syntax-invalid-escape = this escape does not exist
syntax-invalid-escape-remedy = write `\n`, `\r`, `\t`, `\"`, `\\`, `\uNNNN` or `\UNNNNNNNN`; a backslash is written `\\`
syntax-malformed-number = this number cannot be read
syntax-malformed-number-remedy = write digits, with at most one decimal point and one exponent
syntax-missing-expression = an expression is missing here
syntax-missing-expression-remedy = write a value, or remove what announces it
syntax-extra-after-expression = the expression ends before this
syntax-extra-after-expression-remedy = remove what follows the expression
syntax-missing-newline-after-argument = an argument must end its line
syntax-missing-newline-after-argument-remedy = put what follows on the next line
syntax-missing-newline-after-block = a block must end its line
syntax-missing-newline-after-block-remedy = put what follows `{"}"}` on the next line
syntax-duplicate-argument = the argument `{ $argument }` is already set in this block
syntax-duplicate-argument-remedy = remove one of the two
syntax-invalid-item = neither an argument nor a block begins like this
syntax-invalid-item-remedy = write an argument (`name = value`) or a block (`type {"{"}`)
syntax-invalid-argument = `{ $argument }` is neither a whole argument nor a whole block
syntax-invalid-argument-remedy = add `=` and a value, or labels and `{"{"}`
syntax-quoted-argument = the name of an argument is written without quotes
syntax-quoted-argument-remedy = remove the quotes
syntax-invalid-label = this is not the label of a block
syntax-invalid-label-remedy = write a name or a quoted string, then `{"{"}`
syntax-template-in-label = the label of a block is a fixed text
syntax-template-in-label-remedy = remove the interpolation; to write `$` or `%` before a brace, double it
syntax-brace-on-next-line = the opening brace must be on the line of the block's type and labels
syntax-brace-on-next-line-remedy = move `{"{"}` to the end of that line
syntax-nested-block-on-one-line = a block written on one line holds no other block
syntax-nested-block-on-one-line-remedy = put the nested block on lines of its own
syntax-several-arguments-on-one-line = a block written on one line holds one argument at most
syntax-several-arguments-on-one-line-remedy = put each argument on a line of its own
syntax-one-line-block-continues = a block with an argument on its first line must close on that line
syntax-one-line-block-continues-remedy = move the argument to the next line
syntax-missing-comma = a comma is missing here
syntax-missing-comma-remedy = separate these elements with a comma
syntax-missing-item-separator = nothing separates these items of the object
syntax-missing-item-separator-remedy = separate them with a comma or a line break
syntax-missing-item-value = this key has no value
syntax-missing-item-value-remedy = add `=` and a value
syntax-ellipsis-not-last = `...` does not come last
syntax-ellipsis-not-last-remedy = put `...` right before `)`
syntax-missing-call = a name with `::` is that of a function
syntax-missing-call-remedy = add its arguments in parentheses
syntax-missing-else = this conditional has no value for the other case
syntax-missing-else-remedy = write `condition ? value : value`
syntax-invalid-for = this `for` cannot be read
syntax-invalid-for-remedy = write `for name in collection : result` or `for key, name in collection : result`
syntax-key-in-tuple-for = a `for` in brackets gives no key
syntax-key-in-tuple-for-remedy = replace the brackets by braces, or give a value only
syntax-grouping-in-tuple-for = `...` groups the values of an object only
syntax-grouping-in-tuple-for-remedy = replace the brackets by braces, or remove `...`
syntax-no-key-in-object-for = a `for` in braces gives each value a key
syntax-no-key-in-object-for-remedy = write `{"{"}for … : key => value{"}"}`
syntax-missing-attribute-name = nothing follows this dot
syntax-missing-attribute-name-remedy = add a name, an index or `*`
syntax-invalid-legacy-index = these indices read as a decimal number
syntax-invalid-legacy-index-remedy = write them between brackets: `[0][1]`
syntax-unclosed-splat = `[*` is not closed
syntax-unclosed-splat-remedy = add `]`
syntax-unknown-directive = this template directive does not exist
syntax-unknown-directive-remedy = write if, else, endif, for or endfor; to write `%` before a brace, double it
syntax-unexpected-directive = `%{"{"}{ $argument }{"}"}` ends nothing that is open here
syntax-unexpected-directive-remedy = remove it, or open what it should end
syntax-unclosed-directive = `%{"{"}{ $argument }{"}"}` is not closed
syntax-unclosed-directive-remedy = add `%{"{"}end{ $argument }{"}"}`
syntax-more = { $count ->
         [one] one more syntax error is not told
        *[other] { $count } more syntax errors are not told
    } in this file
syntax-more-remedy = mend those before first, and check that the file is written in HCL
syntax-json-value = a JSON value must stand here
syntax-json-value-remedy = write an object, an array, a string between double quotes, a number, `true`, `false` or `null`
syntax-json-key = the name of a property must stand here
syntax-json-key-remedy = write the name between double quotes, then `:` and a value; a comment is the value of a property named `"//"`
syntax-json-colon = this property has no value
syntax-json-colon-remedy = write `:` and a value after its name
syntax-json-trailing-comma = a comma stands after the last element
syntax-json-trailing-comma-remedy = remove it: JSON has commas between elements only
syntax-json-string = this string is not closed on its line, or holds a control character
syntax-json-string-remedy = add `"` at the end of the string, and write `\n` for a line break, `\t` for a tab
syntax-json-escape = this escape does not exist in JSON
syntax-json-escape-remedy = write `\"`, `\\`, `\/`, `\b`, `\f`, `\n`, `\r`, `\t` or `\uNNNN`; a backslash is written `\\`
syntax-json-root = this file of JSON syntax holds no configuration
syntax-json-root-remedy = put the blocks in an object, or in an array of objects
encoding = this file holds { $count ->
         [one] a byte that is not UTF-8
        *[other] { $count } bytes that are not UTF-8
    }
encoding-remedy = save the file in UTF-8
path = { $path }: { $reason }
path-remedy = give the path of a file or directory that can be read
unreadable-outside-remedy = give Cocarde the repository that holds this file, or replace the link by a copy
unreadable-not-found-remedy = restore the file, or remove what refers to it
unreadable-dangling-remedy = remove the link, or restore what it leads to
unreadable-too-many-remedy = judge a directory of it, or leave some out: `exclude` in cocarde.toml, or .gitignore
unreadable-not-a-file-remedy = replace it by a regular file, or add it to `exclude` in cocarde.toml
unreadable-stack-remedy = generate the units (`terragrunt stack generate`) and analyse the result, or add it to `exclude` in cocarde.toml
unreadable-too-large-remedy = split it, or add it to `exclude` in cocarde.toml
unreadable-not-unicode-remedy = rename the file
unreadable-io-remedy = check the permission to read this path
declaration-duplicate = `{ $address }` is declared twice in this module
declaration-duplicate-remedy = rename or remove one of the two declarations
declaration-only-override = `{ $address }` is only declared in an override file, which has nothing to override
declaration-only-override-remedy = move the declaration to a file that is no override, or mend its name
declaration-count-and-for-each = a block takes `count` or `for_each`, not both
declaration-count-and-for-each-remedy = remove one of the two
declaration-labels = a `{ $kind }` block takes { $count ->
         [0] no label
         [one] one label
        *[other] { $count } labels
    }
declaration-labels-remedy = mend the number of labels between the block's type and its brace
module-no-source = the call `module.{ $name }` has no `source`
module-no-source-remedy = add the argument `source`
module-missing = the module that `module.{ $name }` calls is missing: { $place } holds no configuration file
module-missing-remedy = mend `source`, or add the module to the repository; if `terraform init` had installed it, run it again
unit-source-missing = the module of this Terragrunt unit is missing: { $place } holds no configuration file
unit-source-missing-remedy = mend `source`, or add the module to the repository
unit-include = the file that this `include` of Terragrunt names is not known: { $reason }
unit-include-remedy = mend `path`, or add the file to the repository
unit-nested-include = an included file includes another, which Terragrunt refuses
unit-nested-include-remedy = include both files in the unit
unit-generated = what a file holds that Terragrunt writes is not known: { $reason }
unit-generated-remedy = write in the code what is missing, or a block of which a value alone is unknown
unit-variable-file = values of variables that Terragrunt gives to Terraform are not known: { $reason }
unit-variable-file-remedy = mend the path, or give the values with --var-file or --var
module-outside = the module that `module.{ $name }` calls is outside the repository, where nothing is read
module-outside-remedy = put the module in the repository, or run Cocarde on the directory that holds both
module-cycle = `module.{ $name }` calls itself: { $place } is already one of its callers
module-cycle-remedy = remove the call that closes the loop
module-not-installed = { $count ->
         [one] one call of a remote module is not analysed: the module is not installed
        *[other] { $count } calls of remote modules are not analysed: the modules are not installed
    }
module-not-installed-remedy = run `terraform init -backend=false` or `tofu init -backend=false` in { $roots ->
         [one] the root module
        *[other] the { $roots } root modules
    } before `cocarde check`, or accept that they are not judged (`--allow-missing-modules`)
variable-files-unread = { $count ->
    [one] no root module is run with the variable file { $path }, by its place, its name and what it sets
   *[other] no root module is run with { $count } variable files, by their places, their names and what they set
}
variable-files-unread-remedy = if Terraform is run with one of them, give it: --var-file FILE; else nothing is to be done
ignored-configuration = { $count ->
         [one] the directory "{ $path }" has configuration files, and a .gitignore leaves it out: it is not judged
        *[other] { $count } directories have configuration files, and a .gitignore leaves them out: they are not judged
    }
ignored-configuration-remedy = if that is deployed, take it out of the .gitignore; else nothing is to be done
no-configuration = no Terraform or OpenTofu file in "{ $path }"
no-configuration-remedy = give the directory that holds the .tf or .tofu files, and check `exclude` and .gitignore
no-such-variable = no root module declares the variable "{ $name }"
no-such-variable-remedy = write the name as a `variable` block does
no-such-rule = no rule or pack is called "{ $rule }"
no-such-rule-remedy = choose among: { $known }
no-policies = there is no policy file here: { $path }
no-policies-remedy = give a file, or a directory that holds files whose names end with .policy.hcl
no-tests = there is no test file here: { $path }
no-tests-remedy = give a file, or a directory that holds files whose names end with .policytest.hcl
policy-input = a value for an input of the policies is wrong: { $message }
policy-input-remedy = mend what --input or --input-file gives
policy-test = this test of policies is wrong: { $message }
policy-test-remedy = mend the test file; nothing of it was run
policy = this policy is wrong: { $message }
policy-remedy = mend the policy file; no policy is applied by half
doctrine = the legal data cannot be read: { $message }
doctrine-remedy = restore these data: without them, nothing can be judged
evaluation-call = `{ $name }()`: { $problem }
evaluation-no-such-function-remedy = mend the name of the function; that of a provider is written `provider::name::function()`
evaluation-function-arguments-remedy = mend the number of arguments
evaluation-function-remedy = mend the argument, or set aside the case where the function fails with `try()` or a condition
evaluation-operand-remedy = give the operator values of the type it expects
evaluation-interpolation-remedy = insert texts, numbers and bools only; for the rest, use `jsonencode()` or `join()`
evaluation-attribute-remedy = mend the name, or provide for its absence with `try()` or `lookup()`
evaluation-index-remedy = choose an element that exists, or provide for its absence with `try()`
operand-left = the left operand is not suitable: { $problem }
operand-right = the right operand is not suitable: { $problem }
operand-null = an operand is null
interpolation-null = null cannot be part of a string template
interpolation-collection = { $kind } cannot be part of a string template
attribute-none = { $kind } has no attributes
element-none = { $kind } has no elements to select
attribute-missing = there is no attribute or key named "{ $name }"
attribute-missing-unnamed = there is no such attribute or key
index-out-of-range = there is no such element: there { $count ->
         [0] is none
         [one] is one only
        *[other] are { $count }
    }
index-not-whole = an index is a whole number from 0 on
index-null = null cannot be an index or key
index-key = the index is not suitable: { $problem }
number-syntax = not a number in decimal notation
number-magnitude = a number too large to compute with
number-division-by-zero = a division by zero
number-not-finite = the result is not a finite number
convert-at = at `{ $path }`, { $problem }
convert-mismatch = `{ $expected }` is expected, not { $found }
convert-not-a-bool = a bool is expected: `true` or `false`
convert-number = a number is expected: { $problem }
convert-missing-attribute = the attribute `{ $name }` is missing
convert-length = a tuple of { $expected ->
         [0] no element
         [one] 1 element
        *[other] { $expected } elements
    } is expected, not of { $found }
convert-no-common-type = the elements have no type in common
type-not-a-type = this is not a type
type-arguments = the type constructor `{ $name }` takes { $takes }
type-attribute-name = the name of an attribute is a plain name or a string
type-duplicate-attribute = the attribute `{ $name }` is declared twice in this type
type-misplaced-optional = `optional()` only makes sense for an attribute of an object type
type-default = the default is not of the attribute's type: { $problem }
limit-work = evaluating this takes more work than the analysis gives to one value
limit-work-remedy = simplify the value, or compute it elsewhere and give it as a variable; split the root module if it is large
limit-depth = values depend on one another through more levels than the analysis follows
limit-depth-remedy = shorten the chain of references, or make one of the values a literal
limit-instances = there are more resource instances than the analysis looks at one by one
limit-instances-remedy = lower `count` or `for_each`, or split the root module
limit-modules = there are more module instances than the analysis looks at one by one
limit-modules-remedy = lower `count` or `for_each` of the module calls, or split the root module
limit-module-depth = this module call is inside too many others to be followed
limit-module-depth-remedy = call the module from fewer levels
limit-size = this value is larger, or deeper, than the analysis follows
limit-size-remedy = split the value into smaller ones, or give it as a variable
limit-text = this string is longer than the analysis reads
limit-text-remedy = shorten the string, or give it as a variable
limit-runs = there are more variable files of one root module than the analysis looks at one by one
limit-runs-remedy = judge the others apart: --var-file FILE
limit-function = a function goes beyond a limit of the analysis ({ $limit })
limit-function-remedy = give the function less to work on, or give its result as a variable
template-variable = the variable `{ $name }` is not given to it
template-arguments = the function takes a template and its variables
template-not-a-string = the template or its path is not a string
evaluation-template-file = the template `{ $name }` has no result: { $problem }
function-unknown = there is no such function
function-unknown-nearest = there is no such function; did you mean `{ $nearest }()`?
function-too-few = { $least ->
         [one] one argument at least is expected
        *[other] { $least } arguments at least are expected
    }, not { $given }
function-too-many = { $most ->
         [0] no argument is expected
         [one] one argument at most is expected
        *[other] { $most } arguments at most are expected
    }, not { $given }
function-argument = argument { $position } (`{ $parameter }`): { $problem }
problem-kind = { $kind } is expected
problem-limit = the limit of the analysis is exceeded ({ $limit })
problem-out-of-range = the value must be between { $least } and { $most }
problem-lengths = the lengths { $left } and { $right } differ
problem-format = the format cannot be read at byte { $byte }
problem-format-missing = the format asks for argument { $argument }, which is missing
problem-format-unused = the format uses { $count ->
         [0] no argument
         [one] 1 argument only
        *[other] { $count } arguments only
    }
problem-format-argument = the verb at byte { $byte } of the format cannot write this value: { $problem }
problem-json = not JSON (line { $line }, column { $column })
problem-csv = not CSV (line { $line })
problem-null = the value is null
problem-null-element = one of the elements is null
problem-not-whole = a whole number is expected
problem-negative = the value is negative
problem-empty = the value is empty
problem-all-empty = all arguments are null or empty
problem-no-common-type = the arguments have no type in common
problem-not-found = there is no such element
problem-no-such-key = there is no such key, and no default is given
problem-more-than-one = there is more than one element
problem-bounds = the bound is not within the list, or after the end of the slice
problem-step = the step does not lead from the start to the end
problem-not-in-base = not a whole number in that base
problem-pattern = not a regular expression that can be read
problem-mixed-groups = the groups must be all named, or none
problem-no-match = the regular expression matches no part of the string
problem-base64 = not standard Base64
problem-families = one is of IPv4 and the other of IPv6
problem-percent = a % must be followed by two hexadecimal digits
problem-gzip = not compressed by gzip
problem-encoding = not the name of a character encoding
problem-not-in-encoding = the encoding has no such characters
problem-home = the home directory of another user is not known
problem-not-text = the result is not UTF-8
problem-yaml = not YAML that can be read
problem-csv-header = the line of column names is missing
problem-csv-duplicate = two columns have the same name
problem-cidr = not an address range in CIDR notation
problem-ipv6-netmask = an IPv6 range has no netmask
problem-no-room = the address range has no room for this
problem-timestamp = not a date and time of RFC 3339
problem-duration = not a duration such as `1h30m`
problem-date-range = the date is out of range
problem-namespace = a UUID, `dns`, `url`, `oid` or `x500` is expected
problem-glob = not a file pattern that can be read
format-verb = there is no such verb
evaluation-conversion = { $name }: { $problem }
evaluation-type-remedy = write any, bool, number, string, list(…), set(…), map(…), tuple([…]) or object({"{"}…{"}"})
evaluation-conversion-remedy = give a value of the declared type, or mend the type
evaluation-branches = both results of a conditional must be of one type, not { $one } and { $other }
evaluation-branches-remedy = give both cases values of one type
evaluation-null = this value is null, so that it has no attributes or elements
evaluation-null-remedy = give a value, or provide for its absence with `try()` or a condition
evaluation-undeclared = `{ $name }` is not declared in this module
evaluation-undeclared-remedy = mend the name, or add the declaration
evaluation-not-here = `{ $name }` means nothing here
evaluation-not-here-remedy = mend the reference; `each` and `count` need `for_each` or `count` in the same block, and values of variables are written without references and functions
evaluation-missing-argument = `module.{ $call }` is called without its argument `{ $argument }`
evaluation-missing-argument-remedy = add the argument to the call, or a default to the variable
evaluation-unsupported-argument = `module.{ $call }` has no variable `{ $argument }`
evaluation-unsupported-argument-remedy = mend the name, remove the argument, or declare the variable in the module
evaluation-given-no-value = what --var or TF_VAR_{ $name } gives to `var.{ $name }` is no value of its type
evaluation-given-no-value-remedy = write it as in a variable file: --var '{ $name }=["a", "b"]'
evaluation-null-variable = `var.{ $name }` must not be null: its declaration says `nullable = false`
evaluation-null-variable-remedy = give a value, or a default to the variable
evaluation-count = `count` must be a whole number, zero or more
evaluation-count-remedy = mend the value of `count`
evaluation-for-each = `for_each` must be a map or a set of strings
evaluation-for-each-remedy = convert a list with `toset()`, or write a map
evaluation-sensitive-for-each = `for_each` must not be sensitive: its keys are part of addresses, which are shown
evaluation-sensitive-for-each-remedy = repeat over keys that are no secret, and look the secret values up by key
evaluation-iteration = only a list, a set, a tuple, a map or an object can be iterated over
evaluation-iteration-remedy = give a collection
evaluation-key = a key must be a string
evaluation-key-remedy = convert the key with `tostring()`, or mend it
evaluation-duplicate-key = two elements have the same key
evaluation-duplicate-key-remedy = make the keys unique, or group the values with `...`
evaluation-condition = a condition must be true or false
evaluation-condition-remedy = write a comparison, or `true` or `false`
evaluation-cycle = `{ $name }` depends on itself
evaluation-cycle-remedy = remove one of the references that close the loop
evaluation-no-instance = there is no such instance: neither `count` nor `for_each` makes it
evaluation-no-instance-remedy = mend the key or index, or add the instance
evaluation-try = no argument of `try()` can be evaluated
evaluation-try-remedy = add last a value that can be, such as `null`
evaluation-can = `can()` takes one argument
evaluation-can-remedy = give it the expression to test, and nothing else
evaluation-expansion = only a list, a set or a tuple can be expanded with `...`
evaluation-expansion-remedy = give a list, or remove `...`
evaluation-lookup = it takes a type, and an object of attributes
evaluation-lookup-remedy = write it as `core::getresources("aws_s3_bucket", local.filter)`
evaluation-version = "{ $text }" is neither a version nor a constraint on versions
evaluation-version-remedy = write it as `1.2.3`, or `>= 1.2.0, < 2.0.0`
evaluation-template = this template has no result: { $problem }
evaluation-template-remedy = mend the template, or the variables it is given
plan = { $path } is not read: { $reason }
plan-binary = it is a plan in the binary form of Terraform
plan-encoding = it is not text in UTF-8
plan-log = it is the log of `plan -json`, which holds no values
plan-raw-state = it is a raw state, which only Terraform is to read
plan-not-json = it is not JSON, or was cut short (line { $line }, column { $column })
plan-form = it is JSON of another form (line { $line }, column { $column })
plan-version = this version of the format is not known
plan-empty = it holds neither a plan nor a state
plan-remedy = write it anew: terraform show -json plan.out > plan.json (or tofu show -json)
plan-state-remedy = write a state as terraform show -json > state.json, a plan as terraform show -json plan.out > plan.json
plan-encoding-remedy = write it anew in UTF-8; in PowerShell: terraform show -json plan.out | Out-File -Encoding utf8 plan.json
plan-version-remedy = use a later version of Cocarde
plan-partial = the plan { $path } is not complete
plan-partial-remedy = plan anew without -target, once the errors of the plan are mended
plan-sources = the sources in { $directory } declare no resource of this plan
plan-sources-remedy = give the directory that the plan was made in: cocarde check --plan FILE DIRECTORY
consequence-partial = what Terraform left out of it is not judged
consequence-sources = they are not used: findings point into the plan, and the place of its state is not judged
