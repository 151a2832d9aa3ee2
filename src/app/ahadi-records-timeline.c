/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-records.h"

#include <glib/gi18n-lib.h>

#include "ahadi-device-names.h"
#include "ahadi-reviews.h"
#include "ahadi-words.h"

/* What a timeline is told with: who the devices are, and the entries so far. */
typedef struct
{
  AhadiSession *session;
  AhadiDeviceNames names;
  GPtrArray *entries;
} Teller;

static void
teller_clear (Teller *self)
{
  ahadi_device_names_clear (&self->names);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Teller, teller_clear)

void
ahadi_timeline_entry_free (AhadiTimelineEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->who);
  g_free (self->what);
  g_free (self);
}

static gboolean
teller_init (Teller *self, AhadiSession *session, GError **error)
{
  self->session = session;
  self->entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_timeline_entry_free);
  return ahadi_device_names_load (session, &self->names, error);
}

/* @what: (transfer full) */
static void
tell (Teller *self, const AhadiStamp *stamp, char *what)
{
  AhadiTimelineEntry *entry = g_new0 (AhadiTimelineEntry, 1);

  entry->time = ahadi_hlc_to_ms (stamp->hlc);
  entry->who = ahadi_device_names_get (&self->names, &stamp->device);
  entry->what = what;
  g_ptr_array_add (self->entries, entry);
}

static const char *
say_made (AhadiKind kind)
{
  switch (kind)
    {
    case AHADI_KIND_MEMBER:
      return _ ("Added to the members.");
    case AHADI_KIND_CIRCLE:
      return _ ("The circle was added.");
    case AHADI_KIND_REPORT:
      return _ ("The report was filed.");
    case AHADI_KIND_PLEDGE:
      return _ ("The pledge was recorded.");
    case AHADI_KIND_WITHDRAWAL:
      return _ ("The pledge was withdrawn.");
    case AHADI_KIND_ATTACHMENT:
      return _ ("A file was attached.");
    case AHADI_KIND_ERASURE:
      return _ ("A record was erased.");
    case AHADI_KIND_CUTOFF:
      return _ ("It was decided how far a laptop counts.");
    case AHADI_KIND_SETTLEMENT:
      return _ ("It was decided which of two changes stands.");
    case AHADI_KIND_SAME_AS:
      return _ ("It was decided whether two members are one person.");
    case AHADI_KIND_BASELINE:
      return _ ("Older history was closed.");
    case AHADI_KIND_ADDENDUM:
    default:
      return _ ("Something was added to the report.");
    }
}

static char *
say_change (AhadiKind kind, guint index, const char *before, const char *after)
{
  const AhadiField *field = &ahadi_kind_get_info (kind)->fields[index];
  const char *label = ahadi_words_field (kind, index);
  g_autofree char *old = ahadi_words_value (field, before);
  g_autofree char *new = ahadi_words_value (field, after);

  if (field->type == AHADI_FIELD_ENTITY)
    return g_strdup_printf (_ ("“%s” changed."), label);
  if (after == NULL)
    return g_strdup_printf (_ ("“%s” was cleared; it was “%s”."), label, old);
  if (before == NULL)
    return g_strdup_printf (_ ("“%s” is now “%s”."), label, new);
  return g_strdup_printf (_ ("“%s” changed from “%s” to “%s”."), label, old, new);
}

/* What one writing changed against @values, which then are as after it. */
static char *
say_changes (AhadiKind kind, const AhadiBody *body, char **values)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (kind);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < info->n_fields; i++)
    {
      g_autofree char *sentence = NULL;

      if ((body->fields & (1u << i)) == 0)
        continue;
      if (g_strcmp0 (values[i], body->values[i]) != 0)
        {
          sentence = say_change (kind, i, values[i], body->values[i]);
          if (text->len > 0)
            g_string_append_c (text, ' ');
          g_string_append (text, sentence);
        }
      g_free (values[i]);
      values[i] = g_strdup (body->values[i]);
    }

  if (text->len == 0)
    g_string_append (text, _ ("The same was entered again."));
  return g_string_free (text, FALSE);
}

/* A record's own history; the first writing makes it, the others change it. */
static gboolean
tell_history (Teller *self, AhadiKind kind, const AhadiId *id, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (self->session, error);
  char *values[AHADI_KIND_MAX_FIELDS] = { NULL };
  g_autoptr (GPtrArray) history = NULL;

  if (vault == NULL)
    return FALSE;
  history = ahadi_query_history (vault, kind, id, error);
  if (history == NULL)
    return FALSE;

  for (guint i = 0; i < history->len; i++)
    {
      const AhadiHistoryEntry *entry = history->pdata[i];
      g_autofree char *changes = say_changes (kind, &entry->body, values);

      tell (self, &entry->stamp,
            i == 0 ? g_strdup (say_made (kind)) : g_steal_pointer (&changes));
    }

  for (guint i = 0; i < AHADI_KIND_MAX_FIELDS; i++)
    g_free (values[i]);
  return TRUE;
}

static char *
say_pledge (const AhadiRecord *pledge)
{
  int accepted = ahadi_pledge_count_accepted (pledge);

  if (accepted == AHADI_PLEDGE_N_PROMISES)
    return g_strdup (_ ("Pledged to the Code: all nine promises accepted."));
  return g_strdup_printf (_ ("Pledged to the Code: %d of nine promises accepted."),
                          accepted);
}

static char *
say_withdrawal (const AhadiRecord *withdrawal)
{
  const char *reason = ahadi_record_get (withdrawal, AHADI_WITHDRAWAL_REASON);

  if (reason == NULL)
    return g_strdup (say_made (AHADI_KIND_WITHDRAWAL));
  /* Translators: %s is the reason that was given */
  return g_strdup_printf (_ ("The pledge was withdrawn: “%s”."), reason);
}

static gboolean
tell_pledges (Teller *self, const AhadiId *member, GError **error)
{
  g_autoptr (GPtrArray) states =
      ahadi_records_list_pledges (self->session, member, error);

  if (states == NULL)
    return FALSE;
  for (guint i = 0; i < states->len; i++)
    {
      const AhadiPledgeState *state = states->pdata[i];

      tell (self, &state->pledge->newest, say_pledge (state->pledge->record));
      if (state->withdrawal != NULL)
        tell (self, &state->withdrawal->newest,
              say_withdrawal (state->withdrawal->record));
    }
  return TRUE;
}

static gboolean
tell_added (Teller *self, AhadiKind kind, const AhadiId *of, GError **error)
{
  AhadiQuery query = { .kind = kind, .of = of };
  g_autoptr (GPtrArray) items = ahadi_records_list (self->session, &query, error);

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      const AhadiItem *item = items->pdata[i];

      tell (self, &item->newest, g_strdup (say_made (kind)));
    }
  return TRUE;
}

static gboolean
is_copy (const AhadiItem *item)
{
  return g_str_has_prefix (item->audience, "branch/");
}

/* Whether the decision that @copy repeats for a branch is in @items itself. */
static gboolean
is_told (GPtrArray *items, const AhadiItem *copy)
{
  for (guint i = 0; i < items->len; i++)
    {
      const AhadiItem *item = items->pdata[i];

      if (!is_copy (item) &&
          g_strcmp0 (ahadi_record_get (item->record, AHADI_SETTLEMENT_CITES),
                     ahadi_record_get (copy->record, AHADI_SETTLEMENT_CITES)) == 0)
        return TRUE;
    }

  return FALSE;
}

/* What was decided of it. An office has the decision and the copies for branches. */
static gboolean
tell_settlements (Teller *self, const AhadiId *of, GError **error)
{
  AhadiQuery query = { .kind = AHADI_KIND_SETTLEMENT, .of = of };
  g_autoptr (GPtrArray) items = ahadi_records_list (self->session, &query, error);

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      const AhadiItem *item = items->pdata[i];

      if (!is_copy (item) || !is_told (items, item))
        tell (self, &item->newest, ahadi_sentence_for_settlement (item->record));
    }
  return TRUE;
}

/* What was changed apart; once it is settled, the decision tells it. */
static gboolean
tell_reviews (Teller *self, AhadiKind kind, const AhadiId *id, GError **error)
{
  g_autoptr (GPtrArray) reviews = NULL;

  if (ahadi_kind_get_info (kind)->add_only)
    return TRUE;
  reviews = ahadi_reviews_of (self->session, kind, id, error);
  if (reviews == NULL)
    return FALSE;

  for (guint i = 0; i < reviews->len; i++)
    {
      const AhadiReviewDetail *review = reviews->pdata[i];
      AhadiTimelineEntry *entry;

      if (review->state == AHADI_REVIEW_SETTLED)
        continue;
      entry = g_new0 (AhadiTimelineEntry, 1);
      entry->time = review->standing.time;
      entry->who = g_strdup (review->standing.who);
      entry->what = ahadi_sentence_for_review (review);
      g_ptr_array_add (self->entries, entry);
    }
  return TRUE;
}

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  const AhadiTimelineEntry *first = *(AhadiTimelineEntry *const *) a;
  const AhadiTimelineEntry *second = *(AhadiTimelineEntry *const *) b;

  return first->time == second->time ? 0 : (first->time > second->time ? -1 : 1);
}

/* So that entries of one moment come out newest first too, in a stable sort. */
static void
reverse (GPtrArray *array)
{
  for (guint i = 0; i < array->len / 2; i++)
    {
      gpointer swapped = array->pdata[i];

      array->pdata[i] = array->pdata[array->len - 1 - i];
      array->pdata[array->len - 1 - i] = swapped;
    }
}

GPtrArray *
ahadi_records_timeline (AhadiSession *session,
                        AhadiKind kind,
                        const AhadiId *id,
                        GError **error)
{
  g_auto (Teller) teller = { 0 };

  if (!teller_init (&teller, session, error) || !tell_history (&teller, kind, id, error))
    return NULL;
  if (!tell_settlements (&teller, id, error) || !tell_reviews (&teller, kind, id, error))
    return NULL;
  if (kind == AHADI_KIND_MEMBER && !tell_pledges (&teller, id, error))
    return NULL;
  if (kind == AHADI_KIND_REPORT && !tell_added (&teller, AHADI_KIND_ADDENDUM, id, error))
    return NULL;
  if (!tell_added (&teller, AHADI_KIND_ATTACHMENT, id, error))
    return NULL;

  reverse (teller.entries);
  g_ptr_array_sort (teller.entries, compare_newest);
  return g_steal_pointer (&teller.entries);
}
