#!/usr/bin/env bash
# copy-evidence.sh FROM TO: every file of evidence that TO has not, each checked against the SHA-256 it is named by before it takes its
# place. Takes nothing away and overwrites nothing: such a file never changes. FROM is EVIDENCE_DIR/kept, or a copy of it. Run it AFTER
# the log was copied, never before: a file is kept before the log names it, so what the log of that moment names is there to be copied.
# Writes the instant at which it began to look into TO/copied-until, and not when a file was bad: then it ends with 1 and says which.
# Evidence in a bucket is not for this script: see README.md beside it.
set -euo pipefail
from=${1:?name the folder with the files (EVIDENCE_DIR/kept, or a copy of it)}
to=${2:?name the folder to copy them to}
[ -d "$from" ] || { echo "copy-evidence: there is no folder $from" >&2; exit 2; }
umask 077
mkdir -p "$to"
began=$(date -u +%Y-%m-%dT%H:%M:%SZ)
copied=0
bad=0
half=$to/.part.$$
list=$to/.list.$$
trap 'rm -f "$half" "$list"' EXIT
# A folder that cannot be read ends it here, not with a copy that looks complete.
find "$from" -type f -regextype posix-extended -regex '.*/[0-9a-f]{64}' -print0 > "$list"
while IFS= read -r -d '' file; do
  name=${file##*/}
  kept=$to/${name:0:2}/${name:2:2}/$name
  [ -e "$kept" ] && continue
  cp --preserve=mode,timestamps "$file" "$half"
  read -r found _ < <(sha256sum "$half")
  if [ "$found" != "$name" ]; then
    echo "copy-evidence: $file is not what it is named: its bytes have the SHA-256 $found" >&2
    bad=$((bad + 1))
    continue
  fi
  sync "$half"
  mkdir -p "${kept%/*}"
  mv "$half" "$kept"
  sync "${kept%/*}"
  copied=$((copied + 1))
done < "$list"
if [ "$bad" -gt 0 ]; then
  echo "copy-evidence: $copied files copied, $bad were bad and were not" >&2
  exit 1
fi
echo "$began" > "$half"
sync "$half"
mv "$half" "$to/copied-until"
echo "$copied files copied to $to, complete until $began"
