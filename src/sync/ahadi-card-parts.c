/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A card is a ustar of exactly these members in this order (FORMAT.md section 7):
 *
 *   directory.json
 *   directory.json.<16 hex digits: key number>.minisig   one per signer, numbers rising;
 *                                 trusted comment "ahadi-directory-v1 <version>"
 *   roots.json
 *   devices.json
 *   devices.json.minisig          trusted comment "ahadi-devices-v1 <version>"
 *   code/<language>.txt           one per entry of "codes", in their order
 */

#include "ahadi-card-parts.h"

#include <string.h>

#include "ahadi-codec.h"
#include "ahadi-sync-error.h"
#include "ahadi-ustar.h"

#define DIRECTORY_NAME "directory.json"
#define ROOTS_NAME "roots.json"
#define LIST_NAME "devices.json"
#define LIST_SIGNATURE_NAME "devices.json.minisig"
#define COMMENT_FORMAT "ahadi-directory-v1 %u"
#define LIST_COMMENT_FORMAT "ahadi-devices-v1 %u"
#define UNTRUSTED_COMMENT "signature by a root key of an Ahadi directory"
#define LIST_UNTRUSTED_COMMENT "signature by a membership office of an Ahadi list"
#define MEMBER_LIMIT (16 * 1024 * 1024)
#define MINISIG_LIMIT (16 * 1024)
#define NUMBER_SIZE 8
#define NUMBER_TEXT_SIZE (2 * NUMBER_SIZE + 1)

static void
free_signature (gpointer data)
{
  AhadiCardSignature *signature = data;

  g_bytes_unref (signature->bytes);
  g_free (signature);
}

AhadiCardParts *
ahadi_card_parts_new (void)
{
  AhadiCardParts *self = g_new0 (AhadiCardParts, 1);

  self->signatures = g_ptr_array_new_with_free_func (free_signature);
  self->text_names = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  return self;
}

static GBytes *
ref_bytes (GBytes *bytes)
{
  return bytes != NULL ? g_bytes_ref (bytes) : NULL;
}

AhadiCardParts *
ahadi_card_parts_copy (const AhadiCardParts *self)
{
  AhadiCardParts *copy = ahadi_card_parts_new ();

  copy->directory = ref_bytes (self->directory);
  copy->roots = ref_bytes (self->roots);
  copy->list = ref_bytes (self->list);
  copy->list_signature = ref_bytes (self->list_signature);
  for (guint i = 0; i < self->signatures->len; i++)
    ahadi_card_parts_add_signature (copy, self->signatures->pdata[i]);
  for (guint i = 0; i < self->texts->len; i++)
    {
      g_ptr_array_add (copy->texts, g_bytes_ref (self->texts->pdata[i]));
      g_ptr_array_add (copy->text_names, g_strdup (self->text_names->pdata[i]));
    }

  return copy;
}

void
ahadi_card_parts_free (AhadiCardParts *self)
{
  g_clear_pointer (&self->directory, g_bytes_unref);
  g_clear_pointer (&self->roots, g_bytes_unref);
  g_clear_pointer (&self->list, g_bytes_unref);
  g_clear_pointer (&self->list_signature, g_bytes_unref);
  g_ptr_array_unref (self->signatures);
  g_ptr_array_unref (self->text_names);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

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

char *
ahadi_card_parts_make_comment (const AhadiDirectoryContent *content)
{
  return g_strdup_printf (COMMENT_FORMAT, content->version);
}

char *
ahadi_card_parts_make_list_comment (const AhadiDirectoryContent *content)
{
  return g_strdup_printf (LIST_COMMENT_FORMAT, content->list_version);
}

/* --- taking apart --- */

static gboolean
read_signature (AhadiCardParts *self,
                AhadiUstarReader *reader,
                const char *member,
                GError **error)
{
  g_autofree char *name = g_strdup (member);
  g_autoptr (GBytes) bytes = ahadi_ustar_reader_read_all (reader, MINISIG_LIMIT, error);
  g_autoptr (AhadiMinisig) parsed = NULL;
  g_autofree char *expected = NULL;
  const AhadiCardSignature *previous = NULL;
  AhadiCardSignature *signature;

  if (bytes == NULL)
    return FALSE;

  parsed = ahadi_minisig_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                error);
  if (parsed == NULL)
    {
      ahadi_sync_error_blame (error, AHADI_CRYPTO_ERROR, "C3");
      return FALSE;
    }

  expected = make_signature_name (parsed->number);
  if (strcmp (expected, name) != 0)
    return ahadi_codec_refuse (error, "C2", "a signature is not named by its key number");

  if (self->signatures->len > 0)
    previous = self->signatures->pdata[self->signatures->len - 1];
  if (previous != NULL && memcmp (previous->number, parsed->number, NUMBER_SIZE) >= 0)
    return ahadi_codec_refuse (error, "C2", "the signatures are not in order");

  signature = g_new0 (AhadiCardSignature, 1);
  memcpy (signature->number, parsed->number, NUMBER_SIZE);
  signature->bytes = g_steal_pointer (&bytes);
  g_ptr_array_add (self->signatures, signature);
  return TRUE;
}

static gboolean
read_text (AhadiCardParts *self,
           AhadiUstarReader *reader,
           const char *member,
           GError **error)
{
  g_autofree char *name = g_strdup (member);
  GBytes *bytes = ahadi_ustar_reader_read_all (reader, MEMBER_LIMIT, error);

  if (bytes == NULL)
    return FALSE;

  g_ptr_array_add (self->texts, bytes);
  g_ptr_array_add (self->text_names, g_steal_pointer (&name));
  return TRUE;
}

static gboolean
read_into (GBytes **place, AhadiUstarReader *reader, guint64 limit, GError **error)
{
  *place = ahadi_ustar_reader_read_all (reader, limit, error);
  return *place != NULL;
}

static gboolean
read_member (AhadiCardParts *self,
             AhadiUstarReader *reader,
             const char *name,
             GError **error)
{
  if (self->directory == NULL && strcmp (name, DIRECTORY_NAME) == 0)
    return read_into (&self->directory, reader, MEMBER_LIMIT, error);
  if (self->directory == NULL)
    {
      g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN,
                           "against rule C1: its first member is not a directory");
      return FALSE;
    }

  if (self->roots == NULL && strcmp (name, ROOTS_NAME) == 0)
    return read_into (&self->roots, reader, AHADI_ROOTS_LIMIT, error);
  if (self->roots == NULL)
    return read_signature (self, reader, name, error);
  if (self->texts->len > 0)
    return read_text (self, reader, name, error);
  if (self->list == NULL && strcmp (name, LIST_NAME) == 0)
    return read_into (&self->list, reader, MEMBER_LIMIT, error);
  if (self->list != NULL && self->list_signature == NULL &&
      strcmp (name, LIST_SIGNATURE_NAME) == 0)
    return read_into (&self->list_signature, reader, MINISIG_LIMIT, error);

  return read_text (self, reader, name, error);
}

AhadiCardParts *
ahadi_card_parts_read (GBytes *archive, GError **error)
{
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_bytes (archive);
  g_autoptr (AhadiUstarReader) reader = ahadi_ustar_reader_new (in);
  g_autoptr (AhadiCardParts) self = ahadi_card_parts_new ();
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
      ahadi_codec_refuse (error, "C1", "there is no directory or there are no roots");
      return NULL;
    }

  return g_steal_pointer (&self);
}

gboolean
ahadi_card_parts_check_texts (const AhadiCardParts *self,
                              const AhadiDirectoryContent *content,
                              GError **error)
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

/* --- putting together --- */

static gboolean
write_member (GOutputStream *out, const char *name, GBytes *bytes, GError **error)
{
  return bytes == NULL || ahadi_ustar_write_bytes (out, name, bytes, error);
}

static gboolean
write_signatures (const AhadiCardParts *self, GOutputStream *out, GError **error)
{
  for (guint i = 0; i < self->signatures->len; i++)
    {
      const AhadiCardSignature *signature = self->signatures->pdata[i];
      g_autofree char *name = make_signature_name (signature->number);

      if (!write_member (out, name, signature->bytes, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_texts (const AhadiCardParts *self, GOutputStream *out, GError **error)
{
  for (guint i = 0; i < self->texts->len; i++)
    {
      if (!write_member (out, self->text_names->pdata[i], self->texts->pdata[i], error))
        return FALSE;
    }

  return TRUE;
}

GBytes *
ahadi_card_parts_write (const AhadiCardParts *self)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  if (!write_member (out, DIRECTORY_NAME, self->directory, &error) ||
      !write_signatures (self, out, &error) ||
      !write_member (out, ROOTS_NAME, self->roots, &error) ||
      !write_member (out, LIST_NAME, self->list, &error) ||
      !write_member (out, LIST_SIGNATURE_NAME, self->list_signature, &error) ||
      !write_texts (self, out, &error) || !ahadi_ustar_write_end (out, &error) ||
      !g_output_stream_close (out, NULL, &error))
    g_error ("cannot write to memory: %s", error->message);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

/* Takes @text. */
static void
set_text (GBytes **place, char *text)
{
  g_clear_pointer (place, g_bytes_unref);
  *place = g_bytes_new_take (text, strlen (text));
}

void
ahadi_card_parts_set_directory (AhadiCardParts *self,
                                const AhadiDirectoryContent *content)
{
  set_text (&self->directory, ahadi_directory_content_print (content));
  g_ptr_array_set_size (self->signatures, 0);
}

void
ahadi_card_parts_set_roots (AhadiCardParts *self, const AhadiRoots *roots)
{
  set_text (&self->roots, ahadi_roots_print (roots));
}

void
ahadi_card_parts_set_list (AhadiCardParts *self,
                           const AhadiDirectoryContent *content,
                           AhadiSigningKey *key)
{
  g_autofree char *comment = ahadi_card_parts_make_list_comment (content);

  set_text (&self->list, ahadi_directory_content_print_list (content));
  set_text (&self->list_signature,
            ahadi_minisign_sign (key, g_bytes_get_data (self->list, NULL),
                                 g_bytes_get_size (self->list), LIST_UNTRUSTED_COMMENT,
                                 comment));
}

void
ahadi_card_parts_set_texts (AhadiCardParts *self,
                            const AhadiDirectoryContent *content,
                            GPtrArray *texts)
{
  g_ptr_array_set_size (self->texts, 0);
  g_ptr_array_set_size (self->text_names, 0);
  for (guint i = 0; i < texts->len; i++)
    {
      const AhadiDirectoryCode *code = content->codes->pdata[i];

      g_ptr_array_add (self->texts, g_bytes_ref (texts->pdata[i]));
      g_ptr_array_add (self->text_names, make_text_name (code->language));
    }
}

void
ahadi_card_parts_sign (AhadiCardParts *self,
                       const AhadiDirectoryContent *content,
                       AhadiSigningKey *key)
{
  g_autofree char *comment = ahadi_card_parts_make_comment (content);
  AhadiCardSignature signature = { 0 };
  char *text = ahadi_minisign_sign (key, g_bytes_get_data (self->directory, NULL),
                                    g_bytes_get_size (self->directory), UNTRUSTED_COMMENT,
                                    comment);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  memcpy (signature.number, ahadi_signing_key_get_verify_key (key)->number, NUMBER_SIZE);
  signature.bytes = bytes;
  ahadi_card_parts_add_signature (self, &signature);
}

void
ahadi_card_parts_add_signature (AhadiCardParts *self, const AhadiCardSignature *signature)
{
  AhadiCardSignature *copy = g_memdup2 (signature, sizeof *signature);
  guint at = 0;

  copy->bytes = g_bytes_ref (signature->bytes);
  while (at < self->signatures->len &&
         memcmp (((AhadiCardSignature *) self->signatures->pdata[at])->number,
                 signature->number, NUMBER_SIZE) < 0)
    at++;
  if (at < self->signatures->len &&
      memcmp (((AhadiCardSignature *) self->signatures->pdata[at])->number,
              signature->number, NUMBER_SIZE) == 0)
    g_ptr_array_remove_index (self->signatures, at);
  g_ptr_array_insert (self->signatures, at, copy);
}
