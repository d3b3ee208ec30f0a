"""The field's own words for codes, as staff read them."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from compliance.letters.catalogue import CATALOGUE
from compliance.rules import identity, lifecycle
from compliance.rules.kinds import KINDS
from compliance.rules.regimes import BY_ID
from compliance.rules.reminders import WORDS
from compliance.tickets import waiting
from compliance.tickets.deciding import REASONS_TO_REOPEN

CHANNELS = {"mail": "mail", "form": "the form on the website", "link": "the link in a newsletter", "phone": "phone",
            "letter": "a letter", "in_person": "a visit",
            "staff": "a member of staff", "api": "the API"}
LANGUAGES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch", "pt": "Portuguese",
    "pl": "Polish",
}
AUTOMATIC = {
    "auto_reply": "an automatic reply", "bounce": "a letter of ours could not be delivered",
    "loop": "our own mail came back", "complaint": "a complaint report", "unreadable": "it could not be read",
}
# How proof came, in the middle of a sentence; `identity.WAYS` are whole remarks.
PROOFS = {
    "link": "the link that was sent to the address", "code": "the code that was sent to the address",
    "signed": "a signed answer to the secret address", "answer": "an answer from the address on file",
    "call_back": "a call back to a number on file", "in_person": "coming in person", "account": "asking while signed in",
    "document": "a document that an officer has seen",
}
ACTS = {
    "ticket.assign": "assigning the ticket", "ticket.note": "writing a note", "ticket.write": "writing a letter",
    "ticket.ask_proof": "asking for proof", "ticket.accept_proof": "accepting proof", "ticket.give_proof": "giving proof",
    "ticket.spam": "marking as spam", "ticket.reopen": "reopening", "ticket.answer": "answering",
    "request.set": "setting what is asked", "request.close": "closing a request", "request.withdraw": "taking the request back",
    "task.finish": "finishing a task", "request.clock": "stopping or starting the clock", "request.extend": "extending",
    "ticket.set_receipt": "setting the day of receipt", "ticket.place": "putting it onto another ticket",
}
REFUSALS = {
    "only_one": "there was no other request", "requests_open": "something was asked",
    "same_person": "it was that person already",
    "paused_already": "it was waited for already", "not_paused": "nothing was waited for",
    "unknown_reason": "the reason was missing", "extended_already": "it can be extended once only",
    "no_extension": "the law knows no extension", "too_late": "it was too late to tell the person",
    "no_date": "the new date was missing", "paused": "the clock stood still", "not_answerable": "the mail must not be answered",
    "wrong_day": "the day was impossible", "same_day": "it was that day already",
    "placed": "its mail is on another ticket", "placed_elsewhere": "its mail is on another ticket",
    "not_placed": "its mail was not put onto another ticket", "no_hint": "nothing says that it belongs to another ticket",
    "wrong_ticket": "that ticket cannot take it", "nothing_came": "nothing has come in",
    "not_known": "the address is not known there",
    "not_suspected": "somebody had looked already", "not_spam": "it was not on the spam pile",
    "not_dead": "nothing said that mail to it fails",
    "no_documents": "this house asks for no documents", "for_another": "an agent's document shows nothing of the person",
    "no_person": "the person's own address was missing", "answered": "it was answered already",
    "not_asked": "nobody had asked for it", "enough": "enough had come", "no_file": "it is not there",
    "level_missing": "not enough was shown", "paper_missing": "a paper was missing", "unknown_point": "what fits was missing",
    "unknown_paper": "the paper was missing", "not_heard": "the person was not heard", "declared": "it was declared already",
    "same_doubts": "it stood there already", "unknown_behalf": "for whom was missing",
    "not_allowed": "not allowed for that role", "proof_missing": "proof is missing", "tasks_open": "systems are still to do",
    "not_confirmed": "the kind was only a suggestion", "no_ground": "the ground was missing",
    "no_reason": "the reason was missing",
    "closed_already": "it has its outcome already", "finished_already": "it was finished already", "open_already": "it is open",
    "not_open": "the ticket was not open", "wrong_state": "not possible in that state", "no_address": "there is no address",
    "law_does_not_cover": "the law does not cover it", "proof_given": "proof was given already", "used": "the link was used",
    "lapsed": "the link has lapsed", "wrong_link": "the link belongs elsewhere", "empty": "there were no words",
    "changed_meanwhile": "somebody else was faster", "nothing_open": "no request of it was open",
    "approval_missing": "the second person or the waiting time was missing", "own_proposal": "who proposes does not approve",
    "not_proposed": "nothing was proposed", "not_needed": "no second person is needed",
    "too_many_tags": "there were too many tags",
    "disabled": "the account is disabled", "not_failed": "the letter had not failed",
}
KIND_TITLES = {kind.key: kind.title for kind in KINDS}


class _Laws(Mapping[str, str]):
    """Names of laws by id, also of those registered later."""

    def __getitem__(self, key: str) -> str:
        return BY_ID[key].name

    def __iter__(self) -> Any:
        return iter(BY_ID)

    def __len__(self) -> int:
        return len(BY_ID)


LAWS = _Laws()

# Words by the name of an event's field; by kind of event where the same name means another thing.
CODES: dict[str, Mapping[str, str]] = {
    "channel": CHANNELS, "was": lifecycle.STATES, "now": lifecycle.STATES, "kind": KIND_TITLES, "was_kind": KIND_TITLES,
    "regime": LAWS, "was_regime": LAWS, "letter": {letter.code: letter.title for letter in CATALOGUE}, "rung": WORDS,
    "way": PROOFS, "act": ACTS, "ground": lifecycle.GROUNDS,
}
CODES_OF: dict[str, dict[str, Mapping[str, str]]] = {
    "request.closed": {"outcome": lifecycle.ENDINGS},
    "ticket.hinted": {"why": lifecycle.HINTS},
    "ticket.suspected": {"why": lifecycle.SUSPICIONS},
    "letter.held": {"reason": {"daily_limit": "its address had enough letters that day"}},
    "address.died": {"reason": {"bounced": "a letter could not be delivered"}},
    "task.finished": {"outcome": lifecycle.TASK_OUTCOMES},
    "warrant.proposed": {"by": {"one": "the waiting time alone", "two": "a second person"}},
    "warrant.ended": {"why": {"taken_back": "taken back", "anew": "proposed anew"}},
    "proof.checked": {"address": identity.ADDRESSES, "points": identity.POINTS},
    "proof.paper": {"paper": identity.PAPERS},
    "proof.doubted": {"doubts": identity.DOUBTS},
    "proof.question_asked": {"points": identity.POINTS},
    "ticket.behalf_set": {"behalf": identity.BEHALF},
    "message.automatic": {"outcome": AUTOMATIC},
    "ticket.reopened": {"reason": REASONS_TO_REOPEN},
    "ticket.receipt_set": {"reason": lifecycle.RECEIPT_REASONS},
    "request.dismissed": {"reason": lifecycle.DISMISSALS},
    "ticket.unasked": {"reason": lifecycle.UNASKED},
    "clock.paused": {"reason": waiting.REASONS},
    "clock.resumed": {"reason": waiting.REASONS},
    "clock.extension_planned": {"ground": lifecycle.EXTENSION_GROUNDS},
    "act.refused": {"reason": REFUSALS},
}


FAILURES = {
    "tries_used_up": "trying was given up after five days",
    "bounced": "it came back: the address takes no mail",
    "address_dead": "not sent: mail to this address has come back for good",
    "bad_address": "the address is none that mail can go to",
    "not_supported": "the mail server cannot send to such an address",
}


def code_words(table: Mapping[str, str], code: str) -> str:
    """The words for a code; the code itself, made readable, where the table does not know it."""
    return str(_(table[code])) if code in table else code.replace("_", " ")


def failure_words(code: str | None) -> str:
    """Why a letter could not be sent."""
    if not code:
        return ""
    if code.startswith("smtp_"):
        return str(_("the mail server refused it for good (%(code)s)", code=code.removeprefix("smtp_")))
    return code_words(FAILURES, code)
