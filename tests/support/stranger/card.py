# SPDX-License-Identifier: GPL-3.0-or-later
"""The secretariat card: roots (R), and what holds the documents together (C, L)."""

import archive
from digits import make_digits
from directory import Directory, Listed, Named
from document import Document, print_json
from rules import Broken, Key, blake2b, is_rising, read_key, require
from stock import Minisig, holds_raw

CARD_LIMIT = 16 * 1024 * 1024
MEMBERS = ("directory.json", "roots.json", "devices.json", "devices.json.minisig")
SET_MEMBERS = ("threshold", "keys")


# --- roots ---


def read_set(value, *further):
    """A root set: R2 to R4."""
    document = Document(value)
    document.check_members(*SET_MEMBERS, *further)
    threshold = document.integer("threshold", 1, 16)
    keys = [read_key(text, "R3") for text in document.array("keys")]
    for part in ("number", "raw"):
        found = [getattr(key, part) for key in keys]
        require(len(set(found)) == len(found), "R4", "a root key or its number stands twice")
    require(is_rising([key.text for key in keys]), "R3", "root keys are not in order")
    require(threshold <= len(keys) <= 16, "R2", "there are too few root keys, or too many")
    return keys


def set_text(value):
    return print_json({name: value[name] for name in SET_MEMBERS}).encode()


def check_set_signatures(org, number, value, before):
    """R5 and R6 of set @number."""
    previous = blake2b(set_text(before)) if before else bytes(32)
    message = b"ahadi-roots-v1\0" + bytes.fromhex(org) + number.to_bytes(4, "big")
    message += previous + blake2b(set_text(value))
    signers = []
    for one in Document(value).array("signatures"):
        signature = Document(one)
        signature.check_members("key", "sig")
        signers.append(signature.key("key", "R5").text)
        raw = bytes.fromhex(signature.hex("sig", 64))
        require(signers[-1] in value["keys"] + (before or value)["keys"], "R5",
                "a signature of roots is by another key")
        require(holds_raw(Key(signers[-1]).raw, message, raw), "R5",
                "a signature of roots does not hold", "bad-signature")
    require(is_rising(signers), "R5", "signatures of roots are not in order")
    for asked in (value, before or value):
        count = len(set(signers) & set(asked["keys"]))
        require(count >= asked["threshold"], "R6", "too few have signed", "bad-signature")


def read_roots(data):
    document = Document.read(data, "ahadi-roots")
    document.check_members("fmt", "org", "sets")
    org = document.hex("org", 16)
    sets = document.array("sets")
    require(1 <= len(sets) <= 64, "R1", "the line of roots is empty or too long")
    before = None
    for number, value in enumerate(sets, 1):
        read_set(value, "signatures")
        check_set_signatures(org, number, value, before)
        before = value
    for value in sets:
        require(tuple(value) == (*SET_MEMBERS, "signatures"), "J4", "another order")
    document.check_spelling(data, "fmt", "org", "sets")
    return document.value


def continues(roots, old):
    """Whether the line @roots begins with the same sets as @old, of the same org."""
    texts = [[set_text(value) for value in line["sets"]] for line in (roots, old)]
    return roots["org"] == old["org"] and texts[0][: len(texts[1])] == texts[1]


# --- the card ---


class Card:
    def __init__(self, data):
        require(len(data) <= CARD_LIMIT, "C7", "it is larger than 16 MiB")
        self.signatures, self.texts = [], []
        self.found = {}
        self.take_apart(data)
        self.roots = read_roots(self.found["roots.json"])
        self.named = self.read_directory(self.found["directory.json"])
        self.listed = self.read_list()
        listed = [(f"code/{one['language']}.txt", one["blake2b"]) for one in self.named.codes]
        found = [(name, blake2b(text).hex()) for name, text in self.texts]
        require(found == listed, "C6", "the texts of the Code are not those listed")

    def take_apart(self, data):
        for name, content in archive.walk(data):
            if not self.found:
                require(name == "directory.json", "C1", "no directory comes first", "foreign")
            elif "roots.json" not in self.found and name != "roots.json":
                self.add_signature(name, content)
                continue
            elif self.texts or name not in MEMBERS[len(self.found) :][:1]:
                self.texts.append((name, content))
                continue
            self.found[name] = content
        require("roots.json" in self.found, "C1", "it has no directory or no roots")

    def add_signature(self, name, content):
        signature = Minisig(content, "C3")
        self.signatures.append(signature)
        require(name == f"directory.json.{signature.number.hex()}.minisig", "C2",
                "a signature is not named by its key number")
        require(is_rising([one.number for one in self.signatures]), "C2",
                "the signatures are not in order")

    def check_signatures(self, directory):
        last = self.roots["sets"][-1]
        keys = {key.number: key for key in map(Key, last["keys"])}
        for one in self.signatures:
            require(one.number in keys, "C3", "a directory is signed by another key")
            require(one.holds(keys[one.number], directory), "C3",
                    "the signature of a directory does not hold", "bad-signature")
        require(len(self.signatures) >= last["threshold"], "C3", "too few have signed",
                "bad-signature")

    def read_directory(self, data):
        """C3 to C5."""
        self.check_signatures(data)
        named = Named(data, read_set)
        for one in self.signatures:
            require(one.comment == f"ahadi-directory-v1 {named.version}", "C4",
                    "a signature is of another version")
        same = set_text(named.value["roots"]) == set_text(self.roots["sets"][-1])
        require(named.org == self.roots["org"] and same, "C5", "other roots")
        return named

    def read_list(self):
        """L1 to L6."""
        require(len(self.found) == len(MEMBERS), "C1", "it has no list of devices")
        data = self.found["devices.json"]
        signature = Minisig(self.found["devices.json.minisig"], "L4")
        self.list_signer = self.named.find_list_signer(signature, data)
        require(self.list_signer, "L4", "no membership holder signed the list", "bad-signature")
        listed = Listed(data, self.named.org)
        self.directory = Directory(self.named, listed)
        require(signature.comment == f"ahadi-devices-v1 {listed.version}", "L5",
                "the list's signature is of another version")
        require(self.list_signer not in listed.revoked, "L6", "it revokes whoever signed it")
        return listed

    def meet(self, known):
        """The Directory that counts when this comes to who has @known: of each document the
        newer one (C8 to C13; who only reads joins nothing). Other roots are of another
        organisation (B6)."""
        ours = continues(self.roots, known.roots)
        require(ours or continues(known.roots, self.roots), "B6", "its roots are not ours",
                "other-org")
        named, listed = known.named, known.listed
        if ours and self.named.version > named.version:
            named = self.named
        our_list_counts = named.names_office(known.list_signer)
        theirs_counts = named.names_office(self.list_signer)
        theirs_counts = theirs_counts and self.list_signer not in listed.revoked
        if not our_list_counts or (theirs_counts and self.listed.version > listed.version):
            listed = self.listed
        try:
            return Directory(named, listed)
        except Broken:
            return known.directory

    def make_digits(self):
        """What people compare: section 6."""
        last = set_text(self.roots["sets"][-1]).decode()
        return make_digits("ahadi-card-v1", self.roots["org"] + "\n" + last)

    def describe(self):
        return {
            "directory": self.named.value,
            "devices": self.listed.value,
            "roots": self.roots,
            "texts": {name: text.decode() for name, text in self.texts},
        }
