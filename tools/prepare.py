"""Get the local database ready for `make run`: migrated, loaded and with the demo logins.

Loading takes a while and changes nothing the second time, so it is left out as long as neither the
database, nor the data files, nor the code that loads them have changed since it was last done.
"""

import hashlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Migrate and load where something changed; print the demo logins in any case."""
    sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clusterxchange.settings.dev")
    import django

    django.setup()

    from django.conf import settings
    from django.core.management import call_command

    migrated = migrate()
    stamp = settings.DATA_DIR / "loaded"
    state = fingerprint([settings.PROGRAMME_DATA, ROOT / "home" / "loading"])
    is_stale = migrated or not stamp.is_file() or stamp.read_text() != state
    if is_stale:
        call_command("load_programme")
        call_command("load_samples")
    call_command("create_demo_logins")
    if is_stale:
        # The managers among the demo logins decide on them.
        call_command("create_sample_applications")
        stamp.write_text(state)


def migrate() -> bool:
    """Apply the migrations that are missing and tell whether there were any."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        print(f"Applying {len(missing)} migrations …", flush=True)
        call_command("migrate", verbosity=0, interactive=False)
    return bool(missing)


def fingerprint(folders: list[Path]) -> str:
    """Return a value that changes whenever a file in these folders does."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(str(path.relative_to(folder)).encode() + b"\0")
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
