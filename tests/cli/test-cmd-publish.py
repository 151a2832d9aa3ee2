#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl publish, into a real PostgreSQL server: what is there afterwards, and who reads it."""

import shutil

import publishing
from program import add_member, file_report
from publishing import PublishCase

ROLES = ("membership", "executive_director", "board_committee", "safeguarding")


class Publish(PublishCase):
    vaults = ("merged", "kisumu")

    def test_first_again_and_what_is_new(self):
        database = self.database()
        told = self.publish("merged", database).json
        self.assertEqual((told["first"], told["operations"], told["records"]), (True, 3, 3))
        self.assertEqual(self.names(database), ["Achieng Otieno", "Barrack Onyango"])
        self.assert_same("merged", database)

        before = self.state(database)
        told = self.publish("merged", database).json
        self.assertEqual((told["first"], told["operations"], told["records"]), (False, 0, 0))
        self.assertEqual(self.state(database), before)

        first = self.json_in("merged", "member", "list")[0]
        add_member(self.world, "merged", "Chebet \\ \"Koech\"", "--note", "one\ttwo\nthree")
        self.run_in("merged", "member", "edit", first["id"], "--status", "lapsed")
        told = self.publish("merged", database).json
        self.assertEqual((told["operations"], told["records"]), (2, 2))
        self.assert_same("merged", database)
        asked = "SELECT status FROM member WHERE id = '" + first["id"] + "'"
        self.assertEqual(self.sql(database, asked), "lapsed")

        before = self.state(database)
        self.assertTrue(self.publish("merged", database, "--rebuild").json["rebuilt"])
        self.assertEqual(self.state(database), before)

    def test_figures_for_reporting(self):
        database = self.database()
        self.publish("merged", database)
        month = self.json_in("merged", "pledge", "list")[0]["date"][:7]
        told = self.sql(database, "SELECT * FROM pledges_by_branch_and_month")
        self.assertEqual(told, f"Kisumu|{month}|1|0")
        told = self.sql(database, "SELECT * FROM members_by_status_and_branch")
        self.assertEqual(told, "Kisumu||2|2|1")
        told = self.sql(
            database,
            "SELECT count(*) FROM pg_views v WHERE schemaname = 'ahadi'"
            " AND obj_description (format ('ahadi.%I', viewname)::regclass) IS NULL",
        )
        self.assertEqual(told, "0")

    def test_a_field_that_an_older_program_did_not_have(self):
        database = self.database()
        self.publish("merged", database)
        before = self.state(database)
        self.sql(database, "ALTER TABLE member DROP COLUMN note, DROP COLUMN phone")
        self.sql(database, "UPDATE publication SET layout = 'older'")
        told = self.publish("merged", database).json
        self.assertEqual((told["operations"], told["records"]), (0, 2))
        self.assert_same("merged", database)
        told = self.sql(database, "SELECT phone FROM member ORDER BY 1")
        self.assertEqual(told.splitlines(), ["+254700001001", "+254700001002"])
        self.publish("merged", database, "--rebuild")
        self.assertEqual(len(self.state(database)), len(before))

    def test_another_schema(self):
        database = self.database()
        self.publish("merged", database, "--schema", "ofisi")
        told = self.server.sql(database, "SELECT count(*) FROM ofisi.member")
        self.assertEqual(told, "2")
        done = self.publish("merged", database, "--schema", "pg_x; DROP", check=False)
        self.assert_refused(done, "address")

    def test_what_is_erased_is_gone_there_too(self):
        database = self.database()
        self.publish("merged", database)
        pledge = self.json_in("merged", "pledge", "list")[0]
        words = ("--reason", "request", "--yes")
        shutil.copytree(self.path("merged"), self.path("unaware"))
        self.run_in("merged", "erasure", "add", "member", pledge["member"], *words)
        told = self.publish("merged", database).json
        self.assertEqual(told["erased"], 2)
        self.assertEqual(self.names(database), ["Barrack Onyango"])
        self.assertEqual(self.sql(database, "SELECT count(*) FROM pledge"), "0")
        self.assert_same("merged", database)
        # In the pages themselves, where dead rows would still have it.
        self.server.sql(database, "CHECKPOINT")
        self.assertTrue(self.files_with(database, b"Barrack Onyango"))
        self.assertFalse(self.files_with(database, b"Achieng Otieno"))

        # A run that got no further than erasing is made up for.
        self.sql(database, "UPDATE publication SET unswept = true")
        self.publish("merged", database)
        self.assertEqual(self.sql(database, "SELECT unswept FROM publication"), "f")

        # Who has not heard of it brings nothing back, nor does a rebuilding.
        for more in ((), ("--rebuild",)):
            self.publish("unaware", database, *more)
            self.assertEqual(self.names(database), ["Barrack Onyango"])
            told = self.sql(database, "SELECT count(*) FROM operation WHERE body::text ~ 'Achieng'")
            self.assertEqual(told, "0")

    def files_with(self, database, word):
        oid = self.server.sql(database, f"SELECT oid FROM pg_database WHERE datname = '{database}'")
        found = []
        for path in (self.server.data / "base" / oid).iterdir():
            if path.is_file() and word in path.read_bytes():
                found.append(path.name)
        return found


class Offices(PublishCase):
    """Two vaults of offices of which each holds what the other lacks."""

    vaults = ("office", "merged", "kisumu", "director")

    def test_two_come_to_one_state_in_both_orders(self):
        member = self.json_in("kisumu", "member", "list")[0]
        self.run_in("kisumu", "member", "edit", member["id"], "--status", "active")
        add_member(self.world, "kisumu", "Chebet Koech")
        later = self.world.export("kisumu", "later.ahadi")
        # Of the first office's own there is nothing below what came later: a gap.
        self.run_in("office", "import", later)
        self.run_in("director", "import", self.path("card.ahadi-card"), self.path("bundle.ahadi"), later)
        states = []
        for order in (("office", "merged", "director"), ("director", "merged", "office"),
                      ("merged", "office", "director")):
            database = self.database()
            for vault in (*order, *order):
                self.publish(vault, database)
            states.append(self.state(database))
            told = self.publish("merged", database).json
            self.assertEqual((told["operations"], told["records"]), (0, 0))
        self.assertEqual(states[0], states[1])
        self.assertEqual(states[0], states[2])
        self.assertEqual(len(self.names(database)), 3)

        for bundle in (self.path("bundle.ahadi"), later):
            self.run_in("office", "import", bundle)
        self.publish("office", database)
        self.assertEqual(self.state(database), states[0])
        told = self.publish("office", database, "--check").json
        self.assertTrue(told["fine"], told)

    def test_what_is_cut_off_goes_and_comes_back(self):
        self.run_in("office", "import", self.path("bundle.ahadi"))
        database = self.database()
        self.publish("office", database)
        shutil.copytree(self.path("office"), self.path("unaware"))
        device = next(one["device"] for one in self.json_in("office", "device", "list")
                      if one["role"] == "coordinator")
        self.run_in("office", "device", "revoke", device)
        self.run_in("office", "device", "cut", device, "--since", "2020-01-01")
        told = self.publish("office", database).json
        self.assertEqual(told["withdrawn"], 3)
        self.assertEqual(self.names(database), [])
        self.assert_same("office", database)

        before = self.state(database)
        self.publish("unaware", database)
        self.assertEqual(self.state(database), before)
        self.assertEqual(self.names(database), [])

        self.run_in("office", "device", "cut", device, "--all-held")
        self.publish("office", database)
        self.assertEqual(len(self.names(database)), 2)
        self.assert_same("office", database)
        before = self.state(database)
        self.publish("office", database, "--rebuild")
        self.assertEqual(self.state(database), before)

    def test_of_two_stories_the_chosen_one_stands(self):
        shutil.copytree(self.path("kisumu"), self.path("twin"))
        bundles = []
        for vault, name in (("kisumu", "Chebet Koech"), ("twin", "Daktari Mwangi")):
            add_member(self.world, vault, name)
            bundles.append(self.world.export(vault, f"{vault}.ahadi"))
        shutil.copytree(self.path("merged"), self.path("second"))
        self.run_in("merged", "import", bundles[0])
        self.run_in("second", "import", bundles[1])
        database = self.database()
        self.publish("merged", database)
        told = self.publish("second", database).json
        self.assertEqual(told["operations"], 0)
        self.assertIn("Chebet Koech", self.names(database))
        told = self.publish("second", database, "--check", check=False)
        self.assertEqual(told.code, 1)
        self.assertGreater(told.json["operations"]["different"], 0)

        # Both are known: neither counts, whatever the other office still thinks.
        self.run_in("second", "import", bundles[0])
        told = self.publish("second", database).json
        self.assertGreater(told["withdrawn"], 0)
        self.assertEqual(len(self.names(database)), 2)
        self.publish("merged", database)
        self.assertEqual(len(self.names(database)), 2)
        self.assert_same("second", database)

        device = next(one["device"] for one in self.json_in("second", "device", "list")
                      if one["role"] == "coordinator")
        self.run_in("second", "device", "revoke", device)
        stories = self.json_in("second", "device", "stories", device)
        chosen = next(one for one in stories if one["records"][-1].endswith("Daktari Mwangi"))
        words = ("--reason", "she has it still", "--yes")
        self.run_in("second", "device", "choose", device, chosen["story"], *words)
        self.publish("second", database)
        self.assertIn("Daktari Mwangi", self.names(database))
        self.publish("merged", database)
        self.assertNotIn("Chebet Koech", self.names(database))
        self.assert_same("second", database)
        before = self.state(database)
        self.publish("second", database, "--rebuild")
        self.assertEqual(self.state(database), before)


class Readers(PublishCase):
    """Who reads what: with real roles."""

    vaults = ("merged", "director", "kisumu")

    def setUp(self):
        super().setUp()
        words = ("--about", "this-coordinator")
        file_report(self.world, "kisumu", "executive-director", *words)
        later = self.world.export("kisumu", "later.ahadi")
        self.run_in("director", "import", self.path("card.ahadi-card"), self.path("bundle.ahadi"), later)
        self.db = self.database()
        self.publish("merged", self.db)
        self.publish("director", self.db)

    def as_role(self, role, asked):
        return self.sql(self.db, f"SET ROLE ahadi_{role}; {asked}", check=False)

    def test_each_role_sees_its_audience(self):
        seen = {
            role: [self.as_role(role, f"SELECT count(*) FROM {kind}")
                   for kind in ("member", "pledge", "report")]
            for role in ROLES
        }
        self.assertEqual(seen["membership"], ["2", "1", "0"])
        self.assertEqual(seen["executive_director"], ["0", "0", "1"])
        self.assertEqual(seen["board_committee"], ["0", "0", "0"])
        self.assertEqual(seen["safeguarding"], ["0", "0", "0"])

    def test_nor_by_a_view(self):
        views = ("pledges_by_branch_and_month", "members_by_status_and_branch",
                 "reports_by_route_and_month")
        rows = {role: [self.as_role(role, f"SELECT count(*) FROM {view}") for view in views]
                for role in ROLES}
        self.assertEqual(rows["membership"], ["1", "1", "0"])
        self.assertEqual(rows["executive_director"], ["0", "0", "1"])
        self.assertEqual(rows["safeguarding"], ["0", "0", "0"])

    def test_nor_by_a_function_that_is_called_on_the_way(self):
        self.sql(
            self.db,
            "CREATE SCHEMA spy; GRANT USAGE ON SCHEMA spy TO PUBLIC;"
            " CREATE FUNCTION spy.look (t text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001"
            " AS $$ BEGIN RAISE NOTICE 'saw %', t; RETURN true; END $$",
        )
        for asked in ("SELECT count(*) FROM report WHERE spy.look (statement)",
                      "SELECT * FROM reports_by_route_and_month WHERE spy.look (audience)"):
            self.assertNotIn("saw", self.as_role("membership", asked))
            self.assertIn("saw", self.server.sql(
                self.db, f"SET search_path = ahadi; SET ROLE ahadi_executive_director; {asked}",
                check=False))

    def test_the_log_is_for_nobody(self):
        for role in ROLES:
            for table in ("operation", "stream", "gone", "publication"):
                told = self.as_role(role, f"SELECT count(*) FROM {table}")
                self.assertIn("permission denied", told, (role, table))
            for asked in ("DELETE FROM member", "UPDATE member SET name = 'x'",
                          "CREATE TABLE x (y int)"):
                self.assertIn("permission denied", self.as_role(role, asked))

    def test_a_table_that_is_opened_by_mistake_shows_nothing(self):
        self.sql(self.db, "GRANT SELECT ON operation TO ahadi_safeguarding")
        self.assertEqual(self.as_role("safeguarding", "SELECT count(*) FROM operation"), "0")

    def test_what_is_sealed_stays_sealed(self):
        self.assertEqual(len(self.json_in("director", "report", "list")), 2)
        self.assertEqual(self.sql(self.db, "SELECT count(*) FROM report"), "1")
        told = self.sql(self.db, "SELECT count(*), bool_and (body IS NULL) FROM operation"
                                 " WHERE sealed IS NOT NULL")
        self.assertEqual(told, "1|t")
        told = self.sql(self.db, "SELECT convert_from (sealed, 'UTF8') FROM operation"
                                 " WHERE sealed IS NOT NULL")
        self.assertIn('"age":"', told)
        self.assertNotIn("meeting", told)
        told = self.publish("director", self.db, "--check").json
        self.assertTrue(told["fine"], told)

    def test_keys_of_files_are_not_published(self):
        self.path("letter.txt").write_text("Dear office", encoding="utf-8")
        member = self.json_in("merged", "member", "list")[0]["id"]
        self.run_in("merged", "attach", "add", "member", member, self.path("letter.txt"))
        self.publish("merged", self.db)
        self.assertEqual(self.sql(self.db, "SELECT name FROM attachment"), "letter.txt")
        told = self.sql(self.db, "SELECT body -> 'f' ? 'key' FROM operation"
                                 " WHERE kind = 'attachment'")
        self.assertEqual(told, "f")
        told = self.sql(self.db, "SELECT count(*) FROM pg_attribute WHERE attname = 'key'"
                                 " AND attrelid = 'attachment'::regclass")
        self.assertEqual(told, "0")
        self.assertTrue(self.publish("merged", self.db, "--check").json["fine"])


if __name__ == "__main__":
    publishing.main()
