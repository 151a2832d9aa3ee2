#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pairs of members as ahadictl prints them: in a line, beside each other, for a program."""

import program
from program import WorldCase, add_member

PHONE = ("--phone", "0712345678")


class Listing(WorldCase):
    vaults = ("kisumu",)

    def add_twice(self):
        first = add_member(self.world, "kisumu", "Nekesa Wafula", *PHONE, "--place", "Webuye")
        return first, add_member(self.world, "kisumu", "Wafula Nekesa", *PHONE)

    def test_two_are_shown_beside_each_other(self):
        first, second = self.add_twice()
        told = self.json_in("kisumu", "duplicates", "show", second, first)
        self.assertEqual((told["a"]["id"], told["b"]["id"]), (second, first))
        out = self.run_in("kisumu", "duplicates", "show", first, second).out
        self.assertIn("* Name: Nekesa Wafula | Wafula Nekesa", out)
        self.assertIn("  Telephone: 0712 345 678", out)

    def test_a_line_names_both_and_the_reasons(self):
        first, second = self.add_twice()
        out = self.run_in("kisumu", "duplicates", "list").out
        self.assertIn(f"Nekesa Wafula, Webuye ({first})", out)
        self.assertIn(f"Wafula Nekesa ({second})", out)
        self.assertIn("name tokens swapped, same phone", out)
        self.run_in("kisumu", "duplicates", "different", first, second)
        self.assertIn("Two people", self.run_in("kisumu", "duplicates", "list", "--decided").out)

    def test_what_one_does_not_know_is_a_dash(self):
        first, second = self.add_twice()
        out = self.run_in("kisumu", "duplicates", "show", first, second).out
        self.assertIn("* Place: Webuye | –", out)
        self.assertNotIn("Guardian", out)

    def test_a_program_gets_both_records(self):
        first, second = self.add_twice()
        told = self.json_in("kisumu", "duplicates", "show", first, second)
        self.assertEqual(told["a"]["place"], "Webuye")
        self.assertEqual(told["b"]["phone"], "+254712345678")
        self.assertIsInstance(told["score"], float)


if __name__ == "__main__":
    program.main()
