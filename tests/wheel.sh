#!/bin/sh
# The wheel, installed in new environments on the oldest and newest Python there is, and with the lowest versions that
# pyproject.toml allows: a new collection elsewhere builds and answers. Usage: tests/wheel.sh PYTHON-WITH-PIP
set -eu
python=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$(cd "$(dirname "$0")/.." && pwd)

"$python" -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir "$work" "$root"
wheel=$(ls "$work"/parade-*.whl)
if "$python" -m zipfile -l "$wheel" | grep -E 'make_.*\.py|tests/|examples/voorbeelden/[^e]'; then
  echo "The wheel holds what it should not." >&2
  exit 1
fi

# Every Python from 3.11 on that can be found, oldest first.
pythons=""
for version in 3.11 3.12 3.13 3.14; do
  for found in "$(command -v "python$version" || true)" "${PYENV_ROOT:-$HOME/.pyenv}/versions/$version".*/bin/python; do
    if [ -x "$found" ] && "$found" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$version')" 2>/dev/null; then
      pythons="$pythons $found"
      break
    fi
  done
done
oldest=$(echo $pythons | cut -d' ' -f1)
newest=$(echo $pythons | tr ' ' '\n' | tail -n 1)

tried() {  # NAME PYTHON UV-OPTIONS…
  name=$1; with=$2; shift 2
  "$python" -m uv venv --quiet --python "$with" "$work/$name"
  "$python" -m uv pip install --quiet --python "$work/$name" "$@" "$wheel"
  parade="$work/$name/bin/parade"
  (
    cd "$work"
    "$parade" init "$name-x" >/dev/null
    cd "$name-x"
    "$parade" check >/dev/null
    "$parade" build >/dev/null
    "$parade" search "hoe ziet een voorbeeld eruit" | grep -q een-eerste-voorbeeld
    test -f site/voorbeelden/een-eerste-voorbeeld/index.html
    ! grep -rqi "sociaal domein" site
  )
  echo "$name: $("$parade" --version) on $("$work/$name/bin/python" -V): a new collection builds and answers"
}

tried oldest "${oldest:-$python}"
[ "$newest" = "$oldest" ] || tried newest "$newest"
tried lowest "${oldest:-$python}" --resolution lowest-direct
