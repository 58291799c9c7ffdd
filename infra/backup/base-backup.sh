#!/usr/bin/env bash
# base-backup.sh FOLDER: a copy of the whole cluster in FOLDER/<time of its start>, checked against its own manifest. Connects
# as dondoc_backup, by BACKUP_URL (or libpq's variables). Prints the folder it made. Takes pg_basebackup and pg_verifybackup of
# the server's own major version. A backup alone is a moment; with the archive (archive-wal.sh) it is every later moment.
# With DONDOC_EVIDENCE, the folder of evidence (EVIDENCE_DIR/kept), its files are copied to FOLDER/evidence, after the database.
set -euo pipefail
folder=${1:?name the folder of the backups}
mkdir -p "$folder"
# A second has one backup: whoever begins in the same one waits for the next, and puts nothing into the other's folder.
until made=$folder/$(date -u +%Y%m%dT%H%M%SZ) && half=$made.part && [ ! -e "$made" ] && mkdir -m 700 "$half" 2> /dev/null; do
  [ -w "$folder" ] || { echo "base-backup: $folder may not be written" >&2; exit 2; }
  sleep 0.2
done
trap 'rm -rf "$half"' EXIT
pg_basebackup --dbname="${BACKUP_URL:-}" --pgdata="$half" --format=plain --wal-method=stream \
  --checkpoint=fast --manifest-checksums=SHA256 --no-password
pg_verifybackup --quiet "$half"
mv -T "$half" "$made"
# After, never before: the log may name a file as soon as it is kept, and never sooner.
[ -z "${DONDOC_EVIDENCE:-}" ] || bash "$(dirname "$0")/copy-evidence.sh" "$DONDOC_EVIDENCE" "$folder/evidence" >&2
echo "$made"
