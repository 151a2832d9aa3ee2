#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job in the real window, with the keyboard only.

A coordinator starts from the secretariat's card, records a member, a pledge and a
report, locks in the middle of typing, exports; the membership office imports, approves
the laptop and replies; the coordinator takes the reply in and sees what was received.
Prints TAP. AHADI and AHADICTL name the programs; AHADI_PICTURES a folder for pictures.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from driver import Window, tell, wait_for  # noqa: E402

AHADI = os.environ["AHADI"]
AHADICTL = os.environ["AHADICTL"]
PASSPHRASE = "maziwa kitabu nyota saba ndizi"


class Job:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.office = self.folder / "office.ahadivault"
        self.branch = self.folder / "branch.ahadivault"
        self.card = self.folder / "card.ahadi-card"
        self.request = self.folder / "kisumu.ahadi-request"
        self.bundles = self.folder / "bundles"
        self.replies = self.folder / "replies"
        self.passphrase_file = self.folder / "passphrase"
        self.passphrase_file.write_text(PASSPHRASE + "\n", encoding="utf-8")
        self.data = self.folder / "data"
        self.data.mkdir()
        self.bundles.mkdir()
        self.replies.mkdir()
        self.window = None

    def ctl(self, vault, *arguments):
        command = [AHADICTL, "--json", "--vault", str(vault)]
        command += ["--passphrase-file", str(self.passphrase_file), *map(str, arguments)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        return [json.loads(line) for line in done.stdout.splitlines() if line.strip()]

    def records(self, vault, kind):
        found = self.ctl(vault, kind, "list")
        return found[0] if found and isinstance(found[0], list) else found

    def open(self, vault):
        pictures = os.environ.get("AHADI_PICTURES")
        self.window = Window(AHADI, vault, pictures, {"XDG_DATA_HOME": str(self.data)})
        return self.window

    def open_and_unlock(self, vault):
        window = self.open(vault)
        window.unlock(PASSPHRASE)
        return window

    # --- before ------------------------------------------------------------------

    def prepare_office(self):
        self.ctl(
            self.office,
            *("vault", "init", "--role", "membership", "--label", "Membership office"),
            *("--org-name", "Amnesty International Kenya", "--minimum-cost"),
            *("--recovery-file", self.folder / "office-code"),
        )
        self.ctl(self.office, "card", "export", self.card)

    # --- the branch: first run -----------------------------------------------------

    def first_run(self):
        window = self.open(self.branch)
        window.find("Who will use this laptop?", "heading")
        window.picture("first-run-1-role")
        window.key("ctrl+Return")
        window.find("The secretariat’s card", "heading")
        window.press("Choose the Card…")
        window.choose_file(self.card)
        window.find("I compared these digits", "check box")
        digits = self.ctl(self.office, "card", "show")[0]["fingerprint"]
        window.find(f"Digits to compare: {digits}")
        window.tab_to("I compared these digits")
        window.key("space")
        window.picture("first-run-2-card")
        window.key("ctrl+Return")
        window.find("What is it called?", "heading")
        window.fill("This laptop", "Achieng's laptop")
        window.fill("Branch", "Kisumu")
        window.picture("first-run-3-names")
        window.key("ctrl+Return")
        self.choose_passphrase(window)
        self.keep_recovery_code(window)
        self.ask_to_be_listed(window)
        window.find("Pages", "list")
        window.wait_text("does not list this laptop yet")
        window.picture("home-first")

    def choose_passphrase(self, window):
        window.find("Choose a passphrase", "heading")
        window.tab_to("New passphrase")
        window.type("short")
        window.wait_text("Too short")
        window.key("ctrl+a")
        window.type(PASSPHRASE)
        window.tab_to("The same again")
        window.type(PASSPHRASE)
        window.gone("Too short")
        window.gone("The two are not the same")
        window.picture("first-run-4-passphrase")
        window.key("ctrl+Return")
        window.find("Your recovery sheet", "heading", patience=60)

    def keep_recovery_code(self, window):
        groups = []
        for number in range(1, 14):
            node = window.tab_to(f"Group {number} of 13") if number == 1 else window.focused()
            groups.append(node.get_name().split(": ")[1].replace(" ", ""))
            window.key("Right")
        assert len(set(groups)) > 5, groups
        self.code = " ".join(groups)
        window.picture("first-run-5-recovery")
        window.press("Save as PDF…")
        window.choose_file(self.folder / "sheet.pdf")
        wait_for("the sheet", lambda: (self.folder / "sheet.pdf").exists())
        window.key("ctrl+Return")
        window.find("Type one group from your sheet", "heading")
        entry = wait_for("the group asked for", lambda: window.peek("Group ", "password text"))
        asked = int(entry.get_name().split()[1])
        window.type("0000" if groups[asked - 1] != "0000" else "1111")
        window.wait_text("not what the sheet says")
        window.key("ctrl+a")
        window.type(groups[asked - 1])
        window.wait_text("Right.")
        window.picture("first-run-6-confirm")
        window.key("ctrl+Return")

    def ask_to_be_listed(self, window):
        window.find("Ask to be listed", "heading")
        window.press("Save the Request…")
        window.choose_file(self.request)
        node = window.find("Digits to compare: ")
        self.digits = node.get_name().split(": ")[1]
        window.picture("first-run-7-request")
        window.key("ctrl+Return")

    # --- the branch: records ---------------------------------------------------------

    def add_member(self):
        window = self.window
        window.key("alt+2")
        window.find("Add a member", "push button")
        window.key("ctrl+n")
        window.find("Say this first")
        window.wait_focus("Name")
        window.type("Wanjiru Kamau")
        window.key("ctrl+s")
        window.wait_text("Not saved yet")
        window.picture("member-form-problem")
        window.tab_to("Telephone", key="shift+Tab")
        window.type("0712 345 678")
        window.fill("Date of birth", "14/5/2014")
        window.wait_text("A child needs a guardian")
        window.key("ctrl+a")
        window.type("14/5/1994")
        window.gone("A child needs a guardian")
        window.fill("County", "Kisumu")
        window.fill("Place", "Nyalenda")
        window.press("They agree that this is kept")
        window.picture("member-form")
        window.key("ctrl+s")
        window.find("Wanjiru Kamau", "heading")
        window.picture("member")

    def lock_while_typing(self):
        window = self.window
        window.tab_to("Correct")
        window.key("space")
        window.find("Correct a Member")
        window.fill("Preferred name", "Shiru")
        window.key("ctrl+l")
        window.find("Locked", "heading")
        assert not window.has_text("Wanjiru"), "a name is still in the window"
        wait_for("the backup", lambda: window.peek("Locked. Making") is None)
        window.picture("locked")
        window.find("Passphrase", "password text")
        window.type("not the passphrase")
        window.key("Return")
        window.wait_text("passphrase")
        wait_for("the entry to be back", lambda: window.focused() is not None)
        window.picture("unlock-wrong")
        window.tab_to("Passphrase")
        window.type(PASSPHRASE)
        window.key("Return")
        window.find("Correct a Member")
        entry = window.tab_to("Preferred name")
        text = entry.get_text_iface()
        assert text.get_text(0, text.get_character_count()) == "Shiru"
        window.key("ctrl+s")
        window.find("Shiru", "heading")

    def pledge(self):
        window = self.window
        window.press("Record Pledge")
        window.find("The Code of Conduct", "heading")
        window.picture("pledge-1-begin")
        window.key("ctrl+Return")
        for number in range(1, 11):
            self.answer_clause(window, number)
        window.find("And I understand", "heading")
        window.press("Read, and its two rights understood")
        window.picture("pledge-closing")
        window.key("ctrl+Return")
        window.find("How was the pledge made?", "heading")
        window.tab_to("In person")
        window.key("space")
        window.fill("Place", "Nyalenda hall")
        window.fill("Witness", "Atieno Ouma")
        window.picture("pledge-how")
        window.key("ctrl+Return")
        window.find("Is this right?", "heading")
        window.picture("pledge-summary")
        window.key("ctrl+Return")
        window.find("Pledge, today")
        window.picture("member-pledged")

    def answer_clause(self, window, number):
        heading = "8. What the organisation" if number == 8 else f"{number}. As a member"
        window.find(heading, "heading")
        if number == 8:
            window.press("Read: this is what the organisation")
        else:
            answer = "Not accepted" if number == 6 else "Accepted"
            window.tab_to("Accepted")
            window.key("Down" if answer == "Not accepted" else "space")
        if number in (1, 5, 8):
            window.picture(f"pledge-clause-{number}")
        window.key("ctrl+Return")

    def report(self):
        window = self.window
        window.key("alt+4")
        window.find("File a report", "push button")
        window.key("ctrl+n")
        window.find("Before anything is told", "heading")
        window.picture("report-1-duty")
        window.press("I have said this")
        window.key("ctrl+Return")
        window.find("Is anyone in danger now?", "heading")
        window.tab_to("Yes")
        window.key("space")
        window.picture("report-2-danger")
        window.key("ctrl+Return")
        window.find("Is the report about one of these people?", "heading")
        window.press("None of these")
        window.picture("report-3-conflict")
        window.key("ctrl+Return")
        window.find("What is it about?", "heading")
        window.press("Intimidation")
        window.press("Other harassment")
        window.picture("report-4-about")
        window.key("ctrl+Return")
        window.find("Who is part of it?", "heading")
        window.tab_to("Name")
        window.type("Mary Njeri")
        window.press("Add Another Person")
        window.press("Wants to stay unnamed")
        window.picture("report-5-people")
        window.key("ctrl+Return")
        window.find("What happened?", "heading")
        window.tab_to("What happened")
        window.type("He waited for her outside the meeting, three weeks in a row.")
        window.key("ctrl+Return")
        window.find("When and where?", "heading")
        window.fill("When it happened", "10/2026")
        window.fill("Where it happened", "Nyalenda")
        window.key("ctrl+Return")
        window.find("What does the survivor wish?", "heading")
        window.tab_to("Yes")
        window.key("space")
        window.fill("What the survivor wishes", "To be heard.")
        window.picture("report-7-wishes")
        window.key("ctrl+Return")
        window.find("Who will read it?", "heading")
        window.tab_to("Executive Director")
        window.key("Down")
        window.picture("report-8-route")
        window.key("ctrl+Return")
        window.find("Is this right?", "heading")
        window.picture("report-9-summary")
        window.key("ctrl+Return")
        window.wait_text("Filed under R-")
        window.picture("report-filed")
        window.key("Escape")
        window.find("R-", "heading")
        assert not window.has_text("Mary Njeri"), "a name of the report is uncovered"
        window.picture("report-detail")

    def export(self):
        window = self.window
        window.key("alt+5")
        window.find("This laptop", None)
        window.picture("sync-before")
        window.press("Export…")
        window.choose_folder(self.bundles)
        window.find("Sealed and written", patience=60)
        window.picture("export-done")
        window.key("Return")
        window.find("On its way: ")
        self.bundle = next(self.bundles.glob("*.ahadi"))
        window.close()

    # --- the office ----------------------------------------------------------------------

    def office_imports(self):
        window = self.open_and_unlock(self.office)
        window.picture("office-home")
        window.key("alt+2")
        for path in (self.request, self.bundle):
            window.press("Choose")
            window.choose_file(path)
            window.find(path.name)
        window.wait_text("Will be set aside")
        window.picture("office-preview")
        window.press("Merge")
        window.find("Close", "push button")
        window.picture("office-merged")
        window.key("Return")

    def office_approves(self):
        window = self.window
        window.key("alt+5")
        window.find(f"Digits to compare: {self.digits}")
        window.press("The digits of Achieng's laptop")
        window.picture("office-request")
        window.press("Approve")
        window.wait_text("Nobody is waiting")
        window.picture("office-devices")
        window.key("alt+3")
        window.find("Shiru", "list item")
        window.picture("office-members")
        window.key("alt+2")
        window.press("Write Replies…")
        window.choose_folder(self.replies)
        window.wait_text("reply was written")
        window.key("Return")
        window.close()
        self.reply = next(self.replies.glob("*.ahadi"))

    # --- the reply ---------------------------------------------------------------------------

    def take_reply(self):
        window = self.open_and_unlock(self.branch)
        window.key("alt+5")
        window.press("Import a Reply or Card…")
        window.choose_file(self.reply)
        window.find("Taken in")
        window.picture("reply-taken")
        window.key("Return")
        window.wait_text("At the secretariat: ")
        window.picture("sync-after")
        window.key("alt+2")
        window.find("Shiru · Wanjiru Kamau · 0712 345 678 · Nyalenda · Received", "list item")
        window.picture("members")
        window.key("alt+1")
        window.picture("home")
        window.close()

    def check_records(self):
        branch = self.records(self.branch, "member")
        office = self.records(self.office, "member")
        assert len(branch) == len(office) == 1, (branch, office)
        for key in ("id", "name", "preferred_name", "phone", "birth", "status"):
            assert branch[0][key] == office[0][key], key
        assert branch[0]["phone"] == "+254712345678"
        assert branch[0]["birth"] == "1994-05-14"
        pledges = self.records(self.office, "pledge")
        assert len(pledges) == 1 and pledges[0]["c6"] == "not-accepted", pledges
        assert self.records(self.office, "report") == []
        assert len(self.records(self.branch, "report")) == 1
        digests = {
            self.ctl(vault, "vault", "digest")[0]["digest"]
            for vault in (self.branch, self.office)
        }
        assert len(digests) == 1, digests

    def check_traces(self):
        """Of what was handed over, and when, nothing stands in the person's folders."""
        for path in self.data.rglob("*"):
            if path.is_file():
                assert "ahadi" not in path.read_text(encoding="utf-8", errors="replace"), path

    steps = (
        prepare_office,
        first_run,
        add_member,
        lock_while_typing,
        pledge,
        report,
        export,
        office_imports,
        office_approves,
        take_reply,
        check_records,
        check_traces,
    )


if __name__ == "__main__":
    sys.exit(tell(Job))
