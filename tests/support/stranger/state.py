# SPDX-License-Identifier: GPL-3.0-or-later
"""FORMAT.md section 13 (F1 to F9): what all operations together say, and its digest. A naive
sort-and-fold: every writing of a field is kept, the greatest (or, of a fact, the least) stands."""

import hashlib
import json
import re

from record import KINDS
from review import Decision, Writing, read_cites, review
from rules import short_text

# F5: what a record of a kind belongs to.
OWNERS = {"pledge": ["member"], "withdrawal": ["pledge", "member"], "addendum": ["report"],
          "attachment": ["of"], "settlement": ["of_entity"], "same_as": ["one", "other"]}
DAY_AHEAD = 24 * 3600 * 1000


def sha256(data):
    return hashlib.sha256(data).digest()


def read_number(text, limit):
    """A decimal number below @limit in its one spelling."""
    if re.fullmatch("0|[1-9][0-9]*", text) is None or int(text) >= limit:
        raise ValueError(text)
    return int(text)


def read_cutoff(fields):
    """(device, epoch), last, head; ValueError if it says nothing."""
    head = fields.get("head")
    if head is not None and re.fullmatch("[0-9a-f]{64}", head) is None:
        raise ValueError(head)
    place = (fields["device"], read_number(fields["epoch"], 2**32))
    last = read_number(fields["last"], 2**40)
    return place, last, None if head is None else bytes.fromhex(head)


class Told:
    """A segment with what the chain is before and after each of its operations."""

    def __init__(self, segment):
        self.start, self.end = segment.start, segment.end
        self.operations = {one.seq: one for one in segment.operations}
        self.chain = {segment.start - 1: segment.prev}
        for one in segment.operations:
            self.chain[one.seq] = segment.link(self.chain[one.seq - 1], one)

    def part_from(self, other):
        """Y4: the first operation at which the two differ, or None."""
        shared = sorted(set(self.chain) & set(other.chain))
        differing = (seq for seq in shared if self.chain[seq] != other.chain[seq])
        return next((max(seq, 1) for seq in differing), None)


class Stream:
    """All that its author signed, contradictions too."""

    def __init__(self):
        self.told = {}  # by extent
        self.forked = None

    def add(self, segment):
        """Whether it contradicts nothing that was there."""
        if segment.extent in self.told:
            return True
        new = Told(segment)
        partings = [new.part_from(one) for one in self.told.values()]
        self.told[segment.extent] = new
        return not self.fork(partings)

    def fork(self, partings):
        found = [one for one in partings if one is not None]
        if found:
            self.forked = min(found + [self.forked or found[0]])
        return bool(found)

    def list_held(self):
        return [one for told in self.told.values() for one in told.operations.values()]

    def find_line(self, last, head):
        """F6: the operation after which the chain is @head, and what leads to it."""
        line = {}
        while last > 0:
            leading = [one for one in self.told.values()
                       if one.start <= last <= one.end and one.chain[last] == head]
            if not leading:
                break
            told = leading[0]
            line.update({seq: told.operations[seq] for seq in range(told.start, last + 1)})
            last, head = told.start - 1, told.chain[told.start - 1]
        return line

    def leads_through(self, last, head, base):
        """Whether what is held leads from @base, (last, head), to that end."""
        while last >= base[0]:
            leading = [one for one in self.told.values()
                       if one.start <= last <= one.end and one.chain[last] == head]
            if not leading:
                break
            told = leading[0]
            if told.start - 1 <= base[0]:
                return told.chain[base[0]] == base[1]
            last, head = told.start - 1, told.chain[told.start - 1]
        return False

    def find_end(self, cut, base):
        """F9: (last, head) up to which it counts, or None if nothing says so."""
        if base is None:
            return cut
        split = self.forked is not None and self.forked <= base[0]
        if cut is None:
            return base if split else None
        if cut[0] <= base[0]:
            return base
        named = cut[1] is not None
        return cut if not split or (named and self.leads_through(*cut, base)) else base

    def list_counting(self, cut):
        """@cut: (last, head), or None if nothing was decided."""
        counting = {one.seq: one for one in self.list_held()
                    if self.forked is None or one.seq < self.forked}
        if cut is not None:
            last, head = cut
            if head is not None:
                counting.update(self.find_line(last, head))
            counting = {seq: one for seq, one in counting.items() if seq <= last}
        return [counting[seq] for seq in sorted(counting)]


class State:
    """Of one audience."""

    def __init__(self, audience, now):
        self.audience = audience
        self.limit = now + DAY_AHEAD
        self.streams = {}  # (device, epoch): Stream

    def add(self, segment):
        """Whether it contradicts nothing that was there."""
        return self.streams.setdefault(segment.place, Stream()).add(segment)

    def waits(self, operation):
        """F3. Times of a stream rise."""
        return operation.hlc >> 16 > self.limit

    def find_said(self, kind, rank):
        """{(device, epoch): (last, head)}; a cutoff or baseline holds wherever it stands."""
        ends = {}
        for stream in self.streams.values():
            for one in stream.list_held():
                if one.kind == kind and not self.waits(one):
                    try:
                        place, last, head = read_cutoff(one.fields)
                    except ValueError:
                        continue
                    said = rank(one, last), last, head
                    ends[place] = max(ends.get(place, said), said, key=lambda end: end[0])
        return {place: (last, head) for place, (_, last, head) in ends.items()}

    def find_cuts(self):
        """F6"""
        return self.find_said("cutoff", lambda one, last: (one.hlc, one.entity))

    def find_bases(self):
        """F9"""
        bases = self.find_said("baseline", lambda one, last: (last, one.hlc, one.entity))
        return {place: base for place, base in bases.items() if base[0] > 0}

    def cuts_off(self, device):
        """Whether anything says how far @device counts (I9)."""
        return any(one == device for one, _ in self.find_cuts())

    def list_operations(self):
        """(stamp, operation): those that count."""
        cuts = self.find_cuts()
        bases = self.find_bases()
        devices = {device for device, _ in cuts}
        for place, stream in sorted(self.streams.items()):
            undecided = (0, None) if place[0] in devices else None
            end = stream.find_end(cuts.get(place, undecided), bases.get(place))
            for one in stream.list_counting(end):
                if not self.waits(one):
                    yield (one.hlc, *place), one

    def list_gone(self):
        """F5, within this audience: what was erased, and what belongs to it."""
        gone = {one.fields["of"] for _, one in self.list_operations() if one.kind == "erasure"}
        held = [one for stream in self.streams.values() for one in stream.list_held()]
        while True:
            belonging = {one.entity for one in held
                         if gone & {one.fields.get(name) for name in OWNERS.get(one.kind, ())}}
            if belonging <= gone:
                return gone
            gone |= belonging

    def list_writings(self):
        """(stamp, operation): those that count and were not erased."""
        gone = self.list_gone()
        for stamp, one in self.list_operations():
            if one.fields and (one.kind == "erasure" or one.entity not in gone):
                yield stamp, one

    def list_decisions(self):
        """N4: {(kind, entity, field): [Decision]}"""
        decisions = {}
        for stamp, one in self.list_writings():
            if one.kind == "settlement":
                try:
                    cites = read_cites(one.fields["cites"])
                except ValueError:
                    continue
                place = tuple(one.fields[name] for name in ("of_kind", "of_entity", "of_field"))
                made = Decision(stamp, one.entity, one.fields["outcome"], cites)
                decisions.setdefault(place, []).append(made)
        return decisions

    def list_reviews(self):
        """N2 and N6: the fields in conflict, and those that were settled."""
        writings = {}
        bases = self.find_bases()
        for stamp, one in self.list_writings():
            settled = one.seq <= bases.get(stamp[1:], (0, None))[0]
            for field in KINDS[one.kind].fields:
                if field.field_class == "sensitive" and field.name in one.fields:
                    made = Writing(stamp, one.bases.get(field.name, (0, "", 0)),
                                   one.fields[field.name], settled)
                    writings.setdefault((one.kind, one.entity, field.name), []).append(made)
        decisions = self.list_decisions()
        told = ((place, review(made, decisions.get(place, [])))
                for place, made in sorted(writings.items()))
        return [{"kind": kind, "id": entity, "field": field, **one}
                for (kind, entity, field), one in told if one]

    def fold(self):
        """{(kind number, entity): {field: (stamp, value)}}"""
        writings = {}
        for stamp, one in self.list_writings():
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
        return {"digest": self.digest(), "records": self.list_records(),
                "reviews": self.list_reviews()}


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
