#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl vault shares: made for custodians, shown, printed; opening is in test-shares-in.py."""

import shutil
import subprocess

import program
from program import Terminal, WorldCase, run


class Shares(WorldCase):
    vaults = ("office",)

    def setUp(self):
        super().setUp()
        self.secrets = []
        for number in range(1, 4):
            path = self.path(f"custodian-{number}.txt")
            path.write_text(f"custodian tall giraffe {number}7 window\n", encoding="utf-8")
            self.secrets.append(path)

    def create(self, folder="shares", *words, check=True, secrets=None):
        files = [
            word
            for path in (self.secrets if secrets is None else secrets)
            for word in ("--share-passphrase-file", path)
        ]
        numbers = words or ("--threshold", 2, "--count", 3)
        fixed = ("--json", "vault", "shares", "create", "--to", self.path(folder))
        return self.run_in("office", *files, *fixed, *numbers, check=check)

    def test_each_custodian_gets_a_sealed_file_of_mine_alone(self):
        told = self.create().json
        self.assertEqual(told["threshold"], 2)
        names = sorted(path.name for path in self.path("shares").iterdir())
        self.assertEqual(names, [f"office share {i} of 3.ahadi-share" for i in (1, 2, 3)])
        for path in self.path("shares").iterdir():
            self.assertEqual(path.stat().st_mode & 0o777, 0o600)
            self.assertEqual(path.stat().st_size, 135)

    def test_a_share_is_shown_without_its_passphrase(self):
        paths = self.create().json["shares"]
        told = [run("--json", "vault", "shares", "show", path).json for path in paths]
        self.assertEqual([one["index"] for one in told], [1, 2, 3])
        self.assertEqual({(one["threshold"], one["count"]) for one in told}, {(2, 3)})
        self.assertEqual(len({one["set"] for one in told}), 1)

    def test_no_share_is_written_over_and_what_was_written_goes(self):
        self.create()
        before = {path: path.read_bytes() for path in self.path("shares").iterdir()}
        (self.path("shares") / "office share 1 of 3.ahadi-share").rename(self.path("moved"))
        self.assert_refused(self.create(check=False), "exists")
        names = sorted(path.name for path in self.path("shares").iterdir())
        self.assertEqual(names, ["office share 2 of 3.ahadi-share", "office share 3 of 3.ahadi-share"])
        for path in self.path("shares").iterdir():
            self.assertEqual(path.read_bytes(), before[path])

    def test_who_cannot_be_asked_is_told_the_option(self):
        done = self.create(check=False, secrets=[])
        self.assert_refused(done, "refused")
        self.assertIn("name that with --share-passphrase-file.", done.err)

    def test_share_with_changed_costs_is_called_changed(self):
        path = self.path("shares") / "office share 1 of 3.ahadi-share"
        self.create()
        share = bytearray(path.read_bytes())
        share[31:47] = (20).to_bytes(8, "big") + (2**40).to_bytes(8, "big")
        path.write_bytes(share)
        done = run("--json", "vault", "shares", "show", path, check=False)
        self.assert_refused(done, "corrupt")
        self.assertIn("was changed", done.err)

    def test_numbers_that_cannot_be_are_refused(self):
        for words in (
            ("--threshold", 4, "--count", 3),
            ("--threshold", 1, "--count", 3),
            ("--threshold", 2, "--count", 17),
            ("--threshold", 2, "--count", 2),
        ):
            done = self.create("none", *words, check=False)
            self.assert_refused(done, "usage", code=2)
        self.assertFalse(self.path("none").exists())

    def test_a_weak_passphrase_makes_none(self):
        self.secrets[1].write_text("password\n", encoding="utf-8")
        self.assert_refused(self.create(check=False), "weak-passphrase")
        self.assertFalse(self.path("shares").exists())

    def test_who_holds_which_is_told_by_the_vault_alone(self):
        names = ["Achieng", "", "Otieno"]
        words = [word for name in names for word in ("--custodian", name)]
        paths = self.create("shares", "--threshold", 2, "--count", 3, *words).json["shares"]
        told = self.run_in("office", "--json", "vault", "shares", "list").json
        self.assertEqual((told["threshold"], told["count"], told["names"]), (2, 3, names))
        share = run("--json", "vault", "shares", "show", paths[0]).json
        self.assertEqual(told["set"], share["set"])
        self.assertNotIn("names", share)

    def test_as_many_are_named_as_there_are(self):
        words = ("--threshold", 2, "--count", 3, "--custodian", "Achieng")
        self.assert_refused(self.create("none", *words, check=False), "usage", code=2)
        self.assertFalse(self.path("none").exists())

    def test_without_custodians_none_are_listed(self):
        told = self.run_in("office", "--json", "vault", "shares", "list").json
        self.assertEqual((told["count"], told["names"]), (0, []))

    def test_something_else_is_no_share(self):
        for name in ("bundle.ahadi", "passphrase.txt"):
            done = run("--json", "vault", "shares", "show", self.path(name), check=False)
            self.assertEqual(done.json["file"], str(self.path(name)))
            self.assertEqual(done.code, 1)

    def check_share(self, path, secret, check=True):
        words = ("--vault", self.path("office"), "vault", "shares", "check", path)
        return run("--json", "--share-passphrase-file", self.secrets[secret], *words, check=check)

    def test_a_share_proves_itself_while_the_vault_stays_closed(self):
        paths = self.create().json["shares"]
        told = self.check_share(paths[1], 1).json
        self.assertEqual((told["ok"], told["index"], told["threshold"]), (True, 2, 2))
        self.assert_refused(self.check_share(paths[1], 0, check=False), "share-passphrase")
        data = bytearray(self.path(paths[1]).read_bytes())
        data[-1] ^= 1
        self.path("changed").write_bytes(data)
        self.assert_refused(self.check_share(self.path("changed"), 1, check=False), "share-passphrase")

    def test_a_share_that_opens_nothing_any_more_is_told(self):
        old = self.create().json["shares"]
        self.create("anew")
        self.assert_refused(self.check_share(old[0], 0, check=False), "foreign-share")

    def test_a_sheet_is_checked_as_it_is_typed(self):
        if not shutil.which("pdftoppm") or not shutil.which("zbarimg"):
            self.skipTest("pdftoppm and zbarimg are needed")
        digits = self.read_sheet(self.create().json["shares"][1])
        words = ("--vault", self.path("office"), "vault", "shares", "check")
        for typed, code, said in (
            (digits, 0, "Share 2 of 3 is right"),
            (f"{digits[:40]}{(int(digits[40]) + 1) % 10}{digits[41:]}", 1, "Group 7 is not right"),
        ):
            terminal = Terminal(*words)
            terminal.expect("group by group")
            terminal.type(typed)
            self.assertEqual(terminal.finish(), code, terminal.shown)
            self.assertIn(said, terminal.shown)
            self.assertNotIn(digits[:6], terminal.shown)

    def read_sheet(self, share):
        """The digits of the second custodian's sheet, without blanks."""
        sheet = self.path("sheet.pdf")
        run("--share-passphrase-file", self.secrets[1], "vault", "shares", "print", share, sheet)
        command = ["pdftoppm", "-r", "150", "-png", "-singlefile", sheet, self.path("sheet")]
        subprocess.run(command, check=True)
        command = ["zbarimg", "-q", "--raw", self.path("sheet.png")]
        read = subprocess.run(command, capture_output=True, check=True)
        return "".join(filter(str.isdigit, read.stdout.decode()))

    def test_the_sheet_holds_digits_that_are_the_share(self):
        if not shutil.which("pdftotext") or not shutil.which("zbarimg"):
            self.skipTest("pdftotext and zbarimg are needed")
        digits = self.path("digits.txt")
        digits.write_text(self.read_sheet(self.create().json["shares"][1]), encoding="utf-8")
        told = run("--json", "vault", "shares", "show", digits).json
        self.assertEqual((told["index"], told["sealed"]), (2, False))
        text = subprocess.run(["pdftotext", "-layout", self.path("sheet.pdf"), "-"], capture_output=True, check=True)
        self.assertIn("share 2 of 3", text.stdout.decode())


if __name__ == "__main__":
    program.main()
