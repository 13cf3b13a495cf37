"""The site with its demo content in a database of its own, for pictures and measurements."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def demo_site() -> Iterator[dict[str, str]]:
    """Set Django up on a new database, load the content, and yield the pages to look at.

    Nothing of what was edited on this machine is in it, and it is gone afterwards.
    """
    with tempfile.TemporaryDirectory(prefix="cx-demo-") as folder:
        sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
        os.environ["DJANGO_SETTINGS_MODULE"] = "clusterxchange.settings.test"
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/db.sqlite3"
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command
        from django.db import connections

        try:
            for command in ("migrate", "load_programme", "load_samples"):
                print(f"{command} …", flush=True)
                call_command(command, verbosity=0)
            from tools.page_choice import chosen_addresses

            yield chosen_addresses()
        finally:
            connections.close_all()
            shutil.rmtree(Path(settings.MEDIA_ROOT).parent, ignore_errors=True)
