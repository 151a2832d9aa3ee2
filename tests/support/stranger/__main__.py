# SPDX-License-Identifier: GPL-3.0-or-later
"""A stranger's reader of what Ahadi writes, made from src/sync/FORMAT.md and nothing else: the
standard library, and the stock age, minisign, openssl and libsodium.

    python3 tests/support/stranger [--key FILE] [--card CARD] [--fold] FILE…
    python3 tests/support/stranger SECRET BACKUP…

prints one JSON object for each FILE (a bundle, a card, or a request) or sealed BACKUP: all that is
in it, or the first broken rule. With --fold, then one more: by audience the records, the digest,
and who was copied (Y7), of all the bundles together. SECRET is --passphrase FILE, --recovery-code
FILE, or as many as are needed of --digits FILE (a custodian's sheet) and --share FILE
PASSPHRASE-FILE. The tests hold it against ahadictl."""

import argparse
import json
import sys
import time
from pathlib import Path

from backup import Backup
from bundle import Bundle
from card import Card
from copies import list_copied
from digits import read_recovery_code
from request import Request
from rules import Broken
from shares import Share, combine
from slots import CUSTODIANS, PASSPHRASE, RECOVERY_CODE
from state import State
from stock import AGE_LINE, Keys


def read_line(path):
    """A secret: the first line."""
    return Path(path).read_bytes().split(b"\n", 1)[0]


def find_secret(options):
    """(type of slot, secret), or None where none is given."""
    if options.passphrase:
        return PASSPHRASE, read_line(options.passphrase)
    if options.recovery_code:
        return RECOVERY_CODE, read_recovery_code(read_line(options.recovery_code).decode())
    shares = [Share.read(path.read_text(encoding="ascii")) for path in options.digits]
    shares += [Share.open(Path(path).read_bytes(), read_line(line)) for path, line in options.share]
    return (CUSTODIANS, combine(shares)) if shares else None


def read_file(path, keys, card, secret):
    """("bundle", Bundle) and so on."""
    data = path.read_bytes()
    if secret is not None:
        return "backup", Backup(data, *secret)
    if data[257:265] == b"ustar\x0000" and not data.startswith(AGE_LINE):
        return "card", Card(data)
    if path.suffix == ".ahadi-request":
        return "request", Request(data, keys, card)
    return "bundle", Bundle(data, keys, card)


class Folder:
    """All bundles together."""

    def __init__(self, org):
        self.org = org
        self.now = int(time.time() * 1000)
        self.states = {}
        self.merged = set()
        self.waiting = []

    def add(self, bundle):
        """Words for parts that contradict what came before (I3), or None for a duplicate (I8)."""
        if bundle.is_late and not self.is_decided(bundle):
            self.waiting.append(bundle)
            return []
        identity = (bundle.author.device, bundle.manifest.bundle)
        if identity in self.merged:
            return None
        forks = [part.name for part in bundle.parts if not self.add_part(part)]
        if not forks and all(part.broken is None for part in bundle.parts):
            self.merged.add(identity)
        return forks

    def find_state(self, audience):
        return self.states.setdefault(audience, State(audience, self.now))

    def add_part(self, part):
        state = self.find_state(part.audience)
        return all([state.add(segment) for segment in part.segments])

    def is_decided(self, bundle):
        """I9."""
        return all(self.find_state(part.audience).cuts_off(bundle.author.device)
                   for part in bundle.parts if part.segments or part.forks)

    def take_waiting(self):
        waiting, self.waiting = self.waiting, []
        for bundle in waiting:
            self.add(bundle)

    def describe(self):
        self.take_waiting()
        return {
            name: {**state.describe(), "copied": list_copied(state, self.org)}
            for name, state in self.states.items() if state.streams
        }


def tell(path, keys, card, secret, folder):
    told = {"file": str(path)}
    try:
        look, content = read_file(path, keys, card, secret)
    except Broken as broken:
        return {**told, "refused": broken.word, "rule": broken.rule, "why": broken.why}
    told.update(look=look, **content.describe())
    if look in ("card", "request"):
        told["digits"] = content.make_digits()
    if folder is not None and look == "bundle":
        forks = folder.add(content)
        told.update(duplicate=forks is None, forks=forks or [])
    return told


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--key", type=Path, help="secret age keys of the reader")
    parser.add_argument("--card", type=Path, help="the card that the reader trusts")
    parser.add_argument("--fold", action="store_true", help="also tell the state of all together")
    parser.add_argument("--passphrase", type=Path, metavar="FILE")
    parser.add_argument("--recovery-code", type=Path, metavar="FILE")
    parser.add_argument("--digits", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--share", nargs=2, action="append", default=[], metavar="FILE")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    options = parser.parse_args()

    keys = Keys(options.key) if options.key else None
    card = Card(options.card.read_bytes()) if options.card else None
    try:
        secret = find_secret(options)
    except Broken as broken:
        raise SystemExit(f"the secret: {broken.why}") from None
    folder = Folder(card.directory.org) if options.fold else None
    for path in options.files:
        print(json.dumps(tell(path, keys, card, secret, folder), ensure_ascii=False), flush=True)
    if folder is not None:
        print(json.dumps({"state": folder.describe()}, ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main())
