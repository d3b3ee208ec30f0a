"""Filling a letter in: the same facts always give the same words.

Links to the person's own pages and codes stand in the kept text as `[[link:ID]]` and `[[code:ID]]` and become what they stand
for only on the way out, so that no token or code is ever stored.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app, render_template
from flask_babel import force_locale, format_date

from compliance.db import db
from compliance.letters.catalogue import language_for
from compliance.letters.house_words import fill_in
from compliance.letters.paragraphs import blocks
from compliance.letters.words import BY_LANGUAGE, ground_words, kind_words, task_words
from compliance.registers import contacts
from compliance.registers.letter_texts import words_of
from compliance.registers.systems import System
from compliance.tickets.models import Link, Message, PrivacyRequest, Ticket
from compliance.tickets.tokens import code_of, link_token

BLANKS = re.compile(r"\n{3,}")
SUBJECT = "Subject:"
LINK = re.compile(r"\[\[(link|code):(\d+)\]\]")


@dataclass(frozen=True)
class Written:
    """A letter's words."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Sender:
    """Who a letter to the person is from, and what stands below it."""

    name: str
    signature: str


def sender_of(ticket: Ticket) -> Sender:
    """As the contact address has it to which the ticket came; else as the settings have it."""
    entry = contacts.values_of(contacts.entry_of(ticket.contact))
    return Sender(entry.sender_name or current_app.config["SETTINGS"].organisation, entry.signature.strip())


def write(code: str, language: str | None, **facts: Any) -> Written:
    """Renders a letter: subject and text from the house's own words or its template, HTML from the text.

    Raises jinja2 errors for one that is in neither.
    """
    chosen = language_for(language)
    return write_from(words_of(code, chosen), code, chosen, **facts)


def write_from(own: str, code: str, chosen: str, **facts: Any) -> Written:
    """The same from words that may not be in use yet; the template's where `own` is empty. Raises jinja2 errors."""
    with force_locale(chosen):
        facts = {"organisation": current_app.config["SETTINGS"].organisation, "language": chosen, **facts}
        facts = {name: format_date(f, "full") if isinstance(f, date) else f for name, f in facts.items()}
        whole = fill_in(own, **facts) if own else render_template(f"letters/{code}/{chosen}.txt", **facts)
        head, _, body = whole.partition("\n\n")
        subject, text = " ".join(head.removeprefix(SUBJECT).split()), BLANKS.sub("\n\n", body).strip()
        signature = facts.get("signature") or ""
        page = render_template("letters/layout.html", language=chosen, title=subject, blocks=blocks(text), signature=signature)
        return Written(subject, _signed(text, signature), page.strip() + "\n")


def _signed(text: str, signature: str) -> str:
    """The text with the signature behind the line that mail programs know it by (RFC 3676 section 4.3)."""
    return f"{text}\n\n-- \n{signature}\n" if signature else f"{text}\n"


def write_to_requester(message: Message, ticket: Ticket) -> Written:
    """The words of a letter that a verb has asked for."""
    facts = message.facts or {}
    language, sender = language_for(message.language), sender_of(ticket)
    request = db.session.get(PrivacyRequest, facts["request"]) if "request" in facts else None
    return write(
        message.letter or "reply", language, reference=ticket.reference, words=message.text,
        due=date.fromisoformat(facts["due"]) if "due" in facts else ticket.due_on, pauses=facts.get("pauses", False),
        organisation=sender.name, signature=sender.signature,
        kinds=[kind_words(kind, language) for kind in facts.get("kinds", [])],
        kind=kind_words(facts["kind"], language) if "kind" in facts else "",
        ground=ground_words(facts.get("ground"), language),
        until=date.fromisoformat(facts["until"]) if "until" in facts else None,
        link=f"[[link:{facts['link']}]]" if "link" in facts else "",
        digits=f"[[code:{facts['code']}]]" if "code" in facts else "",
        questions=[BY_LANGUAGE[language].points[point] for point in facts.get("points", [])],
        results=_results(request, language) if request else [],
    )


def _results(request: PrivacyRequest, language: str) -> list[tuple[str, str]]:
    """What became of each system, for the closing letter."""
    finished = [task for task in request.tasks if task.outcome and not task.dropped]
    names = {system.id: system.name for system in db.session.query(System).all()} if finished else {}
    return [(names[task.system_id], task_words(task.outcome, task.ground, language)) for task in finished]


def with_links(text: str, public_url: str, key: str) -> str:
    """The text as it goes out: each marker becomes the address of its page, or the code that it stands for."""

    def address(match: re.Match[str]) -> str:
        link = db.session.get(Link, int(match[2]))
        if link and match[1] == "code":
            return code_of(link, key)
        return f"{public_url}/{link.purpose}/{link_token(link, key)}" if link else ""

    return LINK.sub(address, text)
