"""What a ticket is found by: terms of its words and of its people, and the terms that a search asks for.

Each term begins with what it is: `w` a word of the conversation, reduced to its stem by the Snowball algorithm of its language
(Porter, https://snowballstem.org); `a` a whole mail address; `n` a name or the part of an address before the @, by its
beginnings; `d` a name with at most one letter left out, by which two spellings meet that differ in one slip (a letter too
many, too few, another one, or two exchanged). Case, accents and the forms of letters count nowhere; Chinese, Japanese and
Thai, which put no space between words, go by pairs of letters.

What is stored are tokens: keyed digests of terms, 40 bits long, so that the index tells nobody who does not have the key
whom it is about, not even by what a database leaves behind of deleted rows. Two terms in a million share a token.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

import Stemmer

ALGORITHMS = {
    "ar": "arabic", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian", "lt": "lithuanian", "nl": "dutch",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}
LONGEST_TEXT = 50_000  # characters of one message that are looked at
MOST_TERMS = 3_000  # of one message
MOST_ASKED = 12  # words of one search
LONGEST_WORD = 40
BEGINNINGS = range(1, 17)  # letters
SLIPS_FROM = 4  # letters: shorter names are all alike
TOKEN_BYTES = 5
KEPT_IN_MEMORY = 100_000

WORD = re.compile(r"\w+")
ADDRESS = re.compile(r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}")
UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]{2,}")
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def of_text(text: str, language: str | None) -> set[str]:
    """The terms of what somebody wrote, and of the addresses in it. An unknown language has no stems."""
    text = text[:LONGEST_TEXT]
    found = {f"a{address.casefold()}" for address in ADDRESS.findall(text)}
    for word in WORD.findall(text.lower()):
        if len(found) >= MOST_TERMS:
            break
        if len(word) <= LONGEST_WORD or UNSPACED.search(word):
            found.update(_words(word, language or ""))
    return found


def of_person(name: str, address: str) -> set[str]:
    """The terms by which somebody is found: the whole address, and the beginnings of their names and of its parts."""
    local, _, domain = address.partition("@")
    found = {f"a{address.casefold()}"} if address else set()
    for word in _names(f"{name} {local}"):
        found.add(f"n{word}")
        found.update(f"n{word[:length]}" for length in BEGINNINGS if length < len(word))
        found.update(f"d{form}" for form in _slips(word))
    found.update(f"n{word}" for word in _names(domain))
    return found


def asked(search: str) -> list[frozenset[str]]:
    """What a search asks for: for each of its words the terms of which one must be there. Empty where it has no word."""
    whole, rest = _addresses(search)
    return whole + [frozenset(_every_stem(word) | {f"n{word}" for word in _names(word)}) for word in _searched(rest)]


def alike(search: str) -> list[frozenset[str]]:
    """The same for names spelt with one slip; empty where no word of it could be one."""
    wanted = [{f"d{form}" for name in _names(word) for form in _slips(name)} for word in _searched(search)]
    return [frozenset(forms) for forms in wanted if forms]


def tokens(terms: Iterable[str], key: bytes) -> set[str]:
    """The terms as they are stored: each a keyed digest in 8 letters and digits."""
    return {_token(term, key) for term in terms}


def _addresses(search: str) -> tuple[list[frozenset[str]], str]:
    """Whole addresses, which are asked for as they stand, and what is left; an unfinished one counts as words."""
    found = [address for address in ADDRESS.findall(search) if "." in address.rpartition("@")[2]]
    rest = search
    for address in found:
        rest = rest.replace(address, " ")
    return [frozenset({f"a{address.casefold()}"}) for address in found], rest


def _searched(search: str) -> list[str]:
    return [word for word in WORD.findall(search.lower()) if len(word) <= LONGEST_WORD][:MOST_ASKED]


@lru_cache(KEPT_IN_MEMORY)
def _words(word: str, language: str) -> frozenset[str]:
    """The terms of one word: its stem, also as whoever types no accents would have it; or pairs of letters."""
    if UNSPACED.search(word):
        return frozenset(f"w{word[n:n + 2]}" for n in range(len(word) - 1))
    return frozenset({f"w{_stem(word, language)}", f"w{_stem(_folded(word), language)}"})


def _every_stem(word: str) -> set[str]:
    """Whoever searches does not say in which language: the stems of all."""
    if UNSPACED.search(word):
        return set(_words(word, ""))
    return {f"w{_stem(word, language)}" for language in ("", *ALGORITHMS)}


def _stem(word: str, language: str) -> str:
    algorithm = ALGORITHMS.get(language[:2])
    return _folded(_stemmer(algorithm).stemWord(word) if algorithm else word)


@cache
def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(algorithm)


def _folded(word: str) -> str:
    """Without case, accents and special letters."""
    plain = unicodedata.normalize("NFKD", word.casefold().translate(LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)) or word


def _names(text: str) -> list[str]:
    """The words of a name or address, folded; an underscore parts them, too."""
    return [_folded(word)[:LONGEST_WORD] for word in WORD.findall(text.lower().replace("_", " "))][:MOST_ASKED]


def _slips(name: str) -> set[str]:
    """The name, and the name without any one of its letters."""
    if len(name) < SLIPS_FROM or name.isdigit():
        return set()
    return {name, *(name[:place] + name[place + 1:] for place in range(len(name)))}


@lru_cache(KEPT_IN_MEMORY)
def _token(term: str, key: bytes) -> str:
    digest = hashlib.blake2b(term.encode("utf-8", "replace"), digest_size=TOKEN_BYTES, key=key).digest()
    return _base32(int.from_bytes(digest, "big"))


def _base32(number: int) -> str:
    """Letters and digits that every tokenizer leaves whole."""
    return "".join("abcdefghijklmnopqrstuvwxyz234567"[number >> shift & 31] for shift in range(35, -1, -5))
