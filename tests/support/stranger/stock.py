# SPDX-License-Identifier: GPL-3.0-or-later
"""What stock tools do for the reader: age, minisign, openssl, and zlib's gunzip."""

import functools
import subprocess
import tempfile
import unicodedata
import zlib
from pathlib import Path

from rules import Broken, decode_base64, require

AGE_LINE = b"age-encryption.org/v1\n"
CHUNK = 64 * 1024
LINE_LIMIT = 128 * 1024
ED25519_DER = bytes.fromhex("302a300506032b6570032100")


class NotForUs(Exception):
    """No stanza of the age header is for our keys."""


def run(*command, data=b""):
    words = [str(word) for word in command]
    return subprocess.run(words, input=data, capture_output=True, check=False)


# --- age ---


class Keys:
    """Secret age keys, in a file that age reads."""

    def __init__(self, path):
        self.path = Path(path)
        done = run("age-keygen", "-y", self.path)
        self.recipients = done.stdout.decode().split()
        if done.returncode != 0 or not self.recipients:
            raise SystemExit(f"{path}: age-keygen finds no key: {done.stderr.decode()}")

    def open(self, sealed, rule):
        """The plain bytes. NotForUs, or @rule with the word damaged."""
        done = run("age", "--decrypt", "--identity", self.path, data=sealed)
        if b"no identity matched" in done.stderr:
            raise NotForUs
        require(done.returncode == 0, rule, "age refuses it", "damaged")
        return done.stdout


def count_stanzas(sealed):
    header = sealed.split(b"\n--- ", 1)[0]
    return sum(line.startswith(b"-> ") for line in header.split(b"\n"))


# --- signatures ---


@functools.lru_cache(maxsize=None)
def holds_raw(key, message, signature):
    """Ed25519 over the bytes themselves; @key: 32 bytes."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("key", "message", "signature")]
        for path, data in zip(paths, (ED25519_DER + key, message, signature)):
            path.write_bytes(data)
        done = run(
            *("openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER"),
            *("-inkey", paths[0], "-in", paths[1], "-sigfile", paths[2]),
        )
    return done.returncode == 0


class Minisig:
    """A .minisig file, as src/crypto/ahadi-minisign.c describes it."""

    def __init__(self, data, rule):
        try:
            lines = data.decode().split("\n")
            untrusted, first, trusted, second, rest = lines
        except ValueError:
            raise Broken(rule, "that is no signature", "damaged") from None
        blob = decode_base64(first, 74)
        fine = (
            rest == ""
            and is_comment(untrusted, "untrusted comment: ", 1024)
            and is_comment(trusted, "trusted comment: ", 8192)
            and blob is not None
            and blob[:2] == b"ED"
            and decode_base64(second, 64) is not None
        )
        require(fine, rule, "that is no signature", "damaged")
        self.data = data
        self.number = blob[2:10]
        self.comment = trusted.partition(": ")[2]

    def holds(self, key, message):
        """Whether the stock minisign verifies it."""
        return minisign_verifies(self.data, key.text, message)


def is_comment(line, prefix, limit):
    text = line[len(prefix) :]
    odd = any(unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp") for one in text if one != "\t")
    return line.startswith(prefix) and len(text.encode()) <= limit and not odd


@functools.lru_cache(maxsize=None)
def minisign_verifies(signature, key, message):
    with tempfile.TemporaryDirectory() as folder:
        file, minisig = Path(folder) / "file", Path(folder) / "file.minisig"
        file.write_bytes(message)
        minisig.write_bytes(signature)
        return run("minisign", "-VqHP", key, "-m", file, "-x", minisig).returncode == 0


# --- gzip ---


def gunzip(data):
    """(lines, what is behind the last newline, bytes of the text, what follows the member)."""
    inflate = zlib.decompressobj(wbits=15 + 16)
    lines, rest, size = [], b"", 0
    while not inflate.eof:
        try:
            text = inflate.decompress(data, CHUNK)
        except zlib.error:
            raise Broken("P12", "the compressed text is not right", "damaged") from None
        data = inflate.unconsumed_tail
        require(text or data or inflate.eof, "P12", "the compressed text has no end", "damaged")
        size += len(text)
        *whole, rest = (rest + text).split(b"\n")
        lines += whole
        longest = max(map(len, [*whole, rest]))
        require(longest <= LINE_LIMIT, "P5", "a line is too long")
    return lines, rest, size, inflate.unused_data
