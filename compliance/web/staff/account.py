"""One's own account: where one's days are, single mails or a digest, and the secret address of the calendar feed."""

from zoneinfo import available_timezones

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField

from compliance.people import accounts
from compliance.web.guard import me, needs
from compliance.web.staff.desk import blueprint, settings
from compliance.web.staff.forms import DeskForm

SINGLE, DIGEST = "single", "digest"
HOUSE = "house"
ALIASES = ("Etc/", "posix/", "right/")


class SettingsForm(DeskForm):
    """How reminders come."""

    reminders = RadioField(_l("Reminders"), choices={
        SINGLE: "A mail for each", DIGEST: "One mail each working morning, with all of them",
    })
    zone = SelectField(_l("Your time zone"), choices={})

    def __init__(self, key: str = "settings", **values: object) -> None:
        super().__init__(key, **values)
        zones = sorted(name for name in available_timezones() if "/" in name and not name.startswith(ALIASES))
        self.zone.choices = {HOUSE: str(_l("that of the house (%(zone)s)", zone=settings().timezone)), **{z: z for z in zones}}


@blueprint.get("/account")
@needs("ticket.read")
def account() -> ResponseReturnValue:
    """What is set."""
    staff = me()
    return _page(SettingsForm(formdata=None, data={
        "reminders": DIGEST if staff.digest else SINGLE, "zone": staff.timezone or HOUSE}))


@blueprint.post("/account")
@needs("ticket.read")
def set_account() -> ResponseReturnValue:
    """Sets it."""
    form = SettingsForm()
    if not form.validate():
        return _page(form), 422
    zone = None if form.zone.data == HOUSE else form.zone.data
    accounts.settle(me(), timezone=zone, digest=form.reminders.data == DIGEST)
    flash(_("Saved."), "success")
    return redirect(url_for("staff.account"))


@blueprint.post("/account/feed")
@needs("ticket.read")
def make_feed() -> ResponseReturnValue:
    """A new secret address, shown once; the one before ends."""
    token = accounts.make_feed(me())
    return _page(SettingsForm(formdata=None), {
        which: settings().public_url + url_for("staff.feed", token=token, which=which) for which in ("mine", "team")})


@blueprint.post("/account/feed/end")
@needs("ticket.read")
def end_feed() -> ResponseReturnValue:
    """Ends the secret address."""
    accounts.end_feed(me())
    flash(_("The calendar address has ended."), "success")
    return redirect(url_for("staff.account"))


def _page(form: SettingsForm, feeds: dict[str, str] | None = None) -> str:
    return render_template("staff/account.html", form=form, feeds=feeds, has_feed=bool(me().feed))
