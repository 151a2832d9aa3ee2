#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl vault backup, restore, drill: full, wrong, and whole."""

import os
import shutil

import program
from program import WRONG, WorldCase, add_member, run


def sealed(folder):
    return sorted(folder.glob("*.ahadi-backup"))


class Backup(WorldCase):
    vaults = ("kisumu",)

    def test_one_file_is_written_and_told(self):
        told = self.json_in("kisumu", "vault", "backup", "--to", self.path("stick"))
        self.assertEqual(os.path.getsize(told["path"]), told["size"])
        self.assertIn("/kisumu-", told["path"])
        self.assertEqual(os.listdir(self.path("stick")), [os.path.basename(told["path"])])

    def test_file_may_be_named_and_is_not_written_over(self):
        path = self.path("mine.ahadi-backup")
        self.json_in("kisumu", "vault", "backup", "--to", path)
        before = path.read_bytes()
        again = self.run_in("kisumu", "--json", "vault", "backup", "--to", path, check=False)
        self.assert_refused(again, "exists")
        self.assertEqual(path.read_bytes(), before)

    def test_without_a_folder_it_asks_for_one(self):
        done = self.run_in("kisumu", "--json", "vault", "backup", check=False)
        self.assert_refused(done, "not-found")
        self.assertIn("--to", done.err)

    def test_backup_inside_the_vault_is_refused(self):
        self.path("link").symlink_to(self.path("kisumu/backups"))
        before = sorted(self.path("kisumu").iterdir())
        for place in ("kisumu", "kisumu/backups", "kisumu/new", "link/b.ahadi-backup"):
            words = ("--json", "vault", "backup", "--to", self.path(place))
            done = self.run_in("kisumu", *words, check=False)
            self.assert_refused(done, "not-ready")
            self.assertIn("inside the vault’s own folder", done.err)
        words = ("--json", "vault", "backup", "--every", 7, "--to", self.path("kisumu/new"))
        self.assert_refused(self.run_in("kisumu", *words, check=False), "not-ready")
        self.assertEqual(sorted(self.path("kisumu").iterdir()), before)
        self.assertEqual(self.json_in("kisumu", "vault", "check")["last_sealed_backup"], 0)

    def test_keep_and_every_go_with_a_folder(self):
        for words in (("--keep", 3), ("--every", 7), ("--every", 7, "--to", "x.ahadi-backup")):
            done = self.run_in("kisumu", "vault", "backup", *words, check=False)
            self.assert_refused(done, code=2)

    def test_check_tells_when_the_last_was_made(self):
        told = self.json_in("kisumu", "vault", "backup", "--to", self.path("stick"))
        check = self.json_in("kisumu", "vault", "check")
        self.assertEqual(check["last_sealed_backup"], told["time"])
        self.assertEqual(check["last_sealed_path"], told["path"])
        self.assertEqual(check["last_drill"], 0)

    def test_schedule_keeps_the_newest_and_others_files(self):
        stick = self.path("stick")
        words = ("vault", "backup", "--to", stick, "--every", 7, "--keep", 2)
        for _ in range(3):
            self.json_in("kisumu", *words)
        (stick / "other.txt").write_text("not ours", encoding="utf-8")
        self.json_in("kisumu", "vault", "backup")
        self.assertEqual(len(sealed(stick)), 2)
        self.assertTrue((stick / "other.txt").exists())

    def test_due_backup_is_made_when_the_vault_is_locked(self):
        stick = self.path("stick")
        told = self.json_in("kisumu", "vault", "backup", "--to", stick, "--every", 7)
        day = 24 * 60 * 60 * 1000
        for days, files in ((6, 1), (8, 2), (9, 2)):
            clock = told["time"] + days * day
            self.run_in("kisumu", "member", "list", AHADI_CLOCK_MS=clock)
            self.assertEqual(len(sealed(stick)), files)

    def test_stick_that_is_not_in_is_no_failure_and_no_folder(self):
        stick = self.path("stick")
        self.json_in("kisumu", "vault", "backup", "--to", stick, "--every", 1)
        shutil.rmtree(stick)
        done = self.run_in("kisumu", "member", "list")
        self.assertEqual(done.err, "")
        self.assertFalse(stick.exists())

    def test_every_0_ends_it(self):
        self.json_in("kisumu", "vault", "backup", "--to", self.path("stick"), "--every", 7)
        self.run_in("kisumu", "vault", "backup", "--every", 0)
        self.assertIsNone(self.json_in("kisumu", "vault", "check")["backup_folder"])

    def test_full_stick_is_said_and_nothing_is_left(self):
        stick = self.mount("stick", "200k")
        done = self.run_in("kisumu", "--json", "vault", "backup", "--to", stick, check=False)
        self.assert_refused(done, "no-space")
        self.assertEqual(os.listdir(stick), [])


class Drill(WorldCase):
    vaults = ("kisumu",)

    def test_newest_backup_is_opened_and_remembered(self):
        told = self.json_in("kisumu", "vault", "backup", "--to", self.path("stick"))
        add_member(self.world, "kisumu", "Kerubo")
        drill = self.json_in("kisumu", "vault", "drill")
        self.assertEqual(drill["path"], told["path"])
        self.assertEqual(drill["since"], 1)
        self.assertGreater(drill["rows"], 0)
        self.assertGreater(self.json_in("kisumu", "vault", "check")["last_drill"], 0)
        self.assertFalse((self.path("kisumu") / ".drill.building").exists())

    def test_without_a_sealed_one_the_laptops_own_is_tried(self):
        add_member(self.world, "kisumu", "Kerubo")
        drill = self.json_in("kisumu", "vault", "drill")
        self.assertIn("/backups/", drill["path"])

    def test_recovery_code_is_proved_too(self):
        self.json_in("kisumu", "vault", "backup", "--to", self.path("stick"))
        words = ("vault", "drill", "--recovery-code-file", self.path("kisumu.code"))
        drill = run("--vault", self.path("kisumu"), "--json", *words).json
        self.assertTrue(drill["ok"])
        said = self.run_in("kisumu", "vault", "check").out
        self.assertIn("with the recovery code", said)

    def test_damaged_backup_fails_says_what_to_do_and_is_remembered(self):
        told = self.json_in("kisumu", "vault", "backup", "--to", self.path("stick"))
        with open(told["path"], "r+b") as file:
            file.seek(told["size"] // 2)
            byte = file.read(1)
            file.seek(-1, os.SEEK_CUR)
            file.write(bytes([byte[0] ^ 1]))
        done = self.run_in("kisumu", "--json", "vault", "drill", check=False)
        self.assert_refused(done, "damaged")
        self.assertIn("make a new backup today", done.err)
        self.assertGreater(self.json_in("kisumu", "vault", "check")["failed_drill"], 0)


class Files(WorldCase):
    """What lies beside the database is checked too, wherever it is said to be whole."""

    vaults = ("kisumu",)

    def setUp(self):
        super().setUp()
        self.path("note.txt").write_text("The gate was open\n", encoding="utf-8")
        member = self.json_in("kisumu", "member", "list")[0]["id"]
        self.run_in("kisumu", "attach", "add", "member", member, self.path("note.txt"))
        self.run_in("kisumu", "vault", "backup", "--to", self.path("stick"))
        (self.file,) = (self.path("kisumu") / "blobs").iterdir()

    def assert_told(self, damaged, missing):
        done = self.run_in("kisumu", "--json", "vault", "check", check=False)
        self.assertEqual(done.code, 1)
        self.assertFalse(done.json["ok"])
        self.assertEqual(done.json["damaged_files"], damaged)
        self.assertEqual(done.json["missing_files"], missing)
        done = self.run_in("kisumu", "vault", "backup", "--to", self.path("stick"))
        self.assertIn("Keep every older backup", done.err)
        done = self.run_in("kisumu", "--json", "vault", "drill", check=False)
        self.assert_refused(done, "files")
        newest = max(self.path("stick").iterdir(), key=lambda path: path.stat().st_mtime_ns)
        self.assertIn("damaged or missing", self.run_in("again", "vault", "restore", newest).out)

    def test_whole_they_are_said_to_be_whole(self):
        self.assertTrue(self.json_in("kisumu", "vault", "check")["ok"])
        self.assertTrue(self.json_in("kisumu", "vault", "drill")["ok"])

    def test_a_damaged_one_is_told(self):
        data = bytearray(self.file.read_bytes())
        data[-1] ^= 1
        self.file.write_bytes(data)
        self.assert_told(1, 0)

    def test_a_missing_one_is_told(self):
        self.file.unlink()
        self.assert_told(0, 1)


class Restore(WorldCase):
    vaults = ("kisumu", "office", "merged")

    def setUp(self):
        super().setUp()
        told = self.json_in("kisumu", "vault", "backup", "--to", self.path("stick"))
        self.backup = told["path"]
        self.digest = self.world.digest("kisumu")

    def test_vault_is_back_as_it_was(self):
        done = self.run_in("again", "vault", "restore", self.backup)
        self.assertIn("not exported is not in it", done.out)
        self.assertEqual(self.world.digest("again"), self.digest)
        self.assertTrue(self.json_in("again", "vault", "check")["ok"])

    def test_recovery_code_opens_it(self):
        words = ("--recovery-code-file", self.path("kisumu.code"))
        run("--vault", self.path("again"), "vault", "restore", self.backup, *words)
        self.assertEqual(self.world.digest("again"), self.digest)

    def test_folder_of_backups_is_restored_too(self):
        add_member(self.world, "kisumu", "Kerubo")
        newest = sorted((self.path("kisumu") / "backups").iterdir())[-1]
        digest = self.world.digest("kisumu")
        self.run_in("again", "vault", "restore", newest)
        self.assertEqual(self.world.digest("again"), digest)

    def test_vault_that_is_there_is_refused_or_kept_aside(self):
        add_member(self.world, "kisumu", "Kerubo")
        later = self.world.digest("kisumu")
        refused = self.run_in("kisumu", "--json", "vault", "restore", self.backup, check=False)
        self.assert_refused(refused, "exists")
        self.assertEqual(self.world.digest("kisumu"), later)
        told = self.json_in("kisumu", "vault", "restore", "--replace", self.backup)
        self.assertEqual(self.world.digest("kisumu"), self.digest)
        self.assertEqual(self.world.digest(told["aside"]), later)

    def test_what_was_erased_since_stays_erased(self):
        """FORMATS 4: the vault that stands there tells the restored one before it opens."""
        before = self.json_in("merged", "vault", "backup", "--to", self.path("stick-2"))["path"]
        member = self.json_in("merged", "member", "list")[0]
        words = ("erasure", "add", "member", member["id"], "--reason", "request", "--yes")
        self.run_in("merged", *words)
        done = self.run_in("merged", "vault", "restore", "--replace", before)
        self.assertIn("stays erased", done.out)
        names = [one["name"] for one in self.json_in("merged", "member", "list")]
        self.assertNotIn(member["name"], names)
        self.assertTrue(self.json_in("merged", "vault", "check")["ok"])
        done = self.run_in("elsewhere", "vault", "restore", before)
        self.assertIn("take in the newest reply", done.out)

    def test_backup_whose_keys_are_a_pipe_is_refused(self):
        backup = self.path("pipe")
        backup.mkdir()
        os.mkfifo(backup / "slots")
        done = self.run_in("new", "--json", "vault", "restore", backup, check=False)
        self.assert_refused(done, "not-file")
        self.assertFalse(self.path("new").exists())

    def test_folder_of_a_vault_is_no_backup(self):
        for verb, vault in (("restore", "new"), ("drill", "kisumu")):
            words = ("--json", "vault", verb, self.path("kisumu"))
            done = self.run_in(vault, *words, check=False)
            self.assert_refused(done, "foreign")
            self.assertIn("a vault’s own folder is none either", done.err)
        self.assertFalse(self.path("new").exists())

    def test_wrong_passphrase_and_foreign_files_make_nothing(self):
        wrong = self.path("wrong.txt")
        wrong.write_text(WRONG + "\n", encoding="utf-8")
        options = ("--vault", self.path("again"), "--json", "--passphrase-file")
        done = run(*options, wrong, "vault", "restore", self.backup, check=False)
        self.assert_refused(done, "wrong-secret")
        done = run(*options, wrong, "vault", "restore", wrong, check=False)
        self.assert_refused(done, "foreign")
        self.assertFalse(self.path("again").exists())
        self.assertEqual(list(self.folder.glob(".again*")), [])

    def test_full_disk_makes_nothing(self):
        disk = self.mount("disk", "300k")
        words = ("vault", "restore", self.backup)
        done = self.run_in("disk/again", "--json", *words, check=False)
        self.assert_refused(done, "no-space")
        self.assertEqual(os.listdir(disk), [])

    def test_office_sees_a_new_epoch_and_no_fork(self):
        add_member(self.world, "kisumu", "Only in the lost vault")
        self.run_in("office", "import", self.world.export("kisumu", "lost.ahadi"))
        self.run_in("again", "vault", "restore", self.backup)
        add_member(self.world, "again", "After the restoration")
        told = self.json_in("office", "import", self.world.export("again", "new.ahadi"))
        self.assertNotIn("fork", str(told))
        names = {one["name"] for one in self.json_in("office", "member", "list")}
        self.assertLessEqual({"Only in the lost vault", "After the restoration"}, names)
        self.assertTrue(self.json_in("office", "vault", "check")["ok"])


if __name__ == "__main__":
    program.own_mounts()
    program.main()
