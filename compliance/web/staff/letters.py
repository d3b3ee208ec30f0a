"""The words of letters: which are the house's own, and writing them anew with a preview, one letter in one language a page."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from jinja2 import TemplateError
from wtforms import TextAreaField
from wtforms.validators import InputRequired

from compliance.letters import house_words, samples
from compliance.letters.catalogue import BY_CODE, CATALOGUE, LANGUAGES, Letter
from compliance.letters.writing import Written, write_from
from compliance.registers import letter_texts as register
from compliance.web.guard import actor, needs
from compliance.web.staff.desk import blueprint
from compliance.web.staff.forms import DeskForm

LOOK, KEEP, STANDARD = "look", "keep", "standard"


class WordsForm(DeskForm):
    """The words of a letter."""

    text = TextAreaField(_l("Words"), validators=[InputRequired(_l("A letter needs words."))],
                         render_kw={"rows": 18, "spellcheck": "true", "dir": "auto"})


@blueprint.get("/letters")
@needs("letter.edit")
def letters() -> ResponseReturnValue:
    """Every letter to people in every language."""
    to_people = [letter for letter in CATALOGUE if not letter.to_staff]
    return render_template("staff/letters.html", letters=to_people, languages=LANGUAGES, own=register.in_use())


@blueprint.route("/letters/<letter>/<language>", methods=["GET", "POST"])
@needs("letter.edit")
def letter_words(letter: str, language: str) -> ResponseReturnValue:
    """One letter: its words, a preview, its versions."""
    found = BY_CODE.get(letter)
    if found is None or found.to_staff or language not in LANGUAGES:
        abort(404)
    form = WordsForm()
    if request.method == "GET":
        form.text.data = register.words_of(letter, language) or house_words.standard(letter, language)
        return _page(found, language, form)
    step = request.form.get("step", LOOK)
    if step == STANDARD and form.csrf_token.validate(form):
        return _keep(found, language, form, "")
    if not form.validate():
        return _page(found, language, form), 422
    text = form.text.data.replace("\r\n", "\n").strip() + "\n"
    form.text.errors = house_words.wrong_with(letter, language, text)
    if form.text.errors:
        return _page(found, language, form), 422
    return _keep(found, language, form, text) if step == KEEP else _page(found, language, form)


def _keep(letter: Letter, language: str, form: WordsForm, text: str) -> ResponseReturnValue:
    try:
        register.write_anew(actor(), letter.code, language, text)
    except ValueError as error:
        form.form_errors.append(str(error))
        return _page(letter, language, form), 422
    flash(_("Letters go out with these words from now on."), "success")
    return redirect(url_for("staff.letter_words", letter=letter.code, language=language), 303)


def _page(letter: Letter, language: str, form: WordsForm) -> str:
    text = (form.text.data or "").replace("\r\n", "\n")
    return render_template(
        "staff/letter.html", letter=letter, language=language, form=form, preview=_preview(letter, language, text),
        facts=sorted(house_words.facts_of(house_words.standard(letter.code, language))),
        versions=register.versions(letter.code, language), own=register.words_of(letter.code, language),
        look=LOOK, keep=KEEP, standard=STANDARD,
    )


def _preview(letter: Letter, language: str, text: str) -> Written | None:
    """How it would look; None for words that cannot go out."""
    if house_words.wrong_with(letter.code, language, text.strip() + "\n"):
        return None
    try:
        return write_from(text.strip() + "\n", letter.code, language, **samples.facts(letter.code, language))
    except TemplateError:
        return None
