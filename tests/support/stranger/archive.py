# SPDX-License-Identifier: GPL-3.0-or-later
"""A strict walk over ustar: U1 to U10, and K11."""

import re

from rules import require

BLOCK = 512
LARGE = 8 << 30  # what eleven octal digits do not hold


def is_zeros(data):
    return not any(data)


def read_octal(field):
    return int(field, 8) if re.fullmatch(rb"[0-7]+", field) else None


def read_size(field, large):
    """U6, or @large: K11. None for another spelling."""
    if large and field[0] == 0x80:
        size = int.from_bytes(field[1:], "big")
        return size if LARGE <= size < 1 << 53 else None
    return read_octal(field[:11]) if field[11:] in (b"\0", b" ") else None


def check_header(block, large):
    """(name, size) of a member."""
    size = read_size(block[124:136], large)
    checksum = sum(block) - sum(block[148:156]) + 8 * ord(" ")
    end = block[:100].find(0)
    demands = (
        ("U1", block[257:265] == b"ustar\x0000"),
        ("U2", read_octal(block[148:154]) == checksum and block[154:156] == b"\0 "),
        ("U3", block[156:157] == b"0"),
        ("U4", is_zeros(block[157:257])),
        ("U5", is_zeros(block[345:512])),
        ("U6", size is not None),
        ("U7", end > 0 and re.fullmatch(rb"[!-~]+", block[:end]) and is_zeros(block[end:100])),
    )
    for rule, holds in demands:
        require(holds, rule, "the header of a member is not as it must be", "damaged")
    return block[:end].decode(), size


def walk(data, large=False):
    """Yields (name, bytes) and checks all to the end. @large: of a backup."""
    require(data[257:265] == b"ustar\x0000", "U1", "it is no archive", "foreign")
    at = 0
    while True:
        block = data[at : at + BLOCK]
        require(block, "U9", "it ends without its blocks of zeros", "damaged")
        require(len(block) == BLOCK, "U10", "it ends inside a block", "damaged")
        at += BLOCK
        if is_zeros(block):
            break
        name, size = check_header(block, large)
        require(at + size <= len(data), "U10", "it ends inside a member", "damaged")
        padding = data[at + size : at + size + -size % BLOCK]
        require(len(padding) == -size % BLOCK, "U10", "it ends inside a member", "damaged")
        require(is_zeros(padding), "U8", "padding is not zeros", "damaged")
        yield name, data[at : at + size]
        at += size + len(padding)

    rest = data[at:]
    require(len(rest) >= BLOCK and is_zeros(rest), "U9", "its end is not zeros", "damaged")
    require(len(rest) % BLOCK == 0, "U10", "it ends inside a block", "damaged")
