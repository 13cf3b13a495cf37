"""The accessibility checker axe-core, which the browser tests run inside the pages."""

import hashlib
import subprocess
import tarfile
import tempfile
from pathlib import Path

from tools.services.process import ServiceMissingError, cache_folder, program

VERSION = "4.14.1"
SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"


def fetch() -> Path:
    """Return the script of axe-core, fetching it with npm first where it is missing."""
    script = cache_folder() / f"axe-core-{VERSION}.min.js"
    if not script.is_file():
        npm = program("npm", advice=f"it fetches axe-core {VERSION}; install Node.js with npm.")
        with tempfile.TemporaryDirectory(dir=script.parent, prefix="fetching-") as folder:
            command = [str(npm), "pack", "--silent", f"axe-core@{VERSION}"]
            completed = subprocess.run(
                command, check=False, capture_output=True, text=True, cwd=folder
            )
            if completed.returncode != 0:
                raise ServiceMissingError(
                    f"npm could not fetch axe-core {VERSION}:\n{completed.stderr[-2000:]}"
                )
            archive = next(Path(folder).glob("*.tgz"))
            with tarfile.open(archive) as members:
                source = members.extractfile("package/axe.min.js")
                if source is None:
                    raise ServiceMissingError(f"axe-core {VERSION} holds no axe.min.js.")
                fetched = Path(folder) / script.name
                fetched.write_bytes(source.read())
            fetched.rename(script)
    if (found := hashlib.sha256(script.read_bytes()).hexdigest()) != SHA256:
        raise ServiceMissingError(
            f"{script} is not the axe-core that is expected (SHA-256 {found}): remove it."
        )
    return script
