# SPDX-License-Identifier: GPL-3.0-or-later
"""Custodians' shares, by the heads of src/crypto/ahadi-share.c and ahadi-shares.c."""

import functools
import hashlib
import hmac

from digits import read_groups
from rules import require
from slots import read_cost
from sodium import argon2id, open_xchacha

RULE = "share"
SIZE, BOUND = 135, 87
AT_KEY, AT_DIGEST = 255, 254


class Share:
    def __init__(self, numbers, chosen, value):
        self.threshold, self.count, self.index = numbers
        self.set, self.value = chosen, value
        fine = 2 <= self.threshold <= self.count <= 16 and 1 <= self.index <= self.count
        require(fine, RULE, "its numbers are out of bounds")

    @classmethod
    def open(cls, data, passphrase):
        """Of a file."""
        require(data[:8] == b"AHADIKC1" and len(data) == SIZE, RULE, "that is no share")
        key = argon2id(passphrase, data[47:63], *read_cost(data[31:47]), 32)
        value = open_xchacha(key, data[63:87], data[87:], b"ahadi-share-v1" + data[:BOUND])
        require(value is not None, RULE, "the passphrase does not open it")
        return cls(data[8:11], data[11:15], value)

    @classmethod
    def read(cls, text):
        """Of the digits of a sheet."""
        numbers = [int(group) for group in read_groups(text, 5, 19, RULE)]
        require(max(numbers) < 1 << 16, RULE, "a group is above 65535")
        data = b"".join(number.to_bytes(2, "big") for number in numbers)
        require(data[0] >> 4 == 1, RULE, "of another version")
        return cls((data[0] % 16 + 1, data[1] // 16 + 1, data[1] % 16 + 1), data[2:6], data[6:])


# --- GF(256), of x^8 + x^4 + x^3 + x^2 + 1 ---


@functools.lru_cache(maxsize=None)
def multiply(a, b):
    product = 0
    for bit in range(8):
        product ^= a << bit if b >> bit & 1 else 0
    for bit in range(14, 7, -1):
        product ^= 0x11D << bit - 8 if product >> bit & 1 else 0
    return product


@functools.lru_cache(maxsize=None)
def invert(a):
    return next(b for b in range(1, 256) if multiply(a, b) == 1)


def interpolate(shares, at):
    """The value at @at of the polynomials through @shares (Lagrange)."""
    sums = bytes(32)
    for one in shares:
        weight = 1
        for other in shares:
            if other is not one:
                over = multiply(at ^ other.index, invert(one.index ^ other.index))
                weight = multiply(weight, over)
        sums = bytes(a ^ multiply(b, weight) for a, b in zip(sums, one.value))
    return sums


def combine(shares):
    """The secret of the custodians' slot."""
    same = {(one.threshold, one.count, one.set) for one in shares}
    require(len(same) == 1, RULE, "they are of several sets")
    require(len({one.index for one in shares}) == len(shares), RULE, "one is there twice")
    require(len(shares) >= shares[0].threshold, RULE, "there are too few")
    chosen = shares[: shares[0].threshold]
    key, digest = interpolate(chosen, AT_KEY), interpolate(chosen, AT_DIGEST)
    mac = hmac.digest(digest[4:], key, hashlib.sha256)
    require(mac[:4] == digest[:4], RULE, "one of them is wrong")
    return key
