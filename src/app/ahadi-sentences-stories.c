/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

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

char *
ahadi_stories_describe (const AhadiStory *story)
{
  g_autofree char *first = ahadi_words_time (story->first);
  g_autofree char *last = ahadi_words_time (story->last);
  gulong n = (gulong) story->changes;

  if (n == 0)
    return g_strdup_printf (_ ("For %s: nothing that is here or opens here"),
                            name_reader (story));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "For %s: %lu change, from %s to %s",
                                       "For %s: %lu changes, from %s to %s", n),
                          name_reader (story), n, first, last);
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

static guint64
count_others (GPtrArray *stories, const AhadiStory *story)
{
  guint64 count = 0;

  for (guint i = 0; i < stories->len; i++)
    {
      const AhadiStory *other = stories->pdata[i];

      if (other != story && ahadi_stream_id_equal (&other->stream, &story->stream))
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
