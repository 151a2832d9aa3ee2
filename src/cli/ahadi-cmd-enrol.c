/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ahadi-invocation.h"
#include "ahadi-listing.h"
#include "ahadi-prompt.h"
#include "ahadi-watch.h"

static const AhadiOption approve_options[] = {
  { "fingerprint", "DIGITS", N_ ("approve only if the request has this fingerprint") },
  { NULL },
};

static int
fail_request (AhadiInvocation *invocation, const char *path, GError *error)
{
  g_autofree char *sentence = ahadi_sentence_for_requesting (error);

  return sentence != NULL ? ahadi_invocation_fail_as (invocation, sentence, error)
                          : ahadi_invocation_fail_at (invocation, path, error);
}

static int
run_request (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *path = ahadi_invocation_get (invocation, 0);
  g_autofree char *fingerprint = NULL;
  g_autoptr (json_t) object = json_object ();
  GError *error = NULL;

  if (!ahadi_invocation_check_target (invocation, path, &error) ||
      !ahadi_invocation_unlock (invocation, &error))
    return ahadi_invocation_fail (invocation, error);
  if (!ahadi_exchange_request (session, path, &fingerprint, &error))
    return fail_request (invocation, path, error);

  json_object_set_new (object, "path", ahadi_listing_path_to_json (path));
  ahadi_json_set_text (object, "fingerprint", fingerprint);
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (invocation, _ ("The request is in %s"), path);
  ahadi_invocation_say (invocation, _ ("Read this to the office when it asks: %s"),
                        fingerprint);
  return AHADI_EXIT_FINE;
}

static json_t *
print_request (const AhadiEnrolment *request)
{
  json_t *object = json_object ();

  ahadi_json_set_bytes (object, "device", request->device.bytes, AHADI_ID_SIZE);
  ahadi_json_set_text (object, "role", ahadi_role_to_string (request->role));
  if (request->branch_name != NULL)
    ahadi_json_set_text (object, "branch", request->branch_name);
  ahadi_json_set_text (object, "label", request->label);
  ahadi_json_set_text (object, "fingerprint", request->fingerprint);
  ahadi_json_set_int (object, "time", request->time);
  return object;
}

static void
say_request (const AhadiInvocation *invocation, const AhadiEnrolment *request)
{
  char device[AHADI_ID_TEXT_SIZE];

  ahadi_invocation_say (invocation, "%s  %s, %s%s%s",
                        ahadi_id_print (&request->device, device),
                        ahadi_words_role (request->role), request->label,
                        request->branch_name == NULL ? "" : ", ",
                        request->branch_name == NULL ? "" : request->branch_name);
  ahadi_invocation_say (invocation, _ ("  fingerprint: %s"), request->fingerprint);
}

static int
run_list (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (json_t) array = json_array ();
  GError *error = NULL;

  if (!ahadi_invocation_unlock (invocation, &error) ||
      (requests = ahadi_exchange_list_requests (session, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  for (guint i = 0; i < requests->len; i++)
    {
      json_array_append_new (array, print_request (requests->pdata[i]));
      say_request (invocation, requests->pdata[i]);
    }
  ahadi_invocation_print (invocation, array);
  if (requests->len == 0)
    ahadi_invocation_say (invocation, "%s", _ ("No laptop waits to be enrolled."));
  return AHADI_EXIT_FINE;
}

static int
fail_decision (const AhadiInvocation *invocation, GError *error)
{
  if (g_error_matches (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND) &&
      ahadi_session_is_open (ahadi_invocation_get_session (invocation)))
    return ahadi_invocation_fail_as (
        invocation,
        _ ("No laptop of this id has asked to be enrolled here. Nothing was changed. "
           "“ahadictl enrol list” shows those that have."),
        error);
  if (g_error_matches (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_BAD_SIGNATURE))
    return ahadi_invocation_fail_as (
        invocation,
        _ ("The request has other digits than these, so the laptop was not approved, and "
           "the request is kept. Have the digits read again; if they still differ, "
           "refuse it."),
        error);
  return ahadi_invocation_fail (invocation, error);
}

/* The request of @device, owned by @requests, or NULL with NOT_FOUND. */
static const AhadiEnrolment *
find_request (GPtrArray *requests, const AhadiId *device, GError **error)
{
  for (guint i = 0; i < requests->len; i++)
    {
      const AhadiEnrolment *request = requests->pdata[i];

      if (ahadi_id_equal (&request->device, device))
        return request;
    }

  g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                       "cannot decide: there is no request of this device");
  return NULL;
}

static char *
keep_digits (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (g_ascii_isdigit (*text))
      g_string_append_c (digits, *text);
  return g_string_free (digits, FALSE);
}

/*
 * Without --fingerprint a person at a terminal compares; a script has named the device
 * itself, whose id is a hash of its key.
 */
static gboolean
compare_fingerprint (const AhadiInvocation *invocation,
                     const AhadiEnrolment *request,
                     GError **error)
{
  const char *given = ahadi_invocation_option (invocation, "fingerprint");

  if (given != NULL)
    {
      g_autofree char *wanted = keep_digits (given);
      g_autofree char *has = keep_digits (request->fingerprint);

      if (g_str_equal (wanted, has))
        return TRUE;
      g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_BAD_SIGNATURE,
                           "cannot approve: the request has another fingerprint");
      return FALSE;
    }

  if (ahadi_invocation_is_json (invocation) || !ahadi_prompt_has_terminal ())
    return TRUE;
  say_request (invocation, request);
  if (ahadi_prompt_confirm (
          _ ("Does the branch read you the same digits? Write “yes” if so:"), _ ("yes")))
    return TRUE;
  return ahadi_usage_error_refuse (error, _ ("Not approved. The request is kept."));
}

static void
say_approved (const AhadiInvocation *invocation, GPtrArray *results, gboolean waits)
{
  g_autoptr (json_t) object = json_object ();
  json_t *array = json_array ();

  ahadi_invocation_say (
      invocation, "%s",
      waits
          ? _ ("Approved here. The custodians have to sign it too: write the draft to a "
               "file with “directory draft take --to FILE”, and carry it to them.")
          : _ ("Approved. Send the laptop the new card, or a reply, which carries it."));
  for (guint i = 0; i < results->len; i++)
    {
      const AhadiImportResult *result = results->pdata[i];
      g_autofree char *sentence = ahadi_sentence_for_import (result);
      json_t *one = json_object ();

      ahadi_invocation_say (invocation, _ ("Was set aside: %s"), sentence);
      ahadi_json_set_text (one, "outcome", ahadi_outcome_to_word (result->outcome));
      ahadi_json_set_int (one, "operations", result->counts.fresh);
      json_array_append_new (array, one);
    }
  json_object_set_new (object, "approved", json_true ());
  json_object_set_new (object, "waits", json_boolean (waits));
  json_object_set_new (object, "set_aside", array);
  ahadi_invocation_print (invocation, object);
}

static int
run_approve (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (AhadiWatch) watch = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GPtrArray) results = NULL;
  const AhadiEnrolment *request;
  GError *error = NULL;
  AhadiId device;

  if (!ahadi_listing_parse_id (ahadi_invocation_get (invocation, 0), &device, &error) ||
      !ahadi_invocation_unlock (invocation, &error) ||
      (requests = ahadi_exchange_list_requests (session, &error)) == NULL ||
      (request = find_request (requests, &device, &error)) == NULL ||
      !compare_fingerprint (invocation, request, &error))
    return fail_decision (invocation, error);

  watch = ahadi_watch_new (ahadi_invocation_is_json (invocation));
  results = ahadi_exchange_approve (session, &device, request->fingerprint,
                                    ahadi_watch_get_progress (watch), &error);
  ahadi_watch_clear (watch);
  if (results == NULL)
    return ahadi_invocation_fail (invocation, error);
  say_approved (invocation, results, !ahadi_trust_is_listed (session, &device));
  return AHADI_EXIT_FINE;
}

static int
run_refuse (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (json_t) object = json_object ();
  g_autoptr (GPtrArray) requests = NULL;
  GError *error = NULL;
  AhadiId device;

  if (!ahadi_listing_parse_id (ahadi_invocation_get (invocation, 0), &device, &error) ||
      !ahadi_invocation_unlock (invocation, &error) ||
      (requests = ahadi_exchange_list_requests (session, &error)) == NULL ||
      find_request (requests, &device, &error) == NULL ||
      !ahadi_exchange_refuse (session, &device, &error))
    return fail_decision (invocation, error);

  json_object_set_new (object, "refused", json_true ());
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (
      invocation, "%s",
      _ ("The request is forgotten. Bundles of that laptop stay set aside, whole."));
  return AHADI_EXIT_FINE;
}

static const AhadiCommand commands[] = {
  { "request", "FILE",
    N_ ("Write this laptop’s request to FILE, for the membership office"), 1, 1,
    ahadi_replace_options, 0, run_request },
  { "list", "", N_ ("List the requests taken in with “import”"), 0, 0, NULL, 0,
    run_list },
  { "approve", "ID",
    N_ ("Enrol a laptop, by the ID that “enrol list” shows, and merge what was set aside "
        "of it"),
    1, 1, approve_options, 0, run_approve },
  { "refuse", "ID", N_ ("Forget a laptop’s request, by the ID that “enrol list” shows"),
    1, 1, NULL, 0, run_refuse },
};

const AhadiVerb ahadi_cmd_enrol = { "enrol",
                                    N_ ("Ask for a laptop to be trusted, and decide"),
                                    commands, G_N_ELEMENTS (commands) };
