"""The house's own words for letters: the latest version of a letter in a language counts, or the standard text where the latest
says so. No version is ever changed or taken away, so that it can be shown which words went out when. Guarded: told by events.
"""

import hashlib

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from compliance.db import Base, db, unit
from compliance.ledger import Guarded, record
from compliance.rules.abilities import Actor


class LetterText(Guarded, Base):
    """One version of a letter in one language, numbered from 1. `text` empty: from here on the standard text counts again."""

    __tablename__ = "letter_texts"
    __entity__ = "letter"
    __table_args__ = (sa.UniqueConstraint("letter", "language", "version"),)

    letter: Mapped[str] = mapped_column(sa.String(30))
    language: Mapped[str] = mapped_column(sa.String(10))
    version: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text, default="")


class NotAllowed(Exception):
    """The actor may not write letters anew."""


def write_anew(actor: Actor, letter: str, language: str, text: str) -> LetterText:
    """Enters the next version; an empty text goes back to the standard one. The text is checked before (`letters.house_words`).

    Raises NotAllowed, and ValueError where the text is the one that counts already.
    """
    if not actor.can("letter.edit"):
        raise NotAllowed("letter.edit")
    with unit():
        latest = _latest(letter, language)
        if text == (latest.text if latest else ""):
            raise ValueError("These are the words that count already.")
        made = LetterText(letter=letter, language=language, version=latest.version + 1 if latest else 1, text=text)
        with record(made, "letter.rewritten", actor, letter=letter, language=language, version=made.version,
                    text_digest=hashlib.sha256(text.encode()).hexdigest()):
            pass
        return made


def words_of(letter: str, language: str) -> str:
    """The house's own text for a letter in a language; empty where the standard one counts."""
    latest = _latest(letter, language)
    return latest.text if latest else ""


def versions(letter: str, language: str) -> list[LetterText]:
    """Every version, the latest first."""
    wanted = sa.select(LetterText).where(LetterText.letter == letter, LetterText.language == language)
    return list(db.session.scalars(wanted.order_by(LetterText.version.desc())))


def in_use() -> set[tuple[str, str]]:
    """The letters, each with a language, for which the house has its own text."""
    rows = db.session.execute(
        sa.select(LetterText.letter, LetterText.language, LetterText.text).order_by(LetterText.version)).all()
    latest = {(row.letter, row.language): row.text for row in rows}
    return {place for place, text in latest.items() if text}


def _latest(letter: str, language: str) -> LetterText | None:
    wanted = sa.select(LetterText).where(LetterText.letter == letter, LetterText.language == language)
    return db.session.scalar(wanted.order_by(LetterText.version.desc()).limit(1))
