/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-root-set.h"

#include <string.h>

#include "ahadi-codec.h"
#include "ahadi-error-map.h"

static const char *const members[] = { "threshold", "keys", NULL };

AhadiRootSet *
ahadi_root_set_new (guint threshold)
{
  AhadiRootSet *self = g_new0 (AhadiRootSet, 1);

  self->threshold = threshold;
  self->keys = g_array_new (FALSE, FALSE, sizeof (AhadiVerifyKey));
  return self;
}

AhadiRootSet *
ahadi_root_set_copy (const AhadiRootSet *self)
{
  AhadiRootSet *copy = ahadi_root_set_new (self->threshold);

  g_array_append_vals (copy->keys, self->keys->data, self->keys->len);
  return copy;
}

void
ahadi_root_set_free (AhadiRootSet *self)
{
  g_array_unref (self->keys);
  g_free (self);
}

static const AhadiVerifyKey *
key_at (const AhadiRootSet *self, guint i)
{
  return &g_array_index (self->keys, AhadiVerifyKey, i);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  g_autofree char *left = ahadi_verify_key_to_string (a);
  g_autofree char *right = ahadi_verify_key_to_string (b);

  return strcmp (left, right);
}

void
ahadi_root_set_add (AhadiRootSet *self, const AhadiVerifyKey *key)
{
  g_array_append_vals (self->keys, key, 1);
  g_array_sort (self->keys, compare_keys);
}

gboolean
ahadi_root_set_has (const AhadiRootSet *self, const AhadiVerifyKey *key)
{
  for (guint i = 0; i < self->keys->len; i++)
    {
      if (ahadi_verify_key_equal (key_at (self, i), key))
        return TRUE;
    }

  return FALSE;
}

const AhadiVerifyKey *
ahadi_root_set_find (const AhadiRootSet *self, const guint8 number[8])
{
  for (guint i = 0; i < self->keys->len; i++)
    {
      if (memcmp (key_at (self, i)->number, number, 8) == 0)
        return key_at (self, i);
    }

  return NULL;
}

gboolean
ahadi_root_set_equal (const AhadiRootSet *a, const AhadiRootSet *b)
{
  g_autofree char *left = ahadi_root_set_print (a);
  g_autofree char *right = ahadi_root_set_print (b);

  return strcmp (left, right) == 0;
}

json_t *
ahadi_root_set_to_json (const AhadiRootSet *self)
{
  json_t *object = json_object ();
  json_t *keys = json_array ();

  for (guint i = 0; i < self->keys->len; i++)
    {
      g_autofree char *text = ahadi_verify_key_to_string (key_at (self, i));

      json_array_append_new (keys, json_string (text));
    }

  ahadi_json_set_int (object, "threshold", self->threshold);
  json_object_set_new (object, "keys", keys);
  return object;
}

char *
ahadi_root_set_print (const AhadiRootSet *self)
{
  g_autoptr (json_t) object = ahadi_root_set_to_json (self);

  return ahadi_json_print (object);
}

/* R3, R4: in order, and neither a key nor a key number twice, so that nobody counts as
 * two custodians. */
static gboolean
add_parsed (AhadiRootSet *self, json_t *value, GError **error)
{
  const char *text = json_string_value (value);
  AhadiVerifyKey key;

  if (text == NULL || !ahadi_verify_key_parse (text, &key, NULL))
    return ahadi_codec_refuse (error, "R3", "a root key is not a key");

  for (guint i = 0; i < self->keys->len; i++)
    {
      const AhadiVerifyKey *other = key_at (self, i);

      if (memcmp (other->key, key.key, sizeof key.key) == 0 ||
          memcmp (other->number, key.number, sizeof key.number) == 0)
        return ahadi_codec_refuse (error, "R4", "a root key or its number stands twice");
    }
  if (self->keys->len > 0 && compare_keys (key_at (self, self->keys->len - 1), &key) >= 0)
    return ahadi_codec_refuse (error, "R3", "root keys are not in order");

  g_array_append_val (self->keys, key);
  return TRUE;
}

AhadiRootSet *
ahadi_root_set_from_json (json_t *object, const char *const *further, GError **error)
{
  g_autoptr (AhadiRootSet) self = NULL;
  gint64 threshold;
  json_t *keys;

  if (!json_is_object (object))
    {
      ahadi_codec_refuse (error, "R2", "a root set is not an object");
      return NULL;
    }
  if (!ahadi_json_check_members (object, members, further, error) ||
      !ahadi_json_get_int (object, "threshold", 1, AHADI_ROOT_KEYS_LIMIT, &threshold,
                           error) ||
      (keys = ahadi_json_get_array (object, "keys", error)) == NULL)
    {
      ahadi_error_map_input (error, "cannot read the roots");
      return NULL;
    }

  self = ahadi_root_set_new (threshold);
  for (gsize i = 0; i < json_array_size (keys); i++)
    {
      if (!add_parsed (self, json_array_get (keys, i), error))
        return NULL;
    }
  if (self->keys->len < self->threshold || self->keys->len > AHADI_ROOT_KEYS_LIMIT)
    {
      ahadi_codec_refuse (error, "R2",
                          "there are fewer root keys than must sign, or too many");
      return NULL;
    }

  return g_steal_pointer (&self);
}
