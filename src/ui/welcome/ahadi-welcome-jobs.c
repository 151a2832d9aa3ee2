/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-welcome-jobs.h"

#define CARD_LIMIT (16 * 1024 * 1024)

static void
read_card_free (gpointer data)
{
  AhadiReadCard *self = data;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->shown, json_decref);
  g_free (self);
}

static gpointer
work_read_card (AhadiSession *session,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  AhadiReadCard *read = g_new0 (AhadiReadCard, 1);

  read->bytes = ahadi_file_read (data, CARD_LIMIT, error);
  if (read->bytes != NULL)
    read->shown = ahadi_exchange_card_show (session, data, error);
  if (read->shown == NULL)
    {
      read_card_free (read);
      return NULL;
    }
  return read;
}

void
ahadi_welcome_read_card (AhadiKeeper *keeper,
                         const char *path,
                         gpointer owner,
                         AhadiDone done)
{
  ahadi_keeper_run (keeper,
                    &(AhadiJob){
                        .work = work_read_card,
                        .data = g_strdup (path),
                        .data_free = g_free,
                        .result_free = read_card_free,
                    },
                    owner, done);
}

char *
ahadi_welcome_list_branches (json_t *shown)
{
  json_t *branches = json_object_get (shown, "branches");
  g_autoptr (GString) names = g_string_new (NULL);

  for (gsize i = 0; i < json_array_size (branches); i++)
    {
      const char *name =
          json_string_value (json_object_get (json_array_get (branches, i), "name"));

      if (name == NULL)
        continue;
      if (names->len > 0)
        g_string_append (names, ", ");
      g_string_append (names, name);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* --- setting up ------------------------------------------------------------------ */

typedef struct
{
  AhadiRole role;
  char *label;
  char *branch_name;
  char *org_name;
  GBytes *card;
  AhadiSecret *passphrase;
} SetUp;

static void
set_up_free (gpointer data)
{
  SetUp *self = data;

  g_free (self->label);
  g_free (self->branch_name);
  g_free (self->org_name);
  g_clear_pointer (&self->card, g_bytes_unref);
  g_clear_pointer (&self->passphrase, ahadi_secret_unref);
  g_free (self);
}

static gpointer
work_set_up (AhadiSession *session,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  SetUp *asked = data;
  AhadiSecret *code = NULL;
  AhadiSetup setup = {
    .role = asked->role,
    .label = asked->label,
    .branch_name = asked->branch_name,
    .org_name = asked->org_name,
    .card = asked->card,
  };

  return ahadi_setup_run (session, &setup, asked->passphrase, &code, error) ? code : NULL;
}

void
ahadi_welcome_set_up (AhadiKeeper *keeper,
                      const AhadiWelcomeSetup *setup,
                      gpointer owner,
                      AhadiDone done)
{
  SetUp *asked = g_new0 (SetUp, 1);

  asked->role = setup->role;
  asked->label = g_strdup (setup->label);
  asked->branch_name = g_strdup (setup->branch_name);
  asked->org_name = g_strdup (setup->org_name);
  asked->card = setup->card != NULL ? g_bytes_ref (setup->card) : NULL;
  asked->passphrase = setup->passphrase;
  ahadi_keeper_run (keeper,
                    &(AhadiJob){
                        .work = work_set_up,
                        .data = asked,
                        .data_free = set_up_free,
                        .result_free = (GDestroyNotify) ahadi_secret_unref,
                    },
                    owner, done);
}
