# SPDX-License-Identifier: GPL-3.0-or-later
"""Digits that people compare or type: FORMAT.md sections 0 and 16."""

import re

from rules import Broken, blake2b, require
from sodium import argon2id

PASSES, MEMORY = 2, 64 << 20
DAMM = ("0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
        "3674209581", "5869720134", "8945362017", "9438617205", "2581436790")


def make_digits(domain, text):
    """The 25 digits of a card or a request."""
    salt = blake2b(domain.encode(), 16)
    data = argon2id(text.encode(), salt, PASSES, MEMORY, 40)
    numbers = [int.from_bytes(data[at : at + 8], "big") for at in range(0, 40, 8)]
    return " ".join(f"{number % 100000:05}" for number in numbers)


def is_group(digits):
    """Whether the last digit is the check digit of those before it."""
    state = 0
    for digit in digits:
        state = int(DAMM[state][int(digit)])
    return state == 0


def read_groups(text, size, count, rule):
    """The @count groups of @size digits of @text, without their check digits."""
    digits = re.sub(r"[\s.-]", "", text)
    require(re.fullmatch("[0-9]*", digits), rule, "something other than digits")
    require(len(digits) == count * (size + 1), rule, "more or fewer digits")
    groups = [digits[at : at + size + 1] for at in range(0, len(digits), size + 1)]
    for number, group in enumerate(groups, 1):
        if not is_group(group):
            raise Broken(rule, f"group {number} does not end in its check digit")
    return [group[:-1] for group in groups]


def read_recovery_code(text):
    """The secret of its slot."""
    return "".join(read_groups(text, 3, 13, "recovery code")).encode()
