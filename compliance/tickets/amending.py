"""What an amendment asks in fields: what stands there now, what is to stand there, and what each system holds afterwards.

The fields are staff's reading of the person's words; they are personal data and go with the words of the ticket. What was
done in a system is taken to be what was asked unless somebody says otherwise, and is kept so that it can be shown to the person
(GDPR Art. 16) and told to recipients (Art. 19).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from compliance.db import Base, BigId, db
from compliance.gathering import insert
from compliance.ledger import record
from compliance.rules.abilities import Actor
from compliance.tickets.arrivals import storable
from compliance.tickets.door import Refused, verb
from compliance.tickets.models import PrivacyRequest, Task
from compliance.tickets.moves import require_live, require_open

KIND = "amendment"
MOST_FIELDS = 12
NAME_LENGTH, VALUE_LENGTH = 80, 2_000


class Amendment(Base):
    """One field that is to be corrected."""

    __tablename__ = "amendments"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    request_id: Mapped[int] = mapped_column(sa.ForeignKey("requests.id"), index=True)
    field: Mapped[str] = mapped_column(sa.String(NAME_LENGTH))
    current: Mapped[str] = mapped_column(sa.Text, default="")
    asked: Mapped[str] = mapped_column(sa.Text)


class Amended(Base):
    """What a field holds in one system since its task was done."""

    __tablename__ = "amended"
    __table_args__ = (sa.UniqueConstraint("task_id", "amendment_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    task_id: Mapped[int] = mapped_column(sa.ForeignKey("tasks.id"))
    amendment_id: Mapped[int] = mapped_column(sa.ForeignKey("amendments.id"), index=True)
    value: Mapped[str] = mapped_column(sa.Text)


@dataclass(frozen=True)
class Field:
    """A field as somebody types it."""

    field: str
    current: str
    asked: str


@dataclass(frozen=True)
class Asked:
    """What a ticket's amendments ask and what was done. `done`: (task, field) -> what stands there now."""

    fields: Mapping[int, list[Amendment]]
    done: Mapping[tuple[int, int], str]

    def of(self, request: PrivacyRequest) -> list[Amendment]:
        """The fields of a request, in the order in which they were written down."""
        return self.fields.get(request.id, [])


def asked_in(requests: Iterable[PrivacyRequest]) -> Asked:
    """The same for some requests, in at most two queries."""
    ids = [request.id for request in requests if request.kind == KIND]
    if not ids:
        return Asked({}, {})
    found = list(db.session.scalars(sa.select(Amendment).where(Amendment.request_id.in_(ids)).order_by(Amendment.id)))
    fields: dict[int, list[Amendment]] = {}
    for one in found:
        fields.setdefault(one.request_id, []).append(one)
    done = sa.select(Amended).where(Amended.amendment_id.in_([one.id for one in found]))
    return Asked(fields, {(one.task_id, one.amendment_id): one.value for one in db.session.scalars(done)} if found else {})


def fields_of(request: PrivacyRequest) -> list[Amendment]:
    """The fields of one request."""
    return asked_in([request]).of(request)


@verb("request.set")
def set_fields(request: PrivacyRequest, actor: Actor, fields: Sequence[Field]) -> None:
    """Writes the fields anew. Refused once a system has been corrected: what was done there was done to the earlier ones."""
    require_live(request.ticket)
    require_open(request)
    if request.kind != KIND:
        raise Refused("not_amendment", "Only an amendment has fields.")
    if asked_in([request]).done:
        raise Refused("done_already", "A system is corrected already: take its task up again first.")
    if not fields or len(fields) > MOST_FIELDS:
        raise Refused("no_fields", f"Write down at least one field, and at most {MOST_FIELDS}.")
    if any(not one.field.strip() or not one.asked.strip() for one in fields):
        raise Refused("no_value", "Each field needs its name and what it should be.")
    with record(request, "request.fields_set", actor, fields=len(fields)):
        db.session.execute(sa.delete(Amendment).where(Amendment.request_id == request.id))
        for one in fields:
            insert(Amendment(
                request_id=request.id, field=storable(one.field.strip())[:NAME_LENGTH],
                current=storable(one.current.strip())[:VALUE_LENGTH], asked=storable(one.asked.strip())[:VALUE_LENGTH],
            ))


def keep_values(task: Task, values: Mapping[int, str]) -> None:
    """What the fields hold in a system now, in the open unit: as asked, where `values` (by field) says nothing else."""
    for one in fields_of(task.request):
        value = storable(values.get(one.id, "").strip())[:VALUE_LENGTH]
        insert(Amended(task_id=task.id, amendment_id=one.id, value=value or one.asked))


def forget_values(task: Task) -> None:
    """The task is taken up again: what it said is void."""
    db.session.execute(sa.delete(Amended).where(Amended.task_id == task.id))
