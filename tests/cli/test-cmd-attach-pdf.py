#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl attach: PDFs, whose names, times and earlier versions go."""

import os
import shutil
import subprocess
import unittest
from pathlib import Path

import program
from program import WorldCase, add_member

TOOLS = all(shutil.which(name) for name in ("exiftool", "convert", "pdftotext", "pdfinfo",
                                            "pdftoppm"))
LOCKED = Path(__file__).parent.parent / "fuzz" / "corpus" / "media" / "bad-pdf-locked"
WORDS = b"BT /F1 12 Tf 20 100 Td (Pledge of the branch) Tj ET q 50 0 0 40 20 20 cm /I Do Q"
TRAILER = b"/Root 1 0 R/Info 8 0 R/ID[<41414141><42424242>]"
PERSONAL = (b"Wanjiru", b"Achieng", b"Tecno", b"LibreOffice", b"2026", b"app.alert")


def stream(words, content):
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (words, len(content), content)


def make_objects(picture, content=WORDS):
    image = (b"/Type/XObject/Subtype/Image/Width 40/Height 30/ColorSpace/DeviceRGB"
             b"/BitsPerComponent 8/Filter/DCTDecode")
    return {
        1: b"<</Type/Catalog/Pages 2 0 R/Metadata 6 0 R/PieceInfo<</X<</Private(Achieng)>>>>"
           b"/OpenAction<</S/JavaScript/JS(app.alert\\(2026\\))>>>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 150]/LastModified(D:20261123)"
           b"/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</I 7 0 R>>>>"
           b"/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/T(Wanjiru)/M(D:20261123)"
           b"/Contents(A note)>>]>>",
        4: stream(b"", content),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        6: stream(b"/Type/Metadata/Subtype/XML", b"<x:xmpmeta>Wanjiru</x:xmpmeta>"),
        7: stream(image, picture),
        8: b"<</Author(Wanjiru)/Producer(LibreOffice 7.4)/CreationDate(D:20261123100500)>>",
    }


def make_pdf(objects):
    out = b"%PDF-1.5\n"
    table = b"0000000000 65535 f \n"
    for number, content in objects.items():
        table += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    return out + b"xref\n0 9\n%strailer\n<</Size 9 %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        table, TRAILER, len(out))


def change_later(pdf, number, content):
    """As editors save: what was there before stays in the file."""
    before = int(pdf.split()[-2])
    out = pdf + b"%d 0 obj\n%s\nendobj\n" % (number, content)
    return out + (b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size 9 %s/Prev %d>>\n"
                  b"startxref\n%d\n%%%%EOF\n") % (number, len(pdf), TRAILER, before, len(out))


def run(*command):
    return subprocess.run([str(word) for word in command], check=True,
                          capture_output=True).stdout


@unittest.skipUnless(TOOLS, "exiftool, ImageMagick and poppler's tools are not installed")
@unittest.skipUnless(os.environ.get("AHADI_PDF_CLEAN"), "built without qpdf")
class Pdfs(WorldCase):
    vaults = ("kisumu",)

    def setUp(self):
        super().setUp()
        self.member = add_member(self.world, "kisumu", "Kerubo")
        picture = self.path("photo.jpg")
        run("convert", "-size", "40x30", "gradient:red-blue", picture)
        run("exiftool", "-q", "-overwrite_original", "-Make=Tecno", "-Comment=Achieng",
            "-GPSLatitude=1.2921", "-GPSLatitudeRef=S", picture)
        self.picture = picture.read_bytes()

    def write(self, name, content):
        self.path(name).write_bytes(content)
        return self.path(name)

    def add(self, path, *options):
        return self.json_in("kisumu", "attach", "add", "member", self.member, path, *options)[0]

    def save(self, attachment, name):
        self.run_in("kisumu", "attach", "save", attachment["id"], "--to", self.path(name))
        return self.path(name)

    def assert_needs_reason(self, path, code, **environment):
        words = ("--json", "attach", "add", "member", self.member, path)
        self.assert_refused(self.run_in("kisumu", *words, check=False, **environment), code)

    def test_what_it_tells_is_shown_and_goes_and_pages_stay(self):
        first = make_pdf(make_objects(self.picture, WORDS.replace(b"Pledge", b"Witness")))
        path = self.write("list.pdf", change_later(first, 4, stream(b"", WORDS)))
        added = self.add(path)
        self.assertEqual(added["told"]["author"], "Wanjiru")
        self.assertEqual(added["told"]["camera"], "LibreOffice 7.4")
        self.assertEqual(added["told"]["taken"], "2026:11:23 10:05:00")
        copy = self.save(added, "copy.pdf")
        content = copy.read_bytes()
        for word in PERSONAL + (b"Witness", b"41414141"):
            self.assertNotIn(word, content)
        self.assertEqual(run("pdftotext", copy, "-"), run("pdftotext", path, "-"))
        self.assertEqual(run("pdftoppm", copy), run("pdftoppm", path))
        told = run("pdfinfo", copy)
        self.assertIn(b"Pages:           1", told)
        self.assertNotIn(b"Author", told + run("exiftool", "-a", "-u", "-G1", copy))
        self.assertFalse(self.add(copy)["told"]["found"])

    def test_what_can_not_be_cleaned_needs_a_reason(self):
        pdf = make_pdf(make_objects(self.picture))
        holds = {"files": b"/FS<</EF<</F 4 0 R>>>>", "signed": b"/V<</ByteRange[0 1 2 3]>>"}
        paths = {name: self.write(name, make_pdf(
            {number: content.replace(b"/Contents(A note)", words)
             for number, content in make_objects(self.picture).items()}))
            for name, words in holds.items()}
        self.assert_needs_reason(paths["files"], "pdf-holds-files")
        self.assert_needs_reason(paths["signed"], "pdf-signed")
        self.assert_needs_reason(self.write("cut.pdf", pdf[:-300]), "needs-reason")
        self.assert_needs_reason(LOCKED, "pdf-locked")
        added = self.add(LOCKED, "--keep-position", "As the court sent it")
        self.assertEqual(self.save(added, "copy").read_bytes(), LOCKED.read_bytes())

    def test_cleaner_that_fails_is_said(self):
        path = self.write("list.pdf", make_pdf(make_objects(self.picture)))
        stopped = self.write("stopped", b"#!/bin/sh\nkill -9 $$\n")
        stopped.chmod(0o700)
        for program_path in (self.path("missing"), stopped, "/bin/cat"):
            self.assert_needs_reason(path, "no-pdf-cleaner", AHADI_PDF_CLEAN=str(program_path))
        self.assertEqual(list(self.path("kisumu/blobs").iterdir()), [])

    def test_large_one_leaves_nothing_elsewhere(self):
        elsewhere = self.path("elsewhere")
        elsewhere.mkdir()
        objects = make_objects(self.picture)
        objects[5] = stream(b"/Type/XObject/Subtype/Form", os.urandom(60 << 20))
        path = self.write("large.pdf", make_pdf(objects))
        words = ("attach", "add", "member", self.member, path)
        self.run_in("kisumu", *words, TMPDIR=str(elsewhere))
        self.assertEqual(list(elsewhere.iterdir()), [])


if __name__ == "__main__":
    program.main()
