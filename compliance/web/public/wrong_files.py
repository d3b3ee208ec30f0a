"""Files that people send with the form or a message: kept until it is sent, or why one is not taken, in the page's words."""

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import FileStorage

from compliance.intake import uploads

REASONS = {
    "empty": _("%(name)s is empty"), "size": _("%(name)s is larger than 10 MB"),
    "number": _("%(name)s is one file too many; send at most 5"),
    "type": _("%(name)s is not a PDF, a picture or plain text"),
}


def why_refused(submission: str, file: FileStorage) -> str | None:
    """Keeps a file until the form with this name is sent; what is wrong with one that is not taken."""
    try:
        uploads.add(submission, file.filename or "", file.read(uploads.MOST_BYTES + 1))
    except uploads.Wrong as wrong:
        return str(REASONS[wrong.reason] % {"name": wrong.name})
    return None
