#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the demo makes: vaults that other programs and needles tell nothing about."""

import glob
import json
import unittest
from pathlib import Path

import program
from program import run, shared_demo


class Vaults(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.told, cls.folder = shared_demo()

    def ask(self, number, *words, **more):
        told = self.told
        options = ("--vault", told["vaults"][number], "--passphrase-file", told["passphrase_file"])
        return run(*options, "--json", *words, **more).json

    def needles(self):
        """Names, numbers and statements, as they would stand in a file in plain."""
        found = set()
        for member in self.ask(0, "member", "list"):
            found |= {member["name"], member["phone"], member["phone"][4:], member["number"]}
        for number in (1, 2):
            for report in self.ask(number, "report", "list"):
                whole = self.ask(number, "report", "show", report["id"])
                found |= {whole["statement"][:40], whole["reference"]}
                found |= {person["name"] for person in whole["persons"] if "name" in person}
        return {needle.encode() for needle in found}

    def test_nothing_personal_stands_in_any_file(self):
        needles = self.needles()
        self.assertGreater(len(needles), 120)
        files = [path for path in Path(self.folder).rglob("*") if path.is_file()]
        self.assertGreater(len(files), 30)
        for path in files:
            data = path.read_bytes()
            self.assertEqual([needle for needle in needles if needle in data], [], path)
            self.assertNotIn(b"SQLite format 3", data, path)

    def test_nothing_personal_stands_in_a_name_of_a_file(self):
        names = "\n".join(str(path) for path in Path(self.folder).rglob("*")).encode()
        self.assertEqual([needle for needle in self.needles() if needle in names], [])

    def test_needles_are_found_where_they_stand(self):
        listed = json.dumps(self.ask(0, "member", "list"), ensure_ascii=False).encode()
        found = [needle for needle in self.needles() if needle in listed]
        self.assertGreater(len(found), 100)

    def test_another_sqlite_loaded_first_changes_nothing(self):
        found = glob.glob("/usr/lib/*/libsqlite3.so.0")
        if not found:
            self.skipTest("no other libsqlite3 here")
        told = self.ask(0, "vault", "digest", LD_PRELOAD=found[0])
        self.assertEqual(told["digest"], self.told["digests"][0])

    def test_every_vault_is_whole(self):
        for number in range(len(self.told["vaults"])):
            self.assertIs(self.ask(number, "vault", "check")["ok"], True)

    def test_every_vault_was_backed_up_on_lock(self):
        for vault in self.told["vaults"]:
            self.assertEqual(len(list(Path(vault).glob("backups/*/slots"))), 1)


if __name__ == "__main__":
    program.main()
