#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that are attached, what a laptop drops and what an office erases, in the real
window, with the keyboard only.

A branch attaches a picture to a report and saves a copy of it, then keeps only the
reference of another report; the Executive Director erases a report; the membership
office says that a laptop is lost. Prints TAP. AHADI and AHADICTL name the programs; AHADI_PICTURES a folder for pictures.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from driver import Atspi, Demo, Window, tell, wait_for  # noqa: E402

AHADI = os.environ["AHADI"]
AHADICTL = os.environ["AHADICTL"]
POSITION = ["-GPSLatitude=1.29207", "-GPSLatitudeRef=S", "-GPSLongitude=36.82195"]


def make_picture(path):
    """A photograph that tells where it was taken."""
    subprocess.run(["convert", "-size", "640x480", "plasma:red-blue", str(path)], check=True)
    tell = ["exiftool", "-q", "-overwrite_original", *POSITION, "-GPSLongitudeRef=E"]
    subprocess.run([*tell, "-Model=Tecno Spark", str(path)], check=True)
    return path


class Story:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.demo = Demo(AHADICTL, self.folder / "demo")
        self.picture = make_picture(self.folder / "bruises.jpg")
        self.copy = self.folder / "copy.jpg"
        self.window = None

    def ctl(self, vault, *words):
        secret = self.folder / "demo" / "passphrase.txt"
        command = [AHADICTL, "--json", "--vault", self.demo.vaults[vault]]
        command += ["--passphrase-file", str(secret), *words]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        return json.loads(done.stdout)

    def open(self, vault):
        pictures = os.environ.get("AHADI_PICTURES")
        self.window = Window(AHADI, self.demo.vaults[vault], pictures)
        self.window.unlock(self.demo.passphrase)
        return self.window

    def open_record(self, page, name):
        window = self.window
        window.key(page)
        window.find(name, "list item")
        window.key("ctrl+f", "Return")
        window.find("Attach Files…", "push button")

    def can_press(self, name):
        """Whether one of the buttons of just this name can be pressed."""
        states = [
            node.get_state_set()
            for node in self.window.showing()
            if node.get_role_name() in ("push button", "button") and node.get_name() == name
        ]
        return any(state.contains(Atspi.StateType.SENSITIVE) for state in states)

    # --- attached files ------------------------------------------------------------

    def attach_a_picture(self):
        self.received = self.ctl("kisumu-laptop", "report", "list")[-1]["reference"]
        window = self.open("kisumu-laptop")
        self.open_record("alt+4", "R-")
        window.key("alt+t")
        window.choose_file(self.picture)
        window.wait_text("This picture tells: where it was taken (1.29207° S")
        window.picture("attach-dialog")
        window.press("Keep what the file tells")
        window.find("Why it is kept", "text")
        window.picture("attach-dialog-kept")
        window.press("Keep what the file tells")
        window.key("alt+a")
        window.wait_text("Attached and sealed")
        window.find("Save a copy of “Picture”", "push button")
        assert not window.has_text("bruises"), "the name of the file is uncovered"
        window.picture("attached-covered")

    def look_at_it(self):
        window = self.window
        window.key("alt+p")
        window.find("Save a copy of “bruises.jpg”", "push button")
        window.picture("attached")

    def save_a_copy(self):
        window = self.window
        window.press("Save a copy of “bruises.jpg”")
        window.find("Save a copy that is not sealed?")
        window.picture("save-copy")
        window.key("alt+s")
        window.choose_file(self.copy)
        window.wait_text("The copy is written.")
        told = subprocess.run(["exiftool", str(self.copy)], check=True, capture_output=True)
        assert b"GPS" not in told.stdout and b"Tecno" not in told.stdout

    def take_it_out_again(self):
        """What was not sent yet; then it is attached once more."""
        window = self.window
        window.press("Take out “bruises.jpg”")
        window.find("Take this file out again?")
        window.picture("take-out")
        window.key("alt+t")
        window.wait_text("Taken out. Nothing of it was ever sent.")
        window.gone("Take out “bruises.jpg”")
        window.key("alt+t")
        window.choose_file(self.picture)
        window.wait_text("This picture tells")
        window.key("alt+a")
        window.wait_text("Attached and sealed")
        window.find("Take out “bruises.jpg”", "push button")

    # --- dropped here --------------------------------------------------------------

    def drop_what_the_office_has(self):
        """Not the report with the picture: that is not received whole."""
        window = self.window
        received = self.received
        window.key("ctrl+f")
        window.type(received)
        window.wait_text("1 record")
        window.key("Return")
        window.find(received, "heading")
        window.find("Remove What It Says…", "push button")
        window.key("alt+r")
        window.find(f"Remove what {received} says from this laptop?")
        window.picture("drop")
        window.key("alt+r")
        window.find("No report chosen")
        window.find("1 report is only at the office")
        window.press("1 report is only at the office")
        window.wait_text(received)
        window.picture("dropped")
        window.key("alt+6")
        window.wait_text(f"{received}: Incident report, first recorded")
        window.tab_to("Drop Now…")
        window.picture("safety-gone")
        window.close()
        left = self.ctl("kisumu-laptop", "report", "list")
        assert [one["reference"] for one in left if "dropped" in one] == [received], left

    # --- erased everywhere ---------------------------------------------------------

    def erase_at_the_office(self):
        window = self.open("executive-director")
        self.open_record("alt+3", "R-")
        window.key("alt+e")
        window.wait_text("What goes: 1 report")
        assert not self.can_press("Erase"), "it would be erased without a reason"
        window.tab_to("Why it was erased")
        window.key("space", "Down", "Down", "Return")
        window.picture("erase")
        window.key("alt+e")
        window.find("Erased")
        window.picture("erased")
        window.key("Return")
        window.find("No report chosen")
        window.close()
        gone = self.ctl("executive-director", "erasure", "list")
        assert [one["reason"] for one in gone] == ["retention"], gone

    # --- lost ------------------------------------------------------------------------

    def lose_a_laptop(self):
        notice = self.folder / "notice.pdf"
        window = self.open("membership-office")
        window.key("alt+5")
        window.press("Kisumu · Branch coordinator was lost")
        window.wait_focus("Day on which it became known")
        window.picture("lost-declare")
        window.fill("How it was lost", "Left in a matatu")
        window.key("alt+i")
        window.wait_text("hours are left")
        window.picture("lost")
        window.key("alt+s")
        window.choose_file(notice)
        wait_for("the notice", notice.exists)
        window.key("Escape")
        window.find("Lost: Kisumu", "push button")
        window.picture("devices-lost")
        window.close()
        told = subprocess.run(["pdftotext", str(notice), "-"], check=True, capture_output=True)
        assert b"To the Data Commissioner" in told.stdout, told.stdout
        states = [one["state"] for one in self.ctl("membership-office", "device", "list")]
        assert states.count("lost") == 1, states

    def count_what_came_later(self):
        """A stick that was on its way when the laptop was lost."""
        stick = self.folder / "late"
        words = ("member", "add", "--name", "Wanjiku Kamau", "--consent", "true")
        self.ctl("kisumu-laptop", *words)
        sent = self.ctl("kisumu-laptop", "export", "--to", stick)["path"]
        self.ctl("membership-office", "import", sent)
        window = self.open("membership-office")
        window.key("alt+5")
        window.wait_text("came later: kept, not counted")
        window.tab_to("Count what came later of Kisumu")
        window.picture("devices-held")
        window.press("Count what came later of Kisumu")
        window.find("Count what came later?")
        window.picture("devices-count")
        window.key("alt+t")
        window.wait_text("Decided. It travels with your next bundles.")
        window.gone("Count what came later of Kisumu")
        window.close()
        held = [one["held"] for one in self.ctl("membership-office", "device", "list")]
        assert not any(held), held

    steps = (
        attach_a_picture,
        look_at_it,
        save_a_copy,
        take_it_out_again,
        drop_what_the_office_has,
        erase_at_the_office,
        lose_a_laptop,
        count_what_came_later,
    )


if __name__ == "__main__":
    sys.exit(tell(Story))
