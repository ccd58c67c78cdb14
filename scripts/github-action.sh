#!/usr/bin/env bash
# What action.yml runs: `cocarde check` on the workspace, a report file, a job summary, and the exit code of the check.
# The repository under judgement may be a stranger's: nothing of it is run, and nothing it writes is read as a command.
set -euo pipefail

fail() {
  echo "::error title=Cocarde::$1"
  echo "exit-code=2" >>"$GITHUB_OUTPUT"
  exit 2
}

temporary="$(mktemp -d "${RUNNER_TEMP:-/tmp}/cocarde.XXXXXXXX")"

if [[ -n "${COCARDE_VERSION:-}" && ! "$COCARDE_VERSION" =~ ^[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?$ ]]; then
  fail "the input version is not a version, as 0.1.0"
fi

if ! command -v cocarde >/dev/null; then
  command -v cargo >/dev/null || fail "neither cocarde nor cargo is on the PATH of this runner"
  # Not from the workspace: cargo obeys the .cargo/config.toml of the directory it starts in.
  (cd "$GITHUB_ACTION_PATH" && cargo install --quiet --locked --path . --root "$temporary/cocarde") || fail "cocarde could not be built"
  PATH="$temporary/cocarde/bin:$PATH"
fi

version="$(cocarde --version)"
version="${version#cocarde }"
if [[ -n "${COCARDE_VERSION:-}" && "$version" != "$COCARDE_VERSION" ]]; then
  fail "version $COCARDE_VERSION is asked for, and $version is here"
fi

case "${COCARDE_FORMAT:-sarif}" in
  sarif) report="$temporary/cocarde.sarif" ;;
  json) report="$temporary/cocarde.json" ;;
  gitlab) report="$temporary/gl-code-quality-report.json" ;;
  *) fail "the input format is sarif, json or gitlab" ;;
esac

arguments=(--color never)
[[ -z "${COCARDE_LANG:-}" ]] || arguments+=("--lang=$COCARDE_LANG")
[[ -z "${COCARDE_FAIL_ON:-}" ]] || arguments+=("--fail-on=$COCARDE_FAIL_ON")
while IFS= read -r argument; do
  argument="${argument%$'\r'}"
  [[ -z "$argument" ]] || arguments+=("$argument")
done <<<"${COCARDE_ARGS:-}"

cd "$GITHUB_WORKSPACE"

# One run for each reader; both give the same verdicts. Between the two marks the runner obeys no `::command::`.
token="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
echo "::stop-commands::$token"
cocarde check "${arguments[@]}" -- "${COCARDE_PATH:-.}" 2>&1 | tee "$temporary/log" || true
status=0
cocarde check "${arguments[@]}" --format "${COCARDE_FORMAT:-sarif}" --output "$report" -- "${COCARDE_PATH:-.}" >/dev/null 2>"$temporary/errors" || status=$?
# Without a report, the reason is there: arguments that the first run took and this one does not.
[[ -s "$report" ]] || cat "$temporary/errors"
echo "::$token::"

# In <pre>, with its three signs escaped, nothing is markup. A summary has at most 1 MiB. Files stand between the steps:
# a pipe whose reader has had enough would end the script.
sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g' "$temporary/log" >"$temporary/escaped"
head -c 900000 "$temporary/escaped" >"$temporary/summary"
if ! cmp -s "$temporary/escaped" "$temporary/summary"; then
  # The last line may end in the middle of a character.
  sed '$d' "$temporary/summary" >"$temporary/lines" && mv "$temporary/lines" "$temporary/summary"
fi
{
  echo "### Cocarde $version"
  echo
  echo "<pre>"
  cat "$temporary/summary"
  echo
  cmp -s "$temporary/escaped" "$temporary/summary" || echo "…"
  echo "</pre>"
} >>"$GITHUB_STEP_SUMMARY"

{
  echo "exit-code=$status"
  if [[ -s "$report" ]]; then
    echo "report=$report"
    [[ "$report" != *.sarif ]] || echo "sarif=$report"
  fi
} >>"$GITHUB_OUTPUT"

exit "$status"
