#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Passphrases asked for at a terminal, which shows nothing of them."""

import fcntl
import os
import pty
import signal
import termios

import program
from program import PASSPHRASE, WRONG, Terminal, WorldCase, wait_until


def take_terminal(terminal):
    """Makes it the one of this process and of what it becomes, with its signals."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    for number in range(3):
        os.dup2(terminal, number)


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

    def shows_typing(self, terminal):
        return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)

    def is_gone(self, pid):
        """Whether the child has ended; it is not reaped yet."""
        return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def test_terminal_is_not_left_silent_by_who_goes_away(self):
        # Many times: a signal may come at any moment around the question.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) * 5:
            master, terminal = pty.openpty()
            pid = os.fork()
            if pid == 0:
                take_terminal(terminal)
                command = [program.AHADICTL, "--vault", str(self.path("office")), "vault", "digest"]
                os.execve(command[0], command, program.environment())
            self.assertTrue(wait_until(lambda: not self.shows_typing(terminal)))
            os.kill(pid, number)
            gone = wait_until(lambda: self.is_gone(pid))
            if not gone:
                os.kill(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
            self.assertEqual(os.waitstatus_to_exitcode(status), -number)
            self.assertTrue(self.shows_typing(terminal))
            os.close(master)
            os.close(terminal)

    def test_suspended_question_is_asked_again(self):
        terminal = Terminal("--vault", self.path("office"), "vault", "digest")
        terminal.expect("Passphrase: ")
        os.kill(terminal.pid, signal.SIGTSTP)
        terminal.expect("Passphrase: \r\n")
        os.kill(terminal.pid, signal.SIGCONT)
        terminal.expect("Passphrase: \r\nPassphrase: ")
        terminal.type(PASSPHRASE)
        self.assertEqual(terminal.finish(), 0, terminal.shown)

    def test_without_a_terminal_it_says_what_to_do(self):
        done = program.run("--vault", self.path("office"), "vault", "digest", check=False)
        self.assert_refused(done)
        self.assertIn("--passphrase-file", done.err)


if __name__ == "__main__":
    program.main()
