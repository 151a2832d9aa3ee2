# SPDX-License-Identifier: GPL-3.0-or-later
"""A PostgreSQL server of a test's own: in a temporary folder, on a socket there and on a free port
of 127.0.0.1, with a password for whoever comes over that port. It refuses to run as root, so then
it runs as another user."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

PASSWORD = "kiti cha mbao 7"


def find_programs():
    """The folder of initdb and postgres; None where there is none."""
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in [*known, *map(Path, os.environ.get("PATH", "").split(":"))]:
        if all((folder / name).exists() for name in ("initdb", "postgres", "pg_ctl", "psql")):
            return folder
    return None


def find_user():
    """Nobody special; None if this process is not root."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            pass
    return None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, durable=False):
        """@durable: what is committed is on the disk, as elsewhere than in a test."""
        self.durable = durable
        self.programs = find_programs()
        self.user = find_user()
        # The path of a socket is short, and the other user must get there.
        self.folder = Path(tempfile.mkdtemp(prefix="ahadi-pg-", dir="/tmp"))
        self.data = self.folder / "data"
        self.port = free_port()
        self.secret = self.folder / "password"
        self.secret.write_text(PASSWORD + "\n", encoding="utf-8")
        if self.user is not None:
            for path in (self.folder, self.secret):
                os.chown(path, self.user.pw_uid, self.user.pw_gid)
        self.folder.chmod(0o755)
        self.program(
            *("initdb", "--no-sync", "-D", self.data, "-U", "owner", "-E", "UTF8"),
            *("--locale=C.UTF-8", "--auth-local=trust", "--auth-host=scram-sha-256"),
            *("--pwfile", self.secret),
        )
        self.start()

    def program(self, name, *words, check=True):
        more = {} if self.user is None else {
            "user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []
        }
        done = subprocess.run(
            [self.programs / name, *map(str, words)],
            cwd=self.folder, capture_output=True, check=False, stdin=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}, **more,
        )
        if check and done.returncode != 0:
            raise AssertionError(f"{name}: {done.stderr.decode()}{done.stdout.decode()}")
        return done

    def start(self):
        options = (
            f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
            f" -c fsync={'on' if self.durable else 'off'}"
        )
        log = self.folder / "log"
        self.program("pg_ctl", "start", "-w", "-D", self.data, "-o", options, "-l", log)

    def pause(self, how="fast"):
        self.program("pg_ctl", "stop", "-w", "-m", how, "-D", self.data, check=False)

    def crash(self):
        """Kills all that serves somebody: the server recovers by itself, from its log."""
        first = (self.data / "postmaster.pid").read_text(encoding="utf-8").split()[0]
        children = Path(f"/proc/{first}/task/{first}/children").read_text(encoding="ascii")
        for one in children.split():
            try:
                os.kill(int(one), signal.SIGKILL)
            except ProcessLookupError:
                pass

    def wait(self):
        """Until it answers."""
        while self.program("psql", *self.words("postgres"), "-c", "", check=False).returncode != 0:
            time.sleep(0.05)

    def stop(self):
        self.pause("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, database, user="owner"):
        return f"postgresql://{user}@/{database}?host={self.folder}&port={self.port}"

    def address_by_port(self, database, user="owner"):
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def words(self, database, user="owner"):
        fixed = ("-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.folder)
        return (*fixed, "-p", self.port, "-U", user, "-d", database)

    def sql(self, database, text, user="owner", check=True):
        """What psql prints, values with | between them; an error as text without @check."""
        done = self.program("psql", *self.words(database, user), "-c", text, check=check)
        return (done.stdout + (b"" if check else done.stderr)).decode().strip()

    def create(self, database):
        self.sql("postgres", f'CREATE DATABASE "{database}"')
        return self.address(database)
