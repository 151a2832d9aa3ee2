/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-duplicate-listing.h"
#include "ahadi-watch.h"

/* Ctrl+C leaves what was compared, and says so. */
static gboolean
look (AhadiInvocation *invocation, GError **error)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (AhadiWatch) watch = ahadi_watch_new (ahadi_invocation_is_json (invocation));
  g_autoptr (GError) local = NULL;

  if (ahadi_duplicates_look (session, ahadi_watch_get_progress (watch), &local))
    return TRUE;
  if (!g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  return ahadi_usage_error_refuse (
      error, _ ("Stopped. What was compared so far is kept; the next look goes on from "
                "there."));
}

static void
say_counts (AhadiInvocation *invocation, const AhadiDuplicateCounts *counts, guint shown)
{
  if (shown == 0)
    ahadi_invocation_say (invocation, "%s", _ ("There is nobody to ask about."));
  if (counts->perhaps > 0 && ahadi_invocation_option (invocation, "all") == NULL)
    ahadi_invocation_say (
        invocation,
        g_dngettext (GETTEXT_PACKAGE,
                     "%lu more pair is perhaps one person; --all shows it.",
                     "%lu more pairs are perhaps one person; --all shows them.",
                     (gulong) counts->perhaps),
        (gulong) counts->perhaps);
}

static int
run_list (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  gboolean decided = ahadi_invocation_option (invocation, "decided") != NULL;
  AhadiDuplicatesFilter filter = decided ? AHADI_DUPLICATES_DECIDED
                                 : ahadi_invocation_option (invocation, "all") != NULL
                                     ? AHADI_DUPLICATES_ALL
                                     : AHADI_DUPLICATES_SURE;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (json_t) object = json_object ();
  AhadiDuplicateCounts counts;
  GError *error = NULL;
  guint offset, limit;

  if (!ahadi_invocation_number (invocation, "limit", 1, G_MAXINT, &limit, &error) ||
      !ahadi_invocation_number (invocation, "offset", 0, G_MAXINT, &offset, &error) ||
      !ahadi_invocation_unlock (invocation, &error) || !look (invocation, &error) ||
      !ahadi_duplicates_count (session, &counts, &error) ||
      (list = ahadi_duplicates_list (session, filter, offset, limit, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  json_object_set_new (object, "pairs", ahadi_duplicate_listing_print (invocation, list));
  ahadi_json_set_int (object, "sure", (gint64) counts.sure);
  ahadi_json_set_int (object, "perhaps", (gint64) counts.perhaps);
  ahadi_invocation_print (invocation, object);
  if (decided)
    {
      if (list->len == 0)
        ahadi_invocation_say (invocation, "%s", _ ("Nothing was decided yet."));
    }
  else
    say_counts (invocation, &counts, list->len);
  return AHADI_EXIT_FINE;
}

static gboolean
parse_pair (AhadiInvocation *invocation, AhadiId ids[2], GError **error)
{
  for (guint i = 0; i < 2; i++)
    if (!ahadi_listing_parse_id (ahadi_invocation_get (invocation, i), &ids[i], error))
      return FALSE;

  return !ahadi_id_equal (&ids[0], &ids[1]) ||
         ahadi_usage_error_set (error, _ ("That is twice the same record: name two."));
}

static int
run_show (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (AhadiDuplicate) duplicate = NULL;
  g_autoptr (json_t) object = NULL;
  GError *error = NULL;
  AhadiId ids[2];

  if (!parse_pair (invocation, ids, &error) ||
      !ahadi_invocation_unlock (invocation, &error) ||
      (duplicate = ahadi_duplicates_get (session, &ids[0], &ids[1], &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  object = ahadi_duplicate_listing_to_json (duplicate);
  ahadi_invocation_print (invocation, object);
  ahadi_duplicate_listing_compare (invocation, duplicate);
  return AHADI_EXIT_FINE;
}

static const char *
say_verdict (const char *verdict)
{
  if (g_str_equal (verdict, AHADI_SAME_AS_SAME))
    return _ ("Kept: they are the same person. Both records stay, and are shown "
              "together. “duplicates undo” takes it back.");
  if (g_str_equal (verdict, AHADI_SAME_AS_DIFFERENT))
    return _ ("Kept: they are two people, and are not asked about again. “duplicates "
              "undo” takes it back.");
  return _ ("Taken back: nothing is decided of these two.");
}

static int
decide (AhadiInvocation *invocation, const char *verdict)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *reason = ahadi_invocation_option (invocation, "reason");
  g_autoptr (AhadiDuplicate) duplicate = NULL;
  g_autoptr (json_t) object = NULL;
  GError *error = NULL;
  gboolean changed;
  AhadiId ids[2];

  if (!parse_pair (invocation, ids, &error) ||
      !ahadi_invocation_unlock (invocation, &error) ||
      !ahadi_duplicates_decide (session, &ids[0], &ids[1], verdict, reason, &changed,
                                &error) ||
      (duplicate = ahadi_duplicates_get (session, &ids[0], &ids[1], &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  object = ahadi_duplicate_listing_to_json (duplicate);
  json_object_set_new (object, "changed", json_boolean (changed));
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (invocation, "%s",
                        changed ? say_verdict (verdict)
                                : _ ("That is what was said last; nothing was changed."));
  return AHADI_EXIT_FINE;
}

static int
run_same (AhadiInvocation *invocation)
{
  return decide (invocation, AHADI_SAME_AS_SAME);
}

static int
run_different (AhadiInvocation *invocation)
{
  return decide (invocation, AHADI_SAME_AS_DIFFERENT);
}

static int
run_undo (AhadiInvocation *invocation)
{
  return decide (invocation, AHADI_SAME_AS_UNDECIDED);
}

static const AhadiOption list_options[] = {
  { "all", NULL, N_ ("also pairs that are perhaps one person") },
  { "decided", NULL, N_ ("instead those of which it was decided") },
  { "limit", "N", N_ ("at most N of them") },
  { "offset", "N", N_ ("leave out the first N") },
  { NULL },
};

static const AhadiOption decide_options[] = {
  { "reason", "TEXT", N_ ("why, in one line") },
  { NULL },
};

static const AhadiCommand commands[] = {
  { "list", "",
    N_ ("Compare members who are new or changed with all others, and list who may be "
        "there twice"),
    0, 0, list_options, 0, run_list },
  { "show", "ID ID", N_ ("Two members beside each other, and what speaks for one person"),
    2, 2, NULL, 0, run_show },
  { "same", "ID ID", N_ ("Say that two are the same person; both records stay"), 2, 2,
    decide_options, 0, run_same },
  { "different", "ID ID", N_ ("Say that two are two people"), 2, 2, decide_options, 0,
    run_different },
  { "undo", "ID ID", N_ ("Take back what was said of two"), 2, 2, decide_options, 0,
    run_undo },
};

const AhadiVerb ahadi_cmd_duplicates = { "duplicates",
                                         N_ ("Members who may be there twice"), commands,
                                         G_N_ELEMENTS (commands) };
