#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stranger's reader (tests/support/stranger) opens with each secret what FORMAT.md says that it
opens, and comes to the digits that people compare."""

import json
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

import program
from program import World, WorldCase, build_world, environment, run, shared

SUPPORT = Path(__file__).resolve().parents[1] / "support"
sys.dont_write_bytecode = True
sys.path.insert(0, str(SUPPORT / "stranger"))
import sodium  # pylint: disable=wrong-import-position

HAVE_TOOLS = all(map(shutil.which, ("age", "minisign", "openssl"))) and sodium.NAME
HAVE_SCANNER = all(map(shutil.which, ("pdftoppm", "zbarimg")))


def ask(*words):
    """What the stranger told of the one file that it was given; None if the secret is none."""
    command = [sys.executable, "-B", SUPPORT / "stranger", *words]
    done = subprocess.run([str(word) for word in command], env=environment(),
                          capture_output=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else None


def read_sheet(path, secret, sheet):
    """The digits of the share @path, printed as @sheet, as a scanner reads them."""
    run("--share-passphrase-file", secret, "vault", "shares", "print", path, sheet)
    command = ["pdftoppm", "-r", "150", "-png", "-singlefile", sheet, sheet.with_suffix("")]
    subprocess.run([str(word) for word in command], check=True)
    command = ["zbarimg", "-q", "--raw", str(sheet.with_suffix(".png"))]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def build_secrets(folder):
    """A vault with three custodians, of whom two are needed, and its backup."""
    source = shared("world", build_world)
    shutil.copytree(source / "merged", folder / "merged")
    for name in ("passphrase.txt", "office.code"):
        shutil.copy(source / name, folder)
    world = World(folder)
    words = ["--json"]
    for number in (1, 2, 3):
        path = folder / f"custodian-{number}.txt"
        path.write_text(f"custodian tall giraffe {number}7 window\n", encoding="utf-8")
        words += ["--share-passphrase-file", path]
    words += ["vault", "shares", "create", "--to", folder / "shares"]
    paths = world.run("merged", *words, "--threshold", 2, "--count", 3).json["shares"]
    for number, path in enumerate(paths, 1):
        Path(path).rename(folder / f"{number}.ahadi-share")
    world.run("merged", "vault", "backup", "--to", folder / "merged.ahadi-backup")


@unittest.skipUnless(HAVE_TOOLS, "the stock tools are not installed")
class Secrets(WorldCase):
    def setUp(self):
        super().setUp()
        source = shared("secrets", build_secrets)
        self.folder = self.path("secrets")
        shutil.copytree(source, self.folder)
        self.world = World(self.folder)
        self.backup = self.path("merged.ahadi-backup")

    def assert_opened(self, *secret):
        """All records of the vault are in what @secret opens."""
        told = ask(*secret, self.backup)
        self.assertNotIn("refused", told, told)
        members = len(self.json_in("merged", "member", "list"))
        self.assertGreater(members, 0)
        self.assertEqual(told["tables"]["member"], members)

    def test_a_passphrase_opens_a_backup(self):
        self.assert_opened("--passphrase", self.path("passphrase.txt"))

    def test_a_recovery_code_opens_it(self):
        self.assert_opened("--recovery-code", self.path("office.code"))

    def test_any_two_shares_open_it(self):
        first, second, third = (
            ("--share", self.path(f"{number}.ahadi-share"), self.path(f"custodian-{number}.txt"))
            for number in (1, 2, 3)
        )
        self.assert_opened(*first, *third)
        self.assert_opened(*third, *second)
        self.assertIsNone(ask(*second, self.backup))

    @unittest.skipUnless(HAVE_SCANNER, "pdftoppm and zbarimg are needed")
    def test_the_digits_of_two_sheets_open_it(self):
        words = []
        for number in (3, 1):
            share, secret = self.path(f"{number}.ahadi-share"), self.path(f"custodian-{number}.txt")
            digits = self.path(f"{number}.txt")
            scanned = read_sheet(share, secret, self.path(f"{number}.pdf"))
            digits.write_text(scanned, encoding="ascii")
            words += ["--digits", digits]
        self.assert_opened(*words)
        typed = digits.read_text(encoding="ascii")
        digits.write_text(f"{typed[:40]}{(int(typed[40]) + 1) % 10}{typed[41:]}", encoding="ascii")
        self.assertIsNone(ask(*words, self.backup))

    def test_a_secret_of_another_kind_opens_nothing(self):
        told = ask("--passphrase", self.path("custodian-1.txt"), self.backup)
        self.assertEqual((told["refused"], told["rule"]), ("wrong-secret", "K2"))

    def test_both_refuse_a_changed_backup(self):
        whole = self.backup.read_bytes()
        slots = 512  # behind the header of the member
        sealed = whole.index(b"age-encryption.org/v1")
        for at, rule in ((slots + 20, "K2"), (slots + 28, "K2"), (sealed + 5000, "K3")):
            changed = bytearray(whole)
            changed[at] ^= 1
            self.backup.write_bytes(changed)
            told = ask("--passphrase", self.path("passphrase.txt"), self.backup)
            self.assertEqual(told["rule"], rule)
            words = ("vault", "drill", self.backup)
            self.assertNotEqual(self.run_in("merged", *words, check=False).code, 0)


@unittest.skipUnless(HAVE_TOOLS, "the stock tools are not installed")
class Digits(WorldCase):
    vaults = ("office", "stranger")

    def test_of_a_card_are_those_that_are_shown(self):
        ours = self.json_in("office", "card", "show")["fingerprint"]
        self.assertEqual(ask(self.path("card.ahadi-card"))["digits"], ours)

    def test_of_a_request_are_those_that_are_shown(self):
        request, key = self.path("again.ahadi-request"), self.path("office.key")
        ours = self.json_in("stranger", "enrol", "request", request)["fingerprint"]
        self.run_in("office", "identity", "export", key)
        card = self.path("card.ahadi-card")
        self.assertEqual(ask("--key", key, "--card", card, request)["digits"], ours)


if __name__ == "__main__":
    program.main()
