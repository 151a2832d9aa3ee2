#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl review: who changed a field apart, what an office decides, and who hears of it."""

import shutil

import program
from program import WorldCase, build_parted, shared


class Review(WorldCase):
    def setUp(self):
        super().setUp()
        parted = shared("parted", build_parted)
        for name in ("office", "second", "kisumu"):
            shutil.copytree(parted / name, self.path(name))
        for name in ("ours", "theirs", "late"):
            shutil.copy(parted / f"{name}.ahadi", self.path(f"{name}.ahadi"))
        self.member = (parted / "member").read_text(encoding="utf-8")

    def take(self, vault, *names):
        for name in names:
            self.run_in(vault, "import", self.path(f"{name}.ahadi"))
            self.run_in(vault, "vault", "check")

    def list(self, vault, *words):
        told = self.json_in(vault, "review", "list", *words)
        return [(one["id"], one["kind"], one["field"], one["state"]) for one in told]

    def show(self, vault, field="name"):
        return self.json_in(vault, "review", "show", "member", self.member, field)

    def settle(self, vault, *words, field="name", check=True):
        place = ("--json", "review", "settle", "member", self.member, field)
        return self.run_in(vault, *place, "--reason", "Her card was seen", *words, check=check)

    def get_name(self, vault):
        return self.json_in(vault, "member", "show", self.member)["name"]

    def tell(self, vault):
        return " ".join(one["what"] for one in
                        self.json_in(vault, "member", "show", self.member)["timeline"])

    def test_nothing_waits_where_nobody_wrote_apart(self):
        self.assertEqual(self.list("second"), [])
        done = self.run_in("second", "review", "show", "member", self.member, "name",
                           "--json", check=False)
        self.assert_refused(done, "not-found")

    def test_who_and_when_stand_beside_each_other(self):
        self.take("office", "theirs")
        self.assertEqual(self.list("office"), [(self.member, "member", "name", "open")])
        told = self.show("office")
        self.assertEqual((told["base"]["value"], told["base"]["who"]), ("Wanjiku Kamau", "Kisumu"))
        self.assertEqual(told["standing"]["value"], "Wanjeri Kamau")
        self.assertEqual(told["standing"]["who"], "this laptop")
        other = told["others"][0]
        self.assertEqual((other["value"], other["who"], other["state"], other["number"]),
                         ("Wanjiru Kamau", "Kisumu", "competes", 1))
        self.assertLess(told["base"]["time"], other["time"])
        self.assertNotIn("decision", told)
        said = self.run_in("office", "review", "show", "member", self.member, "name").out
        for words in ("Wanjiku Kamau", "Wanjiru Kamau", "Wanjeri Kamau", "must decide"):
            self.assertIn(words, said)
        self.assertIn("must decide", self.tell("office"))

    def test_the_check_of_a_vault_says_what_waits(self):
        self.assertEqual(self.json_in("office", "vault", "check")["reviews"], 0)
        self.take("office", "theirs")
        self.assertEqual(self.json_in("office", "vault", "check")["reviews"], 1)
        self.assertIn("review list", self.run_in("office", "vault", "check").out)
        self.settle("office", "--keep")
        self.assertEqual(self.json_in("office", "vault", "check")["reviews"], 0)
        self.assertNotIn("review list", self.run_in("office", "vault", "check").out)

    def test_the_same_written_twice_is_parallel_and_no_question(self):
        self.take("office", "theirs")
        self.assertEqual(self.show("office", "birth")["state"], "parallel")
        self.assertNotIn("birth", [field for _, _, field, _ in self.list("office")])
        self.assertIn("had not seen it", self.tell("office"))

    def test_an_ordinary_field_is_told_and_not_asked(self):
        self.run_in("kisumu", "member", "edit", self.member, "--phone", "0700001008")
        self.take("office", "theirs", "late")
        told = self.json_in("kisumu", "export", "--to", self.path("to"))
        self.run_in("office", "import", told["path"])
        self.assertEqual(self.show("office", "phone")["state"], "parallel")
        self.assert_refused(self.settle("office", "--keep", field="phone", check=False), "not-found")
        self.assertEqual([one[2] for one in self.list("office")], ["name"])

    def test_an_office_decides_and_can_decide_again(self):
        self.take("office", "theirs")
        told = self.settle("office", "--take", "1").json
        self.assertEqual(told["state"], "settled")
        self.assertEqual(told["decision"]["outcome"], "take")
        self.assertEqual(told["decision"]["reason"], "Her card was seen")
        self.assertEqual(self.get_name("office"), "Wanjiru Kamau")
        self.assertEqual(self.list("office"), [])
        self.assertEqual(self.list("office", "--settled")[0][3], "settled")

        mine = [one["number"] for one in told["others"] if one["value"] == "Wanjeri Kamau"]
        self.settle("office", "--take", str(mine[0]))
        self.assertEqual(self.get_name("office"), "Wanjeri Kamau")
        self.settle("office", "--value", "  Wanjiku wa Kamau ")
        self.assertEqual(self.get_name("office"), "Wanjiku wa Kamau")
        self.settle("office", "--keep")
        self.assertEqual(self.get_name("office"), "Wanjiku wa Kamau")
        self.assertEqual(self.list("office"), [])
        self.run_in("office", "vault", "check")

    def test_what_is_taken_back_waits_again(self):
        self.take("office", "theirs")
        self.assert_refused(self.settle("office", "--undo", check=False), "value")
        self.settle("office", "--take", "1")
        told = self.settle("office", "--undo").json
        self.assertEqual(told["state"], "open")
        self.assertEqual(told["decision"]["outcome"], "undo")
        self.assertEqual(self.get_name("office"), "Wanjeri Kamau")
        self.assertEqual(self.list("office"), [(self.member, "member", "name", "open")])
        self.assertIn("was taken back", self.tell("office"))
        self.hear("replies")
        self.assertEqual(self.get_name("kisumu"), "Wanjeri Kamau")
        self.assertIn("was taken back", self.tell("kisumu"))

        told = self.json_in("office", "export", "--to", self.path("to"))
        self.run_in("second", "import", told["path"])
        self.take("second", "theirs")
        self.assertEqual(self.list("second"), self.list("office"))
        self.settle("office", "--value", "Wanjiku K.")
        self.settle("office", "--value", "Wanjiku Kamau")
        self.settle("office", "--undo")
        self.assertEqual(self.get_name("office"), "Wanjiku K.")
        self.assertEqual(self.list("office"), [])
        self.run_in("office", "vault", "check")

    def test_a_late_change_that_knew_of_nothing_reopens_it(self):
        self.take("office", "theirs")
        self.settle("office", "--keep")
        self.take("office", "late")
        self.assertEqual(self.list("office"), [(self.member, "member", "name", "reopened")])
        told = self.show("office")
        self.assertEqual([one["value"] for one in told["others"] if one["state"] == "competes"],
                         ["Wangari Kamau"])
        self.assertIn("did not know it", self.tell("office"))
        self.settle("office", "--keep")
        self.assertEqual(self.list("office"), [])

    def test_another_office_sees_the_same_in_any_order(self):
        self.take("office", "theirs")
        self.settle("office", "--value", "Wanjiku wa Kamau")
        told = self.json_in("office", "export", "--to", self.path("to"))
        shutil.copy(told["path"], self.path("decided.ahadi"))
        self.take("office", "late")

        self.take("second", "late", "decided", "ours", "theirs")
        self.assertEqual(self.list("second"), self.list("office"))
        self.assertEqual(self.list("second")[0][3], "reopened")
        first, second = self.show("office"), self.show("second")
        self.assertEqual(first["decision"]["reason"], second["decision"]["reason"])
        for told in (first, second):
            for one in (told["base"], told["standing"], told["decision"], *told["others"]):
                del one["who"]
        self.assertEqual(first, second)
        self.settle("second", "--take", "1")
        self.assertEqual(self.list("second"), [])

    def test_two_offices_that_decide_apart_ask_again(self):
        for office in ("office", "second"):
            self.take(office, "theirs")
        self.take("second", "ours")
        self.settle("office", "--keep")
        self.settle("second", "--take", "1")
        told = self.json_in("office", "export", "--to", self.path("to"))
        self.run_in("second", "import", told["path"])
        self.assertEqual([one[3] for one in self.list("second")], ["reopened"])

    def test_a_reply_carries_the_decision_to_the_branch(self):
        self.take("office", "theirs")
        self.settle("office", "--value", "Wanjiku wa Kamau")
        told = self.json_in("office", "reply", "--to", self.path("replies"))
        self.run_in("kisumu", "import", *told["replies"])
        self.assertIn("Wanjiku wa Kamau", self.tell("kisumu"))
        self.assertIn("Her card was seen", self.tell("kisumu"))
        self.assertEqual(self.tell("office").count("Her card was seen"), 1)
        self.assertEqual(self.list("kisumu"), [])
        self.run_in("kisumu", "vault", "check")

    def hear(self, name):
        told = self.json_in("office", "reply", "--to", self.path(name))
        self.run_in("kisumu", "import", *told["replies"])

    def send(self, name):
        told = self.json_in("kisumu", "export", "--to", self.path(name))
        self.run_in("office", "import", told["path"])

    def test_the_branch_sees_what_was_decided_and_goes_on_from_it(self):
        self.take("office", "theirs", "late")
        self.assertEqual(self.get_name("kisumu"), "Wangari Kamau")
        self.settle("office", "--value", "Wanjiku wa Kamau")
        self.hear("replies")
        self.assertEqual(self.get_name("kisumu"), "Wanjiku wa Kamau")
        self.assertIn("Wanjiku wa Kamau", str(self.json_in("kisumu", "member", "list")))

        # Of what people see the name is not changed: nobody says it again.
        self.run_in("kisumu", "member", "edit", self.member, "--place", "Ahero")
        self.send("first")
        self.assertEqual(self.get_name("kisumu"), "Wanjiku wa Kamau")
        self.assertEqual(self.show("office")["standing"]["who"], "this laptop")
        self.run_in("kisumu", "member", "edit", self.member, "--name", "Wanjiku Achieng")
        self.send("second")
        for vault in ("office", "kisumu"):
            self.assertEqual(self.get_name(vault), "Wanjiku Achieng")
            self.assertEqual(self.list(vault), [])
            self.run_in(vault, "vault", "check")
        self.assertEqual(self.show("office")["state"], "settled")

    def test_the_branch_goes_on_from_the_latest_decision(self):
        self.take("office", "theirs", "late")
        self.settle("office", "--value", "Wanjiku wa Kamau")
        self.hear("replies")
        self.settle("office", "--value", "Wanjiku K.")
        self.run_in("kisumu", "member", "edit", self.member, "--place", "Ahero")
        self.send("first")
        self.assertEqual(self.get_name("office"), "Wanjiku K.")
        self.assertEqual(self.list("office"), [])
        self.hear("more")
        self.assertEqual(self.get_name("kisumu"), "Wanjiku K.")

    def test_what_is_erased_takes_the_decision_along(self):
        self.take("office", "theirs")
        self.settle("office", "--value", "Wanjiku wa Kamau")
        told = self.json_in("office", "reply", "--to", self.path("replies"))
        self.run_in("kisumu", "import", *told["replies"])
        self.run_in("office", "erasure", "add", "member", self.member, "--reason", "request",
                    "--yes")
        told = self.json_in("office", "reply", "--to", self.path("more"))
        self.run_in("kisumu", "import", *told["replies"])
        for vault in ("office", "kisumu"):
            self.assertEqual(self.list(vault, "--settled"), [])
            self.run_in(vault, "vault", "check")
            gone = [one["kind"] for one in self.json_in(vault, "erasure", "list")]
            self.assertIn("settlement", gone)

    def test_a_laptop_decides_nothing(self):
        done = self.settle("kisumu", "--keep", check=False)
        self.assert_refused(done, "not-found")
        self.take("office", "theirs")
        for words in (("--take", "2"), ("--value", "")):
            self.assert_refused(self.settle("office", *words, check=False), "value")
        self.assertEqual(self.list("office")[0][3], "open")

    def test_what_stands_and_why_are_asked_for(self):
        place = ("review", "settle", "member", self.member, "name")
        for words in (("--keep",), ("--reason", "x"), ("--keep", "--take", "1", "--reason", "x"),
                      ("--take", "none", "--reason", "x")):
            self.assert_refused(self.run_in("office", *place, *words, check=False), code=2)
        for words in (("planet", self.member, "name"), ("member", self.member, "shoe"),
                      ("member", "none", "name")):
            done = self.run_in("office", "review", "show", *words, check=False)
            self.assert_refused(done, code=2)

    def test_a_page_begins_anywhere(self):
        self.take("office", "theirs")
        self.assertEqual(self.list("office", "--offset", "1"), [])
        self.assertEqual(len(self.list("office", "--limit", "1")), 1)


if __name__ == "__main__":
    program.main()
