"""`flask law list|due`: the laws, and a due date with its explanation. Needs no database.

`due` takes one question from its options, or one a line as JSON; it prints one JSON object for each, in the same order. A line
that cannot be reckoned gives an object with `error` in its place; the others are still answered, and the exit status is 1.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, TextIO

import click

from compliance.rules.deadlines import ClockQuestion, DueDates, Pause, due_dates
from compliance.rules.regimes import BY_ID
from compliance.rules.regimes.regime import Clock, Extension, Period, Regime

PAUSE_FORM = "FROM/TO:identity|clarification|fee"


class WrongUsage(click.ClickException):
    """Options that do not go together: one line, exit status 2."""

    exit_code = 2


@click.group()
def law() -> None:
    """The laws and their due dates."""


@law.command("list")
def list_laws() -> None:
    """Print every law with its time limits, one JSON object a line."""
    for regime in BY_ID.values():
        click.echo(json.dumps(described(regime), ensure_ascii=False))


@law.command()
@click.option("--regime", help="Id of a law, as `flask law list` shows it.")
@click.option("--kind", help="Kind of request: removal, access, appeal and so on.")
@click.option("--received", help="When it came in, with offset: 2026-01-31T10:00:00+01:00.")
@click.option("--timezone", envvar="TIMEZONE", default="UTC", show_default=True, help="Where the office is: Europe/Berlin.")
@click.option("--holidays", help="Public holidays: DE, GB-SCT; without it, the law's own.")
@click.option("--extend", metavar="DATE", help="Day on which an extension was decided and told.")
@click.option("--extend-until", metavar="DATE", help="The day told to the person, where the law sets no cap.")
@click.option("--pause", "pauses", metavar=PAUSE_FORM, multiple=True, help="Days of waiting; without TO still waiting.")
@click.option("--identity-received", metavar="DATE", help="When proof of identity came.")
@click.option("--fee-paid", metavar="DATE", help="When the fee was paid.")
@click.option("--jsonl", type=click.File(encoding="utf-8"), help="Questions as JSON, one a line; - for standard input.")
def due(timezone: str, extend: str | None, extend_until: str | None, jsonl: TextIO | None, **given: Any) -> None:
    """Print by when a request must be answered, and why."""
    one_asked = [given["regime"], given["kind"], given["received"]]
    if jsonl is not None:
        if any(one_asked):
            raise WrongUsage("Give either --jsonl or one question by --regime, --kind and --received, not both.")
        _answer_lines(jsonl, timezone)
        return
    if not all(one_asked):
        raise WrongUsage("Give --regime, --kind and --received, or --jsonl.")
    try:
        asked = given | {"timezone": timezone, "pauses": [_pause_option(text) for text in given["pauses"]]}
        asked["extension"] = {"decided_on": extend, "until": extend_until} if extend else None
        click.echo(json.dumps(_answer(asked), ensure_ascii=False))
    except ValueError as error:
        raise click.ClickException(str(error)) from None


def _answer_lines(lines: TextIO, timezone: str) -> None:
    """Answers every line; ends with exit status 1 and the first fault when there was one."""
    faults = []
    for number, answer in enumerate(_answers(lines, timezone), start=1):
        click.echo(json.dumps(answer, ensure_ascii=False))
        if "error" in answer:
            faults.append(f"question {number}: {answer['error']}")
    if faults:
        raise click.ClickException(f"{faults[0]} ({len(faults)} in all)" if len(faults) > 1 else faults[0])


def _answers(lines: TextIO, timezone: str) -> Iterator[dict[str, Any]]:
    for line in lines:
        if not line.strip():
            continue
        asked: Any = None
        try:
            asked = json.loads(line)
            if not isinstance(asked, dict):
                raise ValueError("A question must be a JSON object.")
            yield _answer({"timezone": timezone} | {key: value for key, value in asked.items() if value is not None})
        except ValueError as error:
            known = asked if isinstance(asked, dict) else {}
            yield {"regime": known.get("regime"), "kind": known.get("kind"), "error": _plain(error)}


def _plain(error: ValueError) -> str:
    return f"This is not JSON: {error}." if isinstance(error, json.JSONDecodeError) else str(error)


def _answer(asked: Mapping[str, Any]) -> dict[str, Any]:
    missing = [key for key in ("regime", "kind", "received") if not asked.get(key)]
    if missing:
        raise ValueError(f"A question needs {', '.join(missing)}.")
    return answer_as_json(asked["regime"], asked["kind"], due_dates(question_from(asked)))


def question_from(asked: Mapping[str, Any]) -> ClockQuestion:
    """A question from its JSON form; keys that are not known are ignored. Raises ValueError in one plain sentence."""
    extension = _of_type(asked, "extension", dict, {})
    pauses = _of_type(asked, "pauses", list, [])
    return ClockQuestion(
        regime=_of_type(asked, "regime", str, ""),
        kind=_of_type(asked, "kind", str, ""),
        received=_moment(_of_type(asked, "received", str, "")),
        timezone=_of_type(asked, "timezone", str, ""),
        holidays=_of_type(asked, "holidays", str, "") or None,
        extension_decided_on=_date(extension, "decided_on"),
        extension_until=_date(extension, "until"),
        pauses=tuple(_pause(pause) for pause in pauses),
        identity_received=_date(asked, "identity_received"),
        fee_paid=_date(asked, "fee_paid"),
    )


def _of_type(asked: Mapping[str, Any], key: str, kind: type, default: Any) -> Any:
    value = asked.get(key)
    if value is None:
        return default
    if not isinstance(value, kind):
        raise ValueError(f"{key} has the wrong type: {value!r}.")
    return value


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"received is no time: {text!r}; write 2026-01-31T10:00:00+01:00.") from None


def _date(asked: Mapping[str, Any], key: str) -> date | None:
    text = _of_type(asked, key, str, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"{key} is no date: {text!r}; write 2026-01-31.") from None


def _pause(asked: Any) -> Pause:
    start = _date(asked, "from") if isinstance(asked, dict) else None
    if start is None:
        raise ValueError(f"A pause needs from, to and reason: {asked!r}.")
    return Pause(start, _date(asked, "to"), _of_type(asked, "reason", str, ""))


def _pause_option(text: str) -> dict[str, str]:
    days, colon, reason = text.partition(":")
    start, slash, end = days.partition("/")
    if not colon or not slash:
        raise ValueError(f"A pause is written {PAUSE_FORM}, not {text!r}.")
    return {"from": start, "to": end, "reason": reason}


def answer_as_json(regime: str, kind: str, dates: DueDates) -> dict[str, Any]:
    """The answer as it is printed, dates in ISO 8601."""
    return {
        "regime": regime,
        "kind": kind,
        "acknowledge_due": _iso(dates.acknowledge_due),
        "response_due": _iso(dates.response_due),
        "extension_allowed": dates.extension_allowed,
        "extended_due": _iso(dates.extended_due),
        "extension_notice_due": _iso(dates.extension_notice_due),
        "latest_arguable_due": _iso(dates.latest_arguable_due),
        "steps": list(dates.steps),
        "verified": dates.verified,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def described(regime: Regime) -> dict[str, Any]:
    """A law as `flask law list` prints it."""
    return {
        "id": regime.id,
        "name": regime.name,
        "status": regime.status,
        "kinds": list(regime.kinds),
        "verified": regime.verified,
        "on_by_default": regime.on_by_default,
        "citation": regime.citation,
        "in_force_from": _iso(regime.in_force_from),
        "starts": regime.begins,
        "clocks": [_described_clock(clock) for clock in regime.clocks],
        "pauses": [
            {"reasons": list(rule.reasons), "effect": rule.effect, "kinds": list(rule.kinds), "certain": rule.certain,
             "citation": rule.citation}
            for rule in regime.pauses
        ],
        "rollover": {"citation": regime.rollover.citation, "certain": regime.rollover.certain} if regime.rollover else None,
        "holidays": list(regime.holidays),
        "appeal": regime.appeal,
        "records": regime.records,
        "notes": list(regime.notes),
    }


def _described_clock(clock: Clock) -> dict[str, Any]:
    return {
        "kinds": list(clock.kinds),
        "acknowledge": _described_period(clock.acknowledge),
        "response": _described_period(clock.response),
        "extension": _described_extension(clock.extension),
        "citation": clock.citation,
        "verified": clock.verified,
        "remark": clock.remark,
    }


def _described_extension(extension: Extension | None) -> dict[str, Any] | None:
    if extension is None:
        return None
    return {
        "by": _described_period(extension.by) or "as announced",
        "told_within": _described_period(extension.notice) or "the answer period",
        "ground": extension.ground,
        "citation": extension.citation,
    }


def _described_period(period: Period | None) -> str | None:
    return f"{period.n} {period.unit[:-1] if period.n == 1 else period.unit}" if period else None
