# SPDX-License-Identifier: GPL-3.0-or-later
"""vault.db, a database of SQLCipher 4 (FORMAT.md section 14), turned into one of plain SQLite in
memory."""

import hashlib
import hmac
import sqlite3

from rules import require
from stock import run

PAGE, RESERVED, IV, SALT = 4096, 80, 16, 16
PLAIN_START = b"SQLite format 3\0"


class Database:
    def __init__(self, data, key):
        whole = data and len(data) % PAGE == 0
        require(whole, "K3", "that is no database of whole pages", "damaged")
        salt = data[:SALT]
        masked = bytes(byte ^ 0x3A for byte in salt)
        self.key, self.mac_key = key, hashlib.pbkdf2_hmac("sha512", key, masked, 2, 32)
        pages = [data[at : at + PAGE] for at in range(0, len(data), PAGE)]
        plain = [self.open_page(number, page) for number, page in enumerate(pages, 1)]
        self.image = PLAIN_START + b"".join(plain)

    def open_page(self, number, page):
        """What is behind the salt on the first page, and all of the others."""
        text, iv, mac = page[:-RESERVED], page[-RESERVED:][:IV], page[-RESERVED:][IV:]
        text = text[SALT:] if number == 1 else text
        made = hmac.digest(self.mac_key, text + iv + number.to_bytes(4, "little"), hashlib.sha512)
        require(made == mac, "K3", f"page {number} is not of this key", "damaged")
        done = run("openssl", "enc", "-d", "-aes-256-cbc", "-nopad", "-K", self.key.hex(),
                   "-iv", iv.hex(), data=text)
        return done.stdout + bytes(RESERVED)

    def count_rows(self):
        """{table: rows}, as SQLite reads it; up to version 14 the search index needs a tokenizer."""
        connection = sqlite3.connect(":memory:")
        # A copy knows of no log beside it: the header says that it has none.
        connection.deserialize(self.image[:18] + b"\1\1" + self.image[20:])
        query = ("SELECT name FROM sqlite_schema WHERE type = 'table' "
                 "AND name NOT LIKE 'sqlite%' AND sql NOT LIKE 'CREATE VIRTUAL%'")
        names = [name for (name,) in connection.execute(query)]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
                for name in names}
