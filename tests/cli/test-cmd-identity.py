#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl identity: keys for the archive, with a warning."""

import os

import program
from program import WorldCase


class Identity(WorldCase):
    vaults = ("office", "kisumu")

    def test_key_is_for_its_owner_alone_and_warned_of(self):
        path = self.path("a/b/key.txt")
        done = self.run_in("office", "--json", "identity", "export", path)
        self.assertEqual(done.json["path"], str(path))
        self.assertIn("Careful", done.err)
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
        self.assertIn("AGE-SECRET-KEY-1", path.read_text(encoding="utf-8"))

    def test_laptop_has_none_to_give(self):
        path = self.path("key.txt")
        done = self.run_in("kisumu", "--json", "identity", "export", path, check=False)
        self.assert_refused(done, "not-ready")
        self.assertIn("Only an office", done.err)
        self.assertFalse(path.exists())

    def test_folder_in_the_way_is_said_before_anything_is_written(self):
        for word in ("export", "signer"):
            words = ("--json", "identity", word, self.folder)
            self.assert_refused(self.run_in("office", *words, check=False), "is-folder")

    def test_pipe_is_no_file_for_a_key(self):
        os.mkfifo(self.path("pipe"))
        words = ("--json", "identity", "export", self.path("pipe"))
        self.assert_refused(self.run_in("office", *words, check=False), "not-file")
        self.assertTrue(self.path("pipe").is_fifo())

    def test_signer_is_a_minisign_public_key(self):
        path = self.path("key.pub")
        self.run_in("kisumu", "identity", "signer", path)
        first, second = path.read_text(encoding="utf-8").splitlines()
        self.assertTrue(first.startswith("untrusted comment: "))
        self.assertTrue(second.startswith("RW"))


if __name__ == "__main__":
    program.main()
