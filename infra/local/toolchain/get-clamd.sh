#!/usr/bin/env bash
# Puts ClamAV's daemon out of Debian's packages into the cache of tools, where test/integration/evidence looks for it. Installs
# nothing; a clamd on PATH is used first. Debian and Ubuntu only.
set -euo pipefail
folder=${DONDOC_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/dondoc/toolchain}/clamav
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
cd "$packages"
libraries() { apt-cache depends "$1" | awk '/^ +Depends: lib/ { print $2 }'; }
for package in clamav-daemon $(libraries clamav-daemon) $(libraries "$(libraries clamav-daemon | grep libclamav)"); do
  # What the machine has already is left out.
  if ! dpkg-query --show --showformat='${Status}' "$package" 2> /dev/null | grep -q ' installed$'; then
    apt-get download "$package"
  fi
done
mkdir -p "$folder"
for package in *.deb; do dpkg-deb --extract "$package" "$folder"; done
ls "$folder/usr/sbin/clamd"
