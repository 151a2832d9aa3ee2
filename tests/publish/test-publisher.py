#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl publish with more than goes into one transaction: killed at any moment, interrupted, left
by its server, and rebuilt under the eyes of a reader."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
for folder in ("tests/cli", "tests/bench"):
    sys.path.insert(0, str(ROOT / folder))
import harness  # noqa: E402
import program  # noqa: E402
import publishing  # noqa: E402
from publishing import PublishCase, postgres  # noqa: E402

KILLS = 40 if os.environ.get("AHADI_THOROUGH") else 6
OPERATIONS = 55000


def build_office(folder):
    """An office's vault into which a lot came."""
    made = json.loads(
        harness.run("make-bundles", "--to", folder / "made", "--laptops", 3, "--operations",
                    OPERATIONS, "--again", 0, "--seed", 3)
    )
    (folder / "bundles").write_text("\n".join(one["bundle"] for one in made["bundles"]))
    secret = Path(made["office"]).parent / "passphrase"
    shutil.copytree(made["office"], folder / "office")
    shutil.copy(secret, folder / "passphrase.txt")
    harness.run("run-merge", "--vault", folder / "office", "--passphrase-file", secret, "--list",
                folder / "bundles")
    shutil.rmtree(folder / "made")


class Publisher(PublishCase):
    @classmethod
    def setUpClass(cls):
        source = program.shared("full-office", build_office)
        cls.base = Path(tempfile.mkdtemp(prefix="ahadi-publisher-"))
        for name in ("office", "passphrase.txt"):
            copy = shutil.copytree if (source / name).is_dir() else shutil.copy
            copy(source / name, cls.base / name)
        cls.full = cls.server.create("full")
        cls.take_time()

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.base)

    @classmethod
    def take_time(cls):
        """How long it takes to publish it all, and what is there then."""
        case = cls()
        case.setUp()
        begun = time.monotonic()
        case.publish("office", "full")
        cls.longest = (time.monotonic() - begun) * 1.1
        cls.whole = case.state("full")

    def setUp(self):
        self.folder = self.base
        self.world = program.World(self.base)
        self.seed = int(os.environ.get("AHADI_SEED", random.randrange(1 << 32)))
        self.random = random.Random(self.seed)
        print(f"# seed {self.seed}")

    def start(self, database, *words):
        address = self.server.address(database)
        return program.start(*self.options("office"), "--json", "publish", address, "--yes", *words)

    def count(self, database):
        """Operations that are there; 0 while there is no table of them."""
        told = self.sql(database, "SELECT count(*) FROM operation", check=False)
        return int(told) if told.isdigit() else 0

    def test_what_was_killed_is_sound_and_goes_on(self):
        """Wherever it is killed, whole batches are there, with the rows that they give."""
        seen = set()
        for _ in range(KILLS):
            database = self.database()
            process = self.start(database)
            time.sleep(self.random.uniform(self.longest / 4, self.longest))
            process.send_signal(signal.SIGKILL)
            process.communicate()
            seen.add(self.count(database))
            self.check_rows(database)
            self.publish("office", database)
            self.assertEqual(self.state(database), self.whole)
        print(f"# operations that were there when it was killed: {sorted(seen)}")

    def check_rows(self, database):
        """Every record that some operation tells of has its row, and no other has one."""
        if self.count(database) == 0:
            return
        told = self.sql(
            database,
            "SELECT count(*) FROM (SELECT DISTINCT entity FROM operation WHERE kind = 'member') o"
            " FULL JOIN member m ON m.id = o.entity WHERE o.entity IS NULL OR m.id IS NULL",
        )
        self.assertEqual(told, "0")

    def test_stopped_by_the_person(self):
        database = self.database()
        process = self.start(database)
        self.assertTrue(program.wait_until(lambda: self.count(database) > 0, process))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
        self.assertEqual(process.returncode, 1)
        self.assertEqual(json.loads(out)["error"], "cancelled")
        self.assertIn("is kept and is sound", err.decode())
        kept = self.count(database)
        self.assertLess(kept, self.count("full"))
        told = self.publish("office", database).json
        self.assertEqual(told["operations"], self.count("full") - kept)
        self.assertEqual(self.state(database), self.whole)

    def test_who_waits_or_compares_is_stopped_too(self):
        hold = "SELECT pg_advisory_lock (hashtext ('ahadictl publish'), hashtext ('ahadi'))"
        words = self.server.words("full")
        other = subprocess.Popen(
            [self.server.programs / "psql", *map(str, words), "-c", hold, "-c", "SELECT 'held'",
             "-c", "SELECT pg_sleep (600)"], stdout=subprocess.PIPE,
        )
        while other.stdout.readline().strip() != b"held":
            pass
        self.assertTrue(self.is_stopped())
        # Comparing may be over first; not each time.
        self.assertTrue(any(self.is_stopped("--check") for _ in range(10)))
        other.kill()
        other.communicate()
        self.assertEqual(self.state("full"), self.whole)

    def is_stopped(self, *more):
        process = self.start("full", *more)
        program.wait_until(lambda: self.is_served("full"), process)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate()
        return process.returncode == 1 and json.loads(out)["error"] == "cancelled"

    def is_served(self, database):
        """Whether a run is connected, so that its vault is open."""
        told = self.sql(
            database,
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'ahadictl publish'"
            f" AND datname = '{database}' AND query ~ 'advisory|body_hash'",
        )
        return told != "0"

    def restart(self):
        self.server.pause("immediate")
        self.server.start()

    def test_server_goes_away_in_the_middle(self):
        for leave in (self.restart, self.server.crash):
            database = self.database()
            process = self.start(database)
            self.assertTrue(program.wait_until(lambda: self.count(database) > 0, process))
            leave()
            out, err = process.communicate()
            self.server.wait()
            self.assertEqual(process.returncode, 1)
            self.assertEqual(json.loads(out)["error"], "connection-lost")
            self.assertIn("What was published until then is kept", err.decode())
            self.publish("office", database)
            self.assertEqual(self.state(database), self.whole)

    def test_two_at_once_wait_for_each_other(self):
        database = self.database()
        other = self.base / "other"
        shutil.copytree(self.base / "office", other)
        first = self.start(database)
        words = ("--vault", other, "--passphrase-file", self.path("passphrase.txt"))
        more = ("--json", "publish", self.server.address(database), "--yes")
        second = program.start(*words, *more)
        told = []
        for process in (first, second):
            out, err = process.communicate()
            self.assertEqual(process.returncode, 0, err)
            told.append(json.loads(out)["operations"])
        self.assertEqual(sorted(told), [0, self.count("full")])
        self.assertEqual(self.state(database), self.whole)

    def test_who_reads_never_sees_half(self):
        database = self.database()
        self.publish("office", database)
        members = self.sql(database, "SELECT count(*) FROM member")
        counts = []
        done = threading.Event()

        def read():
            while not done.is_set():
                counts.append(self.sql(database, "SELECT count(*) FROM member"))

        reader = threading.Thread(target=read)
        reader.start()
        self.publish("office", database, "--rebuild")
        done.set()
        reader.join()
        self.assertGreater(len(counts), 3)
        self.assertEqual(set(counts), {members})
        self.assertEqual(self.state(database), self.whole)

    def test_rebuilding_that_is_killed_changes_nothing(self):
        process = self.start("full", "--rebuild")
        time.sleep(self.longest / 2)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        self.assertEqual(self.state("full"), self.whole)


if __name__ == "__main__":
    publishing.main()
