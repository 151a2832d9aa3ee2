/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "ahadi-invocation.h"
#include "ahadi-watch.h"

typedef struct
{
  const AhadiInvocation *invocation;
  json_t *pairs;
  GString *lines; /* for people */
} Listing;

static void
add_line (GString *lines, const AhadiLinkingPair *pair)
{
  /* A terminal obeys control characters, and a table may come from anywhere. */
  g_autofree char *a = ahadi_text_clean (pair->a);
  g_autofree char *b = ahadi_text_clean (pair->b);

  g_string_append_printf (lines, "%s = %s: %.1f (", a, b, pair->score);
  for (guint i = 0; i < pair->reasons->len; i++)
    g_string_append_printf (lines, "%s%s", i > 0 ? ", " : "",
                            ahadi_linking_say_reason (pair->reasons->pdata[i]));
  g_string_append (lines, ")\n");
}

static void
add_pair (const AhadiLinkingPair *pair, gpointer data)
{
  Listing *self = data;
  json_t *object;
  json_t *reasons;

  if (!ahadi_invocation_is_json (self->invocation))
    {
      add_line (self->lines, pair);
      return;
    }

  object = json_object ();
  reasons = json_array ();
  for (guint i = 0; i < pair->reasons->len; i++)
    json_array_append_new (reasons, json_string (pair->reasons->pdata[i]));
  ahadi_json_set_text (object, "a", pair->a);
  ahadi_json_set_text (object, "b", pair->b);
  json_object_set_new (object, "score", json_real (round (pair->score * 100) / 100));
  json_object_set_new (object, "sure", json_boolean (pair->sure));
  json_object_set_new (object, "reasons", reasons);
  json_array_append_new (self->pairs, object);
}

/* "--threshold", or that of the band. */
static gboolean
get_least (const AhadiInvocation *invocation, double *least, GError **error)
{
  const char *text = ahadi_invocation_option (invocation, "threshold");
  AhadiLinkingBand band = ahadi_invocation_option (invocation, "all") != NULL
                              ? AHADI_LINKING_PERHAPS
                              : AHADI_LINKING_SURELY;
  char *end;

  *least = ahadi_linking_get_threshold (band);
  if (text == NULL)
    return TRUE;
  *least = g_ascii_strtod (text, &end);
  return (*text != '\0' && *end == '\0' && isfinite (*least)) ||
         ahadi_usage_error_set (error, _ ("--threshold wants a number such as 3.3."));
}

static void
warn_unknown (const AhadiInvocation *invocation,
              const char *path,
              const AhadiLinking *linking)
{
  GPtrArray *unknown = ahadi_linking_get_unknown (linking);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < unknown->len; i++)
    {
      g_autofree char *name = ahadi_text_clean (unknown->pdata[i]);

      g_string_append_printf (names, "%s“%s”", i > 0 ? ", " : "", name);
    }
  if (unknown->len > 0)
    ahadi_invocation_warn (invocation,
                           _ ("%s: these columns are not known and were not used: %s"),
                           path, names->str);
}

static gboolean
read_tables (AhadiInvocation *invocation, AhadiLinking *linking, GError **error)
{
  const char *path;

  for (guint i = 0; (path = ahadi_invocation_get (invocation, i)) != NULL; i++)
    {
      if (!ahadi_linking_read (linking, path, error))
        return ahadi_invocation_blame (invocation, path);
      warn_unknown (invocation, path, linking);
    }
  return TRUE;
}

/* With --to into that file, whole or not at all. */
static gboolean
write_result (AhadiInvocation *invocation,
              const Listing *listing,
              const json_t *object,
              GError **error)
{
  const char *path = ahadi_invocation_option (invocation, "to");
  gboolean json = ahadi_invocation_is_json (invocation);
  g_autofree char *text =
      json ? ahadi_json_print (object) : g_strdup (listing->lines->str);
  g_autoptr (GBytes) bytes = NULL;

  if (path == NULL)
    {
      ahadi_invocation_print (invocation, object);
      if (listing->lines->len > 0)
        ahadi_invocation_say (invocation, "%.*s", (int) listing->lines->len - 1,
                              listing->lines->str);
      return TRUE;
    }

  bytes = g_bytes_new (text, strlen (text));
  return ahadi_file_replace (path, bytes, 0600, error) ||
         ahadi_invocation_blame (invocation, path);
}

static void
say_end (const AhadiInvocation *invocation, gsize n)
{
  const char *path = ahadi_invocation_option (invocation, "to");

  if (n == 0)
    ahadi_invocation_say (invocation, "%s", _ ("Nobody seems to be there twice."));
  else if (path != NULL)
    ahadi_invocation_say (invocation,
                          g_dngettext (GETTEXT_PACKAGE, "%lu pair is in %s",
                                       "%lu pairs are in %s", (gulong) n),
                          (gulong) n, path);
}

static int
fail (AhadiInvocation *invocation, const AhadiLinking *linking, GError *error)
{
  g_autofree char *sentence = ahadi_linking_explain (linking, error);

  return ahadi_invocation_fail_as (invocation, sentence, error);
}

static int
link_tables (AhadiInvocation *invocation, AhadiWatch *watch, Listing *listing)
{
  g_autoptr (AhadiLinking) linking = ahadi_linking_new (ahadi_watch_get_progress (watch));
  g_autoptr (json_t) object = json_object ();
  GError *error = NULL;
  double least;
  gsize n;

  json_object_set (object, "pairs", listing->pairs);
  if (!get_least (invocation, &least, &error) ||
      (ahadi_invocation_option (invocation, "to") != NULL &&
       !ahadi_invocation_check_target (
           invocation, ahadi_invocation_option (invocation, "to"), &error)))
    return ahadi_invocation_fail (invocation, error);
  if (!read_tables (invocation, linking, &error) ||
      !ahadi_linking_find (linking, least, add_pair, listing, &n, &error))
    return fail (invocation, linking, error);

  ahadi_watch_clear (watch);
  if (!write_result (invocation, listing, object, &error))
    return ahadi_invocation_fail (invocation, error);
  say_end (invocation, n);
  return AHADI_EXIT_FINE;
}

static int
run (AhadiInvocation *invocation)
{
  g_autoptr (AhadiWatch) watch = ahadi_watch_new (ahadi_invocation_is_json (invocation));
  g_autoptr (json_t) pairs = json_array ();
  g_autoptr (GString) lines = g_string_new (NULL);
  Listing listing = { invocation, pairs, lines };

  return link_tables (invocation, watch, &listing);
}

static const AhadiOption options[] = {
  { "all", NULL, N_ ("also pairs that are perhaps one person") },
  { "threshold", "BITS",
    N_ ("pairs of this score and more: log2 of the odds that both are one person "
        "(-0.6)") },
  { "to", AHADI_VALUE_FILE, N_ ("write the pairs into this file") },
  { "replace", NULL, N_ ("replace a file that is there") },
  { NULL },
};

static const AhadiCommand commands[] = {
  { NULL, AHADI_VALUE_FILE " [" AHADI_VALUE_FILE "]",
    N_ ("Find who is in a table (CSV) twice, or in both of two; columns are known by "
        "their names, the first one is what rows are called by. Nothing is changed"),
    1, 2, options, 0, run },
};

const AhadiVerb ahadi_cmd_link = { "link", N_ ("The same person twice in plain tables"),
                                   commands, G_N_ELEMENTS (commands) };
