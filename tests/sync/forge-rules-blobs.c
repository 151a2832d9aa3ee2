/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bundles with a container of pieces that breaks one rule. */
#include "forge-rules.h"
#include "sync/ahadi-part-codec.h"

#define NAME "blobs/membership.tar.age"
#define PIECE "0123456789abcdef0123456789abcdef."

/* The laptop sends @sealed as the container of the part "membership". */
static void
save_container (const Workshop *shop, const char *name, GBytes *sealed)
{
  g_autoptr (Forge) forge = forge_open (shop->bundle, shop->office);
  json_t *entry = json_object ();
  guint8 digest[AHADI_HASH_SIZE];
  gsize size;
  const void *bytes = g_bytes_get_data (sealed, &size);
  g_autoptr (GBytes) archive = NULL;
  g_autoptr (GBytes) whole = NULL;

  ahadi_hash_bytes (bytes, size, digest);
  ahadi_json_set_text (entry, "name", NAME);
  ahadi_json_set_text (entry, "audience", "membership");
  ahadi_json_set_int (entry, "ct_len", (gint64) size);
  ahadi_json_set_bytes (entry, "ct_blake2b", digest, sizeof digest);
  json_array_append_new (json_object_get (forge->manifest, "blobs"), entry);
  forge_insert (forge, "parts/branch", NAME, sealed);
  forge_sign (forge, shop->laptop);
  archive = forge_to_archive (forge);
  whole = forge_seal_to (archive, shop->office);
  workshop_save (shop, "office", name, ".ahadi", whole);
}

static GBytes *
make_archive (const char *member, gsize size)
{
  g_autoptr (Forge) forge = forge_new ();
  g_autofree char *letters = g_strnfill (size, 'a');
  g_autoptr (GBytes) bytes = g_bytes_new (letters, size);

  forge_insert (forge, NULL, member, bytes);
  return forge_to_archive (forge);
}

static GBytes *
pad (GBytes *archive)
{
  return forge_pad (archive, ahadi_part_bucket (g_bytes_get_size (archive)));
}

/* --- what is inside --- */

static const struct
{
  const char *name;
  const char *member;
  gsize size;
} members[] = {
  { "Z3-name", "letter.txt", 100 },
  { "Z3-number", PIECE "13", 100 },
  { "Z3-spelling", PIECE "00", 100 },
  { "Z4-empty", PIECE "0", 0 },
  { "Z4-large", PIECE "0", 8 * 1024 * 1024 - 1023 },
};

static void
forge_members (const Workshop *shop)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (GBytes) archive = make_archive (members[i].member, members[i].size);
      g_autoptr (GBytes) padded = pad (archive);
      g_autoptr (GBytes) sealed = forge_seal_to (padded, shop->office);

      save_container (shop, members[i].name, sealed);
    }
}

/* --- the seal --- */

static void
forge_seals (const Workshop *shop)
{
  g_autoptr (GBytes) archive = make_archive (PIECE "0", 100);
  g_autoptr (GBytes) padded = pad (archive);
  g_autofree char *office = forge_get_recipient (shop->office);
  g_autofree char *laptop = forge_get_recipient (shop->laptop);
  const char *const both[] = { office, laptop, NULL };
  g_autoptr (GBytes) to_both = forge_seal (padded, both);
  g_autoptr (GBytes) to_other = forge_seal_to (padded, shop->laptop);
  g_autoptr (GBytes) no_bucket = forge_seal_to (archive, shop->office);
  g_autoptr (GBytes) sealed = forge_seal_to (padded, shop->office);
  gsize size = g_bytes_get_size (sealed);
  guint8 *bytes = g_memdup2 (g_bytes_get_data (sealed, NULL), size);
  g_autoptr (GBytes) changed = NULL;

  bytes[size - 1] ^= 1;
  changed = g_bytes_new_take (bytes, size);
  save_container (shop, "Z1-hidden-reader", to_both);
  save_container (shop, "Z2-changed", changed);
  save_container (shop, "Z5-bucket", no_bucket);
  save_container (shop, "Z6-names-us", to_other);
}

void
forge_rules_of_blobs (const Workshop *shop)
{
  forge_members (shop);
  forge_seals (shop);
}
