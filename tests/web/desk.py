"""A member of staff at the desk, for tests: signed in, with valid tokens in every form that is sent."""

import re
from typing import Any

import sqlalchemy as sa
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from compliance.db import db
from compliance.ledger import Event
from compliance.people import sessions
from compliance.people.models import Staff
from compliance.tickets.models import Ticket
from tests.factories import a_member_of_staff


class Desk:
    """A browser of one member of staff, or of nobody (`role` None)."""

    def __init__(self, app: Flask, role: str | None = "officer", name: str = "ana", site: str = "http://localhost") -> None:
        self.app, self.site = app, site
        self.client = app.test_client()
        self.staff_id = None
        self.renew_token()
        with self.client.session_transaction(base_url=site) as session:
            if role is not None:
                with app.app_context():
                    staff = a_member_of_staff(role, f"{name}@staff.example.org")
                    session["_user_id"], self.staff_id = sessions.begin(staff, "", sessions.ENOUGH), staff.id

    def renew_token(self) -> None:
        """Plants what the tokens of forms are held against; signing in forgets it."""
        with self.client.session_transaction(base_url=self.site) as session:
            session["csrf_token"] = "planted"
        self.token = URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token").dumps("planted")

    def sign_in_again(self) -> None:
        """Begins a new session of the same account, as after a new password or a night."""
        with self.client.session_transaction(base_url=self.site) as session, self.app.app_context():
            session["_user_id"] = sessions.begin(db.session.get_one(Staff, self.staff_id), "", sessions.ENOUGH)

    def get(self, path: str) -> TestResponse:
        """Reads a page."""
        return self.client.get(path, base_url=self.site)

    def post(self, path: str, **fields: Any) -> TestResponse:
        """Sends a form."""
        return self.client.post(path, base_url=self.site, data={"csrf_token": self.token, **fields})

    def act(self, reference: str, path: str, **fields: Any) -> TestResponse:
        """Sends a form of a ticket's page, as it is when the page has just been read."""
        return self.post(f"/staff/tickets/{reference}/{path}", seen=latest_event(self.app, reference), **fields)


def latest_event(app: Flask, reference: str) -> int:
    """The last event on a ticket's timeline."""
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.max(Event.id)).join(Ticket, Ticket.id == Event.ticket_id)
                                 .where(Ticket.reference == reference))


def text_of(response: TestResponse) -> str:
    """The words of a page, without its markup."""
    words = re.sub(r"<(script|style)[\s\S]*?</\1>|<[^>]*>", " ", response.text)
    return " ".join(words.split())
