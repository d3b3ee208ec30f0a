"""Which charset undeclared or falsely declared bytes are in, told by how much the outcome looks like writing.

Every candidate decodes a sample strictly; the outcome is scored by what kinds of characters stand beside each other:
common letters of one script score, mixed scripts, symbols inside words and rare characters cost. The candidates are those
still seen in mail. Linear in the sample (4,000 bytes with something beyond ASCII in them); the whole is decoded once.
"""

import unicodedata
from functools import lru_cache

from compliance.intake.transfer import shifted_jis

SAMPLE, SEARCHED = 4000, 40_000
CANDIDATES = (
    "cp1252", "cp932", "euc_jp", "gb18030", "big5", "cp949", "cp1251", "koi8_r", "cp1250", "iso8859-2", "cp1253", "cp1255",
    "cp1256", "cp1254", "cp874", "cp866", "cp437", "mac_roman",
)
TYPOGRAPHY = "–—‘’“”„…€¿¡"
PUNCTUATION = TYPOGRAPHY + "•«»°§©®·、。「」，！？：；（）・\u00a0"
# Charsets of the machines of long ago, believed only where they make clearly better sense; and those without kana in use.
OUTDATED = {"cp866": 0.6, "cp437": 0.6, "mac_roman": 0.6, "cp874": 0.2}
CHINESE = frozenset({"gb18030", "big5"})
# Where each charset keeps the characters in daily use: the range of first bytes.
FREQUENT = {
    "gb18030": ("gb2312", 0xB0, 0xD7), "big5": ("big5", 0xA4, 0xC6), "cp949": ("euc_kr", 0xB0, 0xC8),
    "cp932": ("euc_jp", 0xB0, 0xCF), "euc_jp": ("euc_jp", 0xB0, 0xCF),
}
# The most frequent letters of each script that shares its bytes with others; they tell KOI8 from Windows-1251 and the like.
COMMON = frozenset(
    "оеаинтсрвлкмдпуяыьгзб"
    "çéèàêùûâôîïëœñáíóúìòäöüßåøæãõþð" "ąęłńóśżźčšžřýěůőű" "αειοηντσςρκπλμυάέίόήώ" "ךםןףץאבגדהוזחטילמנסעפצקרשת"
    "ايلمنوترهبدسعكفقحجشة" "ığşİ" "กนรอาเง่้มยลวดทสตะปบคห็ัิีืุู"
    "的是不我一有在人了他这這个個们們来來请請您你好信息刪删除数數据據"
    "のにはをたがでてとしれさいなるすかもこんくらり" "이다는에의을를가하고니한지"
)
# The accented letters of the languages that share a script: a text is in one of them.
ALPHABETS = tuple(
    frozenset(letters) for letters in (
        "àâçéèêëîïôùûüœ", "äöüß", "áéíóúñü", "áàâãçéêíóôõú", "àèéìòù", "éèëïöü", "åäöé", "æøåéö", "ąćęłńóśźż",
        "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţșț", "içğıöşüâ", "čćđšž", "äöõüšž",
    )
)


def guess(content: bytes) -> str:
    """The most believable reading of `content`."""
    if b"\x1b$" in content:
        return shifted_jis(content).decode("cp932", "replace")
    if wide := _wide(content[:SAMPLE]):
        return content.decode(wide, "replace")
    sample = b"\n".join(line for line in content[:SEARCHED].split(b"\n") if not line.isascii())
    sample = (sample or content)[:SAMPLE]
    best = max(CANDIDATES, key=lambda codec: _score(sample, codec))
    return content.decode(best, "replace")


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a byte order mark: every second byte is nought."""
    half = len(sample) // 2
    if half < 4:
        return None
    if sample[1::2].count(0) > half * 0.7:
        return "utf-16-le"
    return "utf-16-be" if sample[0::2].count(0) > half * 0.7 else None


def _score(sample: bytes, codec: str) -> float:
    text = sample.decode(codec, "replace")
    high = [character for character in text if character > "\x7f"]
    if not high:
        return 0.0
    total = sum(_worth(character) for character in high) - _misfits(text)
    if codec in CHINESE:
        total -= sum(1 for character in high if "\u3040" <= character <= "\u30ff")
    if daily := FREQUENT.get(codec):
        total += sum(0.6 if _frequent(character, *daily) else -0.4 for character in high if "\u4e00" <= character <= "\ud7a3")
    if _of_one_language(frozenset(character.lower()[0] for character in high if _script(character) == "LATIN")):
        total += 0.4 * len(high)
    # Between equals the candidate that stands first is taken.
    return total / len(high) - CANDIDATES.index(codec) * 0.001 - OUTDATED.get(codec, 0.0)


def _misfits(text: str) -> float:
    """What stands beside each other in wrong readings only: scripts, capitals and symbols mixed inside one word."""
    scripts = [_script(character) for character in text]
    cost = 0.0
    for index in range(1, len(text)):
        before, here = scripts[index - 1], scripts[index]
        if not here:
            continue
        last, this = text[index - 1], text[index]
        if before and before != here:
            cost += 2.0
        elif before and this.isupper() and last.islower():
            cost += 1.5
        elif before and here == "LATIN" and this > "\x7f" and last > "\x7f":
            cost += 1.2  # words of accented letters alone are words of another script
        elif not before and last > "\x7f" and last not in PUNCTUATION and text[max(0, index - 2)].isalpha():
            cost += 1.5
    return cost


def _of_one_language(letters: frozenset[str]) -> bool:
    """Whether accented Latin letters may all be those of one language."""
    return bool(letters) and any(letters <= alphabet for alphabet in ALPHABETS)


@lru_cache(maxsize=8192)
def _frequent(character: str, codec: str, first: int, last: int) -> bool:
    return first <= next(iter(character.encode(codec, "ignore")), 0) <= last


@lru_cache(maxsize=8192)
def _worth(character: str) -> float:
    if character == "\ufffd":
        return -8.0
    if character.lower() in COMMON or character in COMMON:
        return 2.0 if character.islower() or not character.isupper() else 1.2
    category = unicodedata.category(character)
    if category in {"Cc", "Cn", "Co"}:
        return -6.0
    if character in TYPOGRAPHY:
        return 1.8
    if character in PUNCTUATION:
        return 0.8
    if "\uac00" <= character <= "\ud7a3" or "\u3040" <= character <= "\u30ff":
        return 1.4
    if "\u4e00" <= character <= "\u9fff":
        return 0.7
    if "\uff61" <= character <= "\uff9f":
        return -1.0
    return 0.3 if category.startswith("L") else -0.7


@lru_cache(maxsize=8192)
def _script(character: str) -> str:
    if not character.isalpha():
        return ""
    name = unicodedata.name(character, "").split(" ")[0]
    return "CJK" if name in {"HIRAGANA", "KATAKANA", "CJK"} else name
