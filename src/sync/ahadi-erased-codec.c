/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * One spelling, no blanks, ended by a newline (FORMAT.md section 4, rule G1):
 *
 *   {"erased":{"audience":"membership","entity":"<32 hex>","kind":"member","reason":
 * "request","date":"2026-11-28"}}
 *
 * audience is one without an id in its name; kind and reason are words of the fields
 * of_kind and reason of an erasure, date is a day.
 */

#include "ahadi-erased-codec.h"

#include <string.h>

#include "ahadi-codec.h"
#include "ahadi-error-map.h"

#define OPENING "{\"erased\":"

static const char *const line_members[] = { "erased", NULL };
static const char *const members[] = { "audience", "entity", "kind",
                                       "reason",   "date",   NULL };

gboolean
ahadi_erased_is_line (const char *line, gsize size)
{
  return size >= strlen (OPENING) && memcmp (line, OPENING, strlen (OPENING)) == 0;
}

void
ahadi_erased_print (const AhadiGone *self, GString *line)
{
  g_autoptr (json_t) document = json_object ();
  g_autofree char *text = NULL;
  json_t *erased = json_object ();

  ahadi_json_set_text (erased, "audience", self->scope);
  ahadi_json_set_bytes (erased, "entity", self->entity.bytes, AHADI_ID_SIZE);
  ahadi_json_set_text (erased, "kind", ahadi_kind_get_info (self->kind)->name);
  ahadi_json_set_text (erased, "reason", self->reason);
  ahadi_json_set_text (erased, "date", self->date);
  json_object_set_new (document, "erased", erased);
  text = ahadi_json_print (document);
  g_string_append (line, text);
  g_string_append_c (line, '\n');
}

static gboolean
check_scope (const char *scope, GError **error)
{
  AhadiAudienceClass audience;

  return (ahadi_audience_parse (scope, &audience, NULL) &&
          audience <= AHADI_AUDIENCE_SAFEGUARDING) ||
         ahadi_codec_refuse (error, "G1", "an erased record is of no such audience");
}

/* As in an erasure. */
static char *
get_word (json_t *erased, const char *name, guint field, GError **error)
{
  const char *text = ahadi_json_get_text (erased, name, error);
  g_autoptr (GError) why = NULL;

  if (text == NULL)
    return NULL;
  if (ahadi_field_check (&ahadi_erasure_info.fields[field], text, &why))
    return g_strdup (text);

  ahadi_codec_refuse (error, "G1", why->message);
  return NULL;
}

static gboolean
parse_words (json_t *erased, AhadiGone *self, GError **error)
{
  g_autofree char *kind = get_word (erased, "kind", AHADI_ERASURE_OF_KIND, error);
  AhadiDate day;

  if (kind == NULL)
    return FALSE;

  self->kind = ahadi_kind_find (kind)->kind;
  self->reason = get_word (erased, "reason", AHADI_ERASURE_REASON, error);
  if (self->reason == NULL)
    return FALSE;

  self->date = get_word (erased, "date", AHADI_ERASURE_DATE, error);
  if (self->date == NULL)
    return FALSE;

  return (ahadi_date_parse (self->date, &day, NULL) && day.day != 0) ||
         ahadi_codec_refuse (error, "G1", "a record was erased on no day");
}

static gboolean
parse_erased (json_t *document, AhadiGone *self, GError **error)
{
  const char *scope;
  json_t *erased;

  if (!json_is_object (document) ||
      !ahadi_json_check_members (document, line_members, NULL, error))
    return FALSE;

  erased = json_object_get (document, "erased");
  if (!json_is_object (erased))
    return ahadi_codec_refuse (error, "G1", "what was erased is not an object");
  if (!ahadi_json_check_members (erased, members, NULL, error) ||
      !ahadi_json_get_id (erased, "entity", &self->entity, error))
    return FALSE;

  scope = ahadi_json_get_text (erased, "audience", error);
  if (scope == NULL || !check_scope (scope, error))
    return FALSE;

  g_strlcpy (self->scope, scope, sizeof self->scope);
  return parse_words (erased, self, error);
}

AhadiGone *
ahadi_erased_parse (const char *line, gsize size, GError **error)
{
  g_autoptr (AhadiGone) self = g_new0 (AhadiGone, 1);
  g_autoptr (json_t) document = ahadi_json_parse (line, size, error);
  g_autoptr (GString) spelling = g_string_new (NULL);

  if (document == NULL || !parse_erased (document, self, error))
    {
      ahadi_error_map_input (error, "cannot read what was erased");
      return NULL;
    }

  ahadi_erased_print (self, spelling);
  g_string_truncate (spelling, spelling->len - 1);
  return ahadi_codec_check_spelling (line, size, spelling->str, error)
             ? g_steal_pointer (&self)
             : NULL;
}

int
ahadi_erased_compare (const AhadiGone *a, const AhadiGone *b)
{
  int order = strcmp (a->scope, b->scope);

  return order != 0 ? order : ahadi_id_compare (&a->entity, &b->entity);
}
