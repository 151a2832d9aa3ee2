/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-duplicates.h"

#include "ahadi-linking-reasons.h"
#include "ahadi-records.h"

void
ahadi_duplicate_free (AhadiDuplicate *self)
{
  g_clear_pointer (&self->a, ahadi_item_free);
  g_clear_pointer (&self->b, ahadi_item_free);
  g_ptr_array_unref (self->reasons);
  g_free (self);
}

/* --- Looking -------------------------------------------------------------- */

static gboolean
tick (guint64 done, guint64 total, gpointer data)
{
  return ahadi_progress_step (data, AHADI_STEP_COMPARE, done, total, NULL);
}

gboolean
ahadi_duplicates_look (AhadiSession *session,
                       const AhadiProgress *progress,
                       GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault != NULL && ahadi_twins_catch_up (vault, tick, (gpointer) progress, error);
}

/* --- Pairs ---------------------------------------------------------------- */

/* Whether a person still has to look at @pair. */
static gboolean
is_open (AhadiVerdicts *verdicts, const AhadiTwinPair *pair)
{
  return ahadi_verdicts_get (verdicts, &pair->a, &pair->b) == AHADI_VERDICT_NONE;
}

static GArray *
list_open (AhadiVault *vault, AhadiVerdicts *verdicts, float least, GError **error)
{
  GArray *pairs = ahadi_twins_list (vault, least, error);
  guint kept = 0;

  for (guint i = 0; pairs != NULL && i < pairs->len; i++)
    {
      AhadiTwinPair pair = g_array_index (pairs, AhadiTwinPair, i);

      if (is_open (verdicts, &pair))
        g_array_index (pairs, AhadiTwinPair, kept++) = pair;
    }
  if (pairs != NULL)
    g_array_set_size (pairs, kept);
  return pairs;
}

gboolean
ahadi_duplicates_count (AhadiSession *session,
                        AhadiDuplicateCounts *counts,
                        GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (AhadiVerdicts) verdicts = NULL;
  g_autoptr (GArray) pairs = NULL;

  *counts = (AhadiDuplicateCounts){ 0 };
  if (vault == NULL || !ahadi_twins_count_behind (vault, &counts->behind, error))
    return FALSE;
  verdicts = ahadi_verdicts_load (vault, error);
  if (verdicts == NULL)
    return FALSE;
  pairs = list_open (vault, verdicts, AHADI_TWINS_LEAST, error);
  if (pairs == NULL)
    return FALSE;

  for (guint i = 0; i < pairs->len; i++)
    if (g_array_index (pairs, AhadiTwinPair, i).weight >= AHADI_LINK_SURELY)
      counts->sure++;
    else
      counts->perhaps++;
  return TRUE;
}

/* @a (nullable) */
static AhadiDuplicate *
make_duplicate (AhadiVault *vault,
                AhadiVerdicts *verdicts,
                const AhadiId *a,
                const AhadiTwin *twin,
                GError **error)
{
  g_autoptr (AhadiDuplicate) self = g_new0 (AhadiDuplicate, 1);

  self->score = twin->weight;
  self->sure = twin->weight >= AHADI_LINK_SURELY;
  self->reasons = ahadi_linking_reasons_list (&twin->vector);
  if (a != NULL)
    {
      self->word = ahadi_verdicts_get_word (verdicts, a, &twin->id);
      self->a = ahadi_query_get (vault, AHADI_KIND_MEMBER, a, error);
      if (self->a == NULL)
        return NULL;
    }

  self->b = ahadi_query_get (vault, AHADI_KIND_MEMBER, &twin->id, error);
  return self->b != NULL ? g_steal_pointer (&self) : NULL;
}

/* Those of @pairs from @offset on, with what speaks for and against each.
 * @as_listed: with the weights that they have there */
static GPtrArray *
make_duplicates (AhadiVault *vault,
                 AhadiVerdicts *verdicts,
                 const GArray *pairs,
                 gboolean as_listed,
                 guint offset,
                 guint limit,
                 GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_duplicate_free);
  guint first = MIN (offset, pairs->len);
  guint n = MIN (limit == 0 ? G_MAXUINT : limit, pairs->len - first);
  g_autofree AhadiTwin *twins = g_new0 (AhadiTwin, MAX (n, 1));
  const AhadiTwinPair *page = &g_array_index (pairs, AhadiTwinPair, first);

  if (n > 0 && !ahadi_twins_compare (vault, page, n, twins, error))
    return NULL;

  for (guint i = 0; i < n; i++)
    {
      AhadiDuplicate *one;

      /* What other members tell of the two is in the list only. */
      if (as_listed)
        twins[i].weight = page[i].weight;
      one = make_duplicate (vault, verdicts, &page[i].a, &twins[i], error);
      if (one == NULL)
        return NULL;
      g_ptr_array_add (list, one);
    }
  return g_steal_pointer (&list);
}

/* Pairs of which something is decided, whose two members are here. */
static GArray *
list_decided (AhadiVault *vault, AhadiVerdicts *verdicts, GError **error)
{
  g_autoptr (GArray) said = ahadi_verdicts_list (verdicts);
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (AhadiTwinPair));

  for (guint i = 0; i < said->len; i++)
    {
      const AhadiVerdictPair *one = &g_array_index (said, AhadiVerdictPair, i);
      AhadiTwinPair pair = { one->a, one->b, 0 };
      gboolean here;

      if (g_str_equal (one->word, AHADI_SAME_AS_UNDECIDED))
        continue;
      if (!ahadi_twins_have (vault, &pair, &here, error))
        return NULL;
      if (here)
        g_array_append_val (pairs, pair);
    }

  return g_steal_pointer (&pairs);
}

GPtrArray *
ahadi_duplicates_list (AhadiSession *session,
                       AhadiDuplicatesFilter filter,
                       guint offset,
                       guint limit,
                       GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (AhadiVerdicts) verdicts =
      vault != NULL ? ahadi_verdicts_load (vault, error) : NULL;
  g_autoptr (GArray) pairs = NULL;

  if (verdicts == NULL)
    return NULL;

  pairs = filter == AHADI_DUPLICATES_DECIDED
              ? list_decided (vault, verdicts, error)
              : list_open (vault, verdicts,
                           filter == AHADI_DUPLICATES_SURE ? AHADI_LINK_SURELY
                                                           : AHADI_TWINS_LEAST,
                           error);
  return pairs != NULL
             ? make_duplicates (vault, verdicts, pairs,
                                filter != AHADI_DUPLICATES_DECIDED, offset, limit, error)
             : NULL;
}

AhadiDuplicate *
ahadi_duplicates_get (AhadiSession *session,
                      const AhadiId *a,
                      const AhadiId *b,
                      GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  AhadiTwinPair pair = { *a, *b, 0 };
  g_autoptr (AhadiVerdicts) verdicts =
      vault != NULL ? ahadi_verdicts_load (vault, error) : NULL;
  AhadiTwin twin;

  return verdicts != NULL && ahadi_twins_compare (vault, &pair, 1, &twin, error)
             ? make_duplicate (vault, verdicts, a, &twin, error)
             : NULL;
}

GPtrArray *
ahadi_duplicates_find (AhadiSession *session, const AhadiRecord *member, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  const AhadiId *id = ahadi_record_get_id (member);
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_duplicate_free);
  g_autoptr (AhadiVerdicts) verdicts =
      vault != NULL ? ahadi_verdicts_load (vault, error) : NULL;
  g_autoptr (GArray) twins = NULL;

  if (verdicts == NULL)
    return NULL;
  twins = ahadi_twins_find (vault, member, AHADI_LINK_SURELY, error);
  if (twins == NULL)
    return NULL;

  for (guint i = 0; i < twins->len; i++)
    {
      const AhadiTwin *twin = &g_array_index (twins, AhadiTwin, i);
      AhadiDuplicate *one;

      if (!ahadi_id_is_zero (id) &&
          ahadi_verdicts_get (verdicts, id, &twin->id) != AHADI_VERDICT_NONE)
        continue;
      one = make_duplicate (vault, verdicts, NULL, twin, error);
      if (one == NULL)
        return NULL;
      g_ptr_array_add (list, one);
    }
  return g_steal_pointer (&list);
}

/* --- What people decide --------------------------------------------------- */

static gboolean
save_verdict (AhadiSession *session,
              const AhadiId *a,
              const AhadiId *b,
              const char *verdict,
              const char *reason,
              GError **error)
{
  g_autoptr (AhadiRecord) record = ahadi_same_as_to_record (a, b, verdict, NULL);

  return ahadi_record_enter (record, AHADI_SAME_AS_REASON, reason, error) &&
         ahadi_records_save (session, record, NULL, NULL, error);
}

/* What was said by whoever said it last stands until something else is said. */
gboolean
ahadi_duplicates_decide (AhadiSession *session,
                         const AhadiId *a,
                         const AhadiId *b,
                         const char *verdict,
                         const char *reason,
                         gboolean *changed,
                         GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (AhadiVerdicts) verdicts =
      vault != NULL ? ahadi_verdicts_load (vault, error) : NULL;
  const char *before;
  gboolean differs;

  if (verdicts == NULL)
    return FALSE;

  before = ahadi_verdicts_get_word (verdicts, a, b);
  differs = !g_str_equal (verdict, before != NULL ? before : AHADI_SAME_AS_UNDECIDED);
  if (changed != NULL)
    *changed = differs;
  return !differs || save_verdict (session, a, b, verdict, reason, error);
}

GPtrArray *
ahadi_duplicates_list_others (AhadiSession *session,
                              const AhadiId *member,
                              GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_item_free);
  g_autoptr (AhadiVerdicts) verdicts =
      vault != NULL ? ahadi_verdicts_load (vault, error) : NULL;
  g_autoptr (GArray) others = NULL;

  if (verdicts == NULL)
    return NULL;

  others = ahadi_verdicts_list_others (verdicts, member);
  for (guint i = 0; i < others->len; i++)
    {
      g_autoptr (GError) local = NULL;
      AhadiItem *item = ahadi_query_get (vault, AHADI_KIND_MEMBER,
                                         &g_array_index (others, AhadiId, i), &local);

      if (item != NULL)
        g_ptr_array_add (items, item);
      else if (!g_error_matches (local, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  return g_steal_pointer (&items);
}
