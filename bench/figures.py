"""A figure that was measured, told in one form, so that one table can hold them all (`bench.table`).

`note` adds it as a line of JSON to the file that BENCH_FIGURES names; without that it does nothing, and the benchmark prints as
it always does. `limit` is what it must not pass, the least where `more_is_better`. `floor` is what nothing could be faster
than, or what it is compared with, measured in the same run.
"""

import json
import os
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """One figure."""

    what: str
    value: float
    unit: str
    database: str = ""
    size: str = ""
    limit: float | None = None
    more_is_better: bool = False
    floor: float | None = None
    floor_is: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the floor it is."""
        return self.value / self.floor if self.floor else None

    @property
    def holds(self) -> bool | None:
        """Whether it keeps its limit; None where it has none."""
        if self.limit is None:
            return None
        return self.value >= self.limit if self.more_is_better else self.value <= self.limit


def note(figure: Figure) -> None:
    """Adds a figure to the file of this run."""
    if path := os.environ.get("BENCH_FIGURES"):
        with open(path, "a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(figure)) + "\n")
