/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "step.h"

#include <string.h>

/* Words as they stand, but for those of one capital, which are arguments. */
static const char *const patterns[STEP_N_VERBS] = {
  [STEP_WRITE] = "W writes K N as N fields N in U",
  [STEP_SEAL] = "W seals K N as N fields N in U",
  [STEP_ERASE] = "W erases K N in U",
  [STEP_CUT] = "W cuts W off after N in U",
  [STEP_NAME] = "W names N of W in U",
  [STEP_SETTLE] = "W settles field N of N as N in U",
  [STEP_CLOSE] = "W closes N of W in U",
  [STEP_COPY] = "W is copied to W",
  [STEP_SAVE] = "W is saved",
  [STEP_PUT_BACK] = "W is put back",
  [STEP_BEGIN_ANEW] = "W begins anew",
  [STEP_OWN_UP] = "W owns up from N in U",
  [STEP_BE_AHEAD] = "W is N hours ahead",
  [STEP_BE_BEHIND] = "W is N hours behind",
  [STEP_PUT_RIGHT] = "W puts the clock right",
  [STEP_HEAR] = "W hears W",
  [STEP_PASS] = "N hours pass",
  [STEP_TAKE] = "R takes W N from N to N in U",
  [STEP_TAKE_HOLLOW] = "R takes W N from N to N in U without bodies",
  [STEP_TAKE_WITH_CARE] = "R takes W N from N to N in U with care",
  [STEP_LOOK] = "R looks at W N from N to N in U",
  [STEP_BE_TOLD] = "R is told of W in U",
  [STEP_TAKE_ALL] = "R takes all of R",
  [STEP_BEGIN_BUNDLE] = "R begins a bundle",
  [STEP_END_BUNDLE] = "R ends the bundle",
  [STEP_OPEN_AGAIN] = "R is opened again",
  [STEP_LET_GO] = "R lets go",
  [STEP_BE_ASKED] = "R is asked",
};

static const char writers[] = "ABCDEXY";
static const char *const audiences[STEP_N_AUDIENCES] = { "members", "branch", "reports" };

static gboolean
is_argument (const char *word)
{
  return g_ascii_isupper (word[0]) && word[1] == '\0';
}

const char *
step_get_signature (StepVerb verb)
{
  static char signature[STEP_MAX_ARGS + 1];
  g_auto (GStrv) words = g_strsplit (patterns[verb], " ", -1);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    if (is_argument (words[i]))
      signature[n++] = words[i][0];
  signature[n] = '\0';
  return signature;
}

static void
print_argument (char type, guint value, GString *text)
{
  if (type == 'W')
    g_string_append_c (text, writers[value]);
  else if (type == 'R')
    g_string_append_printf (text, "%u", value + 1);
  else if (type == 'K')
    g_string_append (text, ahadi_kind_get_info (value)->name);
  else if (type == 'U')
    g_string_append (text, audiences[value]);
  else
    g_string_append_printf (text, "%u", value);
}

void
step_print (const Step *self, GString *text)
{
  g_auto (GStrv) words = g_strsplit (patterns[self->verb], " ", -1);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (text, ' ');
      if (is_argument (words[i]))
        print_argument (words[i][0], self->args[n++], text);
      else
        g_string_append (text, words[i]);
    }
  g_string_append_c (text, '\n');
}

static gboolean
parse_number (const char *word, guint64 least, guint64 most, guint *value)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (word, 10, least, most, &number, NULL))
    return FALSE;

  *value = (guint) number;
  return TRUE;
}

static gboolean
parse_writer (const char *word, guint *value)
{
  const char *found = word[0] != '\0' ? strchr (writers, word[0]) : NULL;

  *value = found != NULL ? (guint) (found - writers) : 0;
  return found != NULL && word[1] == '\0';
}

static gboolean
parse_audience (const char *word, guint *value)
{
  for (*value = 0; *value < STEP_N_AUDIENCES; (*value)++)
    if (strcmp (word, audiences[*value]) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
parse_argument (char type, const char *word, guint *value)
{
  const AhadiKindInfo *kind;

  if (type == 'W')
    return parse_writer (word, value);
  if (type == 'U')
    return parse_audience (word, value);
  if (type == 'N')
    return parse_number (word, 0, G_MAXINT32, value);
  if (type == 'R')
    {
      gboolean ok = parse_number (word, 1, STEP_N_READERS, value);

      *value -= ok ? 1 : 0;
      return ok;
    }

  kind = ahadi_kind_find (word);
  *value = kind != NULL ? kind->kind : 0;
  return kind != NULL;
}

static gboolean
match (char **words, StepVerb verb, Step *self)
{
  g_auto (GStrv) pattern = g_strsplit (patterns[verb], " ", -1);
  guint n = 0;

  *self = (Step){ .verb = verb };
  if (g_strv_length (words) != g_strv_length (pattern))
    return FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    if (is_argument (pattern[i])
            ? !parse_argument (pattern[i][0], words[i], &self->args[n++])
            : strcmp (words[i], pattern[i]) != 0)
      return FALSE;

  return TRUE;
}

gboolean
step_parse (const char *line, Step *self)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  for (StepVerb verb = 0; verb < STEP_N_VERBS; verb++)
    if (match (words, verb, self))
      return TRUE;

  return FALSE;
}
