/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-stories.h"

gint64
ahadi_stories_get_log (gint64 number)
{
  return -number;
}

static gboolean
find (AhadiVault *vault,
      const AhadiStreamEntry *entry,
      const AhadiSegment *segment,
      gint64 *number,
      GError **error)
{
  g_autoptr (AhadiStatement) find =
      ahadi_database_prepare (vault->database, "story-find", error);

  if (find == NULL)
    return FALSE;

  ahadi_statement_bind_int (find, 1, entry->info.number);
  ahadi_statement_bind_int (find, 2, segment->to);
  ahadi_statement_bind_int (find, 3, segment->from);
  ahadi_statement_bind_bytes (find, 4, segment->head, sizeof segment->head);
  return ahadi_statement_get_number (find, number, error);
}

static gboolean
take_number (AhadiVault *vault, gint64 *number, GError **error)
{
  g_autoptr (AhadiStatement) next =
      ahadi_database_prepare (vault->database, "story-next", error);

  return next != NULL && ahadi_statement_get_number (next, number, error);
}

static gboolean
insert (AhadiVault *vault,
        const AhadiStreamEntry *entry,
        const AhadiSegment *segment,
        gint64 number,
        GError **error)
{
  g_autoptr (AhadiStatement) insert =
      ahadi_database_prepare (vault->database, "story-insert", error);

  if (insert == NULL)
    return FALSE;

  ahadi_statement_bind_int (insert, 1, number);
  ahadi_statement_bind_int (insert, 2, entry->info.number);
  ahadi_statement_bind_int (insert, 3, segment->from);
  ahadi_statement_bind_int (insert, 4, segment->to);
  ahadi_statement_bind_bytes (insert, 5, segment->prev, sizeof segment->prev);
  ahadi_statement_bind_bytes (insert, 6, segment->head, sizeof segment->head);
  ahadi_statement_bind_bytes (insert, 7, segment->head_signature,
                              sizeof segment->head_signature);
  return ahadi_statement_run (insert, error);
}

gboolean
ahadi_stories_begin (AhadiVault *vault,
                     const AhadiStreamEntry *entry,
                     const AhadiSegment *segment,
                     gint64 *number,
                     gboolean *known,
                     GError **error)
{
  if (!find (vault, entry, segment, number, error))
    return FALSE;

  *known = *number != 0;
  return *known || (take_number (vault, number, error) &&
                    insert (vault, entry, segment, *number, error));
}

/* Whoever handed it on knows no more than its hash; somebody else did. */
static gboolean
borrow_body (AhadiVault *vault,
             const AhadiStreamEntry *entry,
             gint64 number,
             const AhadiOperation *operation,
             GError **error)
{
  g_autoptr (AhadiStatement) borrow =
      ahadi_database_prepare (vault->database, "story-borrow", error);
  gint64 log = ahadi_stories_get_log (number);

  if (borrow == NULL)
    return FALSE;

  ahadi_statement_bind_int (borrow, 1, ahadi_log_get_place (log, operation->seq));
  ahadi_statement_bind_int (borrow, 2,
                            ahadi_log_get_place (entry->info.number, operation->seq));
  return ahadi_statement_run (borrow, error);
}

gboolean
ahadi_stories_add (AhadiVault *vault,
                   const AhadiStreamEntry *entry,
                   gint64 number,
                   const AhadiOperation *operation,
                   GError **error)
{
  return ahadi_log_insert (vault, ahadi_stories_get_log (number), operation,
                           AHADI_OP_FORKED, error) &&
         (operation->body != NULL ||
          borrow_body (vault, entry, number, operation, error));
}

gboolean
ahadi_stories_remove (AhadiVault *vault, gint64 number, GError **error)
{
  return ahadi_log_remove (vault, ahadi_stories_get_log (number), error) &&
         ahadi_vault_run_number (vault, "story-remove", 1, number, error);
}
