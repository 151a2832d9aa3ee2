/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "assemble.h"
#include "sync/ahadi-request-codec.h"
#include "sync/ahadi-sync-error.h"

/* Its own author would write the same again. */
static void
check_round_trip (const AhadiEnrolment *request, const AhadiId *org)
{
  const AhadiVerifyKey *own = ahadi_signing_key_get_verify_key (fuzz_get_signing_key ());
  g_autoptr (GBytes) archive = NULL;
  g_autoptr (AhadiEnrolment) again = NULL;
  g_autoptr (GError) error = NULL;
  AhadiId org_again;

  if (!ahadi_verify_key_equal (&request->signer, own))
    return;

  archive = ahadi_request_print (request, org, fuzz_get_signing_key ());
  again = ahadi_request_parse (archive, &org_again, &error);
  g_assert_no_error (error);
  g_assert_true (ahadi_id_equal (org, &org_again));
  g_assert_true (ahadi_id_equal (&request->device, &again->device));
  g_assert_true (ahadi_age_recipient_equal (&request->recipient, &again->recipient));
  g_assert_cmpint (request->role, ==, again->role);
  g_assert_cmpstr (request->branch_name, ==, again->branch_name);
  g_assert_cmpstr (request->label, ==, again->label);
  g_assert_cmpint (request->time, ==, again->time);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) archive = NULL;
  g_autoptr (AhadiEnrolment) request = NULL;
  g_autoptr (GError) error = NULL;
  AhadiId org;

  fuzz_start ();
  archive = assemble (data, size);
  request = ahadi_request_parse (archive, &org, &error);
  fuzz_accepted = request != NULL;
  if (request != NULL)
    check_round_trip (request, &org);
  else
    g_assert_true (error->domain == AHADI_SYNC_ERROR);
  return 0;
}
