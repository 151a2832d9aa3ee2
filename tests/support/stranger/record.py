# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations and what they say: rule S8, by the table of kinds in FORMAT.md section 12."""

import calendar
import json
import re
import unicodedata
from pathlib import Path

from document import LINE_BREAKS, print_json, print_text, read_json
from rules import Broken, blake2b, require
from sealed import SealedBody

FORMAT = Path(__file__).resolve().parents[3] / "src" / "sync" / "FORMAT.md"
BODY_LIMIT = 64 * 1024
LINE_CHARACTERS = 500
REGISTER = ("circle", "member", "pledge", "withdrawal", "same_as")
REGISTER_AUDIENCES = ("membership", "branch")
DECISIONS = ("erasure", "cutoff", "settlement", "baseline")  # by offices, in any class
LASTING = ("erasure", "cutoff", "baseline")  # never erased
ROLES = ("survivor", "witness", "reporter", "respondent", "other")
STAMP = re.compile("([0-9a-f]{16})-([0-9a-f]{32})-([0-9a-f]{8})")
HEAD = re.compile(
    r'{"q":([1-9][0-9]{0,15}),"t":"([0-9a-f]{16})","k":"([a-z0-9_/-]{1,31})","e":"([0-9a-f]{32})",'
)


class Field:
    """A line of the table: name, type with its words or limit, class."""

    def __init__(self, line):
        self.name, self.type, *self.words, self.field_class = line.split()
        self.limit = int(self.words[0]) if self.type == "text" else None


class Kind:
    def __init__(self, line):
        _, number, self.name, *more = line.split()
        self.number = int(number)
        self.add_only = more == ["add-only"]
        self.fields = []

    def find(self, name):
        return next((i for i, one in enumerate(self.fields) if one.name == name), None)


def read_kinds():
    kinds = {}
    section = FORMAT.read_text(encoding="utf-8").split("## 12. What", 1)[1].split("\n## ", 1)[0]
    kind = None
    for line in re.findall(r"^    (.*)$", section, re.MULTILINE):
        if line.startswith("kind "):
            kind = Kind(line)
            kinds[kind.name] = kind
        elif kind is not None and line.startswith("  "):
            kind.fields.append(Field(line))
    return kinds


KINDS = read_kinds()


def kinds_of(audience):
    """W6: @audience is a class."""
    register = audience in REGISTER_AUDIENCES
    anywhere = ("attachment", *DECISIONS)
    return [name for name in KINDS if name in anywhere or (name in REGISTER) == register]


def refuse(why):
    raise Broken("S8", why)


# --- values ---


def check_text(field, value):
    odd = any(unicodedata.category(one) == "Cc" for one in value if one not in "\n\t")
    breaks = field.limit <= LINE_CHARACTERS and LINE_BREAKS.search(value)
    fine = value and unicodedata.is_normalized("NFC", value)
    if not fine or odd or breaks or len(value) > field.limit:
        refuse("a text its field does not allow")


def check_date(value):
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", value)
    if match is None or not 1800 <= int(match[1]) <= 2200:
        refuse("that is no date")
    if match[2] and not 1 <= int(match[2]) <= 12:
        refuse("that is no month")
    if match[3] and not 1 <= int(match[3]) <= calendar.monthrange(int(match[1]), int(match[2]))[1]:
        refuse("that is no day")


def check_persons(value):
    if len(value) > 50:
        refuse("more than fifty persons")
    for one in value:
        allowed = ["role", "anonymous", "name", "note"]
        fine = isinstance(one, dict) and [name for name in allowed if name in one] == list(one)
        fine = fine and one.get("role") in ROLES and isinstance(one.get("anonymous"), bool)
        if not fine or one["anonymous"] == ("name" in one):
            refuse("a person that is not spelled as one")
        for name, limit in (("name", 200), ("note", 1000)):
            if name in one:
                if not isinstance(one[name], str):
                    refuse("a member of a person is no text")
                check_text(Field(f"{name} text {limit} fact"), one[name])


def check_value(field, value):
    """@value as JSON; returns the text that is folded and hashed."""
    kind = field.type
    if kind == "bool":
        if not isinstance(value, bool):
            refuse("neither true nor false")
        return json.dumps(value)
    if kind in ("choices", "persons"):
        if not isinstance(value, list):
            refuse("not an array")
        if kind == "persons":
            check_persons(value)
        elif value != [one for one in field.words if one in value]:
            refuse("not its words in their order")
        return print_json(value)
    if not isinstance(value, str):
        refuse("another type than its own")
    if kind == "text":
        check_text(field, value)
    elif kind == "date":
        check_date(value)
    elif kind == "phone":
        require(re.fullmatch(r"\+[1-9][0-9]{6,14}", value), "S8", "no telephone number")
    elif kind == "choice":
        require(value in field.words, "S8", "not one of its words")
    else:
        require(re.fullmatch("[0-9a-f]{32}", value), "S8", "no id of a record")
    return value


def print_value(field, value):
    """As a body spells it: only " \\ newline and tab are escaped in text."""
    if value is None or field.type in ("bool", "choices", "persons"):
        return print_json(value)
    return print_text(value)


# --- operations ---


class Operation:
    def __init__(self, line):
        match = HEAD.match(line)
        if match is None:
            refuse("an operation does not follow its grammar")
        self.seq, self.hlc = int(match[1]), int(match[2], 16)
        self.kind, self.entity = match[3], match[4]
        if self.seq >= 2**40 or self.hlc == 0 or int(self.entity, 16) == 0:
            refuse("a number, a time or an id out of its limits")
        require(self.kind in KINDS, "S8", "its kind is not known here", "newer")
        rest = line[match.end() :]
        erased = re.fullmatch('"bh":"[0-9a-f]{64}"}', rest)
        self.fields = {}  # name: text that stands, or None where it was cleared
        self.bases = {}  # name: (hlc, device, epoch) that was overwritten
        self.sealed = None
        if erased and self.kind not in LASTING:
            self.body, self.body_hash = None, bytes.fromhex(rest[6:-2])
            return
        if not (rest.startswith('"b":{') and rest.endswith("}}")):
            refuse("it has no body")
        self.body = rest[4:-1]
        data = self.body.encode()
        self.sealed = SealedBody(self.kind, data) if SealedBody.looks_like(self.body) else None
        if self.sealed is None and len(data) > BODY_LIMIT:
            refuse("its body is above 64 KiB")
        self.body_hash = blake2b(data)

    def read_body(self):
        if self.body is not None and self.sealed is None:
            self.read_plain(self.body)

    def unseal(self, keys):
        """What nobody here opens, or holds other than it should, stays closed (X7 to X9)."""
        inside = self.sealed and self.sealed.open(keys, self.entity)
        if inside is None:
            return
        try:
            self.read_plain(inside)
        except Broken:
            self.fields, self.bases = {}, {}

    def read_plain(self, body):
        value = read_json(body.encode(), "S8")
        salted = re.fullmatch("[0-9a-f]{32}", str(value.get("s")))
        known = tuple(value) in (("s", "f"), ("s", "f", "base"))
        if not known or not salted or not isinstance(value["f"], dict) or not value["f"]:
            refuse("it does not begin with a salt and fields")
        kind = KINDS[self.kind]
        self.read_fields(kind, value["f"])
        if "base" in value:
            self.read_bases(kind, value["base"])
        require(self.print_body(kind, value) == body, "S8", "it is not in its one spelling")

    def read_fields(self, kind, fields):
        places = []
        for name, one in fields.items():
            place = kind.find(name)
            require(place is not None, "S8", "a field is not known here", "newer")
            places.append(place)
            if one is None and kind.add_only:
                refuse("nothing can be cleared in an add-only kind")
            field = kind.fields[place]
            self.fields[name] = None if one is None else check_value(field, one)
        if places != sorted(places):
            refuse("fields out of order")

    def read_bases(self, kind, bases):
        if kind.add_only or not isinstance(bases, dict) or not bases:
            refuse("a base where there is none")
        stamps = [STAMP.fullmatch(text) for text in bases]
        rising = None not in stamps and list(bases) == sorted(bases)
        if not rising or not stamps[0][0].strip("0-"):
            refuse("a base that is not a stamp above the one before")
        for stamp, names in zip(stamps, bases.values()):
            fine = isinstance(names, list) and names and all(isinstance(one, str) for one in names)
            ordered = fine and names == [one for one in self.fields if one in names]
            if not ordered or set(names) & set(self.bases):
                refuse("a base of fields that are not set, or not in order")
            for name in names:
                self.bases[name] = (int(stamp[1], 16), stamp[2], int(stamp[3], 16))

    @staticmethod
    def print_body(kind, value):
        fields = (
            print_text(name) + ":" + print_value(kind.fields[kind.find(name)], one)
            for name, one in value["f"].items()
        )
        base = ',"base":' + print_json(value["base"]) if "base" in value else ""
        return '{"s":"' + value["s"] + '","f":{' + ",".join(fields) + "}" + base + "}"

    def describe(self):
        return {"q": self.seq, "t": f"{self.hlc:016x}", "k": self.kind, "e": self.entity,
                "b": self.body and json.loads(self.body)}
