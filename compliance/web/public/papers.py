"""What the person gives on their own page to show who they are: a declaration under their name, and the document asked for."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.db import unit
from compliance.extensions import csrf, limiter
from compliance.intake import uploads
from compliance.rules.abilities import REQUESTER
from compliance.tickets.documents import give_document
from compliance.tickets.door import Refused
from compliance.tickets.showing import declare
from compliance.tickets.talking import receive_message
from compliance.web.guard import open_to_all
from compliance.web.public.own_acts import arrival, back, live
from compliance.web.public.own_page import page
from compliance.web.public.refusals import said

LIMIT = "20 per hour"
LONGEST_NAME = 300
TYPES = frozenset({"application/pdf", "image/png", "image/jpeg", "image/webp", "image/heic"})


def register(blueprint: Blueprint) -> None:
    """Puts the acts on the blueprint."""
    for rule, name, view in (("/declaration", "declared", declared), ("/document", "document", document)):
        blueprint.add_url_rule(f"/requests/<token>{rule}", name, limiter.limit(LIMIT)(view), methods=["POST"])
        csrf.exempt(view)


@open_to_all
def declared(token: str) -> ResponseReturnValue:
    """The person declares; the name that they typed is a message of theirs."""
    link, ticket = live(token)
    name = request.form.get("full_name", "").strip()[:LONGEST_NAME]
    if not name:
        return page(link, ticket, token, refusal=_("Your full name"))
    try:
        with unit():
            declare(ticket, REQUESTER)
            receive_message(ticket, REQUESTER, arrival(ticket, f"Declared to be true, and to be allowed to ask: {name}"))
    except Refused as refusal:
        return page(link, ticket, token, refusal=said(refusal))
    return back(token, "declared")


@open_to_all
def document(token: str) -> ResponseReturnValue:
    """The document that was asked for."""
    link, ticket = live(token)
    file = request.files.get("document")
    content = file.read(uploads.MOST_BYTES + 1) if file else b""
    media_type = uploads.type_of(content)
    if media_type not in TYPES or len(content) > uploads.MOST_BYTES:
        return page(link, ticket, token, refusal=_("Choose a PDF or a picture of up to 10 MB."))
    try:
        give_document(ticket, REQUESTER, content, media_type)
    except Refused as refusal:
        return page(link, ticket, token, refusal=said(refusal))
    return back(token, "shown")
