"""How sure the sender of a mail is, in plain words."""

from dataclasses import dataclass

from flask_babel import gettext as _

from compliance.rules.evidence import HERE, PASSED, Evidence, may_run_alone, read, vouching
from compliance.tickets.models import Message, PrivacyRequest, Ticket


@dataclass(frozen=True)
class Vouched:
    """What is said of a sender. `tone`: done (vouched for), soon (the domain's owner objects) or empty; `short` fits a pill."""

    words: str
    tone: str = ""
    short: str = ""


def vouched(message: Message) -> Vouched | None:
    """What is known of the sender of a mail; None for what is no mail from outside."""
    if message.direction != "in" or message.channel != "mail":
        return None
    evidence = read(message.evidence)
    said = _said(evidence)
    return Vouched(f"{said.words} {_by(evidence)}".strip(), said.tone, said.short)


def _said(evidence: Evidence | None) -> Vouched:
    checks = evidence.checks if evidence else ()
    if domain := vouching(evidence):
        words = _("The mail server of %(domain)s vouches for this sender (DKIM).", domain=domain)
        return Vouched(words, "done", _("DKIM: %(domain)s", domain=domain))
    if any(check.method == "dmarc" and check.result == "fail" for check in checks):
        words = _("The sender's domain says that this mail is not from there (DMARC): the From address may well be forged.")
        return Vouched(words, "soon", _("DMARC failed"))
    if sent := next((c.domain for c in checks if c.method == "spf" and c.result == PASSED and c.aligned), None):
        return Vouched(_("It came from a server that may send for %(domain)s (SPF), but nothing is signed.", domain=sent))
    return Vouched(_("Nobody vouches: anyone could have written this From address."))


def _by(evidence: Evidence | None) -> str:
    if evidence is None:
        return ""
    if evidence.by == (HERE,):
        return str(_("Checked here."))
    return str(_("So says %(server)s.", server=", ".join(evidence.by)))


def sure_enough(request: PrivacyRequest, ticket: Ticket) -> bool:
    """Whether what asked for this shows enough by itself, so that nobody needs to be asked."""
    first = next((message for message in ticket.messages if message.direction == "in"), None)
    return may_run_alone(request.kind, read(first.evidence) if first else None, own_link=ticket.channel == "link")
