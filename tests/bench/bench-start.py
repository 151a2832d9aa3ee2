#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the window and gnome-text-editor in turn, warm, each until its first frame, and reads
the memory that each then holds. Our vault is there and locked; at the end it is unlocked once
by typing, and the memory read again."""

import json
import os
import shlex
import shutil
import subprocess
import sys

import harness

PEER = "gnome-text-editor"
DISPLAY_MARK = "AHADI_BENCH_DISPLAY"
SETTLE_MS = 1000


def arguments():
    parser = harness.parser(__doc__)
    parser.add_argument("--members", type=int, default=1000, help="in the vault (1000)")
    parser.add_argument("--runs", type=int, default=15, help="of each (15)")
    return parser.parse_args()


def use_own_display():
    """Runs this script again on a display of its own; what its daemons say is not shown."""
    mine = os.environ.pop(DISPLAY_MARK, None)
    if mine:
        for number, copy in enumerate(mine.split()):
            os.dup2(int(copy), number + 1)
        return
    copies = [os.dup(1), os.dup(2)]
    environment = os.environ | {DISPLAY_MARK: " ".join(map(str, copies))}
    helper = harness.ROOT / "tests/support/with-display"
    result = subprocess.run(
        [helper, sys.executable, *sys.argv],
        env=environment,
        pass_fds=copies,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    sys.exit(result.returncode)


def install_peer():
    """Whether the peer is here, if need be by installing it, which is said."""
    if shutil.which(PEER):
        return True
    root = [] if os.geteuid() == 0 else ["sudo"]
    if root and not shutil.which("sudo"):
        print(f"{PEER} is not here and cannot be installed without root: no peer is measured.\n")
        return False
    print(f"{PEER} is not here: installing it, to be measured beside our window.", flush=True)
    install = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "install", "-y"]
    command = [*root, *install, "--no-install-recommends", PEER]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    if not shutil.which(PEER):
        print(f"{PEER} could not be installed: no peer is measured.\n")
        return False
    return True


def start(watcher, environment, command, settle_ms=SETTLE_MS, then=""):
    """One start; None if the program showed nothing."""
    result = subprocess.run(
        [watcher, str(settle_ms), then, *command],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    return json.loads(result.stdout) if result.returncode == 0 else None


def make_environment(path, world):
    """A home of its own, so that no settings of this machine matter."""
    home = path / "home"
    home.mkdir(exist_ok=True)
    return os.environ | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_STATE_HOME": str(home / "state"),
        "GSETTINGS_BACKEND": "memory",
        "AHADI_VAULT": world["office"],
        "LC_ALL": "C.UTF-8",
    }


def measure(commands, environment, runs):
    """{name: [result]}; one start of each goes before and is not counted."""
    watcher = harness.program("first-frame")
    found = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            result = start(watcher, environment, command)
            if result is None:
                sys.exit(f"{name} showed no window")
            if number > 0:
                found[name].append(result)
    return found


def unlocked_mib(window, environment, secret):
    """MiB that the window holds some seconds after the passphrase was typed into it."""
    if not shutil.which("xdotool"):
        return None
    steps = (
        "xdotool search --onlyvisible --name . windowfocus --sync",
        f"xdotool type --delay 12 --file {shlex.quote(str(secret))}",
        "xdotool key Return",
    )
    then = "sh -c " + shlex.quote(" && ".join(steps))
    result = start(harness.program("first-frame"), environment, [window], 3000, then)
    if result is None or result["then_rss_kib"] == 0:
        return None
    return round(result["then_rss_kib"] / 1024, 1)


def summarise(found):
    result = {"bench": "start", "runs": len(found["ahadi"])}
    for name, key in (("ahadi", ""), (PEER, "peer_")):
        runs = found.get(name)
        result[key + "frame_ms"] = (
            round(harness.median([run["frame_us"] for run in runs]) / 1000, 1) if runs else None
        )
        result[key + "rss_mib"] = (
            round(harness.median([run["rss_kib"] for run in runs]) / 1024, 1) if runs else None
        )
    result["ratio"] = None
    if PEER in found:
        pairs = zip(found["ahadi"], found[PEER])
        ratios = [ours["frame_us"] / peer["frame_us"] for ours, peer in pairs]
        result["ratio"] = round(harness.median(ratios), 3)
    return result


def show(found, result):
    print(f"{result['runs']} warm starts of each, in turn\n")
    rows = [
        (name, f"{harness.median([run['frame_us'] for run in runs]) / 1000:.0f}")
        + (f"{harness.percentile([run['frame_us'] for run in runs], 0.95) / 1000:.0f}",)
        + (f"{harness.median([run['rss_kib'] for run in runs]) / 1024:.1f}",)
        for name, runs in found.items()
    ]
    harness.table(("window", "first frame, ms", "p95", "resident MiB"), rows)
    if result["unlocked_rss_mib"] is not None:
        print(f"unlocked, at Home, {result['members']} members: {result['unlocked_rss_mib']} MiB\n")
    if result["ratio"] is not None:
        print(f"median of the ratios of pairs: {result['ratio']}\n")


def main():
    options = arguments()
    window = harness.BUILD / "src/ui/ahadi"
    if not window.is_file() or not (harness.BUILD / "tests/bench/first-frame").is_file():
        print("The window is not built here, so its start is not measured.")
        return
    use_own_display()
    commands = {"ahadi": [str(window)]}
    if install_peer():
        commands[PEER] = [PEER]
    with harness.folder(options.keep) as path:
        world = harness.make_members(path / "world", options)
        environment = make_environment(path, world)
        found = measure(commands, environment, options.runs)
        unlocked = unlocked_mib(window, environment, path / "world/passphrase")
    result = summarise(found) | {"members": options.members, "unlocked_rss_mib": unlocked}
    show(found, result)
    harness.finish(options, result)


if __name__ == "__main__":
    main()
