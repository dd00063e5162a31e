#!/bin/sh
# Runs once, when the database container makes its cluster, after roles.sql: the roles get their passwords.
set -eu
psql --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname postgres \
    --set ON_ERROR_STOP=1 \
    --set owner="$OWNER_PASSWORD" --set app="$APP_PASSWORD" --set reader="$READER_PASSWORD" <<'SQL'
ALTER ROLE dpss_owner PASSWORD :'owner';
ALTER ROLE dpss_app PASSWORD :'app';
ALTER ROLE dpss_reader PASSWORD :'reader';
SQL
