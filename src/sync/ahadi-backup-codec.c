/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * backup.json, one line without a newline, members in exactly this order (FORMAT.md
 * section 14):
 *
 *   {"fmt":"ahadi-backup-v1","time":ms,"vault":"<32 hex>","generation":N,
 *    "members":[{"name":"vault.db","size":N,"blake2b":"<64 hex>"},…]}
 *
 * K4: J1 to J5. K5: time 0 to 2^48, generation 1 to 2^32 - 1. K6: 1 to 100,000 members:
 * vault.db first, then blobs/<32 hex>, then set-aside/<32 hex>.ahadi, strictly rising.
 */

#include "ahadi-backup-codec.h"

#include <string.h>

#include "ahadi-codec.h"
#include "ahadi-error-map.h"
#include "ahadi-sync-error.h"

#define FORMAT "ahadi-backup-v"
#define VERSION 1
#define SIZE_LIMIT ((gint64) 1 << 53)
#define TIME_LIMIT ((gint64) 1 << 48)
#define BLOBS "blobs/"
#define SET_ASIDE "set-aside/"
#define SET_ASIDE_END ".ahadi"

static const char *const document_members[] = { "fmt",        "time",    "vault",
                                                "generation", "members", NULL };
static const char *const member_members[] = { "name", "size", "blake2b", NULL };

static void
free_member (gpointer data)
{
  AhadiBackupMember *member = data;

  g_free (member->name);
  g_free (member);
}

AhadiBackupContent *
ahadi_backup_content_new (void)
{
  AhadiBackupContent *self = g_new0 (AhadiBackupContent, 1);

  self->members = g_ptr_array_new_with_free_func (free_member);
  return self;
}

void
ahadi_backup_content_free (AhadiBackupContent *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->members);
  g_free (self);
}

AhadiBackupMember *
ahadi_backup_content_add (AhadiBackupContent *self, const char *name, guint64 size)
{
  AhadiBackupMember *member = g_new0 (AhadiBackupMember, 1);

  member->name = g_strdup (name);
  member->size = size;
  g_ptr_array_add (self->members, member);
  return member;
}

/* @text is an id and then exactly @end. */
static gboolean
is_id_and (const char *text, const char *end)
{
  const gsize digits = AHADI_ID_TEXT_SIZE - 1;

  return strspn (text, "0123456789abcdef") >= digits && strcmp (text + digits, end) == 0;
}

gboolean
ahadi_backup_is_member_name (const char *name)
{
  if (g_str_has_prefix (name, BLOBS))
    return is_id_and (name + strlen (BLOBS), "");
  if (g_str_has_prefix (name, SET_ASIDE))
    return is_id_and (name + strlen (SET_ASIDE), SET_ASIDE_END);
  return strcmp (name, AHADI_BACKUP_DATABASE) == 0;
}

/* --- Printing --- */

static json_t *
print_member (const AhadiBackupMember *member)
{
  json_t *object = json_object ();

  ahadi_json_set_text (object, "name", member->name);
  ahadi_json_set_int (object, "size", (gint64) member->size);
  ahadi_json_set_bytes (object, "blake2b", member->digest, AHADI_HASH_SIZE);
  return object;
}

GBytes *
ahadi_backup_content_print (const AhadiBackupContent *self)
{
  g_autoptr (json_t) document = ahadi_codec_start (FORMAT, VERSION);
  json_t *members = json_array ();
  char *text;

  ahadi_json_set_int (document, "time", self->time);
  ahadi_json_set_bytes (document, "vault", self->vault.bytes, AHADI_ID_SIZE);
  ahadi_json_set_int (document, "generation", self->generation);
  for (guint i = 0; i < self->members->len; i++)
    json_array_append_new (members, print_member (self->members->pdata[i]));
  json_object_set_new (document, "members", members);
  text = ahadi_json_print (document);
  return g_bytes_new_take (text, strlen (text));
}

/* --- Parsing --- */

static gboolean
parse_member (AhadiBackupContent *self, json_t *object, GError **error)
{
  AhadiBackupMember *member;
  const char *name;
  gint64 size;

  if (!json_is_object (object))
    return ahadi_codec_refuse (error, "K6", "a member is no object");
  if (!ahadi_json_check_members (object, member_members, NULL, error) ||
      (name = ahadi_json_get_text (object, "name", error)) == NULL ||
      !ahadi_json_get_int (object, "size", 0, SIZE_LIMIT - 1, &size, error))
    return FALSE;

  member = ahadi_backup_content_add (self, name, (guint64) size);
  return ahadi_json_get_bytes (object, "blake2b", member->digest, AHADI_HASH_SIZE, error);
}

/* "blobs/" sorts before "set-aside/". */
static gboolean
check_names (const AhadiBackupContent *self, GError **error)
{
  const char *before = "";

  for (guint i = 0; i < self->members->len; i++)
    {
      const AhadiBackupMember *member = self->members->pdata[i];
      gboolean is_database = strcmp (member->name, AHADI_BACKUP_DATABASE) == 0;

      if (!ahadi_backup_is_member_name (member->name) || is_database != (i == 0))
        return ahadi_codec_refuse (error, "K6", "a member has no name of a vault’s file");
      if (i > 1 && strcmp (before, member->name) >= 0)
        return ahadi_codec_refuse (error, "K6", "the members do not rise");
      before = member->name;
    }

  return TRUE;
}

static gboolean
parse_members (AhadiBackupContent *self, json_t *document, GError **error)
{
  json_t *members = ahadi_json_get_array (document, "members", error);
  gsize n;

  if (members == NULL)
    return FALSE;

  n = json_array_size (members);
  if (n == 0 || n > AHADI_BACKUP_MEMBERS_LIMIT)
    return ahadi_codec_refuse (error, "K6", "there are none, or too many members");
  for (gsize i = 0; i < n; i++)
    if (!parse_member (self, json_array_get (members, i), error))
      return FALSE;

  return check_names (self, error);
}

static gboolean
parse_head (AhadiBackupContent *self, json_t *document, GError **error)
{
  gint64 generation;

  if (!ahadi_json_check_members (document, document_members, NULL, error) ||
      !ahadi_json_get_int (document, "time", 0, TIME_LIMIT, &self->time, error) ||
      !ahadi_json_get_id (document, "vault", &self->vault, error) ||
      !ahadi_json_get_int (document, "generation", 1, G_MAXUINT32, &generation, error))
    return FALSE;

  self->generation = (guint32) generation;
  return TRUE;
}

static gboolean
check_spelling (const AhadiBackupContent *self, GBytes *document, GError **error)
{
  g_autoptr (GBytes) again = ahadi_backup_content_print (self);

  return g_bytes_equal (again, document) ||
         ahadi_codec_refuse (error, "K4", "the list is not in its one spelling");
}

AhadiBackupContent *
ahadi_backup_content_parse (GBytes *bytes, GError **error)
{
  g_autoptr (AhadiBackupContent) self = ahadi_backup_content_new ();
  g_autoptr (json_t) document = ahadi_codec_read (
      g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), FORMAT, VERSION, error);

  if (document == NULL)
    return NULL;
  if (!parse_head (self, document, error) || !parse_members (self, document, error) ||
      !check_spelling (self, bytes, error))
    {
      ahadi_error_map_input (error, "cannot read the list of a backup");
      return NULL;
    }

  return g_steal_pointer (&self);
}
