/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bundles and replies that break one rule each. */
#include <string.h>

#include "forge-rules.h"
#include "org.h"
#include "sync/ahadi-fork-codec.h"

#define BLOCK 512
#define BOMB_SIZE (64 * 1024 * 1024)

static void
save_archive (const Workshop *shop, const char *name, GBytes *archive)
{
  g_autoptr (GBytes) sealed = forge_seal_to (archive, shop->office);

  workshop_save (shop, "office", name, ".ahadi", sealed);
}

static void
save_bundle (const Workshop *shop, const char *name, Forge *forge)
{
  g_autoptr (GBytes) archive = forge_to_archive (forge);

  save_archive (shop, name, archive);
}

/* --- the archive: U --- */

/* @at: in the header of the second member, or in the whole if @from_end, then before its
 * end */
typedef struct
{
  const char *name;
  int at;
  const char *by;
  gsize size;
  gboolean sum; /* make the checksum right again */
} HeaderChange;

static const HeaderChange header_changes[] = {
  { "U1-magic", 257, "ustar  ", 8, TRUE },
  { "U2-checksum", 148, "7", 1, FALSE },
  { "U3-link", 156, "2", 1, TRUE },
  { "U3-pax", 156, "x", 1, TRUE },
  { "U4-link-name", 157, "/etc/passwd", 11, TRUE },
  { "U5-prefix", 345, "../..", 5, TRUE },
  { "U6-huge", 124, "\x80\0\0\0\x10\0\0\0\0\0\0\0", 12, TRUE }, /* 2^60, base-256 */
  { "U6-octal", 124, "9", 1, TRUE },
  { "U7-name", 0, "mani fest", 9, TRUE },
};

static gsize
find_second_header (Forge *forge)
{
  gsize size = g_bytes_get_size (forge_find (forge, "manifest.json")->bytes);

  return BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
}

static void
write_checksum (guint8 *header)
{
  g_autofree char *text = NULL;
  guint sum = 0;

  memset (header + 148, ' ', 8);
  for (guint i = 0; i < BLOCK; i++)
    sum += header[i];
  text = g_strdup_printf ("%06o", sum);
  memcpy (header + 148, text, 7);
}

static void
forge_header (const Workshop *shop, const HeaderChange *change)
{
  g_autoptr (Forge) forge = forge_open (shop->bundle, shop->office);
  g_autoptr (GBytes) archive = forge_to_archive (forge);
  gsize size;
  guint8 *bytes =
      g_memdup2 (g_bytes_get_data (archive, NULL), g_bytes_get_size (archive));
  guint8 *header = bytes + find_second_header (forge);
  g_autoptr (GBytes) changed = NULL;

  size = g_bytes_get_size (archive);
  memcpy (header + change->at, change->by, change->size);
  if (change->sum)
    write_checksum (header);
  changed = g_bytes_new_take (bytes, size);
  save_archive (shop, change->name, changed);
}

/* The end: something in the padding, behind the end, or half of it. */
static void
forge_archive_end (const Workshop *shop)
{
  g_autoptr (Forge) forge = forge_open (shop->bundle, shop->office);
  g_autoptr (GBytes) archive = forge_to_archive (forge);
  gsize size = g_bytes_get_size (archive);
  gsize manifest = g_bytes_get_size (forge_find (forge, "manifest.json")->bytes);
  guint8 *bytes = g_memdup2 (g_bytes_get_data (archive, NULL), size);
  g_autoptr (GBytes) padding = NULL;
  g_autoptr (GBytes) end = g_bytes_new_from_bytes (archive, 0, size - BLOCK);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (archive, 0, size - 3 * BLOCK - 7);

  g_assert_cmpuint (manifest % BLOCK, !=, 0);
  bytes[BLOCK + manifest] = 1;
  padding = g_bytes_new_take (bytes, size);
  save_archive (shop, "U8-padding", padding);
  save_archive (shop, "U9-end", end);
  save_archive (shop, "U10-cut", cut);
}

/* --- members: B --- */

static void
forge_members (const Workshop *shop)
{
  static const char text[] = "This is a letter.\n";
  g_autoptr (GBytes) letter = g_bytes_new_static (text, strlen (text));
  const char *first = "parts/membership.jsonl.gz.age";
  const char *second = "parts/executive-director.jsonl.gz.age";

  workshop_save (shop, "office", "B1-letter", ".ahadi", letter);
  save_archive (shop, "U1-no-archive", letter);
  for (guint i = 0; i < 7; i++)
    {
      static const char *const names[] = { "B2-no-manifest", "B3-letter", "B4-exchanged",
                                           "B4-missing",     "B5-carry",  "B8-twice",
                                           "B9-reordered" };
      g_autoptr (Forge) forge = forge_open (shop->bundle, shop->office);
      g_autoptr (GBytes) part = g_bytes_ref (forge_find (forge, first)->bytes);
      g_autoptr (GBytes) other = g_bytes_ref (forge_find (forge, second)->bytes);

      if (i == 0)
        forge_insert (forge, NULL, "letter.txt", letter);
      else if (i == 1)
        forge_insert (forge, second, "letter.txt", letter);
      else if (i == 2)
        forge_set (forge, first, other);
      else if (i == 3)
        forge_remove (forge, second);
      else if (i == 4)
        forge_insert (forge, "manifest.json.minisig", "carry/0123456789abcdef.ahadi",
                      letter);
      else if (i == 5)
        forge_insert (forge, second, first, part);
      else
        {
          forge_remove (forge, first);
          forge_insert (forge, second, first, part);
        }
      save_bundle (shop, names[i], forge);
    }
}

/* By somebody who is not listed, and by nobody. */
static void
forge_signatures (const Workshop *shop)
{
  g_autoptr (Forge) forge = forge_open (shop->bundle, shop->office);
  g_autofree char *manifest =
      g_strndup (g_bytes_get_data (forge_find (forge, "manifest.json")->bytes, NULL),
                 g_bytes_get_size (forge_find (forge, "manifest.json")->bytes));
  g_autofree char *changed = forge_replace (manifest, "\"ct_len\":6", "\"ct_len\":7");
  g_autoptr (AhadiSigningKey) nobody = ahadi_signing_key_new ();
  g_autofree char *by_nobody =
      ahadi_minisign_sign (nobody, manifest, strlen (manifest), "forged", "forged");

  forge_set_text (forge, "manifest.json", changed);
  save_bundle (shop, "B7-changed", forge);
  forge_set_text (forge, "manifest.json", manifest);
  forge_set_text (forge, "manifest.json.minisig", by_nobody);
  save_bundle (shop, "B7-nobody", forge);
  forge_set_text (forge, "manifest.json.minisig", "no signature\n");
  save_bundle (shop, "B7-no-signature", forge);
}

/* Sealed for somebody else, outside and in every part. */
static void
forge_closed (const Workshop *shop)
{
  g_autoptr (Forge) forge = forge_open (shop->bundle, shop->office);
  g_autofree char *recipient = forge_get_recipient (shop->laptop);
  const char *const recipients[] = { recipient, NULL };
  g_autoptr (GBytes) archive = forge_to_archive (forge);
  g_autoptr (GBytes) sealed = forge_seal (archive, recipients);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);

  workshop_save (shop, "office", "B1-for-others", ".ahadi", sealed);
  for (int i = AHADI_AUDIENCE_MEMBERSHIP; i <= AHADI_AUDIENCE_BRANCH; i++)
    {
      forge_set_part_recipients (forge, i, recipients);
      forge_seal_part (forge, i, nothing);
    }
  forge_sign (forge, shop->laptop);
  save_bundle (shop, "I4-all-closed", forge);
}

/* --- documents: J, M --- */

static const TextChange manifest_changes[] = {
  { "J1-twice", "\"min_reader\":1", "\"min_reader\":1,\"min_reader\":1" },
  { "J5-huge", "\"ct_len\":", "\"ct_len\":1152921504606846976" },
  { "J1-fraction", "\"min_reader\":1", "\"min_reader\":1.0" },
  { "J2-newer", "ahadi-bundle-v1", "ahadi-bundle-v2" },
  { "J2-other", "ahadi-bundle-v1", "ahadi-letter-v1" },
  { "J3-more", "\"blobs\":[]", "\"blobs\":[],\"more\":1" },
  { "J3-missing", "\"min_reader\":1,", "" },
  { "J3-type", "\"min_reader\":1", "\"min_reader\":\"1\"" },
  { "J4-order", "\"blobs\":[],\"carry\":[]", "\"carry\":[],\"blobs\":[]" },
  { "J4-blank", "\"min_reader\":1", "\"min_reader\": 1" },
  { "M2-newer", "\"min_reader\":1", "\"min_reader\":2" },
  { "M6-order", "\"audience\":\"safeguarding\"", "\"audience\":\"membership\"" },
  { "M7-name", "\"name\":\"parts/safe", "\"name\":\"parts/save" },
  { "M8-blobs", "\"blobs\":[]", "\"blobs\":[1]" },
  { "M10-carry", "\"carry\":[]", "\"carry\":[1]" },
  { "M9-case", "\"age1", "\"AGE1" },
};

/* @forge's manifest as @text, signed by its author. */
static void
sign_text (Forge *forge, AhadiVault *author, const char *text)
{
  const char *bundle = json_string_value (json_object_get (forge->manifest, "bundle_id"));
  g_autofree char *comment = g_strconcat ("ahadi-bundle-v1 ", bundle, NULL);

  forge_set_text (forge, "manifest.json", text);
  forge_sign_member (forge, "manifest.json", author, comment);
}

static void
forge_manifest_text (const Workshop *shop, const TextChange *change)
{
  g_autoptr (Forge) forge = forge_open (shop->bundle, shop->office);
  g_autofree char *text = ahadi_json_print (forge->manifest);
  g_autofree char *changed = forge_replace (text, change->old, change->by);

  if (g_str_equal (change->name, "M6-order"))
    {
      g_autofree char *named =
          forge_replace (changed, "parts/safeguarding", "parts/membership");

      sign_text (forge, shop->laptop, named);
    }
  else
    sign_text (forge, shop->laptop, changed);
  save_bundle (shop, change->name, forge);
}

static void
forge_manifest (const Workshop *shop)
{
  g_autoptr (Forge) forge = forge_open (shop->bundle, shop->office);
  json_t *org = json_incref (json_object_get (forge->manifest, "org"));
  json_t *device = json_incref (json_object_get (forge->manifest, "device_id"));
  g_autoptr (AhadiIdentity) office = world_get_identity (shop->office);
  AhadiSigningKey *key = ahadi_identity_get_signing_key (office);
  g_autofree char *signer =
      ahadi_verify_key_to_string (ahadi_signing_key_get_verify_key (key));
  const AhadiId *id = ahadi_identity_get_device (office);

  ahadi_json_set_text (forge->manifest, "org", json_string_value (device));
  forge_sign (forge, shop->laptop);
  save_bundle (shop, "M3-other-org", forge);

  json_object_set_new (forge->manifest, "org", org);
  ahadi_json_set_text (forge->manifest, "device_id", json_string_value (org));
  forge_sign (forge, shop->laptop);
  save_bundle (shop, "M4-device", forge);

  json_object_set_new (forge->manifest, "device_id", device);
  forge_sign (forge, shop->laptop);
  forge_sign_member (forge, "manifest.json", shop->laptop, "ahadi-bundle-v1 another");
  save_bundle (shop, "M5-comment", forge);

  ahadi_json_set_bytes (forge->manifest, "device_id", id->bytes, AHADI_ID_SIZE);
  ahadi_json_set_text (forge->manifest, "signer_pk", signer);
  forge_sign (forge, shop->office);
  save_bundle (shop, "W1-by-office", forge);
}

/* --- a part's bytes: P --- */

static void
save_part (const Workshop *shop, const char *name, Forge *forge)
{
  forge_sign (forge, shop->laptop);
  save_bundle (shop, name, forge);
}

static void
save_plain (const Workshop *shop, const char *name, Forge *forge, GBytes *plain)
{
  forge_seal_part (forge, AHADI_AUDIENCE_MEMBERSHIP, plain);
  save_part (shop, name, forge);
}

static void
save_with_byte (const Workshop *shop,
                const char *name,
                Forge *forge,
                GBytes *plain,
                gsize at,
                guint8 byte)
{
  gsize size = g_bytes_get_size (plain);
  guint8 *bytes = g_memdup2 (g_bytes_get_data (plain, NULL), size);
  g_autoptr (GBytes) changed = NULL;

  bytes[at] = byte;
  changed = g_bytes_new_take (bytes, size);
  save_plain (shop, name, forge, changed);
}

static void
forge_plain (const Workshop *shop)
{
  g_autoptr (Forge) forge = forge_open (shop->bundle, shop->office);
  g_autoptr (GBytes) plain =
      forge_open_part (forge, AHADI_AUDIENCE_MEMBERSHIP, shop->office);
  g_autofree char *lines =
      forge_read_part (forge, AHADI_AUDIENCE_MEMBERSHIP, shop->office);
  gsize size = g_bytes_get_size (plain);
  g_autoptr (GBytes) larger = forge_pad (plain, 2 * size);
  g_autofree char *bomb = g_malloc (BOMB_SIZE);
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (GBytes) bucket = NULL;
  g_autofree char *no_end = g_strndup (lines, strlen (lines) - 1);

  save_with_byte (shop, "P1-time", forge, plain, 5, 1);
  save_with_byte (shop, "P2-padding", forge, plain, size - 1, 1);
  save_with_byte (shop, "P12-gzip", forge, plain, 40, 0xff);
  save_plain (shop, "P2-bucket", forge, larger);

  memset (bomb, ' ', BOMB_SIZE);
  memcpy (bomb, lines, strcspn (lines, "\n") + 1);
  packed = forge_gzip (bomb, BOMB_SIZE);
  bucket = forge_pad (packed, 2 * size > g_bytes_get_size (packed) ? 2 * size : size);
  save_plain (shop, "P5-bomb", forge, bucket);

  forge_write_part (forge, AHADI_AUDIENCE_MEMBERSHIP, no_end);
  save_part (shop, "P4-no-newline", forge);
  forge_write_part (forge, AHADI_AUDIENCE_MEMBERSHIP, "");
  save_part (shop, "P6-empty", forge);
}

/* --- a part's seal --- */

static void
forge_part_seal (const Workshop *shop)
{
  g_autoptr (Forge) forge = forge_open (shop->bundle, shop->office);
  g_autoptr (GBytes) plain =
      forge_open_part (forge, AHADI_AUDIENCE_MEMBERSHIP, shop->office);
  g_autofree char *office = forge_get_recipient (shop->office);
  g_autofree char *laptop = forge_get_recipient (shop->laptop);
  const char *const only_laptop[] = { laptop, NULL };
  const char *const only_office[] = { office, NULL };
  const char *const both[] = { office, laptop, NULL };
  const char *const *seals[] = { only_laptop, both };
  static const char *const names[] = { "P10-names-us", "P11-hidden-reader" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      json_t *part = forge_get_part (forge, AHADI_AUDIENCE_MEMBERSHIP);
      g_autoptr (GBytes) sealed = forge_seal (plain, seals[i]);
      guint8 digest[AHADI_HASH_SIZE];

      forge_set_part_recipients (forge, AHADI_AUDIENCE_MEMBERSHIP, only_office);
      ahadi_hash_bytes (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed),
                        digest);
      ahadi_json_set_int (part, "ct_len", (gint64) g_bytes_get_size (sealed));
      ahadi_json_set_bytes (part, "ct_blake2b", digest, sizeof digest);
      forge_set (forge, "parts/membership", sealed);
      save_part (shop, names[i], forge);
    }
}

/* --- a part's lines: P, S, W --- */

static const LineChange line_changes[] = {
  { "J2-newer-part", "ahadi-part-v1", "ahadi-part-v2", FALSE },
  { "P6-audience", "\"audience\":\"membership\"", "\"audience\":\"everybody\"", FALSE },
  { "P7-bundle", "\"bundle_id\":\"", "\"bundle_id\":\"0000000000000000", FALSE },
  { "P8-audience", "\"audience\":\"membership\"", "\"audience\":\"safeguarding\"",
    FALSE },
  { "P9-recipients", "\"recipients_hash\":\"", "\"recipients_hash\":\"0000000000000000",
    FALSE },
  { "S1-grammar", "\"from\":", "\"from\":0", FALSE },
  { "S1-signature", "\"head_sig\":\"", "\"head_sig\":\"0000000000000000", FALSE },
  { "S5-body", "Achieng", "Achient", FALSE },
  { "S8-grammar", "{\"s\":\"", "{\"z\":\"", TRUE },
  { "S8-value", "\"consent\":true", "\"consent\":\"yes\"", TRUE },
  { "S8-newer-field", "\"consent\":true", "\"consent\":true,\"dissent\":true", TRUE },
  { "S8-newer-kind", "\"k\":\"member\"", "\"k\":\"mumber\"", FALSE },
  { "W4-device", "{\"device\":\"", "{\"device\":\"0000000000000000", FALSE },
  { "W6-kind", "\"k\":\"member\"", "\"k\":\"addendum\"", TRUE },
};

static void
forge_lines (const Workshop *shop, const LineChange *change)
{
  g_autoptr (Forge) forge = forge_open (shop->bundle, shop->office);
  g_autofree char *lines =
      forge_read_part (forge, AHADI_AUDIENCE_MEMBERSHIP, shop->office);
  g_autofree char *changed = workshop_change (lines, change);
  g_autofree char *chained =
      change->rechain ? forge_rechain (changed, shop->laptop) : g_strdup (changed);

  forge_write_part (forge, AHADI_AUDIENCE_MEMBERSHIP, chained);
  save_part (shop, change->name, forge);
}

static void
save_lines (const Workshop *shop, const char *name, Forge *forge, const char *lines)
{
  forge_write_part (forge, AHADI_AUDIENCE_MEMBERSHIP, lines);
  save_part (shop, name, forge);
}

/* Line 0 is the header, 1 the segment, and at least three operations follow. */
static void
forge_order (const Workshop *shop)
{
  g_autoptr (Forge) forge = forge_open (shop->bundle, shop->office);
  g_autofree char *lines =
      forge_read_part (forge, AHADI_AUDIENCE_MEMBERSHIP, shop->office);
  guint n = forge_count_lines (lines);
  g_autofree char *start = forge_take_lines (lines, 0, 2);
  g_autofree char *header = forge_take_lines (lines, 0, 1);
  g_autofree char *segment = forge_take_lines (lines, 1, n);
  g_autofree char *first = forge_take_lines (lines, 2, 3);
  g_autofree char *second = forge_take_lines (lines, 3, 4);
  g_autofree char *but_last = forge_take_lines (lines, 0, n - 1);
  g_autofree char *no_segment = g_strconcat (header, first, NULL);
  g_autofree char *swapped = g_strconcat (start, second, first, NULL);
  g_autofree char *chained = forge_rechain (swapped, shop->laptop);
  g_autofree char *again = g_strconcat (lines, segment, NULL);
  g_autofree char *elsewhere = forge_replace (segment, "\"audience\":\"membership\"",
                                              "\"audience\":\"safeguarding\"");
  g_autofree char *moved = forge_rechain (elsewhere, shop->laptop);
  g_autofree char *other = g_strconcat (header, moved, NULL);

  g_assert_cmpuint (n, >=, 4);
  save_lines (shop, "S2-audience", forge, other);
  save_lines (shop, "S3-twice", forge, again);
  save_lines (shop, "S4-missing", forge, but_last);
  save_lines (shop, "S4-no-segment", forge, no_segment);
  save_lines (shop, "S6-times", forge, chained);
}

/* What the laptop's own key signed of a stream of its own, and a second story of it. */
static char *
make_fork (const Workshop *shop, const char *audience)
{
  g_autoptr (AhadiIdentity) laptop = world_get_identity (shop->laptop);
  g_autoptr (AhadiDirectory) directory = world_get_directory (shop->laptop);
  g_autoptr (GString) text = g_string_new (NULL);
  AhadiSegment end = { .from = 1, .to = 1 };
  AhadiFork fork = { .from = 1, .to = 1 };

  ahadi_stream_id_init (&end.stream, ahadi_identity_get_device (laptop), 1, audience);
  ahadi_segment_sign (&end, ahadi_directory_get_org (directory),
                      ahadi_identity_get_signing_key (laptop));
  fork.stream = end.stream;
  memcpy (fork.head_signature, end.head_signature, sizeof fork.head_signature);
  ahadi_fork_print (&fork, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Wholesome before the segment, each breaks one rule. */
static const LineChange fork_changes[] = {
  { "W10-audience", "\"audience\":\"membership\"", "\"audience\":\"safeguarding\"",
    FALSE },
  { "W10-device", "{\"fork\":{\"device\":\"", "{\"fork\":{\"device\":\"0000000000000000",
    FALSE },
  { "Y1-grammar", "\"from\":", "\"from\":-", FALSE },
  { "Y1-spelling", "\"from\":", "\"from\": ", FALSE },
  { "Y3-signature", "\"head_sig\":\"", "\"head_sig\":\"0000000000000000", FALSE },
};

static void
forge_forks (const Workshop *shop)
{
  g_autoptr (Forge) forge = forge_open (shop->bundle, shop->office);
  g_autofree char *lines =
      forge_read_part (forge, AHADI_AUDIENCE_MEMBERSHIP, shop->office);
  g_autofree char *header = forge_take_lines (lines, 0, 1);
  g_autofree char *segment = forge_take_lines (lines, 1, forge_count_lines (lines));
  g_autofree char *fork = make_fork (shop, "membership");
  g_autofree char *behind = g_strconcat (lines, fork, NULL);
  g_autofree char *twice = g_strconcat (header, fork, fork, segment, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fork_changes); i++)
    {
      g_autofree char *changed = workshop_change (fork, &fork_changes[i]);
      g_autofree char *text = g_strconcat (header, changed, segment, NULL);

      save_lines (shop, fork_changes[i].name, forge, text);
    }
  save_lines (shop, "Y2-behind", forge, behind);
  save_lines (shop, "Y2-twice", forge, twice);
}

/* The branch part of another branch, which the header alone says. */
static void
forge_branch (const Workshop *shop)
{
  static const LineChange change = { "W3-branch", "\"branch/",
                                     "\"branch/0000000000000000", FALSE };
  g_autoptr (Forge) forge = forge_open (shop->bundle, shop->office);
  g_autofree char *lines = forge_read_part (forge, AHADI_AUDIENCE_BRANCH, shop->office);
  g_autofree char *changed = workshop_change (lines, &change);

  forge_write_part (forge, AHADI_AUDIENCE_BRANCH, changed);
  save_part (shop, change.name, forge);
}

/* --- a reply: A, W --- */

static const LineChange ack_changes[] = {
  { "A1-grammar", "\"seq\":", "\"seq\":-", FALSE },
  { "A1-spelling", "\"seq\":", "\"seq\": ", FALSE },
  { "W3-device", "\"audience\":\"device/", "\"audience\":\"device/0000000000000000",
    FALSE },
  { "W7-device", "{\"ack\":{\"device\":\"", "{\"ack\":{\"device\":\"0000000000000000",
    FALSE },
  { "W7-audience", "\"audience\":\"membership\"", "\"audience\":\"safeguarding\"",
    FALSE },
};

static void
save_to_laptop (const Workshop *shop, const char *name, Forge *forge, AhadiVault *author)
{
  g_autoptr (GBytes) archive = NULL;
  g_autoptr (GBytes) sealed = NULL;

  forge_sign (forge, author);
  archive = forge_to_archive (forge);
  sealed = forge_seal_to (archive, shop->laptop);
  workshop_save (shop, "kisumu", name, ".ahadi", sealed);
}

static void
save_reply (const Workshop *shop, const char *name, Forge *forge, const char *lines)
{
  forge_write_part (forge, AHADI_AUDIENCE_DEVICE, lines);
  save_to_laptop (shop, name, forge, shop->office);
}

/* The laptop writes as an office would, or stands where an office should. */
static void
forge_reply_of_laptop (const Workshop *shop)
{
  g_autoptr (Forge) forge = forge_open (shop->reply, shop->laptop);
  g_autoptr (AhadiIdentity) laptop = world_get_identity (shop->laptop);
  AhadiSigningKey *key = ahadi_identity_get_signing_key (laptop);
  const AhadiId *device = ahadi_identity_get_device (laptop);
  g_autofree char *branch =
      ahadi_audience_make (AHADI_AUDIENCE_BRANCH, ahadi_identity_get_branch (laptop));
  g_autofree char *signer =
      ahadi_verify_key_to_string (ahadi_signing_key_get_verify_key (key));
  g_autofree char *lines = forge_read_part (forge, AHADI_AUDIENCE_BRANCH, shop->laptop);
  g_autoptr (GString) text = g_string_new (NULL);
  AhadiSegment segment = { .from = 1, .to = 1 };

  ahadi_stream_id_init (&segment.stream, device, 1, branch);
  g_string_append_len (text, lines, (gssize) strcspn (lines, "\n") + 1);
  ahadi_segment_print (&segment, text);
  forge_write_part (forge, AHADI_AUDIENCE_BRANCH, text->str);
  save_to_laptop (shop, "W5-laptop", forge, shop->office);

  ahadi_json_set_bytes (forge->manifest, "device_id", device->bytes, AHADI_ID_SIZE);
  ahadi_json_set_text (forge->manifest, "signer_pk", signer);
  save_to_laptop (shop, "W2-by-laptop", forge, shop->laptop);
}

#define CARRIED(digit) "{\"carried\":\"" digit "123456789abcdef0123456789abcdef\"}\n"
#define BLOB(number)                                                                     \
  "{\"blob\":{\"id\":\"0123456789abcdef0123456789abcdef\",\"have\":" number "}}\n"

#define WANT(device, audience, from, to)                                                 \
  "{\"want\":{\"device\":\"" device "\",\"epoch\":\"00000001\",\"audience\":\"" audience \
  "\",\"from\":" from ",\"to\":" to "}}\n"
#define STRANGER "0123456789abcdef0123456789abcdef"

#define ERASED(audience, kind)                                                           \
  "{\"erased\":{\"audience\":\"" audience                                                \
  "\",\"entity\":\"0123456789abcdef0123456789abcdef\",\"kind\":\"" kind                  \
  "\",\"reason\":\"request\",\"date\":\"2026-11-28\"}}\n"

/* Behind the acknowledgements. */
static const struct
{
  const char *name;
  const char *lines;
} lines_behind[] = {
  { "A4-grammar", "{\"carried\":\"0\"}\n" },
  { "A4-order", CARRIED ("1") CARRIED ("0") },
  { "A4-twice", CARRIED ("1") CARRIED ("1") },
  { "Q1-backwards", WANT (STRANGER, "membership", "2", "1") },
  { "Q1-spelling", WANT (STRANGER, "membership", "1", " 2") },
  { "W7-wanted-device", WANT (STRANGER, "membership", "1", "2") },
  { "A5-number", BLOB ("8192") },
  { "A5-spelling", BLOB (" 1") },
  { "A6-twice", BLOB ("1") BLOB ("1") },
  { "A6-not-last", BLOB ("1") CARRIED ("0") },
  { "G1-kind", ERASED ("membership", "mumber") },
  { "G2-twice", ERASED ("membership", "member") ERASED ("membership", "member") },
  { "G2-not-last", ERASED ("membership", "member") BLOB ("1") },
  { "G3-audience", ERASED ("safeguarding", "report") },
};

/* What the laptop itself is asked for. */
static void
forge_wants (const Workshop *shop, Forge *forge, const char *lines)
{
  static const struct
  {
    const char *name;
    const char *lines;
  } cases[] = {
    { "Q2-meeting",
      WANT (STRANGER, "membership", "1", "2") WANT (STRANGER, "membership", "3", "4") },
    { "Q2-twice",
      WANT (STRANGER, "membership", "1", "2") WANT (STRANGER, "membership", "1", "2") },
    { "W7-wanted-audience", WANT (STRANGER, "safeguarding", "1", "2") },
  };
  g_autoptr (AhadiIdentity) laptop = world_get_identity (shop->laptop);
  g_autofree char *device = ahadi_id_to_string (ahadi_identity_get_device (laptop));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) wants = g_string_new (cases[i].lines);
      g_autofree char *longer = NULL;

      g_string_replace (wants, STRANGER, device, 0);
      longer = g_strconcat (lines, wants->str, NULL);
      save_reply (shop, cases[i].name, forge, longer);
    }
}

static void
forge_reply (const Workshop *shop)
{
  g_autoptr (Forge) forge = forge_open (shop->reply, shop->laptop);
  g_autofree char *lines = forge_read_part (forge, AHADI_AUDIENCE_DEVICE, shop->laptop);
  g_autofree char *ack = forge_take_lines (lines, 1, 2);
  g_autofree char *twice = g_strconcat (lines, ack, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ack_changes); i++)
    {
      g_autofree char *changed = workshop_change (lines, &ack_changes[i]);

      save_reply (shop, ack_changes[i].name, forge, changed);
    }
  save_reply (shop, "A2-twice", forge, twice);
  for (guint i = 0; i < G_N_ELEMENTS (lines_behind); i++)
    {
      g_autofree char *longer = g_strconcat (lines, lines_behind[i].lines, NULL);

      save_reply (shop, lines_behind[i].name, forge, longer);
    }
  forge_wants (shop, forge, lines);
}

/* The card of somebody else's organisation, alone and in a bundle. */
static void
forge_other_card (const Workshop *shop)
{
  g_auto (Org) org = { 0 };
  g_autoptr (GBytes) card = NULL;
  g_autoptr (Forge) forge = forge_open (shop->bundle, shop->office);

  org_open (&org);
  card = org_print_card (&org, ORG_KEYS);
  forge_insert (forge, "manifest.json.minisig", "card.ahadi-card", card);
  save_bundle (shop, "B6-other-roots", forge);
}

void
forge_rules_of_bundles (const Workshop *shop)
{
  for (guint i = 0; i < G_N_ELEMENTS (header_changes); i++)
    forge_header (shop, &header_changes[i]);
  forge_archive_end (shop);
  forge_members (shop);
  forge_signatures (shop);
  forge_closed (shop);
  for (guint i = 0; i < G_N_ELEMENTS (manifest_changes); i++)
    forge_manifest_text (shop, &manifest_changes[i]);
  forge_manifest (shop);
  forge_plain (shop);
  forge_part_seal (shop);
  for (guint i = 0; i < G_N_ELEMENTS (line_changes); i++)
    forge_lines (shop, &line_changes[i]);
  forge_order (shop);
  forge_forks (shop);
  forge_branch (shop);
  forge_reply (shop);
  forge_reply_of_laptop (shop);
  forge_other_card (shop);
}
