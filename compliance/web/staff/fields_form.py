"""The form in which staff write down what an amendment asks, field by field."""

from collections.abc import Sequence
from typing import Any

from flask import request

from compliance.tickets.amending import MOST_FIELDS, NAME_LENGTH, VALUE_LENGTH, Amendment, Field
from compliance.tickets.models import PrivacyRequest, Ticket
from compliance.triage import triage
from compliance.web.staff.forms import TicketForm

SPARE = 2


class FieldsForm(TicketForm):
    """What is to be corrected: rows of field, what stands there now, and what it should be."""

    def __init__(self, key: str = "form", **values: Any) -> None:
        super().__init__(key, **values)
        self.rows = [_row(n) for n in range(MOST_FIELDS)] if self.is_submitted() else []

    def typed(self) -> list[Field]:
        """The rows in which something was typed."""
        return [row for row in self.rows if row != Field("", "", "")]

    def shown(self, fields: Sequence[Amendment], request: PrivacyRequest, ticket: Ticket) -> list[Field]:
        """The rows that the page shows: as typed, else as written down, else the person's own words; and some empty ones."""
        rows = self.typed() or [Field(one.field, one.current, one.asked) for one in fields]
        return ((rows or _said(request, ticket)) + [Field("", "", "")] * SPARE)[:MOST_FIELDS]


def _said(asked: PrivacyRequest, ticket: Ticket) -> list[Field]:
    """What the person answered on the form, else what their mails say is wrong and what is right."""
    answers = {detail.name: detail.value for detail in asked.details}
    if answers.keys() & {"current", "asked"}:
        return [Field("", answers.get("current", ""), answers.get("asked", ""))]
    for message in ticket.messages:
        if message.direction == "in":
            found = {one.kind: one.value for one in triage(message.subject, message.text).identifiers}
            if found.keys() & {"wrong", "right"}:
                return [Field("", found.get("wrong", ""), found.get("right", ""))]
    return []


def _row(n: int) -> Field:
    def typed(name: str, longest: int) -> str:
        return request.form.get(f"{name}-{n}", "").strip()[:longest]

    return Field(typed("field", NAME_LENGTH), typed("current", VALUE_LENGTH), typed("asked", VALUE_LENGTH))
