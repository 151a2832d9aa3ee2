/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-twin-source.h"

#include <string.h>

/* E-mail is left out: families and schools share one. */
static const struct
{
  guint field;
  AhadiLinkField known_as;
  char sign; /* starts its line */
} parts[] = {
  { AHADI_MEMBER_NAME, AHADI_LINK_NAME, 'n' },
  { AHADI_MEMBER_PREFERRED_NAME, AHADI_LINK_NAME, 'c' },
  { AHADI_MEMBER_PHONE, AHADI_LINK_PHONE, 'p' },
  { AHADI_MEMBER_BIRTH, AHADI_LINK_BIRTH, 'b' },
  { AHADI_MEMBER_COUNTY, AHADI_LINK_REGION, 'r' },
  { AHADI_MEMBER_PLACE, AHADI_LINK_PLACE, 'l' },
  { AHADI_MEMBER_NUMBER, AHADI_LINK_MEMBERSHIP_ID, 'm' },
};

guint32
ahadi_twin_source_get_fields (void)
{
  guint32 fields = 0;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    fields |= 1u << parts[i].field;
  return fields;
}

static gboolean
has_word (char **words, const char *word)
{
  for (; *words != NULL; words++)
    if (g_str_equal (*words, word))
      return TRUE;
  return FALSE;
}

/* Of what somebody is called only what the name has not: it would agree twice. */
static void
add_other_names (GString *source, const char *name, const char *called)
{
  g_autofree char *folded = ahadi_text_fold (name != NULL ? name : "");
  g_autofree char *folded_called = ahadi_text_fold (called);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  g_auto (GStrv) others = g_strsplit (folded_called, " ", -1);

  for (char **other = others; *other != NULL; other++)
    if (**other != '\0' && !has_word (words, *other))
      g_string_append_printf (source, "c%s\n", *other);
}

char *
ahadi_twin_source_make (const char *const *values)
{
  GString *source = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *value = values[parts[i].field];

      if (value == NULL)
        continue;
      if (parts[i].field == AHADI_MEMBER_PREFERRED_NAME)
        add_other_names (source, values[AHADI_MEMBER_NAME], value);
      else
        g_string_append_printf (source, "%c%s\n", parts[i].sign, value);
    }
  return g_string_free (source, FALSE);
}

static void
add_line (GArray *values, const char *line)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].sign == *line)
      {
        AhadiLinkValue value = { parts[i].known_as, line + 1 };

        g_array_append_val (values, value);
      }
}

AhadiLinkPerson *
ahadi_twin_source_read (const char *source)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (AhadiLinkValue));
  g_auto (GStrv) lines = g_strsplit (source, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    add_line (values, *line);
  return ahadi_link_person_new ((const AhadiLinkValue *) (void *) values->data,
                                values->len);
}
