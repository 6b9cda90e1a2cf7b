#!/bin/sh
# Search in a database is tried on a real PostgreSQL, from the system's packages; tests start it by themselves.
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 && exit 0
command -v postgres >/dev/null && exit 0
echo "PostgreSQL is missing; installing Debian's package postgresql."
if [ "$(id -u)" = 0 ]; then apt="apt-get"; else apt="sudo apt-get"; fi
$apt update -qq && $apt install -y -qq --no-install-recommends postgresql >/dev/null && exit 0
echo "Could not install it. Install PostgreSQL yourself (Debian: sudo apt-get install postgresql) and run make test again." >&2
exit 1
