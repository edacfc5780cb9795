# shellcheck shell=bash
# Shared by the scripts beside it; sourced, never run.

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$@"
    exit 1
}

# A name on the path is not enough: a version manager leaves names there that don't run.
python_fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' >/dev/null 2>&1; }

# Debian ships venv and ensurepip apart from Python.
python_makes_environments() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

# Prints the Python to use: $PYTHON when given, else the first of 3.11 to 3.14 that can make an environment,
# else the first of them. Fails when there is none.
find_python() {
    local name first=""
    for name in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11 \
        /usr/bin/python3 /usr/bin/python3.1[1-4] python; do
        python_fits "$name" || continue
        if python_makes_environments "$name"; then
            command -v "$name"
            return
        fi
        first=${first:-$name}
    done
    [ -n "$first" ] && command -v "$first"
}
