#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl carry, and import --carry: bundles that are for others."""

import program


class Carry(program.WorldCase):
    vaults = ("office", "director", "kisumu")

    def test_a_laptop_keeps_what_it_is_told_to_and_brings_it_to_the_office(self):
        refused = self.run_in("kisumu", "--json", "import", self.path("stranger.ahadi"), check=False)
        self.assert_refused(refused, None)
        self.assertEqual(self.json_in("kisumu", "carry", "list")["files"], 0)

        done = self.run_in("kisumu", "--json", "import", "--carry", self.path("stranger.ahadi"))
        self.assertEqual(done.lines[-1]["outcome"], "set-aside")
        self.assertEqual(self.json_in("kisumu", "carry", "list")["files"], 1)
        listed = self.run_in("kisumu", "carry", "list").out
        self.assertNotIn("stranger", listed)

        told = self.json_in("kisumu", "export", "--to", self.path("stick"))
        self.assertEqual(told["carried"], 1)
        bundle = self.world.export("kisumu", "carrying.ahadi")
        done = self.run_in("office", "--json", "import", bundle, check=False)
        self.assertEqual([line["outcome"] for line in done.lines][0], "merged")
        self.assertEqual(len(done.lines), 2)

    def test_an_office_hands_on_the_very_bytes(self):
        bundle = self.path("bundle.ahadi")
        self.run_in("office", "import", bundle)
        told = self.json_in("office", "carry", "write", "--to", self.path("hand"))
        self.assertEqual(told["files"], 1)
        written = list(self.path("hand").iterdir())
        self.assertEqual(len(written), 1)
        self.assertEqual(written[0].read_bytes(), bundle.read_bytes())
        self.run_in("director", "import", self.path("card.ahadi-card"), written[0])
        self.assertEqual(len(self.json_in("director", "report", "list")), 1)

    def spoil(self, vault):
        """Flips a byte of each bundle that is kept."""
        for kept in (self.path(vault) / "set-aside").iterdir():
            data = bytearray(kept.read_bytes())
            data[-1] ^= 1
            kept.write_bytes(data)

    def test_what_is_damaged_here_is_left_out_until_it_is_given_again(self):
        bundle = self.path("bundle.ahadi")
        self.run_in("office", "import", bundle)
        self.spoil("office")
        done = self.run_in("office", "carry", "write", "--to", self.path("hand"))
        self.assertEqual(list(self.path("hand").iterdir()), [])
        self.assertIn("lost or damaged", done.err)
        self.assertIn("import it here again", done.err)

        again = self.run_in("office", "--json", "import", bundle)
        self.assertEqual((again.lines[0]["outcome"], again.lines[0]["healed"]), ("duplicate", True))
        told = self.json_in("office", "carry", "write", "--to", self.path("hand"))
        self.assertEqual((told["files"], told["spoilt"]), (1, 0))

    def test_what_nobody_has_any_more_is_forgotten_when_told_so(self):
        self.run_in("office", "import", self.path("bundle.ahadi"))
        self.spoil("office")
        self.assertEqual(self.json_in("office", "carry", "drop"), {"files": 1, "dropped": False})
        check = self.run_in("office", "--json", "vault", "check", check=False)
        self.assertEqual((check.code, check.json["damaged_files"]), (1, 1))
        self.run_in("office", "carry", "drop", "--yes")
        self.assertTrue(self.json_in("office", "vault", "check")["ok"])

    def test_an_export_says_what_it_went_without(self):
        self.run_in("kisumu", "import", "--carry", self.path("stranger.ahadi"))
        self.spoil("kisumu")
        done = self.run_in("kisumu", "export", "--to", self.path("stick"))
        self.assertIn("lost or damaged", done.err)
        told = self.json_in("kisumu", "export", "--to", self.path("stick"))
        self.assertEqual((told["carried"], told["spoilt"]), (0, 1))


if __name__ == "__main__":
    program.main()
