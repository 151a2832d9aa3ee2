/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

#include <glib/gstdio.h>
#include <string.h>

#include "support/tree.h"

void
desks_init_tests (int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (argc, argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  assert_ok (ahadi_crypto_init (&error));
}

void
desks_init (Desks *self)
{
  g_autoptr (GError) error = NULL;

  memset (self, 0, sizeof *self);
  self->folder = g_dir_make_tmp ("ahadi-desks-XXXXXX", &error);
  g_assert_no_error (error);
  self->passphrase = ahadi_secret_new_from (DESKS_PASSPHRASE, strlen (DESKS_PASSPHRASE));
}

static AhadiSession *
set_up (Desks *self, const AhadiSetup *setup, const char *name)
{
  g_autofree char *folder = desks_path (self, name);
  AhadiSession *session = ahadi_session_new (folder);
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_setup_run (session, setup, self->passphrase, NULL, &error));
  return session;
}

void
desks_open (Desks *self)
{
  const AhadiSetup setup = {
    .role = AHADI_ROLE_MEMBERSHIP,
    .label = "Membership office",
    .org_name = "Amnesty International Kenya",
    .minimum_cost = TRUE,
  };

  desks_init (self);
  self->office = set_up (self, &setup, "office.ahadivault");
}

void
desks_clear (Desks *self)
{
  g_clear_pointer (&self->office, ahadi_session_unref);
  g_clear_pointer (&self->branch, ahadi_session_unref);
  g_clear_pointer (&self->passphrase, ahadi_secret_unref);
  if (self->folder != NULL)
    tree_remove (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

char *
desks_path (Desks *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

AhadiSession *
desks_add (Desks *self, AhadiRole role, const char *branch, const char *name)
{
  g_autofree char *path = desks_path (self, "card.ahadi-card");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) card = NULL;
  AhadiSetup setup = {
    .role = role,
    .label = name,
    .branch_name = branch,
    .minimum_cost = TRUE,
  };

  assert_ok (ahadi_exchange_card_export (self->office, path, &error));
  card = ahadi_file_read (path, AHADI_CARD_LIMIT, &error);
  g_assert_no_error (error);
  setup.card = card;
  return set_up (self, &setup, name);
}

GPtrArray *
desks_approve (AhadiSession *office, GPtrArray *requests)
{
  const AhadiEnrolment *request = requests->pdata[0];
  g_autoptr (GError) error = NULL;
  GPtrArray *merged = ahadi_exchange_approve (office, &request->device,
                                              request->fingerprint, NULL, &error);

  g_assert_no_error (error);
  return merged;
}

void
desks_enrol (Desks *self, AhadiSession *session)
{
  g_autofree char *request = desks_path (self, "laptop.ahadi-request");
  g_autofree char *card = desks_path (self, "card.ahadi-card");
  g_autoptr (AhadiImportResult) received = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GPtrArray) merged = NULL;
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_exchange_request (session, request, NULL, &error));
  received = desks_import (self->office, request);
  g_assert_cmpint (received->outcome, ==, AHADI_OUTCOME_MERGED);

  requests = ahadi_exchange_list_requests (self->office, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (requests->len, ==, 1);
  merged = desks_approve (self->office, requests);
  g_assert_no_error (error);

  assert_ok (ahadi_exchange_card_export (self->office, card, &error));
  assert_ok (ahadi_exchange_card_import (session, card, NULL, &error));
}

void
desks_add_branch (Desks *self)
{
  self->branch = desks_add (self, AHADI_ROLE_COORDINATOR, "Kisumu", "kisumu.ahadivault");
  desks_enrol (self, self->branch);
}

AhadiRecord *
desks_make_member (const char *name)
{
  AhadiRecord *record = ahadi_record_new (AHADI_KIND_MEMBER, NULL);

  ahadi_record_set (record, AHADI_MEMBER_NAME, name);
  ahadi_record_set (record, AHADI_MEMBER_PHONE, "+254700001001");
  ahadi_record_set (record, AHADI_MEMBER_CONSENT, "true");
  return record;
}

AhadiId
desks_add_member (AhadiSession *session, const char *name)
{
  g_autoptr (AhadiRecord) record = desks_make_member (name);
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_records_save (session, record, NULL, NULL, &error));
  return *ahadi_record_get_id (record);
}

AhadiRecord *
desks_make_pledge (const AhadiId *member)
{
  AhadiRecord *record = ahadi_record_new (AHADI_KIND_PLEDGE, NULL);
  char id[AHADI_ID_TEXT_SIZE];

  ahadi_record_set (record, AHADI_PLEDGE_MEMBER, ahadi_id_print (member, id));
  ahadi_record_set (record, AHADI_PLEDGE_LANGUAGE, "en");
  ahadi_record_set (record, AHADI_PLEDGE_MADE, "paper");
  ahadi_record_set (record, AHADI_PLEDGE_ACK8, "true");
  ahadi_record_set (record, AHADI_PLEDGE_ACK_CLOSING, "true");
  for (guint i = 0; i < AHADI_PLEDGE_N_PROMISES; i++)
    ahadi_record_set (record, ahadi_pledge_promise_field (i), "accepted");
  return record;
}

AhadiRecord *
desks_make_report (const char *route)
{
  AhadiRecord *record = ahadi_record_new (AHADI_KIND_REPORT, NULL);

  ahadi_record_set (record, AHADI_REPORT_DUTY_SHOWN, "true");
  ahadi_record_set (record, AHADI_REPORT_DANGER, "no");
  ahadi_record_set (record, AHADI_REPORT_CATEGORIES, "[\"bullying\"]");
  ahadi_record_set (record, AHADI_REPORT_PERSONS,
                    "[{\"role\":\"reporter\",\"anonymous\":true}]");
  ahadi_record_set (record, AHADI_REPORT_STATEMENT, "It happened at the meeting.");
  ahadi_record_set (record, AHADI_REPORT_CONSENT, "yes");
  ahadi_record_set (record, AHADI_REPORT_ROUTE, route);
  return record;
}

char *
desks_export (Desks *self, AhadiSession *session)
{
  g_auto (AhadiExportResult) result = { NULL };
  g_autofree char *stick = desks_path (self, "stick");
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_exchange_export (session, stick, FALSE, NULL, &result, &error));
  return g_steal_pointer (&result.path);
}

AhadiImportResult *
desks_import (AhadiSession *session, const char *path)
{
  g_autoptr (GError) error = NULL;
  AhadiImportResult *result = ahadi_intake_one (session, path, FALSE, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return result;
}
