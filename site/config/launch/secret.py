"""A secret key that a trial makes for itself and keeps, so that signed links outlive a restart."""

import secrets
from pathlib import Path


def kept_secret(file: Path) -> str:
    """Return the key in a file, drawing it on first use; only the owner can read it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x") as new:
            file.chmod(0o600)
            new.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return file.read_text()
