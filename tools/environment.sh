#!/bin/sh
# environment.sh LOCK-FILE: makes .venv and installs the lock file into it, if that has changed since the last time.
set -eu
cd "$(dirname "$0")/.."
lock=$1
python=${PYTHON:-python3}

say() { echo "$*" >&2; }

make_environment() {
    command -v "$python" >/dev/null || { say "There is no $python here. Compliance needs Python 3.11 or newer."; exit 1; }
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
        say "Compliance needs Python 3.11 or newer, and $python is $version. Name a newer one: make PYTHON=python3.12 run"
        exit 1
    }
    "$python" -c 'import ensurepip' 2>/dev/null || {
        say "$python cannot make environments: its ensurepip is missing. On Debian and Ubuntu: apt-get install python$version-venv"
        exit 1
    }
    say "Making .venv with Python $version."
    "$python" -m venv --clear .venv
}

# An environment whose Python was upgraded or taken away under it can no longer import its own pip.
.venv/bin/python -c 'import pip' 2>/dev/null || make_environment

installed=.venv/$lock
if ! cmp -s "$lock" "$installed"; then
    say "Installing $lock; the first time takes a minute."
    .venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check --no-input --require-hashes -r "$lock"
    cp "$lock" "$installed"
fi
