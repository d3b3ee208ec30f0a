"""All benchmarks in one table: `python -m bench.table [--full] [--only NAME...] [--into FOLDER]`, which `make bench` runs.

Each runs as a process of its own, in a small size or, with `--full`, in the size that its limits are meant for. The table names
the machine, the versions, how busy the machine was, and for each figure its limit and the floor measured in the same run.
Written are `figures.md` and `figures.json`. The exit status is 1 where a benchmark failed; a limit that is passed is shown, and
is no failure here: limits are meant for a quiet machine.
"""

import argparse
import json
import os
import platform
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from bench.figures import Figure
from tests.servers.needs import COMPONENTS

ROOT = Path(__file__).resolve().parents[1]
# Name -> what it is given in the small size, and in the full one.
SUITE: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "clock": ((), ()),
    "trail": (("--units", "60", "--events", "20000"), ()),
    "intake": (("--mails", "400", "--large", "24"), ()),
    "desk": (("--tickets", "1000", "8000"), ("--tickets", "1000", "100000", "1000000")),
    "sweep": (("--tickets", "2000", "--due", "1000"), ("--tickets", "1000000")),
    "retention": (("--tickets", "700", "--database", "postgres"), ()),
    "public": (("--seconds", "6"), ()),
    "workers": (("--letters", "25"), ()),
}
PACKAGES = ("flask", "sqlalchemy", "psycopg", "gunicorn", "aiosmtpd", "cryptography")


def machine() -> dict[str, Any]:
    """What was measured on, and with which versions."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    models = [line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    postgres = COMPONENTS["PostgreSQL"].find()
    said = _said(str(postgres), "--version") if postgres else ""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"), "processor": (models or [platform.machine()])[0],
        "cores": len(os.sched_getaffinity(0)),
        "memory": f"{memory / 2**30:.0f} GiB", "system": platform.platform(), "load before": round(os.getloadavg()[0], 1),
        "python": platform.python_version(), "sqlite": sqlite3.sqlite_version,
        "postgresql": said.partition(") ")[2].split(" ")[0],
        **{name: version(name) for name in PACKAGES}, "commit": _said("git", "rev-parse", "--short", "HEAD"),
    }


def run(name: str, words: tuple[str, ...], folder: Path) -> tuple[bool, list[Figure]]:
    """Runs one benchmark; whether it ended as it should, and its figures."""
    path, begin = folder / f"{name}.jsonl", perf_counter()
    print(f"bench.{name} {' '.join(words)}".rstrip(), file=sys.stderr, flush=True)
    environment = os.environ | {"BENCH_FIGURES": str(path)}
    ended = subprocess.run([sys.executable, "-m", f"bench.{name}", *words], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
                           capture_output=True, text=True, check=False)
    figures = [Figure(**json.loads(line)) for line in _lines(str(path))]
    over = any(figure.holds is False for figure in figures)
    well = bool(figures) and (ended.returncode == 0 or over)
    if not well:
        print(ended.stderr[-2000:], file=sys.stderr)
    print(f"  {len(figures)} figures, {perf_counter() - begin:.0f} s", file=sys.stderr, flush=True)
    return well, figures


def markdown(about: dict[str, Any], found: dict[str, list[Figure]]) -> str:
    """The table for people."""
    lines = ["# Figures", "", "; ".join(f"{name} {value}" for name, value in about.items()) + ".", ""]
    for name, figures in found.items():
        lines += [f"## {name}", "", "| what | database | size | figure | limit | against |", "|---|---|---|---|---|---|"]
        for each in figures:
            cells = each.what, each.database, each.size, f"{_number(each.value)} {each.unit}", _limit(each), _floor(each)
            lines.append(f"| {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines)


def _limit(figure: Figure) -> str:
    if figure.limit is None:
        return ""
    return f"{'at least ' if figure.more_is_better else ''}{_number(figure.limit)}{'' if figure.holds else ' **not kept**'}"


def _floor(figure: Figure) -> str:
    return f"× {figure.ratio:.2f} {figure.floor_is} ({_number(figure.floor)})" if figure.ratio and figure.floor else ""


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.3g}"


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def _said(*words: str) -> str:
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()


def main() -> int:
    """1 where a benchmark failed."""
    asked = argparse.ArgumentParser(description="All benchmarks in one table.")
    asked.add_argument("--full", action="store_true", help="in the sizes that the limits are meant for; takes hours")
    asked.add_argument("--only", nargs="+", choices=list(SUITE), default=list(SUITE))
    asked.add_argument("--into", type=Path, default=ROOT / "bench" / "results")
    wanted = asked.parse_args()
    about, found, failed = machine(), {}, []
    with TemporaryDirectory() as folder:
        for name in wanted.only:
            well, found[name] = run(name, SUITE[name][wanted.full], Path(folder))
            failed += [] if well else [name]
    about["load after"] = round(os.getloadavg()[0], 1)
    wanted.into.mkdir(parents=True, exist_ok=True)
    table = markdown(about, found)
    (wanted.into / "figures.md").write_text(table, encoding="utf-8")
    told = {
        name: [vars(each) | {"ratio": each.ratio, "holds": each.holds} for each in figures] for name, figures in found.items()
    }
    whole = json.dumps({"machine": about, "figures": told}, indent=1)
    (wanted.into / "figures.json").write_text(whole, encoding="utf-8")
    print(table)
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
