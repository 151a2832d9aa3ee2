#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job, end to end, by the real program, opened with the stock tools."""

import glob
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

AHADICTL = os.environ["AHADICTL"]
SQLITE = glob.glob("/usr/lib/*/libsqlite3.so.0")


def run(*words, check=True, **environment):
    done = subprocess.run([str(word) for word in words], capture_output=True,
                          env={**os.environ, **environment})
    if check and done.returncode != 0:
        raise AssertionError(f"{words}: {done.stderr.decode()}")
    return done


class Demo(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="ahadi-demo-"))
        cls.to = cls.folder / "a" / "new place"
        done = run(AHADICTL, "demo", "--json", "--to", cls.to)
        cls.told = json.loads(done.stdout)
        cls.opened = cls.folder / "opened"
        cls.opened.mkdir()

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def vault(self, number, *words, check=True, **environment):
        return run(AHADICTL, "--vault", self.told["vaults"][number], "--passphrase-file",
                   self.told["passphrase_file"], *words, check=check, **environment)

    def damaged(self, name, change):
        path = self.folder / name
        path.write_bytes(change(bytearray(pathlib.Path(self.told["bundles"][0]).read_bytes())))
        return path

    def assert_refused(self, path, reason):
        before = self.vault(0, "--json", "vault", "digest").stdout
        done = self.vault(0, "import", "--json", path, check=False)
        told = json.loads(done.stdout)
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(told["outcome"], "refused")
        self.assertEqual(told["reason"], reason)
        self.assertEqual(self.vault(0, "--json", "vault", "digest").stdout, before)
        self.assertTrue(path.exists())

    def test_tells_what_it_made(self):
        self.assertEqual([self.told[key] for key in ("members", "pledges", "reports")],
                         [40, 40, 3])
        self.assertEqual(len(self.told["digests"]), 2)
        self.assertEqual(*self.told["digests"])
        for key in ("bundles", "replies", "vaults", "signers"):
            self.assertTrue(self.told[key])
            for path in self.told[key]:
                self.assertTrue(os.path.exists(path), path)

    def test_digest_is_that_of_the_first_vault(self):
        digest = json.loads(self.vault(0, "--json", "vault", "digest").stdout)["digest"]
        self.assertEqual(digest, self.told["digests"][0])
        again = json.loads(self.vault(0, "vault", "digest", "--json").stdout)["digest"]
        self.assertEqual(again, digest)

    def test_repeated_bundle_is_a_duplicate(self):
        done = self.vault(0, "import", "--json", *self.told["bundles"])
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([line["outcome"] for line in lines],
                         ["duplicate"] * len(self.told["bundles"]))

    @unittest.skipUnless(shutil.which("age") and shutil.which("minisign"), "no stock tools")
    def test_bundle_opens_with_stock_tools(self):
        sealed = self.told["bundles"][0]
        tar = run("age", "-d", "-i", self.told["identity"], sealed).stdout
        subprocess.run(["tar", "-x", "-C", self.opened], input=tar, check=True)
        manifest = self.opened / "manifest.json"
        checked = [run("minisign", "-V", "-p", signer, "-m", manifest, check=False).returncode
                   for signer in self.told["signers"]]
        self.assertEqual(checked.count(0), 1)
        part = self.opened / "parts" / "membership.jsonl.gz.age"
        packed = run("age", "-d", "-i", self.told["identity"], part).stdout
        lines = subprocess.run(["gunzip"], input=packed, capture_output=True).stdout
        kinds = [json.loads(line).get("k") for line in lines.splitlines()]
        self.assertIn("member", kinds)
        self.assertIn("pledge", kinds)
        closed = self.opened / "parts" / "board-committee.jsonl.gz.age"
        self.assertNotEqual(
            run("age", "-d", "-i", self.told["identity"], closed, check=False).returncode, 0)

    def test_nothing_personal_in_any_file(self):
        members = json.loads(self.vault(0, "--json", "member", "list").stdout)
        names = {word.encode() for member in members for word in [member["name"]]}
        self.assertGreater(len(names), 20)
        for path in self.to.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                self.assertFalse([name for name in names if name in content], path)
                self.assertFalse(content.startswith(b"SQLite format 3"), path)

    @unittest.skipUnless(SQLITE, "no other libsqlite3")
    def test_another_sqlite_loaded_first_changes_nothing(self):
        told = json.loads(self.vault(0, "--json", "vault", "digest", LD_PRELOAD=SQLITE[0]).stdout)
        self.assertEqual(told["digest"], self.told["digests"][0])

    def test_bundle_cut_short_is_refused(self):
        self.assert_refused(self.damaged("cut.ahadi", lambda data: data[:len(data) // 2]),
                            "damaged")

    def test_flipped_byte_is_refused(self):
        def flip(data):
            data[len(data) // 2] ^= 1
            return data

        self.assert_refused(self.damaged("flipped.ahadi", flip), "damaged")

    def test_foreign_file_is_refused(self):
        self.assert_refused(self.damaged("foreign.ahadi", lambda data: b"PK\3\4 not ours"),
                            "foreign")

    def test_wrong_passphrase_is_said_and_nothing_changes(self):
        wrong = self.folder / "wrong"
        wrong.write_text("not the one at all\n")
        done = run(AHADICTL, "--vault", self.told["vaults"][0], "--passphrase-file", wrong,
                   "member", "list", check=False)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(b"passphrase", done.stderr)
        self.vault(0, "vault", "check")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
