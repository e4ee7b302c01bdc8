#!/bin/sh
# Finishing touches to the root folder; called by mmdebstrap with its path. Also fit for a Dockerfile ("/").
set -eu
root=${1%/}

# Debian names its Russian prompts by speaker only, and Asterisk looks for the language.
ln -sfn ru_RU_f_IvrvoiceRU "$root/usr/share/asterisk/sounds/ru"

# The softphones' and the carrier's user: they have no business in Asterisk's files.
chroot "$root/" useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin phone

# Where each process sees its own directory of the lab, and nothing of the others'.
mkdir -p "$root/lab"
