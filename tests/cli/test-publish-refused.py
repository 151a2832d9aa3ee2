#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ahadictl publish, when it can't be done: what is said, and that nothing is there then; and what a
user of the database who may little can still do."""

import json
import os
import subprocess

import publishing
from program import Terminal
from publishing import PublishCase, postgres

ELSEWHERE = "postgresql://owner@203.0.113.7/ahadi"


class Refused(PublishCase):
    vaults = ("merged", "kisumu")

    def attempt(self, address, *words, vault="merged", **more):
        given = ("--json", "publish", address, *words)
        return self.run_in(vault, *given, check=False, **more)

    def test_addresses_that_are_none(self):
        for address in ("nowhere", "mysql://owner@/x", "postgresql://owner@/x?colour=red"):
            self.give_up(self.attempt(address, "--yes"), "address")
        self.assertEqual(self.attempt("postgresql:///x", "--check", "--rebuild").code, 2)

    def test_a_password_on_the_command_line(self):
        secret = postgres.PASSWORD.replace(" ", "%20")
        address = f"postgresql://owner:{secret}@127.0.0.1:{self.server.port}/postgres"
        done = self.attempt(address, "--yes")
        self.give_up(done, "password-in-address")
        self.assertNotIn(secret, done.out + done.err)

    def test_another_computer_has_to_prove_itself(self):
        for mode in ("disable", "prefer", "require", "verify-ca"):
            self.give_up(self.attempt(f"{ELSEWHERE}?sslmode={mode}"), "unverified-server")
        told = self.attempt("postgresql://owner@/x?host=localhost&hostaddr=203.0.113.7&sslmode=allow")
        self.give_up(told, "unverified-server")
        told = self.attempt("postgresql:///x?sslmode=require&service=office")
        self.give_up(told, "unverified-server")

    def test_nobody_answers(self):
        address = f"postgresql://owner@127.0.0.1:{postgres.free_port()}/x"
        self.give_up(self.attempt(address, "--yes"), "unreachable")

    def test_passwords(self):
        address = self.server.address_by_port(self.database())
        self.give_up(self.attempt(address, "--yes"), "denied")
        wrong = self.path("wrong.txt")
        wrong.write_text("kiti cha chuma 8\n", encoding="utf-8")
        self.give_up(self.attempt(address, "--yes", "--password-file", wrong), "denied")
        right = self.path("right.txt")
        right.write_text(postgres.PASSWORD + "\n", encoding="utf-8")
        done = self.attempt(address, "--yes", "--password-file", right)
        self.assertEqual((done.code, done.json["operations"]), (0, 3), done.err)

        passes = self.path("passes")
        passes.write_text(f"127.0.0.1:*:*:owner:{postgres.PASSWORD}\n", encoding="utf-8")
        passes.chmod(0o600)
        done = self.attempt(address, PGPASSFILE=passes)
        self.assertEqual((done.code, done.json["operations"]), (0, 0), done.err)

    def test_nobody_is_there_to_agree(self):
        database = self.database()
        done = self.attempt(self.server.address(database))
        self.assertEqual(done.code, 1)
        self.assertIn("in the clear", done.err)
        told = self.sql(database, "SELECT count(*) FROM pg_namespace WHERE nspname = 'ahadi'")
        self.assertEqual(told, "0")

    def test_a_person_is_told_and_asked_once(self):
        database = self.database()
        words = (*self.options("merged"), "publish", self.server.address(database))
        for answer, count in (("no", "0"), ("yes", "1")):
            terminal = Terminal(*words)
            terminal.expect("in the clear")
            terminal.expect("Write “yes” if so:")
            terminal.type(answer)
            terminal.finish()
            told = self.sql(database, "SELECT count(*) FROM pg_namespace WHERE nspname = 'ahadi'")
            self.assertEqual(told, count)
        self.assertEqual(self.attempt(self.server.address(database)).code, 0)

    def test_schemas_of_others(self):
        database = self.database()
        self.publish("merged", database)
        before = self.state(database)
        self.world.make("other", "membership", "--org-name", "Someone Else")
        self.give_up(self.publish("other", database, check=False), "foreign-schema")
        self.sql(database, "UPDATE publication SET format = format + 1")
        self.give_up(self.publish("merged", database, check=False), "newer-schema")
        self.sql(database, "UPDATE publication SET format = 1")
        self.sql(database, "ALTER TABLE member ADD COLUMN shoe_size text")
        self.give_up(self.publish("merged", database, check=False), "newer-schema")
        self.sql(database, "ALTER TABLE member DROP COLUMN shoe_size")
        self.assertEqual(self.state(database), before)

        database = self.database()
        self.server.sql(database, "CREATE SCHEMA ahadi; CREATE TABLE ahadi.x (y int)")
        self.give_up(self.publish("merged", database, check=False), "foreign-schema")

    def test_laptops_publish_nothing(self):
        done = self.publish("kisumu", self.database(), check=False)
        self.give_up(done, "not-office")

    def test_nothing_to_compare(self):
        done = self.publish("merged", self.database(), "--check", check=False)
        self.give_up(done, "empty-database")

    def test_a_server_that_only_reads(self):
        database = self.database()
        self.server.sql(database, f"ALTER DATABASE {database} SET default_transaction_read_only = on")
        self.give_up(self.publish("merged", database, check=False), "read-only-server")

    def test_a_database_of_another_encoding(self):
        self.server.sql(
            "postgres",
            "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0",
        )
        self.give_up(self.publish("merged", "latin", check=False), "old-server")


class Little(PublishCase):
    """Users of the database who may little."""

    vaults = ("merged",)

    def setUp(self):
        super().setUp()
        self.db = self.database()
        self.user = f"u{self.db}"
        self.server.sql("postgres", f"CREATE ROLE {self.user} LOGIN")

    def attempt(self, *words):
        address = self.server.address(self.db, self.user)
        return self.run_in("merged", "--json", "publish", address, "--yes", *words, check=False)

    def test_who_may_make_nothing(self):
        self.give_up(self.attempt(), "denied")

    def test_who_only_reads(self):
        self.publish("merged", self.db)
        self.give_up(self.attempt(), "denied")
        for text in ("USAGE ON SCHEMA ahadi", "SELECT ON ALL TABLES IN SCHEMA ahadi"):
            self.server.sql(self.db, f"GRANT {text} TO {self.user}")
        before = self.state(self.db)
        self.give_up(self.attempt(), "denied")
        self.assertEqual(self.state(self.db), before)

    def test_who_may_make_a_schema_and_no_roles(self):
        known = "SELECT count(*) FROM pg_roles WHERE rolname ~ '^ahadi_'"
        for role in self.server.sql(self.db, "SELECT rolname FROM pg_roles"
                                             " WHERE rolname ~ '^ahadi_'").splitlines():
            for name in self.server.sql("postgres", "SELECT datname FROM pg_database"
                                                    " WHERE datallowconn").splitlines():
                self.server.sql(name, f"DROP OWNED BY {role}")
            self.server.sql("postgres", f"DROP ROLE {role}")
        self.server.sql(self.db, f"GRANT CREATE ON DATABASE {self.db} TO {self.user}")
        done = self.attempt()
        self.assertEqual(done.code, 0, done.err)
        self.assertEqual(len(done.json["missing_roles"]), 4)
        self.assertIn("CREATE ROLE", done.err)
        self.assertEqual(self.server.sql(self.db, known), "0")
        self.assertEqual(len(self.names(self.db)), 2)

        # An administrator makes one; the next run lets it read.
        self.server.sql("postgres", "CREATE ROLE ahadi_membership NOLOGIN")
        done = self.attempt()
        self.assertEqual(len(done.json["missing_roles"]), 3)
        told = self.sql(self.db, "SET ROLE ahadi_membership; SELECT count(*) FROM member")
        self.assertEqual(told, "2")


class Tls(PublishCase):
    """A server that is not this machine's own, as far as libpq is told."""

    vaults = ("merged",)

    def test_certificates_are_checked(self):
        server = self.server
        database = self.database()
        for name in ("server", "wrong"):
            key, certificate = self.path(f"{name}.key"), self.path(f"{name}.crt")
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                 "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                 "/CN=data.example", "-addext", "subjectAltName=DNS:data.example",
                 "-keyout", key, "-out", certificate],
                check=True, capture_output=True,
            )
        for end in ("key", "crt"):
            target = server.data / f"server.{end}"
            target.write_bytes(self.path(f"server.{end}").read_bytes())
            target.chmod(0o600)
            if server.user is not None:
                os.chown(target, server.user.pw_uid, server.user.pw_gid)
        server.sql("postgres", "ALTER SYSTEM SET ssl = on")
        server.sql("postgres", "SELECT pg_reload_conf ()")
        secret = self.path("password.txt")
        secret.write_text(postgres.PASSWORD + "\n", encoding="utf-8")

        def attempt(host, root, *words):
            address = (f"postgresql://owner@{host}:{server.port}/{database}"
                       f"?hostaddr=127.0.0.1&sslrootcert={root}")
            more = ("--password-file", secret, "--yes", *words)
            return self.run_in("merged", "--json", "publish", address, *more, check=False)

        self.give_up(attempt("data.example", self.path("wrong.crt")), "unreachable")
        self.give_up(attempt("other.example", self.path("server.crt")), "unreachable")
        done = attempt("data.example", self.path("server.crt"))
        self.assertEqual(done.code, 0, done.err)
        self.assertEqual(json.loads(done.out)["operations"], 3)
        told = server.sql(database, "SHOW ssl")
        self.assertEqual(told, "on")
        done = attempt("other.example", self.path("none.crt"), "--unverified-server")
        self.assertEqual(done.code, 0, done.err)
        server.sql("postgres", "ALTER SYSTEM SET ssl = off")
        server.sql("postgres", "SELECT pg_reload_conf ()")
        done = attempt("other.example", self.path("none.crt"), "--unverified-server")
        self.give_up(done, "unreachable")


if __name__ == "__main__":
    publishing.main()
