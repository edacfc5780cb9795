#!/usr/bin/env bash
# Writes requirements.txt and requirements-dev.txt from pyproject.toml: every version pinned, with hashes,
# for all systems, and with no address in them. Give --upgrade to move to the newest versions.
set -euo pipefail
cd "$(dirname "$0")/.."

compile() { # compile OUTPUT ARGUMENT...
    local output=$1
    shift
    # One version for every Python (fewest), so that what is tested is what is used.
    .venv/bin/python -m uv pip compile pyproject.toml \
        --quiet --no-config --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links --output-file "$output" "$@"
}

compile requirements.txt "$@"
# The runtime list constrains the other one: both can be installed in one environment.
compile requirements-dev.txt --extra dev --constraint requirements.txt "$@"
