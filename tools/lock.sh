#!/bin/sh
# Writes requirements.txt and requirements-dev.txt anew: every version and hash, for every Python from 3.11 on.
set -eu
cd "$(dirname "$0")/.."

lock() {
    out=$1
    shift
    .venv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
        --no-emit-index-url "$@" -o "$out"
}

lock requirements.txt requirements.in
lock requirements-dev.txt requirements.in requirements-dev.in
