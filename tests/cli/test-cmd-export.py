#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl export: where it goes, what it holds, and a full stick."""

import os
import subprocess

import program
from program import WorldCase, add_member


class Export(WorldCase):
    vaults = ("kisumu", "office", "director")

    def test_nothing_new_is_no_error(self):
        told = self.json_in("kisumu", "export", "--to", self.path("a/b/c d"))
        self.assertEqual(told["operations"], 0)
        self.assertEqual(os.path.getsize(told["path"]), told["size"])

    def test_only_what_is_new_goes_unless_everything_is_asked(self):
        add_member(self.world, "kisumu", "Kerubo")
        new = self.json_in("kisumu", "export", "--to", self.path("to"))
        everything = self.json_in("kisumu", "export", "--everything", "--to", self.path("to"))
        self.assertEqual(new["operations"], 1)
        self.assertEqual(everything["operations"], 5)

    def test_records_show_as_exported(self):
        add_member(self.world, "kisumu", "Kerubo")
        self.run_in("kisumu", "export", "--to", self.path("to"))
        states = {one["delivery"] for one in self.json_in("kisumu", "member", "list")}
        self.assertEqual(states, {"exported"})

    def test_folder_is_asked_for(self):
        self.assert_refused(self.run_in("kisumu", "export", check=False), code=2)

    def test_file_in_the_way_is_said_and_marks_nothing(self):
        add_member(self.world, "kisumu", "Kerubo")
        self.path("to").write_text("a file", encoding="utf-8")
        for path in (self.path("to"), self.path("to/below")):
            done = self.run_in("kisumu", "--json", "export", "--to", path, check=False)
            self.assert_refused(done, "not-folder")
            self.assertEqual(done.json["file"], str(path))
            self.assertEqual(len(self.json_in("kisumu", "member", "list", "--only-here")), 1)

    def test_vault_itself_is_a_place_like_any_other(self):
        for name in ("kisumu", "kisumu/blobs", "kisumu/new/ü"):
            told = self.json_in("kisumu", "export", "--everything", "--to", self.path(name))
            self.run_in("kisumu", "vault", "check")
            self.assertEqual(os.path.getsize(told["path"]), told["size"])

    def test_staging_folder_keeps_nothing_and_is_refused(self):
        add_member(self.world, "kisumu", "Kerubo")
        words = ("export", "--to", self.path("kisumu/staging"))
        self.assert_refused(self.run_in("kisumu", "--json", *words, check=False), "io")
        self.assertEqual(len(self.json_in("kisumu", "member", "list", "--only-here")), 1)

    def test_office_hands_on_to_the_other_offices(self):
        told = self.json_in("office", "export", "--to", self.path("to"))
        taken = self.json_in("director", "import", told["path"])
        self.assertEqual(taken["outcome"], "merged")


class FullStick(WorldCase):
    vaults = ("kisumu",)

    def test_full_stick_is_said_and_marks_nothing(self):
        stick = self.mount("stick", "200k")
        add_member(self.world, "kisumu", "Kerubo")
        done = self.run_in("kisumu", "--json", "export", "--to", stick / "new", check=False)
        left = [path for path in stick.rglob("*") if path.is_file()]

        self.assert_refused(done, "no-space")
        self.assertEqual(left, [])
        self.assertEqual(len(self.json_in("kisumu", "member", "list", "--only-here")), 1)
        self.json_in("kisumu", "export", "--to", self.path("to"))
        self.assertEqual(self.json_in("kisumu", "member", "list", "--only-here"), [])


    def test_stick_that_is_only_read_is_said_and_marks_nothing(self):
        stick = self.mount("stick", "1m")
        subprocess.run(["mount", "-o", "remount,ro", str(stick)], check=True)
        add_member(self.world, "kisumu", "Kerubo")
        for words in (("export", "--to", stick / "new"), ("card", "export", stick / "card"),
                      ("enrol", "request", stick / "a/b"), ("identity", "signer", stick / "pub")):
            done = self.run_in("kisumu", "--json", *words, check=False)
            self.assert_refused(done, "read-only")
            self.assertEqual(done.json["file"], str(words[-1]))
        self.assertEqual(len(self.json_in("kisumu", "member", "list", "--only-here")), 1)


if __name__ == "__main__":
    program.own_mounts()
    program.main()
