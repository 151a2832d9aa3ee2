#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl+C in the middle of long work: it stops at a safe place and says so."""

import json
import os
import shutil
import signal

import program
from program import WorldCase, add_member, start, wait_until

# Read in whole before it is judged: long enough to be interrupted.
SIZE = 128 * 1024 * 1024


class Interrupt(WorldCase):
    vaults = ("office", "kisumu")

    def test_interrupted_import_takes_in_nothing_and_says_so(self):
        long = self.path("long.ahadi")
        shutil.copy(self.path("bundle.ahadi"), long)
        os.truncate(long, SIZE)
        before = self.world.digest("office")
        words = ("import", "--json", long, self.path("bundle.ahadi"))
        process = start(*self.options("office"), *words)
        copy = self.path("office") / "staging" / "bundle.ahadi"
        self.assertTrue(wait_until(copy.exists, process))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()

        lines = [json.loads(line) for line in out.decode().splitlines()]
        self.assertEqual(process.returncode, 1, err)
        self.assertEqual([line["outcome"] for line in lines], ["refused"] * 2)
        self.assertEqual([line["reason"] for line in lines], ["cancelled"] * 2)
        self.assertIn("Stopped, as you asked.", err.decode())
        self.assertEqual(self.world.digest("office"), before)
        self.assertFalse(copy.exists())
        line = self.json_in("office", "import", self.path("bundle.ahadi"))
        self.assertEqual(line["outcome"], "merged")

    def test_interrupt_at_a_question_leaves_the_vault_as_it_was(self):
        member = self.json_in("kisumu", "member", "list")[0]["id"]
        lock = self.path("kisumu") / "lock"
        process = start(*self.options("kisumu"), "member", "edit", member, "--from", "-")
        self.assertTrue(wait_until(lambda: program.is_locked(lock), process))
        process.send_signal(signal.SIGINT)
        process.communicate()
        self.assertEqual(process.returncode, -signal.SIGINT)
        self.assertIs(self.json_in("kisumu", "vault", "check")["ok"], True)
        add_member(self.world, "kisumu", "Kerubo")


if __name__ == "__main__":
    program.main()
