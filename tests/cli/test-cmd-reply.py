#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl reply: one for each laptop, from an office only."""

import program
from program import WorldCase


class Reply(WorldCase):
    vaults = ("merged", "office", "kisumu")

    def test_each_laptop_gets_one(self):
        told = self.json_in("merged", "reply", "--to", self.path("x/y"))
        self.assertEqual(len(told["replies"]), 1)
        self.run_in("kisumu", "import", *told["replies"])

    def test_nobody_to_answer_is_no_error(self):
        self.assertEqual(self.json_in("office", "reply", "--to", self.path("x")), {"replies": []})

    def test_branch_does_not_reply(self):
        words = ("--json", "reply", "--to", self.path("x"))
        done = self.run_in("kisumu", *words, check=False)
        self.assert_refused(done, "not-ready")
        self.assertIn("ahadictl export", done.err)

    def test_file_in_the_way_is_said(self):
        words = ("--json", "reply", "--to", self.path("passphrase.txt"))
        self.assert_refused(self.run_in("merged", *words, check=False), "not-folder")

    def test_folder_is_asked_for(self):
        self.assert_refused(self.run_in("merged", "reply", check=False), code=2)


if __name__ == "__main__":
    program.main()
