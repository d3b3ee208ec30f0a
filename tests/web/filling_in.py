"""The form as a browser fills it in: with the tokens of its page, and the work that its script does."""

import base64
import html
import json
import re

from altcha.v1 import solve_challenge
from flask.testing import FlaskClient

ANSWERS = {"kinds": ["removal"], "email": "maria@example.org", "name": "Maria Keller", "place": "DE", "words": "User maria17."}


def token_of(page: str) -> str:
    """The page's token against forged forms."""
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]


def submission_of(page: str) -> str:
    """The form's own random name."""
    return re.search(r'name="submission"[^>]*value="([^"]+)"', page)[1]


def work_of(page: str) -> str:
    """The work that the page asks for, done."""
    challenge = json.loads(html.unescape(re.search(r'data-challenge="([^"]+)"', page)[1]))
    solution = solve_challenge(challenge["challenge"], challenge["salt"], challenge["algorithm"], challenge["maxNumber"])
    return as_payload(challenge, solution.number)


def as_payload(challenge: dict[str, str], number: int) -> str:
    """A solution as the browser sends it."""
    said = {name: challenge[name] for name in ("algorithm", "challenge", "salt", "signature")}
    return base64.b64encode(json.dumps(said | {"number": number}).encode()).decode()


def fill(visitor: FlaskClient, path: str = "/requests/new", **answers):
    """Opens the form and posts answers."""
    page = visitor.get("/requests/new").text
    return visitor.post(path, data={"submission": submission_of(page), "csrf_token": token_of(page), "work": work_of(page),
                                    **ANSWERS, **answers})
