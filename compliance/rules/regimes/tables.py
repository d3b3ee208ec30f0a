"""Reading a TOML table with care: every value has its type checked, every key that nobody asked for is a fault.

A fault is a ValueError that names the file, the place in it and what was expected, in one sentence.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from compliance.rules.regimes.regime import BUSINESS_DAYS, CALENDAR_DAYS, CALENDAR_MONTHS, UNITS, Break, Period

T = TypeVar("T")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST = {CALENDAR_DAYS: 3660, BUSINESS_DAYS: 2500, CALENDAR_MONTHS: 120}
PERIOD = re.compile(r"(\d{1,4}) (calendar day|business day|calendar month)s?(, first day counted)?")
YEAR_BREAK = re.compile(r"(11|12)-([0-3]\d)/(01|02)-([0-3]\d)")


class Table:
    """One table of a file. A reader gives None (or nothing) for a key that is absent; `end` refuses keys that none has read."""

    def __init__(self, content: Mapping[str, Any], where: str) -> None:
        self._content, self._where, self._read = content, where, set[str]()

    def fault(self, key: str, expected: str) -> ValueError:
        """A ValueError about `key`."""
        return ValueError(f"{self._where}: {key} {expected}.")

    def has(self, key: str) -> bool:
        """Whether the key is given."""
        return key in self._content

    def end(self) -> None:
        """Refuses whatever was not read: a misspelt key must not be passed over."""
        for key in self._content:
            if key not in self._read:
                raise self.fault(key, f"is not known here; known are {', '.join(sorted(self._read))}")

    def text(self, key: str) -> str | None:
        """A text that is not empty."""
        value = self._of_type(key, str, "a text in quotes")
        if value is not None and not value.strip():
            raise self.fault(key, "must not be empty")
        return value

    def required(self, key: str) -> str:
        """A text that must be there."""
        value = self.text(key)
        if value is None:
            raise self.fault(key, "is missing")
        return value

    def flag(self, key: str) -> bool | None:
        """true or false."""
        return self._of_type(key, bool, "true or false")

    def number(self, key: str) -> int | None:
        """A whole number."""
        value = self._of_type(key, int, "a whole number")
        if isinstance(value, bool):
            raise self.fault(key, "must be a whole number")
        return value

    def day(self, key: str) -> date | None:
        """A date, written without quotes."""
        value = self._of_type(key, date, "a date such as 2027-01-31, without quotes")
        if isinstance(value, datetime):
            raise self.fault(key, "must be a date without a time")
        return value

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str | None:
        """One of the `allowed` words."""
        value = self.text(key)
        if value is not None and value not in allowed:
            raise self.fault(key, f"must be one of {', '.join(allowed)}, not {value!r}")
        return value

    def texts(self, key: str) -> tuple[str, ...] | None:
        """A list of texts."""
        values = self._of_type(key, list, "a list of texts")
        if values is None:
            return None
        if not all(isinstance(value, str) for value in values):
            raise self.fault(key, "must be a list of texts")
        return tuple(values)

    def words(self, key: str, allowed: tuple[str, ...]) -> tuple[str, ...] | None:
        """A list of `allowed` words."""
        values = self.texts(key)
        for value in values or ():
            if value not in allowed:
                raise self.fault(key, f"may hold {', '.join(allowed)}, not {value!r}")
        return values

    def weekend(self, key: str) -> frozenset[int] | None:
        """Names of days of the week, as numbers from Monday, 0."""
        names = self.words(key, WEEKDAYS)
        if names is not None and len(set(names)) == len(WEEKDAYS):
            raise self.fault(key, "must leave at least one day of the week")
        return None if names is None else frozenset(WEEKDAYS.index(name) for name in names)

    def period(self, key: str) -> Period | None:
        """A length of time such as `45 calendar days`."""
        value = self.text(key)
        if value is None:
            return None
        match = PERIOD.fullmatch(value)
        if match is None:
            raise self.fault(key, f"must be a number of {', '.join(UNITS)}, such as '45 calendar days', not {value!r}")
        n, unit = int(match[1]), f"{match[2]}s"
        if not 1 <= n <= MOST[unit]:
            raise self.fault(key, f"must lie between 1 and {MOST[unit]} {unit}")
        return Period(n, unit, first_day_counts=bool(match[3]))

    def year_break(self, key: str) -> Break | None:
        """Days around New Year, as `["12-25", "01-02"]`."""
        days = self.texts(key)
        if days is None:
            return None
        match = YEAR_BREAK.fullmatch("/".join(days))
        if match is None:
            raise self.fault(key, 'must be a day late in one year and one early in the next, such as ["12-25", "01-02"]')
        first_month, first_day, last_month, last_day = (int(number) for number in match.groups())
        return Break((first_month, first_day), (last_month, last_day))

    def table(self, key: str) -> "Table | None":
        """A table inside this one."""
        content = self._of_type(key, dict, f"a table [{key}]")
        return None if content is None else Table(content, f"{self._where}, [{key}]")

    def tables(self, key: str) -> "list[Table]":
        """The tables of a list, written [[key]]."""
        contents = self._of_type(key, list, f"a list of tables [[{key}]]") or []
        if not all(isinstance(content, dict) for content in contents):
            raise self.fault(key, f"must be written as tables [[{key}]]")
        return [Table(content, f"{self._where}, [[{key}]] {n}") for n, content in enumerate(contents, start=1)]

    def _of_type(self, key: str, kind: type[T], expected: str) -> T | None:
        self._read.add(key)
        value = self._content.get(key)
        if value is not None and not isinstance(value, kind):
            raise self.fault(key, f"must be {expected}")
        return value
