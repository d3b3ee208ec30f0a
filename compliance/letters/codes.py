"""The job `code.ask`: somebody at the page for codes named a reference and an address; where they belong together a code goes.

The page does the same whatever was named, so that it tells nobody, by word or by time, what we know. The job knows the
address as a keyed digest alone.
"""

import hashlib
import hmac

from flask import current_app

from compliance import jobs
from compliance.rules import addresses
from compliance.rules.abilities import REQUESTER
from compliance.tickets.asking import send_code
from compliance.tickets.door import Refused
from compliance.tickets.queries import by_reference


def digest_of(address: str, key: str) -> str:
    """An address as the job names it."""
    return hmac.new(key.encode(), f"code for|{addresses.key(address)}".encode(), hashlib.sha256).hexdigest()


@jobs.handler("code.ask", tries=3)
def ask(claim: jobs.Claim) -> None:
    """Sends the code, or nothing."""
    ticket = by_reference(claim.payload["reference"])
    if ticket is None or not ticket.requester.email:
        return
    own = digest_of(ticket.requester.email, current_app.config["SETTINGS"].secret_key)
    if hmac.compare_digest(own, claim.payload["address"]):
        try:
            send_code(ticket, REQUESTER)
        except Refused:
            return
