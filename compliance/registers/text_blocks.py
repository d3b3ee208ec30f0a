"""Text blocks: pieces of a letter that staff keep by a title, in a language or in any, and put into what they write.

A block may name the person, the reference and the due date; these are filled in when it is put into a letter, which a person
reads before it goes out.
"""

import re

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from compliance.db import Base, BigId, db, unit
from compliance.registers.house import tell
from compliance.rules.abilities import Actor

TITLE_LENGTH, TEXT_LENGTH = 80, 10_000
MOST = 200
FACTS = ("name", "reference", "due")
FACT = re.compile(r"\{\{\s*(.*?)\s*\}\}")
KEEP = "block.edit"


class TextBlock(Base):
    """A block. `language` empty: for letters in any."""

    __tablename__ = "text_blocks"
    __table_args__ = (sa.UniqueConstraint("title", "language"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(sa.String(TITLE_LENGTH))
    language: Mapped[str] = mapped_column(sa.String(10), default="")
    text: Mapped[str] = mapped_column(sa.Text)


class NotAllowed(Exception):
    """The actor may not keep text blocks."""


def blocks(language: str | None = None) -> list[TextBlock]:
    """All blocks by title; with a language those of it and those of any."""
    found = sa.select(TextBlock).order_by(TextBlock.title, TextBlock.language)
    if language is not None:
        found = found.where(TextBlock.language.in_(["", language]))
    return list(db.session.scalars(found))


def write(actor: Actor, title: str, language: str, text: str) -> TextBlock:
    """Keeps a block; one of the same title and language is replaced. Raises ValueError with what is wrong, NotAllowed."""
    _require(actor)
    title, text = " ".join(title.split())[:TITLE_LENGTH], text.replace("\r\n", "\n").strip()[:TEXT_LENGTH]
    if not title or not text:
        raise ValueError("A block needs a title and a text.")
    if unknown := [fact for fact in FACT.findall(text) if fact not in FACTS]:
        raise ValueError(f"There is no fact called {unknown[0]}; a block may name {', '.join(FACTS)}.")
    with unit():
        kept = db.session.scalar(sa.select(TextBlock).where(TextBlock.title == title, TextBlock.language == language))
        if kept is None and len(blocks()) >= MOST:
            raise ValueError(f"There are {MOST} blocks already. Remove one first.")
        block = kept or TextBlock(title=title, language=language)
        block.text = text
        db.session.add(block)
        db.session.flush()
        tell("house.block_written", actor, block=block.id)
    return block


def remove(actor: Actor, block_id: int) -> bool:
    """Removes a block. Returns whether there was one. Raises NotAllowed."""
    _require(actor)
    with unit():
        block = db.session.get(TextBlock, block_id)
        if block is None:
            return False
        db.session.delete(block)
        tell("house.block_removed", actor, block=block_id)
    return True


def filled(block: TextBlock, facts: dict[str, str]) -> str:
    """The block with its facts; one that is not known leaves nothing."""
    return FACT.sub(lambda match: facts.get(match[1], ""), block.text)


def _require(actor: Actor) -> None:
    if not actor.can(KEEP):
        raise NotAllowed(KEEP)
