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

    def test_withdrawal_of_nothing_is_refused(self):
        done = self.run_in("kisumu", "--json", "pledge", "withdraw", "1" * 32, check=False)
        self.assert_refused(done, "problems")
        self.assertNotIn("--", done.err)


if __name__ == "__main__":
    program.main()
