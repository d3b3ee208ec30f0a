"""Every thing that can happen, with its exact fields and the sentence that tells it.

Events hold codes, ids, dates, counts and digests, never a name, an address or a word of a message: the trail must survive
the erasure of the people in it (GDPR Art. 17 beside Art. 5(2)). `check` refuses an undeclared, missing or personal value.

Sentences are format strings over the fields; `{actor}` and fields that end in `_staff`, `_system` or `_request` are ids that
the reader of the timeline replaces with today's name, or with "someone" when that person is gone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

# What a value may look like. `code` is a word of ours, `digest` a SHA-256, `reference` a ticket's.
SHAPES: dict[str, re.Pattern[str]] = {
    "code": re.compile(r"[a-z0-9][a-z0-9_.:/-]{0,60}"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "digest": re.compile(r"[0-9a-f]{64}"),
    "reference": re.compile(r"PR-\d{4}-\d{6,}"),
}
WHOLE = frozenset({"id", "count"})


@dataclass(frozen=True)
class EventKind:
    """`fields` maps a name to a shape (`id`, `count`, `code`, `date`, `digest`, `reference`, `codes`); `?` allows none."""

    key: str
    sentence: str
    fields: Mapping[str, str] = field(default_factory=dict)


def _kinds(*kinds: EventKind) -> dict[str, EventKind]:
    return {kind.key: kind for kind in kinds}


EVENTS: dict[str, EventKind] = _kinds(
    EventKind("ticket.opened", "The request came in by {channel}; it counts from {received_on}.",
              {"channel": "code", "received_on": "date", "mail": "digest?", "requests": "codes"}),
    EventKind("ticket.assigned", "{actor} gave the ticket to {to_staff}.", {"to_staff": "id?"}),
    EventKind("ticket.moved", "{actor} moved the ticket from {was} to {now}.", {"was": "code", "now": "code"}),
    EventKind("ticket.due_set", "The ticket is first due on {due} now.", {"due": "date"}),
    EventKind("ticket.due_lifted", "The ticket has no due date now: its clocks stand still or count no days.", {}),
    EventKind("ticket.reopened", "{actor} reopened the ticket: {reason}.", {"reason": "code"}),
    EventKind("ticket.tagged", "{actor} changed the tags ({added} added, {removed} taken away).",
              {"added": "count", "removed": "count"}),
    EventKind("ticket.noted", "{actor} wrote an internal note.", {"message": "id"}),
    EventKind("ticket.mentioned", "{actor} asked {to_staff} to look.", {"to_staff": "id"}),
    EventKind("ticket.looked_at", "{actor} looked at it, as was asked.", {}),
    EventKind("message.split", "{actor} took a message out into {into}, a ticket of its own.",
              {"message": "id", "into": "reference"}),
    EventKind("ticket.read_by_person", "{actor} marked what came in as read.", {}),
    EventKind("message.received", "A message came in by {channel}.", {"message": "id", "channel": "code", "mail": "digest?"}),
    EventKind("message.automatic", "An automatic mail came in ({outcome}); it is never answered.",
              {"message": "id", "outcome": "code", "mail": "digest?"}),
    EventKind("message.vouched", "A signature shows that the sender's domain sent a message.", {"message": "id"}),
    EventKind("request.misread", "The person says that they ask for {kind}, not for {was_kind}.",
              {"message": "id", "kind": "code", "was_kind": "code"}),
    EventKind("request.handed_over", "{actor} put {files} files on the person's own page, until {until}.",
              {"message": "id", "files": "count", "until": "date"}),
    EventKind("request.fetched", "The person fetched a file from their own page.", {"attachment": "id"}),
    EventKind("ticket.links_ended", "{actor} ended the links to the person's own page.", {}),
    EventKind("ticket.hinted", "It may belong to {of}: {why}.", {"of": "reference", "why": "code"}),
    EventKind("ticket.suspected", "It lies on the spam pile: {why}.", {"why": "code"}),
    EventKind("ticket.spam_confirmed", "{actor} looked at it: it is spam.", {}),
    EventKind("ticket.rescued", "{actor} took it from the spam pile: its clock runs from its arrival.", {}),
    EventKind("ticket.address_works", "{actor} said that mail to the address arrives again.", {}),
    EventKind("ticket.kept_apart", "{actor} said that it does not belong to {of}: it is a case of its own.",
              {"of": "reference"}),
    EventKind("ticket.placed", "{actor} put its mail onto {onto}, where it is answered.",
              {"onto": "reference", "messages": "count", "requests": "count"}),
    EventKind("ticket.taken_back", "{actor} took its mail back from {onto}.", {"onto": "reference", "messages": "count"}),
    EventKind("ticket.address_known", "{actor} said that the address from which {of} came is this person's, too.",
              {"of": "reference"}),
    EventKind("message.placed", "{actor} put a message here that had opened {of}.", {"message": "id", "of": "reference"}),
    EventKind("message.taken_back", "{actor} took a message back to {of}.", {"message": "id", "of": "reference"}),
    EventKind("request.carried", "{actor} carried {kind} over from {of}; it is due {due}.",
              {"kind": "code", "of": "reference", "due": "date?"}),
    EventKind("task.carried", "To do in {in_system}, carried over from {of}.", {"in_system": "id", "of": "reference"}),
    EventKind("letter.written", "{actor} wrote: {letter}.", {"message": "id", "letter": "code"}),
    EventKind("letter.sent", "The letter {letter} was handed to the mail server.",
              {"message": "id", "letter": "code", "digest": "digest"}),
    EventKind("letter.failed", "The letter {letter} could not be sent: {reason}.",
              {"message": "id", "letter": "code", "reason": "code"}),
    EventKind("letter.delayed", "The letter {letter} has not gone out yet after {tries} tries; trying goes on.",
              {"message": "id", "letter": "code", "tries": "count"}),
    EventKind("letter.held", "The letter {letter} was not sent: {reason}.",
              {"message": "id", "letter": "code", "reason": "code"}),
    EventKind("letter.bounced", "The letter {letter} came back: it could not be delivered.",
              {"message": "id", "letter": "code"}),
    EventKind("letter.retried", "{actor} asked for the letter {letter} to be sent again.", {"message": "id", "letter": "code"}),
    EventKind("proof.asked", "{actor} asked for proof; the link holds until {until}.", {"until": "date", "message": "id"}),
    EventKind("proof.given", "The person showed control of the mailbox (level {level}) by {way}.",
              {"level": "count", "way": "code"}),
    EventKind("proof.accepted", "{actor} accepted proof at level {level}: {way}.", {"level": "count", "way": "code"}),
    EventKind("proof.checked", "{actor} looked the person up; the address that asks: {address}; what fits: {points}.",
              {"level": "count", "address": "code", "points": "codes"}),
    EventKind("proof.paper", "With the ticket now: {paper}.", {"level": "count", "paper": "code"}),
    EventKind("proof.doubted", "{actor} said why more must be shown: {doubts}.", {"doubts": "codes"}),
    EventKind("proof.denied", "The person said that nobody may ask for them.", {}),
    EventKind("proof.question_asked", "{actor} asked the person: {points}.", {"points": "codes", "message": "id"}),
    EventKind("document.received", "The person gave a document that shows who they are; it lies sealed.", {"document": "id"}),
    EventKind("document.read", "{actor} opened the document that shows who the person is.", {"document": "id"}),
    EventKind("document.erased", "The document that showed who the person is was erased, and its key.", {"document": "id"}),
    EventKind("ticket.behalf_set", "Somebody asks {behalf}; what was shown before does not count.", {"behalf": "code"}),
    EventKind("reminder.sent", "Staff were reminded ({rung}) of the due date {due}.", {"rung": "code", "due": "date"}),
    EventKind("reminder.late", "Staff were reminded ({rung}) of the date {due}, later than planned.",
              {"rung": "code", "due": "date"}),
    EventKind("reminder.skipped", "The reminder {rung} for {due} was passed over: a more urgent one was due.",
              {"rung": "code", "due": "date"}),
    EventKind("request.opened", "Asked: {kind} under {regime}, due {due}.",
              {"kind": "code", "regime": "code", "due": "date?", "suggested": "code"}),
    EventKind("request.set", "{actor} set the request to {kind} under {regime}, due {due} (was {was_kind} under {was_regime}).",
              {"kind": "code", "regime": "code", "due": "date?", "was_kind": "code", "was_regime": "code"}),
    EventKind("request.closed", "{actor} closed {kind} as {outcome}.",
              {"kind": "code", "outcome": "code", "ground": "code?", "message": "id?"}),
    EventKind("request.dismissed", "{actor} dismissed {kind}: {reason}.",
              {"kind": "code", "reason": "code", "suggested": "code"}),
    EventKind("ticket.unasked", "{actor} said that nothing is asked here: {reason}.", {"reason": "code"}),
    EventKind("ticket.person_set", "{actor} corrected who asks ({address} address).", {"address": "code"}),
    EventKind("request.reopened", "{actor} opened {kind} again.", {"kind": "code"}),
    EventKind("clock.paused", "{actor} waits for {reason} since {since}: {kind} is due {due}.",
              {"kind": "code", "reason": "code", "since": "date", "due": "date?"}),
    EventKind("clock.resumed", "The waiting for {reason} ended on {until}: {kind} is due {due}.",
              {"kind": "code", "reason": "code", "until": "date", "due": "date?"}),
    EventKind("clock.extension_planned", "{actor} extends {kind} to {due}: it counts once the person is told.",
              {"kind": "code", "ground": "code", "due": "date", "message": "id?"}),
    EventKind("clock.extended", "The person was told of the extension on {told_on}: {kind} is due {due}.",
              {"kind": "code", "told_on": "date", "due": "date?"}),
    EventKind("clock.rewound", "{kind} is due {due} now.", {"kind": "code", "due": "date?"}),
    EventKind("ticket.receipt_set", "{actor} set the day of receipt from {was_on} to {now_on}: {reason}.",
              {"was_on": "date", "now_on": "date", "reason": "code"}),
    EventKind("task.opened", "To do in {in_system}.", {"in_system": "id", "for_request": "id"}),
    EventKind("task.finished", "{actor} finished {in_system}: {outcome}.",
              {"in_system": "id", "outcome": "code", "ground": "code?", "note": "id?"}),
    EventKind("task.reopened", "{in_system} is to be done again.", {"in_system": "id"}),
    EventKind("task.dropped", "{in_system} is no longer to be done.", {"in_system": "id"}),
    EventKind("task.instructed", "{in_system} was asked to do it by {due}.", {"in_system": "id", "due": "date"}),
    EventKind("task.chased", "{in_system} was reminded of what is to be done by {due}.", {"in_system": "id", "due": "date"}),
    EventKind("task.overdue", "{in_system} had not answered by {due}: the team was told.", {"in_system": "id", "due": "date"}),
    EventKind("task.read", "{actor} opened what is to be done in {in_system}.", {"in_system": "id"}),
    EventKind("task.link_ended", "{actor} ended the link to the task in {in_system}.", {"in_system": "id"}),
    EventKind("request.fields_set", "{actor} wrote down what is to be corrected ({fields} fields).", {"fields": "count"}),
    EventKind("act.refused", "{actor} was refused: {act} ({reason}).", {"act": "code", "reason": "code"}),
    EventKind("staff.added", "{actor} added an account with the role {role}.", {"role": "code"}),
    EventKind("staff.password_set", "A password was chosen.", {}),
    EventKind("staff.role_set", "{actor} changed the role from {was} to {role}.", {"was": "code", "role": "code"}),
    EventKind("staff.disabled", "{actor} disabled the account.", {}),
    EventKind("staff.invited", "{actor} made a one-time link.", {}),
    EventKind("staff.settled", "{actor} changed how reminders come.", {}),
    EventKind("staff.feed_made", "{actor} made a calendar address.", {}),
    EventKind("staff.feed_ended", "{actor} ended the calendar address.", {}),
    EventKind("staff.signed_in", "Signed in.", {}),
    EventKind("staff.sign_in_failed", "A sign-in failed.", {}),
    EventKind("staff.half_signed_in", "The password was right; a second factor is awaited.", {}),
    EventKind("staff.second_step", "Signed in with a second factor ({factor}).", {"factor": "code"}),
    EventKind("staff.second_step_failed", "What was given to show who sits there was wrong ({factor}).", {"factor": "code"}),
    EventKind("staff.factor_added", "{actor} added a second factor ({factor}).", {"factor": "code"}),
    EventKind("staff.factor_removed", "{actor} removed a second factor ({factor}).", {"factor": "code"}),
    EventKind("staff.factors_reset", "{actor} took every second factor from the account.", {}),
    EventKind("staff.codes_made", "{actor} made new recovery codes ({count}).", {"count": "count"}),
    EventKind("staff.came_in", "Signed in at the organisation's own provider.", {}),
    EventKind("staff.linked", "The account was linked to who signs in at the organisation's own provider.", {}),
    EventKind("staff.role_set", "The role was set to {role}, as the groups at the organisation's own provider say.",
              {"role": "code"}),
    EventKind("staff.signed_out", "Signed out.", {}),
    EventKind("staff.sessions_ended", "{actor} ended {count} of their sessions from another one.", {"count": "count"}),
    EventKind("system.added", "{actor} added the system to the register.", {"kinds": "codes"}),
    EventKind("system.changed", "{actor} changed the system's entry.", {"kinds": "codes"}),
    EventKind("system.retired", "{actor} took the system out of use.", {}),
    EventKind("contact.added", "{actor} gave a contact address its own entry.", {"law": "code?"}),
    EventKind("contact.changed", "{actor} changed the entry of a contact address.", {"law": "code?"}),
    EventKind("letter.rewritten", "{actor} wrote the words of a letter anew ({letter}, {language}, version {version}).",
              {"letter": "code", "language": "code", "version": "count", "text_digest": "digest"}),
    EventKind("policy.published", "{actor} published a version of the privacy policy, which counts from {effective_on}.",
              {"effective_on": "date", "language": "code", "text_digest": "digest"}),
    EventKind("list.left", "The person left the mailing list {in_list} by its link; the address is suppressed there.",
              {"in_list": "code"}),
    EventKind("suppression.added", "An address is no longer written to on {in_list}: {reason}.",
              {"in_list": "code", "by_ticket": "id?", "reason": "code", "law": "code?"}),
    EventKind("suppression.lifted", "An address may be written to on {in_list} again: {because}.",
              {"in_list": "code", "because": "code", "evidence": "digest?"}),
    EventKind("address.died", "Mail to an address came back for good: {reason}.", {"reason": "code"}),
    EventKind("address.revived", "An address takes mail again: a mail came from it, or staff said so.", {}),
    EventKind("ticket.erased", "Personal data was erased ({part}): {rows} entries, {keys} keys destroyed.",
              {"part": "code", "rows": "count", "keys": "count", "digest": "digest", "reason": "code"}),
    EventKind("hold.set", "{actor} set a legal hold ({ground}), to be reviewed on {review}.",
              {"ground": "code", "review": "date"}),
    EventKind("hold.lifted", "{actor} lifted the legal hold ({ground}).", {"ground": "code"}),
    EventKind("hold.reminded", "The officers were reminded to review the legal hold by {review}.", {"review": "date"}),
    EventKind("retention.set", "{actor} set how long {of_rule} is kept: {months} months.",
              {"of_rule": "code", "law": "code?", "of_kind": "code?", "months": "count", "automatic": "count"}),
    EventKind("retention.taken_back", "{actor} took a setting of {of_rule} back.", {"of_rule": "code"}),
    EventKind("promise.added", "{actor} entered a promise about data kept elsewhere, to be reviewed on {review}.",
              {"review": "date"}),
    EventKind("promise.changed", "{actor} changed a promise about data kept elsewhere.", {"review": "date"}),
    EventKind("promise.reminded", "The owner and the officers were reminded of the promise due on {due}.", {"due": "date"}),
    EventKind("promise.reviewed", "{actor} kept the promise that was due on {due}; it is reviewed again on {review}.",
              {"due": "date", "review": "date?"}),
    EventKind("house.retention_announced", "What comes due was announced to the officers ({count}).", {"count": "count"}),
    EventKind("house.retention_released", "{actor} released {count} erasures that were due by {until}.",
              {"run": "id", "count": "count", "until": "date"}),
    EventKind("house.pile_erased", "Automatic mail of before {before} was erased ({rows}).",
              {"before": "date", "rows": "count", "keys": "count", "digest": "digest"}),
    EventKind("staff.erased", "The name and address of an ended account were erased.", {}),
    EventKind("house.opened", "The book was opened.", {}),
    EventKind("house.muted", "The house was made mute: nothing is sent until somebody releases it.", {}),
    EventKind("house.released", "{actor} released the restored house: letters go out again.", {}),
    EventKind("house.restored",
              "A backup of {made_on} was restored; {erased} erasures and {suppressed} suppressions were replayed.",
              {"made_on": "date", "erased": "count", "suppressed": "count"}),
    EventKind("house.sign_in_failed", "A sign-in failed for an address without an account.", {}),
    EventKind("house.mail_set_aside", "A mail was kept without a ticket ({outcome}).",
              {"message": "id", "outcome": "code", "mail": "digest?"}),
    EventKind("warrant.proposed", "{actor} proposed to carry out {kind}; it needs {by}.",
              {"for_request": "id", "kind": "code", "plan": "digest", "by": "code"}),
    EventKind("warrant.approved", "{actor} approved that {kind} is carried out, after {hours} hours.",
              {"for_request": "id", "kind": "code", "hours": "count"}),
    EventKind("warrant.ended", "{actor} ended what was proposed for {kind} ({why}).",
              {"for_request": "id", "kind": "code", "why": "code"}),
    EventKind("house.bulk_started", "{actor} began one act on {count} tickets ({act}).",
              {"run": "id", "act": "code", "count": "count"}),
    EventKind("house.approval_set", "{actor} set that {kind} needs a second person, and {hours} hours of waiting.",
              {"kind": "code", "hours": "count"}),
    EventKind("house.approval_lifted", "{actor} set that {kind} needs no second person.", {"kind": "code"}),
    EventKind("house.view_saved", "{actor} saved a view of the queue ({of}).", {"view": "id", "of": "code"}),
    EventKind("house.view_removed", "{actor} removed a view of the queue ({of}).", {"view": "id", "of": "code"}),
    EventKind("house.block_written", "{actor} wrote a text block.", {"block": "id"}),
    EventKind("house.block_removed", "{actor} removed a text block.", {"block": "id"}),
    EventKind("house.exported", "{actor} exported {what} ({count}).", {"what": "code", "count": "count"}),
    EventKind("house.checkpoint_sent", "A checkpoint of the trail ({size} entries) was mailed outside.",
              {"size": "count", "digest": "digest"}),
    EventKind("house.read", "{actor} read {what}.", {"what": "code"}),
    EventKind("house.bundled", "{actor} exported the ticket as a bundle ({third_parties}).",
              {"third_parties": "code", "digest": "digest"}),
    EventKind("house.settings_changed", "The program was started with other settings than before.", {"digest": "digest"}),
    EventKind("house.job_revived", "{actor} had a failed job tried again ({of_kind}).", {"job": "id", "of_kind": "code"}),
    EventKind("house.refused", "{actor} was refused: {act} ({reason}).", {"act": "code", "reason": "code"}),
)


def check(kind: str, data: Mapping[str, object]) -> None:
    """Raises KeyError for an unknown kind, ValueError where a field is missing, undeclared or of the wrong shape."""
    declared = EVENTS[kind].fields
    if data.keys() != declared.keys():
        raise ValueError(f"{kind} needs exactly {sorted(declared)}, not {sorted(data)}")
    for name, value in data.items():
        if not _fits(declared[name], value):
            raise ValueError(f"{kind}: {name} is not a {declared[name]}")


def _fits(shape: str, value: object) -> bool:
    if shape.endswith("?"):
        return value is None or _fits(shape[:-1], value)
    if shape in WHOLE:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if shape == "codes":
        return isinstance(value, list) and all(_fits("code", item) for item in value)
    return isinstance(value, str) and SHAPES[shape].fullmatch(value) is not None
