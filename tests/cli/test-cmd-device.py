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
        # Own streams that hold something sealed would be counted too.
        self.assertNotIn("streams", device)
        self.assertIn("trusted", self.run_in("office", "device", "list").out)

    def test_what_a_lost_laptop_sends_is_held(self):
        device = self.find("coordinator")["device"]
        words = ("device", "lost", device, "--reason", "left in a matatu")
        self.assertIs(self.json_in("office", *words)["revoked"], True)
        lost = self.find("coordinator")
        self.assertEqual((lost["state"], lost["reason"]), ("lost", "left in a matatu"))
        self.assertEqual(self.json_in("office", "lost", "list")[0]["device"], device)
        told = self.run_in("office", "import", self.path("bundle.ahadi")).out
        self.assertIn("it is kept and does not count", told.replace("they are kept and do not",
                                                                    "it is kept and does not"))
        self.assertEqual(self.json_in("office", "member", "list"), [])
        self.assertGreater(self.find("coordinator")["held"], 0)
        self.assertIn("kept, not counted", self.run_in("office", "device", "list").out)

    def test_what_is_held_counts_when_a_person_says_so(self):
        device = self.find("coordinator")["device"]
        self.run_in("office", "device", "revoke", device)
        held = self.json_in("office", "import", self.path("bundle.ahadi"))["held"]
        self.assertEqual(self.find("coordinator")["held"], held)
        self.assertEqual(self.json_in("office", "device", "cut", device)["held"], held)
        done = self.run_in("office", "device", "cut", device, "--all-held")
        self.assertIn("All that this office holds", done.out)
        self.assertEqual(self.find("coordinator")["held"], 0)
        self.assertGreater(len(self.json_in("office", "member", "list")), 0)
        words = ("device", "cut", device, "--all-held", "--since", "2026-01-01")
        self.assertEqual(self.run_in("office", *words, check=False).code, 2)

    def test_an_office_that_decided_nothing_keeps_it_until_then(self):
        device = self.find("coordinator")["device"]
        self.run_in("office", "device", "revoke", device)
        self.run_in("office", "card", "export", self.path("newer.ahadi-card"))
        self.run_in("director", "import", self.path("newer.ahadi-card"))
        told = self.run_in("director", "import", self.path("bundle.ahadi")).out
        self.assertIn("Decide how far that laptop counts", told)
        self.assertEqual(self.json_in("director", "report", "list"), [])
        self.run_in("director", "device", "cut", device)
        self.assertEqual(self.json_in("director", "report", "list"), [])
        self.run_in("director", "device", "cut", device, "--all-held")
        self.assertEqual(len(self.json_in("director", "report", "list")), 1)

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
        done = self.run_in("office", *words[1:], "--all-held")
        self.assertIn("All that this office holds", done.out)
        self.assertEqual(len(self.json_in("office", "member", "list")), members)
        done = self.run_in("office", *words[1:], "--since", "last week", check=False)
        self.assertEqual(done.code, 2)

    def test_revoked_laptop_is_told_whatever_it_does(self):
        device = self.find("coordinator")["device"]
        self.run_in("office", "device", "lost", device)
        self.run_in("office", "card", "export", self.path("newer.ahadi-card"))
        self.assertNotIn("revoked", self.run_in("kisumu", "vault", "check").err)
        add = ("member", "add", "--name", "Akinyi", "--consent", "true")
        for words in (
            ("card", "import", self.path("newer.ahadi-card")),
            ("vault", "check"),
            ("export", "--to", self.path("out")),
            add,
        ):
            done = self.run_in("kisumu", *words)
            self.assertIn("The office has revoked this laptop", done.err, words)
            self.assertNotIn("not enrolled it yet", done.out)
        self.assertIs(self.json_in("kisumu", "vault", "check")["revoked"], True)
        self.assertIs(self.json_in("kisumu", "export", "--to", self.path("out"))["revoked"], True)

        words = ("--json", "enrol", "request", self.path("again.ahadi-request"))
        done = self.run_in("kisumu", *words, check=False)
        self.assert_refused(done, "revoked")
        self.assertIn("could not approve a request of it", done.err)
        self.assertFalse(self.path("again.ahadi-request").exists())

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
