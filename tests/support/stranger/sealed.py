# SPDX-License-Identifier: GPL-3.0-or-later
"""A sealed body, as the head of src/oplog/ahadi-sealed-body.c has it: X1 to X9."""

import base64
import binascii
import re

from container import sealed_size
from rules import Broken, require
from stock import AGE_LINE, NotForUs, count_stanzas

SEALED = re.compile('{"s":"([0-9a-f]{32})","age":"([A-Za-z0-9+/=]*)"}')
INSIDE = re.compile('{"e":"([0-9a-f]{32})","b":({"s":"([0-9a-f]{32})".*})}')
KINDS_SEALED = ("report", "addendum", "attachment")
BUCKETS = [size * 1024 for size in (4, 8, 16, 32, 64)]
LIMIT = 100 * 1024


def decode(text):
    """X4: the one spelling of its bytes."""
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error:
        return None
    return data if base64.b64encode(data).decode() == text else None


class SealedBody:
    @staticmethod
    def looks_like(body):
        return re.match('{"s":".{32}","age":"', body) is not None

    def __init__(self, kind, body):
        match = SEALED.fullmatch(body.decode())
        require(match, "S8", "a sealed body is not in its one spelling (X1, X2)")
        require(kind in KINDS_SEALED, "S8", "its kind is never sealed (X3)")
        self.salt, self.file = match[1], decode(match[2])
        aged = self.file is not None and self.file.startswith(AGE_LINE)
        require(aged, "S8", "no age file stands in it (X4)")
        n_readers = count_stanzas(self.file)
        sizes = [sealed_size(n_readers, bucket) for bucket in BUCKETS]
        require(n_readers and len(self.file) in sizes, "S8", "it fills no bucket (X5)")
        require(len(body) <= LIMIT, "S8", "it is above 100 KiB (X6)")

    def open(self, keys, entity):
        """The body, or None: it is for others, or not what it should be."""
        try:
            plain = keys.open(self.file, "X4")
            text, _, rest = plain.partition(b"\0")
            match = INSIDE.fullmatch(text.decode())
        except (NotForUs, Broken, UnicodeDecodeError):
            return None
        fine = match and not any(rest) and (match[1], match[3]) == (entity, self.salt)
        return match[2] if fine else None
