"""The contact addresses: under which law, in which zone and language each is answered, and how letters from it are signed."""

from typing import Any

from babel import Locale
from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from compliance.letters.catalogue import LANGUAGES
from compliance.registers import contacts as register
from compliance.registers.contacts import Contact, Entry
from compliance.rules.regimes import BY_ID
from compliance.web.guard import actor, needs
from compliance.web.staff.desk import blueprint, settings
from compliance.web.staff.forms import DeskForm, law_choices


class ContactForm(DeskForm):
    """An entry; what is left empty goes by the settings."""

    regime = SelectField(_l("Law"), description=_l("Counts where a mail names no other."))
    language = SelectField(_l("Language"), description=_l("Of letters, where the mail does not tell which."))
    timezone = StringField(_l("Time zone"), description=_l("In which days are counted, such as Europe/London."))
    holidays = StringField(_l("Public holidays"), description=_l("Country, or country and part of it, such as GB-SCT."))
    sender_name = StringField(_l("Sender's name"), description=_l("Stands in From and at the end of letters."))
    signature = TextAreaField(
        _l("Signature"), description=_l("Stands below every letter from this address."), render_kw={"rows": 4},
        validators=[Length(max=register.SIGNATURE_LENGTH, message=_l("A signature has at most 2000 characters."))],
    )
    active = BooleanField(_l("In use"), default=True, description=_l("An entry out of use leaves everything to the settings."))

    def __init__(self, found: Contact | None, **values: object) -> None:
        super().__init__("contact", obj=found, **values)
        house = settings()
        self.regime.choices = {
            _("Settings"): {"": _("As in the settings: %(value)s", value=house.default_regime)},
            **_with(law_choices(), found.regime if found else ""),
        }
        codes = dict.fromkeys((*LANGUAGES, *([found.language] if found and found.language else [])))
        named = {code: Locale.parse(code, sep="-").get_display_name() or code for code in codes}
        self.language.choices = {"": _("English, or that of the mail"), **named}

    @property
    def entry(self) -> Entry:
        """What was filled in."""
        words: dict[str, Any] = {
            name: (self[name].data or "").strip()
            for name in ("regime", "language", "timezone", "holidays", "sender_name", "signature")
        }
        return Entry(**words, active=self.active.data)


def _with(laws: dict[str, dict[str, str]], law: str) -> dict[str, dict[str, str]]:
    """The laws that count, and the one that the entry has already."""
    if not law or any(law in group for group in laws.values()):
        return laws
    return {**laws, _("Now"): {law: BY_ID[law].name if law in BY_ID else law}}


@blueprint.get("/contacts")
@needs("system.manage")
def contacts() -> ResponseReturnValue:
    """Every address of the settings, and entries of addresses that stand there no more."""
    entries, ours = register.all_entries(), settings().contact_address
    addresses = list(dict.fromkeys((*ours, *entries)))
    return render_template("staff/contacts.html", addresses=addresses, entries=entries, ours=ours, laws=BY_ID, house=settings())


@blueprint.get("/contacts/<address>")
@needs("system.manage")
def contact(address: str) -> ResponseReturnValue:
    """The form for an address."""
    found = _entry_or_404(address)
    return render_template("staff/contact.html", form=ContactForm(found, formdata=None), address=address)


@blueprint.post("/contacts/<address>")
@needs("system.manage")
def keep_contact(address: str) -> ResponseReturnValue:
    """Writes the entry of an address."""
    form = ContactForm(_entry_or_404(address))
    if not form.validate():
        return render_template("staff/contact.html", form=form, address=address), 422
    try:
        register.keep(actor(), address, form.entry, settings().contact_address)
    except ValueError as error:
        form.form_errors.append(str(error))
        return render_template("staff/contact.html", form=form, address=address), 422
    flash(_("The entry of %(address)s is kept.", address=address), "success")
    return redirect(url_for("staff.contacts"))


def _entry_or_404(address: str) -> Contact | None:
    """The entry; None for an address of the settings that has none yet."""
    found = register.entry_of(address)
    if found is None and address not in settings().contact_address:
        abort(404)
    return found
