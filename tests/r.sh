#!/bin/sh
# The page for reusers shows a call in R, which its test runs; R comes from the system's packages.
command -v Rscript >/dev/null && exit 0
echo "R is missing; installing Debian's package r-base-core."
if [ "$(id -u)" = 0 ]; then apt="apt-get"; else apt="sudo apt-get"; fi
$apt update -qq && $apt install -y -qq --no-install-recommends r-base-core >/dev/null && exit 0
echo "Could not install it. Install R yourself (Debian: sudo apt-get install r-base-core) and run make test again." >&2
exit 1
