#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl directory: custodians, drafts, signatures, and publishing."""

import program
from program import WorldCase, run

KEY_PASSPHRASE = "lantern orchid matatu"


class Directory(WorldCase):
    vaults = ("office", "director", "kisumu")

    def make_custodian(self, name):
        passphrase = self.path("custodian.txt")
        passphrase.write_text(KEY_PASSPHRASE + "\n", encoding="utf-8")
        path = self.path(f"{name}.key")
        words = ("directory", "custodian", "new", "--name", name, "--to", path)
        run(*words, "--key-passphrase-file", passphrase, "--minimum-cost")
        return path

    def sign(self, draft, key, **more):
        words = ("--key", key, "--key-passphrase-file", self.path("custodian.txt"), "--yes")
        return run("--json", "directory", "sign", draft, *words, **more)

    def copy(self, path, name):
        copy = self.path(name)
        copy.write_bytes(path.read_bytes())
        return copy

    def hand_over(self):
        """Two of three custodians, signed on machines of their own."""
        keys = [self.make_custodian(name) for name in ("chair", "treasurer", "secretary")]
        draft = self.path("roots.ahadi-draft")
        pubs = [f"{key}.pub" for key in keys]
        words = ("directory", "draft", "roots", *pubs, "--threshold", "2", "--to", draft)
        told = self.json_in("office", *words)
        self.assertIs(told["published"], False)
        other = self.copy(draft, "other.ahadi-draft")
        self.assertIs(self.sign(draft, keys[0]).json["complete"], False)
        self.sign(other, keys[2])
        self.assertIs(run("--json", "directory", "join", draft, other).json["complete"], True)
        self.run_in("office", "directory", "publish", draft)
        return keys

    def test_show_says_versions_and_ages(self):
        told = self.json_in("kisumu", "directory", "show")
        self.assertEqual((told["version"], told["list_version"]), (2, 2))
        self.assertEqual((told["threshold"], len(told["custodians"])), (1, 1))
        self.assertEqual((told["days"], told["list_days"]), (0, 0))
        self.assertIsNone(told["draft"])
        self.assertIn("of today", self.run_in("kisumu", "directory", "show").out)

    def test_one_of_one_publishes_in_one_step(self):
        words = ("directory", "draft", "settings", "helpline=1195")
        self.assertIs(self.json_in("office", *words)["published"], True)
        self.assertEqual(self.json_in("office", "directory", "show")["version"], 3)

    def test_diff_of_a_card_tells_the_list_of_laptops_too(self):
        card = self.path("new.ahadi-card")
        devices = self.json_in("office", "device", "list")
        device = next(one["device"] for one in devices if one["role"] == "coordinator")
        self.run_in("office", "directory", "draft", "settings", "helpline=1195")
        self.run_in("office", "device", "revoke", device, "--reason", "lost")
        self.run_in("office", "card", "export", card)
        diff = self.json_in("kisumu", "directory", "diff", card)
        self.assertEqual([one["kind"] for one in diff], ["setting", "device-revoked"])
        self.assertEqual((diff[1]["branch"], diff[1]["subject"]), ("Kisumu", device))
        told = self.run_in("kisumu", "directory", "diff", card).out
        self.assertIn("This card has directory 3 (", told)
        self.assertIn("A laptop is revoked, and never trusted again: ", told)
        self.assertEqual(self.json_in("office", "directory", "diff", card), [])

    def test_diff_tells_what_is_never_taken_in(self):
        """It looks as an import would, and changes nothing."""
        self.world.make("other", "membership", "--org-name", "Someone Else")
        foreign = self.path("foreign.ahadi-card")
        self.run_in("other", "card", "export", foreign)
        done = self.run_in("kisumu", "--json", "directory", "diff", foreign, check=False)
        self.assert_refused(done, "other-org")

        old = self.path("old.ahadi-card")
        self.run_in("office", "card", "export", old)
        self.run_in("office", "directory", "draft", "settings", "helpline=1195")
        told = self.run_in("office", "directory", "diff", old).out
        self.assertIn("This card is older than the one here", told)
        self.run_in("office", "card", "export", "--replace", old)
        told = self.run_in("office", "directory", "diff", old).out
        self.assertIn("Nothing of this card is newer", told)
        self.assertIn("Nothing changes.", told)

    def test_custodians_take_over_and_sign(self):
        keys = self.hand_over()
        shown = self.json_in("office", "directory", "show")
        self.assertEqual((shown["threshold"], len(shown["custodians"])), (2, 3))

        draft = self.path("setting.ahadi-draft")
        words = ("directory", "draft", "settings", "helpline=1195", "--to", draft)
        self.assertIs(self.json_in("office", *words)["published"], False)
        diff = self.json_in("office", "directory", "diff", draft)
        self.assertEqual([one["kind"] for one in diff], ["setting"])
        self.sign(draft, keys[1])
        early = self.run_in("office", "--json", "directory", "publish", draft, check=False)
        self.assert_refused(early, "bad-signature")
        self.sign(draft, keys[2])
        self.run_in("office", "directory", "publish", draft)
        self.assertEqual(self.json_in("office", "directory", "show")["version"], 4)

        card = self.path("now.ahadi-card")
        self.run_in("office", "card", "export", card)
        self.run_in("kisumu", "card", "import", card)
        self.assertEqual(self.json_in("kisumu", "directory", "show")["version"], 4)

    def test_draft_that_waits_is_taken_and_dropped(self):
        self.hand_over()
        self.json_in("office", "directory", "draft", "settings", "helpline=1195")
        draft = self.path("taken.ahadi-draft")
        self.json_in("office", "directory", "draft", "take", "--to", draft)
        self.assertTrue(draft.exists())
        self.assertIsNotNone(self.json_in("office", "directory", "show")["draft"])
        self.json_in("office", "directory", "draft", "drop")
        self.assertIsNone(self.json_in("office", "directory", "show")["draft"])

    def test_copies_sign_the_draft_that_waits(self):
        keys = self.hand_over()
        copies = [self.path(f"{name}.ahadi-draft") for name in ("first", "second")]
        for copy in copies:
            words = ("directory", "draft", "settings", "helpline=1195")
            if copy is not copies[0]:
                words = ("directory", "draft", "take")
            self.json_in("office", *words, "--to", copy)
        for copy, key in zip(copies, keys):
            self.sign(copy, key)
        draft = self.json_in("office", "directory", "draft", "add", *copies)["draft"]
        self.assertIs(draft["complete"], True)
        self.run_in("office", "directory", "publish")
        self.assertEqual(self.json_in("office", "directory", "show")["version"], 4)
        nothing = self.run_in("office", "directory", "publish", check=False)
        self.assertIn("No draft waits", nothing.err)
        late = self.run_in("office", "directory", "draft", "add", copies[0], check=False)
        self.assertIn("No draft waits", late.err)

    def test_roll_back_is_said_with_both_versions(self):
        card = self.path("old.ahadi-card")
        self.run_in("office", "card", "export", card)
        self.run_in("office", "directory", "draft", "settings", "helpline=1195")
        told = self.run_in("office", "import", card, check=False).err
        self.assertIn("it has directory 2 (", told)
        self.assertIn("here are directory 3 (", told)

    def test_wrong_passphrase_and_strange_key_sign_nothing(self):
        self.hand_over()
        draft = self.path("setting.ahadi-draft")
        self.json_in("office", "directory", "draft", "settings", "a=1", "--to", draft)
        before = draft.read_bytes()
        stranger = self.make_custodian("stranger")
        self.assert_refused(self.sign(draft, stranger, check=False), "not-ready")
        self.path("custodian.txt").write_text("another\n", encoding="utf-8")
        self.assert_refused(
            self.sign(draft, self.path("chair.key"), check=False), "wrong-secret"
        )
        self.assertEqual(draft.read_bytes(), before)

    def test_what_one_typed_wrong_is_said_as_such(self):
        key = self.make_custodian("chair")
        before = self.json_in("office", "directory", "show")
        for words, part in (
            (("roots", f"{key}.pub", f"{key}.pub", "--threshold", 2), "there twice"),
            (("roots", f"{key}.pub", "--threshold", 2), "More custodians would have to sign"),
            (("settings", "Bad Name=x"), "A setting’s name is"),
            (("settings", "a=" + 1001 * "x"), "at most 1000 characters"),
        ):
            done = self.run_in("office", "--json", "directory", "draft", *words, check=False)
            self.assert_refused(done, "malformed")
            self.assertIn(part, done.err)
            self.assertNotIn("its sender", done.err)
        self.assertEqual(self.json_in("office", "directory", "show"), before)
        words = ("directory", "draft", "roots", f"{key}.pub")
        self.assertIn("--threshold", self.run_in("office", *words, check=False).err)

    def test_card_is_no_draft_and_the_public_half_is_no_key(self):
        self.hand_over()
        draft = self.path("setting.ahadi-draft")
        card = self.path("card.ahadi-card")
        self.json_in("office", "directory", "draft", "settings", "a=1", "--to", draft)
        before = draft.read_bytes()
        done = run("--json", "directory", "join", draft, card, check=False)
        self.assert_refused(done, "foreign")
        self.assertIn("This is a card", done.err)
        self.assertIn(str(card), done.err)
        done = self.sign(draft, self.path("chair.key.pub"), check=False)
        self.assert_refused(done, "malformed")
        self.assertIn("public half", done.err)
        self.assertEqual(draft.read_bytes(), before)

    def test_rotated_key_is_in_the_next_directory(self):
        told = self.json_in("office", "identity", "rotate")
        self.assertIs(told["request"], False)
        self.assertEqual(self.json_in("office", "directory", "show")["version"], 3)
        self.assertIs(self.json_in("kisumu", "identity", "rotate")["request"], True)
        self.run_in("office", "import", self.path("bundle.ahadi"))


if __name__ == "__main__":
    program.main()
