#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl import: outcomes line by line, and everything it must refuse."""

import json
import os
import shutil
import signal
import subprocess

import program
from program import WorldCase, start, wait_until

FLOOR = 64 * 1024 * 1024


class Outcomes(WorldCase):
    vaults = ("office", "kisumu", "director", "merged")

    def lines(self, vault, *words, code=0):
        done = self.run_in(vault, "import", "--json", *words, check=False)
        self.assertEqual(done.code, code, done.err)
        return done.lines

    def test_each_file_is_one_line(self):
        words = [self.path(name) for name in ("bundle.ahadi", "bundle.ahadi", "stranger.ahadi")]
        lines = self.lines("office", *words)
        self.assertEqual([line["file"] for line in lines], [str(word) for word in words])
        outcomes = [(line["outcome"], line["reason"]) for line in lines]
        self.assertEqual(
            outcomes, [("merged", None), ("duplicate", None), ("set-aside", "unknown-device")]
        )
        self.assertEqual([line["operations"] for line in lines], [3, 0, 0])

    def test_word_of_the_outcome_stands_once(self):
        words = [self.path(name) for name in ("bundle.ahadi", "bundle.ahadi")]
        done = self.run_in("office", "import", "--json", *words)
        counts = [line.count("merged") for line in done.out.splitlines()]
        self.assertEqual(counts, [1, 0])

    def test_one_refused_file_fails_and_stops_no_other(self):
        self.path("letter").write_text("hello", encoding="utf-8")
        words = (self.path("letter"), self.path("none"), self.path("bundle.ahadi"))
        lines = self.lines("office", *words, code=1)
        self.assertEqual(
            [line["outcome"] for line in lines], ["refused", "refused", "merged"]
        )

    def test_nothing_but_a_file_is_tried(self):
        os.mkfifo(self.path("pipe"))
        words = (self.path("none"), self.folder, self.path("pipe"), self.path("bundle.ahadi"))
        lines = self.lines("office", *words, code=1)
        reasons = [line["reason"] for line in lines]
        self.assertEqual(reasons, ["not-found", "foreign", "foreign", None])

    def test_file_through_a_link_is_taken(self):
        self.path("link").symlink_to("bundle.ahadi")
        self.assertEqual(self.lines("office", self.path("link"))[0]["outcome"], "merged")

    def test_preview_changes_nothing(self):
        before = self.world.digest("office")
        line = self.lines("office", "--preview", self.path("bundle.ahadi"))[0]
        self.assertEqual((line["outcome"], line["operations"]), ("merged", 3))
        self.assertEqual(self.world.digest("office"), before)
        self.assertEqual(self.lines("office", self.path("bundle.ahadi"))[0]["outcome"], "merged")

    def test_reply_shows_records_as_received(self):
        line = self.lines("kisumu", self.path("reply.ahadi"))[0]
        self.assertEqual(line["outcome"], "merged")
        self.assertGreater(line["acks"], 0)
        states = {one["delivery"] for one in self.json_in("kisumu", "member", "list")}
        self.assertEqual(states, {"received"})
        reports = {one["delivery"] for one in self.json_in("kisumu", "report", "list")}
        self.assertEqual(reports, {"exported"})

    def test_text_says_what_came_in(self):
        out = self.run_in("office", "import", self.path("bundle.ahadi")).out
        self.assertIn("Merged. New: 2 members and 1 pledge.", out)

    def test_bundle_without_the_one_before_names_the_gap(self):
        self.run_in("kisumu", "member", "add", "--name", "Kerubo", "--consent", "true")
        late = self.json_in("kisumu", "export", "--to", self.path("to"))["path"]
        line = self.lines("office", late)[0]
        self.assertEqual((line["outcome"], line["missing"]), ("merged", 3))
        line = self.lines("office", self.path("bundle.ahadi"))[0]
        self.assertEqual((line["outcome"], line["missing"]), ("merged", 0))
        self.assertEqual(self.world.digest("office"), self.world.digest("kisumu"))


class Refused(WorldCase):
    vaults = ("office", "director")

    def assert_left_alone(self, vault, path, reason):
        before = self.world.digest(vault)
        data = path.read_bytes()
        done = self.run_in(vault, "import", "--json", path, check=False)
        line = done.json
        self.assertEqual(done.code, 1)
        self.assertEqual((line["outcome"], line["reason"]), ("refused", reason))
        self.assertEqual(line["operations"], 0)
        self.assertTrue(done.err.strip().endswith("."), done.err)
        self.assertEqual(self.world.digest(vault), before)
        self.assertEqual(path.read_bytes(), data)

    def change(self, change):
        path = self.path("changed.ahadi")
        path.write_bytes(change(bytearray(self.path("bundle.ahadi").read_bytes())))
        return path

    def test_bundle_cut_short(self):
        self.assert_left_alone("office", self.change(lambda data: data[:-1000]), "damaged")

    def test_bundle_cut_at_a_chunk(self):
        path = self.change(lambda data: data[: 3 * 65536])
        self.assert_left_alone("office", path, "damaged")

    def test_flipped_byte(self):
        def flip(data):
            data[len(data) // 2] ^= 1
            return data

        self.assert_left_alone("office", self.change(flip), "damaged")

    def test_bytes_added_at_the_end(self):
        self.assert_left_alone("office", self.change(lambda data: data + b"x"), "damaged")

    def test_foreign_file(self):
        self.assert_left_alone("office", self.change(lambda data: b"PK\3\4 not ours"), "foreign")

    def test_empty_file(self):
        self.assert_left_alone("office", self.change(lambda data: b""), "foreign")

    def test_bundle_for_someone_else(self):
        self.assert_left_alone("director", self.path("reply.ahadi"), "not-for-us")

    def test_huge_file_that_is_not_ours(self):
        path = self.path("huge")
        path.touch()
        try:
            os.truncate(path, 1 << 40)
        except OSError:
            self.skipTest("this disk holds no sparse file of that size")
        done = self.run_in("office", "import", "--json", path, check=False)
        self.assertEqual((done.code, done.json["reason"]), (1, "foreign"))

    def test_bundle_of_another_organisation(self):
        self.world.make("other", "membership", "--org-name", "Someone Else")
        path = self.path("bundle.ahadi")
        self.assert_left_alone("other", path, "not-for-us")

    def test_card_of_another_organisation(self):
        self.world.make("other", "membership", "--org-name", "Someone Else")
        self.run_in("other", "card", "export", self.path("other.ahadi-card"))
        self.assert_left_alone("office", self.path("other.ahadi-card"), "other-org")

    def test_card_with_a_bad_signature(self):
        path = self.path("changed.ahadi-card")
        data = self.path("card.ahadi-card").read_bytes()
        path.write_bytes(data.replace(b"Kisumu", b"Kisuma", 1))
        self.assert_left_alone("office", path, "bad-signature")

    def test_good_bundle_still_merges_afterwards(self):
        self.run_in("office", "import", self.change(lambda data: data[:-1]), check=False)
        self.run_in("office", "import", self.path("bundle.ahadi"))
        self.assertEqual(len(self.json_in("office", "member", "list")), 2)


class Newer(WorldCase):
    """Signed by those who may, in formats that come after this program's."""

    vaults = ("office", "kisumu")

    def test_newer_bundle_and_card_are_left_alone(self):
        before = self.world.digest("office")
        for what, name in (("newer-manifest", "bundle.ahadi"), ("newer-card", "card.ahadi-card")):
            forged = self.forge(what, name)
            done = self.run_in("office", "import", "--json", forged, check=False)
            self.assertEqual(done.code, 1)
            self.assertEqual((done.json["outcome"], done.json["reason"]), ("refused", "newer"))
            self.assertIn("newer Ahadi", done.err)
            self.assertTrue(forged.exists())
        self.assertEqual(self.world.digest("office"), before)

    def test_newer_part_is_no_success_and_may_come_again(self):
        forged = self.forge("newer-part", "bundle.ahadi")
        done = self.run_in("office", "import", "--json", forged, check=False)
        self.assertEqual(done.code, 1)
        self.assertEqual((done.json["outcome"], done.json["operations"]), ("merged", 0))
        self.assertEqual(done.json["reason"], "newer")
        self.assertEqual(
            done.json["left_out"],
            [{"audience": "membership", "reason": "newer", "rule": "J2"}],
        )
        self.assertIn("update Ahadi", done.err)
        self.assertEqual(self.json_in("office", "member", "list"), [])

        line = self.json_in("office", "import", self.path("bundle.ahadi"))
        self.assertEqual((line["outcome"], line["left_out"]), ("merged", []))
        self.assertIsNone(line["reason"])
        self.assertEqual(len(self.json_in("office", "member", "list")), 2)


class FullDisk(WorldCase):
    vaults = ("office",)

    def fill(self, disk):
        """To the last byte."""
        with open(disk / "filler", "wb", buffering=0) as filler:
            for size in (1 << 20, 1 << 12, 1):
                try:
                    while filler.write(b"x" * size):
                        pass
                except OSError:
                    pass

    def import_while_it_fills(self, disk):
        """(exit code, line, error) of an import whose disk filled up after it began."""
        staging = disk / "office" / "staging"
        process = start(*self.options("disk/office"), "import", "--json",
                        self.path("bundle.ahadi"))
        if wait_until(staging.exists, process):
            process.send_signal(signal.SIGSTOP)
            os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
            self.fill(disk)
            process.send_signal(signal.SIGCONT)
        out, err = process.communicate()
        return process.returncode, json.loads(out), err

    def test_disk_that_fills_in_the_midst_changes_nothing(self):
        disk = self.mount("disk", "80m")
        for _ in range(50):
            subprocess.run(["cp", "-a", str(self.path("office")), str(disk)], check=True)
            code, line, err = self.import_while_it_fills(disk)
            # It may have been done before anybody looked.
            if line["outcome"] != "merged":
                break
            shutil.rmtree(disk / "office")
            (disk / "filler").unlink(missing_ok=True)

        self.assertEqual(code, 1)
        self.assertEqual((line["outcome"], line["reason"]), ("refused", "no-space"))
        self.assertIn(b"not enough room", err)
        self.assertEqual(self.json_in("disk/office", "member", "list"), [])
        (disk / "filler").unlink()
        line = self.json_in("disk/office", "import", self.path("bundle.ahadi"))
        self.assertEqual(line["outcome"], "merged")

    def test_near_full_disk_is_said_and_changes_nothing(self):
        disk = self.mount("disk", "80m")
        subprocess.run(["cp", "-a", str(self.path("office")), str(disk)], check=True)
        before = self.world.digest("disk/office")
        status = os.statvfs(disk)
        with open(disk / "filler", "wb") as filler:
            size = status.f_bavail * status.f_frsize - FLOOR // 2
            os.posix_fallocate(filler.fileno(), 0, size)

        done = self.run_in("disk/office", "import", "--json", self.path("bundle.ahadi"),
                           check=False)
        self.assertEqual(done.code, 1)
        self.assertEqual(done.json["reason"], "no-space")
        self.assertTrue(done.err.strip().endswith("."), done.err)
        self.assertEqual(self.world.digest("disk/office"), before)

        (disk / "filler").unlink()
        line = self.json_in("disk/office", "import", self.path("bundle.ahadi"))
        self.assertEqual(line["outcome"], "merged")


if __name__ == "__main__":
    program.own_mounts()
    program.main()
