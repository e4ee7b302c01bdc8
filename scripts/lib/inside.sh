#!/bin/sh
# Runs a command inside the root folder; called under `unshare --mount` (test/lab/root-folder.ts), so that
# mounts are visible only to this process and disappear with it: there is nothing to unmount, even after a crash.
#
# inside.sh ROOT DIRECTORY HOSTS UID GID COMMAND...
#   DIRECTORY appears as /lab, the only part of the lab that the command sees
#   HOSTS     appears as /etc/hosts; without one that names the machine, Asterisk waits for failed look-ups
set -eu
root=$1 directory=$2 hosts=$3 uid=$4 gid=$5
shift 5

mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=1777 tmp "$root/tmp"
mount -t tmpfs -o mode=0755 run "$root/run"
mount --bind "$directory" "$root/lab"
mount --bind "$hosts" "$root/etc/hosts"

umask 0027
ulimit -c 0
# Each call takes several descriptors. If the limit cannot be raised, the default has to suffice.
ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -H -n)"

# Root stays root here only for tcpdump, which needs it to open the socket and then drops it.
if [ "$uid" = 0 ]; then
  exec chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/lab TERM=dumb TZ=UTC "$@"
fi
exec chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/lab TERM=dumb TZ=UTC \
  setpriv --reuid="$uid" --regid="$gid" --clear-groups --no-new-privs -- "$@"
