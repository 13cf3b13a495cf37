"""`python -m matching`: the command without the site."""

from __future__ import annotations

import io
import sys

from matching.command import main

for stream in (sys.stdout, sys.stderr):
    if isinstance(stream, io.TextIOWrapper):
        # A name that this terminal cannot show is shown by its number, and is no reason to fail.
        stream.reconfigure(errors="backslashreplace")
sys.exit(main(sys.argv[1:], sys.stdout, sys.stderr))
