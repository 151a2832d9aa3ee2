#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""--share: an office that lost its only holder is opened by its custodians."""

import shutil

import program
from program import WorldCase, run


def build_custody(folder):
    """An office whose passphrase is lost, its backup, and three custodians."""
    shutil.copytree(program.shared("world", program.build_world), folder, dirs_exist_ok=True)
    world = program.World(folder)
    files = []
    for number in range(1, 4):
        path = folder / f"custodian-{number}.txt"
        path.write_text(f"custodian tall giraffe {number}7 window\n", encoding="utf-8")
        files += ["--share-passphrase-file", path]
    numbers = ("--threshold", "2", "--count", "3")
    world.run("office", *files, "vault", "shares", "create", *numbers, "--to", folder)
    backup = max((folder / "office" / "backups").iterdir())
    shutil.copytree(backup, folder / "restored")


class SharesIn(WorldCase):
    def setUp(self):
        super().setUp()
        shutil.copytree(
            program.shared("custody", build_custody), self.folder, dirs_exist_ok=True
        )
        self.fresh = self.path("fresh.txt")
        self.fresh.write_text("copper river basket 9 lantern\n", encoding="utf-8")

    def share(self, number):
        return self.path(f"office share {number} of 3.ahadi-share")

    def custodian(self, number):
        return (
            "--share",
            self.share(number),
            "--share-passphrase-file",
            self.path(f"custodian-{number}.txt"),
        )

    def open_with(self, *numbers, vault="office", words=("vault", "check"), check=False):
        shares = [word for number in numbers for word in self.custodian(number)]
        return run("--json", "--vault", self.path(vault), *shares, *words, check=check)

    def test_an_office_that_lost_its_only_holder_works_again(self):
        words = ("vault", "passwd", "--new-passphrase-file", self.fresh)
        self.open_with(3, 1, vault="restored", words=words, check=True)
        holder = ("--vault", self.path("restored"), "--passphrase-file", self.fresh, "--json")
        self.assertTrue(run(*holder, "vault", "check").json["ok"])
        run(*holder, "import", self.path("bundle.ahadi"))
        names = [one["name"] for one in run(*holder, "member", "list").json]
        self.assertIn("Achieng Otieno", names)

    def test_any_two_open_it_for_every_command(self):
        for numbers in ((1, 2), (2, 3), (1, 2, 3)):
            self.assertTrue(self.open_with(*numbers, check=True).json["ok"])
        self.open_with(1, 3, words=("member", "list"), check=True)

    def test_one_is_too_few_and_the_same_is_named(self):
        self.assert_refused(self.open_with(1), "few-shares")
        done = self.open_with(1, 1)
        self.assert_refused(done, "same-share")
        self.assertEqual(done.json["file"], str(self.share(1)))

    def test_a_wrong_passphrase_names_the_share(self):
        self.path("custodian-2.txt").write_text("not this one at all 9\n", encoding="utf-8")
        done = self.open_with(1, 2)
        self.assert_refused(done, "share-passphrase")
        self.assertEqual(done.json["file"], str(self.share(2)))

    def test_a_newer_set_voids_the_older(self):
        files = [
            word
            for number in (1, 2, 3)
            for word in ("--share-passphrase-file", self.path(f"custodian-{number}.txt"))
        ]
        words = ("--threshold", "3", "--count", "3", "--to", self.path("newer"))
        self.run_in("office", *files, "vault", "shares", "create", *words)
        done = self.open_with(1, 2)
        self.assert_refused(done, "foreign-share")
        self.assertEqual(done.json["file"], str(self.share(1)))
        self.open_with(1, 2, vault="restored", check=True)

    def test_after_a_rekey_there_are_no_custodians(self):
        done = self.run_in(
            "office", "--json", "vault", "rekey", "--recovery-file", self.path("new.code")
        )
        self.assertTrue(done.json["shares_void"])
        self.assertIn("shares will be void", done.err)
        self.assert_refused(self.open_with(1, 2), "no-custodians")

    def test_shares_alone_do_not_rekey(self):
        words = ("vault", "rekey", "--recovery-file", self.path("new.code"))
        self.assert_refused(self.open_with(1, 2, words=words), "refused")

    def test_passphrases_are_asked_for_by_the_name_of_the_share(self):
        shares = ("--share", self.share(1), "--share", self.share(2))
        terminal = program.Terminal("--vault", self.path("office"), *shares, "vault", "digest")
        for number in (1, 2):
            terminal.expect(f"share {number} of 3")
            terminal.type(self.path(f"custodian-{number}.txt").read_text(encoding="utf-8").strip())
        self.assertEqual(terminal.finish(), 0)


if __name__ == "__main__":
    program.main()
