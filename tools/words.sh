#!/bin/sh
# Brings the catalogues of the public pages' words up to date with the pages, and compiles them. New words come in empty.
set -eu
cd "$(dirname "$0")/.."
babel=".venv/bin/python -m babel.messages.frontend"
catalogues=compliance/translations
pot=$(mktemp)
trap 'rm -f "$pot"' EXIT

$babel --quiet extract --mapping-file tools/words.cfg --keywords "_l" --no-location --sort-output --omit-header --output "$pot" .
for language in de fr es it nl pt pl ar; do
    file=$catalogues/$language/LC_MESSAGES/messages.po
    if [ -e "$file" ]; then
        $babel --quiet update --input-file "$pot" --output-file "$file" --locale "$language" --no-fuzzy-matching --ignore-obsolete --width 120
    else
        $babel --quiet init --input-file "$pot" --output-file "$file" --locale "$language" --width 120
    fi
    # What changes at every run tells nothing, and would make every run a change.
    sed -i -e '/^"Report-Msgid-Bugs-To/d' -e '/^"POT-Creation-Date/d' -e '/^"PO-Revision-Date/d' -e '/^"Last-Translator/d' \
        -e '/^"Language-Team/d' -e '/^"Generated-By/d' -e 's/^"Project-Id-Version: */"Project-Id-Version: /' "$file"
    $babel --quiet compile --input-file "$file" --output-file "${file%.po}.mo" --locale "$language"
done
