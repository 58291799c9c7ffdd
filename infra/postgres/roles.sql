-- Roles of an installation, by the least each needs. Run once for each cluster by its administrator, before the first migration;
-- running it again changes nothing. Passwords are set apart from this file (\password, or the secret store's own way): a role
-- without one cannot sign in with a password.
--   dondoc_owner    owns the database: migrations and rebuilds of read models. Not for anything that runs all day.
--   dondoc_app      api and worker: reads the log, appends through es.append, fills the read models. Cannot change an event.
--   dondoc_auditor  reads the log and its proofs, nothing else: no keys, no accounts, no names that are not in the log.
--   dondoc_backup   copies the whole cluster with pg_basebackup; cannot read a table over SQL.
-- What app and auditor may touch is granted by the migrations, as the owner.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['dondoc_owner', 'dondoc_app', 'dondoc_auditor', 'dondoc_backup'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I', wanted);
    END IF;
  END LOOP;
END $$;
ALTER ROLE dondoc_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
ALTER ROLE dondoc_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
ALTER ROLE dondoc_auditor LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION CONNECTION LIMIT 4;
ALTER ROLE dondoc_auditor SET default_transaction_read_only = on;
ALTER ROLE dondoc_auditor SET statement_timeout = '10min';
ALTER ROLE dondoc_backup LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE REPLICATION CONNECTION LIMIT 2;
