"""Lists to choose from, of which a ticket's page has many with the same long choices: each choice is written once and kept."""

from functools import lru_cache
from typing import Any

from markupsafe import Markup
from wtforms.widgets import Select

KEPT = 2_000


class LongList(Select):  # type: ignore[misc]
    """A `select` like that of WTForms."""

    @classmethod
    def render_option(cls, choice: Any, **kwargs: Any) -> Markup:
        """One choice."""
        if choice.render_kw or kwargs:
            return super().render_option(choice, **kwargs)  # type: ignore[no-any-return]
        return _option(str(choice.value), str(choice.label or choice.value), bool(choice.selected))


@lru_cache(KEPT)
def _option(value: str, label: str, selected: bool) -> Markup:
    form = Markup('<option selected value="{}">{}</option>') if selected else Markup('<option value="{}">{}</option>')
    return form.format(value, label)
