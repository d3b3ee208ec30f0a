"""Receipts: from one's own page as text and PDF, and the page where anybody checks one."""

from io import BytesIO

from flask import Blueprint, abort, current_app, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from compliance import house_key
from compliance.db import now
from compliance.extensions import csrf, limiter
from compliance.letters.words import page_words
from compliance.reports import receipts
from compliance.reports.receipts import Receipt, Speech
from compliance.tickets.models import Ticket
from compliance.web.guard import open_to_all
from compliance.web.public.secret import opened
from config import Settings

LIMIT = "60 per hour"


def register(blueprint: Blueprint) -> None:
    """Puts the pages on the blueprint."""
    blueprint.add_url_rule("/requests/<token>/receipt.txt", "receipt_text", as_text)
    blueprint.add_url_rule("/requests/<token>/receipt.pdf", "receipt_pdf", as_pdf)
    blueprint.add_url_rule("/receipt", "receipt", ask)
    blueprint.add_url_rule("/receipt", "checked_receipt", limiter.limit(LIMIT)(check), methods=["POST"])
    csrf.exempt(check)  # it changes nothing, and whoever checks may have no cookies of ours


@open_to_all
def as_text(token: str) -> ResponseReturnValue:
    """The signed text."""
    ticket, receipt = _receipt(token)
    return _file(receipt.text.encode(), f"{ticket.reference}.txt")


@open_to_all
def as_pdf(token: str) -> ResponseReturnValue:
    """The paper."""
    ticket, receipt = _receipt(token)
    return _file(receipts.as_pdf(receipt, now(), str(get_locale() or "en")), f"{ticket.reference}.pdf")


@open_to_all
def ask() -> ResponseReturnValue:
    """Where a receipt is put in."""
    return render_template("public/receipt.html", text="", holds=None, key=house_key.public_half(_settings().instance_path))


@open_to_all
def check() -> ResponseReturnValue:
    """Whether it is ours and unchanged."""
    text = request.form.get("text", "")
    holds = receipts.is_ours(text, _settings().instance_path)
    return render_template("public/receipt.html", text=text, holds=holds, key=house_key.public_half(_settings().instance_path))


def _receipt(token: str) -> tuple[Ticket, Receipt]:
    link, ticket = opened(token, "requests")
    if link.expires_at < now():
        abort(404)
    locale = str(get_locale() or "en")
    speech = Speech(locale, page_words(locale).kinds, _settings().organisation)
    return ticket, receipts.make(ticket, speech, now(), _settings().instance_path)


def _file(content: bytes, name: str) -> ResponseReturnValue:
    return send_file(BytesIO(content), mimetype="application/octet-stream", as_attachment=True, download_name=name)


def _settings() -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    return found
