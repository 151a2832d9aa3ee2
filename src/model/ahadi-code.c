/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-code.h"

#include <string.h>

#include "ahadi-model-error.h"

/*
 * The text, line by line, empty lines anywhere between:
 *
 *   introduction
 *   opening
 *   "1." … "10." and the clause, indented or not
 *   closing paragraph
 *   eleven reasons
 *
 * Of a line only its indentation, its number and its trailing blanks are dropped: what
 * stands between is shown to people as it was published, double blanks included.
 */

/* Introduction, 1-7 (8 shares that of 7), 9, 10, closing paragraph: DOMAIN. */
#define N_REASONS 11
#define TEXT_LIMIT (64 * 1024)

struct _AhadiCode
{
  char *language;
  char *introduction;
  char *opening;
  char *clauses[AHADI_CODE_N_CLAUSES];
  char *closing;
  char *reasons[N_REASONS];
};

typedef struct
{
  char **lines;
  guint next;
} Reader;

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE,
               "cannot read the Code of Conduct: %s", reason);
  return FALSE;
}

/* Also of blanks beyond ASCII: the published text is indented with no-break spaces. */
static char *
strip (char *line)
{
  char *end = line + strlen (line);

  while (end > line && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  *end = '\0';
  while (g_unichar_isspace (g_utf8_get_char (line)))
    line = g_utf8_next_char (line);

  return line;
}

/* The next line that is not blank, stripped; NULL at the end. */
static char *
next_line (Reader *reader)
{
  while (reader->lines[reader->next] != NULL)
    {
      char *line = strip (reader->lines[reader->next++]);

      if (line[0] != '\0')
        return line;
    }

  return NULL;
}

static gboolean
read_paragraph (Reader *reader, const char *what, char **paragraph, GError **error)
{
  const char *line = next_line (reader);

  if (line == NULL)
    return refuse (error, what);

  *paragraph = g_strdup (line);
  return TRUE;
}

static gboolean
read_clauses (Reader *reader, AhadiCode *self, GError **error)
{
  for (int i = 0; i < AHADI_CODE_N_CLAUSES; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d.", i + 1);
      char *line = next_line (reader);

      if (line == NULL || !g_str_has_prefix (line, number))
        return refuse (error, "a clause is missing");
      self->clauses[i] = g_strdup (strip (line + strlen (number)));
    }

  return TRUE;
}

static gboolean
read_code (Reader *reader, AhadiCode *self, GError **error)
{
  if (!read_paragraph (reader, "no introduction", &self->introduction, error) ||
      !read_paragraph (reader, "no opening", &self->opening, error) ||
      !read_clauses (reader, self, error) ||
      !read_paragraph (reader, "no closing paragraph", &self->closing, error))
    return FALSE;

  for (guint i = 0; i < N_REASONS; i++)
    if (!read_paragraph (reader, "a reason is missing", &self->reasons[i], error))
      return FALSE;

  if (next_line (reader) != NULL)
    return refuse (error, "more than eleven reasons");

  return TRUE;
}

AhadiCode *
ahadi_code_parse (GBytes *text, const char *language, GError **error)
{
  g_autoptr (AhadiCode) self = g_new0 (AhadiCode, 1);
  g_autofree char *copy = NULL;
  g_auto (GStrv) lines = NULL;
  gsize size;
  const char *bytes = g_bytes_get_data (text, &size);
  Reader reader = { 0 };

  self->language = g_strdup (language);
  if (!g_str_equal (language, "en") && !g_str_equal (language, "sw"))
    {
      refuse (error, "in neither of its languages");
      return NULL;
    }
  if (size == 0 || size > TEXT_LIMIT || !g_utf8_validate_len (bytes, size, NULL))
    {
      refuse (error, "empty, too long or not UTF-8");
      return NULL;
    }

  copy = g_strndup (bytes, size);
  lines = g_strsplit (copy, "\n", -1);
  reader.lines = lines;
  if (!read_code (&reader, self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
ahadi_code_free (AhadiCode *self)
{
  g_free (self->language);
  g_free (self->introduction);
  g_free (self->opening);
  for (guint i = 0; i < AHADI_CODE_N_CLAUSES; i++)
    g_free (self->clauses[i]);
  g_free (self->closing);
  for (guint i = 0; i < N_REASONS; i++)
    g_free (self->reasons[i]);
  g_free (self);
}

const char *
ahadi_code_get_language (const AhadiCode *self)
{
  return self->language;
}

const char *
ahadi_code_get_introduction (const AhadiCode *self)
{
  return self->introduction;
}

const char *
ahadi_code_get_opening (const AhadiCode *self)
{
  return self->opening;
}

const char *
ahadi_code_get_clause (const AhadiCode *self, int number)
{
  g_return_val_if_fail (number >= 1 && number <= AHADI_CODE_N_CLAUSES, NULL);

  return self->clauses[number - 1];
}

AhadiClauseType
ahadi_code_get_clause_type (int number)
{
  if (number == 8)
    return AHADI_CLAUSE_UNDERTAKING;

  return number > AHADI_CODE_N_CLAUSES ? AHADI_CLAUSE_ACKNOWLEDGEMENT
                                       : AHADI_CLAUSE_PROMISE;
}

const char *
ahadi_code_get_closing (const AhadiCode *self)
{
  return self->closing;
}

const char *
ahadi_code_get_reason (const AhadiCode *self, int number)
{
  g_return_val_if_fail (number >= 0 && number <= AHADI_CODE_N_CLAUSES + 1, NULL);

  return self->reasons[number < 8 ? number : number - 1];
}
