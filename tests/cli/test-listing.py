#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every list understands: search, pages, and that there may be nothing."""

import program
from program import WorldCase, add_member


class Listing(WorldCase):
    vaults = ("kisumu",)

    def names(self, *words):
        return [one["name"] for one in self.json_in("kisumu", "member", "list", *words)]

    def test_search_finds_by_any_part(self):
        self.assertEqual(self.names("--search", "ACHIENG"), ["Achieng Otieno"])
        self.assertEqual(self.names("--search", "1002"), ["Barrack Onyango"])
        self.assertEqual(self.names("--search", "nobody"), [])

    def test_pages_follow_each_other(self):
        self.assertEqual(self.names("--limit", "1"), ["Achieng Otieno"])
        self.assertEqual(self.names("--limit", "1", "--offset", "1"), ["Barrack Onyango"])
        self.assertEqual(self.names("--offset", "2"), [])

    def test_numbers_outside_their_range_are_usage_errors(self):
        for option, value in (("--limit", "many"), ("--limit", "0"), ("--limit", "-1"),
                              ("--offset", "-1"), ("--offset", "1e3"), ("--limit", "")):
            words = ("--json", "member", "list", option, value)
            self.assert_refused(self.run_in("kisumu", *words, check=False), "usage", 2)

    def test_only_what_no_bundle_carries_yet(self):
        self.assertEqual(self.names("--only-here"), [])
        add_member(self.world, "kisumu", "Kerubo")
        self.assertEqual(self.names("--only-here"), ["Kerubo"])

    def test_nothing_to_list_is_said_to_people_only(self):
        for words in (("circle", "list"), ("member", "list", "--search", "nobody")):
            self.assertEqual(self.run_in("kisumu", *words).out, "There is nothing to list.\n")
            self.assertEqual(self.json_in("kisumu", *words), [])


if __name__ == "__main__":
    program.main()
