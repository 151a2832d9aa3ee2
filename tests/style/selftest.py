#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proves that every gate bites: TAP, one case per sample.

samples/GATE/good* must pass. samples/GATE/bad-* must be reported exactly at the
places its EXPECT file lists, one "path:line" each. A sample with a make.sh is
copied away and made first; CC names the compiler.
"""

import importlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

from run import gate_names  # noqa: E402
from tree import Skip, Tree  # noqa: E402


class Sample:
    def __init__(self, gate, folder):
        self.gate = gate
        self.folder = folder
        self.expected = set()
        expect = folder / "EXPECT"
        if expect.exists():
            self.expected = set(expect.read_text(encoding="utf-8").split())

    def prepared(self, scratch):
        if not (self.folder / "make.sh").exists():
            return self.folder
        copy = Path(scratch) / "sample"
        shutil.copytree(self.folder, copy)
        environment = {"CC": "cc", **os.environ}
        subprocess.run(["sh", "-eu", "make.sh"], cwd=copy, env=environment, check=True)
        return copy

    def reported(self):
        check = importlib.import_module(f"gates.{self.gate}").check
        with tempfile.TemporaryDirectory() as scratch:
            root = self.prepared(scratch)
            return {f"{p.path}:{p.line}" for p in check(Tree(root, root))}

    def complaint(self):
        reported = self.reported()
        if self.folder.name.startswith("bad-") and not self.expected:
            return "a bad sample needs an EXPECT"
        if reported != self.expected:
            return f"expected {sorted(self.expected)}, reported {sorted(reported)}"
        return None


def collect():
    samples = []
    missing = []
    for gate in gate_names():
        folders = sorted(p for p in (HERE / "samples" / gate).glob("*") if p.is_dir())
        kinds = {folder.name.split("-")[0] for folder in folders}
        missing += [f"{gate}: no {kind} sample" for kind in ("good", "bad") if kind not in kinds]
        samples += [Sample(gate, folder) for folder in folders]
    return samples, missing


def run_case(sample):
    try:
        complaint = sample.complaint()
    except Skip as reason:
        return "ok", f" # SKIP {reason}"
    return ("not ok", f"\n# {complaint}") if complaint else ("ok", "")


def main():
    samples, missing = collect()
    print(f"1..{len(samples) + 1}")
    print(f"{'not ok' if missing else 'ok'} 1 every gate has samples")
    for text in missing:
        print(f"# {text}")

    failed = bool(missing)
    for number, sample in enumerate(samples, 2):
        verdict, tail = run_case(sample)
        failed |= verdict != "ok"
        print(f"{verdict} {number} {sample.gate}/{sample.folder.name}{tail}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
