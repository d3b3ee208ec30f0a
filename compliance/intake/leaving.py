"""Pressing the link by which somebody leaves a mailing list: the same road as a mail to the address beside it."""

from sqlalchemy.exc import IntegrityError

from compliance.db import now
from compliance.intake.receive import Door, Origin, receive
from compliance.intake.submission import Submission
from compliance.registers.mailing_lists import ListLink, leaving_address, token_for
from compliance.tickets.leaving import left_by


def press(link: ListLink, door: Door, contact: str, language: str) -> None:
    """Takes the address of the link off its list; pressed again, nothing changes. `contact` is one of our addresses."""
    if left_by(link) is not None:
        return
    submission = Submission(channel="link", subject=f"Unsubscribe: {link.in_list}", language=language)
    to = leaving_address(token_for(link.in_list, link.address, door.key), contact)
    try:
        receive(submission, None, Origin((to,), now()), door)
    except IntegrityError:  # pressed twice at once; the other press did it
        if left_by(link) is None:
            raise
