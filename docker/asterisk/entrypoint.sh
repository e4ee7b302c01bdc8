#!/bin/sh
# Renders Asterisk's configuration from dialplan/ (the same files as in the lab and for a plain Asterisk), then executes the
# given command. Runs as the user asterisk, writes only to $PBX_CONFIG.
set -eu
# The rendered files contain passwords; files written by Asterisk are private, too.
umask 077

: "${PBX_SHARE:=/usr/share/star7}"  # render.sh, dialplan/ and conf/
: "${PBX_CONFIG:=/etc/asterisk}"    # where the result goes: memory, in compose.yaml
: "${PBX_SITE:=/site}"              # phones.conf, trunks.conf, extensions.conf of this site
export PBX_SITE

# shellcheck source=docker/asterisk/render.sh
. "$PBX_SHARE/render.sh"

# One line, and no start: Asterisk must never read a partly filled file.
fail() {
  printf 'asterisk entrypoint: %s\n' "$*" >&2
  exit 1
}

# Variables with a default. ARI_BIND, CONTROL_PEER, SIP_ADDRESS and the passwords have none.
: "${SIP_BIND:=0.0.0.0}" "${SIP_PORT:=5060}" "${RTP_START:=10000}" "${RTP_END:=10199}"
: "${PHONES_CONTEXT:=from-phones}" "${TRUNK_CONTEXT:=from-trunk}"
: "${ARI_PORT:=8088}" "${ARI_USERNAME:=star7}" "${AMI_PORT:=5038}" "${AMI_USERNAME:=star7}"
# Both are only for Star7, hence on one address.
: "${AMI_BIND:=${ARI_BIND-}}"
export SIP_BIND SIP_PORT RTP_START RTP_END PHONES_CONTEXT TRUNK_CONTEXT
export ARI_PORT ARI_USERNAME AMI_BIND AMI_PORT AMI_USERNAME

# A secret comes as a file (NAME_FILE) or, if that is impossible, as the variable itself.
for name in ARI_PASSWORD AMI_PASSWORD; do
  file=$(value_of "${name}_FILE")
  [ -n "$file" ] || continue
  [ -z "$(value_of "$name")" ] || fail "$name and ${name}_FILE are both set: keep one of them"
  [ -r "$file" ] || fail "${name}_FILE cannot be read by uid $(id -u): $file (docker/prepare sets the owners)"
  # The substitution removes the last line break, as Star7 does.
  secret=$(cat "$file")
  export "$name=$secret"
done

# Relative names from here on: they contain no blanks, whatever PBX_SHARE does.
cd "$PBX_SHARE"
rendered=
for sample in ari cdr cel http logger manager modules pjsip rtp sorcery; do
  rendered="$rendered dialplan/$sample.sample.conf"
done

# All faults at once, so that they can be fixed together.
faults=
# shellcheck disable=SC2086 # a list of names without blanks
for name in $(placeholders_in $rendered conf/*.conf); do
  fault=$(check_value "$name") || faults="$faults${faults:+; }$name $fault"
  export "${name?}"
done
[ -z "$faults" ] || fail "$faults"

for file in phones.conf trunks.conf extensions.conf; do
  if [ -e "$PBX_SITE/$file" ] && [ ! -r "$PBX_SITE/$file" ]; then
    fail "$PBX_SITE/$file cannot be read by uid $(id -u): run docker/prepare, which sets the owners"
  fi
done

for file in $rendered; do
  name=${file##*/}
  fill_template "$file" >"$PBX_CONFIG/${name%.sample.conf}.conf"
done
for file in conf/*.conf; do
  name=${file##*/}
  case $name in
    # Additions to the files of dialplan/: ari.add.conf is appended to ari.conf.
    *.add.conf) fill_template "$file" >>"$PBX_CONFIG/${name%.add.conf}.conf" ;;
    *) fill_template "$file" >"$PBX_CONFIG/$name" ;;
  esac
done
# These do not depend on the site.
for name in star7-extensions.conf star7-manager-protections.conf star7-trunk-protections.conf; do
  cp "dialplan/$name" "$PBX_CONFIG/$name"
done

# The container's log is its standard output, which the engine rotates; a file would fill the memory used instead of a
# disk. The levels stay those of the sample: without verbose and debug, which print numbers.
sed 's/^messages\.log *=>/console =>/' "$PBX_CONFIG/logger.conf" >"$PBX_CONFIG/logger.conf.new"
mv "$PBX_CONFIG/logger.conf.new" "$PBX_CONFIG/logger.conf"

# Loaded modules need these files and complain without them; they stay empty.
for name in acl ccss features pjproject udptl websocket_client; do
  [ -e "$PBX_CONFIG/$name.conf" ] || : >"$PBX_CONFIG/$name.conf"
done

# Star7's group reads the list of ended legs; the folder contains nothing else that it could read.
umask 027
# From here on the passwords are only in Asterisk's configuration, not in the environment of every child.
unset ARI_PASSWORD AMI_PASSWORD secret value
cd /
exec "$@"
