"""Every letter there is. One letter is one folder with a text for each language: `templates/letters/<code>/<language>.txt`.

Its first line is the subject; the HTML part is made of the text (`paragraphs.py`), so that both always say the same.

`automatic` letters go out by themselves and are marked so (RFC 3834); they hold no personal data and no word of the
requester's. Letters to staff hold the reference and the date alone.
"""

from dataclasses import dataclass

from compliance.letters.words import BY_LANGUAGE

LANGUAGES = tuple(BY_LANGUAGE)


@dataclass(frozen=True)
class Letter:
    """A kind of letter: what staff call it, and whether it goes out by itself."""

    code: str
    title: str
    automatic: bool
    to_staff: bool = False


CATALOGUE: tuple[Letter, ...] = (
    Letter("acknowledgement", "Acknowledgement", automatic=True),
    Letter("proof", "Request for proof", automatic=True),
    Letter("proof_reminder", "Reminder of the proof", automatic=True),
    Letter("code", "Six-digit code", automatic=True),
    Letter("mandate", "Question whether somebody may ask for them", automatic=True),
    Letter("question", "Question who they are", automatic=False),
    Letter("document", "Request for a document", automatic=False),
    Letter("clarification", "Question what is meant", automatic=False),
    Letter("extended", "Notice of an extension", automatic=False),
    Letter("reply", "Letter", automatic=False),
    Letter("files", "Letter with files", automatic=False),
    Letter("handed_over", "The copy of their data", automatic=False),
    Letter("done", "Closing: done", automatic=False),
    Letter("partly", "Closing: done in part", automatic=False),
    Letter("refused", "Closing: refused", automatic=False),
    Letter("withdrawn", "Closing: withdrawn", automatic=True),
    Letter("staff_due", "Reminder to staff", automatic=True, to_staff=True),
    Letter("staff_digest", "Digest to staff", automatic=True, to_staff=True),
    Letter("staff_overdue", "Overdue notice to staff", automatic=True, to_staff=True),
    Letter("staff_keeping", "Retention comes due", automatic=True, to_staff=True),
    Letter("owner_task", "Task for whoever looks after a system", automatic=True, to_staff=True),
    Letter("staff_task_late", "A system has not answered", automatic=True, to_staff=True),
    Letter("staff_mention", "A colleague asks to look", automatic=True, to_staff=True),
    Letter("checkpoint", "Checkpoint of the trail", automatic=True, to_staff=True),
)

BY_CODE = {letter.code: letter for letter in CATALOGUE}


def language_for(wanted: str | None) -> str:
    """The language a letter is written in for somebody who writes `wanted`; English where we have no better."""
    short = (wanted or "").split("-")[0].lower()
    return short if short in LANGUAGES else "en"
