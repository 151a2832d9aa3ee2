#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Merges sealed bundles of many laptops into an office's vault; beside it, Python's sqlite3
upserts the same records from lines of JSON, without a log, a signature or encryption.

Every bundle comes once and a fifth of them twice, in random order: of those, every other one is the
same file again and every other one a new bundle in which the laptop sends everything
again. Only operations that the office really read are counted, and the time runs until a list
and a search of the members show what came."""

import json
import random
import shutil
import sys
import tempfile
from pathlib import Path

import harness
import peers


def arguments():
    parser = harness.parser(__doc__)
    parser.add_argument(
        "--scale", type=float, default=0.1, help="1: 100 laptops with 210,000 operations (0.1)"
    )
    parser.add_argument("--laptops", type=int)
    parser.add_argument("--operations", type=int)
    parser.add_argument("--runs", type=int, default=3, help="of each, one after the other (3)")
    found = parser.parse_args()
    found.laptops = found.laptops or max(3, min(100, round(100 * found.scale)))
    found.operations = found.operations or round(210000 * found.scale)
    return found


def make(options, path):
    twice = max(2, round(options.laptops / 5))
    output = harness.run(
        "make-bundles",
        *("--to", path, "--laptops", options.laptops, "--operations", options.operations),
        *("--again", twice // 2, "--seed", options.seed),
    )
    return json.loads(output) | {"twice": twice}


def deliveries(world, seed):
    """[(bundle, lines, operations)] in the order of @seed."""
    result = []
    for number, entry in enumerate(world["bundles"]):
        one = (entry["bundle"], entry["lines"], entry["operations"])
        result.append(one)
        if entry["again"]:
            result.append((entry["again"], *one[1:]))
        elif number < world["twice"]:
            result.append(one)
    random.Random(seed).shuffle(result)
    return result


def run_ours(world, path, order):
    """In a fresh process, into a copy of the office's empty vault."""
    vault = path / "merged.ahadivault"
    work = path / "deliveries"
    shutil.rmtree(vault, ignore_errors=True)
    shutil.copytree(world["office"], vault)
    work.write_text("\n".join(bundle for bundle, _lines, _operations in order))
    secret = Path(world["office"]).parent / "passphrase"
    output = harness.run(
        "run-merge", "--vault", vault, "--passphrase-file", secret, "--list", work
    )
    return json.loads(output)


def run_peer(path, order):
    with tempfile.TemporaryDirectory(dir=path) as work:
        return peers.upsert(Path(work) / "peer.db", [lines for _bundle, lines, _n in order])


def check(world, order, ours, digests):
    """A merge that lost something is not fast, it is wrong."""
    expected = sum(entry["operations"] for entry in world["bundles"])
    if ours["fresh"] != expected or ours["parked"] or ours["set_aside"]:
        sys.exit(f"the merge is wrong: {expected} operations were sent, and it says {ours}")
    if ours["merged"] + ours["duplicate"] != len(order):
        sys.exit(f"the merge is wrong: {len(order)} bundles were delivered, and it says {ours}")
    digests.add(ours["digest"])
    if len(digests) > 1:
        sys.exit(f"the merge is wrong: another order gave another digest: {digests}")


def measure(options, world, path):
    runs = []
    digests = set()
    for number in range(options.runs):
        order = deliveries(world, options.seed + number)
        ours = run_ours(world, path, order)
        check(world, order, ours, digests)
        seconds, busy, lines = run_peer(path, order)
        runs.append(
            {
                "deliveries": len(order),
                "operations": ours["operations"],
                "rate": ours["operations"] / (ours["microseconds"] / 1e6),
                "index": ours["index_microseconds"] / ours["microseconds"],
                "cores": ours["processor_microseconds"] / ours["microseconds"],
                "busy_rate": ours["operations"] / (ours["processor_microseconds"] / 1e6),
                "peer_rate": lines / seconds,
                "peer_busy_rate": lines / busy,
                "rss_mib": ours["rss_peak_kib"] / 1024,
                "growth_mib": (ours["rss_peak_kib"] - ours["rss_before_kib"]) / 1024,
                "exact": ours["peak_is_exact"],
            }
        )
    return runs


def summarise(options, world, runs):
    result = {key: harness.median([run[key] for run in runs]) for key in ("rate", "peer_rate")}
    sent = sum(entry["operations"] for entry in world["bundles"])
    return {
        "bench": "merge",
        "rate": round(result["rate"]),
        "peer_rate": round(result["peer_rate"]),
        "ratio": round(harness.median([run["rate"] / run["peer_rate"] for run in runs]), 2),
        "busy_ratio": round(
            harness.median([run["busy_rate"] / run["peer_busy_rate"] for run in runs]), 2
        ),
        "rss_mib": round(max(run["rss_mib"] for run in runs), 1),
        "rss_growth_mib": round(max(run["growth_mib"] for run in runs), 1),
        "scale": options.operations / 210000,
        "laptops": options.laptops,
        "operations": sent + world["sealed"],
        "sealed_for_others": world["sealed"],
        "deliveries": runs[0]["deliveries"],
        "runs": options.runs,
    }


def show(result, runs):
    print(
        f"{result['laptops']} laptops, {result['operations']} operations "
        f"({result['sealed_for_others']} of them sealed for other offices), "
        f"{result['deliveries']} deliveries in random order, {result['runs']} paired runs\n"
    )
    rows = [
        (number + 1, f"{run['rate']:.0f}", f"{run['peer_rate']:.0f}")
        + (f"{run['rate'] / run['peer_rate']:.2f}",)
        + (f"{run['busy_rate'] / run['peer_busy_rate']:.2f}",)
        + (f"{run['cores']:.2f}", f"{run['index']:.0%}", f"{run['rss_mib']:.1f}")
        for number, run in enumerate(runs)
    ]
    middle = (result["rate"], result["peer_rate"], f"{result['ratio']:.2f}")
    middle += (f"{result['busy_ratio']:.2f}", "", "", result["rss_mib"])
    head = ("run", "merge, operations/s", "Python upsert, lines/s", "ratio")
    head += ("ratio per processor second", "cores", "index part", "peak MiB")
    harness.table(head, [*rows, ("median (peak: highest)", *middle)])
    if not all(run["exact"] for run in runs):
        print("The kernel would not count anew: the peak has the passphrase's memory in it.\n")


def main():
    options = arguments()
    with harness.folder(options.keep) as path:
        key = f"bundles {options.laptops} {options.operations} {options.seed}"
        world = harness.made(path / "world", key, lambda: make(options, path / "world"))
        runs = measure(options, world, path)
    result = summarise(options, world, runs)
    show(result, runs)
    harness.finish(options, result)


if __name__ == "__main__":
    main()
