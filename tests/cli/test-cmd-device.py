#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl device: what is listed, and what is trusted no more."""

import program
from program import WorldCase


class Device(WorldCase):
    vaults = ("office", "director", "kisumu")

    def find(self, role):
        listed = self.json_in("office", "device", "list")
        return next(one for one in listed if one["role"] == role)

    def test_list_says_what_is_known(self):
        self.run_in("office", "import", self.path("bundle.ahadi"))
        device = self.find("coordinator")
        self.assertEqual(device["branch"], "Kisumu")
        self.assertEqual(device["label"], "kisumu")
        self.assertEqual(device["state"], "active")
        self.assertGreater(device["last_seen"], 0)
        self.assertGreater(device["streams"], 0)
        self.assertIn("trusted", self.run_in("office", "device", "list").out)

    def test_lost_laptop_is_refused_from_then_on(self):
        device = self.find("coordinator")["device"]
        words = ("device", "lost", device, "--reason", "left in a matatu")
        self.assertIs(self.json_in("office", *words)["revoked"], True)
        lost = self.find("coordinator")
        self.assertEqual((lost["state"], lost["reason"]), ("lost", "left in a matatu"))
        self.assertEqual(self.json_in("office", "lost", "list")[0]["device"], device)
        done = self.run_in(
            "office", "--json", "import", self.path("bundle.ahadi"), check=False
        )
        self.assertEqual(done.code, 1)
        self.assertIn("revoked", done.out)

    def test_how_far_one_counts_is_decided(self):
        self.run_in("office", "import", self.path("bundle.ahadi"))
        device = self.find("coordinator")["device"]
        words = ("--json", "device", "cut", device)
        self.assert_refused(self.run_in("office", *words, check=False), "not-ready")
        self.run_in("office", "device", "revoke", device)
        members = len(self.json_in("office", "member", "list"))
        self.assertGreater(members, 0)
        self.assertGreater(self.json_in("office", *words[1:], "--since", "2020-01-01")["held"], 0)
        self.assertEqual(self.json_in("office", "member", "list"), [])
        self.assertIn("All that this office holds", self.run_in("office", *words[1:]).out)
        self.assertEqual(len(self.json_in("office", "member", "list")), members)
        done = self.run_in("office", *words[1:], "--since", "last week", check=False)
        self.assertEqual(done.code, 2)

    def test_holder_is_revoked_at_once(self):
        device = self.find("executive-director")["device"]
        self.run_in("office", "device", "revoke", device)
        self.assertEqual(self.find("executive-director")["state"], "revoked")

    def test_own_and_unknown_ones_are_not(self):
        own = self.find("membership")["device"]
        for one, word in ((own, "not-ready"), ("0" * 32, "not-found")):
            words = ("--json", "device", "revoke", one)
            self.assert_refused(self.run_in("office", *words, check=False), word)


if __name__ == "__main__":
    program.main()
