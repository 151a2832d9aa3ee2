/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-closing.h"

#include <glib/gi18n-lib.h>

#include "ahadi-words.h"

static guint
get_days (guint days)
{
  return days > 0 ? days : AHADI_COMPACTION_DAYS;
}

gboolean
ahadi_closing_run (AhadiSession *session,
                   guint days,
                   gboolean dry,
                   const AhadiProgress *progress,
                   AhadiCompaction *result,
                   GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  if (vault == NULL)
    return FALSE;
  if (get_days (days) < AHADI_COMPACTION_LEAST_DAYS)
    {
      g_set_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE,
                   "cannot close older history: %u days are fewer than %u", days,
                   AHADI_COMPACTION_LEAST_DAYS);
      return FALSE;
    }

  return ahadi_compaction_run (vault, get_days (days), dry, progress, result, error);
}

/* --- What is said of it ------------------------------------------------------- */

static void
say_closed (const AhadiCompaction *self, guint days, gboolean dry, GString *text)
{
  gulong n = (gulong) self->operations;
  gulong d = get_days (days);

  if (n == 0)
    g_string_append_printf (
        text,
        g_dngettext (GETTEXT_PACKAGE,
                     "There is nothing more to close that is %lu day old.",
                     "There is nothing more to close that is %lu days old.", d),
        d);
  else if (dry)
    g_string_append_printf (
        text,
        g_dngettext (GETTEXT_PACKAGE,
                     "%lu change can be closed: it would count for good, whatever is "
                     "decided later on the laptop that made it.",
                     "%lu changes can be closed: they would count for good, whatever is "
                     "decided later on the laptops that made them.",
                     n),
        n);
  else
    g_string_append_printf (
        text,
        g_dngettext (
            GETTEXT_PACKAGE,
            "%lu change is closed: it counts for good, whatever is decided later "
            "on the laptop that made it.",
            "%lu changes are closed: they count for good, whatever is decided "
            "later on the laptops that made them.",
            n),
        n);
}

static void
say_compacted (const AhadiCompacted *self, GString *text)
{
  g_autofree char *size = ahadi_words_size (self->bytes);
  gulong n = (gulong) self->operations;

  if (n > 0)
    g_string_append_printf (
        text,
        g_dngettext (GETTEXT_PACKAGE,
                     " Of %lu change that was written over only its fingerprint is kept "
                     "now; %s are free in the vault.",
                     " Of %lu changes that were written over only their fingerprints are "
                     "kept now; %s are free in the vault.",
                     n),
        n, size);
}

static void
say_hindrances (const AhadiCompaction *self, GString *text)
{
  gulong n = (gulong) self->questions;

  if (self->silent > 0)
    g_string_append_printf (
        text,
        g_dngettext (GETTEXT_PACKAGE,
                     " %u other holder of this office has not told yet that everything "
                     "older has arrived: exchange bundles, then close again.",
                     " %u other holders of this office have not told yet that everything "
                     "older has arrived: exchange bundles, then close again.",
                     self->silent),
        self->silent);
  if (n > 0)
    g_string_append_printf (
        text,
        g_dngettext (GETTEXT_PACKAGE,
                     " %lu question waits for a decision; what it is about stays open.",
                     " %lu questions wait for a decision; what they are about stays "
                     "open.",
                     n),
        n);
}

char *
ahadi_sentence_for_closing (const AhadiCompaction *result, guint days, gboolean dry)
{
  GString *text = g_string_new (NULL);

  say_closed (result, days, dry, text);
  say_compacted (&result->compacted, text);
  say_hindrances (result, text);
  return g_string_free (text, FALSE);
}
