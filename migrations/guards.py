"""The triggers that defend the trail, for SQLite and PostgreSQL.

For each guarded table: a row is born only with its first event; an UPDATE must name an event of that row that follows the
one it named before; nothing is deleted. Events, and the log over them, are never changed or deleted. SQLite loses the triggers
of a table that Alembic's batch mode rebuilds: call `lay()` again at the end of such a migration (a test looks after each).
"""

from sqlalchemy import Connection, inspect, text

# The log over all events: rows are only ever added.
LOG = ("log_leaves", "log_nodes", "checkpoints")

# table -> entity, as the models' `__entity__`; frozen here, since migrations must not follow later models.
GUARDED = {
    "tickets": "ticket",
    "requests": "request",
    "tasks": "task",
    "staff": "staff",
    "systems": "system",
    "house": "house",
    "suppressions": "suppression",
    "dead_addresses": "address",
    "contacts": "contact",
    "policies": "policy",
    "letter_texts": "letter",
    "retention_rules": "retention",
    "promises": "promise",
    "warrants": "warrant",
}

SQLITE_ROW = """
CREATE TRIGGER guard_{table}_insert BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) OR NOT EXISTS (
    SELECT 1 FROM events WHERE id = NEW.last_event_id AND entity = '{entity}' AND entity_id = NEW.id AND follows IS NULL)
BEGIN SELECT RAISE(ABORT, 'guard: a row of {table} needs its first event'); END;
CREATE TRIGGER guard_{table}_update BEFORE UPDATE ON {table}
WHEN NEW.id IS NOT OLD.id OR NOT EXISTS (
    SELECT 1 FROM events WHERE id = NEW.last_event_id AND entity = '{entity}' AND entity_id = NEW.id
    AND follows = OLD.last_event_id)
BEGIN SELECT RAISE(ABORT, 'guard: a row of {table} changed without an event that follows its last'); END;
CREATE TRIGGER guard_{table}_delete BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, 'guard: rows of {table} are never deleted'); END;
"""

SQLITE_EVENTS = """
CREATE TRIGGER guard_events_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'guard: events are never changed'); END;
CREATE TRIGGER guard_events_delete BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'guard: events are never deleted'); END;
CREATE TRIGGER guard_events_insert BEFORE INSERT ON events WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'guard: events are never replaced'); END;
"""

SQLITE_LOG = """
CREATE TRIGGER guard_{table}_insert BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {key})
BEGIN SELECT RAISE(ABORT, 'guard: rows of {table} are never replaced'); END;
CREATE TRIGGER guard_{table}_update BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'guard: {table} are never changed'); END;
CREATE TRIGGER guard_{table}_delete BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, 'guard: {table} are never deleted'); END;
"""
LOG_KEYS = {"log_leaves": "place = NEW.place OR event_id = NEW.event_id",
            "log_nodes": "level = NEW.level AND number = NEW.number", "checkpoints": "size = NEW.size"}

# Every event waits for its place in the log (compliance/ledger/log.py) from its own transaction on.
SQLITE_WAITING = """
CREATE TRIGGER guard_events_waiting AFTER INSERT ON events
BEGIN INSERT INTO unsealed (event_id) VALUES (NEW.id); END;
"""

POSTGRES_FUNCTIONS = """
CREATE OR REPLACE FUNCTION guard_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM 1 FROM events WHERE id = NEW.last_event_id AND entity = TG_ARGV[0] AND entity_id = NEW.id AND follows IS NULL;
    IF NOT FOUND THEN RAISE EXCEPTION 'guard: a row of % needs its first event', TG_TABLE_NAME; END IF;
  ELSE
    PERFORM 1 FROM events WHERE id = NEW.last_event_id AND entity = TG_ARGV[0] AND entity_id = NEW.id
      AND follows = OLD.last_event_id AND NEW.id = OLD.id;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'guard: a row of % changed without an event that follows its last', TG_TABLE_NAME;
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION guard_forever() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'guard: % are never changed or deleted', TG_TABLE_NAME;
END $$;
CREATE OR REPLACE FUNCTION guard_waiting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO unsealed (event_id) SELECT id FROM written;
  RETURN NULL;
END $$;
"""

POSTGRES_ROW = """
CREATE TRIGGER guard_{table}_write BEFORE INSERT OR UPDATE ON {table}
  FOR EACH ROW EXECUTE FUNCTION guard_row('{entity}');
CREATE TRIGGER guard_{table}_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION guard_forever();
CREATE TRIGGER guard_{table}_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION guard_forever();
"""

POSTGRES_FOREVER = """
CREATE TRIGGER guard_{table}_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION guard_forever();
CREATE TRIGGER guard_{table}_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION guard_forever();
"""

POSTGRES_WAITING = """
CREATE TRIGGER guard_events_waiting AFTER INSERT ON events REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION guard_waiting();
"""


def lay(connection: Connection) -> None:
    """Lays every trigger anew, on the guarded tables that there are by now."""
    lift(connection)
    there = set(inspect(connection).get_table_names())
    guarded = {table: entity for table, entity in GUARDED.items() if table in there}
    log = [table for table in LOG if table in there]
    if connection.dialect.name == "sqlite":
        rows = "".join(SQLITE_ROW.format(table=t, entity=e) for t, e in guarded.items())
        kept = "".join(SQLITE_LOG.format(table=t, key=LOG_KEYS[t]) for t in log)
        _run(connection, SQLITE_EVENTS + rows + kept + (SQLITE_WAITING if log else ""))
        return
    connection.execute(text(POSTGRES_FUNCTIONS.replace(":", r"\:")))
    for table, entity in guarded.items():
        connection.execute(text(POSTGRES_ROW.format(table=table, entity=entity)))
    for table in ("events", *log):
        connection.execute(text(POSTGRES_FOREVER.format(table=table)))
    if log:
        connection.execute(text(POSTGRES_WAITING))


def lift(connection: Connection) -> None:
    """Takes every trigger away; only a migration may, and it lays them again."""
    if connection.dialect.name == "sqlite":
        names = connection.scalars(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%'")
        )
        for name in names.all():
            connection.execute(text(f'DROP TRIGGER "{name}"'))
        return
    for function in ("guard_row", "guard_forever", "guard_waiting"):
        connection.execute(text(f"DROP FUNCTION IF EXISTS {function} CASCADE"))


def _run(connection: Connection, script: str) -> None:
    for statement in script.strip().split("END;"):
        if statement.strip():
            connection.exec_driver_sql(statement + "END;")
