# SPDX-License-Identifier: GPL-3.0-or-later
"""The first broken rule of src/sync/FORMAT.md, and the few primitives that rules speak of."""

import base64
import binascii
import hashlib
import re

AUDIENCES = (
    "membership",
    "executive-director",
    "board-committee",
    "safeguarding",
    "branch",
    "device",
)
FIELD_PARTS = AUDIENCES[:5]
OFFICE_PARTS = AUDIENCES[:4]
REPLY_PARTS = AUDIENCES[4:]
OFFICES = AUDIENCES[:3]
FIELD_ROLES = ("coordinator", "circle")

SCOPED = re.compile(r"(branch|device)/([0-9a-f]{32})")


class Broken(Exception):
    """A rule that does not hold: its number, the word of section 10, and why."""

    def __init__(self, rule, why, word="malformed"):
        super().__init__(f"against rule {rule}: {why}")
        self.rule = rule
        self.word = word
        self.why = why


def require(holds, rule, why, word="malformed"):
    if not holds:
        raise Broken(rule, why, word)


def blake2b(data, size=32):
    return hashlib.blake2b(data, digest_size=size).digest()


def is_hex(text, size):
    return isinstance(text, str) and re.fullmatch(f"[0-9a-f]{{{2 * size}}}", text) is not None


def is_rising(items):
    return all(a < b for a, b in zip(items, items[1:]))


def is_audience(text):
    """Whether this is a whole name of section 4."""
    return text in AUDIENCES[:4] or SCOPED.fullmatch(text) is not None


def class_of(audience):
    return audience.split("/")[0]


def scope_of(audience):
    return audience.partition("/")[2]


def short_text(text):
    """u8 length and bytes, as in everything hashed or signed."""
    data = text.encode()
    return bytes([len(data)]) + data


def decode_base64(text, size):
    """The bytes of padded canonical base64, or None."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(data) != size or base64.b64encode(data).decode() != text:
        return None
    return data


class Key:
    """The 56 characters of a minisign public key."""

    def __init__(self, text):
        data = decode_base64(text, 42) if isinstance(text, str) else None
        if data is None or data[:2] != b"Ed":
            raise ValueError("not a key")
        self.text = text
        self.number = data[2:10]
        self.raw = data[10:]

    @property
    def device(self):
        """D8."""
        return blake2b(b"ahadi-device-v1" + self.raw)[:16].hex()


def read_key(text, rule):
    try:
        return Key(text)
    except ValueError:
        raise Broken(rule, "that is not a key") from None


BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def sum_bech32(prefix, values):
    """1 of what is whole (BIP 173)."""
    codes = prefix.encode()
    check = 1
    for value in [*(code >> 5 for code in codes), 0, *(code & 31 for code in codes), *values]:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit in range(5):
            check ^= GENERATOR[bit] if top >> bit & 1 else 0
    return check


def is_recipient(text):
    """age1…, lower case: Bech32 of 32 bytes."""
    if not isinstance(text, str) or re.fullmatch(f"age1[{BECH32}]{{58}}", text) is None:
        return False
    values = [BECH32.index(character) for character in text[4:]]
    whole = sum_bech32("age", values) == 1
    return whole and values[51] & 0xF == 0  # 52 * 5 bits hold 32 bytes and four zeros


def encode_bech32(prefix, data):
    """Of 32 bytes, in lower case."""
    number = int.from_bytes(data, "big") << 4
    values = [number >> 5 * place & 31 for place in range(51, -1, -1)]
    check = sum_bech32(prefix, values + [0] * 6) ^ 1
    values += [check >> 5 * place & 31 for place in range(5, -1, -1)]
    return prefix + "1" + "".join(BECH32[value] for value in values)
