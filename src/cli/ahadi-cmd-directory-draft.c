/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ahadi-draft-listing.h"
#include "ahadi-listing.h"

/* `directory draft …`: each changes the next directory, which is published at once
 * where this vault holds enough root keys, and else waits for its custodians. */

#define TO                                                                               \
  {                                                                                      \
    "to", AHADI_VALUE_FILE, N_ ("write the draft that then waits to FILE")               \
  }

const AhadiOption ahadi_draft_options[] = { TO, { NULL } };
const AhadiOption ahadi_draft_roots_options[] = {
  { "threshold", "K", N_ ("how many custodians have to sign") },
  TO,
  { NULL },
};
const AhadiOption ahadi_draft_code_options[] = {
  { "official", NULL, N_ ("the text is the official one") },
  TO,
  { NULL },
};

/* --- the changes; each is unlocked before --- */

static gboolean
draft_roots (AhadiInvocation *invocation, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  const char *path;
  const char *twice = NULL;
  guint threshold;

  if (!ahadi_invocation_number (invocation, "threshold", 1, 16, &threshold, error))
    return FALSE;
  if (threshold == 0)
    return ahadi_usage_error_set (
        error, "%s", _ ("Say with --threshold how many custodians have to sign."));
  for (guint i = 0; (path = ahadi_invocation_get (invocation, i)) != NULL; i++)
    {
      char *key = ahadi_trust_read_custodian (path, error);

      if (key == NULL)
        return ahadi_invocation_blame (invocation, path);
      if (g_ptr_array_find_with_equal_func (keys, key, g_str_equal, NULL))
        twice = path;
      g_ptr_array_add (keys, key);
    }
  g_ptr_array_add (keys, NULL);

  return ahadi_trust_draft_roots (ahadi_invocation_get_session (invocation), threshold,
                                  (const char *const *) keys->pdata, error) ||
         ahadi_invocation_blame (invocation, twice);
}

static gboolean
draft_holder_remove (AhadiInvocation *invocation, GError **error)
{
  AhadiId device;

  return ahadi_listing_parse_id (ahadi_invocation_get (invocation, 0), &device, error) &&
         ahadi_trust_draft_remove_holder (ahadi_invocation_get_session (invocation),
                                          &device, error);
}

/* NAME=VALUE; NAME= takes the setting out. */
static gboolean
draft_setting (AhadiInvocation *invocation, GError **error)
{
  const char *text = ahadi_invocation_get (invocation, 0);
  const char *value = strchr (text, '=');
  g_autofree char *name = NULL;

  if (value == NULL)
    return ahadi_usage_error_refuse (error, _ ("Write the setting as NAME=VALUE."));

  name = g_strndup (text, value - text);
  value++;
  return ahadi_trust_draft_setting (ahadi_invocation_get_session (invocation), name,
                                    *value != '\0' ? value : NULL, error);
}

static gboolean
draft_code (AhadiInvocation *invocation, GError **error)
{
  gboolean official = ahadi_invocation_option (invocation, "official") != NULL;

  return ahadi_trust_draft_code (ahadi_invocation_get_session (invocation),
                                 ahadi_invocation_get (invocation, 0),
                                 ahadi_invocation_get (invocation, 1), official, error);
}

static gboolean
draft_add (AhadiInvocation *invocation, GError **error)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *path;

  for (guint i = 0; (path = ahadi_invocation_get (invocation, i)) != NULL; i++)
    if (!ahadi_trust_draft_add_copy (session, path, error))
      return ahadi_invocation_blame (invocation, path);

  return TRUE;
}

static gboolean
draft_take (AhadiInvocation *invocation, GError **error)
{
  return TRUE;
}

static gboolean
draft_drop (AhadiInvocation *invocation, GError **error)
{
  return ahadi_trust_draft_drop (ahadi_invocation_get_session (invocation), error);
}

typedef gboolean (*ChangeFunc) (AhadiInvocation *invocation, GError **error);

/* --- what came of it --- */

static int
show_waiting (AhadiInvocation *invocation, AhadiProposal *draft)
{
  const char *to = ahadi_invocation_option (invocation, "to");
  g_autoptr (json_t) described = ahadi_trust_describe (draft);
  g_autoptr (json_t) object = json_object ();
  GError *error = NULL;

  if (to != NULL && !ahadi_trust_write_draft (draft, to, &error))
    return ahadi_invocation_fail_at (invocation, to, error);

  json_object_set_new (object, "published", json_false ());
  json_object_set (object, "draft", described);
  ahadi_invocation_print (invocation, object);
  ahadi_draft_listing_say (invocation, described);
  if (to != NULL)
    ahadi_invocation_say (invocation,
                          _ ("The draft is in %s; carry it to the custodians."), to);
  else
    ahadi_invocation_say (
        invocation, "%s",
        _ ("The draft waits in this vault. Write it to a file with “directory draft take "
           "--to FILE”, and carry that to the custodians."));
  return AHADI_EXIT_FINE;
}

static int
show_outcome (AhadiInvocation *invocation, ChangeFunc change)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (AhadiProposal) draft = NULL;
  g_autoptr (json_t) object = json_object ();
  GError *error = NULL;

  draft = ahadi_trust_read_draft (session, NULL, &error);
  if (error != NULL)
    return ahadi_invocation_fail (invocation, error);
  if (draft != NULL)
    return show_waiting (invocation, draft);

  if (change == draft_take || change == draft_drop)
    {
      json_object_set_new (object, "published", json_false ());
      ahadi_invocation_print (invocation, object);
      ahadi_invocation_say (invocation, "%s", _ ("No draft waits in this vault."));
      return AHADI_EXIT_FINE;
    }

  json_object_set_new (object, "published", json_true ());
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (
      invocation, "%s",
      _ ("Published: this vault holds enough root keys. Send the new card, or replies, "
         "which carry it, to everybody."));
  return AHADI_EXIT_FINE;
}

static int
run (AhadiInvocation *invocation, ChangeFunc change)
{
  GError *error = NULL;

  if (!ahadi_invocation_unlock (invocation, &error))
    return ahadi_invocation_fail (invocation, error);
  if (!change (invocation, &error))
    {
      g_autofree char *sentence = change == draft_add
                                      ? ahadi_sentence_for_joining (error)
                                      : ahadi_sentence_for_publishing (error);

      return sentence != NULL ? ahadi_invocation_fail_as (invocation, sentence, error)
                              : ahadi_invocation_fail (invocation, error);
    }

  return show_outcome (invocation, change);
}

int
ahadi_draft_run_roots (AhadiInvocation *invocation)
{
  return run (invocation, draft_roots);
}

int
ahadi_draft_run_holder_remove (AhadiInvocation *invocation)
{
  return run (invocation, draft_holder_remove);
}

int
ahadi_draft_run_settings (AhadiInvocation *invocation)
{
  return run (invocation, draft_setting);
}

int
ahadi_draft_run_code (AhadiInvocation *invocation)
{
  return run (invocation, draft_code);
}

int
ahadi_draft_run_take (AhadiInvocation *invocation)
{
  return run (invocation, draft_take);
}

int
ahadi_draft_run_drop (AhadiInvocation *invocation)
{
  return run (invocation, draft_drop);
}

int
ahadi_draft_run_add (AhadiInvocation *invocation)
{
  return run (invocation, draft_add);
}
