-- The roles of the portal and its database. Run by psql as the superuser, any number of times.
--   dpss_owner   owns every table; migrations, demo data and test set-up run as it
--   dpss_app     the web server, the workers and the tests; row-level security holds it
--   dpss_guard   owns the functions that may look past row-level security; nobody signs in as it
--   dpss_reader  reads everything and writes nothing: checks, exports, backup
\set ON_ERROR_STOP on

SELECT format('CREATE ROLE %I', name)
FROM unnest(ARRAY['dpss_owner', 'dpss_app', 'dpss_guard', 'dpss_reader']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

ALTER ROLE dpss_owner LOGIN BYPASSRLS CREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION;
ALTER ROLE dpss_app LOGIN NOBYPASSRLS NOCREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION;
ALTER ROLE dpss_guard NOLOGIN BYPASSRLS NOCREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION;
ALTER ROLE dpss_reader LOGIN BYPASSRLS NOCREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION;
ALTER ROLE dpss_reader SET default_transaction_read_only = on;
GRANT dpss_guard TO dpss_owner;
GRANT pg_read_all_data TO dpss_reader;

-- Every database made from the template starts with these rights, a test's as well as the portal's.
-- Its schema "public" belongs to whoever owns the database: dpss_owner.
\connect template1
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO dpss_app, dpss_reader;
GRANT USAGE, CREATE ON SCHEMA public TO dpss_guard;

\connect postgres
SELECT 'CREATE DATABASE dpss OWNER dpss_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'dpss')
\gexec

REVOKE ALL ON DATABASE dpss FROM PUBLIC;
GRANT CONNECT ON DATABASE dpss TO dpss_app, dpss_reader;
