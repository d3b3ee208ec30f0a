"""`/audit/checkpoint`: the latest signed statement about the trail, for anybody; `/audit/key`: the key to check it with."""

from flask import Blueprint, Response, abort

from compliance.ledger.checkpoints import signer
from compliance.ledger.log import latest_checkpoint
from compliance.web.guard import open_to_all

blueprint = Blueprint("audit", __name__, url_prefix="/audit")


@blueprint.get("/checkpoint")
@open_to_all
def checkpoint() -> Response:
    """A signed note (C2SP tlog-checkpoint); 404 before the first sealing."""
    latest = latest_checkpoint()
    return _plain(latest.note if latest else abort(404))


@blueprint.get("/key")
@open_to_all
def key() -> Response:
    """The verifier key of those notes."""
    return _plain(signer().verifier_key() + "\n")


def _plain(text: str) -> Response:
    return Response(text, content_type="text/plain; charset=utf-8")
