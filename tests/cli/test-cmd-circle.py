#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl circle: added and listed."""

import program
from program import WorldCase, add_member


class Circle(WorldCase):
    vaults = ("kisumu",)

    def test_circle_has_members(self):
        words = ("circle", "add", "--name", "Maseno Circle", "--type", "university")
        circle = self.json_in("kisumu", *words)["id"]
        member = add_member(self.world, "kisumu", "Kerubo", "--circle", circle)
        listed = self.json_in("kisumu", "member", "list", "--circle", circle)
        self.assertEqual([one["id"] for one in listed], [member])
        names = [one["name"] for one in self.json_in("kisumu", "circle", "list")]
        self.assertEqual(names, ["Maseno Circle"])
        self.assertIn("Maseno Circle, University", self.run_in("kisumu", "circle", "list").out)

    def test_missing_type_is_said(self):
        done = self.run_in("kisumu", "--json", "circle", "add", "--name", "x", check=False)
        self.assert_refused(done, "problems")
        self.assertEqual([one["field"] for one in done.json["problems"]], ["type"])


if __name__ == "__main__":
    program.main()
