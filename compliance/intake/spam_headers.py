"""Whether our own mail server holds a mail for spam: what SpamAssassin, Rspamd, Amavis and Exchange write on top of it.

Only fields above the first `Received` that is not ours are read (`trace`). One word that says spam is enough: suspicion only
puts a mail on a pile, and no sender gains by raising it. A number of stars counts only where no plain word was said.
"""

import re
from collections.abc import Callable, Sequence

from compliance.intake.trace import Trust, own_fields

STARS = 5  # SpamAssassin's own threshold
SPAM_CONFIDENCE = 5  # Exchange: 5 and 6 are spam, 7 to 9 surely
REPORT = re.compile(r"(?:^|;)\s*(SCL|SFV)\s*:\s*([A-Za-z0-9-]{1,8})\s*(?=;|$)", re.IGNORECASE)


def _yes(value: str) -> bool:
    return re.match(r"\s*(?:yes|true|spam)\b", value, re.IGNORECASE) is not None


def _level(value: str) -> bool:
    found = re.fullmatch(r"\s*(-?\d{1,2})\s*", value)
    return found is not None and int(found[1]) >= SPAM_CONFIDENCE


def _action(value: str) -> bool:
    return value.strip().lower() in {"add header", "rewrite subject", "reject", "quarantine"}


def _symbols(value: str) -> bool:
    return re.match(r"\s*default: true\b", value, re.IGNORECASE) is not None


def _report(value: str) -> bool:
    said = {name.upper(): word.upper() for name, word in REPORT.findall(value)}
    return said.get("SFV") == "SPM" or _level(said.get("SCL", ""))


# Field -> code of the reason, and whether its value says spam.
SAYS: dict[str, tuple[str, Callable[[str], bool]]] = {
    "x-spam-flag": ("spam_flag", _yes),
    "x-spam-status": ("spam_status", _yes),
    "x-spam": ("spam_flag", _yes),
    "x-rspamd-action": ("rspamd", _action),
    "x-spamd-result": ("rspamd", _symbols),
    "x-ms-exchange-organization-scl": ("exchange", _level),
    "x-forefront-antispam-report": ("exchange", _report),
}
PLAIN = frozenset({"x-spam-flag", "x-spam-status", "x-spam"})


def spam_reasons(fields: Sequence[tuple[str, bytes]], trust: Trust) -> tuple[str, ...]:
    """Codes of what on top of the mail says that it is spam; none where nothing does. Never raises."""
    if not trust.spam_headers:
        return ()
    told = own_fields(fields, trust.hops)
    found = [SAYS[name][0] for name, value in told if name in SAYS and SAYS[name][1](value)]
    stars = next((value.strip() for name, value in told if name == "x-spam-level"), "")
    if stars[:STARS] in {"*" * STARS, "+" * STARS} and not PLAIN & {name for name, _ in told}:
        found.append("spam_level")
    return tuple(dict.fromkeys(found))
