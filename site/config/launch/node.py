"""The process of one Elasticsearch node: its folder, its command line, its user."""

import os
import pwd
import shutil
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.launch import parent
from config.launch.archive import Release
from config.launch.java import Java

HOST = "127.0.0.1"
SYSTEM_USER = "nobody"  # whom root hands a node to: Elasticsearch refuses to run as root

CONFIGURATION = """\
node.name: library
cluster.name: {cluster}
discovery.type: single-node
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
http.host: {host}
http.port: {port}
transport.host: {host}
transport.port: {transport_port}
path.data: {folder}/data
path.logs: {folder}/logs
"""


@dataclass(frozen=True, slots=True)
class Node:
    """What to start: the program, and the folder that holds all it writes. Heap as Java's -Xmx."""

    java: Java
    release: Release
    home: Path
    folder: Path
    heap: str


def free_port() -> int:
    """Return a port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def prepare_folder(node: Node, port: int) -> None:
    """Lay out everything a node writes to, and hand it to the node's user."""
    folder = node.folder
    configuration = folder / "config"
    shutil.rmtree(configuration, ignore_errors=True)
    shutil.copytree(node.home / "config", configuration)
    for name in ("data", "logs", "tmp"):
        (folder / name).mkdir(exist_ok=True)
    text = CONFIGURATION.format(
        cluster=f"library-{port}", host=HOST, port=port, transport_port=free_port(), folder=folder
    )
    (configuration / "elasticsearch.yml").write_text(text)
    if os.geteuid() == 0:
        user = pwd.getpwnam(SYSTEM_USER)
        for path in (folder, *folder.rglob("*")):
            os.chown(path, user.pw_uid, user.pw_gid)
        _let_through(folder)


def _let_through(folder: Path) -> None:
    """Let the system user reach the folder; opening a path for passing through shows no names."""
    for above in folder.parents:
        mode = above.stat().st_mode
        if not mode & 0o001:
            above.chmod(mode | 0o001)


def spawn(node: Node) -> subprocess.Popen[bytes]:
    """Start a node; what it says goes to logs/start.log of its folder."""
    as_user: dict[str, object] = {}
    if os.geteuid() == 0:
        as_user = {"user": SYSTEM_USER, "group": pwd.getpwnam(SYSTEM_USER).pw_gid}
        as_user["extra_groups"] = []
    with (node.folder / "logs" / "start.log").open("wb") as log:
        return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
            _command(node),
            env=_environment(node),
            cwd=node.home,  # the launcher takes the working folder for the node's home
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is ours to handle, not the node's
            preexec_fn=parent.end_with_parent(),  # noqa: PLW1509 - no thread runs yet when it is used
            **as_user,
        )


def _command(node: Node) -> list[str]:
    properties = {
        "cli.name": "server",
        "cli.script": f"{node.home}/bin/elasticsearch",
        "cli.libs": "lib/tools/server-cli",
        "es.path.home": node.home,
        "es.path.conf": node.folder / "config",
        "es.distribution.type": "tar",
    }
    if node.release.version.startswith("8."):
        path = f"{node.home}/lib/*:{node.home}/lib/cli-launcher/*"
        program = "org.elasticsearch.launcher.CliToolLauncher"
    else:
        path = f"{node.home}/lib/tools/server-launcher/*"
        program = "org.elasticsearch.server.launcher.ServerLauncher"
    flags = [f"-D{name}={value}" for name, value in properties.items()]
    return [str(node.java.binary), "-Xms4m", "-Xmx64m", *flags, "-cp", path, program]


def _environment(node: Node) -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "JAVA": str(node.java.binary),
        "JAVA_TYPE": "ES_JAVA_HOME",
        "ES_HOME": str(node.home),
        "ES_JAVA_HOME": str(node.java.home),
        "ES_PATH_CONF": str(node.folder / "config"),
        "ES_TMPDIR": str(node.folder / "tmp"),
        "ES_DISTRIBUTION_TYPE": "tar",
        "ES_JAVA_OPTS": f"-Xms{node.heap} -Xmx{node.heap}",
    }
