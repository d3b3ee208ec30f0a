"""Which days are working days, by the public holidays of the `holidays` library.

Its data needs two corrections: the federal days of Canada stand under a category of their own, and bare `GB` stands for nations
whose days differ. Where several calendars may count, a careful reading takes only the days that all of them keep (fewer
holidays, earlier dates), a generous one the days of each. Nothing is built at import: each country and year is read when
first asked for, and kept.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

import holidays

from compliance.rules.regimes.regime import Break

ONE_DAY = timedelta(days=1)
NATIONS: Mapping[str, tuple[str, ...]] = {"GB": ("GB-ENG", "GB-NIR", "GB-SCT", "GB-WLS")}
FEDERAL: Mapping[str, tuple[str, ...]] = {"CA": ("public", "government")}


@lru_cache(maxsize=1)
def supported() -> Mapping[str, list[str]]:
    """Countries of the library, each with its subdivisions."""
    return holidays.list_supported_countries()


@lru_cache(maxsize=1024)
def check_code(code: str) -> None:
    """Raises ValueError unless `code` is a country (`DE`) or a country and subdivision (`GB-SCT`) that the library knows."""
    country, _, subdivision = code.partition("-")
    if country not in supported():
        raise ValueError(f"No calendar of public holidays is known for {code!r}: write a country such as DE or GB-SCT.")
    if "-" in code and subdivision not in supported()[country]:
        raise ValueError(f"{country} has no calendar {subdivision!r}: it has {', '.join(supported()[country]) or 'none'}.")


@lru_cache(maxsize=4096)
def public_holidays(code: str, year: int) -> Mapping[date, str]:
    """The public holidays of one country or subdivision in one year, with their English name where there is one."""
    country, _, subdivision = code.partition("-")
    days = holidays.country_holidays(
        country, subdiv=subdivision or None, years=year, language="en_US", categories=FEDERAL.get(code, None)
    )
    return dict(days)


class Calendar:
    """Public holidays kept by all of `codes`, or by any when read generously; and days around New Year that never count."""

    def __init__(self, codes: tuple[str, ...], closed: Break | None, careful: bool) -> None:
        self.codes, self.closed, self.careful = codes, closed, careful
        self._years: dict[int, Mapping[date, str]] = {}

    def holidays(self, year: int) -> Mapping[date, str]:
        """The holidays of a year with their names, in order."""
        names = self._years.get(year)
        if names is None:
            names = self._years[year] = self._year(year)
        return names

    def holiday(self, day: date) -> str | None:
        """The name of the holiday on `day`, if it is one."""
        return self.holidays(day.year).get(day)

    def is_working(self, day: date, weekend: frozenset[int]) -> bool:
        """Whether `day` is neither in the weekend (Monday is 0) nor a holiday."""
        return day.weekday() not in weekend and self.holiday(day) is None

    def next_working(self, day: date, weekend: frozenset[int]) -> date:
        """`day` itself when it is a working day, else the next one."""
        while not self.is_working(day, weekend):
            day += ONE_DAY
        return day

    def _year(self, year: int) -> Mapping[date, str]:
        kept = [public_holidays(code, year) for code in self.codes]
        days = {day: name for names in reversed(kept) for day, name in names.items()}
        if self.careful:
            days = {day: name for day, name in days.items() if all(day in names for names in kept)}
        if self.closed is not None:
            first = date(year, 1, 1)
            whole = (first + timedelta(days=offset) for offset in range((date(year, 12, 31) - first).days + 1))
            days |= {day: "the break around New Year" for day in whole if self.closed.covers(day)}
        return dict(sorted(days.items()))


@lru_cache(maxsize=1024)
def calendar(codes: tuple[str, ...], closed: Break | None, careful: bool) -> Calendar:
    """The calendar of `codes` (none: weekends only), read carefully or generously. Raises ValueError for an unknown code."""
    for code in codes:
        check_code(code)
    return Calendar(tuple(part for code in codes for part in NATIONS.get(code, (code,))), closed, careful)
