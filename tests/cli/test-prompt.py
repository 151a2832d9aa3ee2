#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Passphrases asked for at a terminal, which shows nothing of them."""

import os
import pty
import select
import time

import program
from program import AHADICTL, PASSPHRASE, WRONG, WorldCase, environment


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
        time.sleep(0.2)
        os.write(self.master, text.encode() + b"\n")

    def finish(self):
        while self.read():
            pass
        _, status = os.waitpid(self.pid, 0)
        os.close(self.master)
        return os.waitstatus_to_exitcode(status)


class Prompt(WorldCase):
    vaults = ("office",)

    def test_passphrase_is_asked_for_and_not_shown(self):
        terminal = Terminal("--vault", self.path("office"), "vault", "digest")
        terminal.expect("Passphrase: ")
        terminal.type(PASSPHRASE)
        self.assertEqual(terminal.finish(), 0)
        self.assertNotIn("violet", terminal.shown)
        self.assertIn(self.world.digest("office"), terminal.shown)

    def test_wrong_passphrase_is_said(self):
        terminal = Terminal("--vault", self.path("office"), "vault", "digest")
        terminal.expect("Passphrase: ")
        terminal.type(WRONG)
        self.assertEqual(terminal.finish(), 1)
        self.assertIn("does not open this vault", terminal.shown)

    def test_new_passphrase_is_asked_for_twice(self):
        words = ("--role", "membership", "--org-name", "Demo", "--minimum-cost")
        for second, code in ((WRONG, 1), (PASSPHRASE, 0)):
            terminal = Terminal("--vault", self.path("new"), "vault", "init", *words)
            terminal.expect("New passphrase: ")
            terminal.type(PASSPHRASE)
            terminal.expect("Once more: ")
            terminal.type(second)
            self.assertEqual(terminal.finish(), code, terminal.shown)
            self.assertEqual(self.path("new").exists(), code == 0)

    def test_approval_shows_the_fingerprint_and_asks(self):
        self.run_in("office", "import", self.path("stranger.ahadi-request"))
        waiting = self.json_in("office", "enrol", "list")[0]
        secret = ("--passphrase-file", self.path("passphrase.txt"))
        words = ("--vault", self.path("office"), *secret, "enrol", "approve", waiting["device"])
        for answer, code in (("no", 1), ("yes", 0)):
            terminal = Terminal(*words)
            terminal.expect(waiting["fingerprint"])
            terminal.expect("yes")
            terminal.type(answer)
            self.assertEqual(terminal.finish(), code, terminal.shown)
        self.assertEqual(self.json_in("office", "enrol", "list"), [])

    def test_without_a_terminal_it_says_what_to_do(self):
        done = program.run("--vault", self.path("office"), "vault", "digest", check=False)
        self.assert_refused(done)
        self.assertIn("--passphrase-file", done.err)


if __name__ == "__main__":
    program.main()
