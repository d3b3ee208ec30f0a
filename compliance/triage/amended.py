"""What is to be corrected: the wrong value and the right one.

"It is Byrne, not Bryne", "from a to b", "replace a with b", "a instead of b", "old: a, new: b"; else what should be, alone.
Only what stands in such a sentence is read; searches are of bounded length.
"""

import re
from collections.abc import Iterator

QUOTES = r"[\"'“”„«»]?"
VALUE = r"([^\s,;()\"“”„«»][^\n,;()\"“”„«»]{0,60}?)"
ONE = r"([\w.+-]{1,64}@[\w.-]{3,80}\w|[\w/.-]{1,40}[\w])"
END = r"(?=[\s]*(?:[.;,!?)\"“”„«»]|\n|$| please| pls| bitte| thanks| in my| on my| svp))"
IS = r"(?:is|ist|be|est|es|è|é|heiße|heisse|lautet|called|read|är|er|jest|on|je)"
NOT = (
    r"(?:not|nicht|instead of|statt|rather than|pas|et non|non|y no|no|e non|e não|não|niet|nie|a nie|inte|ikke|ei|and not|"
    r"und nicht)"
)
INSTEAD = (
    r"(?:instead of|anstatt|statt|au lieu de|en lugar de|invece di|em vez de|in plaats van|zamiast|istället för|"
    r"i stedet for|místo)"
)
DATE = r"(\d[\d./-]{3,20}\d)"
SAYS = r"(?:says|shows|reads|steht|listed as|wrong:|falsch:|incorrect:)"
SHOULD = r"(?:but |and )?(?:it )?(?:should (?:be|read|say)|must be|richtig ist)"
FROM = r"(?:from|von|de|da|van|z|från|fra)"
TO = r"(?:to|auf|zu|in|à|a|para|naar|na|till|til)"
OLD = r"(?:old|previous|alte\w*|bisherige\w*|ancien\w*|viej\w+|anterior|vecchi\w+|antig\w+|oude?|star\w+|gam\w+|vanha\w*)"
NEW = r"(?:new|neue?\w*|nouve\w+|nuev\w+|nuov\w+|nov\w+|nieuwe?|now\w+|nya?|nytt|uusi)"
# Each pair of values, and whether the wrong one stands first.
PAIRS: tuple[tuple[re.Pattern[str], bool], ...] = tuple(
    (re.compile(rf"(?<!\w){expression}", re.IGNORECASE), wrong_first)
    for wrong_first, expression in (
        (True, rf"{FROM}[ ]{QUOTES}{ONE}{QUOTES}[ ]{TO}[ ]{QUOTES}{ONE}{QUOTES}{END}"),
        (
            True,
            rf"(?:replace|swap|ersetze\w*|remplace\w*|sustituy\w*|sostitui\w*|substitu\w*|vervang\w*|zast[ąa]p\w*)(?: sie)?"
            rf"[ ]{QUOTES}{ONE}{QUOTES}[ ](?:with|by|for|durch|par|por|con|door|przez)[ ]{QUOTES}{ONE}{QUOTES}{END}",
        ),
        (True, rf"{ONE}[ ]durch[ ]{ONE}[ ](?:zu )?ersetzen"),
        (
            True,
            rf"{OLD} [\w-]{{2,20}}(?: \w+)?(?:[:=]| is| ist)[ ]?{ONE}[,;. ]{{1,3}}(?:and |und )?"
            rf"{NEW} [\w-]{{2,20}}(?: \w+)?(?:[:=]| is| ist)[ ]?{ONE}{END}",
        ),
        (True, rf"{SAYS}[ ]{DATE},?[ ](?:{INSTEAD}|{SHOULD})[ ]{DATE}"),
        (True, rf"{SAYS}[ ]{QUOTES}{VALUE}{QUOTES},?[ ](?:{INSTEAD}|{SHOULD})[ ]{QUOTES}{VALUE}{QUOTES}{END}"),
        (
            False,
            rf"{IS}[ ](?:spel(?:led|t) |written )?{QUOTES}{VALUE}{QUOTES}(?: with an? \w+)?,?[ ]{NOT}[ ]"
            rf"{QUOTES}{VALUE}{QUOTES}{END}",
        ),
        (False, rf"{DATE},?[ ](?:{INSTEAD}|not|nicht)[ ]{DATE}"),
        (True, rf"{INSTEAD}[ ]{QUOTES}{VALUE}{QUOTES}(?:,| it should be| soll| should read)[ ]{QUOTES}{VALUE}{QUOTES}{END}"),
    )
)
RIGHT = re.compile(
    rf"(?<!\w)(?:(?:should|must) (?:be|read)|correct (?:\w+ )?is|right (?:\w+ )?is|new \w{{3,12}}(?: \w+)?(?: "
    rf"is|:)|spelled|spelt|richtig (?:ist|lautet|wäre)|korrekt ist|neue (?:Adresse|Anschrift|E-?Mail\w*|"
    rf"Telefonnummer)(?: ist| lautet|:)|muss \w{{2,12}} (?:heißen|lauten)|nouvelle adresse(?: est| :|:)|nueva "
    rf"dirección(?: es|:)|ny adress:?|ny adresse:?|nová adresa:?)[ ]?{QUOTES}{VALUE}{QUOTES}{END}",
    re.IGNORECASE,
)


def amended(text: str) -> Iterator[tuple[str, int, int]]:
    """The wrong and the right value, each with its place, in the first form that stands in the text; else the right alone."""
    for expression, wrong_first in PAIRS:
        match = expression.search(text)
        if match:
            first, second = ("wrong", "right") if wrong_first else ("right", "wrong")
            yield first, *match.span(1)
            yield second, *match.span(2)
            return
    for match in RIGHT.finditer(text):
        yield "right", *match.span(1)
