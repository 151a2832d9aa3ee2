# SPDX-License-Identifier: GPL-3.0-or-later
"""A part (P), its segments (S), acknowledgements (A), forks (Y), what is asked for (Q), and who
may write them (W)."""

import re

from document import Document, print_json, read_json
from record import DECISIONS, KINDS, Operation, check_value, kinds_of
from rules import (
    Broken,
    blake2b,
    class_of,
    is_audience,
    is_rising,
    require,
    scope_of,
    short_text,
)
from stock import NotForUs, count_stanzas, gunzip, holds_raw

SMALLEST_BUCKET = 64 * 1024
HEADER_MEMBERS = ("fmt", "bundle_id", "signer_pk", "audience", "recipients_hash")
ACK_MEMBERS = ("device", "epoch", "audience", "seq", "head")
ERASED_MEMBERS = ("audience", "entity", "kind", "reason", "date")
ERASED_AUDIENCES = ("membership", "executive-director", "board-committee", "safeguarding")
WANT_MEMBERS = ("device", "epoch", "audience", "from", "to")
MOST_WANTS = 1000
OFFICE_LINES = (b'{"ack":', b'{"fork":', b'{"want":', b'{"blob":', b'{"state":')
FORK_MEMBERS = ("device", "epoch", "audience", "from", "to", "head", "head_sig")
NUMBER = "(0|[1-9][0-9]{0,15})"
SEGMENT = re.compile(
    f'{{"device":"([0-9a-f]{{32}})","epoch":{NUMBER},"audience":"([a-z0-9/-]+)",'
    f'"from":{NUMBER},"to":{NUMBER},"prev":"([0-9a-f]{{64}})","head":"([0-9a-f]{{64}})",'
    '"head_sig":"([0-9a-f]{128})"}'
)
OFFICE_READS = {
    "membership": ("membership", "branch"),
    "executive-director": ("executive-director", "safeguarding"),
    "board-committee": ("board-committee", "safeguarding"),
}


def bucket_of(size):
    bucket = SMALLEST_BUCKET
    while bucket < size:
        bucket *= 2
    return bucket


def is_head_signed(story, key, org):
    message = b"ahadi-head-v1\0" + short_text(org) + bytes.fromhex(story.device)
    message += story.epoch.to_bytes(4, "big") + short_text(story.audience)
    message += story.end.to_bytes(8, "big") + story.head
    return holds_raw(key.raw, message, story.signature)


class Fork:
    """Y1."""

    def __init__(self, line):
        value = read_json(line, "Y1")
        outer = Document(value, "Y1")
        outer.check_members("fork")
        fork = Document(value["fork"], "Y1")
        fork.check_members(*FORK_MEMBERS)
        self.device, self.audience = fork.hex("device", 16), fork.text("audience")
        self.epoch = int(fork.hex("epoch", 4), 16)
        self.start = fork.integer("from", 1, 2**40 - 1)
        self.end = fork.integer("to", self.start, 2**40 - 1)
        self.head = bytes.fromhex(fork.hex("head", 32))
        self.signature = bytes.fromhex(fork.hex("head_sig", 64))
        require(is_audience(self.audience), "Y1", "an audience is not known")
        fine = tuple(fork.value) == FORK_MEMBERS and print_json(value).encode() == line
        require(fine, "Y1", "it is not in its one spelling")

    @property
    def place(self):
        return self.device, self.epoch, self.audience, self.start, self.end, self.head


class Segment:
    """S1, but for the signature."""

    def __init__(self, line):
        match = SEGMENT.fullmatch(line)
        require(match, "S1", "a segment does not follow its grammar")
        self.device, epoch, self.audience, start, end, prev, head, signature = match.groups()
        self.epoch, self.start, self.end = int(epoch), int(start), int(end)
        self.prev, self.head = bytes.fromhex(prev), bytes.fromhex(head)
        self.signature = bytes.fromhex(signature)
        fine = int(self.device, 16) and self.epoch < 2**32 and is_audience(self.audience)
        require(fine and 1 <= self.start <= self.end < 2**40, "S1", "out of its limits")
        self.operations = []

    @property
    def place(self):
        return self.device, self.epoch

    @property
    def extent(self):
        return self.start, self.end, self.head

    def is_signed_by(self, key, org):
        return is_head_signed(self, key, org)

    def link(self, head, operation):
        """h(i) of src/oplog/ahadi-chain.c."""
        return blake2b(
            b"ahadi-op-v1\0"
            + bytes.fromhex(self.device)
            + self.epoch.to_bytes(4, "big")
            + blake2b(self.audience.encode())[:8]
            + operation.seq.to_bytes(8, "big")
            + operation.hlc.to_bytes(8, "big")
            + blake2b(operation.kind.encode())[:8]
            + bytes.fromhex(operation.entity)
            + operation.body_hash
            + head
        )

    def check_operations(self):
        """S4 and S5, once all are there."""
        wanted = list(range(self.start, self.end + 1))
        found = [one.seq for one in self.operations]
        require(len(found) == len(wanted), "S4", "fewer operations than it says")
        head = self.prev
        for one in self.operations:
            head = self.link(head, one)
        require(found == wanted, "S4", "the operations are not numbered one by one")
        require(head == self.head, "S5", "the operations do not lead to its head")

    def describe(self):
        return {
            "device": self.device,
            "epoch": self.epoch,
            "audience": self.audience,
            "from": self.start,
            "to": self.end,
            "prev": self.prev.hex(),
            "head": self.head.hex(),
            "operations": [one.describe() for one in self.operations],
        }


class Part:
    """One part: closed (lines is None), refused (broken is set), or read."""

    def __init__(self, bundle, listed, keys):
        self.bundle, self.listed = bundle, listed
        self.readers = bundle.directory.find_readers(keys.recipients)
        self.lines = self.broken = self.audience = None
        self.segments, self.acks, self.forks, self.carried = [], [], [], []
        self.wants = []
        self.blobs, self.erased, self.state = [], [], None
        self.opened = False
        try:
            self.read(keys)
        except Broken as broken:
            self.broken, self.lines = broken, None
            self.segments, self.acks, self.forks, self.erased = [], [], [], []
            self.wants = []

    @property
    def name(self):
        return self.listed["audience"]

    def read(self, keys):
        sealed = self.bundle.members.found[self.listed["name"]]
        recipients = self.listed["recipients"]
        require(count_stanzas(sealed) == len(recipients), "P11", "more or fewer stanzas than named")
        try:
            plain = keys.open(sealed, "P12")
        except NotForUs:
            named = set(keys.recipients) & set(recipients)
            require(not named, "P10", "a part that names us is sealed to others")
            return
        self.opened = True
        lines = self.split(plain)
        self.check_header(lines[0])
        for line in lines[1:]:
            self.read_line(line)
        self.end_segment()
        for segment in self.segments:
            for one in segment.operations:
                one.unseal(keys)
        self.lines = lines

    @staticmethod
    def split(plain):
        require(plain[:8] == b"\x1f\x8b\x08\0\0\0\0\0", "P1", "no plain gzip member")
        lines, rest, size, padding = gunzip(plain)
        member = len(plain) - len(padding)
        require(size <= 256 * member + 1024 * 1024, "P3", "it inflates beyond its limit")
        require(rest == b"", "P4", "the last line has no newline")
        require(not any(padding), "P2", "other than zeros follow")
        require(len(plain) == bucket_of(member), "P2", "it is not padded to its bucket")
        require(lines, "P6", "it is empty")
        return lines

    def check_header(self, line):
        manifest = self.bundle.manifest
        document = Document.read(line, "ahadi-part")
        document.check_members(*HEADER_MEMBERS)
        hash_said = document.hex("recipients_hash", 32)
        bundle = document.hex("bundle_id", 16)
        self.audience = document.text("audience")
        require(is_audience(self.audience), "P6", "an audience is not known")
        signer = document.key("signer_pk", "P6")
        document.check_spelling(line, *HEADER_MEMBERS)
        same = (bundle, signer.text) == (manifest.bundle, manifest.signer.text)
        require(same, "P7", "it was made for another bundle")
        require(class_of(self.audience) == self.name, "P8", "it is for another audience")
        hash_made = blake2b("\n".join(self.listed["recipients"]).encode()).hex()
        require(hash_said == hash_made, "P9", "it was sealed to others than listed")
        self.check_scope()

    def check_scope(self):
        """W3."""
        scope, author = scope_of(self.audience), self.bundle.author
        if self.name == "device":
            ours = scope in [one.device for one in self.readers]
            require(ours, "W3", "it is to another device")
        if self.name != "branch":
            return
        if not self.bundle.manifest.is_reply:
            require(scope == author.branch, "W3", "it is of another branch than its author")
            return
        require(scope in self.bundle.directory.branches, "W3", "that branch is not listed")
        ours = any(one.is_office or one.branch == scope for one in self.readers)
        require(ours, "W3", "it is to another branch")

    def read_line(self, line):
        if self.name == "device":
            self.read_device_line(line)
            return
        if self.bundle.manifest.is_of_office and line.startswith(OFFICE_LINES):
            told = line.startswith(b'{"fork":') or not self.segments
            require(told, "A7", "what an office has stands behind a segment")
            require(self.state is None, "A8", "something follows a state")
            if line.startswith(b'{"state":'):
                self.state = self.read_state(line)
            else:
                self.read_device_line(line)
            return
        if line.startswith(b'{"fork":'):
            self.add_fork(Fork(line))
            return
        try:
            text = line.decode()
        except UnicodeDecodeError:
            raise Broken("S8", "that is not UTF-8") from None
        if text.startswith('{"device"'):
            self.begin_segment(text)
        else:
            self.add_operation(text)

    # --- segments ---

    def end_segment(self):
        if self.segments:
            self.segments[-1].check_operations()

    def begin_segment(self, line):
        self.end_segment()
        segment = Segment(line)
        require(segment.audience == self.audience, "S2", "it is of another audience")
        writer = self.find_writer(segment)
        if self.segments:
            last = self.segments[-1]
            rises = last.place < segment.place
            follows = last.place == segment.place and last.end < segment.start
            if self.bundle.manifest.is_of_office:
                follows = last.place == segment.place and last.extent < segment.extent
            require(rises or follows, "S3", "the segments are not in order")
        signed = segment.is_signed_by(writer.signer, self.bundle.directory.org)
        require(signed, "S1", "its head is not signed by its author", "bad-signature")
        segment.writer = writer
        self.segments.append(segment)

    def find_writer(self, segment):
        author = self.bundle.author
        if self.bundle.manifest.is_of_office:
            writer = self.bundle.directory.find_device(segment.device)
            require(writer is not None, "W9", "its author is not listed")
            return writer
        if not author.is_office:
            require(segment.device == author.device, "W4", "it is of another device")
            return author
        writer = self.bundle.directory.find_device(segment.device)
        fine = writer is not None and writer.state == "active" and writer.is_office
        require(fine, "W5", "it is not of an active holder of an office")
        return writer

    def add_operation(self, line):
        room = self.segments and len(self.segments[-1].operations) <= (
            self.segments[-1].end - self.segments[-1].start
        )
        require(room, "S4", "an operation stands in no segment")
        segment = self.segments[-1]
        operation = Operation(line)
        before = segment.operations[-1].hlc if segment.operations else 0
        require(operation.hlc > before, "S6", "the times of a stream do not rise")
        require(operation.kind in kinds_of(self.name), "W6", "a kind is not for this audience")
        if operation.kind in DECISIONS:
            reads = OFFICE_READS.get(segment.writer.role, ())
            require(self.name in reads, "W8", "not by an office that reads it")
        operation.read_body()
        segment.operations.append(operation)

    # --- acknowledgements ---

    def read_device_line(self, line):
        if line.startswith(b'{"erased":'):
            self.erased.append(self.read_erased(line))
            require(is_rising(self.erased), "G2", "what was erased is not in order")
            return
        require(not self.erased, "G2", "something stands behind an erasure")
        if line.startswith(b'{"blob":'):
            self.blobs.append(self.read_blob(line))
            rises = is_rising([one["id"] for one in self.blobs])
            require(rises, "A6", "the files are not in order")
            return
        require(not self.blobs, "A6", "something follows the files")
        if line.startswith(b'{"carried":"'):
            match = re.fullmatch(b'{"carried":"([0-9a-f]{32})"}', line)
            require(match, "A4", "a carried bundle is not named by its hash")
            self.carried.append(match[1].decode())
            require(is_rising(self.carried), "A4", "the carried bundles are not in order")
            return
        require(not self.carried, "A4", "something follows the carried bundles")
        if line.startswith(b'{"want":'):
            self.add_want(self.read_want(line))
            return
        require(not self.wants, "Q2", "something follows what is asked for")
        if line.startswith(b'{"fork":'):
            self.add_fork(Fork(line))
            return
        require(not self.forks, "Y2", "a fork stands before an acknowledgement")
        self.acks.append(self.read_ack(line))
        places = [one["place"] for one in self.acks]
        require(is_rising(places), "A2", "the acknowledgements are not in order")

    @staticmethod
    def read_state(line):
        match = re.fullmatch(b'{"state":"([0-9a-f]{64})"}', line)
        require(match, "A8", "a state is not told by its digest")
        return match[1].decode()

    @staticmethod
    def read_blob(line):
        value = read_json(line, "A5")
        outer = Document(value, "A5")
        outer.check_members("blob")
        blob = Document(value["blob"], "A5")
        blob.check_members("id", "have")
        blob.hex("id", 16)
        blob.integer("have", 0, 2**13 - 1)
        fine = tuple(blob.value) == ("id", "have") and print_json(value).encode() == line
        require(fine, "A5", "it is not in its one spelling")
        return blob.value

    def read_ack(self, line):
        value = read_json(line, "A1")
        outer = Document(value, "A1")
        outer.check_members("ack")
        ack = Document(value["ack"], "A1")
        ack.check_members(*ACK_MEMBERS)
        ack.integer("seq", 1, 2**40 - 1)
        ack.hex("head", 32)
        audience = ack.text("audience")
        require(is_audience(audience), "A1", "an audience is not known")
        fine = tuple(ack.value) == ACK_MEMBERS and print_json(value).encode() == line
        require(fine, "A1", "it is not in its one spelling")
        self.check_office_tells(ack.hex("device", 16), audience)
        return {**ack.value, "place": (ack.value["device"], ack.hex("epoch", 4), audience)}

    def check_office_tells(self, device, audience):
        """W7."""
        meant = device == scope_of(self.audience)
        if self.bundle.manifest.is_of_office:
            meant = audience == self.audience
        require(meant, "W7", "a stream of others")
        reads = OFFICE_READS[self.bundle.author.role]
        require(class_of(audience) in reads, "W7", "an office can't open that")

    # --- what is asked for ---

    def read_want(self, line):
        """Q1."""
        value = read_json(line, "Q1")
        outer = Document(value, "Q1")
        outer.check_members("want")
        want = Document(value["want"], "Q1")
        want.check_members(*WANT_MEMBERS)
        device, epoch, audience = want.hex("device", 16), want.hex("epoch", 4), want.text("audience")
        start = want.integer("from", 1, 2**40 - 1)
        want.integer("to", start, 2**40 - 1)
        require(is_audience(audience), "Q1", "an audience is not known")
        fine = tuple(want.value) == WANT_MEMBERS and print_json(value).encode() == line
        require(fine, "Q1", "it is not in its one spelling")
        self.check_office_tells(device, audience)
        return {**want.value, "place": (device, epoch, audience)}

    def add_want(self, want):
        if self.wants:
            last = self.wants[-1]
            follows = last["place"] == want["place"] and last["to"] + 1 < want["from"]
            rises = last["place"] < want["place"] or follows
            require(rises, "Q2", "what is asked for is not in order")
        require(len(self.wants) < MOST_WANTS, "Q3", "too much is asked for at once")
        self.wants.append(want)

    # --- what was erased ---

    def read_erased(self, line):
        """(audience, entity)"""
        value = read_json(line, "G1")
        outer = Document(value, "G1")
        outer.check_members("erased")
        one = Document(value["erased"], "G1")
        one.check_members(*ERASED_MEMBERS)
        entity = one.hex("entity", 16)
        fields = {field.name: field for field in KINDS["erasure"].fields}
        for name, field in (("kind", "of_kind"), ("reason", "reason")):
            require(one.text(name) in fields[field].words, "G1", "not one of its words")
        fine = re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", check_value(fields["date"], one.text("date")))
        fine = fine and tuple(one.value) == ERASED_MEMBERS and print_json(value).encode() == line
        require(fine, "G1", "it is not in its one spelling")
        audience = one.text("audience")
        require(audience in ERASED_AUDIENCES, "G1", "there is no such audience")
        require(audience in OFFICE_READS[self.bundle.author.role], "G3", "it can't open that")
        return audience, entity

    # --- forks ---

    def add_fork(self, fork):
        require(not self.segments, "Y2", "a fork stands behind a segment")
        self.forks.append(fork)
        require(is_rising([one.place for one in self.forks]), "Y2", "forks are not in order")
        signed = is_head_signed(fork, self.find_forked(fork).signer, self.bundle.directory.org)
        require(signed, "Y3", "its head is not signed by the stream's author")

    def find_forked(self, fork):
        """W10."""
        author = self.bundle.author
        if self.name == "device":
            fine = class_of(fork.audience) in OFFICE_READS.get(author.role, ())
            fine = fine and fork.device == scope_of(self.audience)
        else:
            fine = (fork.device, fork.audience) == (author.device, self.audience)
        writer = self.bundle.directory.find_device(fork.device) if fine else None
        require(writer is not None, "W10", "a fork is told of a stream of somebody else")
        return writer

    # --- what is in it ---

    def describe(self):
        told = {"audience": self.name, "size": self.listed["ct_len"], "opened": self.opened}
        if self.broken is not None:
            return {**told, "refused": self.broken.word, "rule": self.broken.rule,
                    "why": self.broken.why}
        if self.lines is None:
            return told
        acks = [{name: one[name] for name in ACK_MEMBERS} for one in self.acks]
        wants = [{name: one[name] for name in WANT_MEMBERS} for one in self.wants]
        return {**told, "whole_name": self.audience, "acks": acks, "wants": wants,
                "carried": self.carried,
                "blobs": self.blobs,
                "segments": [one.describe() for one in self.segments]}

