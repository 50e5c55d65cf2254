"""Finding a Java: a newer one often stands beside the default one."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SYSTEM_FOLDERS = (
    Path("/usr/lib/jvm"),
    Path("/opt/java"),
    Path("/Library/Java/JavaVirtualMachines"),
)


@dataclass(frozen=True, slots=True)
class Java:
    """A Java home and its major version."""

    home: Path
    major: int

    @property
    def binary(self) -> Path:
        """The program itself."""
        return self.home / "bin" / "java"


def newest_java() -> Java | None:
    """Return the newest Java of JAVA_HOME, PATH and the system's folders, or None."""
    found = (Java(home, major) for home in _homes() if (major := _major(home / "bin" / "java")))
    return max(found, key=lambda java: java.major, default=None)


def _homes() -> set[Path]:
    homes = {Path(os.environ["JAVA_HOME"]).resolve()} if os.environ.get("JAVA_HOME") else set()
    if on_path := shutil.which("java"):
        homes.add(Path(on_path).resolve().parents[1])
    for folder in SYSTEM_FOLDERS:
        homes.update(binary.resolve().parents[1] for binary in folder.glob("*/bin/java"))
    return homes


def _major(binary: Path) -> int | None:
    try:
        answer = subprocess.run(
            [binary, "-version"], capture_output=True, text=True, check=False, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r'version "(?:1\.)?(\d+)', answer.stderr)
    return int(match[1]) if match else None
