/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-sealed-body.h"

#include <string.h>

#include "ahadi-oplog-error.h"
#include "ahadi-scanner.h"

/*
 * A sealed body, JSON in one spelling (FORMATS 4, 7):
 *
 *   {"s":"<salt>","age":"<base64 of an age v1 file>"}
 *
 * and what the age file holds, filled up with zeros to its bucket:
 *
 *   {"e":"<entity>","b":<body>}
 *
 * Anybody can check that
 *   X1 it has the members s and age, in this spelling, and no other;
 *   X2 salt is 32 lower-case hex digits;
 *   X3 its kind is report, addendum or attachment;
 *   X4 age is base64 (RFC 4648, padded, unused bits zero) of a file whose header is one
 *      of age v1 with X25519 stanzas;
 *   X5 that file is as long as one for so many stanzas and a bucket: 4, 8, 16, 32 or 64
 *      KiB. So its length says how many read it, and hardly how much was written;
 *   X6 it has at most 102,400 bytes.
 *
 * Whoever opens it checks besides that
 *   X7 entity is that of its operation: it can't be told again of another record;
 *   X8 body follows ahadi-body.c, and begins with the same salt;
 *   X9 nothing but zeros follows.
 *
 * One that can be opened and breaks X7 to X9 is held closed by everybody.
 */

#define BUCKET_MIN (4 * 1024)
#define BUCKET_MAX (64 * 1024)

#define OPENING "{\"s\":\""
#define MIDDLE "\",\"age\":\""
#define CLOSING "\"}"
#define INSIDE_OPENING "{\"e\":\""
#define INSIDE_MIDDLE "\",\"b\":"

/* Where the base64 stands. */
#define AGE_OFFSET (sizeof OPENING - 1 + 2 * AHADI_SALT_SIZE + sizeof MIDDLE - 1)

static gboolean
refuse (GError **error, const char *action, const char *reason)
{
  g_set_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_MALFORMED,
               "cannot %s sealed body: %s", action, reason);
  return FALSE;
}

static gboolean
may_be_sealed (AhadiKind kind)
{
  return kind == AHADI_KIND_REPORT || kind == AHADI_KIND_ADDENDUM ||
         kind == AHADI_KIND_ATTACHMENT;
}

gboolean
ahadi_sealed_body_is_one (const char *bytes, gsize size)
{
  return size > AGE_OFFSET && memcmp (bytes + AGE_OFFSET - (sizeof MIDDLE - 1), MIDDLE,
                                      sizeof MIDDLE - 1) == 0;
}

/* --- sealing ---------------------------------------------------------------- */

static gsize
choose_bucket (gsize size)
{
  gsize bucket = BUCKET_MIN;

  while (bucket < size)
    bucket *= 2;

  return bucket;
}

/* Returns: (transfer full) (nullable): what is sealed, up to its bucket. */
static AhadiSecret *
make_inside (const AhadiId *entity, const char *text, GError **error)
{
  char id[AHADI_ID_TEXT_SIZE];
  g_autofree char *head =
      g_strconcat (INSIDE_OPENING, ahadi_id_print (entity, id), INSIDE_MIDDLE, NULL);
  gsize head_size = strlen (head);
  gsize body_size = strlen (text);
  gsize size = head_size + body_size + 1;
  AhadiSecret *inside;
  guint8 *bytes;

  if (size > BUCKET_MAX)
    {
      refuse (error, "print", "above 64 KiB");
      return NULL;
    }

  inside = ahadi_secret_new (choose_bucket (size));
  bytes = ahadi_secret_get_bytes (inside);
  memcpy (bytes, head, head_size);
  memcpy (bytes + head_size, text, body_size);
  bytes[size - 1] = '}';
  return inside;
}

static GBytes *
seal (AhadiSecret *inside,
      const AhadiAgeRecipient *readers,
      gsize n_readers,
      GError **error)
{
  g_autoptr (GOutputStream) file = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) age = ahadi_age_writer_new (file, readers, n_readers, error);

  if (age == NULL ||
      !g_output_stream_write_all (age, ahadi_secret_get_bytes (inside),
                                  ahadi_secret_get_size (inside), NULL, NULL, error) ||
      !g_output_stream_close (age, NULL, error))
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (file));
}

char *
ahadi_sealed_body_print (const AhadiBody *body,
                         AhadiKind kind,
                         const AhadiId *entity,
                         const AhadiAgeRecipient *readers,
                         gsize n_readers,
                         GError **error)
{
  g_autoptr (AhadiSecret) inside = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autofree char *base64 = NULL;
  guint8 salt[AHADI_SALT_SIZE];
  char *text;
  char salt_text[2 * AHADI_SALT_SIZE + 1];

  if (!may_be_sealed (kind))
    {
      refuse (error, "print", "its kind is never sealed");
      return NULL;
    }

  ahadi_random_bytes (salt, sizeof salt);
  text = ahadi_body_print (body, kind, salt, error);
  if (text == NULL)
    return NULL;

  inside = make_inside (entity, text, error);
  ahadi_text_free_wiped (text);
  file = inside == NULL ? NULL : seal (inside, readers, n_readers, error);
  if (file == NULL)
    return NULL;

  ahadi_hex_encode (salt, sizeof salt, salt_text);
  base64 = g_base64_encode (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  return g_strconcat (OPENING, salt_text, MIDDLE, base64, CLOSING, NULL);
}

/* --- checking --------------------------------------------------------------- */

/* X4, the base64 part. */
static GBytes *
decode (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_autofree char *again = NULL;
  g_autofree guchar *file = NULL;
  gsize size;

  file = g_base64_decode (copy, &size);
  again = g_base64_encode (file, size);
  if (strlen (copy) != length || size == 0 || strcmp (again, copy) != 0)
    return NULL;

  return g_bytes_new_take (g_steal_pointer (&file), size);
}

/* X5. */
static gboolean
has_length_of_a_bucket (GBytes *file, gsize n_stanzas)
{
  for (gsize bucket = BUCKET_MIN; bucket <= BUCKET_MAX; bucket *= 2)
    if (g_bytes_get_size (file) == ahadi_age_sealed_size (n_stanzas, bucket))
      return TRUE;

  return FALSE;
}

static gboolean
check_file (GBytes *file, GError **error)
{
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_bytes (file);
  int n = ahadi_age_count_stanzas (in, NULL);

  if (n < 1)
    return refuse (error, "read", "no age file stands in it");

  return has_length_of_a_bucket (file, (gsize) n) ||
         refuse (error, "read", "it does not fill its bucket");
}

/* @salt: (out); @file: (out) (optional): the age file */
static gboolean
take_apart (const char *bytes,
            gsize size,
            guint8 salt[AHADI_SALT_SIZE],
            GBytes **file,
            GError **error)
{
  gsize length = size - AGE_OFFSET - (sizeof CLOSING - 1);
  AhadiScanner scanner;

  ahadi_scanner_init (&scanner, bytes, size);
  if (size < AGE_OFFSET + sizeof CLOSING - 1 || !ahadi_scanner_skip (&scanner, OPENING) ||
      !ahadi_scanner_read_hex (&scanner, salt, AHADI_SALT_SIZE) ||
      !ahadi_scanner_skip (&scanner, MIDDLE) ||
      memcmp (bytes + size - (sizeof CLOSING - 1), CLOSING, sizeof CLOSING - 1) != 0)
    return refuse (error, "read", "not in its one spelling");

  *file = decode (bytes + AGE_OFFSET, length);
  return *file != NULL || refuse (error, "read", "its seal is not base64");
}

gboolean
ahadi_sealed_body_check (const char *bytes, gsize size, AhadiKind kind, GError **error)
{
  guint8 salt[AHADI_SALT_SIZE];
  g_autoptr (GBytes) file = NULL;

  if (!may_be_sealed (kind))
    return refuse (error, "read", "its kind is never sealed");
  if (size > AHADI_OPERATION_BODY_LIMIT)
    return refuse (error, "read", "above 100 KiB");

  return take_apart (bytes, size, salt, &file, error) && check_file (file, error);
}

/* --- opening ---------------------------------------------------------------- */

static AhadiSecret *
unseal (GBytes *file, AhadiAgeIdentity *const *keys, gsize n_keys, GError **error)
{
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_bytes (file);
  g_autoptr (GInputStream) age = ahadi_age_reader_new (in, keys, n_keys, error);
  g_autoptr (AhadiSecret) inside = NULL;
  guint8 beyond;
  gsize size;
  gsize more;

  if (age == NULL)
    return NULL;

  inside = ahadi_secret_new (BUCKET_MAX);
  if (!g_input_stream_read_all (age, ahadi_secret_get_bytes (inside), BUCKET_MAX, &size,
                                NULL, error) ||
      !g_input_stream_read_all (age, &beyond, 1, &more, NULL, error))
    return NULL;

  return g_steal_pointer (&inside);
}

/* X9: where the zeros begin, to the end. */
static gboolean
find_end (AhadiSecret *inside, gsize *length)
{
  const char *bytes = (const char *) ahadi_secret_get_bytes (inside);
  gsize size = ahadi_secret_get_size (inside);

  *length = strnlen (bytes, size);
  for (gsize i = *length; i < size; i++)
    if (bytes[i] != '\0')
      return FALSE;

  return TRUE;
}

static gboolean
read_inside (AhadiSecret *inside,
             const guint8 salt[AHADI_SALT_SIZE],
             const AhadiId *entity,
             AhadiKind kind,
             AhadiBody *body,
             GError **error)
{
  const char *bytes = (const char *) ahadi_secret_get_bytes (inside);
  guint8 inner_salt[AHADI_SALT_SIZE];
  AhadiScanner scanner;
  AhadiScanner salted;
  gsize length;
  AhadiId id;

  if (!find_end (inside, &length))
    return refuse (error, "open", "something stands behind it");

  ahadi_scanner_init (&scanner, bytes, length);
  if (!ahadi_scanner_skip (&scanner, INSIDE_OPENING) ||
      !ahadi_scanner_read_hex (&scanner, id.bytes, AHADI_ID_SIZE) ||
      !ahadi_scanner_skip (&scanner, INSIDE_MIDDLE) || bytes[length - 1] != '}')
    return refuse (error, "open", "its inside is not in its one spelling");
  if (!ahadi_id_equal (&id, entity))
    return refuse (error, "open", "it was sealed for another record");

  salted = scanner;
  if (!ahadi_scanner_skip (&salted, OPENING) ||
      !ahadi_scanner_read_hex (&salted, inner_salt, sizeof inner_salt) ||
      memcmp (inner_salt, salt, sizeof inner_salt) != 0)
    return refuse (error, "open", "its salt is not the one outside");

  return ahadi_body_parse (scanner.at, (gsize) (scanner.end - scanner.at) - 1, kind, body,
                           error);
}

gboolean
ahadi_sealed_body_open (const char *bytes,
                        gsize size,
                        AhadiKind kind,
                        const AhadiId *entity,
                        AhadiAgeIdentity *const *keys,
                        gsize n_keys,
                        AhadiBody *body,
                        GError **error)
{
  guint8 salt[AHADI_SALT_SIZE];
  g_autoptr (GBytes) file = NULL;
  g_autoptr (AhadiSecret) inside = NULL;

  memset (body, 0, sizeof *body);
  if (!take_apart (bytes, size, salt, &file, error))
    return FALSE;

  inside = unseal (file, keys, n_keys, error);
  return inside != NULL && read_inside (inside, salt, entity, kind, body, error);
}
