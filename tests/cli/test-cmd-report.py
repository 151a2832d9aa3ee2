#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl report: filed by route, listed without names, shown whole."""

import program
from program import WorldCase, file_report


class Report(WorldCase):
    vaults = ("kisumu", "office", "director")

    def test_route_chooses_the_audience(self):
        for route, audience in (
            ("executive-director", "executive-director"),
            ("board-committee", "board-committee"),
            ("both", "safeguarding"),
        ):
            self.assertEqual(
                file_report(self.world, "kisumu", route)["audience"], audience
            )

    def test_reports_about_one_person_surface_together(self):
        person = "role=respondent,name=Zadok Kiptanui"
        first = file_report(self.world, "kisumu", "executive-director", "--person", person)
        turned = "role=respondent,name=Kiptanui Zadok"
        second = file_report(self.world, "kisumu", "both", "--person", turned)
        hidden = file_report(self.world, "kisumu", "board-committee", "--person", person)
        self.assertNotIn("same_respondent", self.json_in("kisumu", "report", "show", first["id"]))
        bundle = self.world.export("kisumu", "reports.ahadi")
        self.run_in("director", "import", self.path("card.ahadi-card"), bundle)

        told = self.json_in("director", "report", "show", first["id"])["same_respondent"]
        self.assertEqual([one["reference"] for one in told], [second["reference"]])
        self.assertIn("name tokens swapped", told[0]["reasons"])
        listed = {one["id"]: one for one in self.json_in("director", "report", "list")}
        self.assertNotIn(hidden["id"], listed)
        self.assertEqual(listed[second["id"]]["same_respondent"][0]["id"], first["id"])
        self.assertNotIn("Zadok", self.run_in("director", "report", "list").out)
        shown = self.run_in("director", "report", "show", second["reference"]).out
        self.assertIn("1 other report may be about the same person: " + first["reference"], shown)
        self.assertIn("never meets what the Committee alone reads", shown)

    def test_persons_and_categories_repeat(self):
        words = ("--category", "abuse", "--person", "role=survivor,name=Otieno, the elder")
        told = file_report(self.world, "kisumu", "both", *words)
        self.assertEqual(told["categories"], ["bullying", "abuse"])
        self.assertEqual(told["persons"][0], {"role": "reporter", "anonymous": True})
        self.assertEqual(told["persons"][1]["name"], "Otieno, the elder")
        self.assertTrue(told["reference"].startswith("R-"))

    def test_person_without_role_or_name_is_a_usage_error(self):
        for person in ("name=Otieno", "role=king,name=Otieno", "role=witness", "Otieno"):
            words = ("--json", "report", "file", "--person", person)
            self.assert_refused(self.run_in("kisumu", *words, check=False), "usage", 2)

    def test_membership_office_files_none_that_nobody_would_read(self):
        words = ("--json", "report", "file", "--route", "executive-director")
        self.assert_refused(self.run_in("office", *words, check=False), "elsewhere")
        told = file_report(self.world, "director", "executive-director")
        self.assertEqual(told["audience"], "executive-director")

    def test_a_report_about_the_coordinator_leaves_no_trace(self):
        told = file_report(
            self.world, "kisumu", "executive-director", "--about", "this-coordinator"
        )
        self.assertFalse(told["stays"])
        self.assertTrue(told["reference"].startswith("R-"))
        self.assertEqual(set(told), {"kind", "reference", "stays"})
        listed = self.run_in("kisumu", "report", "list").out
        self.assertNotIn(told["reference"], listed)
        shown = self.run_in("kisumu", "--json", "report", "show", told["reference"], check=False)
        self.assert_refused(shown, "not-found")

        bundle = self.world.export("kisumu", "sealed.ahadi")
        self.run_in("director", "import", self.path("card.ahadi-card"), bundle)
        seen = self.json_in("director", "report", "show", told["reference"])
        self.assertEqual(seen["about"], ["this-coordinator"])
        self.assertTrue(self.json_in("director", "vault", "check")["operations"] > 0)

    def test_a_forbidden_route_says_why(self):
        words = ("--about", "executive-director", "--route", "both")
        done = self.run_in("kisumu", "--json", "report", "file", *words, check=False)
        self.assert_refused(done, "problems")
        self.assertIn("route", [one["field"] for one in done.json["problems"]])
        self.assertIn("Committee alone", done.err + done.out)

    def test_duty_comes_first(self):
        done = self.run_in("kisumu", "--json", "report", "file", check=False)
        self.assert_refused(done, "problems")
        fields = [one["field"] for one in done.json["problems"]]
        self.assertEqual(fields[0], "duty_shown")
        self.assertIn("persons", fields)

    def test_list_names_nobody(self):
        person = ("--person", "role=witness,name=Wanjiku Unseen")
        told = file_report(self.world, "kisumu", "both", *person)
        for words in (("--json", "report", "list"), ("report", "list")):
            listed = self.run_in("kisumu", *words).out
            self.assertIn(told["reference"], listed)
            self.assertNotIn("Unseen", listed)
            self.assertNotIn("meeting", listed)

    def test_reference_finds_the_whole_report(self):
        person = ("--person", "role=witness,name=Wanjiku Seen")
        told = file_report(self.world, "kisumu", "both", *person)
        for word in (told["reference"], told["reference"].lower(), told["id"]):
            shown = self.json_in("kisumu", "report", "show", word)
            self.assertEqual(shown["persons"], told["persons"])
        self.assertIn("Witness: Wanjiku Seen", self.run_in("kisumu", "report", "show", word).out)
        done = self.run_in("kisumu", "--json", "report", "show", "R-0000-0000", check=False)
        self.assert_refused(done, "not-found")

    def test_only_its_office_reads_it(self):
        self.run_in("office", "import", self.path("bundle.ahadi"))
        self.run_in("director", "import", self.path("card.ahadi-card"), self.path("bundle.ahadi"))
        self.assertEqual(self.json_in("office", "report", "list"), [])
        self.assertEqual(len(self.json_in("director", "report", "list")), 1)
        self.assertEqual(self.json_in("director", "member", "list"), [])

    def test_received_report_is_dropped_to_its_reference(self):
        self.run_in("director", "import", self.path("card.ahadi-card"), self.path("bundle.ahadi"))
        told = self.json_in("director", "reply", "--to", self.path("x"))
        words = ("report", "drop", "--received", "--yes")
        self.assertEqual(self.json_in("kisumu", *words)["dropped"], 0)
        before = self.json_in("kisumu", "report", "list")[0]
        self.run_in("kisumu", "import", *told["replies"])
        self.assert_refused(self.run_in("kisumu", *words[:-1], check=False), code=2)
        self.assertEqual(self.json_in("kisumu", *words)["dropped"], 1)
        left = self.json_in("kisumu", "report", "list")
        self.assertEqual(left[0]["reference"], before["reference"])
        self.assertIn("dropped", left[0])
        show = ("--json", "report", "show", before["reference"])
        self.assert_refused(self.run_in("kisumu", *show, check=False), "not-found")
        self.run_in("kisumu", "vault", "check")


if __name__ == "__main__":
    program.main()
