# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the real ahadictl on vaults of its own, and prints TAP."""

import fcntl
import json
import os
import pty
import select
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

AHADICTL = os.environ["AHADICTL"]
PASSPHRASE = "mango ladder violet thunder 47"
WRONG = "mango ladder violet thunder 48"


class Done:
    """What one run left: exit code, text, and what --json wrote."""

    def __init__(self, done):
        self.code = done.returncode
        self.out = done.stdout.decode()
        self.err = done.stderr.decode()

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]


def now_ms():
    return int(time.time() * 1000)


def environment(**more):
    """Nothing of the person who runs the tests."""
    names = ("PATH", "LC_ALL", "TMPDIR", "MALLOC_PERTURB_", "ASAN_OPTIONS", "UBSAN_OPTIONS",
             "AHADI_PDF_CLEAN")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    return {**kept, "HOME": "/nonexistent", **{key: str(value) for key, value in more.items()}}


def run(*words, check=True, stdin=b"", **more):
    done = Done(
        subprocess.run(
            [AHADICTL, *map(str, words)],
            input=stdin,
            capture_output=True,
            env=environment(**more),
            start_new_session=True,
            check=False,
        )
    )
    if check and done.code != 0:
        raise AssertionError(f"{words} ended with {done.code}: {done.err}")
    return done


def start(*words, **more):
    """A run that goes on beside the test."""
    pipe = subprocess.PIPE
    command = [AHADICTL, *map(str, words)]
    return subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment(**more)
    )


def wait_until(condition, process=None):
    """Whether @condition came true, within a minute and while @process still runs."""
    until = time.monotonic() + 60
    while not condition():
        if time.monotonic() > until or (process is not None and process.poll() is not None):
            return False
        time.sleep(0.0005)
    return True


def is_locked(path):
    """Whether a process holds the file @path by flock()."""
    inode = os.stat(path).st_ino
    with open("/proc/locks", encoding="ascii") as locks:
        return any("FLOCK" in line and f":{inode} " in line for line in locks)


def shared_folder():
    """One place for all scripts of one build of the program; older ones are removed."""
    base = Path(os.environ.get("G_TEST_BUILDDIR", tempfile.gettempdir())) / "cli-shared"
    stamp = "-".join(str(os.stat(path).st_mtime_ns) for path in (AHADICTL, __file__))
    base.mkdir(parents=True, exist_ok=True)
    for other in base.iterdir():
        if other.is_dir() and other.name != stamp:
            shutil.rmtree(other, ignore_errors=True)
    (base / stamp).mkdir(exist_ok=True)
    return base / stamp


def shared(name, build):
    """The folder @name, which the first script to ask has built with @build."""
    base = shared_folder()
    folder = base / name
    with open(base / f"{name}.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            making = base / f"{name}.making"
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            build(making)
            making.rename(folder)
    return folder


class World:
    """Vaults of an organisation, beside the files that they exchanged."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.passphrase = self.folder / "passphrase.txt"

    def path(self, name):
        return self.folder / name

    def run(self, vault, *words, check=True, **more):
        options = ("--vault", self.path(vault), "--passphrase-file", self.passphrase)
        return run(*options, *words, check=check, **more)

    def json(self, vault, *words, **more):
        return self.run(vault, "--json", *words, **more).json

    def digest(self, vault):
        return self.json(vault, "vault", "digest")["digest"]

    def make(self, vault, role, *words):
        recovery = ("--recovery-file", self.path(f"{vault}.code"))
        fixed = ("vault", "init", "--role", role, "--label", vault, "--minimum-cost")
        return self.run(vault, *fixed, *recovery, *words)

    def write_card(self):
        self.run("office", "card", "export", "--replace", self.path("card.ahadi-card"))

    def make_of_card(self, vault, role, *words):
        self.write_card()
        return self.make(vault, role, "--card", self.path("card.ahadi-card"), *words)

    def enrol(self, vault):
        request = self.path(f"{vault}.ahadi-request")
        told = self.json(vault, "enrol", "request", request)
        self.run("office", "import", request)
        waiting = [
            one
            for one in self.json("office", "enrol", "list")
            if one["fingerprint"] == told["fingerprint"]
        ]
        words = ("--fingerprint", told["fingerprint"])
        self.run("office", "enrol", "approve", waiting[0]["device"], *words)
        self.write_card()
        self.run(vault, "card", "import", self.path("card.ahadi-card"))
        return waiting[0]["device"]

    def export(self, vault, name):
        folder = self.path(f"{name}.to")
        told = self.json(vault, "export", "--to", folder)
        shutil.copy(told["path"], self.path(name))
        return self.path(name)


def add_member(world, vault, name, *words):
    fixed = ("member", "add", "--name", name, "--consent", "true")
    return world.json(vault, *fixed, *words)["id"]


def file_report(world, vault, route, *words):
    fixed = ("report", "file", "--duty-shown", "true", "--danger", "no", "--consent", "yes")
    told = ("--category", "bullying", "--person", "role=reporter,anonymous")
    said = ("--statement", "It happened at the meeting.", "--route", route)
    return world.json(vault, *fixed, *told, *said, *words)


def build_world(folder):
    """An office, a director, an enrolled branch that has sent, and one that waits."""
    world = World(folder)
    world.passphrase.write_text(PASSPHRASE + "\n", encoding="utf-8")
    world.make("office", "membership", "--org-name", "Amnesty International Kenya")
    world.run("office", "card", "export", world.path("first.ahadi-card"))
    world.make_of_card("director", "executive-director")
    world.enrol("director")
    world.make_of_card("kisumu", "coordinator", "--branch", "Kisumu")
    world.enrol("kisumu")
    world.make_of_card("stranger", "coordinator", "--branch", "Lodwar")
    world.json("stranger", "enrol", "request", world.path("stranger.ahadi-request"))

    first = add_member(world, "kisumu", "Achieng Otieno", "--phone", "0700001001")
    add_member(world, "kisumu", "Barrack Onyango", "--phone", "0700001002")
    world.json("kisumu", "pledge", "record", "--member", first, "--all", "accepted")
    file_report(world, "kisumu", "executive-director")
    add_member(world, "stranger", "Ekai Lokwawi")
    world.export("kisumu", "bundle.ahadi")
    world.export("stranger", "stranger.ahadi")

    shutil.copytree(world.path("office"), world.path("merged"))
    world.run("merged", "import", world.path("bundle.ahadi"))
    told = world.json("merged", "reply", "--to", world.path("replies"))
    shutil.copy(told["replies"][0], world.path("reply.ahadi"))


def build_parted(folder):
    """A branch and an office that changed a member apart, another membership office, and files of
    what each wrote: `ours` and `theirs`, and `late`, by who knew of nothing."""
    world = World(folder)
    source = shared("world", build_world)
    shutil.copy(source / "passphrase.txt", folder)
    for name in ("office", "kisumu"):
        shutil.copytree(source / name, folder / name)
    world.make_of_card("second", "membership")
    world.enrol("second")
    world.run("kisumu", "card", "import", world.path("card.ahadi-card"))
    member = add_member(world, "kisumu", "Wanjiku Kamau", "--birth", "1990")
    (folder / "member").write_text(member, encoding="utf-8")
    told = world.json("kisumu", "export", "--everything", "--to", world.path("to"))
    shutil.copy(told["path"], world.path("first.ahadi"))
    for office in ("office", "second"):
        world.run(office, "import", world.path("first.ahadi"))
    world.run("kisumu", "member", "edit", member, "--name", "Wanjiru Kamau", "--birth", "1991")
    world.export("kisumu", "theirs.ahadi")
    world.run("office", "member", "edit", member, "--name", "Wanjeri Kamau", "--birth", "1991",
              "--phone", "0700001009")
    world.export("office", "ours.ahadi")
    world.run("kisumu", "member", "edit", member, "--name", "Wangari Kamau")
    world.export("kisumu", "late.ahadi")


def build_forged(folder):
    """What tests/sync/forge-rules.c makes of what the world exchanged."""
    world = shared("world", build_world)
    for name in ("office", "kisumu", "stranger"):
        shutil.copytree(world / name, folder / name)
    for name in ("office", "kisumu", "taken"):
        (folder / "files" / name).mkdir(parents=True)
    for name in ("passphrase.txt", "card.ahadi-card", "first.ahadi-card", "bundle.ahadi"):
        shutil.copy(world / name, folder)
    names = ("bundle.ahadi", "reply.ahadi", "card.ahadi-card", "stranger.ahadi-request")
    made_of = [world / name for name in names]
    command = [os.environ["AHADI_FORGE_RULES"], folder, *made_of, folder / "files"]
    subprocess.run([str(word) for word in command], env=environment(), check=True)


def build_demo(folder):
    done = run("demo", "--json", "--to", folder / "new place" / "demo")
    (folder / "told.json").write_text(done.out, encoding="utf-8")


def shared_demo():
    """(what the demo told, with its paths): nobody may change it."""
    folder = shared("demo", build_demo)
    text = (folder / "told.json").read_text(encoding="utf-8")
    return json.loads(text.replace("/demo.making/", "/demo/")), folder / "new place" / "demo"


class Terminal:
    """A run of ahadictl at a terminal of its own."""

    def __init__(self, *words):
        pid, self.master = pty.fork()
        if pid == 0:
            os.execve(AHADICTL, [AHADICTL, *map(str, words)], environment())
        self.pid = pid
        self.shown = ""

    def expect(self, text):
        until = time.monotonic() + 60
        while text not in self.shown:
            ready, _, _ = select.select([self.master], [], [], 1)
            if ready and not self.read():
                break
            if time.monotonic() > until:
                break
        assert text in self.shown, f"{text!r} was not shown: {self.shown!r}"

    def read(self):
        try:
            data = os.read(self.master, 4096)
        except OSError:
            return False
        self.shown += data.decode()
        return bool(data)

    def type(self, text):
        os.write(self.master, text.encode() + b"\n")

    def finish(self):
        while self.read():
            pass
        _, status = os.waitpid(self.pid, 0)
        os.close(self.master)
        return os.waitstatus_to_exitcode(status)


class WorldCase(unittest.TestCase):
    """Each test has copies of its own of the vaults it names in @vaults."""

    vaults = ()

    def setUp(self):
        source = shared("world", build_world)
        self.folder = Path(tempfile.mkdtemp(prefix="ahadi-cli-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        for entry in source.iterdir():
            if entry.is_file():
                shutil.copy(entry, self.folder)
            elif entry.name in self.vaults:
                shutil.copytree(entry, self.folder / entry.name)
        self.world = World(self.folder)

    def path(self, name):
        return self.folder / name

    def options(self, vault):
        return ("--vault", self.path(vault), "--passphrase-file", self.path("passphrase.txt"))

    def mount(self, name, size):
        """A small disk of its own; skips where that is not allowed."""
        disk = self.path(name)
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)]
        if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
            self.skipTest("no small disk can be made here")
        self.addCleanup(subprocess.run, ["umount", "-l", str(disk)], check=False)
        return disk

    def forge(self, what, name):
        """What only holders of keys could make out of the file @name: tests/sync/forge-file.c."""
        forged = self.path(f"{what}-{name}")
        command = [os.environ["AHADI_FORGE"], what, self.folder, self.path(name), forged]
        subprocess.run([str(word) for word in command], env=environment(), check=True)
        return forged

    def run_in(self, vault, *words, check=True, **more):
        return self.world.run(vault, *words, check=check, **more)

    def json_in(self, vault, *words):
        return self.world.json(vault, *words)

    def assert_refused(self, done, word=None, code=1):
        """One sentence for the person, one object for a program, and the exit code."""
        self.assertEqual(done.code, code, done.err)
        self.assertTrue(done.err.strip().split("\n")[0].strip().endswith((".", ":")), done.err)
        self.assertNotIn("CRITICAL", done.err)
        for forbidden in ("invalid", "error occurred", "operation", "sync failed", "victim"):
            self.assertNotIn(forbidden, done.err.lower())
        if word is not None:
            self.assertEqual(done.lines[-1]["error"], word)


class TapResult(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.number = 0

    def say(self, fine, test, note=""):
        self.number += 1
        name = test.id().split(".", 1)[-1]
        print(f"{'ok' if fine else 'not ok'} {self.number} - {name}{note}", flush=True)

    def addSuccess(self, test):
        self.say(True, test)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.say(True, test, f" # SKIP {reason}")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.complain(test, self.failures[-1][1])

    def addError(self, test, err):
        super().addError(test, err)
        self.complain(test, self.errors[-1][1])

    def complain(self, test, text):
        self.say(False, test)
        for line in text.splitlines():
            print(f"# {line}", flush=True)


def own_mounts():
    """Starts this script again where what it mounts is its own and goes with it."""
    if os.environ.get("AHADI_OWN_MOUNTS"):
        return
    ways = (["unshare", "-m"], ["unshare", "-rm"])
    for way in ways:
        if subprocess.run([*way, "true"], capture_output=True, check=False).returncode == 0:
            os.environ["AHADI_OWN_MOUNTS"] = "1"
            os.execvp(way[0], [*way, sys.executable, *sys.argv])


def main():
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
    result = TapResult()
    suite.run(result)
    print(f"1..{result.number}", flush=True)
    sys.exit(0 if result.wasSuccessful() else 1)
