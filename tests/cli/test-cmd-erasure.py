#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl erasure: an office erases, a reply carries it, what is left is no content."""

import program
from program import WorldCase


class Erasure(WorldCase):
    vaults = ("merged", "kisumu")

    def erase(self, vault, member, *more, check=True):
        words = ("--json", "erasure", "add", "member", member["id"], "--reason", "request", *more)
        return self.run_in(vault, *words, check=check)

    def test_office_erases_and_the_laptop_hears_of_it(self):
        member = self.json_in("kisumu", "member", "list")[0]
        self.erase("merged", member, "--yes")
        self.assertNotIn(member["id"], str(self.json_in("merged", "member", "list")))
        told = self.json_in("merged", "reply", "--to", self.path("x"))
        self.run_in("kisumu", "import", *told["replies"])
        self.assertNotIn(member["id"], str(self.json_in("kisumu", "member", "list")))
        for vault in ("merged", "kisumu"):
            left = self.json_in(vault, "erasure", "list")
            one = next(one for one in left if one["id"] == member["id"])
            self.assertEqual((one["kind"], one["reason"]), ("member", "request"))
            self.assertNotIn("name", one)
            self.run_in(vault, "vault", "check")

    def test_laptop_erases_nothing(self):
        member = self.json_in("kisumu", "member", "list")[0]
        done = self.erase("kisumu", member, "--yes", check=False)
        self.assert_refused(done, "elsewhere")

    def test_without_yes_nothing_is_done(self):
        member = self.json_in("merged", "member", "list")[0]
        self.assert_refused(self.erase("merged", member, check=False), code=2)
        self.assertIn(member["id"], str(self.json_in("merged", "member", "list")))

    def test_reason_and_kind_are_asked_for(self):
        for words in (("member", "0" * 32), ("planet", "0" * 32, "--reason", "court")):
            done = self.run_in("merged", "erasure", "add", *words, "--yes", check=False)
            self.assert_refused(done, code=2)


if __name__ == "__main__":
    program.main()
