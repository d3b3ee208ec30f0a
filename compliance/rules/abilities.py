"""Who may do what: one table from roles to abilities, and the actor that carries them into every verb.

An ability is named after the verb it allows. Nobody has an ability that does not stand here; a test walks the table.
"""

from dataclasses import dataclass, field

OWN = frozenset({"account.keep"})  # everybody's: one's own sessions, password and second factor
READING = OWN | {"ticket.read"}
WORKING = READING | {
    "ticket.open", "ticket.assign", "ticket.note", "ticket.write", "ticket.ask_proof", "ticket.accept_proof",
    "ticket.spam", "ticket.reopen", "ticket.tag", "request.set", "request.close", "task.finish",
    "request.clock", "request.extend", "ticket.set_receipt", "ticket.place",
    "request.hand_over", "ticket.end_links", "request.propose", "task.instruct", "task.answer",
}
RETAINING = frozenset({
    "request.approve", "house.release", "retention.manage", "suppression.lift", "ticket.erase", "ticket.hold", "block.edit",
})
ADMINISTERING = RETAINING | frozenset({
    "staff.manage", "system.manage", "policy.publish", "letter.edit", "audit.read", "job.manage", "view.share",
})
DOCUMENTS = frozenset({"ticket.ask_document", "document.read"})

ROLES: dict[str, frozenset[str]] = {
    "admin": WORKING | ADMINISTERING | DOCUMENTS,
    "officer": WORKING | RETAINING | DOCUMENTS | {"system.manage", "policy.publish", "audit.read", "job.manage", "view.share"},
    "agent": WORKING,
    "respondent": OWN | {"task.answer"},
    "auditor": READING | {"audit.read"},
}

# What people and machines without an account do: the person who asks, and the program itself.
REQUESTER_ABILITIES = frozenset({
    "ticket.open", "ticket.answer", "ticket.give_proof", "request.withdraw", "ticket.unsubscribe",
    "request.appeal", "request.fetch", "ticket.new_link", "ticket.declare", "ticket.give_document",
})
SYSTEM_ABILITIES = frozenset({
    "ticket.open", "ticket.answer", "ticket.ask_proof", "message.check", "letter.report", "ticket.remind", "staff.manage",
    "system.manage", "policy.publish", "audit.read", "ticket.read", "retention.manage", "suppression.lift", "ticket.erase",
    "house.release", "task.instruct",
})
# Who looks after a system outside of the house, by the secret address of one task.
OWNER_ABILITIES = frozenset({"task.answer"})


@dataclass(frozen=True)
class Actor:
    """Who acts. `kind` is staff, requester, owner (of a system; `id` is the system's), system (the program) or command (someone
    at the shell)."""

    kind: str
    id: int | None = None
    abilities: frozenset[str] = field(default=frozenset(), repr=False)

    def can(self, ability: str) -> bool:
        """Whether this actor has the ability."""
        return ability in self.abilities


SYSTEM = Actor("system", abilities=SYSTEM_ABILITIES)
COMMAND = Actor("command", abilities=SYSTEM_ABILITIES)
REQUESTER = Actor("requester", abilities=REQUESTER_ABILITIES)


def owner_actor(system_id: int) -> Actor:
    """Whoever looks after a system outside of the house."""
    return Actor("owner", system_id, OWNER_ABILITIES)


def staff_actor(staff_id: int, role: str) -> Actor:
    """The actor for a member of staff. Raises KeyError for a role that is not in the table."""
    return Actor("staff", staff_id, ROLES[role])
