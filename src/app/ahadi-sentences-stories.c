/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ahadi-stories.h"
#include "ahadi-words.h"

static const char *
name_reader (const AhadiStory *story)
{
  AhadiAudienceClass audience;

  return ahadi_audience_parse (story->stream.audience, &audience, NULL)
             ? ahadi_words_audience (audience)
             : story->stream.audience;
}

static char *
describe_span (const AhadiStory *story)
{
  g_autofree char *first = ahadi_words_time (story->first);
  g_autofree char *last = ahadi_words_time (story->last);

  return strcmp (first, last) == 0 ? g_steal_pointer (&first)
                                   : g_strdup_printf (_ ("from %s to %s"), first, last);
}

char *
ahadi_stories_describe (const AhadiStory *story)
{
  g_autofree char *span = describe_span (story);
  gulong n = (gulong) story->changes;

  if (n == 0)
    return g_strdup_printf (_ ("For %s: nothing that is here or opens here"),
                            name_reader (story));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "For %s: %lu change, %s",
                                       "For %s: %lu changes, %s", n),
                          name_reader (story), n, span);
}

/* Never of a report: it is told by its reference. */
static const char *
find_name (const AhadiRecord *record)
{
  switch (ahadi_record_get_kind (record))
    {
    case AHADI_KIND_CIRCLE:
      return ahadi_record_get (record, AHADI_CIRCLE_NAME);
    case AHADI_KIND_MEMBER:
      return ahadi_record_get (record, AHADI_MEMBER_NAME);
    case AHADI_KIND_REPORT:
      return ahadi_record_get (record, AHADI_REPORT_REFERENCE);
    case AHADI_KIND_ATTACHMENT:
      return ahadi_record_get (record, AHADI_ATTACHMENT_NAME);
    default:
      return NULL;
    }
}

char *
ahadi_stories_name_record (const AhadiRecord *record)
{
  const char *kind = ahadi_words_kind (ahadi_record_get_kind (record));
  const char *name = find_name (record);

  return name != NULL ? g_strdup_printf ("%s: %s", kind, name) : g_strdup (kind);
}

/* --- what differs --- */

static gboolean
is_another (const AhadiStory *story, const AhadiStory *other)
{
  return other != story && ahadi_stream_id_equal (&other->stream, &story->stream);
}

/* Returns: (nullable) (transfer none) */
static const AhadiRecord *
find_same (const AhadiStory *story, const AhadiRecord *record)
{
  for (guint i = 0; i < story->records->len; i++)
    {
      const AhadiRecord *other = story->records->pdata[i];

      if (ahadi_record_get_kind (other) == ahadi_record_get_kind (record) &&
          ahadi_id_equal (ahadi_record_get_id (other), ahadi_record_get_id (record)))
        return other;
    }

  return NULL;
}

/* Returns: (element-type AhadiRecord): the same record, as the others tell it */
static GPtrArray *
list_others (GPtrArray *stories, const AhadiStory *story, const AhadiRecord *record)
{
  GPtrArray *others = g_ptr_array_new ();

  for (guint i = 0; i < stories->len; i++)
    {
      const AhadiRecord *other = is_another (story, stories->pdata[i])
                                     ? find_same (stories->pdata[i], record)
                                     : NULL;

      if (other != NULL)
        g_ptr_array_add (others, (gpointer) other);
    }

  return others;
}

static gboolean
differs (const AhadiRecord *record, GPtrArray *others, guint field)
{
  for (guint i = 0; i < others->len; i++)
    if (g_strcmp0 (ahadi_record_get (record, field),
                   ahadi_record_get (others->pdata[i], field)) != 0)
      return TRUE;

  return FALSE;
}

static void
tell_field (GString *text, const AhadiRecord *record, guint field)
{
  const AhadiKindInfo *info = ahadi_record_get_info (record);
  const char *value = ahadi_record_get (record, field);
  g_autofree char *words =
      value != NULL ? ahadi_words_value (&info->fields[field], value) : NULL;

  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                          ahadi_words_field (info->kind, field));
  if (info->kind != AHADI_KIND_REPORT)
    g_string_append_printf (text, ": %s", words != NULL ? words : _ ("empty"));
}

char *
ahadi_stories_tell_difference (GPtrArray *stories,
                               const AhadiStory *story,
                               const AhadiRecord *record)
{
  g_autoptr (GPtrArray) others = list_others (stories, story, record);
  const AhadiKindInfo *info = ahadi_record_get_info (record);
  g_autoptr (GString) text = g_string_new (NULL);

  if (others->len == 0)
    return g_strdup (_ ("Only this story tells of it"));

  for (guint i = 0; i < info->n_fields; i++)
    if (differs (record, others, i))
      tell_field (text, record, i);

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE)
                       : g_strdup (_ ("The same in each"));
}

/* --- what a choice changes --- */

static guint64
count_others (GPtrArray *stories, const AhadiStory *story)
{
  guint64 count = 0;

  for (guint i = 0; i < stories->len; i++)
    {
      const AhadiStory *other = stories->pdata[i];

      if (is_another (story, other))
        count += other->changes;
    }

  return count;
}

char *
ahadi_stories_say_choice (GPtrArray *stories, const AhadiStory *story)
{
  gulong chosen = (gulong) story->changes;
  gulong others = (gulong) count_others (stories, story);
  g_autofree char *what =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Its %lu change counts then",
                                    "Its %lu changes count then", chosen),
                       chosen);
  g_autofree char *rest = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%lu change of the other stories does not",
                   "%lu changes of the other stories do not", others),
      others);

  return g_strdup_printf (
      _ ("%s; %s. All are kept, a later choice replaces this one, and "
         "who reads them too comes to the same with your next bundle."),
      what, rest);
}

/* --- what to do --- */

static gboolean
is_chosen (GPtrArray *stories)
{
  for (guint i = 0; i < stories->len; i++)
    if (((const AhadiStory *) stories->pdata[i])->counts)
      return TRUE;

  return FALSE;
}

const char *
ahadi_stories_advise (GPtrArray *stories, gboolean trusted)
{
  if (stories->len == 0)
    return _ ("That laptop told one story only, as far as is known here.");
  if (trusted)
    return _ ("That laptop was copied, or put back to an older day, and told more than "
              "one story. All are kept here. It is trusted: reply to it, and it sends "
              "its own again; nothing is lost then. Only of a laptop that is revoked is "
              "it chosen here which story counts.");
  if (is_chosen (stories))
    return _ ("An office has chosen which story counts, and that travels with its next "
              "bundles. The others are kept, and you can choose anew.");

  return _ ("That laptop was copied, or put back to an older day, and told more than one "
            "story; it is not trusted any more. All are kept, and from where they part "
            "none counts until you choose one. Speak with the branch first: who wrote "
            "what?");
}

const char *
ahadi_stories_say_refusal (const GError *error)
{
  if (g_error_matches (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY))
    return _ ("Only an office decides that, and only of a laptop that is no longer "
              "trusted. Nothing was changed. Revoke it first, or take in the newest "
              "card.");
  if (g_error_matches (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND))
    return _ ("More of that story came in meanwhile. Nothing was changed. Look at it "
              "again, then choose.");
  return NULL;
}
