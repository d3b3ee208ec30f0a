"""The saved views of the queue, in the order of the rail."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from compliance.rules.lifecycle import CLOSED, NEW, OPEN, PLACED, SPAM, WAITING
from compliance.tickets.queue import View

DEFAULT = "team"
URGENT = timedelta(days=7)  # due so soon
NOT_SPAM = frozenset({NEW, OPEN, WAITING, CLOSED})


@dataclass(frozen=True)
class SavedView:
    """One view. `mine`: only what is assigned to the reader; `late`: only what is overdue; `urgent`: what needs them first;
    `asked`: where a colleague asks them to look.

    `empty` says what would be there, and how it gets there.
    """

    key: str
    title: str
    heading: str
    empty: str
    view: View
    mine: bool = False
    counted: bool = True
    late: bool = False
    urgent: bool = False
    asked: bool = False
    sort: str = "due"

    def of(self, staff_id: int, today: date) -> View:
        """The view as this member of staff sees it today."""
        view = replace(self.view, due_before=today) if self.late else self.view
        if self.urgent:
            view = replace(view, first_of=staff_id, urgent_by=today + URGENT)
        if self.asked:
            view = replace(view, asked_of=staff_id)
        return replace(view, assignee_id=staff_id) if self.mine else view


SAVED: tuple[SavedView, ...] = (
    SavedView("first", "Needs me first", "Needs me first",
              "What is due within a week, has an unread answer, proof, a returned letter, or needs reading: yours or nobody's.",
              View(), urgent=True),
    SavedView("mine", "My work", "My work",
              "Tickets that you have taken or were given. Take one from the team's list.",
              View(), mine=True),
    SavedView("asked", "Asked of me", "Where a colleague asks you to look",
              "Tickets with a note that names you behind an @, until you write there yourself or say that you have looked.",
              View(states=NOT_SPAM | {PLACED}), asked=True),
    SavedView("team", "Team", "All that is open",
              "Every request that has no answer yet. Mail to the contact address and the form on the website come in here.",
              View()),
    SavedView("overdue", "Overdue", "Overdue",
              "Tickets whose due date has passed. What is lawfully extended or stands still is never here.",
              View(), late=True),
    SavedView("paused", "Standing still", "Standing still",
              "Tickets whose clock stands still while the person is waited for.",
              View(paused=True)),
    SavedView("new", "First look", "Needs a first look",
              "New requests where nobody has said yet what is asked. They leave this list once kind and law are confirmed.",
              View(states=frozenset({NEW}))),
    SavedView("unread", "Unread answers", "Answers that nobody has read",
              "What people wrote after the first message, until somebody marks it as read; also on closed tickets.",
              View(states=frozenset({OPEN, WAITING, CLOSED, PLACED}), flags=frozenset({"unread"}))),
    SavedView("proof", "Proof given", "Proof given",
              "Open tickets where the person has shown that the mailbox is theirs: these can be carried out.",
              View(proof_given=True)),
    SavedView("trouble", "Letters in trouble", "Letters in trouble",
              "Tickets with a letter that could not be delivered. Open one to see why and to send the letter again.",
              View(states=NOT_SPAM, flags=frozenset({"trouble"}))),
    SavedView("reading", "Needs reading", "Needs reading by a person",
              "Mail in which no request was recognised, or that could not be read. Its clock runs from arrival.",
              View(flags=frozenset({"needs_reading"}))),
    SavedView("suspected", "Suspected spam", "Suspected spam",
              "What your mail server holds for spam, and what one address sent beyond the limit, until somebody has looked.",
              View(states=frozenset({SPAM}), suspected=True)),
    SavedView("spam", "Spam pile", "Spam pile",
              "What is suspected, and what somebody said is spam. Nothing is deleted, and everything can be taken back.",
              View(states=frozenset({SPAM})), counted=False),
    SavedView("closed", "Closed", "Closed", "Tickets in which every request has its outcome.",
              View(states=frozenset({CLOSED})), counted=False, sort="newest"),
)

BY_KEY: dict[str, SavedView] = {saved.key: saved for saved in SAVED}
