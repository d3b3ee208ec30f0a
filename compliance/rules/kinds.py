"""The kinds of request a person can make: what each is called, what it asks, what proof it needs.

One entry adds a kind: forms, filters and letters are built from this table; the database keeps the key as text.
Levels of proof are those of `identity.py` (0 claimed, 1 control of the mailbox shown, 2 it fits what is on file).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """What the form asks for a kind. `name` is the key under which the answer is kept."""

    name: str
    label: str
    hint: str = ""
    required: bool = True


@dataclass(frozen=True)
class Kind:
    """A right that can be asked for. `proof` is the least level at which it may be carried out; `proof_on_file`: where the
    address that asks has long been on file, if less does then."""

    key: str
    title: str
    ask: str
    proof: int
    proof_on_file: int | None = None
    by_system: bool = True
    questions: tuple[Question, ...] = ()


KINDS: tuple[Kind, ...] = (
    Kind("removal", "Removal", "Remove my data", proof=2, proof_on_file=1),
    Kind(
        "amendment", "Amendment", "Correct my data", proof=2, proof_on_file=1,
        questions=(
            Question("current", "What is wrong?", "What we hold now, as far as you know it."),
            Question("asked", "What should it be?", "What we should hold instead."),
        ),
    ),
    Kind("unsubscribe", "Unsubscribe", "Stop mailing me", proof=0),
    Kind("access", "Access", "Send me a copy of my data", proof=2),
    Kind("portability", "Portability", "Give me my data to take elsewhere", proof=2),
    Kind("objection", "Objection", "Stop using my data for a purpose", proof=0),
    Kind("restriction", "Restriction", "Keep my data but do not use it", proof=1),
    Kind("opt_out_of_sale", "Opt-out of sale", "Do not sell or share my data", proof=0),
    Kind("limit_sensitive", "Limit sensitive data", "Limit the use of my sensitive data", proof=0),
    Kind("withdraw_consent", "Withdrawal of consent", "I withdraw my consent", proof=0),
    Kind("complaint", "Complaint", "Complain about how my data is handled", proof=0, by_system=False),
    Kind("appeal", "Appeal", "I object to your answer", proof=0, by_system=False),
)

BY_KEY: dict[str, Kind] = {kind.key: kind for kind in KINDS}

# What the public form offers by name; everything else reaches us as free text.
ON_FORM: tuple[str, ...] = (
    "removal", "amendment", "unsubscribe", "access", "portability", "objection", "restriction", "opt_out_of_sale",
)
