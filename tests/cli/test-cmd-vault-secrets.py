#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl vault passwd with several people, and vault recovery."""

import program
from program import WorldCase


class Secrets(WorldCase):
    vaults = ("kisumu",)

    def secret(self, name, text):
        path = self.path(name)
        path.write_text(text + "\n", encoding="utf-8")
        return path

    def with_passphrase(self, path, *words, check=True):
        return program.run(
            "--vault", self.path("kisumu"), "--passphrase-file", path, *words, check=check
        )

    def test_a_new_recovery_code_voids_the_old_one(self):
        code = self.path("new.code")
        self.run_in("kisumu", "vault", "recovery", "--recovery-file", code)
        fresh = self.secret("fresh.txt", "copper river basket 9 lantern")
        words = ("vault", "passwd", "--new-passphrase-file", fresh, "--recovery-code-file")
        self.assert_refused(
            self.run_in("kisumu", "--json", *words, self.path("kisumu.code"), check=False),
            "wrong-secret",
        )
        self.run_in("kisumu", *words, code)
        self.with_passphrase(fresh, "vault", "check")

    def test_a_code_that_has_nowhere_to_go_voids_nothing(self):
        done = self.run_in("kisumu", "--json", "vault", "recovery", check=False)
        self.assert_refused(done, "usage", code=2)
        words = ("vault", "recovery", "--recovery-file", self.path("kisumu.code"))
        self.assert_refused(self.run_in("kisumu", "--json", *words, check=False), "refused")

    def test_with_several_people_the_code_must_say_for_whom(self):
        other = self.secret("other.txt", "seven yellow matatu drums")
        fresh = self.secret("fresh.txt", "copper river basket 9 lantern")
        self.run_in("kisumu", "vault", "people", "add", "Otieno", "--new-passphrase-file", other)
        words = ("vault", "passwd", "--new-passphrase-file", fresh)
        code = ("--recovery-code-file", self.path("kisumu.code"))
        self.assert_refused(self.run_in("kisumu", *words, *code, check=False), code=2)
        self.run_in("kisumu", *words, *code, "--person", "otieno")
        self.with_passphrase(fresh, "vault", "check")
        self.run_in("kisumu", "vault", "check")
        refused = self.with_passphrase(other, "--json", "vault", "check", check=False)
        self.assert_refused(refused, "wrong-secret")

    def test_who_opens_it_changes_their_own(self):
        other = self.secret("other.txt", "seven yellow matatu drums")
        fresh = self.secret("fresh.txt", "copper river basket 9 lantern")
        self.run_in("kisumu", "vault", "people", "add", "Otieno", "--new-passphrase-file", other)
        done = self.with_passphrase(
            other, "--json", "vault", "passwd", "--new-passphrase-file", fresh
        )
        self.assertEqual(done.json["person"], "Otieno")
        self.run_in("kisumu", "vault", "check")


if __name__ == "__main__":
    program.main()
