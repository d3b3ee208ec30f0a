"""Examples to learn from: the words of a mail whose suggestion was corrected, kept only where the administrator allows it."""

import sqlalchemy as sa

from compliance.db import db, now
from compliance.tickets.models import LearningExample, Message, PrivacyRequest


def keep_example(request: PrivacyRequest, kind: str) -> None:
    """Keeps the words that a request was read from with what they really ask, in the open unit; for verbs only."""
    wanted = sa.select(Message).where(Message.ticket_id == request.ticket_id, Message.direction == "in")
    message = db.session.scalar(wanted.order_by(Message.id).limit(1))
    if message is not None:
        db.session.add(LearningExample(
            ticket_id=request.ticket_id, kind=kind, suggested=request.kind, language=message.language, at=now(),
            subject=message.subject, text=message.text))
