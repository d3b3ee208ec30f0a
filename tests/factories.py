"""Things to test with, made by the same verbs that people use."""

from compliance.intake.understanding import office_of
from compliance.people import accounts
from compliance.people.models import Staff
from compliance.registers import systems
from compliance.rules.abilities import REQUESTER, SYSTEM
from compliance.tickets.arrivals import Arrival, Asked
from compliance.tickets.clock import Office
from compliance.tickets.models import Ticket
from compliance.tickets.opening import open_ticket

PASSWORD = "correct horse battery"


def office(app) -> Office:
    """What the test's settings say about time and law."""
    return office_of(app.config["SETTINGS"])


def a_member_of_staff(role: str = "officer", email: str = "ana@staff.example.org", password: str | None = None) -> Staff:
    """An account; with a password it can sign in."""
    staff, _token = accounts.add(SYSTEM, email, role, "Ana Torres")
    if password:
        accounts.set_password(staff, password)
    return staff


def a_system(name: str = "Forum", kinds: tuple[str, ...] = ("removal", "amendment")):
    """An entry of the systems register."""
    return systems.add(SYSTEM, systems.Entry(name=name, kinds=list(kinds)))


def a_ticket(app, *kinds: str, sender: str = "maria@example.org", suggested: bool = False, **arrival) -> Ticket:
    """A ticket that asks for the kinds (removal when none is named)."""
    given = {
        "subject": "Please", "text": "Please help me.", "body": "Please help me.", "sender_name": "Maria Keller",
        "asked": tuple(Asked(kind, "eu-gdpr", suggested=suggested) for kind in kinds or ("removal",)),
    }
    came = Arrival(channel="mail", contact="privacy@example.test", sender=sender, **given | arrival)
    return open_ticket(came, REQUESTER, office(app))
