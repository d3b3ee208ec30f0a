"""The blueprint of the desk, and what stands on every page of it: who is signed in, the saved views with their counts, places.

`Desk` is read by the templates piece by piece: what no template asks for is never looked up, so that an error page needs no
database.
"""

from datetime import date
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, request, url_for
from flask_babel import gettext as _

from compliance.db import now
from compliance.registers.saved_views import views_of
from compliance.registers.systems import all_systems
from compliance.tickets.queue import MOST, count_each
from compliance.web.guard import actor, me, signed_in
from compliance.web.staff.views import DEFAULT, SAVED
from config import Settings

blueprint = Blueprint("staff", __name__, url_prefix="/staff")


def settings() -> Settings:
    """The settings of the running program."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def today() -> date:
    """The present day in the office's time zone."""
    return now().astimezone(ZoneInfo(settings().timezone)).date()


def home() -> str:
    """The page that somebody begins at: the queue, or their own tasks where they may read nothing else."""
    return url_for("staff.queue" if actor().can("ticket.read") or not actor().can("task.answer") else "staff.own_tasks")


class Desk:
    """What `templates/staff/base.html` asks for; false where nobody is signed in."""

    def __bool__(self) -> bool:
        return signed_in()

    @cached_property
    def name(self) -> str:
        """Who is signed in."""
        return me().display_name

    @cached_property
    def reads(self) -> bool:
        """Whether they may read tickets."""
        return actor().can("ticket.read")

    @property
    def home_url(self) -> str:
        """Where their work is."""
        return home()

    @property
    def search_url(self) -> str:
        """The queue, for those who may read it."""
        return url_for("staff.queue") if self.reads else ""

    @property
    def new_url(self) -> str:
        """Where a request is typed in, for those who may."""
        return url_for("staff.type_in") if actor().can("ticket.open") else ""

    @property
    def query(self) -> str:
        """What was searched for."""
        return request.args.get("q", "")

    @property
    def account_url(self) -> str:
        """One's own account, for those who have pages."""
        return url_for("staff.account") if self.reads else ""

    @property
    def security_url(self) -> str:
        """What protects one's own account."""
        return url_for("staff.security")

    @property
    def sign_out_url(self) -> str:
        """Where the button posts to."""
        return url_for("staff.sign_out")

    @cached_property
    def views(self) -> list[dict[str, Any]]:
        """The saved views with how many tickets each has, then the pile of automatic mail."""
        if not self.reads:
            return []
        here = request.args.get("view", DEFAULT) if request.endpoint == "staff.queue" and not self.query else None
        counted = [saved for saved in SAVED if saved.counted]
        counts = dict(zip(counted, count_each(saved.of(me().id, today()) for saved in counted), strict=True))
        found: list[dict[str, Any]] = [
            {"title": _(saved.title), "url": url_for("staff.queue", view=saved.key), "current": saved.key == here,
             "count": counts.get(saved), "more": counts.get(saved) == MOST}
            for saved in SAVED
        ]
        pile = {"title": _("Automatic mail"), "url": url_for("staff.automatic_mail"), "count": None,
                "current": request.endpoint == "staff.automatic_mail"}
        board = {"title": _("Board"), "url": url_for("staff.board"), "count": None,
                 "current": request.endpoint == "staff.board"}
        whole = {"title": _("Dashboard"), "url": url_for("staff.dashboard"), "count": None,
                 "current": request.endpoint == "staff.dashboard"}
        return [*found, pile, board, whole]

    @cached_property
    def kept_views(self) -> list[dict[str, Any]]:
        """What this member of staff and the team keep by name."""
        if not self.reads:
            return []
        here = request.query_string.decode("ascii", "replace") if request.endpoint == "staff.queue" else None
        return [{"id": view.id, "title": view.name, "team": view.staff_id is None, "current": view.query == here,
                 "url": f"{url_for('staff.queue')}?{view.query}"} for view in views_of(me().id)]

    @property
    def places(self) -> list[dict[str, Any]]:
        """The books and lists that this member of staff may keep."""
        every = (
            ("request.approve", "staff.approval_list", _("Approvals"), "people"),
            ("system.manage", "staff.systems", _("Systems"), "hdd-stack"),
            ("system.manage", "staff.contacts", _("Contact addresses"), "envelope"),
            ("policy.publish", "staff.policies", _("Privacy policy"), "file-earmark-text"),
            ("letter.edit", "staff.letters", _("Letters"), "reply"),
            ("block.edit", "staff.text_block_list", _("Text blocks"), "file-earmark-text"),
            ("suppression.lift", "staff.suppression", _("Suppression"), "slash-circle"),
            ("retention.manage", "staff.retention", _("Retention"), "hourglass-split"),
            ("audit.read", "staff.audit_trail", _("Trail"), "clock-history"),
            ("staff.manage", "staff.people", _("Staff"), "people"),
            ("job.manage", "staff.failed_jobs", _("Failed jobs"), "exclamation-triangle"),
        )
        own = () if self.reads else (("task.answer", "staff.own_tasks", _("My tasks"), "check-lg"),)
        return [
            {"title": title, "url": url_for(endpoint), "icon": icon, "current": request.endpoint == endpoint}
            for ability, endpoint, title, icon in (*own, *every) if actor().can(ability)
        ]

    @property
    def letters_wait(self) -> bool:
        """Whether letters cannot go out, since no mail server is set."""
        return not settings().mail_server

    @cached_property
    def no_systems(self) -> bool:
        """Whether the systems register has no entry in use, so that requests get no tasks."""
        return not any(system.active for system in all_systems())


@blueprint.context_processor
def _on_every_page() -> dict[str, Any]:
    return {"desk": Desk()}
