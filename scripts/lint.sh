#!/usr/bin/env bash
# All checks that need no running program. Goes through all of them before it fails.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1

failed=()
check() { # check NAME COMMAND...
    local name=$1
    shift
    printf '== %s\n' "$name"
    "$@" || failed+=("$name")
}

bin=.venv/bin
check "ruff check" "$bin/python" -m ruff check .
check "ruff format" "$bin/python" -m ruff format --check .
check "types" "$bin/python" -m mypy
check "layers" "$bin/lint-imports"
check "catalogues" "$bin/python" scripts/catalogues.py --check
if command -v shellcheck >/dev/null; then
    check "shell" shellcheck -x scripts/*.sh packaging/*/*.sh .ci/run
else
    printf '== shell\nshellcheck is not on this machine: the scripts were not checked\n'
fi

if [ ${#failed[@]} -gt 0 ]; then
    printf '\nFailed: %s\n' "$(IFS=, && printf '%s' "${failed[*]}")"
    exit 1
fi
printf '\nAll checks passed\n'
