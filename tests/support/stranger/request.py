# SPDX-License-Identifier: GPL-3.0-or-later
"""A request of a laptop to be listed: E1 to E8."""

import archive
from digits import make_digits
from document import Document, is_line
from rules import FIELD_ROLES, OFFICES, Broken, is_recipient, require
from stock import AGE_LINE, Minisig, NotForUs

MEMBERS = ("fmt", "org", "device_id", "signer_pk", "recipient", "role", "branch", "branch_name",
           "label", "time")
LIMIT = 64 * 1024


class Request:
    def __init__(self, data, keys, known):
        require(data.startswith(AGE_LINE), "B1", "that is no age file", "foreign")
        try:
            plain = keys.open(data, "B1")
        except NotForUs:
            raise Broken("B1", "no stanza of it is ours", "not-for-us") from None
        request, signature = self.take_apart(plain)
        self.read(request)
        minisig = Minisig(signature, "E7")
        holds = minisig.number == self.signer.number and minisig.holds(self.signer, request)
        said = minisig.comment == f"ahadi-request-v1 {self.value['device_id']}"
        require(holds and said, "E7", "it is not signed by whom it names", "bad-signature")
        require(self.value["org"] == known.directory.org, "E8", "another organisation", "other-org")

    @staticmethod
    def take_apart(plain):
        members = list(archive.walk(plain))
        names = [name for name, _ in members]
        require(names[:1] == ["request.json"], "E1", "no request comes first", "foreign")
        require(names[1:2] == ["request.json.minisig"], "E1", "no signature follows", "damaged")
        require(all(len(content) <= LIMIT for _, content in members), "E1", "too large", "damaged")
        require(len(members) == 2, "E1", "it has a third member")
        return [content for _, content in members]

    def read(self, data):
        document = Document.read(data, "ahadi-request")
        document.check_members(*MEMBERS)
        self.value = document.value
        document.hex("org", 16)
        self.signer = document.key("signer_pk", "E3")
        recipient = is_recipient(document.text("recipient"))
        require(recipient, "E3", "that is no recipient")
        require(document.hex("device_id", 16) == self.signer.device, "E4", "another key's id")
        role, branch = document.text("role"), document.hex("branch", 16)
        require(role in FIELD_ROLES + OFFICES, "E5", "another role")
        names = [document.text(name) for name in ("branch_name", "label")]
        require(all(map(is_line, names)), "E6", "a name is not one line")
        field = role in FIELD_ROLES
        fits = field == (int(branch, 16) != 0) == (names[0] != "")
        require(fits, "E5", "a branch for an office, or none for the field")
        document.integer("time", 0, 2**48)
        document.check_spelling(data, *MEMBERS)

    def describe(self):
        return {"request": self.value}

    def make_digits(self):
        """What people compare: section 8."""
        names = ("org", "signer_pk", "recipient", "role", "branch")
        return make_digits("ahadi-enrol-v1", "\n".join(self.value[name] for name in names))
