#!/bin/sh
# Whether calls can be made: SIP is up, and ARI listens where Star7 expects it. Uses Asterisk's control socket, which needs
# no password. `asterisk -rx` always exits with 0, so this checks the output.
set -eu

answers() {
  asterisk -rx "$1" 2>/dev/null | grep -q "$2" && return
  printf 'asterisk -rx "%s" does not say "%s"\n' "$1" "$2"
  exit 1
}

answers 'pjsip show transports' 'transport-udp'
answers 'http show status' 'Server Enabled and Bound to'
answers 'ari show status' 'Enabled: *Yes'
