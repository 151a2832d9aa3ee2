#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl duplicates: who may be there twice, what is decided of it, and how it travels."""

import program
from program import Terminal, WorldCase, add_member

PHONE = ("--phone", "0712345678")


class Duplicates(WorldCase):
    vaults = ("office", "kisumu", "director")

    def list(self, vault, *words):
        return self.json_in(vault, "duplicates", "list", *words)["pairs"]

    def ids(self, pair):
        return {pair["a"]["id"], pair["b"]["id"]}

    def add_twice(self, vault="kisumu"):
        first = add_member(self.world, vault, "Nekesa Wafula", *PHONE)
        return first, add_member(self.world, vault, "Wafula Nekesa", *PHONE)

    def carry(self, sender, reader):
        told = self.json_in(sender, "export", "--to", self.path("stick"))
        self.run_in(reader, "import", told["path"])

    def test_a_pair_is_listed_with_its_reasons(self):
        self.assertEqual(self.list("kisumu"), [])
        self.assertIn("nobody to ask about", self.run_in("kisumu", "duplicates", "list").out)
        pair = set(self.add_twice())
        (told,) = self.list("kisumu")
        self.assertEqual(self.ids(told), pair)
        self.assertLessEqual({"same phone", "name tokens swapped"}, set(told["reasons"]))
        self.assertIs(told["sure"], True)
        self.assertNotIn("verdict", told)
        out = self.run_in("kisumu", "duplicates", "list").out
        self.assertIn("same phone", out)
        self.assertIn("Nekesa Wafula", out)

    def test_pages_of_the_list(self):
        self.add_twice()
        self.add_twice()
        whole = self.list("kisumu", "--all")
        self.assertEqual(len(whole), 6)
        page = self.list("kisumu", "--all", "--offset", "2", "--limit", "3")
        self.assertEqual([self.ids(one) for one in page], [self.ids(one) for one in whole[2:5]])
        self.assertEqual(self.list("kisumu", "--offset", "9"), [])

    def test_what_is_decided_is_shown_and_taken_back(self):
        first, second = self.add_twice()
        told = self.json_in("kisumu", "duplicates", "same", first, second, "--reason", "She said so")
        self.assertEqual((told["verdict"], told["changed"]), ("same", True))
        self.assertEqual(self.list("kisumu"), [])
        (decided,) = self.list("kisumu", "--decided")
        self.assertEqual((self.ids(decided), decided["verdict"]), ({first, second}, "same"))
        self.assertEqual(self.json_in("kisumu", "member", "show", first)["same_person"], [second])
        self.assertIn("The same person as Nekesa", self.run_in("kisumu", "member", "show", second).out)
        again = self.json_in("kisumu", "duplicates", "same", second, first)
        self.assertIs(again["changed"], False)
        # Two records stay two.
        names = [one["name"] for one in self.json_in("kisumu", "member", "list")]
        self.assertLessEqual({"Nekesa Wafula", "Wafula Nekesa"}, set(names))

        self.run_in("kisumu", "duplicates", "undo", first, second)
        self.assertEqual(self.json_in("kisumu", "member", "show", first)["same_person"], [])
        self.assertEqual(len(self.list("kisumu")), 1)
        self.run_in("kisumu", "duplicates", "different", first, second)
        self.assertEqual(self.list("kisumu", "--all"), [])

    def test_three_records_are_one_person_by_two_words(self):
        first, second = self.add_twice()
        third = add_member(self.world, "kisumu", "Nekesa Wafula", *PHONE)
        self.run_in("kisumu", "duplicates", "same", first, second)
        self.run_in("kisumu", "duplicates", "same", second, third)
        self.assertEqual(self.list("kisumu", "--all"), [])
        told = self.json_in("kisumu", "member", "show", first)["same_person"]
        self.assertEqual(set(told), {second, third})

    def test_a_word_travels_and_the_newest_counts(self):
        first, second = self.add_twice()
        self.run_in("kisumu", "duplicates", "different", first, second)
        self.carry("kisumu", "office")
        self.assertEqual(self.list("office"), [])
        self.run_in("office", "duplicates", "same", first, second)
        self.assertEqual(self.json_in("office", "member", "show", first)["same_person"], [second])
        self.run_in("kisumu", "duplicates", "undo", first, second)
        self.carry("kisumu", "office")
        self.assertEqual(len(self.list("office")), 1)
        for vault in ("office", "kisumu"):
            self.assertEqual(self.json_in(vault, "vault", "check")["differing_rows"], 0)

    def test_an_import_brings_new_pairs(self):
        add_member(self.world, "office", "Nekesa Wafula", *PHONE)
        self.assertEqual(self.list("office"), [])
        add_member(self.world, "kisumu", "Wafula Nekesa", *PHONE)
        self.carry("kisumu", "office")
        told = self.json_in("office", "vault", "check")
        self.assertEqual((told["not_compared"], told["duplicates"]), (0, 1))
        (pair,) = self.list("office")
        self.assertEqual({pair["a"]["name"], pair["b"]["name"]}, {"Nekesa Wafula", "Wafula Nekesa"})

    def test_who_is_erased_is_in_no_pair(self):
        first, second = self.add_twice("office")
        self.run_in("office", "duplicates", "same", first, second)
        self.run_in("office", "erasure", "add", "member", first, "--reason", "request", "--yes")
        self.assertEqual(self.list("office", "--all"), [])
        self.assertEqual(self.list("office", "--decided"), [])
        self.assertEqual(self.json_in("office", "member", "show", second)["same_person"], [])
        self.assertEqual(self.json_in("office", "vault", "check")["differing_rows"], 0)

    def test_only_who_keeps_members_decides(self):
        first, second = self.add_twice()
        for words in (("show", first, second), ("same", first, second)):
            done = self.run_in("director", "--json", "duplicates", *words, check=False)
            self.assertEqual(done.code, 1)

    def test_wrong_lines_are_said(self):
        first, _ = self.add_twice()
        for words in ((first, first), (first, "x")):
            done = self.run_in("kisumu", "--json", "duplicates", "same", *words, check=False)
            self.assert_refused(done, "usage", 2)
        done = self.run_in("kisumu", "--json", "duplicates", "same", first, "0" * 31 + "1", check=False)
        self.assertEqual(done.code, 1)
        self.assertEqual(self.list("kisumu", "--decided"), [])


class Registration(WorldCase):
    vaults = ("kisumu",)
    words = ("member", "add", "--name", "Otieno Achieng", "--phone", "0700001001", "--consent", "yes")

    def count(self):
        return len(self.json_in("kisumu", "member", "list"))

    def decided(self):
        return self.json_in("kisumu", "duplicates", "list", "--decided")["pairs"]

    def test_a_script_saves_and_is_told(self):
        told = self.json_in("kisumu", *self.words)
        (one,) = told["duplicates"]
        self.assertEqual(one["b"]["name"], "Achieng Otieno")
        self.assertIn("same phone", one["reasons"])
        self.assertEqual(len(self.json_in("kisumu", "duplicates", "list")["pairs"]), 1)
        self.assertNotIn("duplicates", self.json_in("kisumu", *self.words[:3], "Zawadi", "--consent", "yes"))

    def test_a_script_may_refuse(self):
        done = self.run_in("kisumu", "--json", *self.words, "--duplicate", "refuse", check=False)
        self.assert_refused(done, "duplicate")
        self.assertEqual(done.json["candidates"][0]["b"]["name"], "Achieng Otieno")
        self.assertEqual(self.count(), 2)

    def test_another_person_is_not_asked_about_again(self):
        self.json_in("kisumu", *self.words, "--duplicate", "other")
        self.assertEqual(self.json_in("kisumu", "duplicates", "list", "--all")["pairs"], [])
        self.assertEqual([one["verdict"] for one in self.decided()], ["different"])

    def test_later_saves_and_decides_nothing(self):
        told = self.json_in("kisumu", *self.words, "--duplicate=later")
        self.assertNotIn("duplicates", told)
        self.assertEqual(self.decided(), [])
        self.assertEqual(self.count(), 3)

    def test_a_terminal_asks(self):
        for answer, code, count, decided in (("", 1, 2, 0), ("later", 0, 3, 0), ("other", 0, 4, 2)):
            terminal = Terminal(*self.options("kisumu"), *self.words)
            terminal.expect("anything else saves nothing:")
            terminal.type(answer)
            self.assertEqual(terminal.finish(), code, terminal.shown)
            self.assertIn("same phone", terminal.shown)
            self.assertEqual(self.count(), count)
            self.assertEqual(len(self.decided()), decided)

    def test_who_is_like_nobody_is_not_asked_about(self):
        terminal = Terminal(*self.options("kisumu"), *self.words[:3], "Fatuma Abdi", "--consent", "yes")
        self.assertEqual(terminal.finish(), 0, terminal.shown)
        self.assertEqual(self.count(), 3)

    def test_another_word_is_refused(self):
        done = self.run_in("kisumu", "--json", *self.words, "--duplicate", "maybe", check=False)
        self.assert_refused(done, "usage", 2)
        self.assertEqual(self.count(), 2)


if __name__ == "__main__":
    program.main()
