# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is trusted: directory.json and devices.json (D, L), and both together."""

import copy
import re

from document import Document, is_line
from rules import FIELD_ROLES, OFFICES, is_hex, is_recipient, is_rising, require

KEY_MEMBERS = ("device", "signer", "recipient")
DIRECTORY_MEMBERS = ("fmt", "org", "org_name", "version", "time", "roots", "offices", "codes",
                     "settings")
LIST_MEMBERS = ("fmt", "org", "version", "time", "branches", "devices", "revoked")


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


class Named:
    """directory.json: what the roots sign. @read_roots: reads the value of "roots"."""

    def __init__(self, data, read_roots):
        document = Document.read(data, "ahadi-directory")
        document.check_members(*DIRECTORY_MEMBERS)
        self.data, self.value = data, document.value
        self.org = document.hex("org", 16)
        self.version = document.integer("version", 1, 2**31 - 1)
        document.integer("time", 0, 2**48)
        check_name(document.text("org_name"))
        read_roots(self.value["roots"])
        self.holders = self.read_offices(document)
        self.codes = [read_code(one) for one in document.array("codes")]
        check_settings(self.value["settings"])
        require(is_rising([one["language"] for one in self.codes]), "D7", "codes out of order")
        check_entries(self.holders)
        document.check_spelling(data, *DIRECTORY_MEMBERS)

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

    def find_list_signer(self, signature, data):
        """L4: the membership holder who signed @data, if it names one."""
        for one in self.holders:
            fits = one.role == "membership" and one.state == "active"
            if fits and one.signer.number == signature.number and signature.holds(
                one.signer, data
            ):
                return one.device
        return None

    def names_office(self, device):
        """Whether a list that @device signed counts (C12)."""
        return any(
            one.device == device and one.role == "membership" and one.state == "active"
            for one in self.holders
        )


class Listed:
    """devices.json: what the membership office signs, under the directory of @org."""

    def __init__(self, data, org):
        document = Document.read(data, "ahadi-devices")
        document.check_members(*LIST_MEMBERS)
        self.data, self.value = data, document.value
        found = document.hex("org", 16)
        self.version = document.integer("version", 1, 2**31 - 1)
        document.integer("time", 0, 2**48)
        require(found == org, "L2", "the list is of another organisation")
        self.branches = [read_branch(one) for one in document.array("branches")]
        self.devices = [Entry(one) for one in document.array("devices")]
        self.revoked = document.array("revoked")
        require(all(is_hex(one, 16) for one in self.revoked), "L3", "one is no device id")
        require(is_rising(self.revoked), "L3", "what is revoked is not in order")
        for items in ([one.device for one in self.devices], self.branches):
            require(is_rising(items), "D7", "a list is not in order")
        document.check_spelling(data, *LIST_MEMBERS)


class Directory:
    """Both together, as they count: what the list revokes is revoked."""

    def __init__(self, named, listed):
        self.named, self.listed = named, listed
        self.org, self.version, self.branches = named.org, named.version, listed.branches
        entries = named.holders + listed.devices
        check_entries(entries)
        for one in listed.devices:
            require(one.branch in listed.branches, "D10", "a branch is not listed")
        for branch in listed.branches:
            count = sum(one.branch == branch and one.state == "active" for one in entries)
            require(count <= 48, "D12", "too many active devices of one branch")
        self.entries = [self.judge(one) for one in entries]

    def judge(self, entry):
        judged = copy.copy(entry)
        if entry.device in self.listed.revoked:
            judged.state = "revoked"
        return judged

    def find_signers(self, number):
        return [one for one in self.entries if one.signer.number == number]

    def find_device(self, device):
        return next((one for one in self.entries if one.device == device), None)

    def find_readers(self, recipients):
        """Those whom our keys make us."""
        return [one for one in self.entries if one.recipient in recipients]


def check_entries(entries):
    """D9 and D11."""
    for part in ("device", "recipient"):
        found = [getattr(one, part) for one in entries]
        require(len(set(found)) == len(found), "D9", f"a {part} stands twice")
    active = sum(one.is_office and one.state == "active" for one in entries)
    require(active <= 16, "D11", "too many active holders")


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


def read_recipients(document, name):
    """M9."""
    items = document.array(name)
    require(1 <= len(items) <= 64, "M9", "there must be 1 to 64 recipients")
    require(all(map(is_recipient, items)), "M9", "one is no recipient")
    require(is_rising(items), "M9", "the recipients are not in order")
    return items
