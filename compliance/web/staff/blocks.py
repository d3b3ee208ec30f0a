"""Text blocks: every one, a new one, and removing one."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from compliance.letters.catalogue import LANGUAGES
from compliance.registers import text_blocks
from compliance.registers.text_blocks import TEXT_LENGTH, TITLE_LENGTH
from compliance.web.guard import actor, needs
from compliance.web.staff.desk import blueprint
from compliance.web.staff.forms import DeskForm
from compliance.web.staff.words import LANGUAGES as LANGUAGE_NAMES


class BlockForm(DeskForm):
    """A block."""

    title = StringField(_l("Title"), validators=[InputRequired(_l("Give the block a title.")), Length(max=TITLE_LENGTH)])
    language = SelectField(_l("Language"), choices={"": "any", **{one: LANGUAGE_NAMES.get(one, one) for one in LANGUAGES}})
    text = TextAreaField(_l("Text"), description=_l("{{ name }}, {{ reference }} and {{ due }} are filled in."), validators=[
        InputRequired(_l("A block needs a text.")), Length(max=TEXT_LENGTH)], render_kw={"rows": 6})


@blueprint.get("/blocks")
@needs("block.edit")
def text_block_list() -> ResponseReturnValue:
    """Every block, and the form for a new one."""
    return _page(BlockForm("block", formdata=None))


@blueprint.post("/blocks")
@needs("block.edit")
def write_block() -> ResponseReturnValue:
    """Keeps a block; one of the same title and language is replaced."""
    form = BlockForm("block")
    if not form.validate():
        return _page(form), 422
    try:
        text_blocks.write(actor(), form.title.data, form.language.data, form.text.data)
    except ValueError as error:
        form.form_errors.append(str(error))
        return _page(form), 422
    flash(_("The block is kept."), "success")
    return redirect(url_for("staff.text_block_list"))


@blueprint.post("/blocks/<int:block_id>/remove")
@needs("block.edit")
def remove_block(block_id: int) -> ResponseReturnValue:
    """Removes a block; letters that it went into keep their words."""
    gone = text_blocks.remove(actor(), block_id)
    flash(_("The block is gone.") if gone else _("There is no such block."), "success" if gone else "error")
    return redirect(url_for("staff.text_block_list"))


def _page(form: BlockForm) -> str:
    return render_template("staff/blocks.html", form=form, blocks=text_blocks.blocks(), languages=LANGUAGE_NAMES)
