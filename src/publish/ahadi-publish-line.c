/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-publish-line.h"

#include <string.h>

#include "ahadi-publish-kinds.h"

/* What COPY would take for itself: \ begins an escape, the others end a value or a line.
 */
static void
append_text (GString *lines, const char *text, gsize size)
{
  gsize start = 0;

  for (gsize i = 0; i < size; i++)
    {
      const char *special = strchr ("\\\\\tt\nn\rr", text[i]);

      if (text[i] != '\\' && text[i] != '\t' && text[i] != '\n' && text[i] != '\r')
        continue;
      g_string_append_len (lines, text + start, i - start);
      g_string_append_c (lines, '\\');
      g_string_append_c (lines, special[1]);
      start = i + 1;
    }

  g_string_append_len (lines, text + start, size - start);
}

static void
append_hex (GString *lines, const guint8 *bytes, gsize size)
{
  static const char digits[] = "0123456789abcdef";

  for (gsize i = 0; i < size; i++)
    {
      g_string_append_c (lines, digits[bytes[i] >> 4]);
      g_string_append_c (lines, digits[bytes[i] & 15]);
    }
}

static gboolean
has_secret (const AhadiKindInfo *info)
{
  for (guint i = 0; i < info->n_fields; i++)
    if (!ahadi_publish_kinds_has (&info->fields[i]))
      return TRUE;

  return FALSE;
}

static gboolean
append_without_secrets (GString *lines,
                        const AhadiKindInfo *info,
                        const AhadiOperation *operation,
                        GError **error)
{
  g_autoptr (json_t) body =
      ahadi_json_parse (operation->body, operation->body_size, error);
  g_autofree char *text = NULL;

  if (body == NULL)
    return FALSE;

  for (guint i = 0; i < info->n_fields; i++)
    if (!ahadi_publish_kinds_has (&info->fields[i]))
      json_object_del (json_object_get (body, "f"), info->fields[i].name);
  text = ahadi_json_print (body);
  append_text (lines, text, strlen (text));
  return TRUE;
}

/* body and sealed: one of them, or neither */
static gboolean
append_body (GString *lines,
             const AhadiKindInfo *info,
             const AhadiOperation *operation,
             GError **error)
{
  if (operation->body == NULL)
    {
      g_string_append (lines, "\\N\t\\N");
      return TRUE;
    }
  if (ahadi_sealed_body_is_one (operation->body, operation->body_size))
    {
      g_string_append (lines, "\\N\t\\\\x");
      append_hex (lines, (const guint8 *) operation->body, operation->body_size);
      return TRUE;
    }

  if (!has_secret (info))
    append_text (lines, operation->body, operation->body_size);
  else if (!append_without_secrets (lines, info, operation, error))
    return FALSE;
  g_string_append (lines, "\t\\N");
  return TRUE;
}

gboolean
ahadi_publish_line_append (GString *lines,
                           gint64 stream,
                           const AhadiOperation *operation,
                           GError **error)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (operation->kind);

  g_string_append_printf (
      lines, "%" G_GINT64_FORMAT "\t%" G_GUINT64_FORMAT "\t%" G_GUINT64_FORMAT "\t%s\t",
      stream, operation->seq, operation->hlc, info->name);
  append_hex (lines, operation->entity.bytes, AHADI_ID_SIZE);
  g_string_append_c (lines, '\t');
  if (!append_body (lines, info, operation, error))
    return FALSE;

  g_string_append (lines, "\t\\\\x");
  append_hex (lines, operation->body_hash, sizeof operation->body_hash);
  g_string_append_c (lines, '\n');
  return TRUE;
}
