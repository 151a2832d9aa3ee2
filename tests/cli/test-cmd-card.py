#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl card: written, taken in, shown, and what it refuses."""

import json

import program
from program import WorldCase, run


class Card(WorldCase):
    vaults = ("office", "director", "kisumu")

    def test_card_is_shown_without_a_vault(self):
        told = run("--json", "card", "show", self.path("card.ahadi-card")).json
        self.assertEqual(told["org_name"], "Amnesty International Kenya")
        self.assertEqual([one["role"] for one in told["devices"]], ["coordinator"])
        self.assertEqual([one["name"] for one in told["branches"]], ["Kisumu"])
        self.assertEqual(len(told["offices"]), 2)
        self.assertEqual(len(told["fingerprint"].replace(" ", "")), 25)

    def test_vault_shows_its_own(self):
        own = self.json_in("kisumu", "card", "show")
        self.assertEqual(own, run("--json", "card", "show", self.path("card.ahadi-card")).json)
        self.assertIn("Kisumu", self.run_in("kisumu", "card", "show").out)

    def test_export_makes_missing_parents(self):
        path = self.path("a/b c/card.ahadi-card")
        self.run_in("office", "card", "export", path)
        told = run("--json", "card", "show", path).json
        self.assertEqual(told, self.json_in("office", "card", "show"))

    def test_older_card_changes_nothing(self):
        before = self.json_in("kisumu", "card", "show")
        words = ("--json", "card", "import", self.path("first.ahadi-card"))
        self.assert_refused(self.run_in("kisumu", *words, check=False), "older")
        self.assertEqual(self.json_in("kisumu", "card", "show"), before)

    def test_same_card_is_no_update(self):
        told = self.json_in("kisumu", "card", "import", self.path("card.ahadi-card"))
        self.assertIs(told["updated"], False)

    def change(self, old, new):
        path = self.path("changed.ahadi-card")
        data = self.path("card.ahadi-card").read_bytes()
        self.assertIn(old, data)
        path.write_bytes(data.replace(old, new, 1))
        return path

    def assert_not_taken(self, path, *words):
        before = self.json_in("kisumu", "card", "show")
        done = self.run_in("kisumu", "--json", "card", "import", path, check=False)
        self.assert_refused(done)
        self.assertTrue(done.err.startswith(f"{path}: "), done.err)
        self.assertIn(done.json["error"], words)
        self.assertEqual(self.json_in("kisumu", "card", "show"), before)
        self.assertTrue(path.exists())

    def test_changed_content_breaks_the_signature(self):
        self.assert_not_taken(self.change(b"Kisumu", b"Kisuma"), "bad-signature")

    def test_flipped_signature_does_not_hold(self):
        path = self.path("changed.ahadi-card")
        data = bytearray(self.path("card.ahadi-card").read_bytes())
        at = data.index(b"untrusted comment:")
        at = data.index(b"\n", at) + 30
        data[at] = ord("A") if data[at] != ord("A") else ord("B")
        path.write_bytes(data)
        self.assert_not_taken(path, "bad-signature")
        self.assert_refused(run("--json", "card", "show", path, check=False), "bad-signature")

    def test_newer_format_is_left_alone(self):
        path = self.forge("newer-card", "card.ahadi-card")
        self.assert_not_taken(path, "newer")
        self.assert_refused(run("--json", "card", "show", path, check=False), "newer")

    def test_card_cut_short_is_refused(self):
        path = self.path("changed.ahadi-card")
        path.write_bytes(self.path("card.ahadi-card").read_bytes()[:-1500])
        self.assert_not_taken(path, "damaged")

    def test_card_of_another_organisation_is_refused(self):
        self.world.make("other", "membership", "--org-name", "Someone Else")
        self.world.run("other", "card", "export", self.path("other.ahadi-card"))
        self.assert_not_taken(self.path("other.ahadi-card"), "other-org")

    def test_foreign_file_is_refused(self):
        self.path("x.ahadi-card").write_text("hello", encoding="utf-8")
        self.assert_not_taken(self.path("x.ahadi-card"), "foreign")

    def test_what_cannot_be_a_card_is_named_with_the_reason(self):
        for path, word in ((self.path("none"), "not-found"), (self.folder, "is-folder")):
            for words in (("card", "show"), ("card", "import")):
                done = self.run_in("kisumu", "--json", *words, path, check=False)
                self.assert_refused(done, word)
                self.assertEqual(done.json["file"], str(path))

    def test_import_takes_cards_too(self):
        for vault, word in (("director", "merged"), ("kisumu", "duplicate")):
            line = self.run_in(vault, "import", "--json", self.path("card.ahadi-card")).out
            self.assertEqual(json.loads(line)["outcome"], word)


if __name__ == "__main__":
    program.main()
