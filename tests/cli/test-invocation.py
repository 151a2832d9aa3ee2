#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How any command is called: options anywhere, errors for people and programs."""

import json
import os
import shutil
import subprocess

import program
from program import PASSPHRASE, WorldCase, environment, run


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
            self.assert_told(run("--json", *words, check=False))

    def assert_told(self, done):
        """A program is told the same, as of any other error: one object on standard output."""
        self.assert_refused(done, "usage", 2)
        self.assertEqual(done.json["message"], done.err.splitlines()[0])

    def test_usage_error_points_at_the_help_of_its_command(self):
        for words, help_line in (
            (("vault",), "“ahadictl vault --help”"),
            (("member", "show", "Achieng"), "“ahadictl member show --help”"),
            (("export",), "“ahadictl export --help”"),
        ):
            self.assertIn(help_line, run(*words, check=False).err)

    def test_json_tells_usage_errors_of_a_command_too(self):
        for words in (
            ("vault", "nonsense", "--json"),
            ("export", "--json"),
            ("vault", "init", "--json"),
            ("member", "list", "--limit", "x", "--json"),
            ("member", "show", "Achieng", "--json"),
            ("member", "add", "--nonsense", "--help", "--json"),
        ):
            self.assert_told(run(*words, check=False))

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


class Passphrase(WorldCase):
    vaults = ("office",)

    def write(self, data):
        path = self.path("some file.txt")
        path.write_bytes(data)
        return path

    def ask(self, path):
        options = ("--vault", self.path("office"), "--passphrase-file", path)
        return run(*options, "--json", "vault", "digest", check=False)

    def test_file_may_come_from_any_editor(self):
        words = PASSPHRASE.encode()
        for data in (words, words + b"\n", words + b"\r\n", b"\xef\xbb\xbf" + words + b"\r\nx\n"):
            self.assertEqual(self.ask(self.write(data)).code, 0, data)

    def test_blanks_belong_to_the_passphrase(self):
        self.assert_refused(self.ask(self.write(PASSPHRASE.encode() + b" \n")), "wrong-secret")

    def test_pipe_is_read_like_a_file(self):
        read, write = os.pipe()
        os.write(write, PASSPHRASE.encode() + b"\n")
        os.close(write)
        options = ("--vault", self.path("office"), "--passphrase-file", f"/dev/fd/{read}")
        words = [program.AHADICTL, *map(str, options), "vault", "digest"]
        done = subprocess.run(
            words, pass_fds=(read,), env=environment(), capture_output=True, check=False
        )
        os.close(read)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_file_without_a_passphrase_is_named(self):
        for data in (b"", b"\n", b"\r\n", b"\n" + PASSPHRASE.encode(), b"x" * 2000):
            done = self.ask(self.write(data))
            self.assert_refused(done, "refused")
            self.assertIn("some file.txt: The first line", done.err)

    def test_file_that_cannot_be_read_is_named_with_the_reason(self):
        closed = self.write(PASSPHRASE.encode())
        closed.chmod(0)
        cases = [(self.path("none"), "not-found"), (self.folder, "is-folder")]
        if os.geteuid() != 0:
            cases.append((closed, "permission"))
        for path, word in cases:
            done = self.ask(path)
            self.assert_refused(done, word)
            self.assertEqual(done.json["file"], str(path))
            self.assertTrue(done.err.startswith(f"{path}: "), done.err)


class Places(WorldCase):
    vaults = ("office", "kisumu")

    def test_vault_may_be_named_from_where_one_stands(self):
        for words in (("--vault", "kisumu"), ("--vault=./office/../kisumu",)):
            command = [program.AHADICTL, *words, "--passphrase-file", "passphrase.txt"]
            done = subprocess.run(
                [*command, "member", "add", "--name", "Kerubo", "--consent", "yes"],
                cwd=self.folder, env=environment(), capture_output=True, check=False,
            )
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(self.json_in("kisumu", "member", "list", "--search", "Kerubo")), 2)

    def test_blanks_and_letters_of_any_script_are_no_trouble(self):
        place = self.path("a pläce/mahali – 家")
        place.mkdir(parents=True)
        shutil.copytree(self.path("office"), place / "öffice")
        shutil.copy(self.path("bundle.ahadi"), place / "b ü.ahadi")
        line = self.json_in(place / "öffice", "import", place / "b ü.ahadi")
        self.assertEqual((line["file"], line["outcome"]), (str(place / "b ü.ahadi"), "merged"))
        told = self.json_in(place / "öffice", "reply", "--to", place / "änswers/new")
        self.assertTrue(told["replies"][0].startswith(f"{place}/änswers/new/"))

    def test_place_without_a_vault_says_how_to_make_one(self):
        done = run("--json", "--vault", self.path("none"), "member", "list", check=False)
        self.assert_refused(done, "not-found")
        self.assertIn(f"no vault in “{self.path('none')}”", done.err)
        self.assertIn("ahadictl vault init", done.err)

    def test_file_that_is_there_is_given_up_only_by_replace(self):
        path = self.path("a letter")
        for vault, *words in (
            ("office", "card", "export"),
            ("kisumu", "enrol", "request"),
            ("office", "identity", "export"),
            ("office", "identity", "signer"),
        ):
            path.write_text("Dear members", encoding="utf-8")
            done = self.run_in(vault, "--json", *words, path, check=False)
            self.assert_refused(done, "exists")
            self.assertIn("--replace", done.err)
            self.assertEqual(done.json["file"], str(path))
            self.assertEqual(path.read_text(encoding="utf-8"), "Dear members")
            self.run_in(vault, *words, path, "--replace")
            self.assertNotIn(b"Dear members", path.read_bytes())

    def test_file_in_the_way_is_said_before_the_passphrase_is_asked_for(self):
        words = ("--vault", self.path("office"), "--passphrase-file", self.path("none"))
        done = run("--json", *words, "card", "export", self.path("bundle.ahadi"), check=False)
        self.assert_refused(done, "exists")

    def test_vault_on_a_disk_that_is_only_read_is_said(self):
        disk = self.mount("disk", "80m")
        shutil.copytree(self.path("office"), disk / "office")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        done = self.run_in("disk/office", "--json", "vault", "check", check=False)
        self.assert_refused(done, "read-only")
        self.assertEqual(done.json["file"], str(disk / "office"))


class Output(WorldCase):
    vaults = ("office",)

    def run_raw(self, *words, **more):
        command = [program.AHADICTL, *map(str, self.options("office")), *map(str, words)]
        return subprocess.run(
            command, env=environment(), stderr=subprocess.PIPE, check=False, **more
        )

    def test_answer_that_cannot_be_written_is_a_failure(self):
        for words in (("vault", "digest"), ("--json", "member", "list"), ("--help",)):
            with open("/dev/full", "wb") as full:
                done = self.run_raw(*words, stdout=full)
            self.assertEqual(done.returncode, 1)
            self.assertIn(b"could not be written out", done.stderr)

    def test_what_was_done_is_kept_all_the_same(self):
        with open("/dev/full", "wb") as full:
            done = self.run_raw("import", self.path("bundle.ahadi"), stdout=full)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(len(self.json_in("office", "member", "list")), 2)

    def test_closed_output_harms_no_file(self):
        def close(*numbers):
            return lambda: [os.close(number) for number in numbers]

        for numbers in ((0,), (1,), (2,), (0, 1, 2)):
            done = self.run_raw("import", self.path("bundle.ahadi"),
                                stdout=subprocess.DEVNULL, preexec_fn=close(*numbers))
            self.assertEqual(done.returncode, 1 if 1 in numbers else 0, numbers)
            self.assertEqual((self.path("office") / "lock").read_bytes(), b"")
            self.assertIs(self.json_in("office", "vault", "check")["ok"], True)


class Backup(WorldCase):
    vaults = ("kisumu",)

    def backups(self):
        return {path.parent.name for path in self.path("kisumu").glob("backups/*/slots")}

    def test_full_disk_is_said_and_what_was_saved_is_kept(self):
        disk = self.mount("disk", "80m")
        shutil.copytree(self.path("kisumu"), disk / "kisumu")
        shutil.rmtree(disk / "kisumu" / "backups")
        with open(disk / "filler", "wb") as filler:
            os.posix_fallocate(filler.fileno(), 0, 40 * 1024 * 1024)
        done = self.run_in("disk/kisumu", "--json", "member", "list")
        self.assertEqual(len(done.json), 2)
        self.assertIn("too little room for a backup", done.err)
        self.assertNotIn("Nothing was saved", done.err)

    def test_change_is_backed_up_and_reading_is_not(self):
        before = self.backups()
        self.run_in("kisumu", "member", "list")
        self.assertEqual(self.backups(), before)
        self.run_in("kisumu", "member", "add", "--name", "Kerubo", "--consent", "true")
        self.assertNotEqual(self.backups(), before)


if __name__ == "__main__":
    program.own_mounts()
    program.main()
