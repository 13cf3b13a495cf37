"""Let the database refuse to change or delete what stands in the audit trail, whoever asks.

Allowed: that an actor is forgotten (ON DELETE SET NULL of an account), and deletion while a removal
is open (core.audit.remove_entries). A later migration that makes SQLite build the table anew
(AlterField and the like) loses the triggers there and has to create them again:
tests/core/test_audit.py notices.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

COLUMNS = (
    "id", "at", "role", "subject_type", "subject_id", "action", "from_status", "to_status",
    "partnership", "detail",
)

POSTGRESQL = """
CREATE FUNCTION core_auditentry_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.actor_id IS NULL AND to_jsonb(NEW) - 'actor_id' = to_jsonb(OLD) - 'actor_id' THEN
            RETURN NEW;
        END IF;
    ELSIF EXISTS (SELECT 1 FROM core_auditremoval WHERE is_open) THEN
        RETURN OLD;
    ELSIF TG_OP = 'TRUNCATE' THEN
        IF NOT EXISTS (SELECT 1 FROM core_auditentry) THEN
            RETURN NULL;
        END IF;
    END IF;
    RAISE EXCEPTION 'entries of the audit trail are kept' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER core_auditentry_keep BEFORE UPDATE OR DELETE ON core_auditentry
    FOR EACH ROW EXECUTE FUNCTION core_auditentry_keep();
CREATE TRIGGER core_auditentry_keep_all BEFORE TRUNCATE ON core_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION core_auditentry_keep();
"""
POSTGRESQL_REVERSE = """
DROP TRIGGER core_auditentry_keep_all ON core_auditentry;
DROP TRIGGER core_auditentry_keep ON core_auditentry;
DROP FUNCTION core_auditentry_keep();
"""

REFUSE = "BEGIN SELECT RAISE(ABORT, 'entries of the audit trail are kept'); END"
SQLITE = (
    f"CREATE TRIGGER core_auditentry_keep BEFORE UPDATE OF {', '.join(COLUMNS)} "
    f"ON core_auditentry {REFUSE}",
    "CREATE TRIGGER core_auditentry_keep_actor BEFORE UPDATE OF actor_id ON core_auditentry "
    f"WHEN NEW.actor_id IS NOT NULL {REFUSE}",
    "CREATE TRIGGER core_auditentry_keep_all BEFORE DELETE ON core_auditentry "
    f"WHEN NOT EXISTS (SELECT 1 FROM core_auditremoval WHERE is_open) {REFUSE}",
)
SQLITE_TRIGGERS = ("core_auditentry_keep", "core_auditentry_keep_actor", "core_auditentry_keep_all")


def create_triggers(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create them on the database at hand."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
    else:
        for statement in SQLITE:
            schema_editor.execute(statement)


def drop_triggers(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_REVERSE)
    else:
        for name in SQLITE_TRIGGERS:
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("core", "0004_outbox_audit_and_emails")]

    operations = [migrations.RunPython(create_triggers, drop_triggers)]
