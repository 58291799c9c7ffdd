#!/usr/bin/env bash
# PostgreSQL's archive_command: archive-wal.sh %p %f. Keeps one finished piece of the write-ahead log in $DONDOC_ARCHIVE, which
# should be another machine's disk. Never overwrites: a piece that is there with other bytes stops the archiving, loudly.
set -euo pipefail
piece=$1
kept=${DONDOC_ARCHIVE:?names the folder of the archive}/$2
if [ -e "$kept" ]; then
  # After a crash PostgreSQL may ask again for a piece that it does not know to be kept.
  cmp -s "$piece" "$kept" && exit 0
  echo "archive-wal: $kept holds other bytes than $piece; two clusters must not share an archive" >&2
  exit 1
fi
half=$kept.part.$$
trap 'rm -f "$half"' EXIT
cp "$piece" "$half"
sync "$half"
mv "$half" "$kept"
