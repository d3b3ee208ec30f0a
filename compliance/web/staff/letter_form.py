"""The form in which staff write to the person: words, a block of text, the language, files, and a look before it goes."""

import hashlib
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import HiddenField, MultipleFileField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

from compliance.intake.names import harmless
from compliance.letters.catalogue import LANGUAGES
from compliance.registers.text_blocks import blocks
from compliance.tickets.arrivals import File
from compliance.web.staff.forms import TicketForm
from compliance.web.staff.words import LANGUAGES as LANGUAGE_NAMES

LONGEST = 50_000
PUT_IN, LOOK, SEND, BACK = "put_in", "look", "send", "back"


class LetterForm(TicketForm):
    """A letter in staff's own words. `step`: put a block in, look first, send, or back from looking."""

    text = TextAreaField(_l("Write to the person"), validators=[
        DataRequired(_l("A letter needs words.")), Length(max=LONGEST, message=_l("A letter has at most 50,000 characters."))],
        render_kw={"rows": 6})
    language = SelectField(_l("Language of the letter"), choices={code: LANGUAGE_NAMES.get(code, code) for code in LANGUAGES})
    block = SelectField(_l("Text block"), coerce=int, default=0)
    files = MultipleFileField(_l("Files"), description=_l("They wait on the person's own page for 30 days; none goes by mail."))
    step = HiddenField()

    def __init__(self, key: str = "form", **values: Any) -> None:
        super().__init__(key, **values)
        self.block.choices = [(0, "-"), *((block.id, _titled(block.title, block.language)) for block in blocks())]

    def sent_files(self) -> tuple[File, ...]:
        """The files as they were sent."""
        return read_files(self.files.data or [])


def read_files(given: list[Any]) -> tuple[File, ...]:
    """Uploaded files, with harmless names."""
    made = []
    for file in given:
        if isinstance(file, FileStorage) and file.filename:
            content = file.read()
            name = harmless(file.filename) or "file"
            made.append(File(name, file.mimetype or "application/octet-stream", content, hashlib.sha256(content).hexdigest()))
    return tuple(made)


def _titled(title: str, language: str) -> str:
    return f"{title} ({language})" if language else title
