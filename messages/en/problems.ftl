# What hindered the analysis: `src/report/problems/`. A title says what, `-remedy` what to do.

unreadable = { $count ->
         [one] { $path } is not read
        *[other] { $count } files or links are not read
    }: { $reason }
read-outside = outside the repository, which is all that is read
read-not-found = there is no such file
read-dangling = a link to nothing
read-loop = a link to a directory that contains it
read-not-a-file = not a regular file
read-too-large = larger than { $megabytes } MiB
read-not-unicode = a file name that is not Unicode
read-io = the system answers "{ $message }"
consequence = consequence
consequence-syntax = the rest of the file is analysed; what cannot be read here is not judged
consequence-unreadable = what these files declare is not judged
consequence-encoding = each wrong byte is read as `?`
consequence-duplicate = only the first declaration is judged
consequence-labels = this block is not judged
consequence-module = the resources of this module are not judged
consequence-modules = the resources of these modules are not judged, and their outputs are unknown
consequence-evaluation = this value is taken for unknown, and what depends on it may be undetermined
consequence-unmatched = it changes no verdict
first-declaration = first declaration
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
syntax-brace-on-next-line = the opening brace must be on the line of the block’s type and labels
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
syntax-json-unexpected = this is not JSON: { $argument } is expected here
syntax-json-unexpected-remedy = mend the file, or write it again with the tool that produces it
syntax-json-string = this JSON string is not closed, or holds a control character
syntax-json-string-remedy = add `"` at its end, or write `\n` for a line break
syntax-json-escape = this escape does not exist in JSON
syntax-json-escape-remedy = write `\\` for a backslash
syntax-more = { $count ->
         [one] one more syntax error is not told
        *[other] { $count } more syntax errors are not told
    } in this file
syntax-more-remedy = mend those before first, and check that the file is written in HCL
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
unreadable-loop-remedy = remove the link that leads back to its own directory
unreadable-not-a-file-remedy = replace it by a regular file, or add it to `exclude` in cocarde.toml
unreadable-too-large-remedy = split it, or add it to `exclude` in cocarde.toml
unreadable-not-unicode-remedy = rename the file
unreadable-io-remedy = check the permission to read this path
declaration-duplicate = `{ $address }` is declared twice in this module
declaration-duplicate-remedy = rename or remove one of the two declarations
declaration-labels = a `{ $kind }` block takes { $count ->
         [0] no label
         [one] one label
        *[other] { $count } labels
    }
declaration-labels-remedy = mend the number of labels between the block’s type and its brace
module-no-source = the call `module.{ $name }` has no `source`
module-no-source-remedy = add the argument `source`
module-missing = the module that `module.{ $name }` calls is missing: { $place } holds no configuration file
module-missing-remedy = mend `source`, or add the module to the repository; if `terraform init` had installed it, run it again
module-outside = the module that `module.{ $name }` calls is outside the repository, where nothing is read
module-outside-remedy = put the module in the repository, or run Cocarde on the directory that holds both
module-cycle = `module.{ $name }` calls itself: { $place } is already one of its callers
module-cycle-remedy = remove the call that closes the loop
module-not-installed = { $count ->
         [one] one call of a remote module is not analysed: the module is not installed
        *[other] { $count } calls of remote modules are not analysed: the modules are not installed
    }
module-not-installed-remedy = run `terraform init` or `tofu init` in { $roots ->
         [one] the root module
        *[other] the { $roots } root modules
    } before `cocarde check`
no-configuration = no Terraform or OpenTofu file in "{ $path }"
no-configuration-remedy = give the directory that holds the .tf or .tofu files, and check `exclude` and .gitignore
no-such-rule = no rule is called "{ $rule }"
no-such-rule-remedy = choose among: { $known }
policy = this policy is wrong: { $message }
policy-remedy = mend the policy file; no policy is applied by half
doctrine = the legal data cannot be read: { $message }
doctrine-remedy = restore these data: without them, nothing can be judged
