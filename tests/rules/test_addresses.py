"""When two addresses are the same: look-alikes are never joined, true pairs are all offered."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.rules.addresses import key, likeness

NAMES = ("maria.keller", "tom.baker", "ana.souza", "w.clark", "oliver.smith", "sofia.rossi", "jan.novak", "grace.lee")
HOSTS = ("example.org", "mail.example", "gmail.com", "company.example", "clubmail.example")
TWINS = {
    "a": "аɑα", "e": "е", "o": "оο0ο", "c": "с", "i": "іıɩl1", "s": "ѕ", "p": "рρ", "x": "х", "y": "у", "l": "1Iı", "w": "ԝω",
    "n": "ո", "h": "հ",
}


def look_alikes() -> list[tuple[str, str]]:
    """Pairs that a hurried reader takes for the same address: other scripts, accents, digits, dots, tags, hosts."""
    pairs = set()
    for name, host in itertools.product(NAMES, HOSTS):
        address = f"{name}@{host}"
        for place, letter in enumerate(address):
            pairs |= {(address, address[:place] + twin + address[place + 1:]) for twin in TWINS.get(letter, "")}
        pairs |= {(address, f"{name}+{tag}@{host}") for tag in ("x", "privacy", "1", "me", "shop")}
        pairs |= {(address, other) for other in (
            f"{name.replace('.', '')}@{host}", f"{name.replace('.', '..')}@{host}", f"{name}.@{host}",
            f"{name}@{host}.evil.example",
            f"{name}@{host.replace('.', '-')}.example", f"{name}@sub.{host}", f"{name.replace('.', '_')}@{host}",
            f"{name}@xn--{host}", f"{name}\u200b@{host}", f"{name.replace('m', 'rn')}@{host}x",
            f"{name.replace('ss', 'ß')}@{host}1",
            f"{name.replace('k', chr(0x212A))}k@{host}", f"{name.replace('s', chr(0x17F))}@{host}", f"{name}@{host}\u3002")}
    return sorted((one, other) for one, other in pairs if one != other)


def true_pairs() -> list[tuple[str, str]]:
    """The same person's mailbox, written as people write it."""
    chance = random.Random(7)
    pairs = []
    for name, host in itertools.islice(itertools.cycle(itertools.product(NAMES, HOSTS)), 500):
        shouted = "".join(letter.upper() if chance.random() < 0.4 else letter for letter in name)
        tagged = f"{shouted}+{chance.choice(('shop', 'news', 'abc'))}"
        other = chance.choice((f"{shouted}@{host.upper()}", f"{tagged}@{host}", f" {shouted.replace('.', '')}@{host} ",
                               f"{name}@{host.replace('gmail.com', 'googlemail.com')}"))
        pairs.append((f"{name}@{host}", other))
    return pairs


def test_no_look_alike_is_joined():
    pairs = look_alikes()
    assert len(pairs) >= 2_000
    assert [pair for pair in pairs if key(pair[0]) == key(pair[1])] == []


def test_every_true_pair_is_offered():
    pairs = true_pairs()
    assert len(pairs) == 500
    assert [pair for pair in pairs if key(pair[0]) != key(pair[1]) and likeness(pair[0]) != likeness(pair[1])] == []


def test_the_way_that_python_folds_case_would_join_strangers():
    """What this module is there for: `casefold` makes one address of two people's."""
    assert "strasse@example.org".casefold() == "straße@example.org".casefold()
    assert key("strasse@example.org") != key("straße@example.org")


@pytest.mark.parametrize("other", ["mаria@example.org", "maría@example.org", "rnaria@example.org", "MARIA+x@example.org",
                                   "maria@exаmple.org", "maria@xn--exmple-4nf.org"])
def test_a_look_alike_is_shown_to_staff(other):
    assert key(other) != key("maria@example.org")
    assert likeness(other) == likeness("maria@example.org")


@given(st.text())
def test_anything_can_be_looked_at(text):
    assert key(key(text)) == key(text)
    assert isinstance(likeness(text), str)
