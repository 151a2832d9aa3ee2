#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the demo records: people, pledges and reports that look like real ones."""

import unittest

import program
from program import run, shared_demo

PROMISES = ("c1", "c2", "c3", "c4", "c5", "c6", "c7", "c9", "c10")


class Records(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.told, _ = shared_demo()

    def ask(self, number, *words):
        told = self.told
        options = ("--vault", told["vaults"][number], "--passphrase-file", told["passphrase_file"])
        return run(*options, "--json", *words).json

    def test_each_member_has_one_pledge(self):
        members = {one["id"] for one in self.ask(0, "member", "list")}
        pledged = [one["member"] for one in self.ask(0, "pledge", "list")]
        self.assertEqual(sorted(pledged), sorted(members))

    def test_pledges_differ_in_language_way_and_answer(self):
        pledges = self.ask(0, "pledge", "list")
        self.assertEqual({one["language"] for one in pledges}, {"en", "sw", "both"})
        self.assertEqual({one["made"] for one in pledges}, {"in-person", "paper", "phone"})
        answers = {one[name] for one in pledges for name in PROMISES}
        self.assertEqual(answers, {"accepted", "not-accepted", "not-discussed"})
        self.assertEqual(len({one["text"] for one in pledges}), 2)

    def test_children_have_a_guardian(self):
        children = [one for one in self.ask(0, "member", "list") if "guardian_name" in one]
        self.assertEqual(len(children), 2)
        for child in children:
            self.assertIs(child["guardian_consent"], True)

    def test_each_route_has_its_report(self):
        self.assertEqual(self.ask(0, "report", "list"), [])
        director = {one["route"] for one in self.ask(1, "report", "list")}
        committee = {one["route"] for one in self.ask(2, "report", "list")}
        self.assertEqual(director, {"executive-director", "both"})
        self.assertEqual(committee, {"board-committee", "both"})

    def test_branches_see_all_they_made_as_received(self):
        for number in (3, 4):
            for kind in ("member", "pledge", "circle", "report"):
                states = {one["delivery"] for one in self.ask(number, kind, "list")}
                self.assertEqual(states, {"received"}, kind)

    def test_correction_is_in_the_history(self):
        member = self.ask(0, "member", "list", "--search", "achi@example.org")[0]
        timeline = self.ask(0, "member", "show", member["id"])["timeline"]
        self.assertIn("achi@example.org", " ".join(entry["what"] for entry in timeline))
        self.assertEqual({entry["who"] for entry in timeline}, {"Kisumu"})


if __name__ == "__main__":
    program.main()
