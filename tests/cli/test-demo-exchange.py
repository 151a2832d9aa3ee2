#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the demo exchanges: bundles that the stock tools open and verify."""

import json
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import program
from program import run, shared_demo

TOOLS = ("age", "minisign", "tar", "gunzip")
PARTS = ("membership", "executive-director", "board-committee", "safeguarding", "branch")


def stock(*command, data=None, check=True):
    words = [str(word) for word in command]
    return subprocess.run(words, input=data, capture_output=True, check=check)


@unittest.skipUnless(all(map(shutil.which, TOOLS)), "the stock tools are not installed")
class StockTools(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.told, _ = shared_demo()

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def unpack(self, index):
        return self.unpack_file(self.told["bundles"][index])

    def unpack_file(self, path):
        tar = stock("age", "-d", "-i", self.told["identity"], path).stdout
        stock("tar", "-x", "-C", self.folder, data=tar)
        return self.folder

    def open_part(self, name, check=True):
        part = self.folder / "parts" / f"{name}.jsonl.gz.age"
        return stock("age", "-d", "-i", self.told["identity"], part, check=check)

    def test_bundle_is_an_age_file_of_a_tar(self):
        names = {path.name for path in self.unpack(0).rglob("*") if path.is_file()}
        self.assertTrue({"manifest.json", "manifest.json.minisig"} <= names, names)
        self.assertTrue({f"{part}.jsonl.gz.age" for part in PARTS} <= names, names)

    def test_manifest_is_signed_by_its_laptop_alone(self):
        manifest = self.unpack(1) / "manifest.json"
        codes = [
            stock("minisign", "-V", "-p", signer, "-m", manifest, check=False).returncode
            for signer in self.told["signers"]
        ]
        self.assertNotEqual(codes[0], 0)
        self.assertEqual(codes[1], 0)

    def test_membership_part_is_gzip_of_json_lines(self):
        self.unpack(0)
        text = stock("gunzip", data=self.open_part("membership").stdout).stdout
        kinds = [json.loads(line).get("k") for line in text.splitlines()]
        self.assertEqual(kinds.count("pledge"), 20)
        self.assertEqual(kinds.count("member"), 21)

    def test_parts_of_other_offices_stay_closed(self):
        self.unpack(0)
        for part in ("executive-director", "board-committee", "safeguarding"):
            self.assertNotEqual(self.open_part(part, check=False).returncode, 0)

    def test_every_part_is_there_and_padded(self):
        sizes = {}
        for index in (0, 1):
            for path in (self.unpack(index) / "parts").iterdir():
                sizes[index, path.name] = path.stat().st_size
        self.assertEqual(len(sizes), 2 * len(PARTS))
        self.assertTrue(all(size > 65536 for size in sizes.values()), sizes)

    def test_reply_opens_for_its_own_office_but_not_what_is_for_the_laptop(self):
        """FORMAT.md 2: the office that replies is one of its couriers."""
        own = [path for path in self.told["replies"] if "/membership-office/" in path]
        self.assertEqual(len(own), 2)
        for path in own:
            self.unpack_file(path)
            self.assertEqual(self.open_part("branch").returncode, 0)
            self.assertNotEqual(self.open_part("device", check=False).returncode, 0)

    def test_replies_of_other_offices_stay_closed(self):
        others = [path for path in self.told["replies"] if "/membership-office/" not in path]
        self.assertEqual(len(others), 4)
        for path in others:
            opened = stock("age", "-d", "-i", self.told["identity"], path, check=False)
            self.assertNotEqual(opened.returncode, 0)


class Again(unittest.TestCase):
    def test_bundles_merge_once(self):
        told, _ = shared_demo()
        with tempfile.TemporaryDirectory() as folder:
            vault = Path(folder) / "office"
            shutil.copytree(told["vaults"][0], vault)
            options = ("--vault", vault, "--passphrase-file", told["passphrase_file"])
            lines = run(*options, "import", "--json", *told["bundles"]).lines
            digest = run(*options, "--json", "vault", "digest").json["digest"]
        self.assertEqual([line["outcome"] for line in lines], ["duplicate"] * 2)
        self.assertEqual(digest, told["digests"][0])


if __name__ == "__main__":
    program.main()
