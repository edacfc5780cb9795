#!/usr/bin/env bash
# Makes .venv and installs the pinned versions in it. Once that is done and the list is unchanged it does nothing
# and needs no network.
#
#   scripts/environment.sh runtime | dev
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/common.sh
. scripts/common.sh

kind=${1:-runtime}
case $kind in
runtime) list=requirements.txt ;;
dev) list=requirements-dev.txt ;;
*) die "usage: scripts/environment.sh runtime | dev" ;;
esac

python=.venv/bin/python
if ! python_fits "$python"; then
    base=$(find_python) || die "Python 3.11 to 3.14 is needed and was not found."
    say "Making .venv with $("$base" --version)"
    "$base" -m venv --clear .venv || die "$base could not make an environment; on Debian and Ubuntu the package python3-venv is needed."
fi

# The folder counts too: an environment that was moved points to the old place.
stamp_of() {
    "$python" - "$1" <<'PYTHON'
import hashlib, pathlib, sys
parts = [pathlib.Path(name).read_bytes() for name in (sys.argv[1], "pyproject.toml")]
parts += [sys.version.encode(), str(pathlib.Path.cwd()).encode()]
print(hashlib.sha256(b"\0".join(parts)).hexdigest())
PYTHON
}

stamp_file() { printf '.venv/%s.installed' "$1"; }
is_current() { [ "$(cat "$(stamp_file "$1")" 2>/dev/null)" = "$(stamp_of "$1")" ]; }

# The dev list holds all of the runtime list.
if is_current requirements-dev.txt || is_current "$list"; then exit 0; fi

say "Installing $list (some hundreds of megabytes; only the first time)"
pip=("$python" -m pip install --quiet --no-input --disable-pip-version-check)
rm -f .venv/*.installed
"${pip[@]}" --require-hashes --only-binary :all: -r "$list"
if [ "$kind" = dev ]; then
    # Gives the command `organisatiecanvas` in .venv; the builder it needs is in the list.
    "${pip[@]}" --no-deps --no-build-isolation --no-index --editable .
fi
stamp_of "$list" >"$(stamp_file "$list")"
