# SPDX-License-Identifier: GPL-3.0-or-later
"""Vaults of a world beside a PostgreSQL server of the script's own."""

import sys
from pathlib import Path

import program
from program import WorldCase

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
import postgres  # noqa: E402

KINDS = (
    "circle", "member", "pledge", "withdrawal", "report", "addendum", "attachment", "erasure",
    "cutoff", "settlement", "same_as", "baseline",
)


class PublishCase(WorldCase):
    server = None
    number = 0

    def database(self):
        """A new one: its name."""
        PublishCase.number += 1
        name = f"db{PublishCase.number}"
        self.server.create(name)
        return name

    def sql(self, database, text, **more):
        return self.server.sql(database, f"SET search_path = ahadi; {text}", **more)

    def publish(self, vault, database, *words, check=True):
        address = self.server.address(database)
        return self.run_in(vault, "--json", "publish", address, "--yes", *words, check=check)

    def give_up(self, done, word):
        """What is refused is said, and why; and holds nothing of what was to be published."""
        self.assert_refused(done, word)
        for secret in ("Achieng", "254700001001", postgres.PASSWORD):
            self.assertNotIn(secret, done.out + done.err)

    def assert_same(self, vault, database):
        told = self.publish(vault, database, "--check").json
        self.assertTrue(told["fine"], told)
        self.assertEqual((told["operations"]["more"], told["rows"]["more"]), (0, 0), told)

    def state(self, database):
        """All that is published, but for when and under which numbers."""
        stream = "s.device, s.epoch, s.audience"
        asked = [
            f"SELECT {stream}, upto, forked, cut, beyond, line FROM stream s ORDER BY 1, 2, 3",
            f"SELECT {stream}, o.seq, o.hlc, o.kind, o.entity, o.body, o.sealed, o.body_hash"
            " FROM operation o JOIN stream s ON s.number = o.stream ORDER BY 1, 2, 3, 4",
            "SELECT * FROM gone ORDER BY 1, 2",
            "SELECT * FROM branch ORDER BY 1",
            "SELECT * FROM device ORDER BY 1",
        ]
        asked += [f"SELECT * FROM {kind} ORDER BY id, audience" for kind in KINDS]
        return [self.sql(database, one) for one in asked]

    def names(self, database, **more):
        return self.sql(database, "SELECT name FROM member ORDER BY name", **more).splitlines()


def main():
    """Runs the tests of the script, with one server for all of them."""
    if postgres.find_programs() is None:
        print("1..0 # SKIP there is no PostgreSQL server here")
        sys.exit(0)
    PublishCase.server = postgres.Server()
    try:
        program.main()
    finally:
        PublishCase.server.stop()
