#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl vault backup and restore, killed in the middle."""

import os
import random
import shutil
import signal
import time

import program
from program import WorldCase, add_member, run, start

KILLS = 40 if os.environ.get("AHADI_THOROUGH") else 8


def sealed(folder):
    return sorted(folder.glob("*.ahadi-backup"))


class Killed(WorldCase):
    """kill -9 at moments that a seed draws; AHADI_SEED repeats them."""

    vaults = ("kisumu",)

    def setUp(self):
        super().setUp()
        self.seed = int(os.environ.get("AHADI_SEED", random.randrange(1 << 32)))
        self.random = random.Random(self.seed)
        print(f"# seed {self.seed}")

    def kill_during(self, longest, *words):
        process = start(*words)
        time.sleep(self.random.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        process.communicate()

    def time_of(self, *words):
        begun = time.monotonic()
        run(*words)
        return (time.monotonic() - begun) * 1.1

    def test_backup_is_whole_or_not_there(self):
        stick = self.path("stick")
        words = (*self.options("kisumu"), "vault", "backup", "--to", stick)
        longest = self.time_of(*words)
        digest = self.world.digest("kisumu")
        for _ in range(KILLS):
            self.kill_during(longest, *words)
        run(*words)
        for path in sealed(stick):
            again = self.path("again")
            self.run_in("again", "vault", "restore", path)
            self.assertEqual(self.world.digest("again"), digest)
            shutil.rmtree(again)
        self.assertEqual(len(os.listdir(stick)), len(sealed(stick)))

    def test_restored_vault_is_the_old_or_the_new(self):
        stick = self.path("stick")
        old = self.world.digest("kisumu")
        backup = self.json_in("kisumu", "vault", "backup", "--to", stick)["path"]
        add_member(self.world, "kisumu", "Kerubo")
        new = self.world.digest("kisumu")
        shutil.copytree(self.path("kisumu"), self.path("fresh"))
        words = (*self.options("kisumu"), "vault", "restore", "--replace", backup)
        longest = self.time_of(*words)
        for _ in range(KILLS):
            shutil.rmtree(self.path("kisumu"))
            shutil.copytree(self.path("fresh"), self.path("kisumu"))
            self.kill_during(longest, *words)
            self.assertIn(self.world.digest("kisumu"), (old, new))
        for aside in self.folder.glob("kisumu-until-*"):
            self.assertIn(self.world.digest(aside), (old, new))
        run(*words)
        self.assertEqual(list(self.folder.glob(".kisumu*")), [])


if __name__ == "__main__":
    program.main()
