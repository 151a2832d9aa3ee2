#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up Meson's test logs: tails of what failed, then one line of counts."""

import argparse
import json
import re
import sys
from pathlib import Path

# The second directive is TAP's for what is known to be incomplete.
TAP_LINE = re.compile(r"^(not )?ok\b[^#]*(#\s*(SKIP|TO" r"DO)\b)?", re.IGNORECASE)
TAIL_LINES = 40


def count_tap(stdout):
    passed = failed = skipped = 0
    for line in stdout.splitlines():
        match = TAP_LINE.match(line)
        if not match:
            continue
        if match.group(3):
            skipped += 1
        elif match.group(1):
            failed += 1
        else:
            passed += 1
    return passed, failed, skipped


def count_test(test):
    """One Meson test: its TAP cases, or itself when it prints none."""
    result = test["result"]
    passed, failed, skipped = count_tap(test.get("stdout", ""))
    if result in ("OK", "EXPECTEDFAIL"):
        return (passed, 0, skipped) if passed + skipped else (1, 0, 0)
    if result == "SKIP":
        return passed, 0, max(skipped, 1)
    return passed, max(failed, 1), skipped


def print_tail(log, test):
    output = (test.get("stdout", "") + "\n" + test.get("stderr", "")).strip()
    print(f"\n--- {test['result']}: {test['name']} ({log})")
    for line in output.splitlines()[-TAIL_LINES:]:
        print(f"    {line}")
    if "LeakSanitizer" in output:
        print("    For whole stacks: ASAN_OPTIONS=fast_unwind_on_malloc=0", *test["command"])


def read_tests(log):
    with open(log, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--broken", action="append", default=[], help="a stage that fell over")
    parser.add_argument("logs", nargs="*", type=Path)
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    totals = [0, len(arguments.broken), 0]

    for log in arguments.logs:
        if not log.exists():
            arguments.broken.append(f"tests of {log.parts[0]} (no log)")
            totals[1] += 1
            continue
        for test in read_tests(log):
            counts = count_test(test)
            totals = [a + b for a, b in zip(totals, counts)]
            if counts[1]:
                print_tail(log, test)

    for stage in arguments.broken:
        print(f"\n--- FAIL: {stage}; see the messages above")
    tail = f", {totals[2]} skipped" if totals[2] else ""
    print(f"\n{totals[0]} passed, {totals[1]} failed{tail}", flush=True)
    return 1 if totals[1] else 0


if __name__ == "__main__":
    sys.exit(main())
