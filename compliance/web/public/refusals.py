"""What a refused act says to the person, in the page's language; by the code of the refusal."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from compliance.tickets.door import Refused

SAID = {
    "not_decided": _("There is no answer yet to which you could object."),
    "appealed": _("You have objected to this already; we are looking at it."),
    "ended": _("This request has ended. Write to us instead."),
    "unknown_kind": _("Choose what you ask for."),
    "no_file": _("There is no such file."),
    "lapsed": _("The file is no longer here. Write to us if you still need it."),
    "sent_already": _("A new link was sent to your address today. Please look there."),
    "not_lapsed": _("This link needs no other."),
}


def said(refusal: Refused) -> str:
    """The words for a refusal."""
    return str(SAID.get(refusal.reason) or gettext("This is not possible any more. Write to us, and a person helps."))
