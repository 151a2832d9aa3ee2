#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl import of many files, killed in the middle, and again."""

import os
import random
import shutil
import signal
import time

import program
from program import WorldCase, add_member, run, start

KILLS = 60 if os.environ.get("AHADI_THOROUGH") else 8
BUNDLES = 8


class Killed(WorldCase):
    """kill -9 at moments that a seed draws; AHADI_SEED repeats them."""

    vaults = ("office", "kisumu")

    def setUp(self):
        super().setUp()
        self.seed = int(os.environ.get("AHADI_SEED", random.randrange(1 << 32)))
        self.random = random.Random(self.seed)
        print(f"# seed {self.seed}")
        shutil.copytree(self.path("office"), self.path("fresh"))
        self.bundles = [self.path("bundle.ahadi")] + [self.make(n) for n in range(BUNDLES)]

    def make(self, number):
        add_member(self.world, "kisumu", f"Achieng {number}")
        return self.world.export("kisumu", f"more-{number}.ahadi")

    def words(self):
        self.random.shuffle(self.bundles)
        return (*self.options("office"), "import", *self.bundles)

    def begin_again(self):
        shutil.rmtree(self.path("office"))
        shutil.copytree(self.path("fresh"), self.path("office"))

    def test_what_was_killed_is_whole_and_goes_on(self):
        begun = time.monotonic()
        run(*self.words())
        longest = (time.monotonic() - begun) * 1.1
        digest = self.world.digest("office")
        for _ in range(KILLS):
            self.begin_again()
            process = start(*self.words())
            time.sleep(self.random.uniform(0, longest))
            process.send_signal(signal.SIGKILL)
            process.communicate()
            self.run_in("office", "vault", "check")
            run(*self.words())
            self.assertEqual(self.world.digest("office"), digest)
            self.assertFalse((self.path("office") / "staging").exists())


if __name__ == "__main__":
    program.main()
