/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-erasing.h"

#include <string.h>

#include "ahadi-attached.h"
#include "ahadi-routing.h"

#define DROPS "drop-received"

static char *
print_today (void)
{
  AhadiDate today = ahadi_date_today ();

  return ahadi_date_to_string (&today);
}

/* What lies on the disk beside the database. The vault has noted what is to go: sealed
 * files that fail to go now do when it is next unlocked, older backups with the next
 * one. */
static void
sweep_disk (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) why = NULL;

  if (!ahadi_blob_sweep (vault, &error))
    g_info ("cannot sweep sealed files yet: %s", error->message);
  if (!ahadi_vault_backup (vault, NULL, &why))
    g_info ("cannot replace the backups yet: %s", why->message);
}

/* --- Erasing -------------------------------------------------------------- */

static AhadiRecord *
make_erasure (const AhadiItem *item, const char *reason, const char *note, GError **error)
{
  g_autoptr (AhadiRecord) erasure = ahadi_record_new (AHADI_KIND_ERASURE, NULL);
  g_autofree char *of = ahadi_id_to_string (ahadi_record_get_id (item->record));
  g_autofree char *today = print_today ();

  ahadi_record_set (erasure, AHADI_ERASURE_OF, of);
  ahadi_record_set (erasure, AHADI_ERASURE_OF_KIND,
                    ahadi_record_get_info (item->record)->name);
  ahadi_record_set (erasure, AHADI_ERASURE_DATE, today);
  if (!ahadi_record_enter (erasure, AHADI_ERASURE_REASON, reason, error) ||
      !ahadi_record_enter (erasure, AHADI_ERASURE_NOTE, note, error))
    return NULL;

  return g_steal_pointer (&erasure);
}

/* In each audience that has something of it, so that it goes where that went. */
static gboolean
save_erasures (AhadiVault *vault,
               const AhadiItem *item,
               AhadiRecord *erasure,
               GError **error)
{
  const AhadiId *id = ahadi_record_get_id (item->record);
  g_auto (GStrv) audiences = ahadi_gone_list_audiences (vault, id, item->audience, error);

  if (audiences == NULL)
    return FALSE;

  for (gsize i = 0; audiences[i] != NULL; i++)
    {
      g_autoptr (AhadiRecord) one = ahadi_record_copy (erasure);

      if (!ahadi_vault_save (vault, audiences[i], one, NULL, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
save_all (AhadiVault *vault, const AhadiItem *item, AhadiRecord *erasure, GError **error)
{
  if (!ahadi_vault_begin (vault, error))
    return FALSE;
  if (save_erasures (vault, item, erasure, error) &&
      ahadi_erase_sealed_tell (vault, error))
    return ahadi_vault_commit (vault, error);

  ahadi_vault_rollback (vault);
  return FALSE;
}

static gboolean
count_sealed (AhadiVault *vault, guint *sealed, GError **error)
{
  g_autoptr (GPtrArray) entries = ahadi_set_aside_list (vault, NULL, error);

  if (entries == NULL)
    return FALSE;
  if (sealed != NULL)
    *sealed = entries->len;
  return TRUE;
}

gboolean
ahadi_erasing_erase (AhadiSession *session,
                     AhadiKind kind,
                     const AhadiId *id,
                     const char *reason,
                     const char *note,
                     guint *sealed,
                     GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (AhadiItem) item = NULL;
  g_autoptr (AhadiRecord) erasure = NULL;

  if (vault == NULL)
    return FALSE;
  item = ahadi_query_get (vault, kind, id, error);
  if (item == NULL || !ahadi_routing_check_office (vault, item->audience, "erase", error))
    return FALSE;

  erasure = make_erasure (item, reason, note, error);
  if (erasure == NULL || !count_sealed (vault, sealed, error) ||
      !save_all (vault, item, erasure, error))
    return FALSE;

  sweep_disk (vault);
  return TRUE;
}

gboolean
ahadi_erasing_count (AhadiSession *session,
                     AhadiKind kind,
                     const AhadiId *id,
                     guint64 counts[AHADI_KIND_MAX + 1],
                     GError **error)
{
  AhadiQuery withdrawals = { .kind = AHADI_KIND_WITHDRAWAL, .of = id };
  AhadiQuery verdicts = { .kind = AHADI_KIND_SAME_AS, .of = id };
  AhadiQuery settlements = { .kind = AHADI_KIND_SETTLEMENT, .of = id };
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (AhadiAttached) attached = NULL;

  if (vault == NULL)
    return FALSE;
  attached = ahadi_attached_load (session, kind, id, error);
  if (attached == NULL)
    return FALSE;

  memset (counts, 0, (AHADI_KIND_MAX + 1) * sizeof *counts);
  for (guint i = 0; i < attached->places->len; i++)
    counts[((AhadiAttachPlace *) attached->places->pdata[i])->kind]++;
  counts[AHADI_KIND_ATTACHMENT] += attached->files->len;
  return kind != AHADI_KIND_MEMBER ||
         (ahadi_query_count (vault, &withdrawals, &counts[AHADI_KIND_WITHDRAWAL],
                             error) &&
          ahadi_query_count (vault, &verdicts, &counts[AHADI_KIND_SAME_AS], error) &&
          ahadi_query_count (vault, &settlements, &counts[AHADI_KIND_SETTLEMENT], error));
}

GPtrArray *
ahadi_erasing_list (AhadiSession *session, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault == NULL ? NULL : ahadi_gone_list (vault, error);
}

/* --- After the receipt ---------------------------------------------------- */

gboolean
ahadi_erasing_drop (AhadiSession *session, const AhadiId *report, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autofree char *today = print_today ();

  if (vault == NULL || !ahadi_gone_drop_report (vault, report, today, error))
    return FALSE;

  sweep_disk (vault);
  return TRUE;
}

/* A report whose additions are on their way stays, and is no error. */
static gboolean
drop_if_whole (AhadiVault *vault, const AhadiItem *item, guint *dropped, GError **error)
{
  const AhadiId *id = ahadi_record_get_id (item->record);
  g_autofree char *today = print_today ();
  g_autoptr (GError) why = NULL;

  if (ahadi_gone_drop_report (vault, id, today, &why))
    {
      (*dropped)++;
      return TRUE;
    }
  if (g_error_matches (why, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

gboolean
ahadi_erasing_drop_received (AhadiSession *session, guint *dropped, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  AhadiQuery query = { .kind = AHADI_KIND_REPORT };
  g_autoptr (GPtrArray) items = NULL;

  *dropped = 0;
  if (vault == NULL || (items = ahadi_query_list (vault, &query, error)) == NULL)
    return FALSE;

  for (guint i = 0; i < items->len; i++)
    if (!drop_if_whole (vault, items->pdata[i], dropped, error))
      return FALSE;

  if (*dropped > 0)
    sweep_disk (vault);
  return TRUE;
}

/* --- Before it was sent --------------------------------------------------- */

static gboolean
may_have_left (AhadiVault *vault,
               const AhadiId *attachment,
               gboolean *left,
               GError **error)
{
  g_autoptr (AhadiItem) item =
      ahadi_query_get (vault, AHADI_KIND_ATTACHMENT, attachment, error);
  g_autoptr (AhadiIdentity) identity =
      item != NULL ? ahadi_identity_load (vault, error) : NULL;

  if (identity == NULL)
    return FALSE;

  *left = ahadi_role_is_office (ahadi_identity_get_role (identity)) &&
          g_str_has_prefix (item->audience, "branch/");
  return TRUE;
}

gboolean
ahadi_erasing_take_back (AhadiSession *session, const AhadiId *attachment, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autofree char *today = print_today ();
  gboolean left;

  if (vault == NULL || !may_have_left (vault, attachment, &left, error))
    return FALSE;
  if (left)
    {
      g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                           "cannot take the attachment back: a reply may have it");
      return FALSE;
    }
  if (!ahadi_gone_take_back (vault, attachment, today, error))
    return FALSE;

  sweep_disk (vault);
  return TRUE;
}

gboolean
ahadi_erasing_get_drops (AhadiSession *session, gboolean *drops, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (GError) local = NULL;
  g_autofree char *text = NULL;

  if (vault == NULL)
    return FALSE;
  text = ahadi_settings_get_text (vault, DROPS, &local);
  *drops = text != NULL;
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
ahadi_erasing_set_drops (AhadiSession *session, gboolean drops, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault != NULL &&
         ahadi_settings_set_text (vault, DROPS, drops ? "yes" : NULL, error);
}

/* --- After an import ------------------------------------------------------ */

void
ahadi_erasing_follow_import (AhadiSession *session, const AhadiImportResult *result)
{
  AhadiVault *vault = ahadi_session_get_vault (session, NULL);
  g_autoptr (GError) error = NULL;
  gboolean drops = FALSE;
  guint dropped;

  if (result->acks > 0 &&
      (!ahadi_erasing_get_drops (session, &drops, &error) ||
       (drops && !ahadi_erasing_drop_received (session, &dropped, &error))))
    g_info ("cannot drop what was received: %s", error->message);
  if (vault != NULL && result->erased > 0)
    sweep_disk (vault);
}
