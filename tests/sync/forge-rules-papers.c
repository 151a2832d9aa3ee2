/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cards and requests that break one rule each. */
#include <string.h>

#include "forge-rules.h"
#include "sync/ahadi-root-key.h"

/* --- the card: C, D, R --- */

static const TextChange directory_changes[] = {
  { "J2-newer-directory", "ahadi-directory-v1", "ahadi-directory-v2" },
  { "D4-state", "\"state\":\"active\"", "\"state\":\"asleep\"" },
  { "D5-office", "\"office\":\"executive-director\"", "\"office\":\"board-committee\"" },
  { "D7-order", "\"language\":\"en\"", "\"language\":\"zz\"" },
  { "D6-language", "\"language\":\"en\"", "\"language\":\"EN\"" },
  { "D13-setting", "\"settings\":{", "\"settings\":{\"Loud\":1" },
};

/* The list's revoked, of which there are none. */
static const TextChange list_changes[] = {
  { "J2-newer-devices", "ahadi-devices-v1", "ahadi-devices-v2" },
  { "D3-name", "\"name\":\"Kisumu\"", "\"name\":\"Kisumu\\nWest\"" },
  { "L3-revoked", "\"revoked\":[]", "\"revoked\":[\"x\"]" },
};

static char *
get_text (Forge *forge, const char *name)
{
  GBytes *bytes = forge_find (forge, name)->bytes;

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
save_card (const Workshop *shop, const char *name, Forge *forge)
{
  g_autoptr (GBytes) archive = forge_to_archive (forge);

  workshop_save (shop, "office", name, ".ahadi-card", archive);
}

/* @text signed by the root key as the directory of @forge. */
static void
sign_directory (const Workshop *shop, Forge *forge, const char *text, const char *comment)
{
  g_autofree char *name = g_strdup (forge_find (forge, "directory.json.")->name);
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiSigningKey) key = ahadi_root_key_load (shop->office, &error);
  g_autofree char *signature = NULL;

  g_assert_no_error (error);
  signature = ahadi_minisign_sign (key, text, strlen (text), "forged", comment);
  forge_set_text (forge, "directory.json", text);
  forge_set_text (forge, name, signature);
}

/* The trusted comment of a signature as it is. */
static char *
get_comment (Forge *forge, const char *name)
{
  g_autofree char *signature = get_text (forge, name);
  const char *comment = strstr (signature, "\ntrusted comment: ") + 18;

  return g_strndup (comment, strcspn (comment, "\n"));
}

static void
forge_directory (const Workshop *shop, const TextChange *change)
{
  g_autoptr (GBytes) card = world_read_file (shop->card);
  g_autoptr (Forge) forge = forge_open_archive (card);
  g_autofree char *comment = get_comment (forge, "directory.json.");
  g_autofree char *text = get_text (forge, "directory.json");
  g_autofree char *changed = forge_replace (text, change->old, change->by);

  sign_directory (shop, forge, changed, comment);
  save_card (shop, change->name, forge);
}

static void
forge_card (const Workshop *shop)
{
  g_autoptr (GBytes) card = world_read_file (shop->card);
  g_autoptr (Forge) forge = forge_open_archive (card);
  g_autofree char *text = get_text (forge, "directory.json");
  g_autofree char *changed = forge_replace (text, "Kenya", "Kenia");

  forge_set_text (forge, "directory.json", changed);
  save_card (shop, "C3-changed", forge);
  sign_directory (shop, forge, text, "ahadi-directory-v1 1000");
  save_card (shop, "C4-version", forge);
  forge_remove (forge, "directory.json");
  save_card (shop, "C1-no-directory", forge);
}

static const TextChange roots_changes[] = {
  { "R2-threshold", "\"threshold\":1", "\"threshold\":2" },
  { "R3-key", "\"keys\":[\"RW", "\"keys\":[\"WR" },
};

static void
save_roots (const Workshop *shop, const char *name, Forge *forge, const char *roots)
{
  forge_set_text (forge, "roots.json", roots);
  save_card (shop, name, forge);
}

/* A line without sets, and a set that nobody signed. */
static void
forge_bare_roots (const Workshop *shop, Forge *forge, const char *roots)
{
  gsize before_sets = (gsize) (strstr (roots, "\"sets\":[") - roots) + 8;
  gsize before_signatures = (gsize) (strstr (roots, "\"signatures\":[") - roots) + 14;
  g_autofree char *no_sets = g_strdup_printf ("%.*s]}", (int) before_sets, roots);
  g_autofree char *unsigned_set =
      g_strdup_printf ("%.*s]}]}", (int) before_signatures, roots);

  save_roots (shop, "R1-no-sets", forge, no_sets);
  save_roots (shop, "R6-unsigned", forge, unsigned_set);
}

static void
forge_roots (const Workshop *shop)
{
  static const LineChange change = { "R5-signature", "\"sig\":\"",
                                     "\"sig\":\"0000000000000000", FALSE };
  g_autoptr (GBytes) card = world_read_file (shop->card);
  g_autoptr (Forge) forge = forge_open_archive (card);
  g_autofree char *roots = get_text (forge, "roots.json");
  g_autofree char *changed = workshop_change (roots, &change);
  ForgeMember *signature = forge_find (forge, "directory.json.");

  save_roots (shop, change.name, forge, changed);
  for (guint i = 0; i < G_N_ELEMENTS (roots_changes); i++)
    {
      g_autofree char *text =
          forge_replace (roots, roots_changes[i].old, roots_changes[i].by);

      save_roots (shop, roots_changes[i].name, forge, text);
    }
  forge_bare_roots (shop, forge, roots);
  forge_set_text (forge, "roots.json", roots);
  g_free (signature->name);
  signature->name = g_strdup ("directory.json.0000000000000000.minisig");
  save_card (shop, "C2-name", forge);
}

/* Ids whose place is taken by others of the same length. */
static const LineChange id_changes[] = {
  { "C5-org", "\"org\":\"", "\"org\":\"0000000000000000", FALSE },
  { "D8-device", "\"device\":\"", "\"device\":\"0000000000000000", FALSE },
};

static const LineChange list_ids[] = {
  { "L2-org", "\"org\":\"", "\"org\":\"0000000000000000", FALSE },
  { "D10-branch", "\"branch\":\"", "\"branch\":\"0000000000000000", FALSE },
};

static void
forge_ids (const Workshop *shop)
{
  for (guint i = 0; i < G_N_ELEMENTS (id_changes); i++)
    {
      g_autoptr (GBytes) card = world_read_file (shop->card);
      g_autoptr (Forge) forge = forge_open_archive (card);
      g_autofree char *comment = get_comment (forge, "directory.json.");
      g_autofree char *text = get_text (forge, "directory.json");
      g_autofree char *changed = workshop_change (text, &id_changes[i]);

      sign_directory (shop, forge, changed, comment);
      save_card (shop, id_changes[i].name, forge);
    }
}

/* --- the list: L, and D of what stands in it --- */

/* @text signed by @author as the list of the card. */
static void
save_list (const Workshop *shop,
           const char *name,
           const char *text,
           AhadiVault *author,
           const char *comment)
{
  g_autoptr (GBytes) card = world_read_file (shop->card);
  g_autoptr (Forge) forge = forge_open_archive (card);

  forge_set_text (forge, "devices.json", text);
  forge_sign_member (forge, "devices.json", author, comment);
  save_card (shop, name, forge);
}

/* It revokes whoever signs it. */
static void
forge_own_revocation (const Workshop *shop, const char *text, const char *comment)
{
  g_autoptr (AhadiIdentity) office = world_get_identity (shop->office);
  char device[AHADI_ID_TEXT_SIZE];
  g_autofree char *revoked =
      g_strdup_printf ("\"revoked\":[\"%s\"]",
                       ahadi_id_print (ahadi_identity_get_device (office), device));
  g_autofree char *changed = forge_replace (text, "\"revoked\":[]", revoked);

  save_list (shop, "L6-signer", changed, shop->office, comment);
}

static void
forge_list (const Workshop *shop)
{
  g_autoptr (GBytes) card = world_read_file (shop->card);
  g_autoptr (Forge) forge = forge_open_archive (card);
  g_autofree char *text = get_text (forge, "devices.json");
  g_autofree char *comment = get_comment (forge, "devices.json.minisig");

  for (guint i = 0; i < G_N_ELEMENTS (list_changes); i++)
    {
      const TextChange *change = &list_changes[i];
      g_autofree char *changed = forge_replace (text, change->old, change->by);

      save_list (shop, change->name, changed, shop->office, comment);
    }
  for (guint i = 0; i < G_N_ELEMENTS (list_ids); i++)
    {
      g_autofree char *changed = workshop_change (text, &list_ids[i]);

      save_list (shop, list_ids[i].name, changed, shop->office, comment);
    }

  save_list (shop, "L4-no-office", text, shop->laptop, comment);
  save_list (shop, "L5-version", text, shop->office, "ahadi-devices-v1 1000");
  forge_own_revocation (shop, text, comment);
  forge_remove (forge, "devices.json");
  save_card (shop, "C1-no-list", forge);
}

static void
forge_code (const Workshop *shop)
{
  g_autoptr (GBytes) card = world_read_file (shop->card);
  g_autoptr (Forge) forge = forge_open_archive (card);

  forge_set_text (forge, "code/en.txt", "Anything goes.\n");
  save_card (shop, "C6-text", forge);
}

/* --- a request: E --- */

static const TextChange request_changes[] = {
  { "J2-newer-request", "ahadi-request-v1", "ahadi-request-v2" },
  { "J4-request", "\"role\":", "\"role\": " },
  { "E3-key", "\"signer_pk\":\"RW", "\"signer_pk\":\"WR" },
  { "E5-role", "\"role\":\"coordinator\"", "\"role\":\"king\"" },
  { "E6-label", "\"label\":\"", "\"label\":\"\\n" },
};

static const LineChange request_ids[] = {
  { "E4-device", "\"device_id\":\"", "\"device_id\":\"0000000000000000", FALSE },
  { "E8-org", "\"org\":\"", "\"org\":\"0000000000000000", FALSE },
};

static void
save_request (const Workshop *shop, const char *name, Forge *forge)
{
  g_autoptr (GBytes) archive = forge_to_archive (forge);
  g_autoptr (GBytes) sealed = forge_seal_to (archive, shop->office);

  workshop_save (shop, "office", name, ".ahadi-request", sealed);
}

/* As the laptop that asks would sign it. */
static void
sign_request (const Workshop *shop, const char *name, Forge *forge, const char *text)
{
  g_autoptr (AhadiIdentity) asking = world_get_identity (shop->asking);
  char device[AHADI_ID_TEXT_SIZE];
  g_autofree char *comment =
      g_strconcat ("ahadi-request-v1 ",
                   ahadi_id_print (ahadi_identity_get_device (asking), device), NULL);

  forge_set_text (forge, "request.json", text);
  forge_sign_member (forge, "request.json", shop->asking, comment);
  save_request (shop, name, forge);
}

static void
forge_requests (const Workshop *shop)
{
  g_autoptr (GBytes) sealed = world_read_file (shop->request);
  g_autoptr (GBytes) archive = forge_unseal (sealed, shop->office);
  g_autoptr (Forge) forge = forge_open_archive (archive);
  g_autofree char *text = get_text (forge, "request.json");
  g_autoptr (GBytes) letter = g_bytes_new_static ("A letter", 8);

  for (guint i = 0; i < G_N_ELEMENTS (request_changes); i++)
    {
      const TextChange *change = &request_changes[i];
      g_autofree char *changed = forge_replace (text, change->old, change->by);

      sign_request (shop, change->name, forge, changed);
    }
  for (guint i = 0; i < G_N_ELEMENTS (request_ids); i++)
    {
      g_autofree char *changed = workshop_change (text, &request_ids[i]);

      sign_request (shop, request_ids[i].name, forge, changed);
    }

  forge_set_text (forge, "request.json", text);
  forge_sign_member (forge, "request.json", shop->laptop, "ahadi-request-v1 another");
  save_request (shop, "E7-signature", forge);
  forge_insert (forge, "request.json.minisig", "letter.txt", letter);
  save_request (shop, "E1-third-member", forge);
}

void
forge_rules_of_papers (const Workshop *shop)
{
  for (guint i = 0; i < G_N_ELEMENTS (directory_changes); i++)
    forge_directory (shop, &directory_changes[i]);
  forge_card (shop);
  forge_roots (shop);
  forge_ids (shop);
  forge_list (shop);
  forge_code (shop);
  forge_requests (shop);
}
