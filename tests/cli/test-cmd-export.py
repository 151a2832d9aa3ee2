#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl export: where it goes, what it holds, and a full stick."""

import os
import subprocess

import program
from program import WorldCase, add_member


class Export(WorldCase):
    vaults = ("kisumu", "stranger")

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
        done = self.run_in("kisumu", "--json", "export", "--to", self.path("to"), check=False)
        self.assert_refused(done)
        self.assertEqual(len(self.json_in("kisumu", "member", "list", "--only-here")), 1)


class FullStick(WorldCase):
    vaults = ("kisumu",)

    def test_full_stick_is_said_and_marks_nothing(self):
        stick = self.path("stick")
        stick.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(stick)]
        if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
            self.skipTest("no small disk can be made here")
        add_member(self.world, "kisumu", "Kerubo")
        done = self.run_in("kisumu", "--json", "export", "--to", stick / "new", check=False)
        left = [path for path in stick.rglob("*") if path.is_file()]
        subprocess.run(["umount", str(stick)], check=True)

        self.assert_refused(done, "no-space")
        self.assertEqual(left, [])
        self.assertEqual(len(self.json_in("kisumu", "member", "list", "--only-here")), 1)
        self.json_in("kisumu", "export", "--to", self.path("to"))
        self.assertEqual(self.json_in("kisumu", "member", "list", "--only-here"), [])


if __name__ == "__main__":
    program.own_mounts()
    program.main()
