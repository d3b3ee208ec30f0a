"""The privacy policy: the version that counts today, every earlier and coming one under its date, and what each changed."""

from datetime import date
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from compliance.db import now
from compliance.letters.paragraphs import blocks
from compliance.registers.policies import in_force, versions
from compliance.web.guard import open_to_all
from compliance.web.languages import chosen


def register(blueprint: Blueprint) -> None:
    """Puts the policy's pages on the blueprint."""
    blueprint.add_url_rule("/policy", "policy", current)
    blueprint.add_url_rule("/policy/<day>", "policy_of", of_day)


@open_to_all
def current() -> ResponseReturnValue:
    """The version in force, and the others."""
    return _page(now().astimezone(ZoneInfo(current_app.config["SETTINGS"].timezone)).date())


@open_to_all
def of_day(day: str) -> ResponseReturnValue:
    """The version that counts from this day on (YYYY-MM-DD)."""
    try:
        wanted = date.fromisoformat(day)
    except ValueError:
        abort(404)
    if wanted not in {version.effective_on for version in versions()}:
        abort(404)
    return _page(wanted)


def _page(day: date) -> str:
    policy, every = in_force(day, chosen()), versions()
    counts = in_force(now().date(), chosen())
    days = sorted({version.effective_on for version in every}, reverse=True)
    said = {version.effective_on: version.changed for version in every if version.changed}
    return render_template(
        "public/policy.html", policy=policy, blocks=blocks(policy.text) if policy else [], days=days, said=said,
        counts=counts.effective_on if counts else None, contact_address=current_app.config["SETTINGS"].contact_address[0],
    )
