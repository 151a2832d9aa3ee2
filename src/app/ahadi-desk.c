/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-desk.h"

#include "ahadi-drafts.h"

/* So many new members are compared with so many others in a moment. */
#define QUICK_NEW 500
#define QUICK_MEMBERS 5000

/* Home asks often: the newest entries nearly always hold the answer. */
#define JOURNAL_GLANCE 100

/* As sync/ names it. */
#define ROOT_KEY_SETTING "root-key"

void
ahadi_desk_free (AhadiDesk *self)
{
  if (self == NULL)
    return;
  g_free (self->label);
  g_free (self->branch_name);
  g_free (self->org_name);
  ahadi_safety_free (self->safety);
  g_clear_pointer (&self->gaps, g_ptr_array_unref);
  g_free (self);
}

static gboolean
load_identity (AhadiDesk *self, AhadiVault *vault, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AhadiIdentity) identity = ahadi_identity_load (vault, &local);

  if (identity == NULL)
    {
      if (local == NULL)
        g_set_error_literal (&local, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY,
                             "cannot load the desk: the vault has no identity");
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  self->role = ahadi_identity_get_role (identity);
  self->label = g_strdup (ahadi_identity_get_label (identity));
  self->branch_name = g_strdup (ahadi_identity_get_branch_name (identity));
  return TRUE;
}

static gboolean
load_unsent (AhadiDesk *self, AhadiVault *vault, GError **error)
{
  if (self->card_version == 0 || ahadi_role_is_office (self->role))
    return TRUE;
  return ahadi_export_count (vault, &self->sendable, &self->held_back, error);
}

/* Only the name of the root key's setting is looked for, never the key. */
static gboolean
load_founder (AhadiDesk *self, AhadiVault *vault, GError **error)
{
  g_auto (GStrv) names = ahadi_settings_list (vault, ROOT_KEY_SETTING, error);

  if (names == NULL)
    return FALSE;
  self->founder = names[0] != NULL;
  return TRUE;
}

static gboolean
load_card (AhadiDesk *self, AhadiVault *vault, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AhadiDirectory) directory = ahadi_directory_load (vault, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (directory == NULL)
    return TRUE;

  self->org_name = g_strdup (ahadi_directory_get_org_name (directory));
  self->card_version = ahadi_directory_get_version (directory);
  self->card_time = ahadi_directory_get_time (directory);
  self->list_version = ahadi_directory_get_list_version (directory);
  self->list_time = ahadi_directory_get_list_time (directory);
  return ahadi_enrolment_is_complete (vault, &self->enrolled, error) &&
         ahadi_enrolment_is_revoked (vault, &self->revoked, error) &&
         ahadi_card_get_dropped (vault, &self->dropped, error) &&
         load_founder (self, vault, error);
}

static gboolean
load_counts (AhadiDesk *self, AhadiVault *vault, GError **error)
{
  const struct
  {
    AhadiKind kind;
    guint64 *count;
  } kinds[] = {
    { AHADI_KIND_MEMBER, &self->members },
    { AHADI_KIND_PLEDGE, &self->pledges },
    { AHADI_KIND_CIRCLE, &self->circles },
    { AHADI_KIND_REPORT, &self->reports },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      AhadiQuery query = { .kind = kinds[i].kind };

      if (!ahadi_query_count (vault, &query, kinds[i].count, error))
        return FALSE;
    }

  return ahadi_query_deliveries (vault, &self->deliveries, error);
}

static void
note_entry (AhadiDesk *self, const AhadiJournalEntry *entry)
{
  gboolean office = ahadi_role_is_office (self->role);
  gint64 *last = NULL;

  if (g_str_equal (entry->outcome, "exported"))
    last = &self->last_export;
  else if (g_str_equal (entry->outcome, "merged"))
    last = office ? &self->last_import : &self->last_reply;

  if (last != NULL)
    *last = MAX (*last, entry->time);
}

/* A field laptop looks for an export and a reply, an office for an import. */
static gboolean
load_journal (AhadiDesk *self, AhadiVault *vault, GError **error)
{
  const guint limits[] = { JOURNAL_GLANCE, 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autoptr (GPtrArray) entries = ahadi_journal_list (vault, limits[i], error);

      if (entries == NULL)
        return FALSE;
      for (guint j = 0; j < entries->len; j++)
        note_entry (self, entries->pdata[j]);
      if (entries->len < limits[i] || self->last_import > 0 ||
          (self->last_export > 0 && self->last_reply > 0))
        return TRUE;
    }

  return TRUE;
}

static gboolean
load_waiting (AhadiDesk *self, AhadiSession *session, AhadiVault *vault, GError **error)
{
  g_autoptr (GPtrArray) aside = ahadi_set_aside_list (vault, "unknown-device", error);
  g_autoptr (GPtrArray) undecided = NULL;
  g_autoptr (GPtrArray) drafts = NULL;

  if (aside == NULL)
    return FALSE;
  undecided = ahadi_set_aside_list (vault, AHADI_IMPORT_UNDECIDED, error);
  if (undecided == NULL)
    return FALSE;
  drafts = ahadi_drafts_list (session, error);
  if (drafts == NULL)
    return FALSE;

  if (self->role == AHADI_ROLE_MEMBERSHIP)
    {
      g_autoptr (GPtrArray) requests = ahadi_enrolment_list (vault, error);

      if (requests == NULL)
        return FALSE;
      self->pending_requests = requests->len;
    }

  self->set_aside = aside->len;
  if (ahadi_role_is_office (self->role))
    self->undecided = undecided->len;
  self->drafts = drafts->len;
  return ahadi_carry_count (vault, &self->carried, &self->carried_bytes, error);
}

static gboolean
load_gaps (AhadiDesk *self, AhadiSession *session, GError **error)
{
  self->gaps = ahadi_gaps_list (session, error);
  for (guint i = 0; self->gaps != NULL && i < self->gaps->len; i++)
    {
      const AhadiGap *gap = self->gaps->pdata[i];

      self->missing += gap->state == AHADI_GAP_MISSING ? gap->count : 0;
    }

  return self->gaps != NULL;
}

/* Where it takes no time, new members are compared without being asked to. */
static gboolean
load_duplicates (AhadiDesk *self, AhadiSession *session, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (!ahadi_duplicates_count (session, &self->duplicates, error))
    return FALSE;
  if (self->duplicates.behind == 0 || self->duplicates.behind > QUICK_NEW ||
      self->members > QUICK_MEMBERS)
    return TRUE;
  if (ahadi_duplicates_look (session, NULL, &why))
    return ahadi_duplicates_count (session, &self->duplicates, error);

  g_debug ("%s", why->message);
  return TRUE;
}

static void
load_clock (AhadiDesk *self, AhadiVault *vault)
{
  gint64 now = ahadi_wall_clock_ms ();

  self->clock = ahadi_clock_judge (now, ahadi_streams_get_clock (vault));
  self->clock_was_ahead = self->clock == AHADI_CLOCK_BEHIND &&
                          ahadi_clock_judge (now, 0) == AHADI_CLOCK_PLAUSIBLE;
}

AhadiDesk *
ahadi_desk_load (AhadiSession *session, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (AhadiDesk) self = NULL;

  if (vault == NULL)
    return NULL;

  self = g_new0 (AhadiDesk, 1);
  if (!load_identity (self, vault, error) || !load_card (self, vault, error) ||
      !load_counts (self, vault, error) || !load_unsent (self, vault, error) ||
      !load_journal (self, vault, error) || !load_waiting (self, session, vault, error) ||
      !load_gaps (self, session, error) || !load_duplicates (self, session, error))
    return NULL;

  self->safety = ahadi_safety_load (session, error);
  if (self->safety == NULL || (ahadi_role_is_office (self->role) &&
                               !ahadi_reviews_count (session, &self->reviews, error)))
    return NULL;

  self->last_backup = self->safety->last_local;
  load_clock (self, vault);
  self->access = ahadi_vault_get_access (vault);
  self->disk_free = ahadi_disk_free (ahadi_session_get_folder (session));
  self->disk_low = self->disk_free < AHADI_VAULT_SPACE_FLOOR;
  return g_steal_pointer (&self);
}

/* What the custodians and the membership office signed was signed before now. */
static gboolean
check_clock (AhadiVault *vault, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AhadiDirectory) directory = ahadi_directory_load (vault, &local);
  gint64 newest = 0;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (directory != NULL)
    newest = MAX (ahadi_directory_get_time (directory),
                  ahadi_directory_get_list_time (directory));
  if (ahadi_clock_judge (ahadi_wall_clock_ms (), ahadi_hlc_from_ms (newest)) !=
      AHADI_CLOCK_BEHIND)
    return TRUE;

  g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED,
                       "cannot put the clock right: what it says can't be");
  return FALSE;
}

gboolean
ahadi_desk_put_clock_right (AhadiSession *session, guint64 *records, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault != NULL && check_clock (vault, error) &&
         ahadi_clock_repair (vault, records, error);
}

GPtrArray *
ahadi_desk_journal (AhadiSession *session, guint limit, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault == NULL ? NULL : ahadi_journal_list (vault, limit, error);
}
