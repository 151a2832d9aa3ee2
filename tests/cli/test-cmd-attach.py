#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl attach: files sealed into the vault, what they tell, and what comes out again."""

import json
import os
import shutil
import subprocess
import unittest
from pathlib import Path

import program
from program import WorldCase, add_member

WORDS = b"What nobody else may read. " * 4000
TOOLS = all(shutil.which(name) for name in ("exiftool", "convert"))


def make_picture(path, *tags):
    subprocess.run(["convert", "-size", "40x30", "gradient:red-blue", str(path)], check=True)
    tags = tags or ("-GPSLatitude=1.2921", "-GPSLatitudeRef=S", "-GPSLongitude=36.8219",
                    "-GPSLongitudeRef=E", "-Orientation#=6", "-Make=Tecno", "-Model=Spark 10",
                    "-DateTimeOriginal=2026:11:23 10:05:00", "-XMP:Creator=Wanjiru")
    tag_picture(path, *tags)


def tag_picture(path, *tags):
    subprocess.run(["exiftool", "-q", "-overwrite_original", *tags, str(path)], check=True)


def read_tags(path):
    done = subprocess.run(["exiftool", "-j", "-n", "-G1", str(path)], check=True,
                          capture_output=True)
    return json.loads(done.stdout)[0]


def read_pixels(path):
    """Not turned, so that only the picture itself counts."""
    done = subprocess.run(["convert", str(path), "-strip", "rgb:-"], check=True,
                          capture_output=True)
    return done.stdout


class Files(WorldCase):
    vaults = ("kisumu",)

    def setUp(self):
        super().setUp()
        self.member = add_member(self.world, "kisumu", "Kerubo")

    def write(self, name, content=WORDS):
        path = self.path(name)
        path.write_bytes(content)
        return path

    def add(self, path, *options):
        return self.json_in("kisumu", "attach", "add", "member", self.member, path, *options)[0]

    def save(self, attachment, name):
        self.run_in("kisumu", "attach", "save", attachment["id"], "--to", self.path(name))
        return self.path(name)


class Attach(Files):
    def test_file_comes_out_as_it_went_in(self):
        added = self.add(self.write("letter.txt"))
        self.assertEqual(self.save(added, "copy").read_bytes(), WORDS)
        self.assertEqual(os.stat(self.path("copy")).st_mode & 0o077, 0)

    def test_nothing_of_it_stands_unsealed_in_the_vault(self):
        self.add(self.write("secret-name.txt"))
        for path in self.path("kisumu").rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                self.assertNotIn(WORDS[:20], content, path)
                self.assertNotIn(b"secret-name", content, path)

    def test_key_is_never_shown(self):
        added = self.add(self.write("letter.txt"))
        for words in (("attach", "show", added["id"]), ("attach", "list")):
            for done in (self.run_in("kisumu", *words), self.run_in("kisumu", "--json", *words)):
                self.assertNotIn("AGE-SECRET-KEY", done.out)

    def test_list_tells_name_size_and_where_it_is(self):
        self.add(self.write("letter.txt"), "--note", "From the family")
        (one,) = self.json_in("kisumu", "attach", "list", self.member)
        self.assertEqual(one["name"], "letter.txt")
        self.assertEqual(one["size"], str(len(WORDS)))
        self.assertEqual(one["note"], "From the family")
        self.assertEqual(one["file"], {"state": "only-here", "pieces": 1, "arrived": 1})

    def test_timeline_tells_of_it(self):
        self.add(self.write("letter.txt"))
        shown = self.json_in("kisumu", "member", "show", self.member)
        self.assertIn("A file was attached.", [entry["what"] for entry in shown["timeline"]])

    def test_file_above_the_limit_is_said_before_it_is_read(self):
        path = self.path("large")
        with open(path, "wb") as file:
            file.truncate(100 * 1024 * 1024 + 1)
        words = ("attach", "add", "member", self.member, path)
        self.assert_refused(self.run_in("kisumu", "--json", *words, check=False), "size")
        self.assertEqual(list(self.path("kisumu/blobs").iterdir()), [])

    def test_empty_file_is_refused(self):
        words = ("attach", "add", "member", self.member, self.write("empty", b""))
        self.assert_refused(self.run_in("kisumu", "--json", *words, check=False), "size")

    def test_record_that_is_not_there_is_refused_and_keeps_nothing(self):
        words = ("attach", "add", "report", "0" * 31 + "1", self.write("letter.txt"))
        self.assert_refused(self.run_in("kisumu", "--json", *words, check=False), "not-found")
        self.assertEqual(list(self.path("kisumu/blobs").iterdir()), [])

    def test_what_has_no_attachments_is_said(self):
        words = ("attach", "add", "circle", self.member, self.write("letter.txt"))
        self.assert_refused(self.run_in("kisumu", *words, check=False), code=2)

    def test_copy_is_not_written_over_a_file_unless_asked(self):
        added = self.add(self.write("letter.txt"))
        self.write("copy", b"mine")
        words = ("attach", "save", added["id"], "--to", self.path("copy"))
        self.assertNotEqual(self.run_in("kisumu", *words, check=False).code, 0)
        self.assertEqual(self.path("copy").read_bytes(), b"mine")
        self.run_in("kisumu", *words, "--replace")
        self.assertEqual(self.path("copy").read_bytes(), WORDS)

    def test_warns_that_the_copy_is_not_sealed(self):
        added = self.add(self.write("letter.txt"))
        done = self.run_in("kisumu", "attach", "save", added["id"], "--to", self.path("copy"))
        self.assertIn("not sealed", done.err)

    def test_damaged_file_writes_no_copy(self):
        added = self.add(self.write("letter.txt"))
        (sealed,) = self.path("kisumu/blobs").iterdir()
        content = bytearray(sealed.read_bytes())
        content[-100] ^= 1
        sealed.write_bytes(content)
        words = ("attach", "save", added["id"], "--to", self.path("copy"))
        self.assertNotEqual(self.run_in("kisumu", *words, check=False).code, 0)
        self.assertFalse(self.path("copy").exists())
        self.assertFalse(self.path("copy.part").exists())

    def test_name_keeps_no_folders(self):
        self.add(self.write("letter.txt").resolve())
        (one,) = self.json_in("kisumu", "attach", "list")
        self.assertEqual(one["name"], "letter.txt")

    def test_name_that_must_be_changed_keeps_its_ending_and_is_said(self):
        turned = self.write("letter\u202etxt.jpg")
        long = self.write("é" * 120 + ".jpeg")
        self.assertEqual(len(os.fsencode(long.name)), 245)
        words = ("attach", "add", "member", self.member)
        told = self.run_in("kisumu", *words, turned).out
        self.assertIn("it is called “lettertxt.jpg”", told)
        self.assertNotIn("it is called", self.run_in("kisumu", *words, long).out)
        names = {one["name"] for one in self.json_in("kisumu", "attach", "list")}
        self.assertEqual(names, {"lettertxt.jpg", long.name})
        longer = self.write("n" * 240 + ".jpeg")
        self.assertIn("nnn.jpeg”", self.run_in("kisumu", *words, longer).out)

    def test_folder_is_called_a_folder(self):
        words = ("--json", "attach", "add", "member", self.member, self.folder)
        done = self.run_in("kisumu", *words, check=False)
        self.assert_refused(done, "is-folder")

    def test_picture_that_can_not_be_stripped_needs_a_reason(self):
        path = self.write("photo.heic", b"\0\0\0\x18ftypheic" + WORDS)
        words = ("attach", "add", "member", self.member, path)
        done = self.run_in("kisumu", "--json", *words, check=False)
        self.assert_refused(done, "needs-reason")
        self.add(path, "--keep-position", "The court asked for the original")
        (one,) = self.json_in("kisumu", "attach", "list")
        self.assertEqual(one["kept"], "The court asked for the original")

    def test_cut_picture_needs_a_reason(self):
        path = self.write("photo.jpg", b"\xff\xd8\xff\xe1\x20\x00Exif\0\0cut")
        words = ("attach", "add", "member", self.member, path)
        done = self.run_in("kisumu", "--json", *words, check=False)
        self.assert_refused(done, "needs-reason")


@unittest.skipUnless(TOOLS, "exiftool and ImageMagick are not installed")
class Pictures(Files):
    def setUp(self):
        super().setUp()
        self.picture = self.path("photo.jpg")

    def assert_clean(self, path):
        told = {name.split(":")[-1]: value for name, value in read_tags(path).items()}
        for name in ("GPSLatitude", "GPSPosition", "Make", "Model", "DateTimeOriginal",
                     "Creator", "Comment", "Software"):
            self.assertNotIn(name, told)
        return told

    def test_position_time_and_camera_are_shown_and_taken_out(self):
        for name in ("photo.jpg", "photo.png", "photo.webp"):
            make_picture(self.path(name))
            before = read_pixels(self.path(name))
            added = self.add(self.path(name))
            self.assertEqual(added["told"]["latitude"], "-1.292100", name)
            self.assertEqual(added["told"]["longitude"], "36.821900", name)
            self.assertEqual(added["told"]["camera"], "Tecno Spark 10", name)
            self.assertEqual(added["told"]["taken"], "2026:11:23 10:05:00", name)
            copy = self.save(added, "copy-" + name)
            told = self.assert_clean(copy)
            self.assertEqual(told["Orientation"], 6, name)
            self.assertEqual(told.get("Error", told.get("Warning")), None, name)
            self.assertEqual(read_pixels(copy), before, name)

    @unittest.skipUnless(shutil.which("heif-enc"), "heif-enc is not installed")
    def test_picture_of_a_telephone_tells_nothing_in_its_own_format(self):
        """HEIC: stock decoders see the same picture, and find nothing in it."""
        make_picture(self.picture)
        path = self.path("photo.heic")
        subprocess.run(["heif-enc", str(self.picture), "-o", str(path)], check=True,
                       capture_output=True)
        tag_picture(path, "-XMP:Creator=Achieng Otieno")
        added = self.add(path)
        self.assertEqual(added["told"]["latitude"], "-1.292100")
        self.assertEqual(added["told"]["camera"], "Tecno Spark 10")
        copy = self.save(added, "copy.heic")
        self.assert_clean(copy)
        self.assertNotIn(b"Achieng", copy.read_bytes())
        shown = []
        for one in (path, copy):
            png = one.with_suffix(".png")
            subprocess.run(["heif-convert", str(one), str(png)], check=True, capture_output=True)
            shown.append(read_pixels(png))
        self.assertEqual(*shown)

    def test_kept_on_purpose_is_kept_bit_for_bit_with_its_reason(self):
        make_picture(self.picture)
        added = self.add(self.picture, "--keep-position", "Proof of the place")
        words = ("attach", "add", "member", self.member, self.picture)
        self.assertNotIn("kept as it is", self.run_in("kisumu", *words).out)
        words += ("--keep-position", "Proof")
        self.assertIn("It is kept as it is, with your reason", self.run_in("kisumu", *words).out)
        self.assertEqual(self.save(added, "copy").read_bytes(), self.picture.read_bytes())
        kept = {one.get("kept") for one in self.json_in("kisumu", "attach", "list")}
        self.assertIn("Proof of the place", kept)

    def test_scans_tell_nothing_and_look_the_same(self):
        """TIFF of both byte orders, of several pages, in the ways that scanners compress."""
        scan = ("convert", "-size", "60x40", "gradient:red-blue", "plasma:", "xc:green")
        ways = {"lzw": ("-compress", "LZW"), "jpeg": ("-compress", "JPEG"),
                "fax": ("-monochrome", "-compress", "Group4"),
                "msb": ("-define", "tiff:endian=msb", "-compress", "Zip")}
        for name, way in ways.items():
            path = self.path(name + ".tif")
            subprocess.run([*scan, *way, str(path)], check=True)
            tag_picture(path, "-GPSLatitude=1.2921", "-GPSLatitudeRef=S", "-Artist=Wanjiru",
                        "-GPSLongitude=36.8219", "-GPSLongitudeRef=E", "-Make=Tecno",
                        "-Model=Spark 10", "-DateTimeOriginal=2026:11:23 10:05:00",
                        "-XMP:Creator=Wanjiru", "-IPTC:City=Kisumu", "-Orientation#=6")
            added = self.add(path)
            self.assertEqual(added["told"]["latitude"], "-1.292100", name)
            self.assertEqual(added["told"]["author"], "Wanjiru", name)
            copy = self.save(added, "copy-" + name)
            self.assert_clean(copy)
            for word in (b"Wanjiru", b"Tecno", b"Kisumu", b"2026"):
                self.assertNotIn(word, copy.read_bytes(), name)
            self.assertEqual(read_pixels(copy), read_pixels(path), name)

    def test_what_follows_a_picture_is_taken_out(self):
        make_picture(self.picture)
        with open(self.picture, "ab") as file:
            file.write(b"a film, with a position of its own")
        copy = self.save(self.add(self.picture), "copy")
        self.assertNotIn(b"a film", copy.read_bytes())

    def test_picture_that_tells_nothing_is_kept_bit_for_bit(self):
        subprocess.run(["convert", "-size", "9x9", "xc:red", "-strip", str(self.picture)],
                       check=True)
        added = self.add(self.picture)
        self.assertFalse(added["told"]["found"])
        self.assertEqual(self.save(added, "copy").read_bytes(), self.picture.read_bytes())


# What a person put into the samples of the fuzz targets: no tag may say it afterwards.
PERSONAL = ("Tecno", "Spark", "Achieng", "Wanjiru", "Kisumu", "2026", "36.82", "34.76")
SAMPLES = Path(__file__).parent.parent / "fuzz" / "corpus" / "media"


@unittest.skipUnless(shutil.which("exiftool"), "exiftool is not installed")
class Recordings(Files):
    """Sound, film, scans and documents, as exiftool sees them."""

    def read_words(self, path):
        """All that it finds but what it says of the file as such; also inside."""
        done = subprocess.run(["exiftool", "-ee", "-a", "-u", "-G1", "-n", "--System:all",
                               "--ExifTool:all", str(path)], check=False, capture_output=True,
                              text=True)
        return done.stdout

    def read_tag(self, path, name):
        done = subprocess.run(["exiftool", "-s3", "-" + name, str(path)], check=False,
                              capture_output=True, text=True)
        return done.stdout

    def assert_stripped(self, sample, **told):
        path = self.path(sample)
        shutil.copy(SAMPLES / sample, path)
        before = self.read_words(path)
        added = self.add(path)
        for name, value in told.items():
            self.assertEqual(added["told"].get(name), value, sample)
        copy = self.save(added, "copy-" + sample)
        after = self.read_words(copy)
        self.assertTrue([word for word in PERSONAL if word in before], sample)
        self.assertEqual([word for word in PERSONAL if word in after], [], after)
        self.assertEqual(self.read_tag(copy, "FileType"), self.read_tag(path, "FileType"))
        self.assertEqual(self.read_tag(copy, "Error") + self.read_tag(copy, "Warning"), "")
        return copy

    def test_films_and_recordings_of_a_telephone(self):
        told = {"latitude": "-1.292100", "longitude": "36.821900", "camera": "Tecno Spark 10",
                "taken": "2026:11:23 10:05:00"}
        copy = self.assert_stripped("good-mp4", author="Wanjiru", **told)
        self.assertNotIn(b"Achieng", copy.read_bytes())
        self.assert_stripped("good-mp4-keyed", **told)

    def test_recordings(self):
        told = {"author": "Wanjiru", "taken": "2026-11-23", "camera": "Tecno Spark"}
        for sample in ("good-mp3", "good-flac", "good-ogg-opus", "good-ogg-vorbis"):
            self.assert_stripped(sample, **told)
        self.assert_stripped("good-wav", author="Wanjiru", camera="Tecno",
                             taken="2026-11-23 10:05:00")

    def test_films_of_computers(self):
        told = {"author": "Wanjiru", "camera": "Tecno Spark 10"}
        for sample in ("good-avi", "good-matroska"):
            copy = self.assert_stripped(sample, **told)
            self.assertNotIn(b"Achieng", copy.read_bytes())

    def test_scans(self):
        told = {"latitude": "-1.292100", "camera": "Tecno Spark 10", "author": "Wanjiru"}
        for sample in ("good-tiff", "good-tiff-jpeg"):
            copy = self.assert_stripped(sample, **told)
            self.assertNotIn(b"Achieng", copy.read_bytes())

    def test_gif(self):
        copy = self.assert_stripped("good-gif")
        self.assertNotIn(b"Achieng", copy.read_bytes())

    def test_damaged_recording_needs_a_reason(self):
        path = self.path("cut.mp4")
        shutil.copy(SAMPLES / "bad-mp4-cut", path)
        words = ("attach", "add", "member", self.member, path)
        done = self.run_in("kisumu", "--json", *words, check=False)
        self.assert_refused(done, "needs-reason")


class TakenOut(WorldCase):
    vaults = ("kisumu", "office")

    def attach(self, name):
        self.path(name).write_bytes(WORDS)
        member = self.json_in("kisumu", "member", "list")[0]["id"]
        (added,) = self.json_in("kisumu", "attach", "add", "member", member, self.path(name))
        return added["id"]

    def list_blobs(self):
        return sorted(one.name for one in (self.path("kisumu") / "blobs").iterdir())

    def test_before_it_was_sent_nothing_of_it_is_left_or_travels(self):
        kept = self.attach("kept.txt")
        blobs = self.list_blobs()
        gone = self.attach("mistake.txt")
        told = self.run_in("kisumu", "attach", "remove", gone).out
        self.assertIn("nothing of them was ever sent", told)
        self.assertEqual([one["id"] for one in self.json_in("kisumu", "attach", "list")], [kept])
        self.assertEqual(self.list_blobs(), blobs)
        sent = self.json_in("kisumu", "export", "--to", self.path("stick"))
        self.run_in("office", "import", sent["path"])
        self.assertEqual([one["id"] for one in self.json_in("office", "attach", "list")], [kept])
        for vault in ("kisumu", "office"):
            self.run_in(vault, "vault", "check")

    def test_after_it_was_sent_it_is_not(self):
        sent = self.attach("sent.txt")
        self.json_in("kisumu", "export", "--to", self.path("stick"))
        done = self.run_in("kisumu", "attach", "remove", sent, check=False)
        self.assertIn("A copy of this file has left", done.err)
        self.assertEqual(done.code, 1)
        self.assertEqual([one["id"] for one in self.json_in("kisumu", "attach", "list")], [sent])


if __name__ == "__main__":
    program.main()
