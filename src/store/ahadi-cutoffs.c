/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-cutoffs.h"

#include "ahadi-refold.h"

gboolean
ahadi_cutoffs_note (AhadiVault *vault,
                    gint64 audience,
                    const AhadiOperation *operation,
                    const AhadiBody *body,
                    AhadiCutoffMark *mark,
                    gboolean *noted,
                    GError **error)
{
  g_autoptr (AhadiStatement) note = NULL;
  AhadiCutoff cutoff;

  *noted = ahadi_cutoff_read (body->values, &cutoff);
  if (!*noted)
    return TRUE;

  note = ahadi_database_prepare (vault->database, "cut-note", error);
  if (note == NULL)
    return FALSE;

  mark->audience = audience;
  mark->device = cutoff.device;
  ahadi_statement_bind_int (note, 1, audience);
  ahadi_statement_bind_bytes (note, 2, &cutoff.device, sizeof cutoff.device);
  ahadi_statement_bind_int (note, 3, cutoff.epoch);
  ahadi_statement_bind_int (note, 4, (gint64) operation->hlc);
  ahadi_statement_bind_bytes (note, 5, &operation->entity, sizeof operation->entity);
  ahadi_statement_bind_int (note, 6, (gint64) cutoff.last);
  return ahadi_statement_run (note, error);
}

/* @beyond: (out): the first operation of the stream that does not count; 0 for none */
static gboolean
find_beyond (AhadiVault *vault,
             const AhadiStreamEntry *entry,
             guint64 *beyond,
             GError **error)
{
  g_autoptr (AhadiStatement) find =
      ahadi_database_prepare (vault->database, "cut-find", error);
  const AhadiStreamId *id = &entry->info.id;
  gint64 first;

  if (find == NULL)
    return FALSE;

  ahadi_statement_bind_int (find, 1, entry->audience);
  ahadi_statement_bind_bytes (find, 2, &id->device, sizeof id->device);
  ahadi_statement_bind_int (find, 3, id->epoch);
  if (!ahadi_statement_get_number (find, &first, error))
    return FALSE;

  *beyond = entry->info.own ? 0 : (guint64) first;
  return TRUE;
}

gboolean
ahadi_cutoffs_look (AhadiVault *vault, AhadiStreamEntry *entry, GError **error)
{
  return find_beyond (vault, entry, &entry->info.beyond, error);
}

/* Applies what was held from @from on, but for what is held for another reason. */
static gboolean
apply_again (AhadiVault *vault, AhadiStreamEntry *entry, guint64 from, GError **error)
{
  guint64 forked = entry->info.forked;

  return ahadi_refold_stream (vault, entry, from, AHADI_OP_APPLIED, error) &&
         (forked == 0 ||
          ahadi_refold_stream (vault, entry, forked, AHADI_OP_FORKED, error));
}

static gboolean
move_cutoff (AhadiVault *vault, AhadiStreamEntry *entry, GError **error)
{
  guint64 before = entry->info.beyond;
  guint64 beyond;

  if (!find_beyond (vault, entry, &beyond, error))
    return FALSE;
  if (beyond == before)
    return TRUE;

  entry->info.beyond = beyond;
  return (before == 0 || apply_again (vault, entry, before, error)) &&
         (beyond == 0 ||
          ahadi_refold_stream (vault, entry, beyond, AHADI_OP_REVOKED, error));
}

gboolean
ahadi_cutoffs_apply (AhadiVault *vault, const AhadiCutoffMark *mark, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);

  if (streams == NULL)
    return FALSE;

  for (guint i = 0; i < ahadi_stream_table_get_length (streams); i++)
    {
      AhadiStreamEntry *entry = ahadi_stream_table_get (streams, i);

      if (entry->audience == mark->audience &&
          ahadi_id_equal (&entry->info.id.device, &mark->device) &&
          !move_cutoff (vault, entry, error))
        return FALSE;
    }

  return TRUE;
}
