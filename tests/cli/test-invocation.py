#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How any command is called: options anywhere, errors for people and programs."""

import json
import shutil

import program
from program import WorldCase, run


class Options(WorldCase):
    vaults = ("kisumu",)

    def test_global_options_stand_before_and_after(self):
        vault = ("--vault", self.path("kisumu"))
        secret = ("--passphrase-file", self.path("passphrase.txt"))
        joined = (f"--vault={self.path('kisumu')}",)
        digests = {
            run(*words).json["digest"]
            for words in (
                ("--json", *vault, *secret, "vault", "digest"),
                ("vault", "digest", "--json", *vault, *secret),
                ("vault", *vault, "--json", "digest", *secret),
                (*secret, "vault", "digest", *joined, "--json"),
            )
        }
        self.assertEqual(len(digests), 1)

    def test_usage_errors_end_with_two(self):
        for words in (
            (),
            ("nonsense",),
            ("vault",),
            ("vault", "nonsense"),
            ("vault", "check", "more"),
            ("vault", "check", "--nonsense"),
            ("vault", "check", "--vault"),
            ("vault", "check", "--json=yes"),
            ("--nonsense", "vault", "check"),
            ("card", "export"),
            ("import",),
        ):
            done = run(*words, check=False)
            self.assert_refused(done, code=2)
            self.assertIn("--help", done.err)

    def test_json_tells_usage_errors_too(self):
        done = run("vault", "nonsense", "--json", check=False)
        self.assert_refused(done, "usage", 2)

    def test_error_has_a_word_a_sentence_and_a_detail(self):
        done = run("--json", "--vault", self.path("none"), "vault", "check", check=False)
        told = done.json
        self.assertEqual(told["error"], "not-found")
        self.assertEqual(told["message"], done.err.strip())
        self.assertIn("no vault", told["detail"])

    def test_name_that_is_not_utf8_is_no_trouble(self):
        odd = str(self.path("odd-")) + "\udcff"
        shutil.copy(self.path("bundle.ahadi"), odd)
        told = json.loads(self.run_in("kisumu", "import", "--json", odd).out)
        self.assertEqual(told["file"], str(self.path("odd-")) + "\ufffd")
        self.assertEqual((told["outcome"], told["operations"]), ("merged", 0))

    def test_value_that_is_not_utf8_is_refused(self):
        words = ("member", "add", "--consent", "true", "--name", "Achi\udcff")
        done = self.run_in("kisumu", "--json", *words, check=False)
        self.assert_refused(done, "problems")

    def test_double_dash_ends_options(self):
        done = run("--json", "card", "show", "--", "--json", check=False)
        self.assertNotEqual(done.json["error"], "usage")


class Help(WorldCase):
    def test_every_command_says_how_it_is_used(self):
        out = run("--help").out
        verbs = ("vault", "card", "enrol", "member", "pledge", "circle", "report", "export",
                 "import", "reply", "inspect", "identity", "demo")
        for verb in verbs:
            self.assertIn(f"\n  {verb} ", out)
            self.assertNotEqual(run(verb, "--help").out, out)
            self.assertEqual(run("help", verb).out, run(verb, "-h").out)

    def test_exit_codes_are_documented(self):
        out = run("--help").out
        self.assertIn("Exit codes:", out)
        for word in ("\n  0", "\n  1", "\n  2"):
            self.assertIn(word, out)

    def test_fields_stand_in_the_help_of_their_command(self):
        out = run("member", "add", "--help").out
        for option in ("--preferred-name TEXT", "--guardian-consent true|false", "--status WORD"):
            self.assertIn(option, out)
        self.assertIn("active, lapsed", out)

    def test_version_is_said(self):
        self.assertRegex(run("--version").out, r"^ahadictl \d+\.\d+\.\d+\n$")


class Backup(WorldCase):
    vaults = ("kisumu",)

    def backups(self):
        return {path.parent.name for path in self.path("kisumu").glob("backups/*/slots")}

    def test_change_is_backed_up_and_reading_is_not(self):
        before = self.backups()
        self.run_in("kisumu", "member", "list")
        self.assertEqual(self.backups(), before)
        self.run_in("kisumu", "member", "add", "--name", "Kerubo", "--consent", "true")
        self.assertNotEqual(self.backups(), before)


if __name__ == "__main__":
    program.main()
