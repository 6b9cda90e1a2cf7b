#!/bin/sh
# Runs once, when the database is made: a role that may only read, and a user of it for the service.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set password="$READER_PASSWORD" <<'SQL'
CREATE ROLE parade_lezer NOLOGIN;
CREATE ROLE zoeker LOGIN PASSWORD :'password' IN ROLE parade_lezer CONNECTION LIMIT 64;
ALTER ROLE zoeker SET default_transaction_read_only = on;
SQL
