#!/usr/bin/env bash
# Once, when the cluster is made: passwords of the roles (roles.sql ran before), the database, and Temporal's own role and two.
set -euo pipefail
psql --set=ON_ERROR_STOP=1 --username=postgres --set=owner="$OWNER_PASSWORD" --set=app="$APP_PASSWORD" \
  --set=temporal="$TEMPORAL_DB_PASSWORD" <<'SQL'
ALTER ROLE dondoc_owner PASSWORD :'owner';
ALTER ROLE dondoc_app PASSWORD :'app';
CREATE DATABASE dondoc OWNER dondoc_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE dondoc FROM PUBLIC;
GRANT CONNECT ON DATABASE dondoc TO dondoc_app, dondoc_auditor;
CREATE ROLE temporal LOGIN PASSWORD :'temporal';
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;
SQL
