"""A little work that the browser does while the form is filled in, so that sending a thousand forms costs something.

The ALTCHA protocol (SHA-256), ours from end to end: nobody else is asked. A challenge is made for one form, by its
`submission`, and the same form sent twice is one request: so a solution is worth one request, however often it is shown.
A browser without scripts sends none. Its request is taken all the same: the person confirms it by a link in a mail, and
what one network sends beyond a few in an hour lies on the spam pile, where staff look at it and its clock runs.
"""

import base64
import hmac
import json
from urllib.parse import parse_qsl

from altcha.v1 import ChallengeOptions, create_challenge, verify_solution
from flask import current_app
from flask_limiter.util import get_remote_address
from limits import parse

from compliance.extensions import limiter

MOST_WORK = 60_000  # hashes, half of them on average: about a second on a phone, while somebody types
FREE = parse("5 per hour")  # requests without work from one network
LONGEST = 2_000


def challenge(submission: str) -> str:
    """The challenge for a form, as JSON for the browser."""
    options = ChallengeOptions(algorithm="SHA-256", max_number=MOST_WORK, hmac_key=_key(), params={"form": submission})
    return json.dumps(create_challenge(options).to_dict())


def is_done(solution: str | None, submission: str) -> bool:
    """Whether the work for this form was done; False for anything forged, broken or made for another form."""
    try:
        holds, _ = verify_solution((solution or "")[:LONGEST], _key())
        return holds and _form_of(solution or "") == submission
    except (ValueError, TypeError, AttributeError, KeyError):  # whatever a stranger may have put there
        return False


def is_too_much() -> bool:
    """Counts a request without work; whether its network has sent enough of them this hour."""
    return limiter.enabled and not limiter.limiter.hit(FREE, "without work", get_remote_address())


def _form_of(solution: str) -> str:
    salt = str(json.loads(base64.b64decode(solution))["salt"])
    return dict(parse_qsl(salt.partition("?")[2])).get("form", "")


def _key() -> bytes:
    return hmac.digest(current_app.config["SETTINGS"].secret_key.encode(), b"proof of work", "sha256")
