/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-id.h"

#include <string.h>

#include "ahadi-base-error.h"
#include "ahadi-hex.h"

gboolean
ahadi_id_parse (const char *text, AhadiId *id, GError **error)
{
  AhadiId parsed;

  if (!ahadi_hex_decode (text, parsed.bytes, AHADI_ID_SIZE) ||
      text[2 * AHADI_ID_SIZE] != '\0')
    {
      g_set_error_literal (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_SYNTAX,
                           "cannot read id: not 32 lower-case hex digits");
      return FALSE;
    }

  *id = parsed;
  return TRUE;
}

const char *
ahadi_id_print (const AhadiId *id, char *buffer)
{
  ahadi_hex_encode (id->bytes, AHADI_ID_SIZE, buffer);
  return buffer;
}

char *
ahadi_id_to_string (const AhadiId *id)
{
  char *text = g_malloc (AHADI_ID_TEXT_SIZE);

  ahadi_hex_encode (id->bytes, AHADI_ID_SIZE, text);
  return text;
}

guint
ahadi_id_hash (gconstpointer id)
{
  const AhadiId *self = id;
  guint64 high = ahadi_get_u64be (self->bytes);
  guint64 low = ahadi_get_u64be (self->bytes + 8);
  guint64 mixed;

  /* Finaliser of splitmix64: entity ids of one stream differ in the last few bits only.
   */
  mixed = high ^ (low * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
  mixed = (mixed ^ (mixed >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  mixed = (mixed ^ (mixed >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return (guint) (mixed ^ (mixed >> 31));
}

gboolean
ahadi_id_hash_equal (gconstpointer a, gconstpointer b)
{
  return ahadi_id_equal (a, b);
}

AhadiId
ahadi_id_make_entity (const guint8 prefix[8], guint64 counter)
{
  AhadiId id;

  memcpy (id.bytes, prefix, 8);
  ahadi_put_u64be (id.bytes + 8, counter);
  return id;
}
