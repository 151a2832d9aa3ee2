/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-untold.h"

#include "ahadi-saver.h"
#include "ahadi-settings.h"
#include "ahadi-vault-private.h"

/* --- Noting --------------------------------------------------------------- */

static gboolean
run (AhadiVault *vault,
     const char *name,
     gint64 audience,
     const AhadiId *entity,
     GError **error)
{
  g_autoptr (AhadiStatement) insert =
      ahadi_database_prepare (vault->database, name, error);

  if (insert == NULL)
    return FALSE;

  ahadi_statement_bind_bytes (insert, 1, entity, sizeof *entity);
  ahadi_statement_bind_int (insert, 2, audience);
  return ahadi_statement_run (insert, error);
}

gboolean
ahadi_untold_note (AhadiVault *vault,
                   gint64 audience,
                   const AhadiId *entity,
                   GError **error)
{
  return run (vault, "untold-insert", audience, entity, error);
}

gboolean
ahadi_untold_note_if_sealed (AhadiVault *vault,
                             gint64 audience,
                             const AhadiId *entity,
                             GError **error)
{
  return run (vault, "untold-insert-if-sealed", audience, entity, error);
}

/* --- Telling -------------------------------------------------------------- */

static gboolean
is_named (AhadiVault *vault, const AhadiGone *gone, gboolean *named, GError **error)
{
  g_autoptr (AhadiStatement) ask =
      ahadi_database_prepare (vault->database, "untold-is-named", error);
  gint64 any;

  if (ask == NULL)
    return FALSE;

  ahadi_statement_bind_bytes (ask, 1, &gone->entity, sizeof gone->entity);
  ahadi_statement_bind_text (ask, 2, gone->scope);
  if (!ahadi_statement_get_number (ask, &any, error))
    return FALSE;

  *named = any != 0;
  return TRUE;
}

static gboolean
is_erased (const AhadiGone *gone)
{
  return g_strv_contains (ahadi_erasure_reasons, gone->reason);
}

static gboolean
write_erasure (AhadiVault *vault, const AhadiGone *gone, GError **error)
{
  g_autoptr (AhadiRecord) erasure = ahadi_record_new (AHADI_KIND_ERASURE, NULL);
  g_autofree char *of = ahadi_id_to_string (&gone->entity);

  ahadi_record_set (erasure, AHADI_ERASURE_OF, of);
  ahadi_record_set (erasure, AHADI_ERASURE_OF_KIND,
                    ahadi_kind_get_info (gone->kind)->name);
  ahadi_record_set (erasure, AHADI_ERASURE_REASON, gone->reason);
  ahadi_record_set (erasure, AHADI_ERASURE_DATE, gone->date);
  return ahadi_vault_save (vault, gone->scope, erasure, NULL, error);
}

static gboolean
tell (AhadiVault *vault, const AhadiGone *gone, GError **error)
{
  char id[AHADI_ID_TEXT_SIZE];
  g_autofree char *name =
      g_strdup_printf ("untold/%s/%s", ahadi_id_print (&gone->entity, id), gone->scope);
  gboolean named = FALSE;

  return is_named (vault, gone, &named, error) &&
         (named || !is_erased (gone) || write_erasure (vault, gone, error)) &&
         ahadi_settings_set_text (vault, name, NULL, error);
}

gboolean
ahadi_untold_tell (AhadiVault *vault, const AhadiGone *gone, GError **error)
{
  return ahadi_vault_begin (vault, error) &&
         ahadi_vault_end (vault, tell (vault, gone, error), error);
}
