#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds who is there twice: precision and recall on made-up Kenyans, by subgroup, and on the
FEBRL sets; then the time and memory of new people against those who are known, in plain tables
and in a vault."""

import csv
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import harness

VECTORS = Path(os.environ.get("AHADI_VECTORS", harness.ROOT / "../shared/vectors"))
# Subgroups of fewer pairs say nothing.
PAIRS_MIN = 50


def arguments():
    parser = harness.parser(__doc__)
    parser.add_argument("--rows", type=int, default=2000, help="of a table with truth (2000)")
    parser.add_argument("--tables", type=int, default=10, help="so many, of seeds that follow (10)")
    parser.add_argument("--known", type=int, default=100000, help="people in the table (100000)")
    parser.add_argument("--new", type=int, default=10000, help="compared with it (10000)")
    parser.add_argument("--members", type=int, default=100000, help="new ones in a vault (100000)")
    parser.add_argument("--there", type=int, help="members of that vault before (a tenth of it)")
    options = parser.parse_args()
    options.there = options.members // 10 if options.there is None else options.there
    return options


def link(*files):
    """(pairs, seconds, seconds of processors, MiB): a run of ahadictl link."""
    command = [harness.BUILD / "src/cli/ahadictl", "--json", "link", *files]
    start = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        told = process.stdout.read()
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - start
    if process.returncode:
        sys.exit(f"ahadictl link failed ({process.returncode})")
    busy = usage.ru_utime + usage.ru_stime
    return json.loads(told)["pairs"], seconds, busy, usage.ru_maxrss / 1024


def make_kenyans(path, rows, duplicates, seed):
    path.mkdir(exist_ok=True)
    options = ("--rows", rows, "--duplicates", duplicates, "--seed", seed)
    harness.run("make-kenyans", "--to", path, *options)


def read_rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return [[cell.strip() for cell in row] for row in csv.reader(file)][1:]


def true_pairs(persons):
    """Pairs of rows of one person; @persons: {row: person}."""
    rows = defaultdict(list)
    for row, person in persons.items():
        rows[person].append(row)
    return {
        frozenset((a, b)) for group in rows.values() for i, a in enumerate(group) for b in group[:i]
    }


class Score:
    def __init__(self):
        self.true = self.found = self.right = 0

    def add(self, true, found):
        self.true += len(true)
        self.found += len(found)
        self.right += len(true & found)

    @property
    def precision(self):
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self):
        return self.right / self.true if self.true else 1.0

    def cells(self):
        return self.true, f"{self.precision:.4f}", f"{self.recall:.4f}"

    def report(self):
        return {
            "pairs": self.true,
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
        }


def subgroups(row, truth):
    """Those that one row of people.csv is in."""
    _number, _name, phone, birth, _place, _county = row
    _number, _person, people, sex, kind = truth
    yield f"people: {people}"
    yield f"sex: {sex}"
    yield f"kind: {kind}"
    if not birth:
        yield "birth date: missing"
    elif birth.startswith("c."):
        yield "birth date: guessed"
    elif len(birth) == 4:
        yield "birth date: year only"
    else:
        yield "birth date: full"
    if not phone:
        yield "phone: missing"


def shared_handsets(rows, persons):
    """Rows whose telephone somebody else has too."""
    owners = defaultdict(set)
    last = {row[0]: "".join(c for c in row[2] if c.isdigit())[-9:] for row in rows}
    for row, phone in last.items():
        owners[phone].add(persons[row])
    return {row for row, phone in last.items() if phone and len(owners[phone]) > 1}


def measure_kenyans(path, options):
    """({subgroup: Score}, with "all")."""
    scores = defaultdict(Score)
    for number in range(options.tables):
        folder = path / f"kenyans-{number}"
        make_kenyans(folder, options.rows, 0.25, options.seed + number)
        rows = read_rows(folder / "people.csv")
        truths = {row[0]: row for row in read_rows(folder / "truth.csv")}
        persons = {row: truth[1] for row, truth in truths.items()}
        true = true_pairs(persons)
        pairs, *_cost = link(folder / "people.csv")
        found = {frozenset((pair["a"], pair["b"])) for pair in pairs}
        scores["all"].add(true, found)

        members = defaultdict(set)
        for row in rows:
            for group in subgroups(row, truths[row[0]]):
                members[group].add(row[0])
        members["phone: shared by others"] = shared_handsets(rows, persons)
        for group, of_group in members.items():
            touched = [{pair for pair in all_ if pair & of_group} for all_ in (true, found)]
            scores[group].add(*touched)
    return scores


def measure_febrl(name):
    path = VECTORS / "febrl" / name
    if not path.is_file():
        return None
    # "rec-223-org" and "rec-223-dup-0" are one person.
    persons = {row[0]: row[0].split("-")[1] for row in read_rows(path)}
    pairs, seconds, *_cost = link(path)
    score = Score()
    score.add(true_pairs(persons), {frozenset((pair["a"], pair["b"])) for pair in pairs})
    return score, seconds


def split_table(path, options):
    """One table cut into those who are known and those who are new."""
    make_kenyans(path, options.known + options.new, 0.1, options.seed)
    with open(path / "people.csv", encoding="utf-8") as file:
        head = file.readline()
        for name, count in (("known.csv", options.known), ("new.csv", options.new)):
            with open(path / name, "w", encoding="utf-8") as part:
                part.write(head)
                part.writelines(file.readline() for _ in range(count))
    return path / "known.csv", path / "new.csv"


def measure_vault(path, options):
    path.mkdir()
    sizes = ("--known", options.there, "--new", options.members)
    told = json.loads(harness.run("run-twins", "--to", path, *sizes, "--seed", options.seed))
    told["precision"] = round(told["right"] / told["found"], 4) if told["found"] else 1.0
    told["recall"] = round(told["right"] / told["true"], 4) if told["true"] else 1.0
    return told


def spread(scores, kind):
    """(lowest recall, its subgroup, highest recall) of the subgroups of @kind."""
    groups = [
        (score.recall, name)
        for name, score in scores.items()
        if name.startswith(kind) and score.true >= PAIRS_MIN
    ]
    return (*min(groups), max(groups)[0]) if groups else None


def show(options, scores, febrl, speed, vault):
    print(f"Made-up Kenyans: {options.tables} tables of {options.rows} rows\n")
    shown = sorted(scores.items(), key=lambda item: (item[0] != "all", item[0]))
    rows = [(name, *score.cells()) for name, score in shown if score.true >= PAIRS_MIN]
    harness.table(("subgroup", "true pairs", "precision", "recall"), rows)
    if febrl:
        print("FEBRL (peer recordlinkage: 0.9992, 0.9936)\n")
        rows = [(name, *score.cells(), f"{s:.1f}") for name, (score, s) in febrl.items()]
        harness.table(("set", "true pairs", "precision", "recall", "s"), rows)
    seconds, busy, peak, n_pairs = speed
    print(
        f"{options.new} new against {options.known}: {seconds:.1f} s ({busy:.1f} s of processors), "
        f"{peak:.0f} MiB, {n_pairs} pairs"
    )
    print(
        f"{options.members} new members in a vault of {options.there}: {vault['seconds']:.1f} s, "
        f"{vault['mib']} MiB more, precision {vault['precision']:.4f}, recall {vault['recall']:.4f}\n"
    )


def main():
    options = arguments()
    with harness.folder(options.keep) as path:
        scores = measure_kenyans(path, options)
        febrl = {f"dataset{n}": measure_febrl(f"dataset{n}.csv") for n in (1, 2, 3)}
        febrl = {name: result for name, result in febrl.items() if result}
        pairs, seconds, busy, peak = link(*split_table(path / "speed", options))
        vault = measure_vault(path / "vault", options)

    show(options, scores, febrl, (seconds, busy, peak, len(pairs)), vault)
    result = {"bench": "duplicates", "rows": options.rows, "tables": options.tables}
    result |= scores["all"].report()
    result["subgroups"] = {name: scores[name].report() for name in sorted(scores) if name != "all"}
    for kind in ("people", "sex"):
        lowest = spread(scores, kind)
        if lowest:
            result[f"{kind}_spread"] = round(lowest[2] - lowest[0], 4)
            print(f"recall by {kind}: {lowest[0]:.4f} ({lowest[1]}) to {lowest[2]:.4f}")
    result["febrl"] = {name: score.report() for name, (score, _s) in febrl.items()}
    result["known"] = options.known
    result["new"] = options.new
    result["seconds"] = round(seconds, 2)
    result["processor_seconds"] = round(busy, 2)
    result["peak_mib"] = round(peak)
    result["vault"] = {"there": options.there, "members": options.members, **vault}
    harness.finish(options, result)


if __name__ == "__main__":
    main()
