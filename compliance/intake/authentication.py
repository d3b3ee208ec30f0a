"""What our own mail server found out about a mail's sender: its `Authentication-Results` (RFC 8601).

A field counts only when it bears one of our servers' names (authserv-id) and stands where our server writes (`trace`); of each
name only the topmost one, so that what a sender puts in below it is never read. The grammar is read forgivingly in one
pass and never fails: a result that cannot be understood is left out, and what is left open (a comment, a quoted text) ends the
reading, since nothing behind it can be told from what a sender wrote.

A domain is aligned with From when both have the same organisational domain by the Public Suffix List (RFC 7489 section 3.1.1);
DMARC when it judged the very domain in From. A mail with several addresses in From, or none, is aligned with nothing.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import idna
from publicsuffixlist import PublicSuffixList

from compliance.intake.trace import Trust, own_fields
from compliance.rules.evidence import Check, Evidence

FIELD = "authentication-results"
METHODS = frozenset({"dkim", "spf", "dmarc", "arc"})
RESULTS = frozenset({
    "pass", "fail", "softfail", "neutral", "none", "policy", "temperror", "permerror", "hardfail", "bestguesspass",
})
# The property that names the domain a result is about, the most telling first.
SUBJECTS = {
    "dkim": ("header.d", "header.i"), "spf": ("smtp.mailfrom", "smtp.helo"), "dmarc": ("header.from",), "arc": (),
}
CHECKS = 20
VALUE = r'(?:"(?:[^"\\]|\\.)*"(?:@[^\s;"]+)?|[^\s;"]*)'
PAIR = re.compile(rf"([A-Za-z][\w.-]{{0,60}})\s*(?:/\s*\d{{1,3}}\s*)?=\s*({VALUE})")
SERVER = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[^\s;"=]+)(?:\s+(\d+))?\s*\Z')
DOMAIN = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[^"\\();]+|.', re.DOTALL)
COMMENT = re.compile(r"\\.|[()]", re.DOTALL)
OPEN = frozenset({'"', ")", "\\"})


def evidence(fields: Sequence[tuple[str, bytes]], senders: Sequence[str], trust: Trust) -> Evidence | None:
    """What our own server says of the sender; None where it says nothing. `senders` are the addresses in From. Never raises."""
    sender = domain_of(senders[0]) if len(senders) == 1 else ""
    names: list[str] = []
    checks: list[Check] = []
    for field, value in own_fields(fields, trust.hops):
        parts = split(value) if field == FIELD else []
        name = _server(parts[0]) if parts else None
        if name and name in trust.authserv_ids and name not in names:
            names.append(name)
            checks += filter(None, (_check(part, sender) for part in parts[1:]))
    return Evidence(tuple(names), tuple(checks[:CHECKS])) if checks else None


def split(value: str) -> list[str]:
    """The parts between semicolons, without comments; quoted texts stay whole. Ends before what is left open."""
    parts, piece, at = [], "", 0
    while found := TOKEN.match(value, at):
        bit, at = found.group(), found.end()
        if bit == "(":
            piece, at = piece + " ", _behind_comment(value, at)
        elif bit == ";":
            parts.append(piece)
            piece = ""
        elif bit in OPEN:
            break
        else:
            piece += bit
    return [*parts, piece]


def _behind_comment(value: str, at: int) -> int:
    """Where the comment ends in which `at` lies; the end of the value where it is left open."""
    depth = 1
    for found in COMMENT.finditer(value, at):
        depth += {"(": 1, ")": -1}.get(found.group(), 0)
        if not depth:
            return found.end()
    return len(value)


def domain_of(address: str) -> str:
    """The domain of an address or of a bare domain, as the DNS knows it (A-labels, lower case); empty for none."""
    plain = address.strip().strip("<>").rpartition("@")[2].rstrip(".").lower()
    if not plain.isascii():
        try:
            plain = idna.encode(plain[:253], uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            return ""
    return plain if DOMAIN.fullmatch(plain) else ""


def aligned(domain: str, sender: str) -> bool:
    """Whether both domains are of the same organisation: the same, or with the same registered domain."""
    if not domain or not sender:
        return False
    if domain == sender:
        return True
    organisation = _suffixes().privatesuffix(sender)
    return organisation is not None and organisation == _suffixes().privatesuffix(domain)


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def _server(part: str) -> str | None:
    """The authserv-id; None where it is none, or of a version that is not known."""
    found = SERVER.match(part)
    if found is None or found[2] not in {None, "1"}:
        return None
    return _plain(found[1]).casefold()


def _check(part: str, sender: str) -> Check | None:
    """One result; None for a method that is not ours to judge by, and for what is no result."""
    pairs = [(name.lower(), _plain(value)) for name, value in PAIR.findall(part)]
    if not pairs or pairs[0][0] not in METHODS or pairs[0][1].lower() not in RESULTS:
        return None
    method, result = pairs[0][0], pairs[0][1].lower()
    said: dict[str, str] = {}
    for name, value in pairs[1:]:
        said.setdefault(name, value)
    domain = next((found for name in SUBJECTS[method] if (found := domain_of(said.get(name, "")))), "")
    same = bool(sender) and domain == sender if method == "dmarc" else aligned(domain, sender)
    return Check(method, result, domain, same)


def _plain(value: str) -> str:
    """A value without its quotation marks."""
    if not value.startswith('"'):
        return value
    quoted, _, rest = value[1:].rpartition('"')
    return re.sub(r"\\(.)", r"\1", quoted) + rest
