#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl enrol: asked, compared, approved, refused."""

import program
from program import WorldCase


class Enrol(WorldCase):
    vaults = ("office", "kisumu", "stranger")

    def ask(self):
        self.run_in("office", "import", self.path("stranger.ahadi-request"))
        return self.json_in("office", "enrol", "list")[0]

    def test_request_and_list_show_one_fingerprint(self):
        told = self.json_in("stranger", "enrol", "request", self.path("a/b/again"))
        waiting = self.ask()
        self.assertEqual(waiting["fingerprint"], told["fingerprint"])
        self.assertEqual((waiting["role"], waiting["branch"]), ("coordinator", "Lodwar"))
        self.assertIn(told["fingerprint"], self.run_in("office", "enrol", "list").out)

    def test_another_fingerprint_is_not_approved(self):
        waiting = self.ask()
        words = ("enrol", "approve", waiting["device"], "--fingerprint", "1" * 25)
        done = self.run_in("office", *words, check=False)
        self.assert_refused(done)
        self.assertIn("other digits", done.err)
        self.assertEqual(len(self.json_in("office", "enrol", "list")), 1)

    def test_request_taken_in_is_said_to_wait(self):
        out = self.run_in("office", "import", self.path("stranger.ahadi-request")).out
        self.assertIn("A laptop asks to be listed.", out)

    def test_approval_merges_what_was_set_aside(self):
        line = self.json_in("office", "import", self.path("stranger.ahadi"))
        self.assertEqual((line["outcome"], line["reason"]), ("set-aside", "unknown-device"))
        waiting = self.ask()
        told = self.json_in("office", "enrol", "approve", waiting["device"])
        self.assertEqual([one["outcome"] for one in told["set_aside"]], ["merged"])
        names = [one["name"] for one in self.json_in("office", "member", "list")]
        self.assertEqual(names, ["Ekai Lokwawi"])
        self.assertEqual(self.json_in("office", "enrol", "list"), [])

    def test_refused_request_is_forgotten_and_its_bundles_kept(self):
        self.run_in("office", "import", self.path("stranger.ahadi"))
        waiting = self.ask()
        self.run_in("office", "enrol", "refuse", waiting["device"])
        self.assertEqual(self.json_in("office", "enrol", "list"), [])
        self.assertEqual(self.json_in("office", "vault", "check")["set_aside"], 1)

    def test_unknown_device_is_said(self):
        for verb in ("approve", "refuse"):
            words = ("--json", "enrol", verb, "0" * 31 + "1")
            done = self.run_in("office", *words, check=False)
            self.assert_refused(done, "not-found")
            self.assertIn("enrol list", done.err)
        words = ("--json", "enrol", "approve", "Lodwar")
        self.assert_refused(self.run_in("office", *words, check=False), "usage", 2)

    def test_branch_cannot_take_in_a_request(self):
        words = ("import", "--json", self.path("stranger.ahadi-request"))
        done = self.run_in("kisumu", *words, check=False)
        self.assertEqual(done.code, 1)
        self.assertEqual((done.json["outcome"], done.json["reason"]), ("refused", "not-for-us"))


if __name__ == "__main__":
    program.main()
