# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window: keys by xdotool, what is there by the accessibility bus.

Run on a display and session bus of its own (tests/support/with-display).
"""

import gc
import json
import os
import subprocess
import tempfile
import time
import traceback
from pathlib import Path

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 30
CLOSING = 6
# How long a key takes to arrive where it is heard of at all.
KEY_S = 0.08
# What newer versions of the bus call the same thing.
ROLE_ALIASES = {"push button": {"push button", "button"}, "button": {"push button", "button"}}


class NotThere(AssertionError):
    """Something was looked for in the window and not found in time."""


def wait_for(what, probe, patience=PATIENCE):
    """The first true answer of @probe, which may raise while things move."""
    deadline = time.monotonic() + patience
    while True:
        try:
            answer = probe()
        except GLib.Error:
            answer = None
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise NotThere(f"waited {patience} s for {what}")
        time.sleep(0.05)


def hear():
    """Takes in what the bus has said meanwhile."""
    while GLib.MainContext.default().iteration(False):
        pass


def role_matches(node, role):
    return role is None or node.get_role_name() in ROLE_ALIASES.get(role, {role})


def is_called(node, name, role):
    return role_matches(node, role) and (node.get_name() or "").startswith(name)


def is_showing(node):
    """GTK 4.8 never says "showing" below the window itself."""
    return node.get_state_set().contains(Atspi.StateType.VISIBLE)


def is_checked(node):
    return node.get_state_set().contains(Atspi.StateType.CHECKED)


def is_sensitive(node):
    return node.get_state_set().contains(Atspi.StateType.SENSITIVE)


def is_focused(node):
    return node.get_state_set().contains(Atspi.StateType.FOCUSED)


def walk(node, depth=0):
    """Every accessible below @node that is on screen."""
    if node is None or depth > 60:
        return
    yield node
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None and is_showing(child):
            yield from walk(child, depth + 1)


class FocusWatch:
    """The focus as the bus tells it: to look for it through a whole window is slow."""

    def __init__(self):
        self.node = None
        self.moves = 0
        self.listener = Atspi.EventListener.new(self._on_event)
        self.listener.register("object:state-changed:focused")

    def _on_event(self, event):
        if event.detail1:
            self.node = event.source
            self.moves += 1

    def get(self):
        """Where it is, if that was told and still holds."""
        hear()
        try:
            if self.node is not None and is_focused(self.node):
                return self.node
        except GLib.Error:  # it is gone
            pass
        self.node = None
        return None

    def wait_move(self, moves, patience):
        """Until it has moved more than @moves times; not every key moves it."""
        deadline = time.monotonic() + patience
        hear()
        while self.moves == moves and time.monotonic() < deadline:
            time.sleep(0.005)
            hear()

    def stop(self):
        self.node = None
        self.listener.deregister("object:state-changed:focused")


class Demo:
    """The demo's vaults in the new folder @place; all have one passphrase."""

    def __init__(self, ahadictl, place):
        command = [ahadictl, "--json", "demo", "--to", str(place)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        told = json.loads(done.stdout)
        self.vaults = {Path(path).stem: path for path in told["vaults"]}
        self.passphrase = Path(told["passphrase_file"]).read_text(encoding="utf-8").strip()


class Window:
    def __init__(self, binary, vault, pictures=None, environment=None):
        self.pictures = pictures
        self.keyboard = None
        size = os.environ.get("AHADI_SCREEN", "1280x800x24").split("x")
        self.screen = (int(size[0]), int(size[1]))
        self.environment = {
            **os.environ,
            "AHADI_VAULT": str(vault),
            "GTK_A11Y": "atspi",
            **(environment or {}),
        }
        self._make_settings()
        self.focus = FocusWatch()
        self.process = subprocess.Popen([binary], env=self.environment)
        self.application = wait_for("the application", self._find_application)
        wait_for("its window", lambda: self.application.get_child_count() > 0)
        self.maximise()

    def _make_settings(self):
        """The type face that GNOME has, as large as AHADI_TEXT says, in percent.

        A bare machine would fall back to another face; the size is X's own resource, since
        without a settings daemon GTK takes it from there and nowhere else.
        """
        self.settings = tempfile.TemporaryDirectory(prefix="ahadi-settings-")
        folder = Path(self.settings.name)
        gtk = folder / "gtk-4.0" / "settings.ini"
        gtk.parent.mkdir()
        gtk.write_text("[Settings]\ngtk-font-name=Cantarell 11\n", encoding="utf-8")
        resources = folder / "resources"
        dpi = 96 * int(self.environment.get("AHADI_TEXT", "100")) // 100
        resources.write_text(f"Xft.dpi: {dpi}\n", encoding="utf-8")
        self.environment["XDG_CONFIG_HOME"] = str(folder)
        self.environment["XENVIRONMENT"] = str(resources)

    def _find_application(self):
        desktop = Atspi.get_desktop(0)
        hear()
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and child.get_process_id() == self.process.pid:
                return child
        return None

    # --- looking ---------------------------------------------------------------

    def showing(self):
        for index in range(self.application.get_child_count()):
            yield from walk(self.application.get_child_at_index(index))

    def peek(self, name, role=None):
        for node in self.showing():
            if is_called(node, name, role):
                return node
        return None

    def find(self, name, role=None, patience=PATIENCE):
        what = f"{role or 'anything'} “{name}”"
        return wait_for(what, lambda: self.peek(name, role), patience)

    def gone(self, name, role=None, patience=PATIENCE):
        wait_for(f"“{name}” to go", lambda: self.peek(name, role) is None, patience)

    def texts(self):
        return [node.get_name() for node in self.showing() if node.get_name()]

    def has_text(self, part):
        return any(part in text for text in self.texts())

    def wait_text(self, part, patience=PATIENCE):
        wait_for(f"text “{part}”", lambda: self.has_text(part), patience)

    def focused(self):
        told = self.focus.get()
        return told if told is not None else self._look_for_focus()

    def _look_for_focus(self):
        return next((node for node in self.showing() if is_focused(node)), None)

    def wait_focus(self, name, role=None):
        def probe():
            node = self.focused()
            return node is not None and is_called(node, name, role)

        wait_for(f"the focus on “{name}”", probe)

    def settle(self, calm=0.5):
        """Until the focus has stayed where it is for a while."""
        before, since = self.focused(), time.monotonic()
        while time.monotonic() - since < calm:
            hear()
            now = self.focused()
            if now != before:
                before, since = now, time.monotonic()

    def settle_content(self):
        """Until two looks find as much: what is read from the vault comes after its page."""

        def look():
            before = len(list(self.showing()))
            time.sleep(0.3)
            return before == len(list(self.showing()))

        wait_for("the page to be filled", look)

    # --- doing, with the keyboard ------------------------------------------------

    def windows(self):
        """X's names of our windows, the newest last: dialogs come after what they cover."""
        search = ["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)]
        found = subprocess.run(search, check=False, capture_output=True, text=True)
        return sorted(int(line) for line in found.stdout.split())

    def focus_window(self):
        """There is no window manager that would give a new dialog the keyboard."""
        windows = self.windows()
        if windows and windows[-1] != self.keyboard:
            self.keyboard = windows[-1]
            if len(windows) > 1:
                self._centre(windows[-1])
            subprocess.run(["xdotool", "windowfocus", str(self.keyboard)], check=False)
            time.sleep(0.3)

    def _centre(self, window):
        """Where a window manager would put a dialog."""
        geometry = ["xdotool", "getwindowgeometry", "--shell", str(window)]
        found = subprocess.run(geometry, check=False, capture_output=True, text=True).stdout
        size = dict(line.split("=") for line in found.split() if "=" in line)
        if "WIDTH" not in size:
            return
        place = [(a - int(size[b])) // 2 for a, b in zip(self.screen, ("WIDTH", "HEIGHT"))]
        subprocess.run(["xdotool", "windowmove", str(window), *map(str, place)], check=False)

    def key(self, *keys):
        self._send_key(*keys)
        time.sleep(KEY_S)

    def _send_key(self, *keys):
        self.focus_window()
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)

    def type(self, text):
        self.focus_window()
        command = ["xdotool", "type", "--clearmodifiers", "--delay", "12", text]
        subprocess.run(command, check=True)
        time.sleep(KEY_S)

    def tab_to(self, name, role=None, key="Tab", most=80):
        """Tab until the focus is on @name; fails when it can't be reached.

        Where everything is slow a key may arrive later than it was waited for: then the focus
        is only passing, and whatever is typed next would go elsewhere.
        """
        seen = []
        begun = self.focus.moves
        for sent in range(most):
            node = self.focused()
            if node is not None:
                label = node.get_name() or ""
                seen.append(f"{node.get_role_name()} “{label}”")
                if is_called(node, name, role):
                    if self.focus.moves - begun < sent:
                        self.settle(0.3)
                        node = self.focused()
                    if node is not None and is_called(node, name, role):
                        return node
            moves = self.focus.moves
            self._send_key(key)
            self.focus.wait_move(moves, KEY_S)
        raise NotThere(f"no way with {key} to “{name}”; was on: " + ", ".join(seen))

    def press(self, name, role=None):
        """A switch turns when its knob has arrived: what comes before finds it as it was."""
        node = self.tab_to(name, role)
        turns = node.get_role_name() == "check box"
        before = is_checked(node)
        self.key("space")
        if turns:
            wait_for(f"“{name}” to turn", lambda: is_checked(node) != before)

    def fill(self, name, text):
        self.tab_to(name)
        self.type(text)

    def unlock(self, passphrase):
        self.find("Passphrase", "password text")
        self.type(passphrase)
        self.key("Return")
        self.find("Pages", "list")

    def choose_file(self, path):
        """In GTK's own file chooser: the path, typed."""

        def has_chooser():
            # The name that it has in GTK 4.8, or a part of it that is there in later ones.
            return self.peek("GtkFileChooserWidget") or self.peek("Show other locations")

        wait_for("the file chooser", has_chooser)
        time.sleep(0.8)
        self.key("ctrl+l")
        time.sleep(0.3)
        self.key("ctrl+a")
        self.type(str(path))
        time.sleep(0.5)
        self.key("Return")
        wait_for("the file chooser to go", lambda: not has_chooser())

    def choose_folder(self, path):
        self.choose_file(path)

    # --- pictures ------------------------------------------------------------------

    def maximise(self):
        """There is no window manager: the window is put to fill the screen."""
        size = [str(length) for length in self.screen]
        window = str(wait_for("a window on the screen", self.windows)[-1])
        subprocess.run(["xdotool", "windowmove", window, "0", "0"], check=True)
        subprocess.run(["xdotool", "windowsize", window, *size], check=True)
        self.focus_window()
        time.sleep(0.5)

    def picture(self, name):
        if self.pictures is None:
            return
        self.focus_window()
        time.sleep(0.6)
        os.makedirs(self.pictures, exist_ok=True)
        path = os.path.join(self.pictures, f"{name}.png")
        subprocess.run(["import", "-window", "root", path], check=True)

    def close(self):
        # The key may go to a dialog that is on its way out: then it is pressed again.
        for _attempt in range(PATIENCE // CLOSING):
            self.key("ctrl+q")
            try:
                self.process.wait(timeout=CLOSING)
                break
            except subprocess.TimeoutExpired:
                continue
        self.process.wait(timeout=CLOSING)
        self._forget()

    def _forget(self):
        """Lets the bus tell that the window is gone: libatspi crashes on what it held of it."""
        self.application = None
        self.focus.stop()
        gc.collect()
        desktop = Atspi.get_desktop(0)

        def is_empty():
            hear()
            return desktop.get_child_count() == 0

        wait_for("the window to leave the bus", is_empty)

    def kill(self):
        if self.process.poll() is None:
            self.focus.stop()
            self.process.kill()
            self.process.wait()


def say_content(node):
    """What stands in an entry."""
    text = node.get_text_iface() if node.get_role_name() == "text" else None
    if text is None:
        return ""
    return f" = {text.get_text(0, text.get_character_count())!r}"


def print_tree(window, stream=None):
    """What a screen reader finds, for whoever writes a test."""

    def show(node, depth):
        states = node.get_state_set()
        focus = " *" if states.contains(Atspi.StateType.FOCUSED) else ""
        line = f"{node.get_role_name()} “{node.get_name()}”{focus}{say_content(node)}"
        print("  " * depth + line, file=stream)
        for index in range(node.get_child_count()):
            child = node.get_child_at_index(index)
            if child is not None and is_showing(child):
                show(child, depth + 1)

    for index in range(window.application.get_child_count()):
        show(window.application.get_child_at_index(index), 0)


def explain(window):
    """What it shows, or that it ended by itself."""
    if window.process.poll() is not None:
        print(f"# the window ended with {window.process.returncode}", flush=True)
        return
    print_tree(window)
    window.picture("failed")
    window.kill()


def tell_where(error):
    """What went wrong, and the lines of the story that led there."""
    lines = [step.lineno for step in traceback.extract_tb(error.__traceback__)[1:]]
    return f"{error} (lines {', '.join(map(str, lines))})"


def tell(story_type):
    """Takes the steps of a story, made in a folder of its own, and prints TAP: 1 if one
    fails, with what the window showed."""
    with tempfile.TemporaryDirectory(prefix="ahadi-story-") as folder:
        story = story_type(folder)
        print(f"1..{len(story.steps)}", flush=True)
        for number, step in enumerate(story.steps, 1):
            name = step.__name__.replace("_", "-")
            try:
                step(story)
            except Exception as error:  # whatever it was, the tree says more
                print(f"not ok {number} {name}", flush=True)
                if story.window is not None:
                    explain(story.window)
                # Last, where whoever reads only the end of a long log finds it.
                print(f"# in {name}: {tell_where(error)}", flush=True)
                return 1
            print(f"ok {number} {name}", flush=True)
    return 0
