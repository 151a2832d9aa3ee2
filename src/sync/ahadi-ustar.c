/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * ustar, as written and as accepted (FORMAT.md section 1 gives the rules their numbers):
 *
 *   offset size
 *        0  100  name, ASCII, NUL-terminated, zeros behind
 *      100    8  mode            "0000600" NUL   ignored when read
 *      108    8  uid, 116 8 gid  "0000000" NUL   ignored
 *      124   12  size            11 octal digits, then NUL or blank; in a sealed backup,
 *                                from 8 GiB on, 0x80 and 11 bytes, big-endian (as GNU
 * tar) 136   12  mtime           "00000000000" NUL   ignored 148    8  checksum        6
 * octal digits, NUL, blank: sum of the block's bytes with this field as blanks 156    1
 * type            '0' 157  100  link name       zeros 257    8  "ustar" NUL "00" 265   64
 * user, group     zeros   ignored 329   16  devices         "0000000" NUL twice   ignored
 *      345  155  prefix          zeros
 *      500   12  zeros
 *
 * then the bytes, padded with zeros to 512; two blocks of zeros and nothing but zeros end
 * the archive.
 */

#include "ahadi-ustar.h"

#include <string.h>

#include "ahadi-sync-error.h"

#define NAME_AT 0
#define NAME_SIZE 100
#define MODE_AT 100
#define UID_AT 108
#define GID_AT 116
#define SIZE_AT 124
#define SIZE_DIGITS 11
#define OCTAL_LIMIT (G_GUINT64_CONSTANT (1) << (3 * SIZE_DIGITS))
#define BINARY_LIMIT (G_GUINT64_CONSTANT (1) << 53)
#define BINARY_MARK 0x80
#define MTIME_AT 136
#define CHECKSUM_AT 148
#define CHECKSUM_SIZE 8
#define CHECKSUM_DIGITS 6
#define TYPE_AT 156
#define LINK_AT 157
#define LINK_SIZE 100
#define MAGIC_AT 257
#define MAGIC_SIZE 8
#define DEVICES_AT 329
#define PREFIX_AT 345
#define PREFIX_SIZE 167 /* with the unused bytes behind it */

static const char magic[MAGIC_SIZE] = { 'u', 's', 't', 'a', 'r', 0, '0', '0' };

struct _AhadiUstarReader
{
  GInputStream *in;
  gboolean started;
  gboolean large;  /* also takes sizes of 8 GiB and more */
  guint64 left;    /* bytes of the member not yet read */
  guint64 padding; /* zeros behind it */
  char name[NAME_SIZE];
  guint8 block[AHADI_USTAR_BLOCK];
};

static guint64
padding_of (guint64 size)
{
  return (AHADI_USTAR_BLOCK - size % AHADI_USTAR_BLOCK) % AHADI_USTAR_BLOCK;
}

guint64
ahadi_ustar_member_size (guint64 size)
{
  return AHADI_USTAR_BLOCK + size + padding_of (size);
}

static guint32
sum_of (const guint8 *block)
{
  guint32 sum = 0;

  for (int i = 0; i < AHADI_USTAR_BLOCK; i++)
    {
      gboolean is_checksum = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_SIZE;

      sum += is_checksum ? ' ' : block[i];
    }

  return sum;
}

/* --- writing --- */

static void
put_octal (guint8 *field, int digits, guint64 value)
{
  for (int i = digits - 1; i >= 0; i--)
    {
      field[i] = '0' + (value & 7);
      value >>= 3;
    }
}

static void
put_size (guint8 *field, guint64 size)
{
  if (size < OCTAL_LIMIT)
    {
      put_octal (field, SIZE_DIGITS, size);
      return;
    }

  field[0] = BINARY_MARK;
  size = GUINT64_TO_BE (size);
  memcpy (field + SIZE_DIGITS + 1 - sizeof size, &size, sizeof size);
}

static gboolean
write_whole (GOutputStream *out, const void *bytes, gsize size, GError **error)
{
  return g_output_stream_write_all (out, bytes, size, NULL, NULL, error);
}

gboolean
ahadi_ustar_write_header (GOutputStream *out,
                          const char *name,
                          guint64 size,
                          GError **error)
{
  guint8 block[AHADI_USTAR_BLOCK] = { 0 };

  g_return_val_if_fail (strlen (name) <= AHADI_USTAR_NAME_LIMIT, FALSE);
  g_return_val_if_fail (size < BINARY_LIMIT, FALSE);

  memcpy (block + NAME_AT, name, strlen (name));
  put_octal (block + MODE_AT, 7, 0600);
  put_octal (block + UID_AT, 7, 0);
  put_octal (block + GID_AT, 7, 0);
  put_size (block + SIZE_AT, size);
  put_octal (block + MTIME_AT, SIZE_DIGITS, 0);
  block[TYPE_AT] = '0';
  memcpy (block + MAGIC_AT, magic, MAGIC_SIZE);
  put_octal (block + DEVICES_AT, 7, 0);
  put_octal (block + DEVICES_AT + 8, 7, 0);
  put_octal (block + CHECKSUM_AT, CHECKSUM_DIGITS, sum_of (block));
  block[CHECKSUM_AT + 7] = ' ';

  return write_whole (out, block, sizeof block, error);
}

gboolean
ahadi_ustar_write_padding (GOutputStream *out, guint64 size, GError **error)
{
  static const guint8 zeros[AHADI_USTAR_BLOCK];

  return write_whole (out, zeros, padding_of (size), error);
}

gboolean
ahadi_ustar_write_bytes (GOutputStream *out,
                         const char *name,
                         GBytes *bytes,
                         GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  return ahadi_ustar_write_header (out, name, size, error) &&
         write_whole (out, data, size, error) &&
         ahadi_ustar_write_padding (out, size, error);
}

gboolean
ahadi_ustar_write_end (GOutputStream *out, GError **error)
{
  static const guint8 zeros[2 * AHADI_USTAR_BLOCK];

  return write_whole (out, zeros, sizeof zeros, error);
}

/* --- reading --- */

AhadiUstarReader *
ahadi_ustar_reader_new (GInputStream *in)
{
  AhadiUstarReader *self = g_new0 (AhadiUstarReader, 1);

  self->in = g_object_ref (in);
  return self;
}

void
ahadi_ustar_reader_allow_large (AhadiUstarReader *self)
{
  self->large = TRUE;
}

void
ahadi_ustar_reader_free (AhadiUstarReader *self)
{
  g_object_unref (self->in);
  g_free (self);
}

static gboolean
refuse (GError **error, const char *rule, const char *why)
{
  g_set_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_DAMAGED,
               "cannot read the archive, against rule %s: %s", rule, why);
  return FALSE;
}

static gboolean
all_zeros (const guint8 *bytes, gsize size)
{
  for (gsize i = 0; i < size; i++)
    {
      if (bytes[i] != 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
get_octal (const guint8 *field, int digits, guint64 *value)
{
  *value = 0;
  for (int i = 0; i < digits; i++)
    {
      if (field[i] < '0' || field[i] > '7')
        return FALSE;
      *value = *value << 3 | (field[i] - '0');
    }

  return TRUE;
}

/* In its one spelling: below 8 GiB it would be octal. */
static gboolean
get_binary (const guint8 *field, guint64 *size)
{
  const guint8 *number = field + SIZE_DIGITS + 1 - sizeof *size;

  memcpy (size, number, sizeof *size);
  *size = GUINT64_FROM_BE (*size);
  return field[0] == BINARY_MARK && all_zeros (field + 1, number - field - 1) &&
         *size >= OCTAL_LIMIT && *size < BINARY_LIMIT;
}

static gboolean
get_size (AhadiUstarReader *self, guint64 *size)
{
  const guint8 *field = self->block + SIZE_AT;

  if (self->large && get_binary (field, size))
    return TRUE;
  return get_octal (field, SIZE_DIGITS, size) &&
         (field[SIZE_DIGITS] == 0 || field[SIZE_DIGITS] == ' ');
}

/* Exactly one block; @whole tells whether the stream still had one. */
static gboolean
read_block (AhadiUstarReader *self, gboolean *whole, GError **error)
{
  gsize n;

  if (!g_input_stream_read_all (self->in, self->block, AHADI_USTAR_BLOCK, &n, NULL,
                                error))
    return FALSE;

  *whole = n == AHADI_USTAR_BLOCK;
  return *whole || n == 0 || !self->started ||
         refuse (error, "U10", "it ends inside a block");
}

static gboolean
skip_padding (AhadiUstarReader *self, GError **error)
{
  gsize n;

  if (self->padding == 0)
    return TRUE;
  if (!g_input_stream_read_all (self->in, self->block, self->padding, &n, NULL, error))
    return FALSE;
  if (n < self->padding)
    return refuse (error, "U10", "it ends inside a member");
  if (!all_zeros (self->block, n))
    return refuse (error, "U8", "the padding of a member is not zeros");

  self->padding = 0;
  return TRUE;
}

static gboolean
check_name (const guint8 *field, GError **error)
{
  const guint8 *end = memchr (field, 0, NAME_SIZE);

  if (end == NULL || end == field || !all_zeros (end, field + NAME_SIZE - end))
    return refuse (error, "U7", "a name is not 1 to 99 characters and zeros");
  for (const guint8 *c = field; c < end; c++)
    {
      if (!g_ascii_isgraph (*c))
        return refuse (error, "U7", "a name has other than visible ASCII characters");
    }

  return TRUE;
}

static gboolean
check_header (AhadiUstarReader *self, guint64 *size, GError **error)
{
  const guint8 *block = self->block;
  guint64 sum;

  if (memcmp (block + MAGIC_AT, magic, MAGIC_SIZE) != 0)
    return refuse (error, "U1", "a member has no ustar header");
  if (!get_octal (block + CHECKSUM_AT, CHECKSUM_DIGITS, &sum) ||
      block[CHECKSUM_AT + 6] != 0 || block[CHECKSUM_AT + 7] != ' ' ||
      sum != sum_of (block))
    return refuse (error, "U2", "the checksum of a header is not right");
  if (block[TYPE_AT] != '0')
    return refuse (error, "U3", "a member is not a regular file");
  if (!all_zeros (block + LINK_AT, LINK_SIZE))
    return refuse (error, "U4", "a member is a link");
  if (!all_zeros (block + PREFIX_AT, PREFIX_SIZE))
    return refuse (error, "U5", "a name has a prefix");
  if (!get_size (self, size))
    return refuse (error, "U6", "the size of a member is not octal digits");

  return check_name (block + NAME_AT, error);
}

/* The first zero block was read: one more, then only zeros. */
static gboolean
read_end (AhadiUstarReader *self, GError **error)
{
  gboolean whole;

  if (!read_block (self, &whole, error))
    return FALSE;
  if (!whole)
    return refuse (error, "U9", "it ends before its second block of zeros");

  while (whole)
    {
      if (!all_zeros (self->block, AHADI_USTAR_BLOCK))
        return refuse (error, "U9", "something follows its end");
      if (!read_block (self, &whole, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_start (AhadiUstarReader *self, gboolean whole, GError **error)
{
  if (self->started)
    return whole || refuse (error, "U9", "it ends without its blocks of zeros");

  self->started = TRUE;
  if (whole && memcmp (self->block + MAGIC_AT, magic, MAGIC_SIZE) == 0)
    return TRUE;

  g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN,
                       "cannot read the archive, against rule U1: it does not start with "
                       "a ustar header");
  return FALSE;
}

gboolean
ahadi_ustar_reader_next (AhadiUstarReader *self,
                         const char **name,
                         guint64 *size,
                         GError **error)
{
  gboolean whole;

  g_return_val_if_fail (self->left == 0, FALSE);

  if (!skip_padding (self, error) || !read_block (self, &whole, error) ||
      !check_start (self, whole, error))
    return FALSE;

  if (all_zeros (self->block, AHADI_USTAR_BLOCK))
    {
      *name = NULL;
      *size = 0;
      return read_end (self, error);
    }

  if (!check_header (self, size, error))
    return FALSE;

  memcpy (self->name, self->block + NAME_AT, NAME_SIZE);
  self->left = *size;
  self->padding = padding_of (*size);
  *name = self->name;
  return TRUE;
}

gboolean
ahadi_ustar_reader_read (
    AhadiUstarReader *self, void *buffer, gsize count, gsize *n, GError **error)
{
  gsize wanted = MIN (count, self->left);

  if (!g_input_stream_read_all (self->in, buffer, wanted, n, NULL, error))
    return FALSE;
  if (*n < wanted)
    return refuse (error, "U10", "it ends inside a member");

  self->left -= *n;
  return TRUE;
}

GBytes *
ahadi_ustar_reader_read_all (AhadiUstarReader *self, guint64 limit, GError **error)
{
  g_autofree guint8 *bytes = NULL;
  gsize size = self->left;
  gsize n;

  if (self->left > limit)
    {
      g_set_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_DAMAGED,
                   "cannot read the archive: %s has more than %" G_GUINT64_FORMAT
                   " bytes",
                   self->name, limit);
      return NULL;
    }

  bytes = g_malloc (size + 1);
  if (!ahadi_ustar_reader_read (self, bytes, size, &n, error))
    return NULL;

  return g_bytes_new_take (g_steal_pointer (&bytes), size);
}
