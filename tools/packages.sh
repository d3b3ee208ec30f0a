#!/bin/sh
# The Debian packages that tests use beside Python. As root it installs those that are missing; as anyone else it never
# calls sudo: it says the one line to type and goes on, and the tests that need them are skipped with the reason.
set -eu
needed="postfix dovecot-imapd dovecot-lmtpd postgresql chromium fonts-dejavu-core strace"
policy=/usr/sbin/policy-rc.d

command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || {
    echo "Not a Debian system: tests run with what is here of Postfix, Dovecot, PostgreSQL, Chromium and strace."
    exit 0
}

missing=
for package in $needed; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || state=absent
    [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
    echo "Some tests need Debian packages that are not here. To have them run too, type:"
    echo "    sudo apt-get install --no-install-recommends$missing"
    exit 0
fi

echo "Installing the Debian packages that the tests need:$missing"
if [ ! -e "$policy" ]; then # so that no package starts a service
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    trap 'rm -f "$policy"' EXIT
fi
export DEBIAN_FRONTEND=noninteractive
if ! {
    apt-get update -qq &&
        echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections &&
        apt-get install -qq -y --no-install-recommends $missing >/dev/null
} </dev/null; then
    echo "They could not be installed; tests that need them are skipped." >&2
fi
