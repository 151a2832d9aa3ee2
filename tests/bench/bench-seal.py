#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seals a large file and opens it again, beside the stock `age` in the same run: whole
processes, from file to file, one after the other in turn. Each opens what the other sealed."""

import filecmp
import os
import subprocess
import sys
import time

import harness

MIB = 1024 * 1024


def arguments():
    parser = harness.parser(__doc__)
    parser.add_argument("--size", type=int, default=1024, metavar="MIB", help="of the file (1024)")
    parser.add_argument("--runs", type=int, default=5, help="of each, in turn (5)")
    return parser.parse_args()


def run_once(target, command):
    """(seconds, highest resident memory in MiB)."""
    target.unlink(missing_ok=True)
    start = time.monotonic()
    child = subprocess.Popen([str(word) for word in command])
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.monotonic() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{command[0]} failed ({child.returncode})")
    return seconds, usage.ru_maxrss / 1024


def timed(target, *command):
    """The second of two runs: the first one on a virtual machine pays for memory that the
    host took back meanwhile, which has cost whoever came first up to four times its time."""
    run_once(target, command)
    return run_once(target, command)


def write_random(path, size):
    with open(path, "wb") as file:
        for _ in range(size):
            file.write(os.urandom(MIB))


def measure(path, options):
    key = path / "key"
    subprocess.run(["age-keygen", "-o", key], check=True, capture_output=True)
    recipient = subprocess.run(["age-keygen", "-y", key], check=True, capture_output=True, text=True)
    plain, ours, theirs, opened = (path / n for n in ("plain", "ours", "theirs", "opened"))
    write_random(plain, options.size)
    program = harness.program("run-seal")
    commands = {
        "seal": (ours, program, "seal", key, plain, ours),
        "age seals": (theirs, "age", "-r", recipient.stdout.strip(), "-o", theirs, plain),
        "open": (opened, program, "open", key, theirs, opened),
        "age opens": (opened, "age", "-d", "-i", key, "-o", opened, ours),
    }
    found = {name: [] for name in commands}
    for _ in range(options.runs):
        for name, (target, *command) in commands.items():
            found[name].append(timed(target, *command))
            if target == opened and not filecmp.cmp(plain, opened, shallow=False):
                sys.exit(f"{name}: what was opened is not what was sealed")
    return found


def main():
    options = arguments()
    with harness.folder(options.keep) as path:
        found = measure(path, options)

    rows = []
    for name, runs in found.items():
        rate = options.size / harness.median([seconds for seconds, _ in runs])
        rows.append((name, f"{rate:.0f}", f"{max(memory for _, memory in runs):.0f}"))
    print(f"{options.size} MiB of random bytes, {options.runs} runs of each in turn\n")
    harness.table(("", "MiB/s", "highest RSS, MiB"), rows)

    def ratio(ours, theirs):
        pairs = zip(found[ours], found[theirs])
        return round(harness.median([their[0] / our[0] for our, their in pairs]), 2)

    result = {"bench": "seal", "mib": options.size, "runs": options.runs}
    result |= {"seal_ratio": ratio("seal", "age seals"), "open_ratio": ratio("open", "age opens")}
    result["rss_mib"] = round(max(m for name in ("seal", "open") for _, m in found[name]), 1)
    harness.finish(options, result)


if __name__ == "__main__":
    main()
