/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-records.h"

#include "ahadi-codes.h"
#include "ahadi-routing.h"

/* The fields that name another record, and of which kind. */
static const struct
{
  AhadiKind kind;
  guint field;
  AhadiKind target;
} references[] = {
  { AHADI_KIND_CIRCLE, AHADI_CIRCLE_LEADER, AHADI_KIND_MEMBER },
  { AHADI_KIND_MEMBER, AHADI_MEMBER_CIRCLE, AHADI_KIND_CIRCLE },
  { AHADI_KIND_PLEDGE, AHADI_PLEDGE_MEMBER, AHADI_KIND_MEMBER },
  { AHADI_KIND_WITHDRAWAL, AHADI_WITHDRAWAL_PLEDGE, AHADI_KIND_PLEDGE },
  { AHADI_KIND_WITHDRAWAL, AHADI_WITHDRAWAL_MEMBER, AHADI_KIND_MEMBER },
  { AHADI_KIND_ADDENDUM, AHADI_ADDENDUM_REPORT, AHADI_KIND_REPORT },
  { AHADI_KIND_SAME_AS, AHADI_SAME_AS_ONE, AHADI_KIND_MEMBER },
  { AHADI_KIND_SAME_AS, AHADI_SAME_AS_OTHER, AHADI_KIND_MEMBER },
};

/* What an attachment may belong to. */
static const AhadiKind owners[] = { AHADI_KIND_REPORT, AHADI_KIND_ADDENDUM,
                                    AHADI_KIND_PLEDGE, AHADI_KIND_MEMBER };

/* The dates that stand for "when it was saved". */
static const struct
{
  AhadiKind kind;
  guint field;
} dates[] = {
  { AHADI_KIND_PLEDGE, AHADI_PLEDGE_DATE },
  { AHADI_KIND_WITHDRAWAL, AHADI_WITHDRAWAL_DATE },
  { AHADI_KIND_REPORT, AHADI_REPORT_FILED },
  { AHADI_KIND_ADDENDUM, AHADI_ADDENDUM_DATE },
  { AHADI_KIND_ATTACHMENT, AHADI_ATTACHMENT_DATE },
};

/* NULL without an error if the vault has none. @id: 32 hex digits, or anything */
static AhadiItem *
find_item (AhadiVault *vault, AhadiKind kind, const char *id_text, GError **error)
{
  g_autoptr (GError) local = NULL;
  AhadiItem *item;
  AhadiId id;

  if (id_text == NULL || !ahadi_id_parse (id_text, &id, NULL))
    return NULL;

  item = ahadi_query_get (vault, kind, &id, &local);
  if (local != NULL &&
      !g_error_matches (local, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local));
  return item;
}

/* The record that an attachment belongs to; NULL without an error if the vault has none.
 */
static AhadiItem *
find_owner (AhadiVault *vault, const AhadiRecord *attachment, GError **error)
{
  const char *id = ahadi_record_get (attachment, AHADI_ATTACHMENT_OF);
  GError *local = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (owners); i++)
    {
      AhadiItem *item = find_item (vault, owners[i], id, &local);

      if (item != NULL)
        return item;
      if (local == NULL)
        continue;
      g_propagate_error (error, local);
      return NULL;
    }
  return NULL;
}

static void
fill_dates (AhadiRecord *record, const char *today)
{
  AhadiKind kind = ahadi_record_get_kind (record);

  for (gsize i = 0; i < G_N_ELEMENTS (dates); i++)
    if (dates[i].kind == kind && ahadi_record_get (record, dates[i].field) == NULL)
      ahadi_record_set (record, dates[i].field, today);

  if (kind == AHADI_KIND_MEMBER && ahadi_record_get_flag (record, AHADI_MEMBER_CONSENT) &&
      ahadi_record_get (record, AHADI_MEMBER_CONSENT_DATE) == NULL)
    ahadi_record_set (record, AHADI_MEMBER_CONSENT_DATE, today);
}

/* A pledge binds to the text that was shown; where both were, to the official one. */
static void
fill_pledge (AhadiRecord *record)
{
  const char *language = ahadi_record_get (record, AHADI_PLEDGE_LANGUAGE);

  if (ahadi_record_get (record, AHADI_PLEDGE_TEXT) == NULL)
    ahadi_record_set (
        record, AHADI_PLEDGE_TEXT,
        ahadi_codes_get_hash (g_strcmp0 (language, "sw") == 0 ? "sw" : "en"));
}

static void
fill_report (AhadiRecord *record)
{
  g_autofree char *reference = NULL;
  guint8 random[5];

  if (ahadi_record_get (record, AHADI_REPORT_REFERENCE) != NULL)
    return;

  ahadi_random_bytes (random, sizeof random);
  reference = ahadi_report_reference_make (random);
  ahadi_record_set (record, AHADI_REPORT_REFERENCE, reference);
}

static gboolean
fill_withdrawal (AhadiVault *vault, AhadiRecord *record, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AhadiItem) pledge = NULL;

  if (ahadi_record_get (record, AHADI_WITHDRAWAL_MEMBER) != NULL)
    return TRUE;

  pledge = find_item (vault, AHADI_KIND_PLEDGE,
                      ahadi_record_get (record, AHADI_WITHDRAWAL_PLEDGE), &local);
  if (pledge != NULL)
    ahadi_record_set (record, AHADI_WITHDRAWAL_MEMBER,
                      ahadi_record_get (pledge->record, AHADI_PLEDGE_MEMBER));
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
fill_record (AhadiVault *vault,
             AhadiRecord *record,
             const AhadiDate *today,
             GError **error)
{
  g_autofree char *date = ahadi_date_to_string (today);

  fill_dates (record, date);
  switch (ahadi_record_get_kind (record))
    {
    case AHADI_KIND_PLEDGE:
      fill_pledge (record);
      return TRUE;
    case AHADI_KIND_REPORT:
      fill_report (record);
      return TRUE;
    case AHADI_KIND_WITHDRAWAL:
      return fill_withdrawal (vault, record, error);
    case AHADI_KIND_CIRCLE:
    case AHADI_KIND_MEMBER:
    case AHADI_KIND_ADDENDUM:
    case AHADI_KIND_ATTACHMENT:
    case AHADI_KIND_ERASURE:
    case AHADI_KIND_CUTOFF:
    case AHADI_KIND_SETTLEMENT:
    case AHADI_KIND_SAME_AS:
    case AHADI_KIND_BASELINE:
    default:
      return TRUE;
    }
}

static gboolean
has_problem (GPtrArray *problems, const char *field)
{
  for (guint i = 0; i < problems->len; i++)
    if (g_str_equal (((const AhadiProblem *) problems->pdata[i])->field, field))
      return TRUE;
  return FALSE;
}

/*
 * What names a record must name one that is here: a mistyped number would be kept for
 * good. What stood there before may stay; it may not have arrived yet.
 */
static gboolean
check_references (AhadiVault *vault,
                  const AhadiRecord *record,
                  const AhadiRecord *before,
                  GPtrArray *problems,
                  GError **error)
{
  const AhadiKindInfo *info = ahadi_record_get_info (record);

  for (gsize i = 0; i < G_N_ELEMENTS (references); i++)
    {
      guint field = references[i].field;
      g_autoptr (GError) local = NULL;
      g_autoptr (AhadiItem) item = NULL;
      const char *value;

      if (references[i].kind != info->kind)
        continue;
      value = ahadi_record_get (record, field);
      if (value == NULL ||
          (before != NULL && g_strcmp0 (ahadi_record_get (before, field), value) == 0))
        continue;

      item = find_item (vault, references[i].target, value, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (item == NULL && !has_problem (problems, info->fields[field].name))
        g_ptr_array_add (problems, ahadi_problem_new (info->fields[field].name,
                                                      AHADI_PROBLEM_OTHER_VALUE));
    }

  return TRUE;
}

static gboolean
check_owner (AhadiVault *vault,
             const AhadiRecord *record,
             GPtrArray *problems,
             GError **error)
{
  const AhadiField *field = &ahadi_attachment_info.fields[AHADI_ATTACHMENT_OF];
  g_autoptr (AhadiItem) owner = NULL;
  g_autoptr (GError) local = NULL;

  if (ahadi_record_get_kind (record) != AHADI_KIND_ATTACHMENT)
    return TRUE;

  owner = find_owner (vault, record, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (owner == NULL)
    ahadi_problem_list_add (problems, field->name, AHADI_PROBLEM_OTHER_VALUE);
  return TRUE;
}

/* FALSE also with @error set. */
static gboolean
is_withdrawn (AhadiVault *vault, const AhadiRecord *pledge, GError **error)
{
  AhadiQuery query = { .kind = AHADI_KIND_WITHDRAWAL };
  g_autoptr (GPtrArray) withdrawals = NULL;
  AhadiId member;
  char id[AHADI_ID_TEXT_SIZE];

  if (ahadi_id_parse (ahadi_record_get (pledge, AHADI_PLEDGE_MEMBER), &member, NULL))
    query.of = &member;
  withdrawals = ahadi_query_list (vault, &query, error);
  if (withdrawals == NULL)
    return FALSE;

  ahadi_id_print (ahadi_record_get_id (pledge), id);
  for (guint i = 0; i < withdrawals->len; i++)
    {
      const AhadiItem *item = withdrawals->pdata[i];

      if (g_strcmp0 (ahadi_record_get (item->record, AHADI_WITHDRAWAL_PLEDGE), id) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_withdrawal (AhadiVault *vault,
                  const AhadiRecord *record,
                  GPtrArray *problems,
                  GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AhadiItem) pledge = NULL;
  gboolean withdrawn = FALSE;

  if (ahadi_record_get_kind (record) != AHADI_KIND_WITHDRAWAL)
    return TRUE;

  pledge = find_item (vault, AHADI_KIND_PLEDGE,
                      ahadi_record_get (record, AHADI_WITHDRAWAL_PLEDGE), &local);
  if (pledge != NULL)
    withdrawn = is_withdrawn (vault, pledge->record, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  if (pledge != NULL)
    ahadi_withdrawal_validate_pledge (record, pledge->record, withdrawn, problems);
  return TRUE;
}

static gboolean
check_record (AhadiVault *vault,
              const AhadiRecord *record,
              const AhadiRecord *before,
              const AhadiRouting *routing,
              const AhadiDate *today,
              GPtrArray *problems,
              GError **error)
{
  g_autoptr (GPtrArray) found =
      problems == NULL ? ahadi_problem_list_new () : g_ptr_array_ref (problems);

  ahadi_record_validate (record, today, found);
  ahadi_routing_validate (routing, record, found);
  if (!check_references (vault, record, before, found, error) ||
      !check_owner (vault, record, found, error) ||
      !check_withdrawal (vault, record, found, error))
    return FALSE;
  if (found->len == 0)
    return TRUE;

  g_set_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_PROBLEMS,
               "cannot save the %s: %s and %u more fields break its rules",
               ahadi_record_get_info (record)->name,
               ((const AhadiProblem *) found->pdata[0])->field, found->len - 1);
  return FALSE;
}

gboolean
ahadi_records_save (AhadiSession *session,
                    AhadiRecord *record,
                    GPtrArray *problems,
                    gboolean *changed,
                    GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  const AhadiId *id = ahadi_record_get_id (record);
  AhadiDate today = ahadi_date_today ();
  g_autoptr (AhadiItem) before = NULL;
  g_auto (AhadiRouting) routing = { 0 };

  if (vault == NULL)
    return FALSE;
  if (!ahadi_id_is_zero (id) && !ahadi_record_get_info (record)->add_only)
    {
      before = ahadi_query_get (vault, ahadi_record_get_kind (record), id, error);
      if (before == NULL)
        return FALSE;
    }

  return ahadi_routing_choose (vault, record, &routing, error) &&
         fill_record (vault, record, &today, error) &&
         check_record (vault, record, before == NULL ? NULL : before->record, &routing,
                       &today, problems, error) &&
         ahadi_vault_save_sealed (vault, routing.audience, record, routing.readers,
                                  changed, error);
}

GPtrArray *
ahadi_records_list (AhadiSession *session, const AhadiQuery *query, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault == NULL ? NULL : ahadi_query_list (vault, query, error);
}

gboolean
ahadi_records_count (AhadiSession *session,
                     const AhadiQuery *query,
                     guint64 *count,
                     GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault != NULL && ahadi_query_count (vault, query, count, error);
}

AhadiItem *
ahadi_records_get (AhadiSession *session,
                   AhadiKind kind,
                   const AhadiId *id,
                   GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault == NULL ? NULL : ahadi_query_get (vault, kind, id, error);
}

void
ahadi_pledge_state_free (AhadiPledgeState *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->pledge, ahadi_item_free);
  g_clear_pointer (&self->withdrawal, ahadi_item_free);
  g_free (self);
}

/* Borrowed items of @withdrawals, by the text of their pledge's id. */
static GHashTable *
index_withdrawals (GPtrArray *withdrawals)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < withdrawals->len; i++)
    {
      AhadiItem *item = withdrawals->pdata[i];
      const char *pledge = ahadi_record_get (item->record, AHADI_WITHDRAWAL_PLEDGE);

      if (pledge != NULL)
        g_hash_table_insert (index, (gpointer) pledge, item);
    }

  return index;
}

GPtrArray *
ahadi_records_list_pledges (AhadiSession *session, const AhadiId *member, GError **error)
{
  AhadiQuery query = { .kind = AHADI_KIND_PLEDGE,
                       .of = member,
                       .sort = AHADI_SORT_NEWEST };
  g_autoptr (GPtrArray) pledges = ahadi_records_list (session, &query, error);
  g_autoptr (GPtrArray) withdrawals = NULL;
  g_autoptr (GHashTable) index = NULL;
  GPtrArray *states;

  if (pledges == NULL)
    return NULL;
  query.kind = AHADI_KIND_WITHDRAWAL;
  withdrawals = ahadi_records_list (session, &query, error);
  if (withdrawals == NULL)
    return NULL;

  index = index_withdrawals (withdrawals);
  states = g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_pledge_state_free);
  for (guint i = 0; i < pledges->len; i++)
    {
      AhadiPledgeState *state = g_new0 (AhadiPledgeState, 1);
      const AhadiItem *pledge = pledges->pdata[i];
      char id[AHADI_ID_TEXT_SIZE];
      const AhadiItem *withdrawal = g_hash_table_lookup (
          index, ahadi_id_print (ahadi_record_get_id (pledge->record), id));

      state->pledge = ahadi_item_copy (pledge);
      if (withdrawal != NULL)
        state->withdrawal = ahadi_item_copy (withdrawal);
      g_ptr_array_add (states, state);
    }

  return states;
}

char *
ahadi_records_digest (AhadiSession *session, const char *audience, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  if (audience == NULL)
    audience = ahadi_audience_class_to_string (AHADI_AUDIENCE_MEMBERSHIP);
  return vault == NULL ? NULL : ahadi_query_digest (vault, audience, error);
}
