#!/bin/sh
# start.sh: PostgreSQL refuses a private key that others can read, and a mounted secret is such a one. So it gets a copy.
set -eu
install -m 600 /run/secrets/postgres.key /var/run/postgresql/server.key
exec docker-entrypoint.sh "$@"
