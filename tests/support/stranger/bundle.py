# SPDX-License-Identifier: GPL-3.0-or-later
"""A bundle: its members (B), card, signature and manifest (M)."""

import archive
from card import Card
from container import Container
from directory import read_recipients
from document import Document
from part import Part
from rules import (
    AUDIENCES,
    FIELD_PARTS,
    OFFICE_PARTS,
    REPLY_PARTS,
    Broken,
    blake2b,
    is_rising,
    require,
)
from stock import AGE_LINE, Minisig, NotForUs

MANIFEST_MEMBERS = ("fmt", "min_reader", "org", "bundle_id", "device_id", "signer_pk",
                    "directory_version", "devices_version", "outer_recipients", "parts", "blobs",
                    "carry")
PART_MEMBERS = ("name", "audience", "recipients", "ct_len", "ct_blake2b")
BLOBS_MEMBERS = ("name", "audience", "ct_len", "ct_blake2b")
CARRY_MEMBERS = ("name", "ct_len", "ct_blake2b")
MOST_CARRIED = 64
CARD = "card.ahadi-card"
LIMITS = {"manifest.json": 256 * 1024, "manifest.json.minisig": 16 * 1024,
          CARD: 16 * 1024 * 1024}


def part_name(audience):
    return f"parts/{audience}.jsonl.gz.age"


def blobs_name(audience):
    return f"blobs/{audience}.tar.age"


def carry_name(digest):
    return f"carry/{digest[:16]}.ahadi"


PART_NAMES = [part_name(one) for one in AUDIENCES]
BLOBS_NAMES = [blobs_name(one) for one in FIELD_PARTS]


class Members:
    """What stands in the archive, before anything of it is trusted."""

    def __init__(self, data):
        self.found = {}
        for name, content in archive.walk(data):
            self.check_place(name)
            require(len(content) <= LIMITS.get(name, len(content)),
                    "B2" if name == "manifest.json" else "B3", f"{name} is too large", "damaged")
            self.found[name] = content
        require(self.parts, "B3", "it has no parts", "damaged")

    @property
    def parts(self):
        return [name for name in self.found if name in PART_NAMES]

    @property
    def blobs(self):
        return [name for name in self.found if name in BLOBS_NAMES]

    @property
    def carry(self):
        return [name for name in self.found if name.startswith("carry/")]

    def measure(self, names):
        """[(name, length, hash)], as a manifest lists them."""
        return [(name, len(self.found[name]), blake2b(self.found[name]).hex()) for name in names]

    def check_place(self, name):
        if not self.found:
            require(name == "manifest.json", "B2", "its first member is no manifest", "foreign")
            return
        require(name not in self.found, "B8", "a member stands twice", "damaged")
        if len(self.found) == 1:
            require(name == "manifest.json.minisig", "B3", "no signature follows", "damaged")
            return
        if name.startswith("carry/"):
            room = self.parts and len(self.carry) < MOST_CARRIED
            require(room, "B5", "too many bundles are carried, or too early", "damaged")
            return
        last = name == CARD or not self.carry
        require(last, "B5", "something follows the carried bundles", "damaged")
        places = [CARD, *PART_NAMES, *BLOBS_NAMES]
        require(name in places, "B3", "a member is not known", "damaged")
        before = [places.index(one) for one in self.found if one in places]
        require(all(one < places.index(name) for one in before), "B9", "not in order", "damaged")


class Manifest:
    def __init__(self, data):
        document = Document.read(data, "ahadi-bundle")
        require(document.integer("min_reader", 1, 2**31 - 1) == 1, "M2", "it needs a newer reader",
                "newer")
        document.check_members(*MANIFEST_MEMBERS)
        self.value = document.value
        self.org = document.hex("org", 16)
        self.bundle = document.hex("bundle_id", 16)
        self.device = document.hex("device_id", 16)
        document.integer("directory_version", 1, 2**31 - 1)
        document.integer("devices_version", 1, 2**31 - 1)
        read_recipients(document, "outer_recipients")
        self.signer = document.key("signer_pk", "M4")
        self.parts = [self.read_part(one) for one in document.array("parts")]
        names = tuple(one["audience"] for one in self.parts)
        known = (FIELD_PARTS, OFFICE_PARTS, REPLY_PARTS)
        require(names in known, "M6", "other parts than those of a bundle")
        self.is_reply = names == REPLY_PARTS
        self.is_of_office = names == OFFICE_PARTS
        self.blobs = self.read_blobs(document.array("blobs"))
        self.carry = self.read_carry(document.array("carry"))
        document.check_spelling(data, *MANIFEST_MEMBERS)

    @staticmethod
    def read_part(value):
        document = Document(value, "M7")
        document.rule = "J3"
        document.check_members(*PART_MEMBERS)
        document.hex("ct_blake2b", 32)
        document.integer("ct_len", 1, 2**52 - 1)
        audience = document.text("audience")
        require(audience in AUDIENCES, "M7", "an audience is not known")
        read_recipients(document, "recipients")
        require(document.text("name") == part_name(audience), "M7", "a part's name is another's")
        require(tuple(value) == PART_MEMBERS, "J4", "another order")
        return value

    @staticmethod
    def read_sealed(value, rule, members):
        """Name, length and hash of a container or a carried bundle."""
        document = Document(value, rule)
        document.rule = "J3"
        document.check_members(*members)
        document.hex("ct_blake2b", 32)
        document.integer("ct_len", 1, 2**52 - 1)
        return document

    def read_blobs(self, values):
        classes = () if self.is_reply else [one["audience"] for one in self.parts]
        places = []
        for one in values:
            audience = self.read_sealed(one, "M8", BLOBS_MEMBERS).text("audience")
            require(audience in classes, "M8", "a container is of no part")
            places.append(FIELD_PARTS.index(audience))
            require(is_rising(places), "M8", "containers are not in order")
            named = one["name"] == blobs_name(audience) and tuple(one) == BLOBS_MEMBERS
            require(named, "J4", "a container's name is another's")
        return values

    def read_carry(self, values):
        require(len(values) <= MOST_CARRIED, "M10", "it carries too many bundles")
        for one in values:
            self.read_sealed(one, "M10", CARRY_MEMBERS)
        names = [carry_name(one["ct_blake2b"]) for one in values]
        require(len(set(names)) == len(names), "M10", "a carried bundle stands twice")
        listed = is_rising(names) and names == [one["name"] for one in values]
        require(listed, "J4", "carried bundles are not named by their hashes, rising")
        return values


class Bundle:
    """@keys: Keys of the reader; @known: its Card."""

    def __init__(self, data, keys, known):
        require(data.startswith(AGE_LINE), "B1", "that is no age file", "foreign")
        try:
            plain = keys.open(data, "B1")
        except NotForUs:
            raise Broken("B1", "no stanza of it is ours", "not-for-us") from None
        self.members = Members(plain)
        self.card, self.directory = self.look_at_card(known)
        documents = (self.directory.named.data, self.directory.listed.data)
        self.newer_card = documents != (known.named.data, known.listed.data)
        readers = self.directory.find_readers(keys.recipients)
        self.author = self.find_author(any(one.is_office for one in readers))
        self.manifest = Manifest(self.members.found["manifest.json"])
        self.check_manifest()
        self.check_parts()
        self.parts = [Part(self, one, keys) for one in self.manifest.parts]
        self.containers = [self.read_container(one, keys) for one in self.manifest.blobs]
        self.check_taken()

    def look_at_card(self, known):
        data = self.members.found.get("card.ahadi-card")
        card = Card(data) if data is not None else None
        return card, card.meet(known) if card is not None else known.directory

    @property
    def is_late(self):
        """I9: it counts as far as the reader's cutoffs say."""
        return self.author.state != "active"

    def find_author(self, for_office):
        self.signature = Minisig(self.members.found["manifest.json.minisig"], "B7")
        candidates = self.directory.find_signers(self.signature.number)
        require(candidates, "B7", "its signer is not listed", "unknown-device")
        message = self.members.found["manifest.json"]
        holding = [one for one in candidates if self.signature.holds(one.signer, message)]
        require(holding, "B7", "the signature does not hold", "bad-signature")
        author = holding[0]
        judged = for_office and not author.is_office
        require(author.state == "active" or judged, "B7", "its signer was revoked", "revoked")
        return author

    def check_manifest(self):
        manifest, author = self.manifest, self.author
        require(manifest.org == self.directory.org, "M3", "of another organisation", "other-org")
        same = (manifest.signer.text, manifest.device) == (author.signer.text, author.device)
        require(same, "M4", "it names another signer than it has")
        require(self.signature.comment == f"ahadi-bundle-v1 {manifest.bundle}", "M5",
                "the signature is of another bundle")
        by_office = manifest.is_reply or manifest.is_of_office
        require(by_office or not author.is_office, "W1", "a field bundle by an office")
        require(author.is_office or not by_office, "W2", "a reply by a field device")

    def check_parts(self):
        members, manifest = self.members, self.manifest
        for names, listed in ((members.parts, manifest.parts), (members.blobs, manifest.blobs),
                              (members.carry, manifest.carry)):
            wanted = [(one["name"], one["ct_len"], one["ct_blake2b"]) for one in listed]
            same = members.measure(names) == wanted
            require(same, "B4", "a part is missing, added or exchanged", "damaged")

    def read_container(self, listed, keys):
        part = next(one for one in self.manifest.parts if one["audience"] == listed["audience"])
        return Container(self.members.found[listed["name"]], listed, part["recipients"], keys)

    def check_taken(self):
        """I4."""
        if any(one.lines is not None for one in self.parts):
            return
        refused = [one.broken for one in self.parts if one.broken is not None]
        if refused:
            raise refused[0]
        raise Broken("I4", "no part of it is sealed to us", "not-for-us")

    def describe(self):
        return {
            "manifest": self.manifest.value,
            "trusted_comment": self.signature.comment,
            "author": {"device": self.author.device, "role": self.author.role,
                       "branch": self.author.branch},
            "reply": self.manifest.is_reply,
            "newer_card": self.newer_card,
            "late": self.is_late,
            "card": self.card and self.card.describe(),
            "parts": [one.describe() for one in self.parts],
            "containers": [one.describe() for one in self.containers],
            "carried": [one["name"] for one in self.manifest.carry],
        }
