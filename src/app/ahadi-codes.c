/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-codes.h"

#include <gio/gio.h>
#include <string.h>

#include "ahadi-codes-resources.h"
#include "crypto/ahadi-crypto.h"

#define CODES_PATH "/org/amnestykenya/Ahadi/code-of-conduct/"

/* One shipped text, taken apart once and then kept for the life of the program. */
typedef struct
{
  const char *language;
  gsize once;
  GBytes *text;
  AhadiCode *code;
  char hash[2 * AHADI_HASH_SIZE + 1];
} ShippedCode;

static ShippedCode shipped[] = {
  { "en" },
  { "sw" },
};

/* The files are part of the program: one that does not parse is our mistake. */
static void
load_code (ShippedCode *self)
{
  g_autofree char *path = g_strdup_printf (CODES_PATH "%s.txt", self->language);
  g_autoptr (GError) error = NULL;
  guint8 digest[AHADI_HASH_SIZE];

  self->text = g_resource_lookup_data (ahadi_codes_get_resource (), path,
                                       G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_assert_no_error (error);
  self->code = ahadi_code_parse (self->text, self->language, &error);
  g_assert_no_error (error);

  ahadi_hash_bytes (g_bytes_get_data (self->text, NULL), g_bytes_get_size (self->text),
                    digest);
  ahadi_hex_encode (digest, sizeof digest, self->hash);
}

static ShippedCode *
find_code (const char *language)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shipped); i++)
    {
      ShippedCode *self = &shipped[i];

      if (!g_str_equal (self->language, language))
        continue;
      if (g_once_init_enter (&self->once))
        {
          load_code (self);
          g_once_init_leave (&self->once, 1);
        }
      return self;
    }

  g_return_val_if_reached (NULL);
}

const AhadiCode *
ahadi_codes_get (const char *language)
{
  ShippedCode *self = find_code (language);

  return self == NULL ? NULL : self->code;
}

GBytes *
ahadi_codes_get_text (const char *language)
{
  ShippedCode *self = find_code (language);

  return self == NULL ? NULL : self->text;
}

const char *
ahadi_codes_get_hash (const char *language)
{
  ShippedCode *self = find_code (language);

  return self == NULL ? NULL : self->hash;
}
