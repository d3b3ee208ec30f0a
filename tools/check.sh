#!/bin/sh
# Everything that must hold: lint, types, tests. All three run, whatever the first says; one line closes.
cd "$(dirname "$0")/.." || exit 1
failed=

check() {
    name=$1
    shift
    ".venv/bin/python" -m "$@" || failed="$failed $name"
}

check ruff ruff check --quiet .
check mypy mypy --no-error-summary
check pytest pytest -n 2 --dist worksteal

if [ -n "$failed" ]; then
    echo "Failed:$failed"
    exit 1
fi
echo "All holds: ruff, mypy, pytest."
