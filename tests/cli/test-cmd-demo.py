#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl demo: one JSON object, or an account for people."""

import json
import shlex
import subprocess
import tempfile
import unittest
from pathlib import Path

import program
from program import WorldCase, environment, run, shared_demo

KEYS = {
    "members", "pledges", "reports", "digests", "bundles", "replies", "vaults", "identity",
    "signers", "passphrase_file",
}


class Demo(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.told, cls.folder = shared_demo()

    def ask(self, number, *words):
        told = self.told
        options = ("--vault", told["vaults"][number], "--passphrase-file", told["passphrase_file"])
        return run(*options, "--json", *words).json

    def test_object_has_exactly_its_keys(self):
        self.assertEqual(set(self.told), KEYS)

    def test_counts_are_those_of_the_offices(self):
        counts = [self.told[key] for key in ("members", "pledges", "reports")]
        self.assertEqual(counts, [40, 40, 3])
        self.assertEqual(len(self.ask(0, "member", "list")), 40)
        self.assertEqual(len(self.ask(0, "pledge", "list")), 40)

    def test_both_digests_are_equal_and_that_of_the_first_vault(self):
        self.assertEqual(len(self.told["digests"]), 2)
        self.assertEqual(*self.told["digests"])
        self.assertEqual(self.ask(0, "vault", "digest")["digest"], self.told["digests"][0])

    def test_every_path_is_there(self):
        for key, count in (("bundles", 2), ("signers", 2), ("vaults", 6), ("replies", 6)):
            self.assertEqual(len(self.told[key]), count)
            for path in self.told[key]:
                self.assertTrue(Path(path).exists(), path)
        for key in ("identity", "passphrase_file"):
            self.assertTrue(Path(self.told[key]).is_file())

    def test_first_vault_is_the_membership_office(self):
        roles = [self.ask(number, "vault", "check")["role"] for number in range(6)]
        offices = ["membership", "executive-director", "board-committee"]
        self.assertEqual(roles, [*offices, "coordinator", "coordinator", "membership"])

    def test_paths_are_whole(self):
        self.assertTrue(all(path.startswith("/") for path in self.told["vaults"]))

    def test_demo_in_its_place_is_left_alone(self):
        passphrase = Path(self.told["passphrase_file"]).read_bytes()
        done = run("demo", "--json", "--to", self.folder, check=False)
        self.assertEqual(done.code, 1)
        self.assertEqual(done.json["error"], "refused")
        self.assertIn("demo in this folder already", done.err)
        self.assertEqual(Path(self.told["passphrase_file"]).read_bytes(), passphrase)


class Place(WorldCase):
    def test_file_of_mine_by_the_same_name_is_left_alone(self):
        for name in ("passphrase.txt", "keys/x", "card.ahadi-card"):
            folder = self.path("a folder") / name.replace("/", "-")
            (folder / name).parent.mkdir(parents=True)
            (folder / name).write_text("mine", encoding="utf-8")
            done = run("demo", "--json", "--to", folder, check=False)
            self.assert_refused(done, "refused")
            self.assertEqual(done.json["file"], str(folder))
            self.assertEqual((folder / name).read_text(encoding="utf-8"), "mine")
            self.assertEqual(len(list(folder.rglob("*"))), name.count("/") + 1)

    def test_small_disk_is_said_and_nothing_left(self):
        disk = self.mount("disk", "2m")
        self.assert_refused(run("demo", "--json", "--to", disk / "x", check=False), "no-space")
        self.assertEqual(list(disk.rglob("*")), [])

    def test_disk_that_is_only_read_is_said(self):
        disk = self.mount("disk", "2m")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        self.assert_refused(run("demo", "--json", "--to", disk / "x", check=False), "read-only")

    def test_folder_among_other_files_and_from_where_one_stands(self):
        (self.path("here") / "ü").mkdir(parents=True)
        self.path("here/mine.txt").write_text("mine", encoding="utf-8")
        command = [program.AHADICTL, "demo", "--to", "ü/../."]
        done = subprocess.run(command, cwd=self.path("here"), env=environment(),
                              capture_output=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        # The example can be pasted.
        line = next(line for line in done.stdout.decode().splitlines() if "member list" in line)
        pasted = shlex.split(line.replace("ahadictl", program.AHADICTL, 1))
        done = subprocess.run(pasted, env=environment(), capture_output=True, check=False)
        self.assertEqual(len(done.stdout.splitlines()), 40, done.stderr)


class Secret(WorldCase):
    def test_passphrase_of_mine_opens_every_vault(self):
        mine = self.path("passphrase.txt")
        told = run("demo", "--json", "--passphrase-file", mine, "--to", self.path("d")).json
        for vault in told["vaults"]:
            run("--vault", vault, "--passphrase-file", mine, "vault", "digest")
        self.assertEqual(
            Path(told["passphrase_file"]).read_bytes().strip(), mine.read_bytes().strip()
        )


class Account(unittest.TestCase):
    def test_without_json_and_folder_it_tells_people_where_things_are(self):
        with tempfile.TemporaryDirectory() as home:
            done = run("demo", XDG_DATA_HOME=home)
            folders = list((Path(home) / "ahadi").iterdir())
            self.assertEqual(len(folders), 1)
            self.assertIn(str(folders[0]), done.out)
        for word in ("Enrolled", "Sealed", "Merged", "Checked", "member list"):
            self.assertIn(word, done.out)
        with self.assertRaises(json.JSONDecodeError):
            json.loads(done.out)

    def test_folder_that_cannot_be_made_is_said(self):
        with tempfile.NamedTemporaryFile() as file:
            done = run("demo", "--to", f"{file.name}/demo", check=False)
        self.assertEqual(done.code, 1)
        self.assertTrue(done.err.strip().endswith("."))


if __name__ == "__main__":
    program.own_mounts()
    program.main()
