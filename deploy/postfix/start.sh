#!/bin/sh
# Names this Postfix after the house, opens port 2525 for letters, and runs it in the foreground.
# MAIL_DOMAIN and CONTACT_LOCAL must be set; MAIL_HOST and RELAY_HOST may be empty.
set -eu
: "${MAIL_DOMAIN:?}" "${CONTACT_LOCAL:?}"
postconf -e "myhostname = ${MAIL_HOST:-mail.$MAIL_DOMAIN}" "virtual_mailbox_domains = $MAIL_DOMAIN" \
    "virtual_mailbox_maps = inline:{ { $CONTACT_LOCAL@$MAIL_DOMAIN = tracker } }" "relayhost = ${RELAY_HOST:-}"
postconf -M "2525/inet=2525 inet n - n - - smtpd -o mynetworks=0.0.0.0/0,[::]/0"
postconf -F "*/*/chroot = n"
exec postfix start-fg
