#!/bin/sh
# The browser tests need Chromium from the system's packages; nothing is downloaded by a test tool.
command -v chromium >/dev/null || command -v chromium-browser >/dev/null && exit 0
echo "Chromium is missing; installing Debian's package chromium."
if [ "$(id -u)" = 0 ]; then apt="apt-get"; else apt="sudo apt-get"; fi
$apt update -qq && $apt install -y -qq chromium >/dev/null && exit 0
echo "Could not install it. Install Chromium yourself (Debian: sudo apt-get install chromium) and run make test again." >&2
exit 1
