"""States of a ticket and of a request, and the moves between them.

A ticket is new until somebody has looked, open while it is worked, waiting while the ball is with the requester, closed
when every request in it has an outcome, spam when a person said so or, until somebody has looked, when a filter did. A
closed or spam ticket can be reopened. A ticket whose mail was put onto another is placed; that can be taken back.
"""

NEW, OPEN, WAITING, CLOSED, SPAM, PLACED = "new", "open", "waiting", "closed", "spam", "placed"
STATES = {
    NEW: "needs a first look",
    OPEN: "being done",
    WAITING: "waiting for the person",
    CLOSED: "closed",
    SPAM: "spam",
    PLACED: "put onto another ticket",
}
LIVE = frozenset({NEW, OPEN, WAITING})

MOVES: dict[str, frozenset[str]] = {
    NEW: frozenset({OPEN, WAITING, CLOSED, SPAM, PLACED}),
    OPEN: frozenset({WAITING, CLOSED, SPAM, PLACED}),
    WAITING: frozenset({OPEN, CLOSED, SPAM, PLACED}),
    CLOSED: frozenset({OPEN}),
    SPAM: frozenset({NEW, OPEN}),
    PLACED: frozenset({OPEN}),
}

# Outcome of a request -> its letter and what it says.
OUTCOMES = {
    "done": "done",
    "partly": "done in part",
    "refused": "refused",
    "withdrawn": "withdrawn by the person",
}

# How a request of a placed ticket ends that was nothing new: not an outcome that anybody chooses.
JOINED = "joined"
# How a suggestion ends that was none.
DISMISSED = "dismissed"
ENDINGS = {**OUTCOMES, JOINED: "part of another ticket", DISMISSED: "was not asked"}

# Why a request is dismissed, and why a ticket in which nothing is asked ends: code -> words.
DISMISSALS = {
    "not_asked": "it was not asked",
    "doubled": "it is the same as another request here",
}
UNASKED = {
    "ordinary": "it was an ordinary question or message",
    "not_personal": "it has nothing to do with personal data",
    "elsewhere": "it is dealt with in another ticket",
}

# Why a ticket may belong to another one: none of it proves anything.
HINTS = {
    "reply_address": "it came to that ticket's secret address, but not from an address that is known there",
    "answers_letter": "it says that it answers a letter of that ticket",
    "reference": "its subject names that ticket",
}

# Why a ticket lies on the spam pile before anybody has looked.
SUSPICIONS = {
    "filter": "the mail server's spam filter suspects it",
    "flood": "its address has sent too much today",
}

# Why a request may be refused (or a part of it): code -> words for the letter.
GROUNDS = {
    "not_identified": "we could not establish that the data is yours (GDPR Art. 12(2), 12(6))",
    "legal_duty": "a law obliges us to keep the data (GDPR Art. 17(3)(b))",
    "legal_claims": "the data is needed for legal claims (GDPR Art. 17(3)(e))",
    "expression": "freedom of expression and information outweighs (GDPR Art. 17(3)(a))",
    "accurate": "the data was checked and is accurate (GDPR Art. 16)",
    "excessive": "the request is manifestly unfounded or excessive (GDPR Art. 12(5))",
    "nothing_held": "we hold no data about you",
    "not_covered": "the law does not give this right in this case",
}

# What became of a system's task: code -> words.
TASK_OUTCOMES = {
    "done": "done",
    "kept": "kept for a legal reason",
    "nothing_found": "nothing found",
}

# Why a due date may be extended: code -> words for the letter.
EXTENSION_GROUNDS = {
    "complexity": "the request is complex",
    "number": "there are many requests",
}

# Why a ticket counts from another day than was thought.
RECEIPT_REASONS = {
    "elsewhere": "it reached another address or desk of ours before",
    "letter": "it came by letter, by telephone or in person before",
    "spam_folder": "it lay in a spam folder",
    "mistake": "the day was written down wrongly",
}


def is_watched(state: str, suspected: str | None) -> bool:
    """Whether staff are reminded of a ticket's dates: it is live, or was put on the spam pile by nobody's word."""
    return state in LIVE or (state == SPAM and suspected is not None)


def may_move(now: str, then: str) -> bool:
    """Whether a ticket may go from one state to the other."""
    return then in MOVES[now]
