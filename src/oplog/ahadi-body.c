/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-body.h"

#include <string.h>

#include "ahadi-oplog-error.h"
#include "ahadi-scanner.h"

/*
 * The body of an operation, JSON in one spelling (FORMATS 4):
 *
 *   {"s":"<salt>","f":{"<field>":<value>,…},"base":{"<stamp>":["<field>",…],…}}
 *
 * salt is random. A stamp is (time, device, epoch) of an operation, in text "<16 hex
 * time>-<32 hex device>-<8 hex epoch>", compared as numbers and bytes in this order. base
 * says what its writer saw in the fields that it sets: under the stamp of the writing
 * that stood there the names of these fields, in the kind's order; of what was empty
 * nothing.
 *
 * A body is valid if
 *   B1 it has the members s and f, perhaps base, and no other;
 *   B2 salt is 32 lower-case hex digits;
 *   B3 f sets at least one field (one that its kind does not have here makes the body
 *      NEWER, not MALFORMED);
 *   B4 each value is what its field allows (ahadi_field_check), or, where the kind is not
 *      add-only, null;
 *   B5 base holds stamps, none of zeros, each with at least one field that f sets; no
 *      field stands twice;
 *   B6 base is left out rather than empty, and in add-only kinds always;
 *   B7 it has at most 65,536 bytes;
 *   B8 it is spelled as ahadi_body_print() spells it: members in the order above, fields
 *      in the kind's order, stamps rising, no blanks, in text only " \ newline and tab
 *      escaped, as \" \\ \n \t.
 *
 * It is read by hand, as it is spelled: a merge reads hundreds of thousands, and a JSON
 * tree of each took nine tenths of the time. What is accepted is JSON that says the same
 * (a test compares).
 */

#define FIELD_NAME_SIZE 32

/* Salt and bases come on top of what model/ lets through. */
G_STATIC_ASSERT (AHADI_RECORD_LIMIT + 4096 <= AHADI_BODY_LIMIT);

static void
free_values (AhadiBody *self)
{
  for (guint i = 0; i < AHADI_KIND_MAX_FIELDS; i++)
    ahadi_text_free_wiped (self->values[i]);
}

void
ahadi_body_clear (AhadiBody *self)
{
  if (self->text == NULL)
    free_values (self);
  else if (self->text_size > 0)
    {
      explicit_bzero (self->text, self->text_size);
      g_free (self->text);
    }

  memset (self, 0, sizeof *self);
}

static gboolean
sets (const AhadiBody *self, guint field)
{
  return (self->fields & (1u << field)) != 0;
}

static gboolean
refuse (GError **error, const char *action, const char *reason)
{
  g_set_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_MALFORMED,
               "cannot %s operation body: %s", action, reason);
  return FALSE;
}

/* Values were checked: of what JSON escapes they can only hold these four. */
static void
append_quoted (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (gsize clean; *text != '\0'; text++)
    {
      clean = strcspn (text, "\"\\\n\t");
      g_string_append_len (json, text, (gssize) clean);
      text += clean;
      if (*text == '\0')
        break;

      g_string_append_c (json, '\\');
      g_string_append_c (json, *text == '\n' ? 'n' : *text == '\t' ? 't' : *text);
    }
  g_string_append_c (json, '"');
}

static void
append_value (GString *json, const AhadiField *field, const char *value)
{
  if (value == NULL)
    g_string_append (json, "null");
  else if (field->type == AHADI_FIELD_BOOL || field->type == AHADI_FIELD_CHOICES ||
           field->type == AHADI_FIELD_PERSONS)
    g_string_append (json, value);
  else
    append_quoted (json, value);
}

static void
append_fields (GString *json, const AhadiBody *self, const AhadiKindInfo *info)
{
  const char *separator = "";

  for (guint i = 0; i < info->n_fields; i++)
    {
      if (!sets (self, i))
        continue;

      g_string_append (json, separator);
      g_string_append_c (json, '"');
      g_string_append (json, info->fields[i].name);
      g_string_append (json, "\":");
      append_value (json, &info->fields[i], self->values[i]);
      separator = ",";
    }
}

/* The lowest base above @last: zero, the stamp of nothing, is below all. */
static const AhadiStamp *
find_next_base (const AhadiBody *self, guint n_fields, const AhadiStamp *last)
{
  const AhadiStamp *lowest = NULL;

  for (guint i = 0; i < n_fields; i++)
    {
      const AhadiStamp *base = &self->bases[i];

      if (sets (self, i) && ahadi_stamp_compare (base, last) > 0 &&
          (lowest == NULL || ahadi_stamp_compare (base, lowest) < 0))
        lowest = base;
    }

  return lowest;
}

static void
append_names (GString *json,
              const AhadiBody *self,
              const AhadiKindInfo *info,
              const AhadiStamp *base)
{
  const char *separator = "";

  for (guint i = 0; i < info->n_fields; i++)
    {
      if (!sets (self, i) || ahadi_stamp_compare (&self->bases[i], base) != 0)
        continue;

      g_string_append (json, separator);
      g_string_append_c (json, '"');
      g_string_append (json, info->fields[i].name);
      g_string_append_c (json, '"');
      separator = ",";
    }
}

static void
append_bases (GString *json, const AhadiBody *self, const AhadiKindInfo *info)
{
  static const AhadiStamp nothing = { 0 };
  const char *opening = ",\"base\":{\"";
  const AhadiStamp *base = find_next_base (self, info->n_fields, &nothing);
  char text[AHADI_STAMP_TEXT_SIZE];

  if (base == NULL)
    return;

  for (; base != NULL; base = find_next_base (self, info->n_fields, base))
    {
      g_string_append (json, opening);
      g_string_append (json, ahadi_stamp_print (base, text));
      g_string_append (json, "\":[");
      append_names (json, self, info, base);
      g_string_append_c (json, ']');
      opening = ",\"";
    }
  g_string_append_c (json, '}');
}

static GString *
print_unchecked (const AhadiBody *self,
                 const AhadiKindInfo *info,
                 const guint8 salt[AHADI_SALT_SIZE])
{
  GString *json = g_string_sized_new (512);
  char salt_text[2 * AHADI_SALT_SIZE + 1];

  ahadi_hex_encode (salt, AHADI_SALT_SIZE, salt_text);
  g_string_append (json, "{\"s\":\"");
  g_string_append (json, salt_text);
  g_string_append (json, "\",\"f\":{");
  append_fields (json, self, info);
  g_string_append_c (json, '}');
  append_bases (json, self, info);
  g_string_append_c (json, '}');

  return json;
}

/* Whether field @i of a body may be printed: what we write, every reader must be able to
 * read. */
static gboolean
check_field (const AhadiBody *self, const AhadiKindInfo *info, guint i, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (info->add_only && !ahadi_stamp_is_zero (&self->bases[i]))
    return refuse (error, "print", "a base in an add-only kind");
  if (info->add_only && self->values[i] == NULL)
    return refuse (error, "print", "nothing can be cleared in an add-only kind");
  if (!ahadi_field_check (&info->fields[i], self->values[i], &local_error))
    return refuse (error, "print", local_error->message);

  return TRUE;
}

char *
ahadi_body_print (const AhadiBody *self,
                  AhadiKind kind,
                  const guint8 salt[AHADI_SALT_SIZE],
                  GError **error)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (kind);
  g_autoptr (GString) json = NULL;

  g_return_val_if_fail (info != NULL, NULL);

  if (self->fields == 0 || self->fields >> (info->n_fields - 1) > 1)
    {
      refuse (error, "print", "it sets no field, or one its kind does not have");
      return NULL;
    }
  for (guint i = 0; i < info->n_fields; i++)
    if (sets (self, i) && !check_field (self, info, i, error))
      return NULL;

  json = print_unchecked (self, info, salt);
  if (json->len > AHADI_BODY_LIMIT)
    {
      refuse (error, "print", "above 64 KiB");
      return NULL;
    }

  return g_string_free (g_steal_pointer (&json), FALSE);
}

/* Where the values of a body that is being read go: they take less than it does. */
typedef struct
{
  AhadiBody *body;
  const AhadiKindInfo *info;
  AhadiScanner scanner;
  char *to;
} Reader;

static int
refuse_field_name (const Reader *self, const char *name, GError **error)
{
  if (ahadi_kind_find_field (self->info, name) >= 0)
    refuse (error, "read", "fields out of order");
  else
    g_set_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_NEWER,
                 "cannot read operation body: a field of %s is not known here",
                 self->info->name);
  return -1;
}

/* Index of the field that the scanner stands at, which must come after @last; -1 with
 * @error. */
static int
read_field_name (Reader *self, int last, GError **error)
{
  char name[FIELD_NAME_SIZE];

  if (!ahadi_scanner_skip (&self->scanner, "\"") ||
      !ahadi_scanner_read_name (&self->scanner, name, sizeof name) ||
      !ahadi_scanner_skip (&self->scanner, "\":"))
    {
      refuse (error, "read", "a field is missing or not in its one spelling");
      return -1;
    }

  for (guint i = (guint) (last + 1); i < self->info->n_fields; i++)
    if (g_str_equal (self->info->fields[i].name, name))
      return (int) i;

  return refuse_field_name (self, name, error);
}

static gboolean
read_bool (Reader *self)
{
  const char *word = NULL;

  if (ahadi_scanner_skip (&self->scanner, "true"))
    word = "true";
  else if (ahadi_scanner_skip (&self->scanner, "false"))
    word = "false";
  else
    return FALSE;

  self->to = g_stpcpy (self->to, word) + 1;
  return TRUE;
}

static gboolean
read_value (Reader *self, const AhadiField *field)
{
  switch (field->type)
    {
    case AHADI_FIELD_BOOL:
      return read_bool (self);

    case AHADI_FIELD_CHOICES:
    case AHADI_FIELD_PERSONS:
      return ahadi_scanner_read_array (&self->scanner, &self->to);

    case AHADI_FIELD_TEXT:
    case AHADI_FIELD_DATE:
    case AHADI_FIELD_PHONE:
    case AHADI_FIELD_CHOICE:
    case AHADI_FIELD_ENTITY:
    default:
      return ahadi_scanner_read_text (&self->scanner, &self->to);
    }
}

static gboolean
read_field (Reader *self, int field, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean cleared = ahadi_scanner_skip (&self->scanner, "null");
  char *value = self->to;

  if (cleared && self->info->add_only)
    return refuse (error, "read", "nothing can be cleared in an add-only kind");
  if (!cleared && !read_value (self, &self->info->fields[field]))
    return refuse (error, "read", "a value of another type or spelling");
  if (!cleared && !ahadi_field_check (&self->info->fields[field], value, &local_error))
    return refuse (error, "read", local_error->message);

  self->body->values[field] = cleared ? NULL : value;
  self->body->fields |= 1u << field;
  return TRUE;
}

static gboolean
read_fields (Reader *self, GError **error)
{
  int field = -1;

  do
    {
      field = read_field_name (self, field, error);
      if (field < 0 || !read_field (self, field, error))
        return FALSE;
    }
  while (ahadi_scanner_skip (&self->scanner, ","));

  return ahadi_scanner_skip (&self->scanner, "}") ||
         refuse (error, "read", "its fields do not end");
}

/* Rising above @last, which begins as the zero stamp, so that none is of zeros. */
static gboolean
read_stamp (AhadiScanner *scanner, const AhadiStamp *last, AhadiStamp *stamp)
{
  guint8 hlc[8];
  guint8 epoch[4];

  if (!ahadi_scanner_skip (scanner, "\"") ||
      !ahadi_scanner_read_hex (scanner, hlc, sizeof hlc) ||
      !ahadi_scanner_skip (scanner, "-") ||
      !ahadi_scanner_read_hex (scanner, stamp->device.bytes, AHADI_ID_SIZE) ||
      !ahadi_scanner_skip (scanner, "-") ||
      !ahadi_scanner_read_hex (scanner, epoch, sizeof epoch) ||
      !ahadi_scanner_skip (scanner, "\":["))
    return FALSE;

  stamp->hlc = ahadi_get_u64be (hlc);
  stamp->epoch = ahadi_get_u32be (epoch);
  return ahadi_stamp_compare (stamp, last) > 0;
}

static gboolean
read_based_fields (AhadiBody *self,
                   const AhadiKindInfo *info,
                   const AhadiStamp *stamp,
                   AhadiScanner *scanner)
{
  char name[FIELD_NAME_SIZE];
  int last = -1;

  do
    {
      int field;

      if (!ahadi_scanner_skip (scanner, "\"") ||
          !ahadi_scanner_read_name (scanner, name, sizeof name) ||
          !ahadi_scanner_skip (scanner, "\""))
        return FALSE;

      field = ahadi_kind_find_field (info, name);
      if (field <= last || !sets (self, (guint) field) ||
          !ahadi_stamp_is_zero (&self->bases[field]))
        return FALSE;

      self->bases[field] = *stamp;
      last = field;
    }
  while (ahadi_scanner_skip (scanner, ","));

  return ahadi_scanner_skip (scanner, "]");
}

static gboolean
read_bases (AhadiBody *self,
            const AhadiKindInfo *info,
            AhadiScanner *scanner,
            GError **error)
{
  AhadiStamp last = { 0 };

  if (!ahadi_scanner_skip (scanner, ",\"base\":{"))
    return TRUE;
  if (info->add_only)
    return refuse (error, "read", "a base in an add-only kind");

  do
    {
      AhadiStamp stamp;

      if (!read_stamp (scanner, &last, &stamp))
        return refuse (error, "read", "a base that is not a stamp above the one before");
      if (!read_based_fields (self, info, &stamp, scanner))
        return refuse (error, "read",
                       "a base of fields that are not set, or not in order");
      last = stamp;
    }
  while (ahadi_scanner_skip (scanner, ","));

  return ahadi_scanner_skip (scanner, "}") ||
         refuse (error, "read", "its bases do not end");
}

gboolean
ahadi_body_parse (
    const char *bytes, gsize size, AhadiKind kind, AhadiBody *self, GError **error)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (kind);
  guint8 salt[AHADI_SALT_SIZE];
  Reader reader = { .body = self, .info = info };
  AhadiScanner *scanner = &reader.scanner;

  memset (self, 0, sizeof *self);
  g_return_val_if_fail (info != NULL, FALSE);

  if (size > AHADI_BODY_LIMIT)
    return refuse (error, "read", "above 64 KiB");

  ahadi_scanner_init (scanner, bytes, size);
  if (!ahadi_scanner_skip (scanner, "{\"s\":\"") ||
      !ahadi_scanner_read_hex (scanner, salt, sizeof salt) ||
      !ahadi_scanner_skip (scanner, "\",\"f\":{"))
    return refuse (error, "read", "it does not begin with a salt and fields");

  self->text_size = size;
  self->text = reader.to = g_malloc (size);
  if (!read_fields (&reader, error) || !read_bases (self, info, scanner, error))
    return FALSE;

  return (ahadi_scanner_skip (scanner, "}") && ahadi_scanner_is_at_end (scanner)) ||
         refuse (error, "read", "something else stands in it");
}
