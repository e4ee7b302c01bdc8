#!/bin/sh
# Whether calls can be made: SIP is up, and ARI listens where Star7 expects it. Through Asterisk's control socket,
# hence without a password. `asterisk -rx` ends with 0 whatever the command said: the answers are read.
set -eu

answers() {
  asterisk -rx "$1" 2>/dev/null | grep -q "$2" && return
  printf 'asterisk -rx "%s" does not say "%s"\n' "$1" "$2"
  exit 1
}

answers 'pjsip show transports' 'transport-udp'
answers 'http show status' 'Server Enabled and Bound to'
answers 'ari show status' 'Enabled: *Yes'
