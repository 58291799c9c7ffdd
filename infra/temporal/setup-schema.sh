#!/usr/bin/env bash
# Brings Temporal's two databases up to its server's version, before that server starts. Reads SQL_HOST, SQL_PORT, SQL_USER,
# SQL_PASSWORD and SQL_PLUGIN, as temporal-sql-tool does. A second run changes nothing.
set -euo pipefail
for pair in temporal:temporal temporal_visibility:visibility; do
  database=${pair%%:*}
  export SQL_DATABASE=$database
  temporal-sql-tool setup-schema --version 0.0
  temporal-sql-tool update-schema --schema-name "postgresql/v12/${pair##*:}"
done
