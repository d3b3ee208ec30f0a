"""Thirty impostors and what each of them has: whose mailbox they read, what they know, what they ask, whom they claim to be.

`due` is the level that what they truly have amounts to; none of them has enough for what they ask.
"""

from dataclasses import dataclass

VICTIM = "maria@example.org"  # on file since 2020
MOVED = "maria.new@example.net"  # on file for ten days
NEAR = "name postal_address birth_date phone user_name"


@dataclass(frozen=True)
class Dossier:
    """One impostor. `reads`: mailboxes that they can open; `knows`: what they could rightly say; `doubts`: what staff see."""

    story: str
    kind: str = "removal"
    sender: str = VICTIM
    reads: tuple[str, ...] = ()
    knows: str = ""
    behalf: str = "self"
    person: str = ""
    doubts: str = ""
    signed: bool = False
    due: int = 0


def _own(sender: str) -> tuple[str, ...]:
    return (sender,)


DOSSIERS = (
    Dossier("forged From, urgency", doubts="pressure"),
    Dossier("forged From, 'I am the data protection officer'", kind="access", doubts="pressure"),
    Dossier("forged From, a lawyer's tone and a deadline", kind="portability", knows=NEAR),
    Dossier("forged From, all that a data leak holds", knows=f"{NEAR} customer_number"),
    Dossier("an old signed mail of hers, sent again", signed=True),
    Dossier("an old signed mail of hers, sent again with her number", kind="access", signed=True, knows="customer_number name"),
    Dossier("a changed Reply-To", reads=("eve@evil.example",), knows="name"),
    Dossier("Cyrillic a", sender="mаria@example.org", reads=_own("mаria@example.org"), knows="name", due=1),
    Dossier("Cyrillic e in the domain", sender="maria@еxample.org", reads=_own("maria@еxample.org"), due=1),
    Dossier("Latin alpha", sender="maria@exɑmple.org", reads=_own("maria@exɑmple.org"), knows="name", due=1),
    Dossier("a dot more", sender="mar.ia@example.org", reads=_own("mar.ia@example.org"), knows=NEAR, due=1),
    Dossier("a tag more", sender="maria+1@example.org", reads=_own("maria+1@example.org"), knows="name", due=1),
    Dossier("rn for m", sender="rnaria@example.org", reads=_own("rnaria@example.org"), knows="name phone", due=1),
    Dossier("a look-alike domain", sender="maria@examp1e.org", reads=_own("maria@examp1e.org"), knows=NEAR, due=1),
    Dossier("a subdomain", sender="maria@example.org.evil.example", reads=_own("maria@example.org.evil.example"), due=1),
    Dossier("punycode", sender="maria@xn--exmple-4nf.org", reads=_own("maria@xn--exmple-4nf.org"), knows="name", due=1),
    Dossier("'I lost that address', knows her name", sender="eve@evil.example", reads=_own("eve@evil.example"),
            knows=NEAR, due=1),
    Dossier("'I lost that address', found an invoice", sender="eve@evil.example", reads=_own("eve@evil.example"), due=1,
            knows=f"{NEAR} order_number", kind="access"),
    Dossier("'I lost that address', a forged scan", sender="eve@evil.example", reads=_own("eve@evil.example"), due=1),
    Dossier("the address changed ten days ago", sender=MOVED, reads=_own(MOVED), knows="name customer_number", due=1),
    Dossier("the address changed ten days ago, for a copy", sender=MOVED, reads=_own(MOVED), kind="access", due=1),
    Dossier("ex-partner with the mailbox, for a copy", reads=_own(VICTIM), knows=NEAR, kind="access", due=1),
    Dossier("ex-partner with the mailbox, for all of it", reads=_own(VICTIM), knows=NEAR, kind="portability", due=1),
    Dossier("ex-partner with the mailbox, noticed", reads=_own(VICTIM), knows=NEAR, doubts="dispute", due=1),
    Dossier("family mailbox, a sibling amends", reads=_own(VICTIM), kind="amendment",
            doubts="contradiction", due=1),
    Dossier("an agent without a mandate", sender="agent@evil.example", reads=_own("agent@evil.example"), behalf="client",
            person=VICTIM, knows=NEAR),
    Dossier("an agent with a forged mandate", sender="agent@evil.example", reads=_own("agent@evil.example"), behalf="client",
            person="agent+maria@evil.example", knows=f"{NEAR} customer_number"),
    Dossier("an agent who names a friend's mailbox", sender="agent@evil.example", behalf="client", person="friend@evil.example",
            reads=("agent@evil.example", "friend@evil.example"), knows="name", due=1),
    Dossier("somebody says that she is a child of theirs", sender="eve@evil.example", reads=_own("eve@evil.example"),
            behalf="child", knows="name birth_date", due=1),
    Dossier("somebody says that she has died", sender="eve@evil.example", reads=_own("eve@evil.example"), behalf="dead",
            knows=NEAR, due=1),
)
