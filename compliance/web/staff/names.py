"""Today's names for the ids that the trail and the tickets hold."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from compliance.people.accounts import everyone
from compliance.people.models import Staff
from compliance.registers.systems import System, all_systems


@dataclass(frozen=True)
class Names:
    """Members of staff and systems by id."""

    staff: Mapping[int, Staff]
    systems: Mapping[int, System]

    def of_staff(self, staff_id: int | None) -> str:
        """A member of staff's name; "someone" when there is no such account any more."""
        found = self.staff.get(staff_id) if staff_id is not None else None
        return found.display_name if found else _("someone")

    def of_system(self, system_id: int | None) -> str:
        """A system's name."""
        found = self.systems.get(system_id) if system_id is not None else None
        return found.name if found else _("a system that is no longer in the register")

    def team(self) -> list[Staff]:
        """Accounts that a ticket can be given to."""
        return [staff for staff in self.staff.values() if staff.active and staff.actor.can("ticket.assign")]


def read_names() -> Names:
    """All names, in two queries."""
    return Names({staff.id: staff for staff in everyone()}, {system.id: system for system in all_systems()})
