# SPDX-License-Identifier: GPL-3.0-or-later
"""A sealed backup: FORMAT.md section 14 (K1 to K8, K11), opened with what section 16 names."""

import re
import tempfile
from pathlib import Path

import archive
from database import Database
from document import Document
from rules import Broken, blake2b, encode_bech32, is_rising, require
from slots import Slots, derive
from stock import Keys, NotForUs

DOCUMENT_MEMBERS = ("fmt", "time", "vault", "generation", "members")
MEMBER_MEMBERS = ("name", "size", "blake2b")
MOST_MEMBERS = 100_000
SLOTS_LIMIT, DOCUMENT_LIMIT = 16 * 1024, 16 * 1024 * 1024
DATABASE = "vault.db"
NAME = re.compile("blobs/[0-9a-f]{32}|set-aside/[0-9a-f]{32}[.]ahadi")


class Backup:
    """@kind and @secret: of a key slot."""

    def __init__(self, data, kind, secret):
        members = list(archive.walk(data, large=True))
        names = [name for name, _ in members]
        require(names[:1] == ["slots"], "K1", "it does not begin with slots", "foreign")
        small = len(members[0][1]) <= SLOTS_LIMIT
        require(small and names == ["slots", "backup.age"], "K1", "other members", "damaged")
        self.slots = Slots(members[0][1])
        key = self.slots.open(kind, secret)
        require(key is not None, "K2", "the secret opens none of its slots", "wrong-secret")
        self.found = list(archive.walk(self.unseal(members[1][1], key), large=True))
        self.read_list()
        self.database = Database(self.found[1][1], derive(key, "ahadi/sqlcipher/v1"))

    @staticmethod
    def unseal(sealed, key):
        scalar = derive(key, "ahadi/backup-age/v1")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "identity"
            identity = encode_bech32("age-secret-key-", scalar).upper()
            path.write_text(identity + "\n", encoding="ascii")
            try:
                return Keys(path).open(sealed, "K3")
            except NotForUs:
                raise Broken("K3", "it is sealed to another key", "damaged") from None

    def read_list(self):
        """K4 to K8."""
        name, data = self.found[0]
        first = name == "backup.json" and len(data) <= DOCUMENT_LIMIT
        require(first, "K4", "its list does not come first", "damaged")
        document = Document.read(data, "ahadi-backup")
        document.check_members(*DOCUMENT_MEMBERS)
        self.value = document.value
        document.integer("time", 0, 2**48)
        whose = document.hex("vault", 16), document.integer("generation", 1, 2**32 - 1)
        listed = [self.read_member(one) for one in document.array("members")]
        document.check_spelling(data, *DOCUMENT_MEMBERS)
        names = [name for name, _, _ in listed]
        fine = 1 <= len(names) <= MOST_MEMBERS and names[0] == DATABASE and is_rising(names[1:])
        require(fine and all(map(NAME.fullmatch, names[1:])), "K6", "names of no files of a vault")
        same = whose == (self.slots.vault.hex(), self.slots.generation)
        require(same, "K5", "slots and list are not of one vault and generation", "damaged")
        found = [(name, len(content), blake2b(content).hex()) for name, content in self.found[1:]]
        same = [one[:2] for one in found] == [one[:2] for one in listed]
        require(same, "K7", "other members than those listed", "damaged")
        require(found == listed, "K8", "a member is not the one that was listed", "damaged")

    @staticmethod
    def read_member(value):
        document = Document(value, "K6")
        document.check_members(*MEMBER_MEMBERS)
        require(tuple(value) == MEMBER_MEMBERS, "J4", "another order")
        size = document.integer("size", 0, 2**53 - 1)
        return document.text("name"), size, document.hex("blake2b", 32)

    def describe(self):
        return {"backup": self.value, "tables": self.database.count_rows()}
