#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl vault compact: older history is closed once all have it; and a new office that starts
from one bundle of everything, with what comes later, knows what all know."""

import shutil

import program
from program import WorldCase, add_member, build_parted, shared

DAY = 24 * 60 * 60 * 1000


class Compact(WorldCase):
    def setUp(self):
        super().setUp()
        parted = shared("parted", build_parted)
        for name in ("office", "second", "kisumu"):
            shutil.copytree(parted / name, self.path(name))
        for name in ("ours", "theirs", "late"):
            shutil.copy(parted / f"{name}.ahadi", self.path(f"{name}.ahadi"))
        self.member = (parted / "member").read_text(encoding="utf-8")
        self.later = program.now_ms() + 100 * DAY

    def run_later(self, vault, *words, **more):
        return self.run_in(vault, *words, AHADI_CLOCK_MS=self.later, **more)

    def take(self, vault, name):
        return self.run_later(vault, "--json", "import", self.path(name)).json

    def export(self, vault, name, *words):
        told = self.run_later(vault, "--json", "export", "--to", self.path("to"), *words).json
        shutil.copy(told["path"], self.path(name))

    def compact(self, vault, *words):
        return self.run_later(vault, "--json", "vault", "compact", *words).json

    def digest(self, vault):
        return self.run_later(vault, "--json", "vault", "digest").json["digest"]

    def list_reviews(self, vault):
        told = self.run_later(vault, "--json", "review", "list").json
        return [(one["id"], one["field"], one["state"]) for one in told]

    def tell(self, vault):
        told = self.run_later(vault, "--json", "member", "show", self.member).json
        return " ".join(one["what"] for one in told["timeline"])

    def exchange(self):
        """Until each of the two holders has heard that the other has everything."""
        for turn in range(2):
            for author, reader in (("office", "second"), ("second", "office")):
                self.export(author, f"{author}-{turn}.ahadi")
                self.take(reader, f"{author}-{turn}.ahadi")

    def decide(self):
        self.take("office", "theirs.ahadi")
        self.run_later("office", "review", "settle", "member", self.member, "name", "--keep",
                       "--reason", "Her card was seen")

    def test_nothing_is_closed_that_another_holder_has_not(self):
        self.decide()
        told = self.compact("office")
        self.assertEqual((told["operations"], told["dropped"]), (0, 0))
        self.assertEqual(told["silent"], 1)
        said = self.run_later("office", "vault", "compact").out
        self.assertIn("has not told yet", said)

    def test_what_was_written_over_goes_and_all_stays_as_it_was(self):
        self.decide()
        self.exchange()
        before = self.digest("office"), self.list_reviews("office")
        planned = self.compact("office", "--dry-run")
        self.assertGreater(planned["operations"], 4)
        self.assertEqual(planned["dropped"], 0)
        self.assertEqual(self.compact("office", "--dry-run"), planned)

        told = self.compact("office")
        self.assertEqual(told["operations"], planned["operations"])
        self.assertGreater(told["dropped"], 0)
        self.assertGreater(told["bytes"], 100)
        self.assertEqual(self.list_reviews("office"), before[1])
        self.assertIn("no longer kept", self.tell("office"))
        self.run_later("office", "vault", "check")
        self.assertEqual(self.compact("office")["dropped"], 0)

        # The other hears of the decision, and lets go of the same by itself.
        self.export("office", "closed.ahadi")
        self.take("second", "closed.ahadi")
        self.assertEqual(self.digest("second"), self.digest("office"))
        self.assertEqual(self.compact("second")["dropped"], told["dropped"])
        self.assertEqual(self.digest("second"), self.digest("office"))
        self.run_later("second", "vault", "check")

    def test_what_is_asked_stays_open(self):
        self.take("office", "theirs.ahadi")
        self.exchange()
        told = self.compact("office")
        self.assertEqual(told["questions"], 1)
        self.assertEqual(told["dropped"], 0)
        self.assertEqual(self.list_reviews("office"), [(self.member, "name", "open")])

    def test_a_new_office_starts_from_one_bundle_and_what_comes_later(self):
        self.decide()
        self.exchange()
        self.compact("office")
        self.world.make_of_card("third", "membership")
        self.world.enrol("third")
        self.export("office", "whole.ahadi", "--everything")
        told = self.take("third", "whole.ahadi")
        self.assertEqual((told["outcome"], told["state"]), ("merged", "same"))
        self.assertEqual(self.digest("third"), self.digest("office"))
        self.assertEqual(self.list_reviews("third"), self.list_reviews("office"))
        self.run_later("third", "vault", "check")
        self.assertEqual(self.take("second", "whole.ahadi")["state"], "same")

        # A laptop that was silent meanwhile: what it never sent is taken as by who has all.
        for vault in ("office", "second"):
            self.take(vault, "late.ahadi")
        self.export("office", "again.ahadi")
        for vault in ("second", "third"):
            self.take(vault, "again.ahadi")
            self.assertEqual(self.digest(vault), self.digest("office"))
            self.assertEqual(self.list_reviews(vault), self.list_reviews("office"))
        self.assertEqual(self.list_reviews("third"), [(self.member, "name", "reopened")])

    def test_who_holds_more_is_told_nothing(self):
        self.decide()
        add_member(self.world, "second", "Zawadi Ochieng")
        self.export("office", "whole.ahadi", "--everything")
        self.assertEqual(self.take("second", "whole.ahadi")["state"], "apart")

    def test_only_the_membership_office_closes(self):
        done = self.run_later("kisumu", "--json", "vault", "compact", check=False)
        self.assert_refused(done, "not-ready")
        done = self.run_later("office", "--json", "vault", "compact", "--older-than", "29",
                              check=False)
        self.assertEqual(done.code, 2)


if __name__ == "__main__":
    program.main()
