"""The desk: where staff see what is due, read, decide, answer and close. One module for each subject; `desk` has the blueprint.

Views read through `queries` and `case` and change through verbs alone.
"""

from compliance.web.staff import (
    account,
    acts,
    board,
    closing,
    contacts,
    correcting,
    deciding,
    feeds,
    files,
    handing_over,
    jobs,
    letters,
    people,
    placing,
    policies,
    queue,
    registers,
    set_aside,
    signing_in,
    spam,
    talking,
    ticket,
    timing,
)
from compliance.web.staff.desk import blueprint

__all__ = [
    "account",
    "acts",
    "blueprint",
    "board",
    "closing",
    "contacts",
    "correcting",
    "deciding",
    "feeds",
    "files",
    "handing_over",
    "jobs",
    "letters",
    "people",
    "placing",
    "policies",
    "queue",
    "registers",
    "set_aside",
    "signing_in",
    "spam",
    "talking",
    "ticket",
    "timing",
]
