#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl gaps: what is missing of others, what does not count, and what to do."""

import shutil
import time

import program
from program import WorldCase


class Gaps(WorldCase):
    vaults = ("merged", "kisumu")

    def add(self, vault, name):
        program.add_member(self.world, vault, name)

    def export(self, vault):
        return self.json_in(vault, "export", "--to", self.path("stick"))["path"]

    def list(self):
        return self.json_in("merged", "gaps")["gaps"]

    def test_a_gap_is_named_and_then_filled(self):
        self.assertEqual(self.list(), [])
        self.add("kisumu", "Achieng Otieno")
        first = self.export("kisumu")
        self.add("kisumu", "Hamisi Juma")
        self.run_in("merged", "import", self.export("kisumu"))
        (gap,) = self.list()
        self.assertEqual((gap["state"], gap["audience"]), ("missing", "membership"))
        self.assertEqual(gap["from"], gap["to"])
        self.assertIn("has not arrived", self.run_in("merged", "gaps").out)
        self.run_in("merged", "import", first)
        self.assertEqual(self.list(), [])
        self.assertIn("Nothing is missing", self.run_in("merged", "gaps").out)

    def test_what_is_missing_is_asked_for_and_comes_by_itself(self):
        self.add("kisumu", "Achieng Otieno")
        self.export("kisumu")
        self.add("kisumu", "Hamisi Juma")
        self.run_in("merged", "import", self.export("kisumu"))
        (gap,) = self.list()
        self.assertIn("Reply to that laptop", self.run_in("merged", "gaps").out)

        (reply,) = self.json_in("merged", "reply", "--to", self.path("replies"))["replies"]
        told = self.json_in("kisumu", "import", reply)
        self.assertEqual(told["asked"], 1)
        (asked,) = self.json_in("kisumu", "gaps")["gaps"]
        self.assertEqual((asked["state"], asked["from"], asked["changes"]), ("asked", gap["from"], 1))
        self.assertIn("next export sends them", self.run_in("kisumu", "gaps").out)

        bundle = self.export("kisumu")
        self.assertEqual(self.json_in("kisumu", "gaps")["gaps"], [])
        done = self.run_in("merged", "import", bundle)
        self.assertIn(f"Change {gap['from']} of Branch Kisumu, which was missing, arrived", done.out)
        self.assertIn("Nothing of it is missing now", done.out)
        self.assertEqual(self.list(), [])

    def test_a_copied_laptop_is_told_until_it_has_sent_its_own_again(self):
        self.add("kisumu", "Achieng Otieno")
        shutil.copytree(self.path("kisumu"), self.path("twin"))
        for vault in ("kisumu", "twin"):
            self.add(vault, f"Nafula {vault.title()}")
            self.run_in("merged", "import", self.export(vault))
        (gap,) = self.list()
        self.assertEqual((gap["state"], gap["whose"]), ("frozen", "Branch Kisumu"))
        told = self.run_in("merged", "gaps").out
        self.assertIn("copied", told)
        self.assertIn("Reply to it", told)
        self.assertEqual(self.json_in("merged", "vault", "check")["frozen"], 1)
        self.assertIn("Reply to it", self.run_in("merged", "vault", "check").out)

        (reply,) = self.json_in("merged", "reply", "--to", self.path("replies"))["replies"]
        self.run_in("kisumu", "import", reply)
        self.run_in("merged", "import", self.export("kisumu"))
        self.assertEqual(self.list(), [])
        self.assertEqual(self.json_in("merged", "vault", "check")["frozen"], 0)

    def make_fork(self):
        """Returns the laptop's id, once the office has heard both stories and revoked it."""
        self.add("kisumu", "Achieng Otieno")
        shutil.copytree(self.path("kisumu"), self.path("twin"))
        for vault in ("kisumu", "twin"):
            self.add(vault, f"Nafula {vault.title()}")
            self.run_in("merged", "import", self.export(vault))
        (gap,) = self.list()
        return gap["device"]

    def list_names(self):
        """Of those that only one story has."""
        listed = self.json_in("merged", "member", "list")
        return {one["name"] for one in listed if one["name"].startswith("Nafula")}

    def test_of_a_laptop_that_is_gone_a_person_chooses_the_story(self):
        device = self.make_fork()
        stories = self.json_in("merged", "device", "stories", device)
        by_name = {one["records"][-1].split(": ")[1]: one for one in stories}
        self.assertEqual(set(by_name), {"Nafula Kisumu", "Nafula Twin"})
        self.assertEqual([one["counts"] for one in stories], [False, False])
        told = self.run_in("merged", "device", "stories", device).out
        self.assertEqual(told.count("Only this story tells of it"), 2)
        listed = {one["device"]: one["stories"] for one in self.json_in("merged", "device", "list")}
        self.assertEqual([one for one in listed if listed[one]], [device])
        self.assertIn("more than one story", self.run_in("merged", "device", "list").out)
        self.assertEqual([(one["changes"], one["whole"]) for one in stories], [(1, True)] * 2)
        chosen = by_name["Nafula Twin"]["story"]
        words = ("device", "choose", device, chosen[:12])
        sure = ("--reason", "she has it still", "--yes")
        self.assert_refused(self.run_in("merged", "--json", *words, *sure, check=False),
                            "not-ready")

        self.run_in("merged", "device", "revoke", device)
        (gap,) = self.list()
        self.assertEqual(gap["state"], "frozen")
        self.assertIn("device choose", self.run_in("merged", "gaps").out)
        told = self.run_in("merged", *words).out
        self.assertIn("Its 1 change counts then; 1 change of the other stories does not", told)
        self.assertIn("Nothing was changed yet", told)
        self.assertEqual(self.list_names(), set())
        self.assertEqual(self.run_in("merged", *words, "--yes", check=False).code, 2)

        self.assertIs(self.json_in("merged", *words, *sure)["chosen"], True)
        self.assertEqual(self.list_names(), {"Nafula Twin"})
        self.assertEqual(self.list(), [])
        listed = self.json_in("merged", "device", "stories", device)
        self.assertEqual({one["story"]: one["counts"] for one in listed},
                         {one["story"]: one["story"] == chosen for one in stories})
        self.assertIn("kept, not counted", self.run_in("merged", "device", "stories", device).out)

        other = by_name["Nafula Kisumu"]["story"]
        self.run_in("merged", "device", "choose", device, other, *sure)
        self.assertEqual(self.list_names(), {"Nafula Kisumu"})
        self.assertEqual(self.json_in("merged", "vault", "check")["differing_rows"], 0)

    def test_two_copies_that_both_go_on_are_told(self):
        self.add("kisumu", "Achieng Otieno")
        shutil.copytree(self.path("kisumu"), self.path("twin"))
        for vault in ("kisumu", "twin"):
            self.add(vault, f"Nafula {vault.title()}")
            self.run_in("merged", "import", self.export(vault))
        (reply,) = self.json_in("merged", "reply", "--to", self.path("replies"))["replies"]
        for vault in ("kisumu", "twin"):
            self.run_in(vault, "import", reply, check=False)
            self.run_in("merged", "import", self.export(vault))

        (gap,) = self.list()
        self.assertEqual((gap["state"], gap["whose"]), ("copied", "Branch Kisumu"))
        self.assertIn("revoke this laptop", self.run_in("merged", "gaps").out)
        devices = {one["device"]: one for one in self.json_in("merged", "device", "list")}
        self.assertTrue(devices[gap["device"]]["copied"])
        self.assertIn("two laptops write", self.run_in("merged", "device", "list").out)
        self.assertEqual(self.json_in("merged", "vault", "check")["frozen"], 0)
        names = {one["name"] for one in self.json_in("merged", "member", "list")}
        self.assertLessEqual({"Nafula Kisumu", "Nafula Twin"}, names)

        self.run_in("merged", "device", "revoke", gap["device"])
        self.assertEqual(self.list(), [])

    def test_a_clock_that_is_ahead_is_told(self):
        future = (time.time_ns() // 10**6) + 3 * 366 * 86400 * 1000
        self.run_in("kisumu", "member", "add", "--name", "Achieng Otieno", "--consent", "true",
                    AHADI_CLOCK_MS=future)
        self.run_in("merged", "import", self.export("kisumu"))
        (gap,) = self.list()
        self.assertEqual((gap["state"], gap["whose"], gap["changes"]), ("ahead", "Branch Kisumu", 1))
        told = self.run_in("merged", "gaps").out
        self.assertIn("the clock was ahead by 3 years", told)
        self.assertIn("when their time comes", told)
        return gap

    def count(self, vault):
        return len(self.json_in(vault, "member", "list"))

    def test_a_clock_that_was_put_right_lets_them_count_at_once(self):
        before = self.count("merged")
        self.test_a_clock_that_is_ahead_is_told()
        self.assertEqual(self.count("merged"), before)
        kept = self.count("kisumu")
        self.assertEqual(self.json_in("kisumu", "vault", "clock"), {"records": 1})
        self.assertEqual(self.json_in("kisumu", "vault", "clock"), {"records": 0})
        self.assertEqual(self.count("kisumu"), kept)
        self.run_in("merged", "import", self.export("kisumu"))
        self.assertEqual(self.count("merged"), before + 1)
        self.assertEqual(self.list(), [])
        for vault in ("merged", "kisumu"):
            self.run_in(vault, "vault", "check")
        digests = [self.json_in(vault, "vault", "digest", "--audience", "membership")["digest"]
                   for vault in ("merged", "kisumu")]
        self.assertEqual(*digests)

        (reply,) = self.json_in("merged", "reply", "--to", self.path("replies"))["replies"]
        told = self.json_in("kisumu", "import", reply)
        self.assertEqual((told["outcome"], told["left_out"]), ("merged", []))
        self.assertEqual(self.json_in("kisumu", "vault", "clock"), {"records": 0})

    def test_a_clock_that_is_behind_is_not_believed(self):
        done = self.run_in("kisumu", "vault", "clock", check=False, AHADI_CLOCK_MS=1420070400000)
        self.assert_refused(done)
        self.assertIn("Set the clock first", done.err)


if __name__ == "__main__":
    program.main()
