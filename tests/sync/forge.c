/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forge.h"

#include <string.h>
#include <zlib.h>

#include "sync/ahadi-part-codec.h"
#include "sync/ahadi-ustar.h"

#define MEMBER_LIMIT (64 * 1024 * 1024)

static void
free_member (gpointer data)
{
  ForgeMember *member = data;

  g_free (member->name);
  g_bytes_unref (member->bytes);
  g_free (member);
}

static ForgeMember *
member_new (const char *name, GBytes *bytes)
{
  ForgeMember *member = g_new0 (ForgeMember, 1);

  member->name = g_strdup (name);
  member->bytes = g_bytes_ref (bytes);
  return member;
}

void
forge_free (Forge *self)
{
  g_ptr_array_unref (self->members);
  if (self->manifest != NULL)
    json_decref (self->manifest);
  g_free (self);
}

Forge *
forge_new (void)
{
  Forge *self = g_new0 (Forge, 1);

  self->members = g_ptr_array_new_with_free_func (free_member);
  return self;
}

Forge *
forge_open_archive (GBytes *archive)
{
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_bytes (archive);
  g_autoptr (AhadiUstarReader) reader = ahadi_ustar_reader_new (in);
  Forge *self = forge_new ();
  g_autoptr (GError) error = NULL;
  const char *name;
  guint64 size;

  while (TRUE)
    {
      g_autofree char *copy = NULL;
      g_autoptr (GBytes) bytes = NULL;

      assert_ok (ahadi_ustar_reader_next (reader, &name, &size, &error));
      if (name == NULL)
        return self;
      copy = g_strdup (name);
      bytes = ahadi_ustar_reader_read_all (reader, MEMBER_LIMIT, &error);
      g_assert_no_error (error);
      g_ptr_array_add (self->members, member_new (copy, bytes));
    }
}

Forge *
forge_open (const char *path, AhadiVault *reader)
{
  g_autoptr (GBytes) sealed = world_read_file (path);
  g_autoptr (GBytes) archive = forge_unseal (sealed, reader);
  Forge *self = forge_open_archive (archive);
  GBytes *manifest = forge_find (self, "manifest.json")->bytes;
  g_autoptr (GError) error = NULL;

  self->manifest = ahadi_json_parse (g_bytes_get_data (manifest, NULL),
                                     g_bytes_get_size (manifest), &error);
  g_assert_no_error (error);
  return self;
}

static guint
find_index (Forge *self, const char *name)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      const ForgeMember *member = self->members->pdata[i];

      if (strcmp (member->name, name) == 0)
        return i;
    }

  for (guint i = 0; i < self->members->len; i++)
    {
      const ForgeMember *member = self->members->pdata[i];

      if (g_str_has_prefix (member->name, name))
        return i;
    }

  g_error ("no member is called %s", name);
}

ForgeMember *
forge_find (Forge *self, const char *name)
{
  return self->members->pdata[find_index (self, name)];
}

void
forge_set (Forge *self, const char *name, GBytes *bytes)
{
  ForgeMember *member = forge_find (self, name);

  g_bytes_unref (member->bytes);
  member->bytes = g_bytes_ref (bytes);
}

void
forge_set_text (Forge *self, const char *name, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  forge_set (self, name, bytes);
}

void
forge_insert (Forge *self, const char *after, const char *name, GBytes *bytes)
{
  guint at = after != NULL ? find_index (self, after) + 1 : 0;

  g_ptr_array_insert (self->members, at, member_new (name, bytes));
}

void
forge_remove (Forge *self, const char *name)
{
  g_ptr_array_remove_index (self->members, find_index (self, name));
}

/* --- signing --- */

void
forge_sign_member (Forge *self, const char *name, AhadiVault *author, const char *comment)
{
  g_autoptr (AhadiIdentity) identity = world_get_identity (author);
  g_autofree char *minisig_name = g_strconcat (name, ".minisig", NULL);
  GBytes *bytes = forge_find (self, name)->bytes;
  g_autofree char *signature = ahadi_minisign_sign (
      ahadi_identity_get_signing_key (identity), g_bytes_get_data (bytes, NULL),
      g_bytes_get_size (bytes), "forged", comment);

  forge_set_text (self, minisig_name, signature);
}

void
forge_sign (Forge *self, AhadiVault *author)
{
  g_autofree char *text = ahadi_json_print (self->manifest);
  const char *bundle = json_string_value (json_object_get (self->manifest, "bundle_id"));
  g_autofree char *comment = g_strconcat ("ahadi-bundle-v1 ", bundle, NULL);

  forge_set_text (self, "manifest.json", text);
  forge_sign_member (self, "manifest.json", author, comment);
}

GBytes *
forge_to_archive (Forge *self)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < self->members->len; i++)
    {
      const ForgeMember *member = self->members->pdata[i];

      assert_ok (ahadi_ustar_write_bytes (out, member->name, member->bytes, &error));
    }

  assert_ok (ahadi_ustar_write_end (out, &error));
  assert_ok (g_output_stream_close (out, NULL, &error));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

char *
forge_save (Forge *self, World *world, AhadiVault *reader)
{
  g_autoptr (GBytes) archive = forge_to_archive (self);
  g_autoptr (GBytes) sealed = forge_seal_to (archive, reader);

  return world_write_file (world, "forged.ahadi", sealed);
}

/* --- parts --- */

json_t *
forge_get_part (Forge *self, AhadiAudienceClass audience)
{
  json_t *parts = json_object_get (self->manifest, "parts");
  const char *word = ahadi_audience_class_to_string (audience);

  for (gsize i = 0; i < json_array_size (parts); i++)
    {
      json_t *part = json_array_get (parts, i);

      if (strcmp (json_string_value (json_object_get (part, "audience")), word) == 0)
        return part;
    }

  g_error ("no part for %s", word);
}

void
forge_set_part_recipients (Forge *self,
                           AhadiAudienceClass audience,
                           const char *const *recipients)
{
  json_object_set_new (forge_get_part (self, audience), "recipients",
                       ahadi_recipients_to_json (recipients));
}

GBytes *
forge_open_part (Forge *self, AhadiAudienceClass audience, AhadiVault *reader)
{
  g_autofree char *name = ahadi_manifest_make_part_name (audience);

  return forge_unseal (forge_find (self, name)->bytes, reader);
}

char *
forge_read_part (Forge *self, AhadiAudienceClass audience, AhadiVault *reader)
{
  g_autoptr (GBytes) plain = forge_open_part (self, audience, reader);
  gsize capacity = 4 * 1024 * 1024;
  char *text = g_malloc0 (capacity);
  gsize size;
  const void *bytes = g_bytes_get_data (plain, &size);
  z_stream stream = { 0 };

  g_assert_cmpint (inflateInit2 (&stream, 15 + 16), ==, Z_OK);
  stream.next_in = (Bytef *) bytes;
  stream.avail_in = size;
  stream.next_out = (Bytef *) text;
  stream.avail_out = capacity - 1;
  g_assert_cmpint (inflate (&stream, Z_FINISH), ==, Z_STREAM_END);
  inflateEnd (&stream);
  return text;
}

void
forge_seal_part (Forge *self, AhadiAudienceClass audience, GBytes *plain)
{
  g_autofree char *name = ahadi_manifest_make_part_name (audience);
  json_t *part = forge_get_part (self, audience);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) recipients = ahadi_recipients_from_json (part, "recipients", &error);
  g_autoptr (GBytes) sealed = NULL;
  guint8 digest[AHADI_HASH_SIZE];

  g_assert_no_error (error);
  sealed = forge_seal (plain, (const char *const *) recipients);
  ahadi_hash_bytes (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed), digest);
  ahadi_json_set_int (part, "ct_len", g_bytes_get_size (sealed));
  ahadi_json_set_bytes (part, "ct_blake2b", digest, sizeof digest);
  forge_set (self, name, sealed);
}

void
forge_write_part (Forge *self, AhadiAudienceClass audience, const char *lines)
{
  g_autoptr (GBytes) gzip = forge_gzip (lines, strlen (lines));
  g_autoptr (GBytes) plain =
      forge_pad (gzip, ahadi_part_bucket (g_bytes_get_size (gzip)));

  forge_seal_part (self, audience, plain);
}

/* --- sealing --- */

GBytes *
forge_seal (GBytes *plain, const char *const *recipients)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) sealed = NULL;
  AhadiAgeRecipient keys[AHADI_RECIPIENTS_LIMIT];
  g_autoptr (GError) error = NULL;
  gsize n;

  for (n = 0; recipients[n] != NULL; n++)
    assert_ok (ahadi_age_recipient_parse (recipients[n], &keys[n], &error));

  sealed = ahadi_age_writer_new (memory, keys, n, &error);
  g_assert_no_error (error);
  assert_ok (g_output_stream_write_all (sealed, g_bytes_get_data (plain, NULL),
                                        g_bytes_get_size (plain), NULL, NULL, &error));
  assert_ok (g_output_stream_close (sealed, NULL, &error));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

char *
forge_get_recipient (AhadiVault *vault)
{
  g_autoptr (AhadiIdentity) identity = world_get_identity (vault);
  AhadiAgeIdentity *key = ahadi_identity_get_age_identity (identity);
  AhadiAgeRecipient recipient = ahadi_age_identity_get_recipient (key);

  return ahadi_age_recipient_to_string (&recipient);
}

GBytes *
forge_seal_to (GBytes *plain, AhadiVault *reader)
{
  g_autofree char *recipient = forge_get_recipient (reader);
  const char *recipients[] = { recipient, NULL };

  return forge_seal (plain, recipients);
}

GBytes *
forge_unseal (GBytes *sealed, AhadiVault *reader)
{
  g_autoptr (AhadiIdentity) identity = world_get_identity (reader);
  AhadiAgeIdentity *key = ahadi_identity_get_age_identity (identity);
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_bytes (sealed);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GInputStream) plain = NULL;
  g_autoptr (GError) error = NULL;

  plain = ahadi_age_reader_new (in, &key, 1, &error);
  g_assert_no_error (error);
  g_output_stream_splice (memory, plain, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL,
                          &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

GBytes *
forge_gzip (const char *text, gsize size)
{
  gsize capacity = size + size / 8 + 1024;
  Bytef *out = g_malloc (capacity);
  z_stream stream = { 0 };

  g_assert_cmpint (deflateInit2 (&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY),
                   ==, Z_OK);
  stream.next_in = (Bytef *) text;
  stream.avail_in = size;
  stream.next_out = out;
  stream.avail_out = capacity;
  g_assert_cmpint (deflate (&stream, Z_FINISH), ==, Z_STREAM_END);
  deflateEnd (&stream);
  return g_bytes_new_take (out, capacity - stream.avail_out);
}

GBytes *
forge_pad (GBytes *gzip, gsize size)
{
  guint8 *bytes = g_malloc0 (size);

  g_assert_cmpuint (g_bytes_get_size (gzip), <=, size);
  memcpy (bytes, g_bytes_get_data (gzip, NULL), g_bytes_get_size (gzip));
  return g_bytes_new_take (bytes, size);
}

/* --- lines --- */

/* Prints @segment, chained over @operations from line @at on; returns the line after
 * them. */
static guint
print_segment (AhadiSegment *segment,
               GStrv lines,
               guint at,
               AhadiIdentity *identity,
               const char *org,
               GString *out)
{
  g_autoptr (GString) operations = g_string_new (NULL);
  AhadiChain chain;

  ahadi_chain_resume (&chain, &segment->stream, segment->from - 1, segment->prev);
  for (; lines[at] != NULL && *lines[at] != 0; at++)
    {
      AhadiOperation operation;

      if (ahadi_segment_is_line (lines[at], strlen (lines[at])))
        break;
      g_assert_true (
          ahadi_operation_parse (lines[at], strlen (lines[at]), &operation, NULL));
      operation.seq = chain.seq + 1;
      g_assert_true (ahadi_chain_link (&chain, &operation, NULL));
      ahadi_operation_print (&operation, operations);
    }

  segment->to = chain.seq;
  memcpy (segment->head, chain.head, AHADI_CHAIN_HASH_SIZE);
  ahadi_segment_sign (segment, org, ahadi_identity_get_signing_key (identity));
  ahadi_segment_print (segment, out);
  g_string_append (out, operations->str);
  return at;
}

char *
forge_rechain (const char *text, AhadiVault *author)
{
  g_autoptr (AhadiIdentity) identity = world_get_identity (author);
  g_autoptr (AhadiDirectory) directory = world_get_directory (author);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *out = g_string_new (NULL);
  guint at = 0;

  while (lines[at] != NULL && *lines[at] != 0)
    {
      AhadiSegment segment;

      if (!ahadi_segment_is_line (lines[at], strlen (lines[at])))
        {
          g_string_append_printf (out, "%s\n", lines[at++]);
          continue;
        }
      g_assert_true (ahadi_segment_parse (lines[at], strlen (lines[at]), &segment, NULL));
      at = print_segment (&segment, lines, at + 1, identity,
                          ahadi_directory_get_org (directory), out);
    }

  return g_string_free (out, FALSE);
}

char *
forge_replace (const char *text, const char *old, const char *by)
{
  const char *at = strstr (text, old);

  g_assert_nonnull (at);
  return g_strdup_printf ("%.*s%s%s", (int) (at - text), text, by, at + strlen (old));
}

guint
forge_count_lines (const char *text)
{
  guint n = 0;

  for (; *text != 0; text++)
    n += *text == '\n';

  return n;
}

char *
forge_take_lines (const char *text, guint first, guint end)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *out = g_string_new (NULL);

  for (guint i = first; i < end; i++)
    g_string_append_printf (out, "%s\n", lines[i]);

  return g_string_free (out, FALSE);
}
