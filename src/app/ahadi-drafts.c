/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-drafts.h"

#include <string.h>

/*
 * A draft is the vault's setting "draft/<name>" with the text
 *   {"kind":"member","time":<ms>,"values":{…}}
 */
#define DRAFT_PREFIX "draft/"

void
ahadi_draft_free (AhadiDraft *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  json_decref (self->values);
  g_free (self);
}

/* Our JSON is NFC only, a keyboard's need not be. Takes nothing, gives a new value. */
static json_t *
normalise (json_t *value)
{
  const char *key;
  json_t *child;
  json_t *copy;
  size_t i;

  if (json_is_string (value))
    {
      g_autofree char *text =
          g_utf8_normalize (json_string_value (value), -1, G_NORMALIZE_NFC);

      return json_string (text == NULL ? "" : text);
    }

  if (json_is_array (value))
    {
      copy = json_array ();
      json_array_foreach (value, i, child)
          json_array_append_new (copy, normalise (child));
      return copy;
    }

  if (json_is_object (value))
    {
      copy = json_object ();
      json_object_foreach (value, key, child)
          json_object_set_new (copy, key, normalise (child));
      return copy;
    }

  return json_incref (value);
}

gboolean
ahadi_drafts_put (AhadiSession *session,
                  const char *name,
                  AhadiKind kind,
                  json_t *values,
                  GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autofree char *setting = g_strconcat (DRAFT_PREFIX, name, NULL);
  g_autoptr (json_t) object = json_object ();
  g_autofree char *text = NULL;

  if (vault == NULL)
    return FALSE;

  ahadi_json_set_text (object, "kind", ahadi_kind_get_info (kind)->name);
  ahadi_json_set_int (object, "time", ahadi_wall_clock_ms ());
  json_object_set_new (object, "values", normalise (values));
  text = ahadi_json_print (object);
  return ahadi_settings_set_text (vault, setting, text, error);
}

static AhadiDraft *
parse_draft (const char *name, const char *text, GError **error)
{
  static const char *const required[] = { "kind", "time", "values", NULL };
  g_autoptr (json_t) object = ahadi_json_parse (text, strlen (text), error);
  const AhadiKindInfo *info;
  const char *kind;
  AhadiDraft *draft;
  gint64 time = 0;

  if (object == NULL || !ahadi_json_check_members (object, required, NULL, error))
    return NULL;
  if ((kind = ahadi_json_get_text (object, "kind", error)) == NULL ||
      !ahadi_json_get_int (object, "time", 0, G_GINT64_CONSTANT (1) << 52, &time, error))
    return NULL;

  info = ahadi_kind_find (kind);
  if (info == NULL || !json_is_object (json_object_get (object, "values")))
    {
      g_set_error_literal (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_SYNTAX,
                           "cannot read the draft: it is not one of ours");
      return NULL;
    }

  draft = g_new0 (AhadiDraft, 1);
  draft->name = g_strdup (name);
  draft->kind = info->kind;
  draft->time = time;
  draft->values = json_incref (json_object_get (object, "values"));
  return draft;
}

AhadiDraft *
ahadi_drafts_get (AhadiSession *session, const char *name, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autofree char *setting = g_strconcat (DRAFT_PREFIX, name, NULL);
  g_autofree char *text = NULL;

  if (vault == NULL)
    return NULL;

  text = ahadi_settings_get_text (vault, setting, error);
  return text == NULL ? NULL : parse_draft (name, text, error);
}

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  const AhadiDraft *first = *(AhadiDraft *const *) a;
  const AhadiDraft *second = *(AhadiDraft *const *) b;

  if (first->time != second->time)
    return first->time > second->time ? -1 : 1;
  return strcmp (first->name, second->name);
}

GPtrArray *
ahadi_drafts_list (AhadiSession *session, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (GPtrArray) drafts = NULL;
  g_auto (GStrv) settings = NULL;

  if (vault == NULL)
    return NULL;
  settings = ahadi_settings_list (vault, DRAFT_PREFIX, error);
  if (settings == NULL)
    return NULL;

  drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_draft_free);
  for (gsize i = 0; settings[i] != NULL; i++)
    {
      g_autoptr (GError) local = NULL;
      AhadiDraft *draft =
          ahadi_drafts_get (session, settings[i] + strlen (DRAFT_PREFIX), &local);

      /* One draft of a newer program must not hide the others. */
      if (draft != NULL)
        g_ptr_array_add (drafts, draft);
      else if (local != NULL && local->domain != AHADI_BASE_ERROR)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }

  g_ptr_array_sort (drafts, compare_newest);
  return g_steal_pointer (&drafts);
}

gboolean
ahadi_drafts_remove (AhadiSession *session, const char *name, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autofree char *setting = g_strconcat (DRAFT_PREFIX, name, NULL);

  return vault != NULL && ahadi_settings_set_text (vault, setting, NULL, error) &&
         ahadi_vault_sweep (vault, error);
}
