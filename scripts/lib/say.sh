# shellcheck shell=bash
# Output of the scripts: one line for each step, one line for a failed step. Sourced, never run.

say() {
  printf '%s\n' "$*" >&2
}

# fail STEP WHY WHAT-TO-DO
fail() {
  printf 'FAILED %s: %s. %s\n' "$1" "$2" "$3" >&2
  exit 1
}

# The line of a log with the reason: the first line with an error that does not refer to another log, otherwise the last
# line that is not empty.
last_words() {
  {
    grep -iE '^(E|FATAL):|error' "$1" |
      grep -viE '^Err:|complete log|failed to run|error (code|syscall|path|errno) |apt-get .* failed' | head -n 1
    grep -v '^[[:space:]]*$' "$1" | tail -n 1
  } 2>/dev/null | head -n 1 | sed 's/[.[:space:]]*$//' | cut -c 1-200
}

# run_step NAME LOG WHAT-TO-DO COMMAND...: the whole output goes to the log, the screen gets one line.
run_step() {
  local name=$1 log=$2 remedy=$3 started=$SECONDS
  shift 3
  say "$name ..."
  if ! "$@" >"$log" 2>&1; then
    fail "$name" "$(last_words "$log")" "$remedy (whole log: $log)"
  fi
  say "$name: done in $((SECONDS - started)) s"
}
