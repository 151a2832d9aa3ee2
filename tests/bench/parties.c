/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "parties.h"

#include <stdio.h>
#include <string.h>

#define PASSPHRASE "correct-lantern-matatu-orchid-thunder"

AhadiSecret *
bench_party_passphrase (void)
{
  return ahadi_secret_new_from (PASSPHRASE, strlen (PASSPHRASE));
}

gboolean
bench_party_write_passphrase (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "passphrase", NULL);

  return g_file_set_contents (path, PASSPHRASE "\n", -1, error);
}

static AhadiVault *
make_vault (const char *folder, AhadiRole role, const char *label, GError **error)
{
  g_autoptr (AhadiSecret) passphrase = bench_party_passphrase ();
  g_autoptr (AhadiVault) vault = NULL;
  g_autoptr (AhadiIdentity) identity = NULL;

  vault =
      ahadi_vault_create (folder, passphrase, NULL, ahadi_slot_cost_minimum (), error);
  if (vault == NULL)
    return NULL;

  identity = ahadi_identity_create (vault, role, label, NULL,
                                    ahadi_role_is_office (role) ? NULL : label, error);
  return identity == NULL ? NULL : g_steal_pointer (&vault);
}

AhadiVault *
bench_party_found (const char *folder, GError **error)
{
  AhadiCodeText texts[] = { { "en", ahadi_codes_get_text ("en"), TRUE },
                            { "sw", ahadi_codes_get_text ("sw"), FALSE } };
  g_autoptr (AhadiVault) vault = NULL;

  vault = make_vault (folder, AHADI_ROLE_MEMBERSHIP, "Membership office", error);
  if (vault == NULL || !ahadi_office_found (vault, "Amnesty International Kenya", texts,
                                            G_N_ELEMENTS (texts), error))
    return NULL;
  return g_steal_pointer (&vault);
}

static gboolean
take_card (AhadiVault *vault, AhadiVault *office, GError **error)
{
  g_autoptr (GBytes) card = ahadi_card_export (office, error);

  return card != NULL && ahadi_card_import (vault, card, NULL, error);
}

static gboolean
enrol (AhadiVault *vault, AhadiVault *office, GError **error)
{
  g_autoptr (GBytes) request = ahadi_enrolment_make (vault, NULL, error);
  g_autoptr (AhadiEnrolment) enrolment = NULL;

  if (request == NULL)
    return FALSE;
  enrolment = ahadi_enrolment_receive (office, request, error);
  return enrolment != NULL && ahadi_enrolment_approve (office, &enrolment->device,
                                                       enrolment->fingerprint, error);
}

AhadiVault *
bench_party_join (const char *folder,
                  AhadiVault *office,
                  AhadiRole role,
                  const char *label,
                  GError **error)
{
  g_autoptr (AhadiVault) vault = make_vault (folder, role, label, error);

  if (vault == NULL || !take_card (vault, office, error) ||
      !enrol (vault, office, error) || !take_card (vault, office, error))
    return NULL;
  return g_steal_pointer (&vault);
}

int
bench_party_exit (const GError *error)
{
  if (error == NULL)
    return 0;
  fprintf (stderr, "%s: %s\n", g_get_prgname (), error->message);
  return 1;
}

void
bench_party_print (json_t *result)
{
  g_autofree char *text = ahadi_json_print (result);

  puts (text);
  json_decref (result);
}
