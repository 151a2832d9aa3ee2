/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-recipients.h"

#include <string.h>

#include "ahadi-codec.h"
#include "ahadi-error-map.h"

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GStrv
ahadi_recipients_print (const GArray *recipients)
{
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < recipients->len; i++)
    {
      const AhadiAgeRecipient *recipient =
          &g_array_index (recipients, AhadiAgeRecipient, i);

      g_ptr_array_add (strings, ahadi_age_recipient_to_string (recipient));
    }

  g_ptr_array_sort (strings, compare_strings);
  for (guint i = strings->len; i > 1; i--)
    {
      if (strcmp (strings->pdata[i - 1], strings->pdata[i - 2]) == 0)
        g_ptr_array_remove_index (strings, i - 1);
    }

  g_ptr_array_add (strings, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&strings), FALSE);
}

void
ahadi_recipients_hash (const char *const *recipients, guint8 hash[AHADI_HASH_SIZE])
{
  g_autofree char *joined = g_strjoinv ("\n", (GStrv) recipients);

  ahadi_hash_bytes (joined, strlen (joined), hash);
}

json_t *
ahadi_recipients_to_json (const char *const *recipients)
{
  json_t *array = json_array ();

  for (gsize i = 0; recipients[i] != NULL; i++)
    json_array_append_new (array, json_string (recipients[i]));

  return array;
}

static gboolean
check_recipient (const char *text, const char *previous, GError **error)
{
  g_autofree char *spelled = NULL;
  AhadiAgeRecipient recipient;

  if (text == NULL || !ahadi_age_recipient_parse (text, &recipient, NULL))
    return ahadi_codec_refuse (error, "M9", "a recipient is no age recipient");

  spelled = ahadi_age_recipient_to_string (&recipient);
  return (strcmp (spelled, text) == 0 &&
          (previous == NULL || strcmp (previous, text) < 0)) ||
         ahadi_codec_refuse (error, "M9",
                             "recipients are not in their one spelling and order");
}

GStrv
ahadi_recipients_from_json (json_t *object, const char *member, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  json_t *array = ahadi_json_get_array (object, member, error);
  const char *previous = NULL;
  gsize n;

  if (array == NULL)
    {
      ahadi_error_map_input (error, "cannot read the recipients");
      return NULL;
    }

  n = json_array_size (array);
  if (n < 1 || n > AHADI_RECIPIENTS_LIMIT)
    {
      ahadi_codec_refuse (error, "M9", "there are not 1 to 64 recipients");
      return NULL;
    }

  for (gsize i = 0; i < n; i++)
    {
      const char *text = json_string_value (json_array_get (array, i));

      if (!check_recipient (text, previous, error))
        return NULL;
      g_strv_builder_add (builder, text);
      previous = text;
    }

  return g_strv_builder_end (builder);
}
