#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl vault rekey and vault handover."""

import random
import shutil
import signal
import time

import program
from program import WorldCase, run, start

NEW_PASSPHRASE = "seven yellow matatu drums"
KILLS = 3


class Rekey(WorldCase):
    vaults = ("kisumu",)

    def setUp(self):
        super().setUp()
        self.vault = self.path("kisumu")
        self.code = self.path("new.code")
        self.other = self.path("other.txt")
        self.other.write_text(NEW_PASSPHRASE + "\n", encoding="utf-8")

    def rekey(self, *words, check=True):
        fixed = ("--json", "vault", "rekey", "--recovery-file", self.code)
        return self.run_in("kisumu", *fixed, *words, check=check)

    def opens_with_code(self, vault, code):
        fresh = self.path("fresh.txt")
        fresh.write_text("copper river basket 9 lantern\n", encoding="utf-8")
        words = ("vault", "passwd", "--new-passphrase-file", fresh, "--recovery-code-file", code)
        copy = self.path("copy-of-it")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(vault, copy)
        return run("--vault", copy, *words, check=False).code == 0

    def assert_whole(self):
        self.assertTrue(self.json_in("kisumu", "vault", "check")["ok"])

    def test_everything_is_there_and_only_the_new_secrets_open_it(self):
        before = self.world.digest("kisumu")
        told = self.rekey().json
        self.assertTrue(told["rekeyed"] and told["backed_up"])
        self.assertEqual(self.world.digest("kisumu"), before)
        self.assert_whole()
        self.assertTrue(self.opens_with_code(self.vault, self.code))
        self.assertFalse(self.opens_with_code(self.vault, self.path("kisumu.code")))
        names = {path.name for path in self.vault.iterdir()}
        self.assertIn("vault-2.db", names)
        self.assertFalse({"vault-1.db", "rekey", "slots.bak"} & names)
        for backup in (self.vault / "backups").iterdir():
            self.assertTrue((backup / "vault-2.db").is_file())

    def test_copies_made_before_open_with_the_old_secrets(self):
        shutil.copytree(self.vault, self.path("stick"))
        self.rekey()
        self.run_in("stick", "vault", "check")
        self.assertTrue(self.opens_with_code(self.path("stick"), self.path("kisumu.code")))

    def test_it_says_whom_it_shuts_out(self):
        words = ("vault", "people", "add", "Otieno", "--new-passphrase-file", self.other)
        self.run_in("kisumu", *words)
        done = self.rekey()
        self.assertIn("“Otieno” will no longer open it", done.err)
        self.assertIn("old recovery code will be void", done.err)
        people = self.json_in("kisumu", "vault", "people", "list")
        self.assertEqual([one["name"] for one in people], ["kisumu"])

    def test_the_laptop_goes_on_with_its_own_keys(self):
        self.rekey()
        program.add_member(self.world, "kisumu", "Written After")
        bundle = self.world.export("kisumu", "after.ahadi")
        shutil.copytree(program.shared("world", program.build_world) / "office", self.path("office"))
        self.run_in("office", "import", self.path("bundle.ahadi"))
        self.run_in("office", "import", bundle)
        names = [one["name"] for one in self.json_in("office", "member", "list")]
        self.assertIn("Written After", names)

    def test_a_code_that_has_nowhere_to_go_rekeys_nothing(self):
        self.code.write_text("something", encoding="utf-8")
        self.assert_refused(self.rekey(check=False), "refused")
        self.assertTrue((self.vault / "vault-1.db").is_file())

    def test_killed_it_opens_whole(self):
        before = self.world.digest("kisumu")
        began = time.monotonic()
        self.rekey()
        took = time.monotonic() - began
        seed = random.randrange(1 << 30)
        print(f"# seed {seed}")
        chance = random.Random(seed)
        for _ in range(KILLS):
            self.code.unlink(missing_ok=True)
            options = (*self.options("kisumu"), "vault", "rekey", "--recovery-file", self.code)
            process = start(*options)
            time.sleep(chance.random() * took)
            process.send_signal(signal.SIGKILL)
            process.communicate()
            self.assertEqual(self.world.digest("kisumu"), before)
            self.assert_whole()

    # --- Hand-over --------------------------------------------------------

    def hand_over(self, *words, check=True):
        fixed = ("--json", "vault", "handover", "--recovery-file", self.code)
        return self.run_in(
            "kisumu", *fixed, "--new-passphrase-file", self.other, *words, check=check
        )

    def test_after_a_handover_the_next_person_alone_opens_it(self):
        before = self.world.digest("kisumu")
        self.hand_over("--to", "Otieno Ouma")
        refused = self.run_in("kisumu", "--json", "vault", "check", check=False)
        self.assert_refused(refused, "wrong-secret")
        heir = ("--vault", self.vault, "--passphrase-file", self.other, "--json")
        self.assertEqual(
            run(*heir, "vault", "people", "list").json, [{"name": "Otieno Ouma", "here": True}]
        )
        self.assertEqual(run(*heir, "vault", "digest").json["digest"], before)
        self.assertTrue(self.opens_with_code(self.vault, self.code))

    def test_a_handover_names_the_next_person(self):
        self.assert_refused(self.hand_over(check=False), "usage", code=2)
        self.assert_refused(self.hand_over("--to", "kisumu", check=False), "heir")
        self.run_in("kisumu", "vault", "check")


if __name__ == "__main__":
    program.main()
