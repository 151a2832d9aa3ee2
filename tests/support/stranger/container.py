# SPDX-License-Identifier: GPL-3.0-or-later
"""A container of pieces of attached files: FORMAT.md section 4a (Z1 to Z6)."""

import re

import archive
from rules import Broken, blake2b, is_rising, require
from stock import NotForUs, count_stanzas

PIECE = re.compile("([0-9a-f]{32})[.](0|[1-9]|1[0-2])")
LARGEST = 8 * 1024 * 1024 - 1024
SMALLEST_BUCKET = 64 * 1024
CHUNK, TAG, STANZA = 64 * 1024, 16, 98  # of an age file; a stanza's two lines
# The line of the version, "--- " with a MAC and its newline, and the nonce of the payload.
FRAME = len("age-encryption.org/v1\n") + len("--- ") + 43 + 1 + 16


def sealed_size(n_recipients, size):
    chunks = max(1, -(-size // CHUNK))
    return FRAME + n_recipients * STANZA + size + chunks * TAG


class Container:
    """Closed (pieces is None), refused (broken is set), or read."""

    def __init__(self, sealed, listed, recipients, keys):
        self.listed = listed
        self.pieces = self.broken = None
        try:
            self.pieces = self.read(sealed, recipients, keys)
        except Broken as broken:
            self.broken = broken

    def read(self, sealed, recipients, keys):
        self.check_seal(sealed, len(recipients))
        try:
            plain = keys.open(sealed, "Z2")
        except NotForUs:
            named = set(keys.recipients) & set(recipients)
            require(not named, "Z6", "a container that names us is sealed to others")
            return None
        pieces = {}
        for name, content in archive.walk(plain):
            match = PIECE.fullmatch(name)
            require(match, "Z3", "a member is not named as a piece")
            require(1 <= len(content) <= LARGEST, "Z4", "a piece is empty or too large")
            places = [*pieces, (match[1], int(match[2]))]
            require(is_rising(places), "Z3", "pieces are not in order")
            pieces[places[-1]] = content
        return pieces

    @staticmethod
    def check_seal(sealed, n_recipients):
        """Z1 and Z5: from the outside."""
        require(count_stanzas(sealed) == n_recipients, "Z1", "more or fewer stanzas than its part")
        bucket = SMALLEST_BUCKET
        while sealed_size(n_recipients, bucket) < len(sealed):
            bucket *= 2
        full = sealed_size(n_recipients, bucket) == len(sealed)
        require(full, "Z5", "it does not fill its bucket")

    def describe(self):
        told = {"audience": self.listed["audience"], "size": self.listed["ct_len"]}
        if self.broken is not None:
            return {**told, "refused": self.broken.word, "rule": self.broken.rule,
                    "why": self.broken.why}
        if self.pieces is None:
            return told
        return {**told, "pieces": [
            {"id": blob, "piece": number, "size": len(content), "blake2b": blake2b(content).hex()}
            for (blob, number), content in self.pieces.items()]}
