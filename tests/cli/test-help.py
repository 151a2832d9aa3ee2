#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What --help says, and that it is so."""

import re
import unittest

import program
from program import run

COMMANDS = {
    "vault": ("init", "check", "clock", "digest", "passwd"),
    "card": ("export", "import", "show"),
    "enrol": ("request", "list", "approve", "refuse"),
    "member": ("add", "edit", "list", "show"),
    "pledge": ("record", "list", "withdraw"),
    "circle": ("add", "list"),
    "report": ("file", "list", "seats", "show"),
    "carry": ("list", "write"),
    "export": (),
    "import": (),
    "reply": (),
    "gaps": (),
    "inspect": (),
    "identity": ("export", "signer"),
    "demo": (),
}
GLOBAL = ("--vault DIR", "--passphrase-file FILE", "--json")


def every_page():
    yield ()
    for verb, commands in COMMANDS.items():
        yield (verb,)
        for command in commands:
            yield (verb, command)


class Help(unittest.TestCase):
    def test_every_command_is_listed_and_has_a_page_of_its_own(self):
        out = run("--help").out
        for verb, commands in COMMANDS.items():
            self.assertIn(f"\n  {verb} ", out)
            page = run(verb, "--help").out
            self.assertNotEqual(page, out)
            self.assertEqual(run("help", verb).out, run(verb, "-h").out)
            for command in commands:
                self.assertIn(f"\n  {verb} {command} ", page)

    def test_every_page_begins_with_the_usage_and_fits_the_screen(self):
        for words in every_page():
            out = run(*words, "--help").out
            self.assertTrue(out.startswith(" ".join(("Usage: ahadictl [GLOBAL OPTIONS]", *words))))
            self.assertLessEqual(max(len(line) for line in out.splitlines()), 80, words)

    def test_global_options_stand_on_the_page_of_every_command(self):
        for words in every_page():
            if len(words) == 2 or words == () or not COMMANDS[words[0]]:
                out = run(*words, "--help").out
                for option in GLOBAL:
                    self.assertIn(f"\n  {option} ", out, words)

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

    def test_help_stays_text_for_programs_too(self):
        for words in every_page():
            done = run("--json", *words, "--help")
            self.assertEqual((done.out, done.code), (run(*words, "--help").out, 0), words)
        self.assertRegex(run("--help").out, r"help stays\s+text")

    def test_words_in_capital_letters_are_explained_where_they_stand(self):
        for words in (("member", "add"), ("pledge", "record"), ("circle", "add"), ("report", "file")):
            out = run(*words, "--help").out
            for word in ("DATE", "DAY", "ID"):
                used = re.search(rf"^  --\S+ {word} ", out, re.MULTILINE) is not None
                self.assertEqual(used, re.search(rf"\bAn? {word}\sis", out) is not None, (words, word))

    def test_exact_day_is_told_from_a_date(self):
        self.assertIn("--birth DATE", run("member", "add", "--help").out)
        self.assertIn("--date DAY", run("pledge", "record", "--help").out)
        self.assertIn("--date DAY", run("pledge", "withdraw", "--help").out)

    def test_option_that_the_usage_shows_alone_is_not_promised_twice(self):
        first = run("reply", "--help").out.splitlines()[0]
        self.assertEqual(first, "Usage: ahadictl [GLOBAL OPTIONS] reply --to DIR")

    def test_version_is_said(self):
        self.assertRegex(run("--version").out, re.compile(r"^ahadictl \d+\.\d+\.\d+\n$"))


if __name__ == "__main__":
    program.main()
