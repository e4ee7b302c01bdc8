# shellcheck shell=sh
# Fills the @NAME@ placeholders of dialplan/*.sample.conf from exported variables. Sourced: by the container's
# entrypoint, and on the host by add-phone and add-trunk.
#
# awk instead of sed: ENVIRON returns a value unchanged, while sed needs escapes for \, & and its delimiter, and would
# replace placeholders inside a value again (a password that contains @ARI_PORT@).

# placeholders_in FILE...: the names, one per line, each once.
placeholders_in() {
  awk '
    {
      line = $0
      while (match(line, /@[A-Z][A-Z0-9_]*@/)) {
        name = substr(line, RSTART + 1, RLENGTH - 2)
        if (!(name in seen)) print name
        seen[name] = 1
        line = substr(line, RSTART + RLENGTH)
      }
    }
  ' "$@"
}

# fill_template FILE: the filled text. The values have been checked by check_value: all are set.
fill_template() {
  awk '
    # A semicolon begins a comment in every file of Asterisk, unless a backslash precedes it.
    function literal(value,   parts, count, i, text) {
      count = split(value, parts, ";")
      text = parts[1]
      for (i = 2; i <= count; i++) text = text "\\;" parts[i]
      return text
    }
    {
      line = $0
      filled = ""
      while (match(line, /@[A-Z][A-Z0-9_]*@/)) {
        name = substr(line, RSTART + 1, RLENGTH - 2)
        filled = filled substr(line, 1, RSTART - 1) literal(ENVIRON[name])
        line = substr(line, RSTART + RLENGTH)
      }
      print filled line
    }
  ' "$1"
}

# value_of NAME
value_of() {
  eval "printf '%s' \"\${$1-}\""
}

# check_value NAME: fails, with the reason on standard output, if Asterisk would read the value differently: it trims
# blanks, treats "=>" as an operator, and a line break would start an arbitrary line.
check_value() {
  value=$(value_of "$1" && printf x)
  value=${value%x}
  case $value in
    '') printf 'is not set' && return 1 ;;
    ' '* | *' ' | '>'*) printf 'must not begin or end with a blank, nor begin with >' && return 1 ;;
  esac
  if [ "$(printf '%s' "$value" | tr -d '[:cntrl:]' && printf x)" != "${value}x" ]; then
    printf 'must not contain line breaks or other control characters'
    return 1
  fi
}
