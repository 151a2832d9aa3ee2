#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Searches an office's list of members as somebody types: the first page, and how many match.
Beside it, a LIKE scan by Python's sqlite3 over the same members, not encrypted."""

import json
import random

import harness
import peers
import typed

PAGE = 50


def arguments():
    parser = harness.parser(__doc__)
    parser.add_argument("--members", type=int, default=100000)
    parser.add_argument("--samples", type=int, default=60, help="people looked for (60)")
    parser.add_argument("--peer-samples", type=int, default=3, help="scans of each class (3)")
    return parser.parse_args()


def sample_people(path, options):
    chosen = set(random.Random(options.seed).sample(range(options.members), options.samples))
    with open(path / "members.jsonl", encoding="utf-8") as file:
        return [json.loads(line) for number, line in enumerate(file) if number in chosen]


def run_list(path, world, lines):
    """[(page µs, count µs, how many, KiB)] for "offset TAB text" lines, in a fresh process."""
    work = path / "queries"
    work.write_text("\n".join(lines), encoding="utf-8")
    vault = ("--vault", world["office"], "--passphrase-file", path / "world/passphrase")
    output = harness.run("run-search", *vault, "--list", work)
    return [tuple(int(cell) for cell in line.split("\t")) for line in output.splitlines()]


def measure_typing(path, world, asked):
    """{class: {part: [ms]}} of page, count and both; the first of two rounds is not counted."""
    lines = [f"0\t{text}" for _class, text in asked]
    answers = run_list(path, world, lines + lines)[len(lines) :]
    found = {}
    for (kind, _text), (page, count, _matches, _rss) in zip(asked, answers):
        entry = found.setdefault(kind, {"page": [], "count": [], "key": []})
        entry["page"].append(page / 1000)
        entry["count"].append(count / 1000)
        entry["key"].append((page + count) / 1000)
    return found


def measure_pages(path, world, members):
    """[(offset, p50 ms, p95 ms)] of a page of the whole list."""
    offsets = [round(members * part) for part in (0, 0.1, 0.5, 0.9)] + [members - PAGE]
    step = 7
    rounds = 20
    lines = [f"{max(0, at - step * i)}\t" for at in offsets for i in range(rounds)]
    answers = run_list(path, world, lines)
    result = []
    for number, offset in enumerate(offsets):
        times = [page / 1000 for page, _c, _m, _rss in answers[number * rounds :][:rounds]]
        result.append((offset, harness.median(times), harness.percentile(times, 0.95)))
    return result


def measure_peer(path, asked, samples):
    """{class: [ms]}: scans of the first few texts of each class."""
    (path / "peer.db").unlink(missing_ok=True)
    database = peers.load_members(path / "peer.db", path / "world/members.jsonl")
    found = {}
    for kind, text in asked:
        times = found.setdefault(kind, [])
        if len(times) < samples:
            times.append(peers.scan(database, text, PAGE) / 1000)
    database.close()
    (path / "peer.db").unlink()
    return found


def show(options, typing, pages, peer):
    print(f"{options.members} members; milliseconds, page of {PAGE}\n")
    rows = []
    for kind in typed.CLASSES:
        if kind not in typing:
            continue
        entry = typing[kind]
        rows.append(
            (kind, len(entry["page"]))
            + tuple(
                f"{harness.percentile(entry[part], rank):.2f}"
                for part in ("page", "count")
                for rank in (0.5, 0.95)
            )
            + (f"{harness.median(peer[kind]):.1f}",)
        )
    head = ("typed", "keys", "page p50", "p95", "count p50", "p95", "peer's LIKE page")
    harness.table(head, rows)
    rows = [(f"from {at}", f"{p50:.2f}", f"{p95:.2f}") for at, p50, p95 in pages]
    harness.table(("whole list", "page p50", "p95"), rows)


def main():
    options = arguments()
    with harness.folder(options.keep) as path:
        world = harness.make_members(path / "world", options)
        asked = typed.queries(sample_people(path / "world", options))
        typing = measure_typing(path, world, asked)
        pages = measure_pages(path, world, options.members)
        peer = measure_peer(path, asked, options.peer_samples)

    show(options, typing, pages, peer)
    every = {part: [ms for e in typing.values() for ms in e[part]] for part in ("page", "key")}
    result = {"bench": "search", "members": options.members, "keys": len(asked)}
    for part, times in every.items():
        result[f"{part}_p50_ms"] = round(harness.percentile(times, 0.5), 3)
        result[f"{part}_p95_ms"] = round(harness.percentile(times, 0.95), 3)
    result["last_page_ms"] = round(pages[-1][1], 3)
    result["peer_p50_ms"] = round(harness.median([ms for t in peer.values() for ms in t]), 1)
    print(
        f"every key: page p50 {result['page_p50_ms']} ms, p95 {result['page_p95_ms']} ms; "
        f"page and count p95 {result['key_p95_ms']} ms\n"
    )
    harness.finish(options, result)


if __name__ == "__main__":
    main()
