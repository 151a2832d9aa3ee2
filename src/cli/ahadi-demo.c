/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-demo.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ahadi-arguments.h"

#define ORG_NAME "Amnesty International Kenya (demo)"
#define PASSPHRASE_GROUPS 6
#define PASSPHRASE_GROUP_SIZE 5

static const struct
{
  AhadiRole role;
  const char *name; /* of its files */
  const char *label;
  const char *branch;
} places[AHADI_DEMO_N_PLACES] = {
  [AHADI_DEMO_MEMBERSHIP] = { AHADI_ROLE_MEMBERSHIP, "membership-office",
                              "Membership office, Nairobi" },
  [AHADI_DEMO_DIRECTOR] = { AHADI_ROLE_EXECUTIVE_DIRECTOR, "executive-director",
                            "Executive Director, Nairobi" },
  [AHADI_DEMO_COMMITTEE] = { AHADI_ROLE_BOARD_COMMITTEE, "board-committee",
                             "Board Membership Committee" },
  [AHADI_DEMO_KISUMU] = { AHADI_ROLE_COORDINATOR, "kisumu-laptop", "Kisumu laptop",
                          "Kisumu" },
  [AHADI_DEMO_GARISSA] = { AHADI_ROLE_COORDINATOR, "garissa-laptop", "Garissa laptop",
                           "Garissa" },
  [AHADI_DEMO_SECOND] = { AHADI_ROLE_MEMBERSHIP, "membership-office-second",
                          "Membership office, second desk" },
};

void
ahadi_demo_clear (AhadiDemo *self)
{
  for (guint i = 0; i < AHADI_DEMO_N_PLACES; i++)
    g_clear_pointer (&self->sessions[i], ahadi_session_unref);
  for (guint i = 0; i < AHADI_DEMO_N_BRANCHES; i++)
    {
      g_clear_pointer (&self->signers[i], g_free);
      g_clear_pointer (&self->bundles[i], g_free);
    }
  g_clear_pointer (&self->digests[0], g_free);
  g_clear_pointer (&self->digests[1], g_free);
  g_clear_pointer (&self->replies, g_ptr_array_unref);
  g_clear_pointer (&self->passphrase, ahadi_secret_unref);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->passphrase_file, g_free);
  g_clear_pointer (&self->card, g_free);
  g_clear_pointer (&self->identity, g_free);
}

void
ahadi_demo_tell (AhadiDemo *self, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list arguments;

  if (self->tell == NULL)
    return;
  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  self->tell (sentence, self->tell_data);
}

/* "k3x9m-…": a passphrase to copy, not to learn. */
static AhadiSecret *
draw_passphrase (void)
{
  static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
  gsize size = PASSPHRASE_GROUPS * (PASSPHRASE_GROUP_SIZE + 1) - 1;
  g_autoptr (AhadiSecret) random = ahadi_secret_new_random (size);
  AhadiSecret *passphrase = ahadi_secret_new (size);
  guint8 *text = ahadi_secret_get_bytes (passphrase);

  for (gsize i = 0; i < size; i++)
    text[i] = (i + 1) % (PASSPHRASE_GROUP_SIZE + 1) == 0
                  ? '-'
                  : letters[ahadi_secret_get_bytes (random)[i] % 32];
  return passphrase;
}

static gboolean
write_passphrase (AhadiDemo *self, GError **error)
{
  gsize size = ahadi_secret_get_size (self->passphrase);
  g_autoptr (AhadiSecret) line = ahadi_secret_new (size + 1);
  g_autoptr (GBytes) bytes = NULL;

  memcpy (ahadi_secret_get_bytes (line), ahadi_secret_get_bytes (self->passphrase), size);
  ahadi_secret_get_bytes (line)[size] = '\n';
  bytes = g_bytes_new_static (ahadi_secret_get_bytes (line), size + 1);
  return ahadi_file_replace (self->passphrase_file, bytes, 0600, error);
}

/* Whatever is there already stays: it may be a demo, or somebody's own passphrase. */
static gboolean
check_free (const char *folder, GError **error)
{
  static const char *const names[] = {
    "bundles", "card.ahadi-card", "keys",   "passphrase.txt",
    "replies", "requests",        "vaults",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return ahadi_usage_error_refuse (
            error, _ ("There is a demo in this folder already, or a file of the same "
                      "name as one of its own. Nothing was changed. Choose another "
                      "folder, or clear this one first."));
    }
  return TRUE;
}

gboolean
ahadi_demo_prepare (AhadiDemo *self, const char *folder, GError **error)
{
  if (!check_free (folder, error))
    return FALSE;

  self->folder = g_canonicalize_filename (folder, NULL);
  self->passphrase_file = g_build_filename (self->folder, "passphrase.txt", NULL);
  self->card = g_build_filename (self->folder, "card.ahadi-card", NULL);
  self->identity =
      g_build_filename (self->folder, "keys", "membership-office-identity.txt", NULL);
  self->replies = g_ptr_array_new_with_free_func (g_free);
  if (self->passphrase == NULL)
    self->passphrase = draw_passphrase ();
  for (guint i = 0; i < AHADI_DEMO_N_PLACES; i++)
    {
      g_autofree char *name = g_strconcat (places[i].name, ".ahadivault", NULL);
      g_autofree char *vault = g_build_filename (self->folder, "vaults", name, NULL);

      self->sessions[i] = ahadi_session_new (vault);
    }

  return ahadi_disk_require (self->folder, AHADI_VAULT_SPACE_FLOOR, error) &&
         ahadi_folder_make (self->folder, error) && write_passphrase (self, error);
}

static gboolean
set_up (AhadiDemo *self, AhadiDemoPlace place, GError **error)
{
  g_autoptr (GBytes) card = NULL;
  AhadiSetup setup = {
    .role = places[place].role,
    .label = places[place].label,
    .branch_name = places[place].branch,
    .org_name = ORG_NAME,
    .minimum_cost = TRUE,
  };

  if (place != AHADI_DEMO_MEMBERSHIP)
    {
      card = ahadi_file_read (self->card, AHADI_CARD_LIMIT, error);
      if (card == NULL)
        return FALSE;
      setup.card = card;
    }
  return ahadi_setup_run (self->sessions[place], &setup, self->passphrase, NULL, error);
}

/* The request that waits at the membership office and shows @fingerprint. */
static gboolean
find_request (AhadiDemo *self, const char *fingerprint, AhadiId *device, GError **error)
{
  g_autoptr (GPtrArray) requests =
      ahadi_exchange_list_requests (self->sessions[AHADI_DEMO_MEMBERSHIP], error);

  if (requests == NULL)
    return FALSE;
  for (guint i = 0; i < requests->len; i++)
    {
      const AhadiEnrolment *request = requests->pdata[i];

      if (g_str_equal (request->fingerprint, fingerprint))
        {
          *device = request->device;
          return TRUE;
        }
    }
  return ahadi_usage_error_refuse (
      error, _ ("The office sees another fingerprint than the laptop shows."));
}

/* Request, the digits compared, approval. */
static gboolean
enrol (AhadiDemo *self, AhadiDemoPlace place, GError **error)
{
  AhadiSession *office = self->sessions[AHADI_DEMO_MEMBERSHIP];
  g_autofree char *name = g_strconcat (places[place].name, ".ahadi-request", NULL);
  g_autofree char *path = g_build_filename (self->folder, "requests", name, NULL);
  g_autofree char *fingerprint = NULL;
  g_autoptr (AhadiImportResult) received = NULL;
  g_autoptr (GPtrArray) merged = NULL;
  AhadiId device;

  if (!ahadi_exchange_request (self->sessions[place], path, &fingerprint, error))
    return FALSE;
  received = ahadi_intake_one (office, path, FALSE, NULL, error);
  if (received == NULL)
    return FALSE;
  if (received->reason != NULL)
    {
      g_propagate_error (error, g_error_copy (received->reason));
      return FALSE;
    }

  if (!find_request (self, fingerprint, &device, error))
    return FALSE;
  merged = ahadi_exchange_approve (office, &device, fingerprint, NULL, error);
  if (merged == NULL)
    return FALSE;
  ahadi_demo_tell (self, _ ("Enrolled “%s”: %s"), places[place].label, fingerprint);
  return TRUE;
}

static gboolean
spread_card (AhadiDemo *self, GError **error)
{
  if (!ahadi_exchange_card_export (self->sessions[AHADI_DEMO_MEMBERSHIP], self->card,
                                   error))
    return FALSE;
  for (guint i = 0; i < AHADI_DEMO_N_PLACES; i++)
    if (ahadi_session_is_open (self->sessions[i]) &&
        !ahadi_exchange_card_import (self->sessions[i], self->card, NULL, error))
      return FALSE;
  return TRUE;
}

/* Offices first: what branches seal must have someone to open it. */
gboolean
ahadi_demo_open (AhadiDemo *self, GError **error)
{
  static const AhadiDemoPlace order[] = {
    AHADI_DEMO_DIRECTOR, AHADI_DEMO_COMMITTEE, AHADI_DEMO_SECOND,
    AHADI_DEMO_KISUMU,   AHADI_DEMO_GARISSA,
  };

  if (!set_up (self, AHADI_DEMO_MEMBERSHIP, error))
    return FALSE;
  ahadi_demo_tell (self, _ ("Founded “%s”"), ORG_NAME);

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    if (!spread_card (self, error) || !set_up (self, order[i], error) ||
        !enrol (self, order[i], error))
      return FALSE;
  return spread_card (self, error);
}

gboolean
ahadi_demo_close (AhadiDemo *self, GError **error)
{
  for (guint i = 0; i < AHADI_DEMO_N_PLACES; i++)
    if (!ahadi_session_lock (self->sessions[i], error))
      return FALSE;
  return TRUE;
}
