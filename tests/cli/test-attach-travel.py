#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attached files on their way: in pieces, told of, and sent again where a stick was lost."""

import os

import program
from program import WorldCase


class Travel(WorldCase):
    vaults = ("kisumu", "office")

    def list_of(self, vault):
        return self.json_in(vault, "attach", "list")[0]["file"]

    def export(self, name):
        told = self.json_in("kisumu", "export", "--limit", "8", "--to", self.path(name))
        return [told["path"], *told["more"]]

    def test_file_comes_in_pieces_and_says_how_many(self):
        content = os.urandom(9 * 1024 * 1024)
        self.path("sound").write_bytes(content)
        (member,) = [one["id"] for one in self.json_in("kisumu", "member", "list")][:1]
        (added,) = self.json_in("kisumu", "attach", "add", "member", member, self.path("sound"))
        first, second = self.export("stick")
        self.assertEqual(self.list_of("kisumu")["state"], "exported")

        self.run_in("office", "import", first)
        self.assertIn("on its way (1 of 2 pieces)", self.run_in("office", "attach", "list").out)
        words = ("attach", "save", added["id"], "--to", self.path("copy"))
        self.assert_refused(self.run_in("office", *words, check=False))
        self.run_in("office", "import", second)
        self.run_in("office", *words)
        self.assertEqual(self.path("copy").read_bytes(), content)


if __name__ == "__main__":
    program.main()
