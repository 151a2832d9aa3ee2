#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl inspect: what anyone sees, and what keys open."""

import os

import program
from program import WorldCase, run


class Inspect(WorldCase):
    vaults = ("office",)

    def test_anyone_sees_size_and_number_of_keys(self):
        bundle = self.path("bundle.ahadi")
        told = run("--json", "inspect", bundle).json
        self.assertIs(told["opened"], False)
        self.assertEqual(told["size"], os.path.getsize(bundle))
        self.assertGreater(told["stanzas"], 0)
        self.assertNotIn("parts", told)

    def test_office_opens_what_is_for_it(self):
        told = self.json_in("office", "inspect", self.path("bundle.ahadi"))
        self.assertEqual(told["signature"], "valid")
        opened = {part["audience"]: part["opened"] for part in told["parts"]}
        self.assertEqual(len(opened), 5)
        self.assertIs(opened["membership"], True)
        self.assertIs(opened["executive-director"], False)

    def test_nothing_is_taken_in(self):
        before = self.world.digest("office")
        self.run_in("office", "inspect", self.path("bundle.ahadi"))
        self.assertEqual(self.world.digest("office"), before)

    def test_text_has_the_same_names(self):
        out = self.run_in("office", "inspect", self.path("bundle.ahadi")).out
        self.assertIn("signature: valid", out)
        self.assertIn("\n  - audience: membership\n    size: ", out)

    def test_foreign_file_is_refused(self):
        self.path("x").write_text("hello", encoding="utf-8")
        self.assert_refused(run("--json", "inspect", self.path("x"), check=False), "foreign")
        self.assert_refused(run("--json", "inspect", self.path("none"), check=False), "not-found")
        self.assert_refused(run("--json", "inspect", self.folder, check=False), "is-folder")

    def test_other_files_of_ours_are_told_apart(self):
        done = run("--json", "inspect", self.path("card.ahadi-card"), check=False)
        self.assert_refused(done, "refused")
        self.assertIn("card show", done.err)
        words = ("--json", "inspect", self.path("stranger.ahadi-request"))
        done = self.run_in("office", *words, check=False)
        self.assert_refused(done, "foreign")
        self.assertIn("enrol list", done.err)


if __name__ == "__main__":
    program.main()
