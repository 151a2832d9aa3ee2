#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Publishes what an office imported into a PostgreSQL server of its own; beside it, the import of the
same bundles into the office's vault (SQLCipher).

Each run imports every bundle once, in random order, into a fresh copy of the empty vault, until a
list and a search show what came; then publishes that vault into an empty database, over a Unix
socket, and once more with nothing new. The server writes through to its disk as usual."""

import json
import random
import shutil
import sys
from pathlib import Path

import harness

sys.path.insert(0, str(harness.ROOT / "tests/support"))
import postgres  # noqa: E402


def arguments():
    parser = harness.parser(__doc__)
    parser.add_argument(
        "--scale", type=float, default=0.1, help="1: 100 laptops with 210,000 operations (0.1)"
    )
    parser.add_argument("--laptops", type=int)
    parser.add_argument("--operations", type=int)
    parser.add_argument("--runs", type=int, default=3, help="one after the other (3)")
    found = parser.parse_args()
    found.laptops = found.laptops or max(3, min(100, round(100 * found.scale)))
    found.operations = found.operations or round(210000 * found.scale)
    return found


def make(options, path):
    output = harness.run(
        "make-bundles",
        *("--to", path, "--laptops", options.laptops, "--operations", options.operations),
        *("--again", 0, "--seed", options.seed),
    )
    return json.loads(output)


def work(program, world, vault, lines, path):
    """@program on @vault, told @lines."""
    told = path / "lines"
    told.write_text("\n".join(lines))
    secret = Path(world["office"]).parent / "passphrase"
    output = harness.run(program, "--vault", vault, "--passphrase-file", secret, "--list", told)
    return json.loads(output)


def once(world, server, path, number, seed):
    vault = path / "merged.ahadivault"
    bundles = [entry["bundle"] for entry in world["bundles"]]
    random.Random(seed).shuffle(bundles)
    shutil.rmtree(vault, ignore_errors=True)
    shutil.copytree(world["office"], vault)
    imported = work("run-merge", world, vault, bundles, path)

    address = [server.create(f"bench{number}")]
    published = work("run-publish", world, vault, address, path)
    again = work("run-publish", world, vault, address, path)
    if published["operations"] < imported["fresh"] or not published["fine"]:
        sys.exit(f"publishing is wrong: {imported} came in, and it says {published}")
    if again["operations"] or again["records"]:
        sys.exit(f"publishing is wrong: nothing was new, and it says {again}")

    size = server.sql(f"bench{number}", f"SELECT pg_database_size ('bench{number}')")
    rate = published["operations"] / (published["microseconds"] / 1e6)
    import_rate = imported["operations"] / (imported["microseconds"] / 1e6)
    return {
        "rate": rate,
        "import_rate": import_rate,
        "ratio": rate / import_rate,
        "again_ms": again["microseconds"] / 1e3,
        "database_mib": int(size) / 2**20,
        "operations": published["operations"],
    }


def summarise(options, runs):
    middle = {key: harness.median([run[key] for run in runs]) for key in runs[0]}
    return {
        "bench": "publish",
        "rate": round(middle["rate"]),
        "import_rate": round(middle["import_rate"]),
        "ratio": round(middle["ratio"], 2),
        "again_ms": round(middle["again_ms"]),
        "database_mib": round(middle["database_mib"]),
        "operations": runs[0]["operations"],
        "laptops": options.laptops,
        "runs": options.runs,
    }


def row(name, values):
    rates = (f"{values['rate']:.0f}", f"{values['import_rate']:.0f}", f"{values['ratio']:.2f}")
    return (name, *rates, f"{values['again_ms']:.0f}", f"{values['database_mib']:.0f}")


def show(result, runs):
    print(f"{result['laptops']} laptops, {result['operations']} operations\n")
    head = ("run", "publish, operations/s", "import, operations/s", "ratio")
    head += ("again with nothing new, ms", "database MiB")
    rows = [row(number + 1, run) for number, run in enumerate(runs)]
    harness.table(head, [*rows, row("median", result)])


def main():
    options = arguments()
    if postgres.find_programs() is None:
        print("There is no PostgreSQL server here; ./dev setup installs one.")
        sys.exit(77)
    server = postgres.Server(durable=True)
    try:
        with harness.folder(options.keep) as path:
            key = f"publish {options.laptops} {options.operations} {options.seed}"
            world = harness.made(path / "world", key, lambda: make(options, path / "world"))
            runs = [
                once(world, server, path, number, options.seed + number)
                for number in range(options.runs)
            ]
    finally:
        server.stop()
    result = summarise(options, runs)
    show(result, runs)
    harness.finish(options, result)


if __name__ == "__main__":
    main()
