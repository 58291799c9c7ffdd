#!/usr/bin/env bash
# restore.sh BACKUP DATA [MOMENT]: makes DATA (empty or missing) a cluster that, when it is started, is brought from BACKUP to
# MOMENT ("2026-11-27 09:30:00+07"; default: the end of the archive $DONDOC_ARCHIVE), opens, and takes commands.
# With DONDOC_EVIDENCE, the folder that evidence is to be in (EVIDENCE_DIR/kept of the api to be started), what is not there comes from
# the copy beside BACKUP, ../evidence, each file checked: before the database, so that it never names what is not there yet.
# Starts nothing and touches neither BACKUP nor the archive. What to do before and after: README.md beside this file.
set -euo pipefail
backup=${1:?name the base backup}
data=${2:?name the new data folder}
moment=${3:-}
archive=${DONDOC_ARCHIVE:?names the folder of the archive}
[ -f "$backup/backup_manifest" ] || { echo "restore: $backup is no base backup" >&2; exit 2; }
if [ -d "$data" ] && [ -n "$(ls -A "$data")" ]; then
  echo "restore: $data is not empty; restore beside it, and keep what is there until the restored log is verified" >&2
  exit 2
fi
case $archive$moment in *\'*) echo "restore: no quotes in the archive's path or the moment" >&2; exit 2 ;; esac
pg_verifybackup --quiet "$backup"
evidence=$(dirname "$backup")/evidence
if [ -n "${DONDOC_EVIDENCE:-}" ]; then
  [ -f "$evidence/copied-until" ] || { echo "restore: $evidence is no finished copy of evidence" >&2; exit 2; }
  until=$(cat "$evidence/copied-until")
  if [ -z "$moment" ] || [ "$(date -d "$moment" +%s)" -gt "$(date -d "$until" +%s)" ]; then
    echo "restore: evidence was copied until $until; what was uploaded later is there only if $DONDOC_EVIDENCE still has it" >&2
  fi
  bash "$(dirname "$0")/copy-evidence.sh" "$evidence" "$DONDOC_EVIDENCE" >&2
fi
mkdir -p "$data"
chmod 700 "$data"
cp -a "$backup/." "$data/"
{
  echo "restore_command = 'cp \"$archive/%f\" \"%p\"'"
  # A new timeline, so that what is written from now on is never taken for what was written before.
  echo "recovery_target_timeline = 'latest'"
  if [ -n "$moment" ]; then
    echo "recovery_target_time = '$moment'"
    echo "recovery_target_action = 'promote'"
  fi
} >> "$data/postgresql.auto.conf"
touch "$data/recovery.signal"
echo "$data is ready to be started"
