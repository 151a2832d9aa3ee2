#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl link: the same person twice in plain tables, without a vault."""

import json
import shutil
import signal
import tempfile
import time
from pathlib import Path

import program
from program import WorldCase, run, start

MEMBERS = """\ufeffrow, name, phone, date_of_birth, place
m1,John Kamau Mwangi,0712345678,1987-05-12,Thika
m2,Achieng' Otieno,0733000111,1990-01-02,Kisumu
m3,"Mwangi, John",+254 712-345678,12/5/1987,Thika
m4,Mary Mwangi,0712345678,1990-11-30,Thika
m5,Wanjiku Ng'ang'a,,,
"""

NEW = """id,jina,simu,dob,tawi,notes
n1,ACHIENG OTIENO,254733000111,1990,Kisumu,=1+1
n2,Peter Simiyu,0799888777,1971-03-04,Webuye,
"""


class Link(WorldCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="ahadi-link-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.members = self.write("members.csv", MEMBERS)
        self.new = self.write("new.csv", NEW)

    def write(self, name, text):
        path = self.folder / name
        path.write_bytes(text.encode())
        return path

    def pairs(self, *words):
        return run("--json", "link", *words).json["pairs"]

    def test_one_table_is_compared_with_itself(self):
        (pair,) = self.pairs(self.members)
        self.assertEqual({pair["a"], pair["b"]}, {"m1", "m3"})
        self.assertGreater(pair["score"], 3)
        self.assertIs(pair["sure"], True)
        wanted = {"same phone", "name tokens swapped", "same name", "same birth date"}
        self.assertLessEqual(wanted, set(pair["reasons"]))

    def test_two_tables_are_compared_across(self):
        (pair,) = self.pairs(self.members, self.new)
        self.assertEqual((pair["a"], pair["b"]), ("m2", "n1"))

    def test_unknown_columns_are_said_and_not_used(self):
        done = run("link", self.members, self.new)
        self.assertIn("“notes”", done.err)
        self.assertNotIn("“place”", done.err)

    def test_text_gives_pair_and_reasons(self):
        out = run("link", self.members).out
        self.assertIn("m1 = m3: ", out)
        self.assertIn("same phone", out)
        out = run("link", self.new).out
        self.assertEqual(out, "Nobody seems to be there twice.\n")

    def test_terminal_is_not_told_what_to_do(self):
        row = "{},John Kamau,0712345678,1987-05-12,x\n"
        text = "row,name,phone,dob,\x1b[2J\n" + row.format("\x1b[31m1") + row.format("2")
        done = run("link", self.write("escape.csv", text))
        self.assertIn("[31m1 = 2: ", done.out)
        self.assertNotIn("\x1b", done.out + done.err)

    def test_threshold_and_all_widen_the_answer(self):
        sure = self.pairs(self.members)
        every = self.pairs("--threshold", "-40", self.members)
        perhaps = self.pairs("--all", self.members)
        self.assertLess(len(sure), len(every))
        self.assertLessEqual(len(perhaps), len(every))
        self.assertIn(False, [pair["sure"] for pair in every])
        scores = [pair["score"] for pair in every]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertEqual(self.pairs("--threshold=1000", self.members), [])

    def test_nothing_is_written(self):
        before = {path: path.read_bytes() for path in self.folder.iterdir()}
        run("link", self.members, self.new)
        after = {path: path.read_bytes() for path in self.folder.iterdir()}
        self.assertEqual(before, after)

    def test_the_answer_goes_into_a_file(self):
        path = self.folder / "pairs"
        done = run("link", "--to", path, self.members)
        self.assertEqual(done.out, f"1 pair is in {path}\n")
        said = run("link", self.members).out
        self.assertEqual(path.read_text(encoding="utf-8"), said)
        done = run("--json", "link", "--to", path, self.members, check=False)
        self.assertEqual(done.code, 1)
        self.assertEqual(path.read_text(encoding="utf-8"), said)
        run("--json", "link", "--to", path, "--replace", self.members)
        told = json.loads(path.read_text(encoding="utf-8"))
        self.assertEqual(told["pairs"], self.pairs(self.members))

    def test_it_stops_when_asked_and_writes_nothing(self):
        rows = (f"{i},John Kamau {i % 97},07{i:08},1987-05-{i % 28 + 1:02},Thika\n" for i in range(500000))
        table = self.write("long.csv", "row,name,phone,dob,place\n" + "".join(rows))
        path = self.folder / "pairs"
        process = start("link", "--to", path, table)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        _out, err = process.communicate()
        self.assertEqual(process.returncode, 1, err)
        self.assertIn("Stopped", err.decode())
        self.assertFalse(path.exists())

    def test_bad_tables_are_refused_with_their_line(self):
        ragged = self.write("ragged.csv", "row,name\n1,John\n2,Mary,3\n")
        done = run("--json", "link", ragged, check=False)
        self.assert_refused(done, "syntax")
        self.assertIn("ragged.csv: Line 3 ", done.err)
        foreign = self.write("foreign.csv", "row,shoe\n1,42\n")
        self.assert_refused(run("--json", "link", foreign, check=False), "no-columns")
        empty = self.write("empty.csv", "\n")
        self.assert_refused(run("--json", "link", empty, check=False), "empty-table")
        self.assert_refused(run("--json", "link", self.folder, check=False), "is-folder")
        missing = self.folder / "none.csv"
        self.assert_refused(run("--json", "link", self.members, missing, check=False), "not-found")

    def test_wrong_lines_are_told(self):
        self.assertEqual(run("link", check=False).code, 2)
        self.assertEqual(run("link", "--threshold", "much", self.members, check=False).code, 2)
        three = (self.members, self.members, self.members)
        self.assertEqual(run("link", *three, check=False).code, 2)


if __name__ == "__main__":
    program.main()
