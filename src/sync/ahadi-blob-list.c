/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The member "blobs" of manifest.json (FORMAT.md section 3, M8):
 *
 *   [{"name":"blobs/membership.tar.age","audience":"membership","ct_len":N,
 *     "ct_blake2b":"<64 hex>"},…]
 *
 * and the names inside such a container (section 4a, Z3).
 */

#include "ahadi-blob-list.h"

#include <string.h>

#include "ahadi-codec.h"
#include "store/ahadi-store.h"

#define NAME_PREFIX "blobs/"
#define NAME_SUFFIX ".tar.age"

static const char *const members[] = { "name", "audience", "ct_len", "ct_blake2b", NULL };

char *
ahadi_blob_list_make_name (AhadiAudienceClass audience)
{
  return g_strconcat (NAME_PREFIX, ahadi_audience_class_to_string (audience), NAME_SUFFIX,
                      NULL);
}

gboolean
ahadi_blob_list_parse_name (const char *name, AhadiAudienceClass *audience)
{
  for (int i = AHADI_AUDIENCE_MEMBERSHIP; i <= AHADI_AUDIENCE_N_FIELD; i++)
    {
      g_autofree char *known = ahadi_blob_list_make_name (i);

      if (strcmp (known, name) == 0)
        {
          *audience = i;
          return TRUE;
        }
    }

  return FALSE;
}

json_t *
ahadi_blob_list_to_json (const GArray *blobs)
{
  json_t *array = json_array ();

  for (guint i = 0; i < blobs->len; i++)
    {
      const AhadiManifestBlobs *one = &g_array_index (blobs, AhadiManifestBlobs, i);
      g_autofree char *name = ahadi_blob_list_make_name (one->audience);
      json_t *object = json_object ();

      ahadi_json_set_text (object, "name", name);
      ahadi_json_set_text (object, "audience",
                           ahadi_audience_class_to_string (one->audience));
      ahadi_json_set_int (object, "ct_len", (gint64) one->size);
      ahadi_json_set_bytes (object, "ct_blake2b", one->digest, AHADI_HASH_SIZE);
      json_array_append_new (array, object);
    }

  return array;
}

static gboolean
parse_one (json_t *object, AhadiManifestBlobs *one, GError **error)
{
  const char *audience;
  gint64 size;

  if (!json_is_object (object))
    return ahadi_codec_refuse (error, "M8", "a container is not an object");
  if (!ahadi_json_check_members (object, members, NULL, error) ||
      !ahadi_json_get_bytes (object, "ct_blake2b", one->digest, AHADI_HASH_SIZE, error) ||
      !ahadi_json_get_int (object, "ct_len", 1, G_MAXINT64 >> 11, &size, error))
    return FALSE;

  one->size = (guint64) size;
  audience = ahadi_json_get_text (object, "audience", error);
  if (audience == NULL)
    return FALSE;
  return (ahadi_audience_class_parse (audience, &one->audience) &&
          one->audience <= AHADI_AUDIENCE_N_FIELD) ||
         ahadi_codec_refuse (error, "M8", "a container's audience is not known");
}

gboolean
ahadi_blob_list_from_json (json_t *document, guint last, GArray *blobs, GError **error)
{
  json_t *array = ahadi_json_get_array (document, "blobs", error);

  if (array == NULL)
    return FALSE;
  for (gsize i = 0; i < json_array_size (array); i++)
    {
      AhadiManifestBlobs one = { 0 };

      if (!parse_one (json_array_get (array, i), &one, error))
        return FALSE;
      if (one.audience > last)
        return ahadi_codec_refuse (error, "M8", "a container is of no part");
      if (i > 0 &&
          g_array_index (blobs, AhadiManifestBlobs, i - 1).audience >= one.audience)
        return ahadi_codec_refuse (error, "M8", "containers are not in order");
      g_array_append_val (blobs, one);
    }

  return TRUE;
}

/* --- pieces ------------------------------------------------------------------- */

char *
ahadi_blob_list_make_piece_name (const AhadiId *id, guint piece)
{
  char text[AHADI_ID_TEXT_SIZE];

  return g_strdup_printf ("%s.%u", ahadi_id_print (id, text), piece);
}

/* One spelling: what was read is printed and compared. */
gboolean
ahadi_blob_list_parse_piece_name (const char *name, AhadiId *id, guint *piece)
{
  const char *dot = strchr (name, '.');
  g_autofree char *text = dot != NULL ? g_strndup (name, (gsize) (dot - name)) : NULL;
  g_autofree char *spelling = NULL;
  guint64 number;

  if (text == NULL || !ahadi_id_parse (text, id, NULL) ||
      !g_ascii_string_to_unsigned (dot + 1, 10, 0, AHADI_BLOB_MAX_PIECES - 1, &number,
                                   NULL))
    return FALSE;

  *piece = (guint) number;
  spelling = ahadi_blob_list_make_piece_name (id, *piece);
  return strcmp (spelling, name) == 0;
}
