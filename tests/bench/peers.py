# SPDX-License-Identifier: GPL-3.0-or-later
"""What else one would use: Python's own sqlite3, with no log, no signature and no encryption."""

import json
import sqlite3
import time

COLUMNS = {
    "member": (
        "name preferred_name phone email gender birth county place circle number status joined "
        "consent consent_date guardian_name guardian_phone guardian_consent best_interest note"
    ).split(),
    "pledge": (
        "member text language c1 c2 c3 c4 c5 c6 c7 c9 c10 ack8 ack_closing made date place "
        "witness note"
    ).split(),
}


def upsert_statement(kind):
    """The newest line wins; a line that lacks a field leaves it as it stands."""
    columns = COLUMNS[kind]
    marks = ", ".join("?" * (len(columns) + 2))
    sets = ", ".join(f"{c} = coalesce(excluded.{c}, {c})" for c in columns)
    return (
        f"INSERT INTO {kind} (id, written, {', '.join(columns)}) VALUES ({marks}) "
        f"ON CONFLICT (id) DO UPDATE SET {sets}, written = excluded.written "
        f"WHERE excluded.written >= {kind}.written"
    )


def open_database(path):
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    for kind, columns in COLUMNS.items():
        text = ", ".join(columns)
        database.execute(f"CREATE TABLE {kind} (id TEXT PRIMARY KEY, written INTEGER, {text})")
    return database


def upsert(path, deliveries):
    """Upserts files of JSON lines, a transaction each: (seconds, processor seconds, lines)."""
    database = open_database(path)
    statements = {kind: upsert_statement(kind) for kind in COLUMNS}
    lines = 0
    start = time.monotonic()
    busy = time.process_time()
    for delivery in deliveries:
        database.execute("BEGIN")
        with open(delivery, encoding="utf-8") as file:
            for line in file:
                record = json.loads(line)
                kind = record["kind"]
                values = [record.get(column) for column in COLUMNS[kind]]
                database.execute(statements[kind], [record["id"], record["order"], *values])
                lines += 1
        database.execute("COMMIT")
    seconds = time.monotonic() - start
    busy = time.process_time() - busy
    database.close()
    return seconds, busy, lines


def load_members(path, lines):
    """A plain table of members as `bench search` looks through it."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("CREATE TABLE member (id TEXT PRIMARY KEY, name, phone, number, place)")
    database.execute("BEGIN")
    with open(lines, encoding="utf-8") as file:
        rows = (json.loads(line) for line in file)
        database.executemany(
            "INSERT INTO member VALUES (:id, :name, :phone, :number, :place)", rows
        )
    database.execute("CREATE INDEX member_name ON member (name)")
    database.execute("COMMIT")
    return database


def scan(database, text, limit):
    """Microseconds of one page found by LIKE in any of four columns, sorted by name."""
    pattern = f"%{text}%"
    start = time.monotonic()
    database.execute(
        "SELECT * FROM member WHERE name LIKE ?1 OR phone LIKE ?1 OR number LIKE ?1 "
        "OR place LIKE ?1 ORDER BY name LIMIT ?2",
        (pattern, limit),
    ).fetchall()
    return (time.monotonic() - start) * 1e6
