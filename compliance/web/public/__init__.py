"""The pages of the person who asks: no account, no script, no cookie but the one that guards the form."""

from typing import Any

from flask import Blueprint, url_for
from flask_babel import get_locale

from compliance.letters.words import page_words
from compliance.web.public import code, form, own_acts, papers, policy, proof, receipts, unsubscribe

blueprint = Blueprint("public", __name__)
for part in (code, form, own_acts, papers, policy, proof, receipts, unsubscribe):
    part.register(blueprint)


@blueprint.context_processor
def _words() -> dict[str, Any]:
    """What a kind of request is called towards the person, in the page's language; where the policy is."""
    return {"kind_titles": page_words(str(get_locale() or "en")).kinds, "policy_url": url_for("public.policy")}
