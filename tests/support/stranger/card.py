# SPDX-License-Identifier: GPL-3.0-or-later
"""The secretariat card: roots (R), directory (D) and what holds them together (C)."""

import re

import archive
from document import Document, is_line, print_json
from rules import (
    FIELD_ROLES,
    OFFICES,
    Key,
    blake2b,
    is_recipient,
    is_rising,
    read_key,
    require,
)
from stock import Minisig, holds_raw

CARD_LIMIT = 16 * 1024 * 1024
SET_MEMBERS = ("threshold", "keys")
KEY_MEMBERS = ("device", "signer", "recipient")


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


# --- directory ---


class Entry:
    """A holder of an office, or a device of the field."""

    def __init__(self, value, role=None):
        document = Document(value)
        names = KEY_MEMBERS + (("state",) if role else ("role", "branch", "state"))
        document.check_members(*names)
        self.device = document.hex("device", 16)
        self.signer = document.key("signer", "D4")
        self.recipient = document.text("recipient")
        self.state = document.text("state")
        self.role = role or document.text("role")
        self.branch = None if role else document.hex("branch", 16)
        require(is_recipient(self.recipient), "D4", "that is no recipient")
        require(self.state in ("active", "revoked"), "D4", "another state")
        require(role or self.role in FIELD_ROLES, "D4", "another role")
        require(tuple(value) == names, "J4", "another order")
        require(self.device == self.signer.device, "D8", "a device id is not that of its key")

    @property
    def is_office(self):
        return self.role in OFFICES


class Directory:
    def __init__(self, data):
        document = Document.read(data, "ahadi-directory")
        names = ("fmt", "org", "org_name", "version", "time", "roots", "offices", "branches",
                 "devices", "codes", "settings")
        document.check_members(*names)
        self.value = document.value
        self.org = document.hex("org", 16)
        self.version = document.integer("version", 1, 2**31 - 1)
        document.integer("time", 0, 2**48)
        check_name(document.text("org_name"))
        read_set(self.value["roots"])
        self.holders = self.read_offices(document)
        self.branches = [read_branch(one) for one in document.array("branches")]
        self.devices = [Entry(one) for one in document.array("devices")]
        self.codes = [read_code(one) for one in document.array("codes")]
        check_settings(self.value["settings"])
        self.check_whole()
        document.check_spelling(data, *names)

    @staticmethod
    def read_offices(document):
        offices = [Document(one, "D5") for one in document.array("offices")]
        require(len(offices) == 3, "D5", "there are not three offices")
        holders = []
        for office, name in zip(offices, OFFICES):
            office.rule = "J3"
            office.check_members("office", "holders")
            require(office.text("office") == name, "D5", "the offices are not in their order")
            entries = [Entry(one, name) for one in office.array("holders")]
            require(is_rising([one.device for one in entries]), "D7", "holders out of order")
            holders += entries
        return holders

    @property
    def entries(self):
        return self.holders + self.devices

    def check_whole(self):
        for items in ([one.device for one in self.devices], self.branches,
                      [one["language"] for one in self.codes]):
            require(is_rising(items), "D7", "a list is not in order")
        for part in ("device", "recipient"):
            found = [getattr(one, part) for one in self.entries]
            require(len(set(found)) == len(found), "D9", f"a {part} stands twice")
        active = [one for one in self.entries if one.state == "active"]
        require(sum(one.is_office for one in active) <= 16, "D11", "too many active holders")
        for one in self.devices:
            require(one.branch in self.branches, "D10", "a branch is not listed")
        for branch in self.branches:
            count = sum(one.branch == branch for one in active)
            require(count <= 48, "D12", "too many active devices of one branch")

    def find_signers(self, number):
        return [one for one in self.entries if one.signer.number == number]

    def find_device(self, device):
        return next((one for one in self.entries if one.device == device), None)

    def find_readers(self, recipients):
        """Those whom our keys make us."""
        return [one for one in self.entries if one.recipient in recipients]


def check_name(text):
    require(text and is_line(text), "D3", "a name is not one line of 1 to 200 characters")


def read_branch(value):
    document = Document(value)
    document.check_members("id", "name")
    check_name(document.text("name"))
    require(tuple(value) == ("id", "name"), "J4", "another order")
    return document.hex("id", 16)


def read_code(value):
    document = Document(value)
    document.check_members("language", "blake2b", "official")
    document.hex("blake2b", 32)
    fine = re.fullmatch("[a-z]{2}", document.text("language"))
    require(fine and isinstance(value["official"], bool), "D6", "no language or no state")
    require(tuple(value) == ("language", "blake2b", "official"), "J4", "another order")
    return value


def check_settings(value):
    require(isinstance(value, dict), "D13", "the settings are no object")
    for name, one in value.items():
        fine = isinstance(one, str) and len(one) <= 1000
        fine = fine or isinstance(one, int) and not isinstance(one, bool)
        require(fine and re.fullmatch("[a-z0-9-]{1,64}", name), "D13", "a setting is not right")
    require(is_rising(list(value)), "D13", "the settings are not in order")


# --- the card ---


class Card:
    def __init__(self, data):
        require(len(data) <= CARD_LIMIT, "C7", "it is larger than 16 MiB")
        self.signatures, self.texts = [], []
        directory, roots = self.take_apart(data)
        self.roots = read_roots(roots)
        self.check_signatures(directory)
        self.directory = Directory(directory)
        self.check_whole()

    def take_apart(self, data):
        directory = roots = None
        for name, content in archive.walk(data):
            if directory is None:
                require(name == "directory.json", "C1", "no directory comes first", "foreign")
                directory = content
            elif roots is not None:
                self.texts.append((name, content))
            elif name == "roots.json":
                roots = content
            else:
                self.add_signature(name, content)
        require(roots is not None, "C1", "it has no directory or no roots")
        return directory, roots

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

    def check_whole(self):
        content = self.directory
        for one in self.signatures:
            require(one.comment == f"ahadi-directory-v1 {content.version}", "C4",
                    "a signature is of another version")
        same = set_text(content.value["roots"]) == set_text(self.roots["sets"][-1])
        require(content.org == self.roots["org"] and same, "C5", "other roots")
        listed = [(f"code/{one['language']}.txt", one["blake2b"]) for one in content.codes]
        found = [(name, blake2b(text).hex()) for name, text in self.texts]
        require(found == listed, "C6", "the texts of the Code are not those listed")

    def is_newer(self, known):
        """C8 as B6 uses it; other roots are of another organisation."""
        ours = continues(self.roots, known.roots)
        require(ours or continues(known.roots, self.roots), "B6", "its roots are not ours",
                "other-org")
        return ours and self.directory.version > known.directory.version

    def describe(self):
        return {
            "directory": self.directory.value,
            "roots": self.roots,
            "texts": {name: text.decode() for name, text in self.texts},
        }


def read_recipients(document, name):
    """M9."""
    items = document.array(name)
    require(1 <= len(items) <= 64, "M9", "there must be 1 to 64 recipients")
    require(all(map(is_recipient, items)), "M9", "one is no recipient")
    require(is_rising(items), "M9", "the recipients are not in order")
    return items

