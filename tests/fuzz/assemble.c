/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assemble.h"

#include <string.h>

#include "sync/ahadi-ustar.h"
#include "sync/forge.h"

#define MARK "== "
#define SIGN "sign "
#define SUFFIX ".minisig"

static GBytes *
sign (const char *signed_text, const char *comment)
{
  char *text =
      ahadi_minisign_sign (fuzz_get_signing_key (), signed_text, strlen (signed_text),
                           "signed by a fuzz target", comment);

  return g_bytes_new_take (text, strlen (text));
}

/* Only what a trusted comment may hold: the rest is the writer's mistake, not a reader's
 * case. */
static char *
clean_comment (const char *text)
{
  char *comment = g_strndup (text, 100);

  for (char *c = comment; *c != '\0'; c++)
    if (!g_ascii_isprint (*c))
      *c = '?';
  return comment;
}

/* The first line of a section is its name; returns what follows. */
static const char *
split_name (const char *section, char **name)
{
  gsize length = strcspn (section, "\n");

  *name = g_strndup (section, MIN (length, AHADI_USTAR_NAME_LIMIT));
  return section + length + (section[length] == '\n' ? 1 : 0);
}

/* What a signature called @name is over. */
static const char *
find_signed (const GStrv sections, const char *name)
{
  g_autofree char *first_name = NULL;

  for (gsize i = 0; sections[i] != NULL; i++)
    {
      g_autofree char *other = NULL;
      const char *content = split_name (sections[i], &other);
      g_autofree char *signature = g_strconcat (other, SUFFIX, NULL);

      if (strcmp (signature, name) == 0)
        return content;
    }

  return split_name (sections[0], &first_name);
}

static GBytes *
make_content (const char *text, const GStrv sections, const char *name)
{
  g_autofree char *comment = NULL;

  if (!g_str_has_prefix (text, SIGN))
    return g_bytes_new (text, strlen (text));

  comment = clean_comment (text + strlen (SIGN));
  return sign (find_signed (sections, name), comment);
}

GBytes *
assemble (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_to_text (data, size);
  g_autoptr (Forge) forge = forge_new ();
  g_auto (GStrv) sections = NULL;

  if (!g_str_has_prefix (text, MARK))
    return g_bytes_new (data, size);

  sections = g_strsplit (text + strlen (MARK), "\n" MARK, -1);
  if (sections[0] == NULL)
    return g_bytes_new (data, size);
  for (guint i = g_strv_length (sections); i > 0; i--)
    {
      g_autofree char *name = NULL;
      const char *content = split_name (sections[i - 1], &name);
      g_autoptr (GBytes) bytes = make_content (content, sections, name);

      forge_insert (forge, NULL, name, bytes);
    }
  return forge_to_archive (forge);
}
