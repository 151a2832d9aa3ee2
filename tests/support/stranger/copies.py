# SPDX-License-Identifier: GPL-3.0-or-later
"""FORMAT.md Y7: which devices are two laptops, as the streams of one audience tell."""

from rules import blake2b, short_text

NOTHING = bytes(32)
ALIVE = 30 * 24 * 3600 * 1000


def start_chain(org, audience, place, previous):
    """h(0) of src/oplog/ahadi-chain.c."""
    device, epoch = place
    whole = b"ahadi-stream-v1\0" + short_text(org) + bytes.fromhex(device)
    return blake2b(whole + epoch.to_bytes(4, "big") + short_text(audience) + previous)


class Life:
    """One epoch: what it goes on from, and when it was written in."""

    def __init__(self, state, org, place):
        self.stream = state.streams[place]
        told = [one for one in self.stream.told.values() if one.start == 1]
        self.after = told and self.find_after(state, org, place, told[0].chain[0])
        times = [one.hlc >> 16 for one in self.stream.list_counting(None) if not state.waits(one)]
        self.first, self.last = min(times, default=0), max(times, default=0)

    @staticmethod
    def find_after(state, org, place, root):
        """The head of an operation, NOTHING, or None while that is not here."""
        heads = [NOTHING]
        for other, stream in state.streams.items():
            if other[0] == place[0] and other != place:
                for told in stream.told.values():
                    heads += [head for seq, head in told.chain.items() if seq > 0]
        fitting = (head for head in heads if start_chain(org, state.audience, place, head) == root)
        return next(fitting, None)

    @property
    def is_candidate(self):
        return bool(self.stream.told) and self.stream.forked is None

    def is_beside(self, other):
        """Each was written in after the other had begun."""
        return self.last > other.first and other.last > self.first


def is_copied(lives):
    """@lives: of one device, in the order in which they came."""
    starts = [at for at, one in enumerate(lives)
              if one.stream.forked == 1 and one.after == NOTHING]
    for at, one in enumerate(lives):
        for before, other in enumerate(lives[:at]):
            alive = abs(one.last - other.last) <= ALIVE
            same = bool(one.after) and one.after == other.after
            if same and one.after == NOTHING:
                same = any(start < before for start in starts)
            if alive and one.is_candidate and other.is_candidate:
                if same or one.is_beside(other):
                    return True
    return False


def list_copied(state, org):
    lives = {}
    for place in state.streams:
        lives.setdefault(place[0], []).append(Life(state, org, place))
    return sorted(device for device, all_of_it in lives.items() if is_copied(all_of_it))
