"""The ticket page: what is asked, the conversation, the person, and the history."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from compliance.db import now
from compliance.ledger import Event
from compliance.registers import approvals
from compliance.registers.dead_addresses import is_dead
from compliance.registers.house import tell as tell_house
from compliance.rules import identity
from compliance.rules.kinds import BY_KEY, KINDS
from compliance.rules.lifecycle import GROUNDS, HINTS, LIVE, SUSPICIONS, TASK_OUTCOMES
from compliance.rules.regimes import BY_ID
from compliance.rules.retention import BY_KEY as PARTS_KEPT
from compliance.tickets import amending, documents, handing_over, instructing, showing, warrants
from compliance.tickets.mentioning import asked_by
from compliance.tickets.models import PrivacyRequest, Ticket
from compliance.tickets.placing import carried_by_itself
from compliance.tickets.presence import EVERY
from compliance.tickets.retaining import dues_of, hold_of
from compliance.tickets.tagging import tags_of
from compliance.web.guard import actor, me, needs
from compliance.web.staff import conversation, correction_forms, forms, identity_forms, keeping_forms
from compliance.web.staff.case import Case, read_case, ticket_or_404
from compliance.web.staff.clock import words_for_page
from compliance.web.staff.desk import blueprint, settings, today
from compliance.web.staff.fields_form import FieldsForm
from compliance.web.staff.letter_form import LetterForm
from compliance.web.staff.sentences import ICONS, tell
from compliance.web.staff.tag_form import TagsForm
from compliance.web.staff.vouching import sure_enough
from compliance.web.staff.words import CHANNELS, LANGUAGES, failure_words

# The tables of words that the page looks codes up in.
WORDS = {
    "kinds": BY_KEY, "laws": BY_ID, "levels": identity.LEVELS, "ways": identity.WAYS, "identity": identity,
    "proving": identity_forms, "shown_of": showing.shown_of, "still_missing": identity_forms.still_missing,
    "documents_of": documents.lying,
    "grounds": GROUNDS, "icons": ICONS,
    "hints": HINTS, "suspicions": SUSPICIONS,
    "task_outcomes": TASK_OUTCOMES, "channels": CHANNELS, "languages": LANGUAGES,
    "failure_words": failure_words, "handed_over_kinds": handing_over.KINDS,
    "questions": {(kind.key, question.name): question.label for kind in KINDS for question in kind.questions},
}


@blueprint.get("/tickets/<reference>")
@needs("ticket.read")
def ticket(reference: str) -> ResponseReturnValue:
    """One ticket. Where somebody reads it who does not work on tickets, the trail tells so."""
    shown = ticket_page(reference)
    if not actor().can("ticket.assign"):
        tell_house("house.read", actor(), about=ticket_or_404(reference).id, what="ticket")
    return shown


def ticket_page(reference: str, sent: forms.DeskForm | None = None, since: list[Event] | None = None) -> str:
    """The page; `sent` is a form that could not be done and keeps its words, `since` what others did meanwhile."""
    case = read_case(reference)
    return render_template(
        "staff/ticket.html", case=case, ticket=case.ticket, names=case.names,
        forms=forms.Forms(case.seen, url_for("staff.ticket", reference=reference), sent, request.args.get("act", "")),
        kind_of_form=forms, corrections=correction_forms, today=today(), now=now(), live=case.ticket.state in LIVE,
        me_id=me().id, tags=tags_of(case.ticket), tags_form=TagsForm, approving=warrants, approved_kinds=approvals.rules(),
        asked_of=_asked_of(case), amending=amending.asked_in(case.ticket.requests),
        fields_form=FieldsForm, letter_form=LetterForm, asked_to_look=asked_by(case.ticket, me().id), here_every=EVERY,
        history=tell(case.events, case.names), since=tell(since or [], case.names), proof_missing=proof_missing,
        shown=conversation.conversation(case.ticket, case.names), marked_words=conversation.marked_words,
        letter_title=conversation.letter_title, language=conversation.letter_language(case.ticket),
        default_law=case.ticket.regime, sure_enough=sure_enough, carried_by_itself=carried_by_itself,
        keeping={"hold": hold_of(case.ticket), "dues": dues_of(case.ticket), "parts": PARTS_KEPT, "forms": keeping_forms},
        address_dead=is_dead(case.ticket.requester.email, settings().secret_key), **words_for_page(case.ticket), **WORDS,
    )


def _asked_of(case: Case) -> dict[int, instructing.Asked]:
    asked = any(system.asks for system in case.names.systems.values())
    return instructing.asked_of(case.ticket) if asked else {}


def proof_missing(request: PrivacyRequest, ticket: Ticket) -> bool:
    """Whether the person has still to show that the data is theirs before this can be carried out."""
    return bool(showing.lacks(request, ticket))
