#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile files at ahadictl import: each has a sentence of its own, stays as it was, and changes
no table of the vault but the journal."""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import program
from program import World, environment, shared

# Refused whole: file, word, rule, and what the sentence alone says.
REFUSED = (
    ("B1-letter.ahadi", "foreign", "B1", "not a file of Ahadi"),
    ("cut.ahadi", "damaged", "B1", "cut short or changed"),
    ("U3-link.ahadi", "damaged", "U3", "a link, or a path that leads elsewhere"),
    ("U6-huge.ahadi", "damaged", "U6", "claims to be larger than anything"),
    ("B8-twice.ahadi", "damaged", "B8", "stands in this file twice"),
    ("B9-reordered.ahadi", "damaged", "B9", "in another order"),
    ("B4-exchanged.ahadi", "damaged", "B4", "exchanged or taken out"),
    ("B7-changed.ahadi", "bad-signature", "B7", "signature on this file does not hold"),
    ("B1-for-others.ahadi", "not-for-us", "B1", "sealed for another office or laptop"),
    ("I4-all-closed.ahadi", "not-for-us", "I4", "all that is in it is sealed for others"),
    ("B6-other-roots.ahadi", "other-org", "B6", "another organisation"),
    ("J1-twice.ahadi", "malformed", "J1", "signed by its sender, and yet not made"),
    ("J5-huge.ahadi", "malformed", "J5", "a number larger than Ahadi counts"),
    ("J2-newer.ahadi", "newer", "J2", "made by a newer Ahadi"),
    ("first.ahadi-card", "older", None, "This card is older than the one here"),
)

# One part left out, and what the sentence alone says.
LEFT_OUT = (
    ("P5-bomb.ahadi", "malformed", "P5", "would swell"),
    ("P7-bundle.ahadi", "malformed", "P7", "made for another bundle"),
    ("P10-names-us.ahadi", "malformed", "P10", "names this laptop as its reader"),
    ("P11-hidden-reader.ahadi", "malformed", "P11", "one whom nobody was told of"),
    ("W4-device.ahadi", "malformed", "W4", "in the name of another laptop"),
    ("J2-newer-part.ahadi", "newer", "J2", "A part of it was made by a newer Ahadi"),
    ("P12-gzip.ahadi", "damaged", "P12", "A part of it could not be taken in"),
)

# In this column of "state" and the next one the vault counts its transactions, for backups.
STATE_CHANGES = 7

RECORDS = ("circle", "member", "pledge", "withdrawal", "report", "addendum", "op", "segment")


def hash_of(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Fortress(unittest.TestCase):
    def setUp(self):
        self.source = shared("forged", program.build_forged)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        shutil.copytree(self.source / "office", self.folder / "office")
        self.world = World(self.folder)
        self.world.passphrase = self.source / "passphrase.txt"
        self.make_cut()

    def make_cut(self):
        data = (self.source / "bundle.ahadi").read_bytes()
        (self.folder / "cut.ahadi").write_bytes(data[:-1000])
        shutil.copy(self.source / "first.ahadi-card", self.folder)

    def find(self, name):
        here = self.folder / name
        return here if here.exists() else self.source / "files" / "office" / name

    def dump(self):
        """{table: rows} of the office's vault."""
        command = [os.environ["AHADI_DUMP_VAULT"], self.folder / "office", self.world.passphrase]
        done = subprocess.run([str(word) for word in command], env=environment(),
                              capture_output=True, check=True)
        lines = map(json.loads, done.stdout.splitlines())
        tables = {line["table"]: line["rows"] for line in lines}
        tables["state"] = [row[:STATE_CHANGES] for row in tables["state"]]
        return tables

    def set_aside(self):
        return sorted((self.folder / "office" / "set-aside").iterdir())

    def take(self, paths):
        """(exit code, line of --json by path, sentence by path)."""
        done = self.world.run("office", "import", "--json", *paths, check=False)
        lines = dict(zip(paths, done.lines))
        sentences = {}
        for text in done.err.splitlines():
            path, _, sentence = text.partition(": ")
            sentences[Path(path)] = sentence
        return done.code, lines, sentences

    def assert_staging_is_empty(self):
        staging = self.folder / "office" / "staging"
        self.assertEqual(list(staging.iterdir()) if staging.exists() else [], [])

    def assert_own_sentences(self, cases, sentences):
        """Each says what it must, and none says what is another's."""
        self.assertEqual(len(set(sentences.values())), len(cases))
        for name, _, _, said in cases:
            found = [path.name for path, sentence in sentences.items() if said in sentence]
            self.assertEqual(found, [name], said)

    def assert_kept(self, before, after, changed):
        differing = [table for table in before if before[table] != after[table]]
        self.assertEqual(sorted(differing), sorted(changed))

    def test_refused_file_changes_nothing_but_the_journal(self):
        paths = [self.find(name) for name, *_ in REFUSED]
        hashes = [hash_of(path) for path in paths]
        before = self.dump()
        code, lines, sentences = self.take(paths)

        self.assertEqual(code, 1)
        for path, (name, word, rule, _) in zip(paths, REFUSED):
            line = lines[path]
            with self.subTest(name):
                self.assertEqual(line["outcome"], "refused")
                self.assertEqual((line["reason"], line["rule"]), (word, rule))
        self.assert_own_sentences(REFUSED, sentences)
        self.assertEqual([hash_of(path) for path in paths], hashes)
        after = self.dump()
        self.assert_kept(before, after, ["journal"])
        self.assertEqual(self.set_aside(), [])
        self.assert_staging_is_empty()

    def test_part_that_is_left_out_brings_no_record(self):
        paths = [self.find(name) for name, *_ in LEFT_OUT]
        hashes = [hash_of(path) for path in paths]
        before = self.dump()
        code, lines, sentences = self.take(paths)

        self.assertEqual(code, 1)
        for path, (name, word, rule, _) in zip(paths, LEFT_OUT):
            with self.subTest(name):
                left = [(one["audience"], one["reason"], one["rule"])
                        for one in lines[path]["left_out"]]
                self.assertEqual(left, [("membership", word, rule)])
                self.assertEqual(lines[path]["operations"], 0)
        self.assert_own_sentences(LEFT_OUT, sentences)
        self.assertEqual([hash_of(path) for path in paths], hashes)
        after = self.dump()
        self.assert_kept(before, after, ["journal", "set_aside"])
        self.assertEqual([after[table] for table in RECORDS], [before[table] for table in RECORDS])
        # Its other parts wait, sealed, for whoever can open them.
        self.assertEqual(sorted(map(hash_of, self.set_aside())), sorted(hashes))
        self.assert_staging_is_empty()

    def test_bundle_of_nobody_is_set_aside_byte_by_byte(self):
        path = self.find("B7-nobody.ahadi")
        before = self.dump()
        code, lines, _ = self.take([path])
        self.assertEqual((code, lines[path]["reason"]), (0, "unknown-device"))
        self.assert_kept(before, self.dump(), ["journal", "set_aside"])
        self.assertEqual(list(map(hash_of, self.set_aside())), [hash_of(path)])

    def test_bundle_of_a_revoked_laptop_adds_nothing_that_counts(self):
        for one in self.world.json("office", "device", "list"):
            if one["role"] == "coordinator":
                self.world.run("office", "device", "revoke", one["device"])
        before = self.dump()
        told = self.world.run("office", "import", self.source / "bundle.ahadi").out
        self.assertIn("of a laptop that is no longer trusted", told)
        after = self.dump()
        shown = [table for table in RECORDS if table not in ("op", "segment")]
        self.assertEqual([after[table] for table in shown], [before[table] for table in shown])
        self.assertGreater(len(after["op"]), len(before["op"]))

    def test_replayed_bundle_is_said_to_be_known(self):
        path = self.source / "bundle.ahadi"
        self.take([path])
        before = self.dump()
        code, lines, _ = self.take([path])
        self.assertEqual((code, lines[path]["outcome"]), (0, "duplicate"))
        self.assert_kept(before, self.dump(), ["journal"])
        told = self.world.run("office", "import", path).out
        self.assertIn("was taken in here before", told)

    def test_older_card_in_a_bundle_is_said_and_not_taken(self):
        version = self.world.json("office", "card", "show")["version"]
        path = self.source / "files" / "taken" / "B6-older-card.ahadi"
        told = self.world.run("office", "import", path).out
        self.assertIn("The card that came with it is older than the one here", told)
        self.assertEqual(self.world.json("office", "card", "show")["version"], version)


if __name__ == "__main__":
    program.main()
