#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl vault wipe: confirmed, told what is lost, nothing left."""

import shutil

import program
from program import PASSPHRASE, Terminal, WorldCase, run


class Wipe(WorldCase):
    vaults = ("kisumu",)

    def wipe(self, *words, check=True):
        return self.run_in("kisumu", "--json", "vault", "wipe", *words, check=check)

    def test_it_says_what_was_never_sent(self):
        program.add_member(self.world, "kisumu", "Never Sent")
        done = self.wipe("--yes-wipe", "kisumu")
        self.assertIn("never sent, and would be lost", done.err)
        self.assertFalse(self.path("kisumu").exists())

    def test_a_copy_elsewhere_is_not_reached_and_it_says_so(self):
        shutil.copytree(self.path("kisumu"), self.path("stick"))
        done = self.run_in("kisumu", "vault", "wipe", "--yes-wipe", "kisumu")
        self.assertIn("copies of the folder elsewhere", done.out)
        self.run_in("stick", "vault", "check")

    def test_another_label_touches_nothing(self):
        self.assert_refused(self.wipe("--yes-wipe", "Kisumu", check=False), "refused")
        self.run_in("kisumu", "vault", "check")

    def test_a_wrong_passphrase_touches_nothing(self):
        self.path("passphrase.txt").write_text(program.WRONG + "\n", encoding="utf-8")
        self.assert_refused(self.wipe("--yes-wipe", "kisumu", check=False), "wrong-secret")
        self.path("passphrase.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
        self.run_in("kisumu", "vault", "check")

    def test_nobody_to_ask_touches_nothing(self):
        self.assert_refused(self.wipe(check=False), "refused")
        self.run_in("kisumu", "vault", "check")

    def test_without_the_passphrase_the_folder_is_named(self):
        shutil.move(self.path("kisumu"), self.path("old one.ahadivault"))
        words = ("--vault", self.path("old one.ahadivault"), "vault", "wipe")
        done = run(*words, "--without-passphrase", "--yes-wipe", "old one.ahadivault")
        self.assertIn("nobody can say what was never sent", done.err)
        self.assertFalse(self.path("old one.ahadivault").exists())

    def test_what_a_wipe_left_is_wiped_again(self):
        (self.path("kisumu") / "slots").unlink()
        done = self.wipe("--yes-wipe", "kisumu")
        self.assertTrue(done.json["wiped"])
        self.assertFalse(self.path("kisumu").exists())
        self.assert_refused(self.wipe("--yes-wipe", "kisumu", check=False), "not-found")

    def test_the_label_is_typed_at_a_terminal(self):
        for typed, gone in (("no", False), ("kisumu", True)):
            terminal = Terminal(*self.options("kisumu"), "vault", "wipe")
            terminal.expect("Type “kisumu” to go on:")
            terminal.type(typed)
            self.assertEqual(terminal.finish(), 0 if gone else 1)
            self.assertEqual(self.path("kisumu").exists(), not gone)


if __name__ == "__main__":
    program.main()
