#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the stranger's reader makes of two stories of one stream (Y4, F6, F7, F9 and Y7 of FORMAT.md)
and of what was written apart (N1 to N6), each by itself, on segments and writings that are made here."""

import itertools
import sys
import unittest
from collections import namedtuple
from pathlib import Path

import program

SUPPORT = Path(__file__).resolve().parents[1] / "support"
sys.dont_write_bytecode = True
sys.path.insert(0, str(SUPPORT / "stranger"))
# pylint: disable=wrong-import-position
from copies import NOTHING, list_copied, start_chain
from part import Segment
from review import Decision, Writing, read_cites, review
from rules import blake2b
from state import State

ORG = "0" * 31 + "1"
AUDIENCE = "membership"
DEVICE = "a" * 32
OFFICE = "b" * 32
NOW = 1800000000000
DAY = 24 * 3600 * 1000

Said = namedtuple("Said", "seq hlc kind entity fields body_hash sealed")


def make_member(seq, time, name):
    hashed = blake2b(name.encode())
    return Said(seq, time << 16, "member", hashed.hex()[:32], {"name": name}, hashed, None)


def make_cutoff(time, last, head, epoch=1, kind="cutoff"):
    fields = {"device": DEVICE, "epoch": str(epoch), "last": str(last)}
    if head is not None:
        fields["head"] = head.hex()
    hashed = blake2b(repr(fields).encode())
    return Said(1, time << 16, kind, hashed.hex()[:32], fields, hashed, None)


def make_segment(operations, prev, epoch=1, device=DEVICE):
    """As Segment reads it, unsigned."""
    segment = Segment.__new__(Segment)
    segment.device, segment.epoch, segment.audience = device, epoch, AUDIENCE
    segment.start, segment.end = operations[0].seq, operations[-1].seq
    segment.operations, segment.prev, head = operations, prev, prev
    for one in operations:
        head = segment.link(head, one)
    segment.head = head
    return segment


def write(names, prev=None, seq=1, epoch=1, time=NOW, after=NOTHING):
    """@names one after the other, from operation @seq on, where @prev is the head before."""
    if prev is None:
        prev = start_chain(ORG, AUDIENCE, (DEVICE, epoch), after)
    operations = [make_member(seq + at, time + at, name) for at, name in enumerate(names)]
    return make_segment(operations, prev, epoch)


def decide(time, last, head, epoch=1, kind="cutoff"):
    root = start_chain(ORG, AUDIENCE, (OFFICE, time % 1000), NOTHING)
    made = make_cutoff(time, last, head, epoch, kind)
    return make_segment([made], root, time % 1000, OFFICE)


def fold(segments):
    state = State(AUDIENCE, NOW)
    for segment in segments:
        state.add(segment)
    return sorted(one["name"] for one in state.list_records() if one["kind"] == "member")


class Case(unittest.TestCase):
    def assert_says(self, names, *segments):
        """In every order in which they may come."""
        for order in itertools.permutations(segments):
            self.assertEqual(fold(order), sorted(names))


class Stories(Case):
    """One stream that is told in two ways from its third operation on."""

    def setUp(self):
        self.shared = write(["Atieno", "Barasa"])
        self.left = write(["Chebet", "Daudi"], self.shared.head, 3)
        self.right = write(["Wanjiru", "Yusuf"], self.shared.head, 3, time=NOW + 10)

    def test_Y4_neither_counts_from_where_they_part(self):
        self.assert_says(["Atieno", "Barasa"], self.shared, self.left, self.right)

    def test_Y4_one_alone_counts(self):
        names = ["Atieno", "Barasa", "Chebet", "Daudi"]
        self.assert_says(names, self.shared, self.left)

    def test_F7_the_story_that_is_named_counts_whatever_contradicts_it(self):
        for story, names in ((self.left, ["Chebet", "Daudi"]), (self.right, ["Wanjiru", "Yusuf"])):
            cut = decide(NOW + 100, 4, story.head)
            names = ["Atieno", "Barasa", *names]
            self.assert_says(names, self.shared, self.left, self.right, cut)

    def test_F7_nothing_behind_the_named_operation_counts(self):
        head = self.left.link(self.left.prev, self.left.operations[0])
        cut = decide(NOW + 100, 3, head)
        names = ["Atieno", "Barasa", "Chebet"]
        self.assert_says(names, self.shared, self.left, self.right, cut)

    def test_F7_where_the_named_one_is_not_held_those_that_agree_count(self):
        cut = decide(NOW + 100, 4, self.right.head)
        self.assert_says(["Atieno", "Barasa", "Chebet", "Daudi"], self.shared, self.left, cut)

    def test_F7_behind_a_gap_none_that_contradicts_counts(self):
        """What leads there is held from operation 4 on: of the third nothing tells."""
        head = self.left.link(self.left.prev, self.left.operations[0])
        end = write(["Daudi", "Ekai"], head, 4, time=NOW + 1)
        cut = decide(NOW + 100, 5, end.head)
        names = ["Atieno", "Barasa", "Daudi", "Ekai"]
        self.assert_says(names, self.shared, self.right, end, cut)

    def test_F6_the_decision_of_the_highest_time_holds(self):
        first = decide(NOW + 100, 4, self.left.head)
        second = decide(NOW + 200, 4, self.right.head)
        names = ["Atieno", "Barasa", "Wanjiru", "Yusuf"]
        self.assert_says(names, self.shared, self.left, self.right, first, second)

    def test_F6_of_other_epochs_nothing_counts(self):
        other = write(["Ekai"], epoch=2, after=self.shared.head)
        self.assert_says(["Atieno"], self.shared, other, decide(NOW + 100, 1, None))

    def test_F6_one_that_waits_decides_nothing(self):
        ahead = decide(NOW + 2 * DAY, 1, None)
        self.assert_says(["Atieno", "Barasa"], self.shared, ahead)


class Copies(unittest.TestCase):
    def assert_copied(self, copied, *segments):
        state = State(AUDIENCE, NOW + 100 * DAY)
        for segment in segments:
            state.add(segment)
        self.assertEqual(list_copied(state, ORG), [DEVICE] if copied else [])

    def setUp(self):
        self.first = write(["Atieno"])

    def write_on(self, epoch, time, after=None, names=("Barasa",)):
        after = self.first.head if after is None else after
        return write(names, epoch=epoch, time=time, after=after)

    def test_Y7_two_epochs_after_one_operation_are_copies(self):
        left, right = self.write_on(2, NOW + 10), self.write_on(3, NOW + 20)
        self.assert_copied(False, self.first, left)
        self.assert_copied(True, self.first, left, right)

    def test_Y7_epochs_that_follow_each_other_are_one_life(self):
        second = self.write_on(2, NOW + 10)
        self.assert_copied(False, self.first, second, self.write_on(3, NOW + 20, second.head))

    def test_Y7_an_epoch_that_goes_on_beside_its_successor_is_a_copy(self):
        later = write(["Chebet"], self.first.head, 2, time=NOW + 20)
        self.assert_copied(True, self.first, self.write_on(2, NOW + 10), later)

    def test_Y7_an_epoch_that_is_silent_for_a_month_is_over(self):
        late = self.write_on(3, NOW + 10 + 31 * DAY)
        self.assert_copied(False, self.first, self.write_on(2, NOW + 10), late)

    def test_Y7_epochs_from_nothing_are_one_life(self):
        second, third = (self.write_on(at, NOW + 10 * at, NOTHING) for at in (2, 3))
        self.assert_copied(False, self.first, second, third)

    def test_Y7_after_a_fork_at_the_start_they_are_copies(self):
        other = write(["Zawadi"], time=NOW + 1)
        second, third = (self.write_on(at, NOW + 10 * at, NOTHING) for at in (2, 3))
        self.assert_copied(False, self.first, other, second)
        self.assert_copied(True, self.first, other, second, third)


class Reviews(unittest.TestCase):
    """N1 to N5, on the writings of one field by Kisumu, Mombasa, Nakuru and an office."""

    def setUp(self):
        self.first = self.write(1, "k", None, "Wanjiku")
        self.ours = self.write(5, "k", self.first, "Wanjiru")
        self.theirs = self.write(6, "m", self.first, "Wanjeri")
        self.late = self.write(7, "n", self.first, "Wangari")
        self.decided = self.write(9, "o", self.theirs, "Wanjiru")
        self.decision = self.decide(10, "take", self.ours, self.theirs, self.decided)

    @staticmethod
    def write(hlc, device, base, value):
        return Writing((hlc, device, 1), base.stamp if base else (0, "", 0), value)

    @staticmethod
    def decide(hlc, outcome, *cites):
        return Decision((hlc, "o", 1), f"{hlc:032x}", outcome, [one.stamp for one in cites])

    def assert_state(self, state, writings, *decisions):
        for order in itertools.permutations(writings):
            told = review(list(order), list(decisions))
            self.assertEqual(told and told["state"], state)
        return told

    def test_N1_a_line_is_no_question(self):
        self.assert_state(None, [self.first, self.ours])
        after = self.write(8, "m", self.ours, "Wanjohi")
        self.assert_state(None, [self.first, self.ours, after])

    def test_N2_two_that_did_not_see_each_other_compete(self):
        told = self.assert_state("open", [self.first, self.ours, self.theirs])
        self.assertEqual((told["base"], told["standing"], told["competing"]),
                         ("Wanjiku", "Wanjeri", ["Wanjiru"]))
        self.assert_state("open", [self.first, self.ours, self.theirs,
                                   self.write(8, "o", self.theirs, "Wanjohi")])

    def test_N3_the_same_is_no_question(self):
        same = self.write(6, "m", self.first, "Wanjiru")
        self.assert_state(None, [self.first, self.ours, same])

    def test_N4_a_decision_sets_aside_what_it_cites_while_its_own_writing_counts(self):
        known = [self.first, self.ours, self.theirs]
        self.assert_state("settled", [*known, self.decided], self.decision)
        self.assert_state("open", known, self.decision)

    def test_N4_what_is_taken_back_is_asked_again(self):
        back = self.write(11, "o", self.decided, "Wanjeri")
        known = [self.first, self.ours, self.theirs, self.decided, back]
        undo = self.decide(12, "undo", self.decided, back)
        told = self.assert_state("open", known, self.decision, undo)
        self.assertEqual((told["standing"], told["competing"]), ("Wanjeri", ["Wanjiru"]))
        again = self.decide(13, "undo", back, back)
        self.assert_state("settled", known, self.decision, undo, again)
        early = self.decide(8, "undo", self.decided, back)
        self.assert_state("settled", known, self.decision, early)

    def test_N4_cites_have_one_spelling(self):
        one, other = (f"{hlc:016x}-{'0' * 31}1-00000001" for hlc in (1, 2))
        self.assertEqual(len(read_cites(f"{one} {other}")), 2)
        for text in (one, f"{other} {one}", f"{one}  {other}", f"{one} {other} "):
            self.assertRaises(ValueError, read_cites, text)

    def test_N6_what_is_past_neither_competes_nor_is_a_base(self):
        past = [one._replace(settled=True) for one in (self.first, self.ours, self.theirs)]
        self.assert_state(None, past)
        told = self.assert_state("open", [*past, self.late])
        self.assertEqual((told["standing"], told["competing"]), ("Wangari", ["Wanjeri"]))
        self.assertNotIn("base", told)

    def test_N5_what_did_not_know_it_asks_again(self):
        known = [self.first, self.ours, self.theirs, self.decided, self.late]
        told = self.assert_state("reopened", known, self.decision)
        self.assertEqual(told["competing"], ["Wangari"])


if __name__ == "__main__":
    program.main()
