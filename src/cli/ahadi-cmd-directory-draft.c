/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ahadi-draft-listing.h"
#include "ahadi-listing.h"

/* `directory draft WHAT …`: each changes the next directory, which is published at once
 * where this vault holds enough root keys, and else waits for its custodians. */

const AhadiOption ahadi_draft_options[] = {
  { "threshold", "K", N_ ("roots: how many custodians have to sign") },
  { "official", NULL, N_ ("code: the text is the official one") },
  { "to", AHADI_VALUE_FILE, N_ ("write the draft that then waits to FILE") },
  { NULL },
};

static int
misuse (AhadiInvocation *invocation)
{
  return ahadi_invocation_misuse (
      invocation, _ ("Write one of: directory draft roots PUB… --threshold K, "
                     "holder-remove ID, settings NAME=VALUE, code LANGUAGE FILE, take, "
                     "drop"));
}

/* --- the changes; each is unlocked before --- */

static gboolean
draft_roots (AhadiInvocation *invocation, GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  const char *path;
  guint threshold;

  if (!ahadi_invocation_number (invocation, "threshold", 1, 16, &threshold, error))
    return FALSE;
  for (guint i = 1; (path = ahadi_invocation_get (invocation, i)) != NULL; i++)
    g_ptr_array_add (paths, (gpointer) path);
  g_ptr_array_add (paths, NULL);

  return ahadi_trust_draft_roots (ahadi_invocation_get_session (invocation), threshold,
                                  (const char *const *) paths->pdata, error);
}

static gboolean
draft_holder_remove (AhadiInvocation *invocation, GError **error)
{
  AhadiId device;

  return ahadi_listing_parse_id (ahadi_invocation_get (invocation, 1), &device, error) &&
         ahadi_trust_draft_remove_holder (ahadi_invocation_get_session (invocation),
                                          &device, error);
}

/* NAME=VALUE; NAME= takes the setting out. */
static gboolean
draft_setting (AhadiInvocation *invocation, GError **error)
{
  const char *text = ahadi_invocation_get (invocation, 1);
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
                                 ahadi_invocation_get (invocation, 1),
                                 ahadi_invocation_get (invocation, 2), official, error);
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

typedef struct
{
  const char *word;
  guint least; /* arguments, with the word */
  guint most;
  gboolean (*run) (AhadiInvocation *invocation, GError **error);
} Change;

static const Change changes[] = {
  { "roots", 2, 17, draft_roots },     { "holder-remove", 2, 2, draft_holder_remove },
  { "settings", 2, 2, draft_setting }, { "code", 3, 3, draft_code },
  { "take", 1, 1, draft_take },        { "drop", 1, 1, draft_drop },
};

static const Change *
find_change (const AhadiInvocation *invocation)
{
  guint n = 0;

  while (ahadi_invocation_get (invocation, n) != NULL)
    n++;
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      if (g_str_equal (changes[i].word, ahadi_invocation_get (invocation, 0)) &&
          n >= changes[i].least && n <= changes[i].most)
        return &changes[i];
    }

  return NULL;
}

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
show_outcome (AhadiInvocation *invocation, const Change *change)
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

  if (change->run == draft_take || change->run == draft_drop)
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

int
ahadi_draft_run (AhadiInvocation *invocation)
{
  const Change *change = find_change (invocation);
  GError *error = NULL;

  if (change == NULL)
    return misuse (invocation);
  if (!ahadi_invocation_unlock (invocation, &error) || !change->run (invocation, &error))
    return ahadi_invocation_fail (invocation, error);

  return show_outcome (invocation, change);
}
