/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A card is a ustar of exactly these members in this order (FORMAT.md section 7):
 *
 *   directory.json
 *   directory.json.<16 hex digits: key number>.minisig   one per signer, numbers rising;
 * trusted comment "ahadi-directory-v1 <version>" roots.json code/<language>.txt one per
 * entry of "codes", in their order
 */

#include "ahadi-card-codec.h"

#include <string.h>

#include "ahadi-codec.h"
#include "ahadi-error-map.h"
#include "ahadi-ustar.h"

#define DIRECTORY_NAME "directory.json"
#define ROOTS_NAME "roots.json"
#define COMMENT_FORMAT "ahadi-directory-v1 %u"
#define UNTRUSTED_COMMENT "signature by a root key of an Ahadi directory"
#define MINISIG_LIMIT (16 * 1024)
#define NUMBER_SIZE 8
#define NUMBER_TEXT_SIZE (2 * NUMBER_SIZE + 1)

/* What a card's members are before anything of them is trusted. */
typedef struct
{
  GBytes *directory;
  GBytes *roots;
  GPtrArray *signatures; /* AhadiMinisig */
  GPtrArray *text_names;
  GPtrArray *texts; /* GBytes */
} Members;

static Members *
members_new (void)
{
  Members *self = g_new0 (Members, 1);

  self->signatures = g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_minisig_free);
  self->text_names = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  return self;
}

static void
members_free (Members *self)
{
  g_clear_pointer (&self->directory, g_bytes_unref);
  g_clear_pointer (&self->roots, g_bytes_unref);
  g_ptr_array_unref (self->signatures);
  g_ptr_array_unref (self->text_names);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Members, members_free)

static char *
make_signature_name (const guint8 number[NUMBER_SIZE])
{
  char text[NUMBER_TEXT_SIZE];

  ahadi_hex_encode (number, NUMBER_SIZE, text);
  return g_strdup_printf (DIRECTORY_NAME ".%s.minisig", text);
}

static char *
make_text_name (const char *language)
{
  return g_strdup_printf ("code/%s.txt", language);
}

static char *
make_comment (const AhadiDirectoryContent *content)
{
  return g_strdup_printf (COMMENT_FORMAT, content->version);
}

/* --- taking apart --- */

static gboolean
read_signature (Members *self,
                AhadiUstarReader *reader,
                const char *member,
                GError **error)
{
  g_autofree char *name = g_strdup (member);
  g_autoptr (GBytes) bytes = ahadi_ustar_reader_read_all (reader, MINISIG_LIMIT, error);
  g_autofree char *expected = NULL;
  AhadiMinisig *signature;
  AhadiMinisig *previous;

  if (bytes == NULL)
    return FALSE;

  signature = ahadi_minisig_parse (g_bytes_get_data (bytes, NULL),
                                   g_bytes_get_size (bytes), error);
  if (signature == NULL)
    {
      ahadi_sync_error_blame (error, AHADI_CRYPTO_ERROR, "C3");
      return FALSE;
    }

  previous = self->signatures->len > 0
                 ? self->signatures->pdata[self->signatures->len - 1]
                 : NULL;
  g_ptr_array_add (self->signatures, signature);

  expected = make_signature_name (signature->number);
  if (strcmp (expected, name) != 0)
    return ahadi_codec_refuse (error, "C2", "a signature is not named by its key number");
  if (previous != NULL && memcmp (previous->number, signature->number, NUMBER_SIZE) >= 0)
    return ahadi_codec_refuse (error, "C2", "the signatures are not in order");

  return TRUE;
}

static gboolean
read_text (Members *self, AhadiUstarReader *reader, const char *member, GError **error)
{
  g_autofree char *name = g_strdup (member);
  GBytes *bytes = ahadi_ustar_reader_read_all (reader, AHADI_CARD_LIMIT, error);

  if (bytes == NULL)
    return FALSE;

  g_ptr_array_add (self->texts, bytes);
  g_ptr_array_add (self->text_names, g_steal_pointer (&name));
  return TRUE;
}

static gboolean
read_member (Members *self, AhadiUstarReader *reader, const char *name, GError **error)
{
  if (self->directory == NULL && strcmp (name, DIRECTORY_NAME) == 0)
    {
      self->directory = ahadi_ustar_reader_read_all (reader, AHADI_CARD_LIMIT, error);
      return self->directory != NULL;
    }
  if (self->directory == NULL)
    {
      g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN,
                           "against rule C1: its first member is not a directory");
      return FALSE;
    }
  if (self->roots != NULL)
    return read_text (self, reader, name, error);
  if (strcmp (name, ROOTS_NAME) != 0)
    return read_signature (self, reader, name, error);

  self->roots = ahadi_ustar_reader_read_all (reader, AHADI_ROOTS_LIMIT, error);
  return self->roots != NULL;
}

static Members *
read_members (GBytes *card, GError **error)
{
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_bytes (card);
  g_autoptr (AhadiUstarReader) reader = ahadi_ustar_reader_new (in);
  g_autoptr (Members) self = members_new ();
  const char *name;
  guint64 size;

  do
    {
      if (!ahadi_ustar_reader_next (reader, &name, &size, error))
        return NULL;
      if (name != NULL && !read_member (self, reader, name, error))
        return NULL;
    }
  while (name != NULL);

  if (self->roots == NULL)
    {
      ahadi_codec_refuse (error, "C1", "a card has no directory or no roots");
      return NULL;
    }

  return g_steal_pointer (&self);
}

/* --- verifying --- */

/* C3: every signature there is must hold, and there must be enough. Key numbers rise, so
 * nobody signs twice. */
static gboolean
check_signatures (const Members *self, const AhadiRootSet *roots, GError **error)
{
  gsize size;
  const void *bytes = g_bytes_get_data (self->directory, &size);

  for (guint i = 0; i < self->signatures->len; i++)
    {
      const AhadiMinisig *signature = self->signatures->pdata[i];
      const AhadiVerifyKey *key = ahadi_root_set_find (roots, signature->number);

      if (key == NULL)
        return ahadi_codec_refuse (error, "C3", "a directory is signed by another key");
      if (!ahadi_minisign_check (signature, key, bytes, size, NULL, error))
        {
          ahadi_sync_error_blame (error, AHADI_CRYPTO_ERROR, "C3");
          return FALSE;
        }
    }

  if (self->signatures->len >= roots->threshold)
    return TRUE;

  g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_BAD_SIGNATURE,
                       "against rule C3: too few root keys have signed");
  return FALSE;
}

static gboolean
check_comments (const Members *self, const AhadiDirectoryContent *content, GError **error)
{
  g_autofree char *expected = make_comment (content);

  for (guint i = 0; i < self->signatures->len; i++)
    {
      const AhadiMinisig *signature = self->signatures->pdata[i];

      if (strcmp (signature->trusted_comment, expected) != 0)
        return ahadi_codec_refuse (error, "C4", "a signature is of another version");
    }

  return TRUE;
}

static gboolean
check_texts (const Members *self, const AhadiDirectoryContent *content, GError **error)
{
  if (self->texts->len != content->codes->len)
    return ahadi_codec_refuse (error, "C6", "the texts of the Code are not those listed");

  for (guint i = 0; i < self->texts->len; i++)
    {
      const AhadiDirectoryCode *code = content->codes->pdata[i];
      g_autofree char *name = make_text_name (code->language);
      guint8 digest[AHADI_HASH_SIZE];
      gsize size;
      const void *bytes = g_bytes_get_data (self->texts->pdata[i], &size);

      ahadi_hash_bytes (bytes, size, digest);
      if (strcmp (name, self->text_names->pdata[i]) != 0 ||
          memcmp (digest, code->digest, sizeof digest) != 0)
        return ahadi_codec_refuse (error, "C6",
                                   "a text of the Code is not the one listed");
    }

  return TRUE;
}

static gboolean
check_roots (const AhadiDirectoryContent *content,
             const AhadiRoots *roots,
             GError **error)
{
  return (ahadi_id_equal (&content->org, ahadi_roots_get_org (roots)) &&
          ahadi_root_set_equal (content->roots, ahadi_roots_get_last (roots))) ||
         ahadi_codec_refuse (error, "C5",
                             "the directory names other roots than the line of roots");
}

static AhadiCard *
verify (const Members *members, GBytes *bytes, GError **error)
{
  g_autoptr (AhadiRoots) roots = ahadi_roots_parse (members->roots, error);
  g_autoptr (AhadiDirectoryContent) content = NULL;
  AhadiCard *self;

  if (roots == NULL || !check_signatures (members, ahadi_roots_get_last (roots), error))
    return NULL;

  content = ahadi_directory_content_parse (members->directory, error);
  if (content == NULL || !check_comments (members, content, error) ||
      !check_roots (content, roots, error) || !check_texts (members, content, error))
    return NULL;

  self = g_new0 (AhadiCard, 1);
  self->bytes = g_bytes_ref (bytes);
  self->directory = ahadi_directory_new (g_steal_pointer (&content));
  self->roots = g_steal_pointer (&roots);
  self->texts = g_ptr_array_ref (members->texts);
  return self;
}

AhadiCard *
ahadi_card_parse (GBytes *bytes, GError **error)
{
  g_autoptr (Members) members = NULL;
  AhadiCard *self;

  if (g_bytes_get_size (bytes) > AHADI_CARD_LIMIT)
    {
      ahadi_codec_refuse (error, "C7", "a card is larger than 16 MiB");
      return NULL;
    }

  members = read_members (bytes, error);
  self = members != NULL ? verify (members, bytes, error) : NULL;
  if (self == NULL)
    {
      ahadi_sync_error_blame (error, AHADI_SYNC_ERROR, "C7");
      ahadi_error_map_input (error, "cannot read the card");
    }

  return self;
}

void
ahadi_card_free (AhadiCard *self)
{
  g_bytes_unref (self->bytes);
  ahadi_directory_unref (self->directory);
  ahadi_roots_free (self->roots);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

/* --- putting together --- */

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  AhadiSigningKey *left = *(AhadiSigningKey *const *) a;
  AhadiSigningKey *right = *(AhadiSigningKey *const *) b;

  return memcmp (ahadi_signing_key_get_verify_key (left)->number,
                 ahadi_signing_key_get_verify_key (right)->number, NUMBER_SIZE);
}

static gboolean
write_signatures (GOutputStream *out,
                  GBytes *directory,
                  const char *comment,
                  AhadiSigningKey *const *keys,
                  gsize n_keys,
                  GError **error)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  gsize size;
  const void *bytes = g_bytes_get_data (directory, &size);

  for (gsize i = 0; i < n_keys; i++)
    g_ptr_array_add (sorted, keys[i]);
  g_ptr_array_sort (sorted, compare_numbers);

  for (guint i = 0; i < sorted->len; i++)
    {
      AhadiSigningKey *key = sorted->pdata[i];
      g_autofree char *name =
          make_signature_name (ahadi_signing_key_get_verify_key (key)->number);
      char *text = ahadi_minisign_sign (key, bytes, size, UNTRUSTED_COMMENT, comment);
      g_autoptr (GBytes) signature = g_bytes_new_take (text, strlen (text));

      if (!ahadi_ustar_write_bytes (out, name, signature, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_texts (GOutputStream *out,
             const AhadiDirectoryContent *content,
             GPtrArray *texts,
             GError **error)
{
  for (guint i = 0; i < texts->len; i++)
    {
      const AhadiDirectoryCode *code = content->codes->pdata[i];
      g_autofree char *name = make_text_name (code->language);

      if (!ahadi_ustar_write_bytes (out, name, texts->pdata[i], error))
        return FALSE;
    }

  return TRUE;
}

GBytes *
ahadi_card_print (const AhadiDirectoryContent *content,
                  const AhadiRoots *roots,
                  GPtrArray *texts,
                  AhadiSigningKey *const *keys,
                  gsize n_keys)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  char *directory_text = ahadi_directory_content_print (content);
  g_autoptr (GBytes) directory =
      g_bytes_new_take (directory_text, strlen (directory_text));
  char *roots_text = ahadi_roots_print (roots);
  g_autoptr (GBytes) line = g_bytes_new_take (roots_text, strlen (roots_text));
  g_autofree char *comment = make_comment (content);
  g_autoptr (GError) error = NULL;

  if (!ahadi_ustar_write_bytes (out, DIRECTORY_NAME, directory, &error) ||
      !write_signatures (out, directory, comment, keys, n_keys, &error) ||
      !ahadi_ustar_write_bytes (out, ROOTS_NAME, line, &error) ||
      !write_texts (out, content, texts, &error) ||
      !ahadi_ustar_write_end (out, &error) || !g_output_stream_close (out, NULL, &error))
    g_error ("cannot write to memory: %s", error->message);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}
