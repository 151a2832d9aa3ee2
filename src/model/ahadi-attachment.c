/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-attachment.h"

#include <string.h>

#include "ahadi-field-table.h"

#define KEY_SIZE 74 /* "AGE-SECRET-KEY-1" and 58 characters */
#define KEY_START "AGE-SECRET-KEY-1"
#define HASH_TEXT_SIZE (2 * AHADI_ATTACHMENT_HASH_SIZE)
#define NUMBER_SIZE 12

static const AhadiField attachment_fields[] = {
  [AHADI_ATTACHMENT_OF] = { "of", ENTITY, FACT, REQUIRED },
  [AHADI_ATTACHMENT_NAME] = { "name", TEXT, FACT, REQUIRED, 200 },
  [AHADI_ATTACHMENT_TYPE] = { "type", TEXT, FACT, REQUIRED, 100 },
  [AHADI_ATTACHMENT_SIZE] = { "size", TEXT, FACT, REQUIRED, NUMBER_SIZE },
  [AHADI_ATTACHMENT_BLOB] = { "blob", ENTITY, FACT, REQUIRED },
  [AHADI_ATTACHMENT_KEY] = { "key", TEXT, FACT, REQUIRED, KEY_SIZE, SECRET },
  [AHADI_ATTACHMENT_CT_SIZE] = { "ct_size", TEXT, FACT, REQUIRED, NUMBER_SIZE },
  [AHADI_ATTACHMENT_CT_BLAKE2B] = { "ct_blake2b", TEXT, FACT, REQUIRED, HASH_TEXT_SIZE },
  [AHADI_ATTACHMENT_KEPT] = { "kept", TEXT, FACT, OPTIONAL, 500 },
  [AHADI_ATTACHMENT_NOTE] = { "note", TEXT, FACT, OPTIONAL, 2000 },
  [AHADI_ATTACHMENT_DATE] = { "date", DATE, FACT, REQUIRED, EXACT_DAY },
};

G_STATIC_ASSERT (G_N_ELEMENTS (attachment_fields) == AHADI_ATTACHMENT_N_FIELDS);

const AhadiKindInfo ahadi_attachment_info = {
  AHADI_KIND_ATTACHMENT, "attachment", TRUE, attachment_fields, AHADI_ATTACHMENT_N_FIELDS,
};

static gboolean
read_number (const char *text, guint64 limit, guint64 *number)
{
  return text != NULL && *text != '0' &&
         g_ascii_string_to_unsigned (text, 10, 1, limit, number, NULL);
}

static gboolean
read_size (const AhadiRecord *self, guint64 *size)
{
  return read_number (ahadi_record_get (self, AHADI_ATTACHMENT_SIZE),
                      AHADI_ATTACHMENT_LIMIT, size);
}

static gboolean
read_ct_size (const AhadiRecord *self, guint64 *size)
{
  return read_number (ahadi_record_get (self, AHADI_ATTACHMENT_CT_SIZE),
                      AHADI_ATTACHMENT_CT_LIMIT, size);
}

static gboolean
read_hash (const AhadiRecord *self, guint8 hash[AHADI_ATTACHMENT_HASH_SIZE])
{
  const char *text = ahadi_record_get (self, AHADI_ATTACHMENT_CT_BLAKE2B);

  return text != NULL && strlen (text) == HASH_TEXT_SIZE &&
         ahadi_hex_decode (text, hash, AHADI_ATTACHMENT_HASH_SIZE);
}

/* "image/jpeg": two words and nothing behind them. */
static gboolean
is_type (const char *text)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789.+-";
  gsize first = strspn (text, letters);
  gsize second = text[first] == '/' ? strspn (text + first + 1, letters) : 0;

  return first > 0 && second > 0 && text[first + 1 + second] == '\0';
}

static void
check (gboolean right, const AhadiRecord *self, guint field, GPtrArray *problems)
{
  if (!right && ahadi_record_get (self, field) != NULL)
    ahadi_problem_list_add (problems, attachment_fields[field].name,
                            AHADI_PROBLEM_OTHER_VALUE);
}

void
ahadi_attachment_validate (const AhadiRecord *self,
                           const AhadiDate *today,
                           GPtrArray *problems)
{
  const char *type = ahadi_record_get (self, AHADI_ATTACHMENT_TYPE);
  const char *key = ahadi_record_get (self, AHADI_ATTACHMENT_KEY);
  guint8 hash[AHADI_ATTACHMENT_HASH_SIZE];
  guint64 size;

  check (type != NULL && is_type (type), self, AHADI_ATTACHMENT_TYPE, problems);
  check (read_size (self, &size), self, AHADI_ATTACHMENT_SIZE, problems);
  check (key != NULL && strlen (key) == KEY_SIZE && g_str_has_prefix (key, KEY_START),
         self, AHADI_ATTACHMENT_KEY, problems);
  check (read_ct_size (self, &size), self, AHADI_ATTACHMENT_CT_SIZE, problems);
  check (read_hash (self, hash), self, AHADI_ATTACHMENT_CT_BLAKE2B, problems);
}

gboolean
ahadi_attachment_read_blob (const AhadiRecord *self, AhadiBlobInfo *info)
{
  const char *id = ahadi_record_get (self, AHADI_ATTACHMENT_BLOB);

  return id != NULL && ahadi_id_parse (id, &info->id, NULL) &&
         read_size (self, &info->size) && read_ct_size (self, &info->ct_size) &&
         read_hash (self, info->ct_blake2b);
}
