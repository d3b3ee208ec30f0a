"""Compliance, a privacy request tracker. `create_app` is the only list of its parts: read this first."""

from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from compliance import cli, limiting, logs, sealing
from compliance.db import db
from compliance.extensions import bootstrap, csrf, limiter, mail, migrate
from compliance.intake import understanding, verifying
from compliance.ledger import checkpoints
from compliance.letters import announcing, codes, depositing, owners, relay, reminding, sending
from compliance.people import sessions, single_sign_on
from compliance.registers import ladder, laws, limits, suppression
from compliance.reports import snapshot
from compliance.tickets import bulk, expiring, instructing, searching
from compliance.web import audit, brand, compressed, errors, guard, health, languages, metrics, public, staff
from compliance.web import owners as owners_door
from config import Settings

ROOT = Path(__file__).resolve().parent.parent

# Rooms whose job handlers must be known before a worker runs.
JOB_ROOMS = (understanding, verifying, sending, reminding, announcing, expiring, depositing, codes, bulk, snapshot,
             instructing, owners)


def create_app(settings: Settings) -> Flask:
    """The whole program, configured by `settings`; connects to nothing yet. Raises LawError and LadderError for wrong ones."""
    app = Flask(
        __name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"),
        instance_path=str(settings.instance_path),
    )
    app.config.update(settings.flask(), SETTINGS=settings)
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    laws.load(settings.instance_path, settings.laws_on, settings.default_regime)
    ladder.load(settings.instance_path)
    suppression.load(settings.suppression_keys or (settings.secret_key,))
    limits.load(settings.max_answers_a_day, settings.max_mails_a_day)
    sessions.load(settings.session_idle_minutes, settings.session_hours, settings.second_factor_roles)
    single_sign_on.load(settings.oidc_groups_claim, settings.oidc_roles, trusts_addresses=settings.oidc_trust_addresses,
                        is_second_factor=settings.oidc_is_second_factor)
    searching.load(settings.secret_key)
    limiting.load(settings.secret_key)
    sealing.load(settings.master_key, settings.instance_path)
    checkpoints.load(settings.audit_key, settings.instance_path, f"{urlsplit(settings.public_url).netloc}/audit")
    logs.init_app(app)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    mail.init_app(app)
    relay.init_app(app)
    bootstrap.init_app(app)
    csrf.init_app(app)
    limiter.init_app(app)
    languages.init_app(app)
    guard.init_app(app)
    compressed.init_app(app)
    errors.init_app(app)
    for part in (health, metrics, audit, brand, public, owners_door, staff):
        app.register_blueprint(part.blueprint)
    staff.single_sign_on.init_app(app, settings)
    cli.init_app(app)
    return app
