#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl vault people: several coordinators at one laptop."""

import program
from program import WorldCase


class People(WorldCase):
    vaults = ("kisumu",)

    def setUp(self):
        super().setUp()
        self.other = self.path("other.txt")
        self.other.write_text("seven yellow matatu drums\n", encoding="utf-8")

    def add(self, name, check=True):
        words = ("vault", "people", "add", name, "--new-passphrase-file", self.other)
        return self.run_in("kisumu", "--json", *words, check=check)

    def as_other(self, *words, check=True):
        return program.run(
            "--vault", self.path("kisumu"), "--passphrase-file", self.other, *words, check=check
        )

    def names(self):
        return [one["name"] for one in self.json_in("kisumu", "vault", "people", "list")]

    def test_two_coordinators_open_one_vault(self):
        self.assertEqual(self.add("Otieno Ouma").json["added"], "Otieno Ouma")
        told = self.as_other("--json", "vault", "people", "list").json
        self.assertEqual(
            told, [{"name": "kisumu", "here": False}, {"name": "Otieno Ouma", "here": True}]
        )
        self.assertIn("Otieno Ouma (you)", self.as_other("vault", "people", "list").out)

    def test_names_stand_inside_the_database_only(self):
        self.add("Otieno Ouma")
        for path in self.path("kisumu").rglob("*"):
            if path.is_file():
                self.assertNotIn(b"Otieno", path.read_bytes())

    def test_who_was_removed_opens_it_no_more(self):
        self.add("Otieno Ouma")
        done = self.run_in("kisumu", "vault", "people", "remove", "otieno  ouma")
        self.assertIn("vault rekey", done.out)
        self.assertEqual(self.names(), ["kisumu"])
        self.assert_refused(
            self.as_other("--json", "vault", "check", check=False), "wrong-secret"
        )

    def test_the_last_one_stays(self):
        done = self.run_in("kisumu", "--json", "vault", "people", "remove", "kisumu", check=False)
        self.assert_refused(done, "last-person")
        self.run_in("kisumu", "vault", "check")

    def test_one_may_remove_oneself_if_another_stays(self):
        self.add("Otieno Ouma")
        self.run_in("kisumu", "vault", "people", "remove", "kisumu")
        self.as_other("vault", "check")

    def test_names_are_taken_once(self):
        self.add("Otieno Ouma")
        self.assert_refused(self.add("OTIENO OUMA", check=False), "name-taken")
        self.assert_refused(self.add("kisumu", check=False), "name-taken")
        self.assert_refused(self.add("two\nlines", check=False), "name")
        self.assert_refused(self.add("x" * 201, check=False), "name")
        done = self.run_in("kisumu", "--json", "vault", "people", "remove", "nobody", check=False)
        self.assert_refused(done, "unknown-person")

    def test_a_weak_passphrase_adds_nobody(self):
        self.other.write_text("password\n", encoding="utf-8")
        self.assert_refused(self.add("Otieno Ouma", check=False), "refused")
        self.assertEqual(self.names(), ["kisumu"])


if __name__ == "__main__":
    program.main()
