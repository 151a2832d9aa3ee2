#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stranger's reader (tests/support/stranger) and ahadictl say the same of every bundle, of
what all of them together make, and of which rule a forged one breaks."""

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import program
from program import (
    PASSPHRASE, World, add_member, build_parted, environment, file_report, shared, shared_demo,
)

SUPPORT = Path(__file__).resolve().parents[1] / "support"
sys.dont_write_bytecode = True
sys.path.insert(0, str(SUPPORT / "stranger"))
import record  # pylint: disable=wrong-import-position

TOOLS = ("age", "age-keygen", "minisign", "openssl")
HAVE_TOOLS = all(map(shutil.which, TOOLS))


def read(key, card, *files, fold=False):
    """(what the stranger told of each file, and of all together)."""
    command = [sys.executable, "-B", SUPPORT / "stranger", "--key", key, "--card", card]
    command += ["--fold"] * fold + [*files]
    done = subprocess.run([str(word) for word in command], env=environment(),
                          capture_output=True, check=False)
    if done.returncode != 0:
        raise AssertionError(done.stderr.decode())
    told = [json.loads(line) for line in done.stdout.decode().splitlines()]
    return told[: len(files)], told[-1].get("state")


def count_part(part):
    """As inspect counts."""
    return {
        "operations": sum(len(one["operations"]) for one in part["segments"]),
        "acks": len(part["acks"]),
    }


class Compared(unittest.TestCase):
    """@world: vaults, of which offices give their keys."""

    def get_key(self, world, vault):
        path = self.folder / f"{Path(vault).stem}.key"
        if not path.exists():
            world.run(vault, "identity", "export", path)
        return path

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def assert_inspected(self, world, vault, told):
        """One bundle: members, signer, and each part."""
        ours = world.json(vault, "inspect", told["file"])
        self.assertEqual(ours["signature"], "valid")
        for name, theirs in (("bundle", "bundle_id"), ("device", "device_id"),
                             ("signer", "signer_pk"), ("directory_version", "directory_version")):
            self.assertEqual(ours[name], told["manifest"][theirs])
        self.assertEqual(ours["reply"], told["reply"])
        self.assertEqual(len(ours["parts"]), len(told["parts"]))
        for one, other in zip(ours["parts"], told["parts"]):
            self.assertEqual((one["audience"], one["size"], one["opened"]),
                             (other["audience"], other["size"], other["opened"]))
            self.assertNotIn("refused", other)
            if one["opened"]:
                counts = count_part(other)
                self.assertEqual({name: one[name] for name in counts}, counts)

    def assert_same_records(self, world, vault, told):
        """@told: the state of the audience that @vault lists first."""
        for kind in ("circle", "member", "report"):
            theirs = {one["id"]: one for one in told["records"] if one["kind"] == kind}
            for ours in world.json(vault, kind, "list"):
                record_told = theirs.pop(ours["id"])
                for name, value in record_told.items():
                    if name in ours:
                        self.assertEqual(ours[name], value, f"{kind} {name}")
            self.assertEqual(theirs, {}, f"a {kind} that ahadictl does not list")

    def assert_same_digests(self, world, vault, state):
        self.assertTrue(state)
        for audience, told in state.items():
            ours = world.json(vault, "vault", "digest", "--audience", audience)["digest"]
            self.assertEqual(ours, told["digest"], audience)


@unittest.skipUnless(HAVE_TOOLS, "the stock tools are not installed")
class Demo(Compared):
    @classmethod
    def setUpClass(cls):
        cls.told, cls.demo = shared_demo()

    def setUp(self):
        super().setUp()
        shutil.copytree(self.demo / "vaults", self.folder / "vaults")
        self.world = World(self.folder / "vaults")
        self.world.passphrase = self.demo / "passphrase.txt"

    def test_each_office_and_the_stranger_agree(self):
        for office in ("membership-office", "executive-director", "board-committee"):
            vault = f"{office}.ahadivault"
            replies = [path for path in self.told["replies"] if f"/{office}/" in path]
            files = [*self.told["bundles"], *replies]
            key = self.get_key(self.world, vault)
            told, state = read(key, self.demo / "card.ahadi-card", *files, fold=True)
            for one in told:
                if one.get("rule") == "I4":  # the reply of an office that reads no branch
                    self.assert_not_for_us(vault, one["file"])
                else:
                    self.assert_inspected(self.world, vault, one)
            self.assert_same_digests(self.world, vault, state)
        # The last of them reads reports.
        self.assertGreater(sum(len(one["records"]) for one in state.values()), 0)

    def assert_not_for_us(self, vault, file):
        self.assertIn("/replies/", file)
        done = self.world.run(vault, "import", "--preview", "--json", file, check=False)
        self.assertEqual((done.json["reason"], done.json["rule"]), ("not-for-us", "I4"))

    def test_card_and_requests_follow_every_rule(self):
        requests = sorted((self.demo / "requests").iterdir())
        key = self.get_key(self.world, "membership-office.ahadivault")
        card = self.demo / "card.ahadi-card"
        told, _ = read(key, card, card, *requests)
        for one in told:
            self.assertNotIn("refused", one, one)
        self.assertEqual([one["look"] for one in told], ["card"] + ["request"] * len(requests))
        self.assertEqual(told[0]["directory"]["version"],
                         self.world.json("membership-office.ahadivault", "card", "show")["version"])


# --- a world that a seed makes ---

LAPTOPS = (("kisumu", "Kisumu"), ("kisii", "Kisii"), ("kilifi", "Kilifi"))
NAMES = ("Achieng", "Barrack", "Chebet", "Dida", "Ekai", "Fatuma", "Gĩthĩnji", "Hamisi")


class Writer:
    """One laptop that does as the dice say, and keeps what it sealed."""

    def __init__(self, world, name, dice, n_steps):
        self.world, self.name, self.dice = world, name, dice
        self.members = []
        self.bundles = []
        for number in range(n_steps):
            dice.choice((self.add, self.add, self.change, self.pledge, self.report))()
            if number % 2 == 1:
                self.seal()

    def add(self):
        name = f"{self.dice.choice(NAMES)} \"{self.dice.randrange(1000)}\" \\ Otieno"
        phone = f"07{self.dice.randrange(10**8):08}"
        self.members.append(add_member(self.world, self.name, name, "--phone", phone))

    def change(self):
        if not self.members:
            return self.add()
        words = self.dice.choice((("--phone", ""), ("--status", "lapsed"),
                                  ("--note", "Says: “kesho”.\nAnd\ttomorrow.")))
        member = self.dice.choice(self.members)
        return self.world.run(self.name, "member", "edit", member, *words)

    def pledge(self):
        if not self.members:
            return self.add()
        member = self.members.pop()
        words = ("--member", member, "--all", "accepted")
        return self.world.json(self.name, "pledge", "record", *words)

    def report(self):
        route = self.dice.choice(("executive-director", "both"))
        file_report(self.world, self.name, route)

    def report_about_oneself(self):
        """Sealed to the office: the laptop that wrote it has no key."""
        words = ("--about", "this-coordinator")
        file_report(self.world, self.name, "executive-director", *words)

    def seal(self):
        name = f"{self.name}-{len(self.bundles)}.ahadi"
        self.bundles.append(self.world.export(self.name, name))


def report_about_the_deputy(world, laptop, deputy):
    """Sealed to the others of the Committee, in a part that the deputy opens."""
    words = ("--about", "committee-member", "--recuse", deputy)
    file_report(world, laptop, "board-committee", *words)
    return world.export(laptop, f"{laptop}-deputy.ahadi")


def build_random_world(folder):
    seed = int(os.environ.get("AHADI_SEED", "20261128"))
    print(f"# seed {seed}", flush=True)
    dice = random.Random(seed)
    world = World(folder)
    world.passphrase.write_text(PASSPHRASE + "\n", encoding="utf-8")
    world.make("office", "membership", "--org-name", "Amnesty International Kenya")
    world.make_of_card("director", "executive-director")
    world.enrol("director")
    bundles = []
    for seat in ("chair", "deputy"):
        world.make_of_card(seat, "board-committee")
        deputy = world.enrol(seat)
    for name, branch in LAPTOPS:
        world.make_of_card(name, "coordinator", "--branch", branch)
        world.enrol(name)
    for name, _ in LAPTOPS:
        writer = Writer(world, name, dice, 4)
        writer.report_about_oneself()
        writer.seal()
        bundles += writer.bundles
    bundles.append(report_about_the_deputy(world, LAPTOPS[0][0], deputy))
    order = [str(path) for path in dice.sample(bundles, len(bundles))]
    order += dice.sample(order, 2)
    (folder / "order.json").write_text(json.dumps(order), encoding="utf-8")


@unittest.skipUnless(HAVE_TOOLS, "the stock tools are not installed")
class RandomWorld(Compared):
    @classmethod
    def setUpClass(cls):
        cls.source = shared("random", build_random_world)

    def setUp(self):
        super().setUp()
        for vault in ("office", "director", "chair", "deputy"):
            shutil.copytree(self.source / vault, self.folder / vault)
        self.world = World(self.folder)
        self.world.passphrase = self.source / "passphrase.txt"
        self.world.run("office", "card", "export", self.folder / "card.ahadi-card")
        for vault in ("director", "chair", "deputy"):
            self.world.run(vault, "import", self.folder / "card.ahadi-card")
        order = json.loads((self.source / "order.json").read_text(encoding="utf-8"))
        self.files = [self.source / Path(path).name for path in order]

    def test_every_bundle_and_their_sum_in_two_orders(self):
        for vault in ("office", "director"):
            key = self.get_key(self.world, vault)
            card = self.folder / "card.ahadi-card"
            self.world.run(vault, "import", *self.files)
            told, state = read(key, card, *reversed(self.files), fold=True)
            self.assertEqual(sum(one["duplicate"] for one in told), 2)
            self.assertEqual([one["forks"] for one in told], [[]] * len(told))
            for one in told[:3]:
                self.assert_inspected(self.world, vault, one)
            self.assert_same_digests(self.world, vault, state)
            listed = [one for one in state.values() if one["records"]]
            merged = {"records": [record for one in listed for record in one["records"]]}
            self.assert_same_records(self.world, vault, merged)

    def test_what_is_sealed_to_others_counts_the_same(self):
        """A sealed body: who opens it sees the report, and both come to one digest."""
        card = self.folder / "card.ahadi-card"
        digests = []
        for vault, seen in (("chair", [["committee-member"]]), ("deputy", [])):
            self.world.run(vault, "import", *self.files)
            _, state = read(self.get_key(self.world, vault), card, *self.files, fold=True)
            self.assert_same_digests(self.world, vault, state)
            told = state["board-committee"]
            digests.append(told["digest"])
            self.assertEqual([one["about"] for one in told["records"]], seen)
        self.assertEqual(digests[0], digests[1])

    def test_what_an_office_cuts_off_counts_for_neither(self):
        """F6, and a bundle from office to office (W9)."""
        self.world.run("office", "import", *self.files)
        before = len(self.world.json("office", "member", "list"))
        devices = self.world.json("office", "device", "list")
        first, second, _ = [one["device"] for one in devices if one["role"] == "coordinator"]
        for device in (first, second):
            self.world.run("office", "device", "revoke", device)
        self.world.run("office", "device", "cut", first, "--since", "2020-01-01")
        after = len(self.world.json("office", "member", "list"))
        self.assertTrue(0 < after < before)
        card = self.folder / "newer.ahadi-card"
        self.world.run("office", "card", "export", card)
        bundle = self.world.export("office", "offices.ahadi")
        told, state = read(self.get_key(self.world, "office"), card, bundle, fold=True)
        self.assertNotIn("refused", told[0], told[0])
        self.assert_same_digests(self.world, "office", state)
        self.assertEqual(sum(one["kind"] == "member" for told in state.values()
                             for one in told["records"]), after)

    def test_what_comes_late_is_held_by_both(self):
        """I9: of two laptops that are revoked what the office has heard of one counts."""
        late = [one for one in self.files if one.name.endswith("-1.ahadi")]
        self.world.run("office", "import", *(set(self.files) - set(late)))
        for one in self.world.json("office", "device", "list"):
            if one["role"] == "coordinator":
                self.world.run("office", "device", "revoke", one["device"])
        counted = self.world.json("office", "member", "list")
        card = self.folder / "newer.ahadi-card"
        self.world.run("office", "card", "export", card)
        bundle = self.world.export("office", "offices.ahadi")
        self.world.run("office", "import", *late)
        held = [one["held"] for one in self.world.json("office", "device", "list")]
        self.assertGreater(sum(held), 0)
        self.assertEqual(self.world.json("office", "member", "list"), counted)
        key = self.get_key(self.world, "office")
        told, state = read(key, card, *late, bundle, fold=True)
        self.assertTrue(all(one["late"] for one in told[:-1]))
        self.assert_same_digests(self.world, "office", state)
        director = self.get_key(self.world, "director")
        undecided = read(director, card, *self.files, fold=True)[1]
        self.assertEqual(sum(len(one["records"]) for one in undecided.values()), 0)


@unittest.skipUnless(HAVE_TOOLS, "the stock tools are not installed")
class Parted(Compared):
    """A branch and an office that changed a name apart."""

    def setUp(self):
        super().setUp()
        source = shared("parted", build_parted)
        for vault in ("office", "second"):
            shutil.copytree(source / vault, self.folder / vault)
        for name in ("first.ahadi", "ours.ahadi", "theirs.ahadi", "late.ahadi", "card.ahadi-card"):
            shutil.copy(source / name, self.folder)
        self.world = World(self.folder)
        self.world.passphrase = source / "passphrase.txt"
        self.member = (source / "member").read_text(encoding="utf-8")

    def decide(self):
        """The office settles what it knows; what it decided, as a file."""
        self.world.run("office", "import", self.folder / "theirs.ahadi")
        place = ("review", "settle", "member", self.member, "name")
        self.world.run("office", *place, "--take", "1", "--reason", "Her card was seen")
        return self.world.json("office", "export", "--to", self.folder / "to")["path"]

    def ask_ours(self):
        told = []
        for one in self.world.json("second", "review", "list"):
            place = (one["kind"], one["id"], one["field"])
            shown = self.world.json("second", "review", "show", *place)
            competing = [other["value"] for other in shown["others"]
                         if other["state"] == "competes"]
            told.append({**dict(zip(("kind", "id", "field"), place)), "state": one["state"],
                         "standing": shown["standing"]["value"], "competing": competing,
                         "base": shown["base"]["value"]})
        for one in self.world.json("second", "review", "list", "--settled"):
            told.append({name: one[name] for name in ("kind", "id", "field", "state")})
        return told

    def test_both_say_the_same_of_what_was_written_apart(self):
        decided = self.decide()
        steps = (("theirs.ahadi", "ours.ahadi"), (decided,), ("late.ahadi",))
        files = [self.folder / "first.ahadi"]
        for names, state in zip(steps, ("open", "settled", "reopened")):
            files += [self.folder / name for name in names]
            self.world.run("second", "import", *files[-len(names):])
            key = self.get_key(self.world, "second")
            _, told = read(key, self.folder / "card.ahadi-card", *reversed(files), fold=True)
            reviews = told["membership"]["reviews"]
            self.assertEqual([one["state"] for one in reviews], [state])
            self.assertEqual(reviews, self.ask_ours())
            self.assert_same_digests(self.world, "second", told)


# --- forged files ---

NOT_FORGED = {
    "A3", "S7",  # what a reader holds against its own vault
    "A7", "A8",  # what an office tells other holders: tests/sync/test-office-bundles.c
    "C8", "C9", "C10", "C11", "C12", "C13",  # the same, of two cards: test-card-meet.c
    "Q3", "Q4",  # a thousand lines, and what becomes of them: tests/sync/test-import-gaps.c
    "Y4", "Y5", "Y6",  # what becomes of two stories: tests/sync/test-import-merge.c
    "Y7",  # what two epochs tell: tests/store/test-copies.c, test-lineage.c
    "D1", "D2", "E2", "L1", "M1",  # J1 to J5 of one document, and their order
    "T1", "T2", "T3", "T4", "T5",  # a draft, which nobody imports: test-proposal-codec.c
    "W8", "W9",  # an erasure, and what offices exchange: tests/sync/test-part-rights.c
    *(f"K{number}" for number in range(1, 12)),  # a backup: test-stranger-secrets.py
    "C7", "P3",  # tens of MiB; P5 comes first for a bomb of one line
    "D9", "D11", "D12", "R4",  # many keys: tests/sync/test-directory-content.c, test-root-set.c
}


@unittest.skipUnless(HAVE_TOOLS, "the stock tools are not installed")
class Forged(Compared):
    def setUp(self):
        super().setUp()
        self.world = World(shared("forged", program.build_forged))
        self.files = self.world.path("files")

    def list_rules(self):
        """All that a reader checks of a file, by FORMAT.md."""
        text = record.FORMAT.read_text(encoding="utf-8")
        return set(re.findall(r"\*\*([ABCDEGJKLMPQRSTUWYZ][0-9]+)\*\*", text))

    def ask_ours(self, reader, files):
        """{name: (word, rule) of the file or of its part that was left out}."""
        done = self.world.run(reader, "import", "--preview", "--json", *files, check=False)
        told = {}
        for line in done.lines:
            left_out = [(one["reason"], one["rule"]) for one in line["left_out"]]
            told[Path(line["file"]).name] = left_out or [(line["reason"], line["rule"])]
        return told

    def ask_stranger(self, key, files):
        told = {}
        for line in read(key, self.world.path("card.ahadi-card"), *files)[0]:
            pieces = [*line.get("parts", [line]), *line.get("containers", [])]
            refused = [one for one in pieces if "refused" in one]
            name = Path(line["file"]).name
            told[name] = [(one["refused"], one["rule"]) for one in refused]
        return told

    def assert_agreed(self, reader, key):
        files = sorted((self.files / reader).iterdir())
        ours, theirs = self.ask_ours(reader, files), self.ask_stranger(key, files)
        self.assertEqual(ours, theirs)
        for name, found in ours.items():
            self.assertEqual([rule for _, rule in found], [name.split("-")[0]], name)
        return {name.split("-")[0] for name in ours}

    def test_both_readers_name_the_rule_that_was_broken(self):
        rules = self.assert_agreed("office", self.get_key(self.world, "office"))
        rules |= self.assert_agreed("kisumu", self.files / "kisumu.key")
        self.assertEqual(self.list_rules() - rules, NOT_FORGED)


class Table(unittest.TestCase):
    """FORMAT.md section 12 is what src/model has, field by field."""

    def read_fields(self, file, kind):
        text = (SUPPORT.parents[1] / "src" / "model" / file).read_text(encoding="utf-8")
        table = re.search(rf"{kind}_fields\[\] = {{(.*?)\n}};", text, re.DOTALL)
        found = re.findall(r'= {\s*"(\w+)",\s*(\w+),\s*(\w+)(?:,\s*\w+,\s*(\d+))?', table[1])
        return [(name, kind.lower(), field_class.lower(), int(limit or 0))
                for name, kind, field_class, limit in found]

    def test_fields_of_each_kind(self):
        files = {"circle": "circle", "member": "member", "pledge": "pledge",
                 "withdrawal": "pledge", "report": "report", "addendum": "report",
                 "attachment": "attachment"}
        for number, (name, file) in enumerate(files.items(), 1):
            kind = record.KINDS[name]
            self.assertEqual(kind.number, number)
            listed = [(one.name, one.type, one.field_class) for one in kind.fields]
            found = self.read_fields(f"ahadi-{file}.c", name)
            self.assertEqual(listed, [one[:3] for one in found])
            for one, (_, _, _, limit) in zip(kind.fields, found):
                if one.type == "text" and limit:
                    self.assertEqual(one.limit, limit, one.name)


if __name__ == "__main__":
    program.main()
