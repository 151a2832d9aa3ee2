# SPDX-License-Identifier: GPL-3.0-or-later
"""Key slots, by the head of src/crypto/ahadi-slots.c, and what the data key gives (section 16)."""

import hashlib
import hmac

from rules import require
from sodium import argon2id, open_xchacha

PASSPHRASE, RECOVERY_CODE, CUSTODIANS = 1, 2, 3
HEAD, SLOT, MAC = 29, 121, 32
RULE = "K2"


def derive(secret, info):
    """HKDF-SHA256 without a salt, 32 bytes: one block."""
    extracted = hmac.digest(bytes(32), secret, hashlib.sha256)
    return hmac.digest(extracted, info.encode() + b"\1", hashlib.sha256)


def read_cost(data):
    """(passes, bytes of memory) of the 16 bytes @data: rule 5."""
    passes, memory = int.from_bytes(data[:8], "big"), int.from_bytes(data[8:16], "big")
    fine = 2 <= passes <= 20 and 64 << 20 <= memory <= 1 << 30
    require(fine, RULE, "costs out of bounds", "damaged")
    return passes, memory


class Slot:
    def __init__(self, data):
        self.type, self.id = data[0], data[1:17]
        self.passes, self.memory = read_cost(data[17:33])
        self.salt, self.nonce = data[33:49], data[49:73]
        self.bound, self.sealed = data[:73], data[73:]
        require(self.type in (1, 2, 3), RULE, "a slot of unknown type", "damaged")

    def open(self, secret, vault):
        key = argon2id(secret, self.salt, self.passes, self.memory, 32)
        return open_xchacha(key, self.nonce, self.sealed, b"ahadi-slot-v1" + vault + self.bound)


class Slots:
    def __init__(self, data):
        require(data[:7] == b"AHADIKS", RULE, "those are no key slots", "damaged")
        require(not b"2" <= data[7:8] <= b"9", RULE, "key slots of a newer version", "newer")
        require(data[7:8] == b"1" and len(data) > HEAD, RULE, "no such version", "damaged")
        self.data, self.vault, count = data, data[8:24], data[28]
        self.generation = int.from_bytes(data[24:28], "big")
        fine = self.generation and 1 <= count <= 16 and len(data) == HEAD + SLOT * count + MAC
        require(fine, RULE, "head or length is wrong", "damaged")
        ends = range(HEAD, len(data) - MAC, SLOT)
        self.slots = [Slot(data[at : at + SLOT]) for at in ends]

    def open(self, kind, secret):
        """The data key, or None: rules 6 and 7."""
        keys = [slot.open(secret, self.vault) for slot in self.slots if slot.type == kind]
        key = next((one for one in keys if one is not None), None)
        if key is not None:
            mac = hmac.digest(derive(key, "ahadi/slots-mac/v1"), self.data[:-MAC], hashlib.sha256)
            require(mac == self.data[-MAC:], RULE, "the key slots were changed", "damaged")
        return key

    def find_set(self):
        """By what the custodians' shares are known, or None."""
        return next((slot.id[:4] for slot in self.slots if slot.type == CUSTODIANS), None)
