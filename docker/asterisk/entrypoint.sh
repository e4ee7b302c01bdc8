#!/bin/sh
# Renders Asterisk's configuration from dialplan/ (the files that the lab runs and that a plain Asterisk takes),
# then becomes the command it is given. Runs as the user asterisk, writes to $PBX_CONFIG only.
set -eu
# Passwords are rendered, and whatever Asterisk itself writes is nobody else's either.
umask 077

: "${PBX_SHARE:=/usr/share/star7}"  # render.sh, dialplan/ and conf/
: "${PBX_CONFIG:=/etc/asterisk}"    # where the result goes: memory, in compose.yaml
: "${PBX_SITE:=/site}"              # phones.conf, trunks.conf, extensions.conf of this site
export PBX_SITE

# shellcheck source=docker/asterisk/render.sh
. "$PBX_SHARE/render.sh"

# One line, and nothing is started: a half-filled file must never reach Asterisk.
fail() {
  printf 'asterisk entrypoint: %s\n' "$*" >&2
  exit 1
}

# What has a usual value. ARI_BIND, CONTROL_PEER, SIP_ADDRESS and the passwords have none.
: "${SIP_BIND:=0.0.0.0}" "${SIP_PORT:=5060}" "${RTP_START:=10000}" "${RTP_END:=10199}"
: "${PHONES_CONTEXT:=from-phones}" "${TRUNK_CONTEXT:=from-trunk}"
: "${ARI_PORT:=8088}" "${ARI_USERNAME:=star7}" "${AMI_PORT:=5038}" "${AMI_USERNAME:=star7}"
# Both are for Star7 alone, hence on one address.
: "${AMI_BIND:=${ARI_BIND-}}"
export SIP_BIND SIP_PORT RTP_START RTP_END PHONES_CONTEXT TRUNK_CONTEXT
export ARI_PORT ARI_USERNAME AMI_BIND AMI_PORT AMI_USERNAME

# A secret comes as a file (NAME_FILE) or, where that cannot be, as the variable itself.
for name in ARI_PASSWORD AMI_PASSWORD; do
  file=$(value_of "${name}_FILE")
  [ -n "$file" ] || continue
  [ -z "$(value_of "$name")" ] || fail "$name and ${name}_FILE are both set: keep one of them"
  [ -r "$file" ] || fail "${name}_FILE cannot be read by uid $(id -u): $file (docker/prepare sets the owners)"
  # The substitution takes the last line break away, as Star7 itself does.
  secret=$(cat "$file")
  export "$name=$secret"
done

# Relative names from here on: they contain no blanks, whatever PBX_SHARE does.
cd "$PBX_SHARE"
rendered=
for sample in ari cdr cel http logger manager modules pjsip rtp; do
  rendered="$rendered dialplan/$sample.sample.conf"
done

# Everything that is wrong, at once, so that nobody mends one thing after the other.
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
    # Additions to what dialplan/ says, not files of their own: ari.add.conf goes to the end of ari.conf.
    *.add.conf) fill_template "$file" >>"$PBX_CONFIG/${name%.add.conf}.conf" ;;
    *) fill_template "$file" >"$PBX_CONFIG/$name" ;;
  esac
done
# Nothing in these depends on the site.
for name in star7-extensions.conf star7-manager-protections.conf star7-trunk-protections.conf; do
  cp "dialplan/$name" "$PBX_CONFIG/$name"
done

# The container's log is its standard output, where the engine rotates it; a file would fill the memory that
# stands in for the disk. The levels stay those of the sample: without verbose and debug, which print numbers.
sed 's/^messages\.log *=>/console =>/' "$PBX_CONFIG/logger.conf" >"$PBX_CONFIG/logger.conf.new"
mv "$PBX_CONFIG/logger.conf.new" "$PBX_CONFIG/logger.conf"

# Modules that are loaded want these files and complain without them; there is nothing to say in them.
for name in acl ccss features pjproject udptl websocket_client; do
  [ -e "$PBX_CONFIG/$name.conf" ] || : >"$PBX_CONFIG/$name.conf"
done

# Star7's group reads the list of ended legs; in there is nothing else that it could read.
umask 027
# From here on the passwords are in Asterisk's configuration alone, not in every child's environment.
unset ARI_PASSWORD AMI_PASSWORD secret value
cd /
exec "$@"
