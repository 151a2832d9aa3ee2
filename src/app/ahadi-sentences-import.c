/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-sentences.h"

#include <glib/gi18n-lib.h>

#include "ahadi-sentences-rules.h"

/* The order in which a list of counts names the kinds. */
static const AhadiKind kinds_in_order[] = {
  AHADI_KIND_MEMBER, AHADI_KIND_PLEDGE,     AHADI_KIND_WITHDRAWAL, AHADI_KIND_CIRCLE,
  AHADI_KIND_REPORT, AHADI_KIND_ADDENDUM,   AHADI_KIND_ATTACHMENT, AHADI_KIND_ERASURE,
  AHADI_KIND_CUTOFF, AHADI_KIND_SETTLEMENT, AHADI_KIND_SAME_AS,    AHADI_KIND_BASELINE,
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds_in_order) == AHADI_KIND_MAX);

static char *
say_count (AhadiKind kind, guint64 count)
{
  gulong n = (gulong) count;

  switch (kind)
    {
    case AHADI_KIND_MEMBER:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%lu member", "%lu members", n), n);
    case AHADI_KIND_PLEDGE:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%lu pledge", "%lu pledges", n), n);
    case AHADI_KIND_WITHDRAWAL:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%lu withdrawal", "%lu withdrawals", n), n);
    case AHADI_KIND_CIRCLE:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%lu circle", "%lu circles", n), n);
    case AHADI_KIND_REPORT:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%lu report", "%lu reports", n), n);
    case AHADI_KIND_ADDENDUM:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%lu addition", "%lu additions", n), n);
    case AHADI_KIND_ATTACHMENT:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%lu attachment", "%lu attachments", n), n);
    case AHADI_KIND_ERASURE:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%lu erasure", "%lu erasures", n), n);
    case AHADI_KIND_CUTOFF:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%lu decision on a laptop that is not trusted",
                       "%lu decisions on laptops that are not trusted", n),
          n);
    case AHADI_KIND_SETTLEMENT:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%lu decision on a field that two changed apart",
                       "%lu decisions on fields that two changed apart", n),
          n);
    case AHADI_KIND_SAME_AS:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%lu decision on whether two are one person",
                       "%lu decisions on whether two are one person", n),
          n);
    case AHADI_KIND_BASELINE:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                           "%lu part of older history closed",
                                           "%lu parts of older history closed", n),
                              n);
    default:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%lu record", "%lu records", n), n);
    }
}

char *
ahadi_sentence_list_counts (const guint64 counts[AHADI_KIND_MAX + 1])
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  GString *text;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds_in_order); i++)
    if (counts[kinds_in_order[i]] > 0)
      g_ptr_array_add (items, say_count (kinds_in_order[i], counts[kinds_in_order[i]]));
  if (items->len == 0)
    return NULL;

  text = g_string_new (items->pdata[0]);
  for (guint i = 1; i < items->len; i++)
    {
      /* Translators: the last two of a list: "3 members and 1 report" */
      g_string_append (text, i + 1 == items->len ? _ (" and ") : ", ");
      g_string_append (text, items->pdata[i]);
    }
  return g_string_free (text, FALSE);
}

static void
add_sentence (GString *text, char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

static void
say_corrected (GString *text, const AhadiApplyCounts *counts)
{
  gulong n = 0;

  for (guint i = 0; i <= AHADI_KIND_MAX; i++)
    n += (gulong) counts->changed[i];
  if (n > 0)
    add_sentence (
        text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%lu record was corrected.",
                                            "%lu records were corrected.", n),
                               n));
}

static void
say_received (GString *text, gulong n)
{
  if (n > 0)
    add_sentence (
        text,
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                      "The office has received %lu of your records.",
                                      "The office has received %lu of your records.", n),
                         n));
}

static void
say_files (GString *text, const AhadiImportResult *result)
{
  if (result->files > 0)
    add_sentence (
        text, g_strdup_printf (
                  g_dngettext (GETTEXT_PACKAGE, "%u attached file is now here whole.",
                               "%u attached files are now here whole.", result->files),
                  result->files));
  if (result->spoilt > 0)
    add_sentence (text, g_strdup (_ ("An attached file arrived damaged and was dropped; "
                                     "your next reply asks for it again.")));
  if (result->blobs_refused != NULL)
    add_sentence (text, g_strdup (_ ("Attached files in it could not be taken in; ask "
                                     "the sender to export everything again.")));
}

static void
say_erased (GString *text, gulong n)
{
  if (n > 0)
    add_sentence (
        text,
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                      "An office erased %lu record; its content is gone "
                                      "from here too.",
                                      "An office erased %lu records; their content is "
                                      "gone from here too.",
                                      n),
                         n));
}

static void
say_merged (GString *text, const AhadiImportResult *result)
{
  g_autofree char *created = ahadi_sentence_list_counts (result->counts.created);

  if (created != NULL)
    /* Translators: "New: 32 members and 30 pledges." */
    add_sentence (text, g_strdup_printf (_ ("New: %s."), created));
  say_corrected (text, &result->counts);
  say_received (text, (gulong) result->acks);
  say_erased (text, (gulong) result->erased);
  if (result->newer_card)
    add_sentence (text, g_strdup (_ ("It brought a newer card of the office.")));
  if (result->is_request)
    add_sentence (text, g_strdup (_ ("A laptop asks to be listed. Compare its digits "
                                     "with the branch, then approve or refuse it.")));
  say_files (text, result);
  /* Of a file that no record here names nothing is said: it is for other readers. */
  if (text->len == 0 && result->pieces > 0 && result->partial > 0)
    add_sentence (text, g_strdup (_ ("It brought pieces of attached files.")));
  if (text->len == 0)
    add_sentence (text, g_strdup (_ ("There was nothing new in it.")));
  if (result->older_card)
    add_sentence (text, g_strdup (_ ("The card that came with it is older than the one "
                                     "here; the one here is kept.")));
}

static void
say_conflicts (GString *text, gulong n)
{
  if (n > 0)
    add_sentence (text, g_strdup_printf (
                            g_dngettext (GETTEXT_PACKAGE,
                                         "%lu answer was changed in two places at once; "
                                         "the newer one shows, and both are kept.",
                                         "%lu answers were changed in two places at "
                                         "once; the newer ones show, and all are kept.",
                                         n),
                            n));
}

static void
say_parked (GString *text, gulong n)
{
  if (n > 0)
    add_sentence (
        text,
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                      "%lu entry is dated more than a day ahead; it is "
                                      "kept and shows when its time has come.",
                                      "%lu entries are dated more than a day ahead; they "
                                      "are kept and show when their time has come.",
                                      n),
                         n));
}

/* In what another holder of an office handed on. */
static void
say_missing_between (GString *text, gulong n)
{
  add_sentence (
      text,
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%lu earlier entry is missing here.",
                                    "%lu earlier entries are missing here.", n),
                       n));
  add_sentence (text, g_strdup (_ ("Your next export asks the other offices for what is "
                                   "missing, and theirs brings what they have.")));
}

static void
say_missing (GString *text, const AhadiImportResult *result)
{
  gulong n = (gulong) result->missing;

  if (n == 0)
    return;
  if (result->between)
    {
      say_missing_between (text, n);
      return;
    }

  add_sentence (
      text,
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                    "%lu earlier entry of that laptop is missing.",
                                    "%lu earlier entries of that laptop are missing.", n),
                       n));
  add_sentence (text, g_strdup (result->answered
                                    ? _ ("Reply to it: the reply asks for them, and "
                                         "its next export brings them.")
                                    : _ ("Ask for an export of everything.")));
}

#define MOST_FILLED 5

static char *
name_author (const AhadiImportResult *result, const AhadiFilled *filled)
{
  if (!ahadi_id_equal (&filled->device, &result->device))
    return g_strdup (_ ("somebody else"));

  return result->branch != NULL ? g_strdup_printf (_ ("Branch %s"), result->branch)
                                : g_strdup (_ ("that office"));
}

static void
say_one_filled (GString *text, const AhadiFilled *filled, const char *author)
{
  if (filled->from == filled->to)
    add_sentence (text,
                  g_strdup_printf (_ ("Change %lu of %s, which was missing, arrived."),
                                   (gulong) filled->from, author));
  else
    add_sentence (
        text, g_strdup_printf (_ ("Changes %lu–%lu of %s, which were missing, arrived."),
                               (gulong) filled->from, (gulong) filled->to, author));
}

/* The first ones; more are of the same kind. */
static void
say_filled (GString *text, const AhadiImportResult *result)
{
  guint n = result->filled != NULL ? result->filled->len : 0;

  for (guint i = 0; i < MIN (n, MOST_FILLED); i++)
    {
      const AhadiFilled *filled = &g_array_index (result->filled, AhadiFilled, i);
      g_autofree char *author = name_author (result, filled);

      say_one_filled (text, filled, author);
    }

  if (n > 0 && result->missing == 0)
    add_sentence (text, g_strdup (_ ("Nothing of it is missing now.")));
}

/* The author of these records was copied or put back. @own: it is this laptop */
static void
say_fork (GString *text, const AhadiApplyCounts *counts, gboolean own)
{
  gulong n = (gulong) counts->reissued;

  if (counts->forks == 0)
    return;
  if (!own)
    {
      add_sentence (
          text,
          g_strdup (_ ("That laptop was copied, put back to an older day, or had a "
                       "clock that was ahead. What it wrote from then on is kept, and "
                       "does not count until the laptop has sent it again. Reply to "
                       "that branch.")));
      return;
    }

  add_sentence (
      text, g_strdup (_ ("This laptop was copied, or put back to an older day: somebody "
                         "has other entries that it signed. If there is a copy, keep "
                         "one laptop, and have the office enrol the other anew.")));
  if (n > 0)
    add_sentence (text, g_strdup_printf (
                            g_dngettext (GETTEXT_PACKAGE,
                                         "%lu record of this laptop will be sent again "
                                         "with the next export; nothing is lost.",
                                         "%lu records of this laptop will be sent again "
                                         "with the next export; nothing is lost.",
                                         n),
                            n));
}

/* Who wrote them is not trusted any more. */
static void
say_revoked (GString *text, gulong n)
{
  if (n > 0)
    add_sentence (
        text,
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                      "%lu entry is of a laptop that is no longer "
                                      "trusted, written after it was cut off; it is kept "
                                      "and does not count.",
                                      "%lu entries are of a laptop that is no longer "
                                      "trusted, written after it was cut off; they are "
                                      "kept and do not count.",
                                      n),
                         n));
}

static void
say_lost (GString *text, gulong n)
{
  if (n > 0)
    add_sentence (
        text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                            "The office holds %lu change of this laptop "
                                            "that is no longer on it; it is safe there.",
                                            "The office holds %lu changes of this laptop "
                                            "that are no longer on it; they are safe "
                                            "there.",
                                            n),
                               n));
}

static void
say_returned (GString *text, gulong n)
{
  if (n > 0)
    add_sentence (text, g_strdup_printf (
                            g_dngettext (GETTEXT_PACKAGE,
                                         "%lu change that this laptop had lost is back.",
                                         "%lu changes that this laptop had lost are "
                                         "back.",
                                         n),
                            n));
}

/* A reply tells of the laptop that reads it. */
static void
say_stories (GString *text, const AhadiImportResult *result)
{
  say_fork (text, &result->counts, result->is_reply || result->counts.reissued > 0);
  say_revoked (text, (gulong) result->counts.revoked);
  say_lost (text, (gulong) result->lost);
  say_returned (text, (gulong) result->returned);
}

static void
say_asked (GString *text, gulong n)
{
  if (n > 0)
    add_sentence (
        text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                            "The office asks again for %lu change that "
                                            "did not arrive there; your next export "
                                            "sends it by itself.",
                                            "The office asks again for %lu changes that "
                                            "did not arrive there; your next export "
                                            "sends them by itself.",
                                            n),
                               n));
}

/* Why a part was left out, as far as what is to be done differs. */
static const char *
find_part_sentence (const AhadiImportResult *result, const AhadiPartResult *part)
{
  const char *sentence = ahadi_sentence_find_for_rule (part->rule);
  gboolean is_fork =
      g_str_equal (part->refused, ahadi_sync_error_to_word (AHADI_SYNC_ERROR_FORK));

  if (sentence != NULL)
    return sentence;
  if (g_str_equal (part->refused, ahadi_sync_error_to_word (AHADI_SYNC_ERROR_NEWER)))
    return _ ("A part of it was made by a newer Ahadi; update Ahadi, then import it "
              "again.");
  if (is_fork && !result->is_reply)
    return _ ("A part of it tells another story than the same laptop signed before, and "
              "was left out; the laptop may have been copied or put back to an older "
              "day. Tell the branch before exchanging more with that laptop.");
  if (is_fork || g_str_equal (part->refused, AHADI_PART_ROLLED_BACK))
    return _ ("The office knows entries of this laptop that are not here: this vault was "
              "copied, or put back to an older day. What you write from now on will "
              "reach the office; tell the office, and compare what each has.");

  return _ ("A part of it could not be taken in; ask the sender to export everything "
            "again.");
}

/* Each only once, however many parts it is said of. */
static void
say_parts (GString *text, const AhadiImportResult *result)
{
  g_autoptr (GPtrArray) said = g_ptr_array_new ();

  for (guint i = 0; result->parts != NULL && i < result->parts->len; i++)
    {
      const AhadiPartResult *part = &g_array_index (result->parts, AhadiPartResult, i);
      gpointer sentence;

      if (part->refused == NULL)
        continue;
      sentence = (gpointer) find_part_sentence (result, part);
      if (g_ptr_array_find_with_equal_func (said, sentence, g_str_equal, NULL))
        continue;
      g_ptr_array_add (said, sentence);
      add_sentence (text, g_strdup (sentence));
    }
}

/* No name, no time, no sender: whoever carries has no business with these. */
static void
say_carried (GString *text, const AhadiImportResult *result)
{
  gulong inside = result->carried != NULL ? result->carried->len : 0;

  if (inside > 0)
    add_sentence (
        text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                            "It carried %lu bundle of somebody else.",
                                            "It carried %lu bundles of others.", inside),
                               inside));
  if (result->carry == AHADI_CARRY_KEPT)
    add_sentence (text, g_strdup (_ ("It is kept sealed, to be carried on with your next "
                                     "export.")));
  if (result->carry == AHADI_CARRY_FULL)
    add_sentence (text, g_strdup (_ ("There is no room to carry it on: as many bundles "
                                     "wait here as may. Hand those over first, then "
                                     "import it again.")));
}

char *
ahadi_sentence_carried_along (guint bundles)
{
  if (bundles == 0)
    return NULL;

  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u sealed bundle of others went along.",
                   "%u sealed bundles of others went along.", bundles),
      bundles);
}

char *
ahadi_sentence_carry_spoilt (guint bundles)
{
  if (bundles == 0)
    return NULL;

  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "%u sealed bundle that was kept here for others is lost or damaged, "
                   "and was left out. Ask whoever brought it for the same file, and "
                   "import it here again; if it is gone there too, “ahadictl carry "
                   "drop” forgets it.",
                   "%u sealed bundles that were kept here for others are lost or "
                   "damaged, and were left out. Ask whoever brought them for the same "
                   "files, and import them here again; if they are gone there too, "
                   "“ahadictl carry drop” forgets them.",
                   bundles),
      bundles);
}

static gboolean
is_undecided (const AhadiImportResult *result)
{
  return result->outcome == AHADI_OUTCOME_SET_ASIDE &&
         g_error_matches (result->reason, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_REVOKED);
}

static void
say_reason (GString *text, const AhadiImportResult *result)
{
  if (is_undecided (result))
    add_sentence (
        text,
        g_strdup (_ ("This bundle is from a laptop that is no longer trusted. It is set "
                     "aside, whole and safe, and nothing of it was taken in. Decide how "
                     "far that laptop counts (“ahadictl device cut”, or on the Devices "
                     "page); it is taken in then, and what came later is kept and does "
                     "not count.")));
  else if (result->reason != NULL)
    add_sentence (text, ahadi_sentence_for_error (result->reason));
  else if (result->outcome == AHADI_OUTCOME_SET_ASIDE)
    add_sentence (text, g_strdup (_ ("It is set aside, whole and safe.")));
  else
    add_sentence (text, g_strdup (_ ("It was left as it is. Nothing was changed.")));
}

char *
ahadi_sentence_for_import (const AhadiImportResult *result)
{
  GString *text = g_string_new (NULL);

  switch (result->outcome)
    {
    case AHADI_OUTCOME_MERGED:
      say_merged (text, result);
      say_conflicts (text, (gulong) result->counts.conflicts);
      say_parked (text, (gulong) result->counts.parked);
      say_filled (text, result);
      say_missing (text, result);
      say_asked (text, (gulong) result->asked);
      say_stories (text, result);
      say_parts (text, result);
      say_carried (text, result);
      break;
    case AHADI_OUTCOME_DUPLICATE:
      add_sentence (
          text,
          g_strdup (
              result->healed
                  ? _ ("This file was here already, but the copy that is kept here "
                       "for others was lost or damaged; it is whole again.")
                  : _ ("This file was taken in here before. Nothing was changed.")));
      break;
    case AHADI_OUTCOME_SET_ASIDE:
    case AHADI_OUTCOME_REFUSED:
    default:
      say_reason (text, result);
      say_carried (text, result);
      break;
    }

  return g_string_free (text, FALSE);
}
