#!/usr/bin/env python3
"""Runs Django's commands; puts `site/` on the path, because it is a folder and not a package."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Run the command of the arguments, with the development settings unless told otherwise."""
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clusterxchange.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
