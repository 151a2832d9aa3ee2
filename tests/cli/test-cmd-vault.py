#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl vault: made, checked, unlocked, and what it refuses."""

import glob
import os
import subprocess

import program
from program import PASSPHRASE, WRONG, WorldCase, is_locked, run, start, wait_until

SLOTS_VERSION_OFFSET = len("AHADIKS")


class Init(WorldCase):
    def init(self, name, *words, check=False, passphrase=PASSPHRASE):
        secret = self.path("new-passphrase.txt")
        secret.write_text(passphrase + "\n", encoding="utf-8")
        options = ("--vault", self.path(name), "--passphrase-file", secret)
        return run(*options, "vault", "init", "--minimum-cost", *words, check=check)

    def test_founder_is_told_the_recovery_code_once(self):
        done = self.init("new", "--role", "membership", "--org-name", "Demo", check=True)
        codes = [line for line in done.out.splitlines() if line.replace(" ", "").isdigit()]
        self.assertEqual([len(code.replace(" ", "")) for code in codes], [52])
        self.assertTrue((self.path("new") / "slots").is_file())

    def test_recovery_code_goes_to_a_file_of_mine_alone(self):
        code = self.path("code.txt")
        words = ("--role", "membership", "--org-name", "Demo", "--recovery-file", code)
        told = self.init("new", "--json", *words, check=True).json
        self.assertEqual(told["role"], "membership")
        self.assertEqual(os.stat(code).st_mode & 0o777, 0o600)
        self.assertEqual(len(code.read_text(encoding="utf-8").replace(" ", "").strip()), 52)

    def test_recovery_file_is_made_with_missing_parents(self):
        words = ("--role", "membership", "--org-name", "Demo")
        code = self.path("a/b c/code.txt")
        self.init("new", *words, "--recovery-file", code, check=True)
        self.assertTrue(code.is_file())

    def test_recovery_code_of_another_vault_is_not_written_over(self):
        code = self.path("kisumu.code")
        before = code.read_bytes()
        words = ("--role", "membership", "--org-name", "Demo", "--recovery-file", code)
        done = self.init("new", "--json", *words)
        self.assert_refused(done, "refused")
        self.assertEqual(done.json["file"], str(code))
        self.assertEqual(code.read_bytes(), before)
        self.assertFalse(self.path("new").exists())

    def test_recovery_file_that_cannot_be_written_makes_nothing(self):
        for path, word in ((self.folder, "is-folder"), (self.path("c.txt/x"), "not-folder")):
            self.path("c.txt").write_text("a file", encoding="utf-8")
            words = ("--role", "membership", "--org-name", "Demo", "--recovery-file", path)
            self.assert_refused(self.init("new", "--json", *words), word)
            self.assertFalse(self.path("new").exists())

    def test_recovery_code_that_nobody_saw_is_said(self):
        words = ("--role", "membership", "--org-name", "Demo", "--minimum-cost")
        command = [program.AHADICTL, "--vault", str(self.path("new")), "--passphrase-file",
                   str(self.path("passphrase.txt")), "vault", "init", *words]
        with open("/dev/full", "wb") as full:
            done = subprocess.run(command, env=program.environment(), stdout=full,
                                  stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"recovery code could not be written", done.stderr)

    def test_names_are_one_line_that_is_not_too_long(self):
        card = ("--card", self.path("card.ahadi-card"))
        for name in ("", " ", "a\nb", "x" * 201):
            for words in (("--role", "membership", "--org-name", name),
                          ("--role", "membership", "--org-name", "Demo", "--label", name),
                          ("--role", "coordinator", *card, "--branch", name)):
                self.assert_refused(self.init("new", *words), code=2)
                self.assertFalse(self.path("new").exists())

    def test_files_that_are_not_there_are_named(self):
        words = ("--role", "coordinator", "--branch", "Wajir", "--recovery-file", self.path("c"))
        done = self.init("new", "--json", *words, "--card", self.path("none"))
        self.assert_refused(done, "not-found")
        self.assertEqual(done.json["file"], str(self.path("none")))
        done = self.init("new", "--json", *words, "--card", self.path("bundle.ahadi"))
        self.assert_refused(done, "foreign")
        self.assertFalse(self.path("new").exists())

    def test_second_vault_in_one_place_is_refused(self):
        words = ("--role", "membership", "--org-name", "Demo", "--recovery-file")
        self.init("new", *words, self.path("c1"), check=True)
        slots = (self.path("new") / "slots").read_bytes()
        self.assert_refused(self.init("new", "--json", *words, self.path("c2")), "exists")
        self.assertEqual((self.path("new") / "slots").read_bytes(), slots)

    def test_full_disk_makes_nothing(self):
        disk = self.mount("disk", "2m")
        words = ("--role", "membership", "--org-name", "Demo", "--recovery-file", self.path("c"))
        self.assert_refused(self.init("disk/new", "--json", *words), "no-space")
        self.assertEqual(list(disk.iterdir()), [])
        self.assertFalse(self.path("c").exists())

    def test_json_never_holds_the_recovery_code(self):
        done = self.init("new", "--json", "--role", "membership", "--org-name", "Demo")
        self.assert_refused(done, "usage", 2)
        self.assertFalse(self.path("new").exists())

    def test_unknown_role_is_a_usage_error(self):
        self.assert_refused(self.init("new", "--role", "king"), code=2)
        self.assert_refused(self.init("new"), code=2)

    def test_roles_of_the_field_need_card_and_branch(self):
        self.assert_refused(self.init("new", "--role", "coordinator"), code=2)
        card = ("--card", self.path("card.ahadi-card"))
        self.assert_refused(self.init("new", "--role", "coordinator", *card), code=2)
        self.assertFalse(self.path("new").exists())

    def test_weak_passphrase_makes_nothing(self):
        for weak in ("short", "aaaaaaaaaaaaaaa"):
            words = ("--role", "membership", "--org-name", "Demo")
            self.assert_refused(self.init("new", *words, passphrase=weak))
            self.assertFalse(self.path("new").exists())

    def test_card_with_a_bad_signature_makes_nothing(self):
        card = self.path("card.ahadi-card")
        data = bytearray(card.read_bytes())
        at = data.index(b"untrusted comment:")
        at = data.index(b"\n", at) + 30
        data[at] = ord("A") if data[at] != ord("A") else ord("B")
        card.write_bytes(data)
        words = ("--card", card, "--branch", "Wajir", "--recovery-file", self.path("c"))
        done = self.init("new", "--json", "--role", "coordinator", *words)
        self.assert_refused(done)
        self.assertIn(done.json["error"], ("bad-signature", "malformed"))
        self.assertFalse(self.path("new").exists())


class Use(WorldCase):
    vaults = ("office", "kisumu")

    def test_wrong_passphrase_is_said_and_nothing_changes(self):
        before = (self.path("office") / "slots").read_bytes()
        wrong = self.path("wrong.txt")
        wrong.write_text(WRONG + "\n", encoding="utf-8")
        options = ("--vault", self.path("office"), "--passphrase-file", wrong)
        done = run(*options, "--json", "vault", "check", check=False)
        self.assert_refused(done, "wrong-secret")
        self.assertIn("passphrase", done.err)
        self.assertEqual((self.path("office") / "slots").read_bytes(), before)
        self.run_in("office", "vault", "check")

    def test_missing_keys_are_named_where_backups_are(self):
        (self.path("office") / "slots").unlink()
        done = self.run_in("office", "--json", "vault", "check", check=False)
        self.assert_refused(done, "not-found")
        self.assertIn("“slots” with the keys is missing", done.err)
        self.assertNotIn("vault init", done.err)
        backups = sorted((self.path("office") / "backups").iterdir())
        self.run_in("office", "vault", "restore", "--replace", backups[-1])
        self.run_in("office", "vault", "check")

    def test_a_folder_that_is_open_to_others_is_closed_and_said(self):
        folder = self.path("kisumu")
        folder.chmod(0o777)
        done = self.run_in("kisumu", "--json", "vault", "check")
        self.assertEqual(done.json["access"], "mended")
        self.assertIn("open to other users", done.err)
        self.assertEqual(folder.stat().st_mode & 0o777, 0o700)
        again = self.run_in("kisumu", "--json", "vault", "check")
        self.assertEqual((again.json["access"], again.err), ("own", ""))

    def test_what_is_no_file_of_the_vault_is_refused_and_said(self):
        """A link, or a pipe that would be waited for."""
        for name, make, word in (
            ("vault-1.db", lambda path: path.symlink_to(self.path("bundle.ahadi")), "link"),
            ("vault-1.db-wal", lambda path: path.symlink_to(self.path("bundle.ahadi")), "link"),
            ("slots", os.mkfifo, "strange"),
            ("vault-1.db-journal", os.mkfifo, "strange"),
        ):
            path = self.path("kisumu") / name
            kept = self.path("kept")
            if path.exists():
                path.rename(kept)
            make(path)
            for words in (("vault", "check"), ("member", "list")):
                done = self.run_in("kisumu", "--json", *words, check=False)
                self.assert_refused(done, word)
                self.assertIn("somebody put it there", done.err)
            path.unlink()
            if kept.exists():
                kept.rename(path)
        self.run_in("kisumu", "vault", "check")

    def test_no_vault_is_said_before_anybody_is_asked(self):
        done = run("--json", "--vault", self.path("none"), "vault", "check", check=False)
        self.assert_refused(done, "not-found")

    def test_missing_passphrase_file_is_said(self):
        options = ("--vault", self.path("office"), "--passphrase-file", self.path("none"))
        self.assert_refused(run(*options, "vault", "check", check=False))

    def test_environment_names_the_vault(self):
        options = ("--passphrase-file", self.path("passphrase.txt"))
        done = run("vault", "check", "--json", *options, AHADI_VAULT=self.path("kisumu"))
        self.assertEqual(done.json["role"], "coordinator")

    def test_check_says_whose_it_is_and_that_it_is_whole(self):
        told = self.json_in("kisumu", "vault", "check")
        self.assertIs(told["ok"], True)
        self.assertEqual((told["role"], told["branch"]), ("coordinator", "Kisumu"))
        self.assertEqual((told["members"], told["pledges"], told["reports"]), (2, 1, 1))
        self.assertEqual((told["differing_rows"], told["broken_chains"]), (0, 0))
        self.assertIn("whole", self.run_in("kisumu", "vault", "check").out)

    def test_digest_follows_what_is_known(self):
        empty = self.json_in("office", "vault", "digest")["digest"]
        self.assertEqual(len(empty), 64)
        self.run_in("office", "import", self.path("bundle.ahadi"))
        merged = self.json_in("office", "vault", "digest")["digest"]
        self.assertNotEqual(merged, empty)
        self.assertEqual(merged, self.json_in("kisumu", "vault", "digest")["digest"])
        self.assertEqual(self.run_in("office", "vault", "digest").out.strip(), merged)
        other = self.json_in("office", "vault", "digest", "--audience", "safeguarding")
        self.assertNotEqual(other["digest"], merged)

    def test_digest_of_an_unknown_audience_is_a_usage_error(self):
        for name in ("nonsense", "branch", "branch/12", ""):
            words = ("--json", "vault", "digest", "--audience", name)
            self.assert_refused(self.run_in("office", *words, check=False), "usage", 2)

    def test_newer_vault_is_left_alone(self):
        slots = self.path("office") / "slots"
        data = bytearray(slots.read_bytes())
        data[SLOTS_VERSION_OFFSET] = ord("2")
        slots.write_bytes(data)
        done = self.run_in("office", "--json", "vault", "check", check=False)
        self.assert_refused(done, "newer")
        self.assertEqual(slots.read_bytes(), bytes(data))

    def test_foreign_database_library_changes_nothing(self):
        found = glob.glob("/usr/lib/*/libsqlite3.so.0")
        if not found:
            self.skipTest("no other libsqlite3 here")
        plain = self.world.digest("kisumu")
        told = self.run_in("kisumu", "--json", "vault", "digest", LD_PRELOAD=found[0]).json
        self.assertEqual(told["digest"], plain)
        member = ("member", "add", "--name", "Preloaded Person", "--consent", "true")
        self.run_in("kisumu", *member, LD_PRELOAD=found[0])
        for path in self.path("kisumu").rglob("*.db*"):
            self.assertNotIn(b"SQLite format 3", path.read_bytes())
            self.assertNotIn(b"Preloaded", path.read_bytes())


class Passwd(WorldCase):
    vaults = ("kisumu",)

    def setUp(self):
        super().setUp()
        self.fresh = self.path("fresh.txt")
        self.fresh.write_text("copper river basket 9 lantern\n", encoding="utf-8")

    def assert_opens(self, passphrase, fine):
        options = ("--vault", self.path("kisumu"), "--passphrase-file", passphrase)
        done = run(*options, "vault", "digest", check=False)
        self.assertEqual(done.code == 0, fine, done.err)

    def test_new_passphrase_takes_the_place_of_the_old(self):
        before = {path.name for path in self.path("kisumu").glob("*.db")}
        self.json_in("kisumu", "vault", "passwd", "--new-passphrase-file", self.fresh)
        self.assert_opens(self.fresh, True)
        self.assert_opens(self.path("passphrase.txt"), False)
        self.assertEqual({path.name for path in self.path("kisumu").glob("*.db")}, before)

    def test_recovery_code_opens_when_the_passphrase_is_forgotten(self):
        words = ("--recovery-code-file", self.path("kisumu.code"))
        options = ("--vault", self.path("kisumu"), "vault", "passwd", *words)
        run(*options, "--new-passphrase-file", self.fresh)
        self.assert_opens(self.fresh, True)

    def test_mistyped_recovery_code_changes_nothing(self):
        code = self.path("kisumu.code")
        text = code.read_text(encoding="utf-8")
        code.write_text(("0" if text[0] != "0" else "1") + text[1:], encoding="utf-8")
        words = ("--recovery-code-file", code, "--new-passphrase-file", self.fresh)
        done = run("--vault", self.path("kisumu"), "vault", "passwd", *words, check=False)
        self.assert_refused(done)
        self.assert_opens(self.path("passphrase.txt"), True)

    def test_weak_new_passphrase_changes_nothing(self):
        self.fresh.write_text("password\n", encoding="utf-8")
        words = ("vault", "passwd", "--new-passphrase-file", self.fresh)
        self.assert_refused(self.run_in("kisumu", "--json", *words, check=False), "refused")
        self.assert_opens(self.path("passphrase.txt"), True)


class TwoPrograms(WorldCase):
    vaults = ("kisumu",)

    def test_second_program_is_told_that_the_first_has_it(self):
        member = self.json_in("kisumu", "member", "list")[0]["id"]
        lock = self.path("kisumu") / "lock"
        # Opens the vault, and waits for what it is to enter.
        first = start(*self.options("kisumu"), "member", "edit", member, "--from", "-")
        self.assertTrue(wait_until(lambda: is_locked(lock), first))
        for words in (("member", "list"), ("export", "--to", self.path("to"))):
            second = self.run_in("kisumu", "--json", *words, check=False)
            self.assert_refused(second, "busy")
        self.assertFalse(self.path("to").exists())

        first.communicate(b'{"place":"Dunga"}')
        self.assertEqual(first.returncode, 0)
        told = self.json_in("kisumu", "member", "show", member)
        self.assertEqual(told["place"], "Dunga")


if __name__ == "__main__":
    program.own_mounts()
    program.main()
