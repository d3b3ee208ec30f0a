"""Jobs that were given up: which there are, and trying one again once its cause is gone."""

from compliance import jobs
from compliance.db import unit
from compliance.registers.house import tell
from compliance.registers.systems import NotAllowed
from compliance.rules.abilities import Actor


def try_again(job_id: int, actor: Actor) -> None:
    """Puts back a job that was set aside, with all its tries. Raises NotAllowed; ValueError where there is none such."""
    if not actor.can("job.manage"):
        raise NotAllowed("job.manage")
    with unit():
        kind = jobs.revive(job_id)
        if kind is None:
            raise ValueError("This job is not one that can be tried again.")
        tell("house.job_revived", actor, job=job_id, of_kind=kind)
