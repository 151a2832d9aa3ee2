/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "open-vault.h"

#include <stdio.h>
#include <string.h>

void
bench_input_clear (BenchInput *self)
{
  g_clear_pointer (&self->vault, g_free);
  g_clear_pointer (&self->passphrase_file, g_free);
  g_clear_pointer (&self->list, g_free);
}

gboolean
bench_input_parse (BenchInput *self, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "vault", 0, 0, G_OPTION_ARG_FILENAME, &self->vault, "its folder", "DIR" },
    { "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &self->passphrase_file,
      "what opens it", "FILE" },
    { "list", 0, 0, G_OPTION_ARG_FILENAME, &self->list, "the work, line by line",
      "FILE" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error) || !ahadi_crypto_init (error))
    return FALSE;
  g_assert_nonnull (self->vault);
  g_assert_nonnull (self->passphrase_file);
  return TRUE;
}

GStrv
bench_input_read_list (const BenchInput *self, GError **error)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (self->list, &text, NULL, error))
    return NULL;
  if (g_str_has_suffix (text, "\n"))
    text[strlen (text) - 1] = '\0';
  return g_strsplit (text, "\n", -1);
}

AhadiSession *
bench_input_unlock (const BenchInput *self, GError **error)
{
  g_autoptr (AhadiSecret) passphrase =
      ahadi_secret_read_file (self->passphrase_file, error);
  g_autoptr (AhadiSession) session = ahadi_session_new (self->vault);

  if (passphrase == NULL ||
      !ahadi_session_unlock (session, AHADI_SLOT_PASSPHRASE, passphrase, error))
    return NULL;
  return g_steal_pointer (&session);
}

gboolean
bench_memory_forget_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");
  gboolean ok;

  if (file == NULL)
    return FALSE;
  ok = fputs ("5", file) >= 0;
  return fclose (file) == 0 && ok;
}

gint64
bench_memory_read (const char *name)
{
  g_autofree char *text = NULL;
  const char *at;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;
  at = g_strstr_len (text, -1, name);
  return at == NULL ? 0 : g_ascii_strtoll (at + strlen (name), NULL, 10);
}
