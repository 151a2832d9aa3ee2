# SPDX-License-Identifier: GPL-3.0-or-later
"""FORMAT.md section 13 (F1 to F6): what all operations together say, and its digest. A naive
sort-and-fold: every writing of a field is kept, the greatest (or, of a fact, the least) stands."""

import hashlib
import json
import re

from record import KINDS
from rules import short_text

# F5: what a record of a kind belongs to.
OWNERS = {"pledge": ["member"], "withdrawal": ["pledge", "member"], "addendum": ["report"],
          "attachment": ["of"]}
DAY_AHEAD = 24 * 3600 * 1000


def sha256(data):
    return hashlib.sha256(data).digest()


def read_number(text, limit):
    """A decimal number below @limit in its one spelling."""
    if re.fullmatch("0|[1-9][0-9]*", text) is None or int(text) >= limit:
        raise ValueError(text)
    return int(text)


class State:
    """Of one audience."""

    def __init__(self, audience, now):
        self.audience = audience
        self.limit = now + DAY_AHEAD
        self.streams = {}  # (device, epoch): {seq: operation}
        self.heads = {}  # (device, epoch): {seq: head after it}

    def add(self, segment):
        """Whether it contradicts nothing that was there."""
        place = segment.place
        operations = self.streams.setdefault(place, {})
        heads = self.heads.setdefault(place, {})
        told = {segment.start - 1: segment.prev}
        head = segment.prev
        for one in segment.operations:
            head = told[one.seq] = segment.link(head, one)
        if any(heads.get(seq, head) != head for seq, head in told.items()):
            return False
        heads.update(told)
        operations.update({one.seq: one for one in segment.operations})
        return True

    def list_held(self):
        """(stamp, operation), without those that wait for their time."""
        for (device, epoch), operations in sorted(self.streams.items()):
            for seq in sorted(operations):
                one = operations[seq]
                if one.hlc >> 16 > self.limit:
                    break
                yield (one.hlc, device, epoch), one

    def find_cuts(self):
        """F6: {(device, epoch): last}, and the devices of which something is cut off."""
        cuts = {}
        for (hlc, _, _), one in self.list_held():
            if one.kind == "cutoff":
                try:
                    place = (one.fields["device"], read_number(one.fields["epoch"], 2**32))
                    last = read_number(one.fields["last"], 2**40)
                except ValueError:
                    continue
                cuts[place] = max(cuts.get(place, ()), (hlc, one.entity, last))
        return {place: last for place, (_, _, last) in cuts.items()}

    def cuts_off(self, device):
        """Whether anything says how far @device counts (I9)."""
        return any(one == device for one, _ in self.find_cuts())

    def list_operations(self):
        """(stamp, operation): those that count."""
        cuts = self.find_cuts()
        devices = {device for device, _ in cuts}
        for stamp, one in self.list_held():
            device, epoch = stamp[1:]
            if device not in devices or one.seq <= cuts.get((device, epoch), 0):
                yield stamp, one

    def list_gone(self):
        """F5, within this audience."""
        return {one.fields["of"] for _, one in self.list_operations() if one.kind == "erasure"}

    def fold(self):
        """{(kind number, entity): {field: (stamp, value)}}"""
        writings = {}
        gone = self.list_gone()
        for stamp, one in self.list_operations():
            owners = [one.fields.get(name) for name in OWNERS.get(one.kind, ())]
            erased = one.kind != "erasure" and gone & {one.entity, *owners}
            if not one.fields or erased:
                continue
            kind = KINDS[one.kind]
            row = writings.setdefault((kind.number, one.entity), {})
            for name, value in one.fields.items():
                row.setdefault(name, []).append((stamp, value))
        return {
            key: {name: choose(KINDS_BY_NUMBER[key[0]], name, row[name]) for name in row}
            for key, row in writings.items()
        }

    def list_records(self):
        """As --json prints them: id, kind, and the fields that are there."""
        records = []
        for (number, entity), row in sorted(self.fold().items()):
            kind = KINDS_BY_NUMBER[number]
            record = {"id": entity, "kind": kind.name}
            for field in kind.fields:
                value = row.get(field.name, (None, None))[1]
                if value is not None:
                    plain = field.type not in ("bool", "choices", "persons")
                    record[field.name] = value if plain else json.loads(value)
            records.append(record)
        return records

    def list_sealed(self):
        """[(kind number, entity, stamp, hash of the body)], opened or not."""
        return sorted((KINDS[one.kind].number, one.entity, stamp, one.body_hash)
                      for stamp, one in self.list_operations() if one.sealed)

    def digest(self):
        """As src/merge/ahadi-digest.c."""
        buckets = [b""] * 256
        sealed = self.list_sealed()
        closed = {(number, entity) for number, entity, _, _ in sealed}
        for (number, entity), row in sorted(self.fold().items()):
            if (number, entity) in closed:
                continue
            key = bytes.fromhex(entity)
            data = number.to_bytes(4, "big") + key
            for field in KINDS_BY_NUMBER[number].fields:
                if field.name in row:
                    data += encode_field(field.name, *row[field.name])
            buckets[sha256(key)[0]] += data + b"\0"
        for number, entity, stamp, body_hash in sealed:
            key = bytes.fromhex(entity)
            data = number.to_bytes(4, "big") + key + b"\xff" + encode_stamp(stamp)
            buckets[sha256(key)[0]] += data + body_hash
        whole = b"ahadi-digest-v1\0" + short_text(self.audience)
        return sha256(whole + b"".join(map(sha256, buckets))).hex()

    def describe(self):
        return {"digest": self.digest(), "records": self.list_records()}


KINDS_BY_NUMBER = {kind.number: kind for kind in KINDS.values()}


def choose(kind, name, writings):
    """What stands: of equal stamps the value that sorts last (of a fact first); a cleared field
    sorts before any value."""

    def rank(writing):
        stamp, value = writing
        return stamp, b"" if value is None else b"\1" + value.encode()

    is_fact = kind.fields[kind.find(name)].field_class == "fact"
    return (min if is_fact else max)(writings, key=rank)


def encode_stamp(stamp):
    hlc, device, epoch = stamp
    return hlc.to_bytes(8, "big") + bytes.fromhex(device) + epoch.to_bytes(4, "big")


def encode_field(name, stamp, value):
    data = short_text(name) + encode_stamp(stamp)
    if value is None:
        return data + b"\0"
    text = value.encode()
    return data + b"\1" + len(text).to_bytes(4, "big") + text
