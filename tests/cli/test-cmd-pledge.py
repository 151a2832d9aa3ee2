#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl pledge: recorded, listed, withdrawn."""

import program
from program import WorldCase

PROMISES = ("c1", "c2", "c3", "c4", "c5", "c6", "c7", "c9", "c10")


class Pledge(WorldCase):
    vaults = ("kisumu",)

    def setUp(self):
        super().setUp()
        self.member = self.json_in("kisumu", "member", "list", "--search", "Barrack")[0]["id"]

    def record(self, *words, check=True):
        fixed = ("--json", "pledge", "record", "--member", self.member)
        return self.run_in("kisumu", *fixed, *words, check=check)

    def test_one_answer_serves_all_promises(self):
        told = self.record("--all", "accepted").json
        self.assertEqual({told[name] for name in PROMISES}, {"accepted"})
        self.assertEqual(len(told["text"]), 64)
        self.assertEqual((told["language"], told["made"]), ("en", "in-person"))

    def test_own_answer_goes_before_all(self):
        told = self.record("--all", "accepted", "--c6", "not-accepted", "--made", "phone").json
        self.assertEqual((told["c6"], told["made"]), ("not-accepted", "phone"))
        listed = self.json_in("kisumu", "pledge", "list", "--member", self.member)
        self.assertEqual([one["accepted"] for one in listed], [8])

    def test_every_promise_wants_an_answer(self):
        done = self.record("--c1", "accepted", "--language", "sw", check=False)
        self.assert_refused(done, "problems")
        fields = [one["field"] for one in done.json["problems"]]
        self.assertEqual(fields, [*PROMISES[1:], "ack8", "ack_closing", "made"])

    def test_unknown_member_is_refused(self):
        words = ("--json", "pledge", "record", "--member", "1" * 32, "--all", "accepted")
        done = self.run_in("kisumu", *words, check=False)
        self.assertEqual([one["field"] for one in done.json["problems"]], ["member"])

    def test_withdrawal_marks_its_pledge_alone(self):
        first = self.record("--all", "accepted").json["id"]
        second = self.record("--all", "accepted").json["id"]
        told = self.json_in("kisumu", "pledge", "withdraw", first, "--reason", "moved")
        self.assertEqual(told["member"], self.member)
        listed = self.json_in("kisumu", "pledge", "list", "--member", self.member)
        withdrawn = {one["id"]: one["withdrawn"] for one in listed}
        self.assertEqual(withdrawn, {first: True, second: False})
        self.assertIn("withdrawn", self.run_in("kisumu", "pledge", "list").out)

    def assert_not_withdrawn(self, field, pledge, *words):
        done = self.run_in("kisumu", "--json", "pledge", "withdraw", pledge, *words, check=False)
        self.assert_refused(done, "problems")
        self.assertEqual([one["field"] for one in done.json["problems"]], [field])

    def test_withdrawal_is_on_a_day_that_has_come_since_the_pledge(self):
        pledge = self.record("--all", "accepted", "--date", "2026-01-20").json["id"]
        for day in ("2026-01-19", "2199-01-01", "2026"):
            self.assert_not_withdrawn("date", pledge, "--date", day)
        self.json_in("kisumu", "pledge", "withdraw", pledge, "--date", "2026-01-20")

    def test_pledge_is_withdrawn_once(self):
        pledge = self.record("--all", "accepted").json["id"]
        self.json_in("kisumu", "pledge", "withdraw", pledge)
        self.assert_not_withdrawn("pledge", pledge)
        told = self.json_in("kisumu", "member", "show", self.member)
        said = [entry for entry in told["timeline"] if "ithdr" in entry["what"]]
        self.assertEqual(len(said), 1)

    def test_hint_for_a_day_does_not_recommend_a_year(self):
        done = self.record("--all", "accepted", "--date", "2026", check=False)
        self.assert_refused(done, "problems")
        self.assertIn("--date: “Date” needs the exact day; write it like 2026-11-14.\n", done.err)

    def test_withdrawal_of_nothing_is_refused(self):
        done = self.run_in("kisumu", "--json", "pledge", "withdraw", "1" * 32, check=False)
        self.assert_refused(done, "problems")
        self.assertNotIn("--", done.err)


if __name__ == "__main__":
    program.main()
