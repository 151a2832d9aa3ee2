#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An office's vault that grows by sealed bundles of new laptops, to a hundredth, a tenth and all of
--members. At each size: the rate at which the last tenth came in, search as one types, pages of
the list, Home, the digest, memory and bytes on disk; and how each grew. --plot draws it."""

import json
import math
import os
import shutil

import harness
import typed

LAPTOPS = 100  # of which the first, the first ten and all make the three sizes
STEPS = (1, 10, 100)

# {what: (unit, how it is shown, whether it may grow with the number of members)}
SHOWN = {
    "rate": ("operations/s", "import", True),
    "index_ms": ("ms", "search index after it", True),
    "import_rss_mib": ("MiB", "memory of the import", False),
    "search_p50_ms": ("ms", "search, median", True),
    "search_p95_ms": ("ms", "search, p95", True),
    "first_pages_ms": ("ms", "slowest of the first pages", False),
    "middle_pages_ms": ("ms", "slowest in the middle", False),
    "last_pages_ms": ("ms", "slowest of the last", False),
    "count_ms": ("ms", "how many there are", False),
    "home_ms": ("ms", "what Home asks for", False),
    "rss_mib": ("MiB", "memory of list and Home", False),
    "search_rss_mib": ("MiB", "memory of search", True),
    "digest_ms": ("ms", "digest (reads every row)", True),
    "disk_mib": ("MiB", "on disk", True),
}


def arguments():
    parser = harness.parser(__doc__)
    parser.add_argument("--members", type=int, default=1000000, help="at the end (1000000)")
    parser.add_argument("--samples", type=int, default=40, help="people looked for (40)")
    parser.add_argument("--plot", metavar="FILE.svg", help="draw how each grows")
    found = parser.parse_args()
    found.each = max(1, found.members // LAPTOPS)
    return found


def grow(path, options, first, laptops):
    """The bundles of the next laptops, whose vaults are not needed any more."""
    output = harness.run(
        "make-scale",
        *("--to", path, "--first", first, "--laptops", laptops),
        *("--members", options.each, "--seed", options.seed),
    )
    for vault in path.glob("laptop-*.ahadivault"):
        shutil.rmtree(vault)
    return output.split()


def vault_arguments(path):
    secret = path / "passphrase"
    return ("--vault", path / "office.ahadivault", "--passphrase-file", secret)


def take_in(path, bundles):
    work = path / "deliveries"
    work.write_text("\n".join(bundles))
    report = json.loads(harness.run("run-merge", *vault_arguments(path), "--list", work))
    for bundle in bundles:
        os.unlink(bundle)
    merging = report["microseconds"] - report["index_microseconds"]
    return {
        "rate": report["operations"] / (merging / 1e6),
        "index_ms": report["index_microseconds"] / 1000,
        "import_rss_mib": report["rss_peak_kib"] / 1024,
    }


def search(path, options):
    people = [json.loads(line) for line in (path / "samples.jsonl").open(encoding="utf-8")]
    step = max(1, len(people) // options.samples)
    asked = typed.queries(people[::step])
    work = path / "queries"
    work.write_text("\n".join(f"0\t{text}" for _kind, text in asked), encoding="utf-8")
    lines = harness.run("run-search", *vault_arguments(path), "--list", work).splitlines()
    cells = [[int(cell) for cell in line.split("\t")] for line in lines]
    times = [(page + count) / 1000 for page, count, _found, _rss in cells]
    return {
        "search_p50_ms": harness.percentile(times, 0.5),
        "search_p95_ms": harness.percentile(times, 0.95),
        "search_rss_mib": max(rss for _p, _c, _f, rss in cells) / 1024,
    }


def look(path, expected):
    report = json.loads(harness.run("run-scale", *vault_arguments(path)))
    if report["members"] != expected:
        raise SystemExit(f"{expected} members came, and {report['members']} are there")
    names = ("first_pages", "middle_pages", "last_pages", "count", "home", "digest")
    return {f"{name}_ms": report[name] / 1000 for name in names} | {
        "rss_mib": report["rss_kib"] / 1024
    }


def disk(path):
    vault = path / "office.ahadivault"
    return sum(file.stat().st_size for file in vault.glob("*.db")) / 2**20


def measure(path, options):
    """[(members, {what: value})]"""
    result = []
    there = 0
    for size in STEPS:
        # What came before the last laptops is not measured: it came into a smaller vault.
        for until in (size - max(1, size // 10), size):
            if until > there:
                found = take_in(path, grow(path, options, there, until - there))
                there = until
        members = there * options.each
        found |= search(path, options) | look(path, members) | {"disk_mib": disk(path)}
        result.append((members, found))
    return result


def growth(first, last, times):
    """0: it did not grow; 1: as the number of members did."""
    if first <= 0 or last <= 0:
        return 0
    return math.log(last / first) / math.log(times)


def show(measured):
    rows = []
    times = measured[-1][0] / measured[-2][0]
    for name, (unit, label, _may_grow) in SHOWN.items():
        values = [found[name] for _members, found in measured]
        cells = [f"{value:.0f}" if value >= 100 else f"{value:.2f}" for value in values]
        exponent = growth(values[-2], values[-1], times)
        rows.append((f"{label}, {unit}", *cells, f"{exponent:+.2f}"))
    head = ("", *(f"{members} members" for members, _found in measured), "growth")
    harness.table(head, rows)
    print("growth: 0 if it stays when members become ten times as many, 1 if it does as they do\n")


# --- drawing ------------------------------------------------------------------

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 520, 70, 230, 30, 50
COLOURS = ("#1b6ca8", "#c0392b", "#1e8449", "#8e44ad", "#b9770e", "#117a65", "#7b241c", "#283747")
DRAWN = ("search_p95_ms", "last_pages_ms", "count_ms", "home_ms", "digest_ms", "index_ms")


def plot(measured, file):
    """Milliseconds against members, both by powers of ten."""
    values = [found[name] for _m, found in measured for name in DRAWN if found[name] > 0]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    first, last = math.log10(measured[0][0]), math.log10(measured[-1][0])

    def x_of(members):
        part = (math.log10(members) - first) / (last - first)
        return LEFT + part * (WIDTH - LEFT - RIGHT)

    def y_of(value):
        part = (math.log10(max(value, 10**low)) - low) / (high - low)
        return HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM)

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    for power in range(low, high + 1):
        y = y_of(10**power)
        out.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        out.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10**power:g}</text>')
    for members, _found in measured:
        x = x_of(members)
        out.append(f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        out.append(
            f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{members:,}</text>'
        )
    out.append(f'<text x="{LEFT - 50}" y="{TOP - 12}">milliseconds</text>')
    out.append(f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 12}" text-anchor="end">members</text>')
    for name, colour in zip(DRAWN, COLOURS):
        points = " ".join(f"{x_of(m):.1f},{y_of(found[name]):.1f}" for m, found in measured)
        end = y_of(measured[-1][1][name])
        out.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        out.append(
            f'<text x="{WIDTH - RIGHT + 10}" y="{end + 4:.1f}" fill="{colour}">{SHOWN[name][1]}</text>'
        )
    out.append("</svg>\n")
    with open(file, "w", encoding="utf-8") as svg:
        svg.write("\n".join(out))


def main():
    options = arguments()
    with harness.folder(options.keep) as path:
        measured = measure(path, options)
    show(measured)
    if options.plot:
        plot(measured, options.plot)
    sizes = {str(members): {k: round(v, 3) for k, v in f.items()} for members, f in measured}
    harness.finish(options, {"bench": "scale", "members": measured[-1][0], "sizes": sizes})


if __name__ == "__main__":
    main()
