#!/usr/bin/env bash
# Does the built folder work by itself? Runs it away from the checkout, with nothing of Python or Qt in the
# environment, through one document's whole life.
set -euo pipefail
cd "$(dirname "$0")/.."

version=$(.venv/bin/python -c 'import tomllib; print(tomllib.load(open("pyproject.toml", "rb"))["project"]["version"])')
folder=$PWD/dist/organisatiecanvas-$version
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"

bundled() { env -i HOME="$here" PATH=/usr/bin:/bin LANG=C.UTF-8 QT_QPA_PLATFORM=offscreen "$folder/organisatiecanvas" "$@"; }

bundled examples
bundled new try.orgcanvas --example bosch
bundled check try.orgcanvas
bundled dump try.orgcanvas >try.json
bundled new again.orgcanvas --from try.json
bundled analyse try.orgcanvas >analysis.txt
bundled export try.orgcanvas --to out
[ -n "$(ls "$folder"/_internal/licences)" ]
[ -s analysis.txt ] && ls out/*.xlsx >/dev/null
bundled --demo >demo.txt
bundled --self-test

printf '\n%s works by itself: %s\n' "$folder" "$(du -sh "$folder" | cut -f1)"
