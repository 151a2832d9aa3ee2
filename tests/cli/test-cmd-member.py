#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl member: added, corrected, listed, shown."""

import json

import program
from program import WorldCase, add_member


class Member(WorldCase):
    vaults = ("kisumu",)

    def find(self, name):
        return next(
            one for one in self.json_in("kisumu", "member", "list") if one["name"] == name
        )

    def test_every_field_is_an_option(self):
        words = ("--preferred-name", "Wanji", "--birth", "1990-05", "--email", "w@example.org")
        more = ("--phone", "0712 345 678", "--status", "active", "--number", "AIK-7")
        member = add_member(self.world, "kisumu", "Wanjiru Kamau", *words, *more)
        told = self.json_in("kisumu", "member", "show", member)
        self.assertEqual(told["preferred_name"], "Wanji")
        self.assertEqual(told["phone"], "+254712345678")
        self.assertEqual(told["birth"], "1990-05")
        self.assertIs(told["consent"], True)
        self.assertEqual(told["delivery"], "only-here")

    def test_fields_come_from_json_too(self):
        fields = {"name": "Juma Baraka", "consent": True, "phone": "0700001009"}
        words = ("--json", "member", "add", "--from", "-", "--place", "Kibuye")
        told = self.run_in("kisumu", *words, stdin=json.dumps(fields).encode()).json
        self.assertEqual((told["name"], told["place"]), ("Juma Baraka", "Kibuye"))
        self.path("m.json").write_text(json.dumps(fields), encoding="utf-8")
        again = self.json_in("kisumu", "member", "add", "--from", self.path("m.json"))
        self.assertNotEqual(again["id"], told["id"])

    def test_unknown_json_field_saves_nothing(self):
        words = ("--json", "member", "add", "--from", "-")
        done = self.run_in("kisumu", *words, stdin=b'{"nmae":"x"}', check=False)
        self.assert_refused(done, "usage", 2)
        self.assertEqual(len(self.json_in("kisumu", "member", "list")), 2)

    def test_what_is_no_json_object_saves_nothing(self):
        words = ("--json", "member", "add", "--from", "-")
        for stdin in (b"", b"{", b"[1]", b'{"name":"x","name":"y"}', b"\xff"):
            done = self.run_in("kisumu", *words, stdin=stdin, check=False)
            self.assert_refused(done, "refused")
            self.assertEqual(done.json["file"], "-")
        done = self.run_in("kisumu", *words[:4], self.path("none"), check=False)
        self.assert_refused(done, "not-found")
        self.assertEqual(len(self.json_in("kisumu", "member", "list")), 2)

    def test_each_broken_rule_has_its_sentence(self):
        words = ("member", "add", "--phone", "07", "--birth", "soon", "--status", "gone")
        done = self.run_in("kisumu", "--json", *words, check=False)
        self.assert_refused(done, "problems")
        problems = {one["field"]: one["message"] for one in done.json["problems"]}
        self.assertEqual(set(problems), {"name", "phone", "birth", "status", "consent"})
        for field, message in problems.items():
            self.assertIn(f"\n  --{field.replace('_', '-')}: {message}\n", done.err)
        self.assertEqual(len(self.json_in("kisumu", "member", "list")), 2)

    def test_child_needs_a_guardian(self):
        words = ("member", "add", "--name", "Kioko", "--consent", "true", "--birth", "2020")
        done = self.run_in("kisumu", "--json", *words, check=False)
        fields = [one["field"] for one in done.json["problems"]]
        self.assertEqual(fields, ["guardian_name", "guardian_consent", "best_interest"])

    def test_child_with_its_guardian_is_kept(self):
        words = ("member", "add", "--name", "Kioko", "--consent", "yes", "--birth", "2020")
        guardian = ("--guardian-name", "Rehema Pendo", "--best-interest", "School club.")
        done = self.run_in(
            "kisumu", "--json", *words, *guardian, "--guardian-consent", "no", check=False
        )
        self.assertEqual([one["field"] for one in done.json["problems"]], ["guardian_consent"])
        told = self.json_in("kisumu", *words, *guardian, "--guardian-consent", "yes")
        self.assertIs(told["guardian_consent"], True)

    def test_member_cannot_become_a_child_without_a_guardian(self):
        words = ("member", "edit", self.find("Achieng Otieno")["id"], "--birth", "2020")
        done = self.run_in("kisumu", "--json", *words, check=False)
        self.assert_refused(done, "problems")
        self.assertNotIn("birth", self.find("Achieng Otieno"))

    def test_circle_must_be_here(self):
        words = ("member", "add", "--name", "Kioko", "--consent", "true", "--circle", "1" * 32)
        done = self.run_in("kisumu", "--json", *words, check=False)
        self.assertEqual([one["field"] for one in done.json["problems"]], ["circle"])

    def test_correction_shows_in_the_timeline(self):
        member = self.find("Achieng Otieno")
        words = ("member", "edit", member["id"], "--phone", "0700 009 009", "--place", "Dunga")
        self.assertIs(self.json_in("kisumu", *words)["changed"], True)
        self.assertIs(self.json_in("kisumu", *words)["changed"], False)
        told = self.json_in("kisumu", "member", "show", member["id"])
        self.assertEqual((told["phone"], told["place"]), ("+254700009009", "Dunga"))
        text = " ".join(entry["what"] for entry in told["timeline"])
        self.assertIn("from “0700 001 001” to “0700 009 009”", text)
        self.assertIn("Added to the members.", told["timeline"][-1]["what"])

    def test_empty_value_clears(self):
        member = self.find("Achieng Otieno")
        told = self.json_in("kisumu", "member", "edit", member["id"], "--phone", "")
        self.assertNotIn("phone", told)

    def test_text_is_for_people(self):
        listed = self.run_in("kisumu", "member", "list").out
        self.assertIn("Achieng Otieno, 0700 001 001  Exported", listed)
        shown = self.run_in("kisumu", "member", "show", self.find("Achieng Otieno")["id"]).out
        self.assertIn("Telephone: 0700 001 001", shown)

    def test_clock_beyond_the_calendar_stops_nothing(self):
        words = ("member", "add", "--name", "Zawadi", "--consent", "true")
        done = self.run_in("kisumu", *words, check=False, AHADI_CLOCK_MS=2**48 - 1)
        self.assertIn(done.code, (0, 1), done.err)
        self.assertNotIn("ssertion", done.err)
        self.run_in("kisumu", "vault", "check")

    def test_unknown_member_is_said(self):
        words = ("--json", "member", "show", "0" * 31 + "1")
        self.assert_refused(self.run_in("kisumu", *words, check=False), "not-found")
        words = ("--json", "member", "edit", "Achieng", "--place", "x")
        self.assert_refused(self.run_in("kisumu", *words, check=False), "usage", 2)


class OtherOffice(WorldCase):
    vaults = ("director",)

    def test_office_without_the_register_says_where_it_is(self):
        for words in (
            ("member", "add", "--name", "Kerubo", "--consent", "yes"),
            ("circle", "add", "--name", "Maseno Circle", "--type", "university"),
            ("pledge", "record", "--member", "1" * 32, "--all", "accepted"),
        ):
            done = self.run_in("director", "--json", *words, check=False)
            self.assert_refused(done, "elsewhere")
            self.assertIn("at the membership office", done.err)
            self.assertEqual(self.json_in("director", words[0], "list"), [])


if __name__ == "__main__":
    program.main()
