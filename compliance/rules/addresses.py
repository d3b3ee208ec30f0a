"""When two mail addresses are the same, and when one only looks like the other.

The same (`key`): letter for letter, but for the case of A to Z. Nothing else joins anything by itself: a dot, a `+tag`, another
script's letter or a domain that reads alike may be somebody else's mailbox (a plus or a dot means nothing at one provider and
another person at the next; RFC 5321 section 2.4 leaves the local part to its host).

Alike (`likeness`): what a hurried reader would take for the same. It is offered to staff, as a help where it is the same person
and as a warning where it is a look-alike; it proves nothing.
"""

import string
import unicodedata

_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)

# Letters of other scripts that read as Latin ones (after Unicode TS 39), and digits that do.
_ALIKE = str.maketrans({
    **dict(zip("аеорсухіјѕһԁԛԝьвкмнтзцӏ", "aeopcyxijshdqwbbkmhtzui", strict=True)),  # Cyrillic
    **dict(zip("αορυικτμηβεχωγσν", "aopuiktunbexwyov", strict=True)),  # Greek
    **dict(zip("օսհոցք", "ouhngp", strict=True)),  # Armenian
    **dict(zip("ɑɡıɩłøđŧħʀ01|", "agiilodthroii", strict=True)),
})
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_SAME_HOST = {"googlemail.com": "gmail.com"}


def key(address: str) -> str:
    """The address as it is compared with others."""
    return address.strip().translate(_LOWER)


def likeness(address: str) -> str:
    """What addresses that read alike have in common; empty for what is no address."""
    local, at, domain = key(address).rpartition("@")
    if not at or not local:
        return ""
    host = ".".join(map(_unicode, domain.rstrip(".").split(".")))
    return f"{_plain(local.split('+')[0].replace('.', ''))}@{_plain(_SAME_HOST.get(host, host))}"


def _unicode(label: str) -> str:
    """A label of a domain as people read it (RFC 3492)."""
    if not label.startswith("xn--"):
        return label
    try:
        return label.removeprefix("xn--").encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _plain(text: str) -> str:
    """Accents, scripts and letter pairs that a reader passes over."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    bare = "".join(c for c in unicodedata.normalize("NFKD", bare.casefold()) if not unicodedata.combining(c)).translate(_ALIKE)
    for pair, one in _PAIRS:
        bare = bare.replace(pair, one)
    return bare.replace("l", "i").replace("-", "").replace("_", "")
