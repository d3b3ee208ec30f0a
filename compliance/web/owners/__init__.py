"""The pages of whoever looks after a system outside of the house: one task behind a secret address, without an account."""

from flask import Blueprint

from compliance.web.owners import task

blueprint = Blueprint("owners", __name__)
task.register(blueprint)
