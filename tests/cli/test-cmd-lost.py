#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl lost: what a lost laptop held, the hours that are left, two drafts."""

import program
from program import WorldCase


class Lost(WorldCase):
    vaults = ("merged", "kisumu")

    def find_device(self):
        return self.json_in("merged", "card", "show")["devices"][0]["device"]

    def test_hours_run_from_the_first_time_it_was_said(self):
        device = self.find_device()
        words = ("lost", "declare", device, "--to", self.path("drafts"))
        first = self.json_in("merged", *words, "--when", "2026-01-02T09:30")
        again = self.json_in("merged", *words)
        self.assertEqual(first["deadline"] - first["aware"], 72 * 3600 * 1000)
        self.assertEqual(again["aware"], first["aware"])
        self.assertEqual(first["records"]["member"], 2)
        self.assertEqual(len(list(self.path("drafts").iterdir())), 2)
        self.assertEqual(len(self.json_in("merged", "lost", "list")), 1)
        self.assertIn("why it is late", self.run_in("merged", "lost", "list").out)

    def test_it_is_trusted_no_more(self):
        device = self.find_device()
        self.run_in("merged", "lost", "declare", device, "--reason", "left in a matatu")
        listed = self.json_in("merged", "device", "list")
        one = next(one for one in listed if one["device"] == device)
        self.assertEqual((one["state"], one["reason"]), ("lost", "left in a matatu"))

    def test_laptop_knows_of_no_other(self):
        words = ("--json", "lost", "declare", self.find_device())
        self.assert_refused(self.run_in("kisumu", *words, check=False), "elsewhere")

    def test_time_to_come_is_a_usage_error(self):
        words = ("lost", "declare", self.find_device(), "--when")
        for when in ("2199-01-01", "yesterday"):
            self.assert_refused(self.run_in("merged", *words, when, check=False), code=2)


if __name__ == "__main__":
    program.main()
