# SPDX-License-Identifier: GPL-3.0-or-later
"""FORMAT.md section 13 (N1 to N6): what people must look at, from the writings of one field."""

from collections import namedtuple

from record import STAMP

# A stamp is (hlc, device, epoch); what was not written over has the base (0, ...).
Writing = namedtuple("Writing", "stamp base value settled", defaults=[False])
Decision = namedtuple("Decision", "stamp id outcome cites")
MOST_CITES = 33


def read_stamp(text):
    match = STAMP.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return int(match[1], 16), match[2], int(match[3], 16)


def read_cites(text):
    """[stamp]; ValueError if they are none."""
    cites = [read_stamp(one) for one in text.split(" ")]
    rising = all(one < other for one, other in zip(cites, cites[1:]))
    if not 2 <= len(cites) <= MOST_CITES or not rising:
        raise ValueError(text)
    return cites


def find_seen(writings):
    """N1: {stamp: the stamps that it saw}; @writings by rising stamps."""
    seen = {}
    for one in writings:
        direct = {other.stamp for other in writings if other.stamp < one.stamp
                  and (other.stamp == one.base or other.stamp[1:] == one.stamp[1:])}
        seen[one.stamp] = direct.union(*(seen[stamp] for stamp in direct))
    return seen


def drop_past(writings):
    """N6"""
    settled = [one for one in writings if one.settled]
    return [one for one in writings if not one.settled or one is settled[-1]]


def find_holding(decisions, seen):
    """N4: those that nobody took back and that take none back, from the latest on."""
    holding, undone = [], set()
    for one in sorted(decisions, reverse=True):
        if one.cites[-1] not in seen or one.cites[-1] in undone:
            continue
        if one.outcome == "undo":
            undone.update(one.cites[:-1])
        else:
            holding.append(one.cites)
    return holding


def review(writings, decisions):
    """What is asked of a sensitive field, or None. @decisions: Decision (N4)."""
    writings = drop_past(sorted(writings))
    seen = find_seen(writings)
    holding = find_holding(decisions, seen)
    aside = {stamp for cites in holding for stamp in cites[:-1]} & set(seen)
    standing = writings[-1]
    ends = set(seen).difference(*seen.values())
    competing = [one for one in writings if one.stamp in ends - aside
                 and one.value != standing.value]
    if not competing:
        return {"state": "settled"} if aside else None
    shared = set.intersection(*(seen[one.stamp] for one in [standing, *competing]))
    values = {one.stamp: one.value for one in writings}
    told = {"state": "reopened" if holding else "open", "standing": standing.value,
            "competing": [one.value for one in reversed(competing)]}
    return {**told, "base": values[max(shared)]} if shared else told
