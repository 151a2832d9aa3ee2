/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-listing.h"

static const AhadiOption add_options[] = {
  { "reason", "WORD", N_ ("request, retention, mistake, court or other") },
  { "note", "TEXT", N_ ("a note without names, which stays") },
  { "yes", NULL, N_ ("erase for good; without it nothing is done") },
  { NULL },
};

static json_t *
gone_to_json (const AhadiGone *gone)
{
  json_t *object = json_object ();

  ahadi_json_set_bytes (object, "id", gone->entity.bytes, AHADI_ID_SIZE);
  ahadi_json_set_text (object, "kind", ahadi_kind_get_info (gone->kind)->name);
  ahadi_json_set_text (object, "audience", gone->scope);
  ahadi_json_set_text (object, "reason", gone->reason);
  ahadi_json_set_text (object, "date", gone->date);
  if (gone->month != NULL)
    ahadi_json_set_text (object, "month", gone->month);
  if (gone->reference != NULL)
    ahadi_json_set_text (object, "reference", gone->reference);
  if (gone->route != NULL)
    ahadi_json_set_text (object, "route", gone->route);
  return object;
}

static void
say_gone (const AhadiInvocation *invocation, const AhadiGone *gone)
{
  g_autofree char *sentence = ahadi_sentence_for_gone (gone);

  ahadi_invocation_say (invocation, "%s%s%s",
                        gone->reference != NULL ? gone->reference : "",
                        gone->reference != NULL ? "  " : "", sentence);
}

static int
run_list (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (json_t) array = json_array ();
  GError *error = NULL;

  if (!ahadi_invocation_unlock (invocation, &error) ||
      (all = ahadi_erasing_list (session, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  for (guint i = 0; i < all->len; i++)
    {
      json_array_append_new (array, gone_to_json (all->pdata[i]));
      say_gone (invocation, all->pdata[i]);
    }
  ahadi_listing_end (invocation, array);
  return AHADI_EXIT_FINE;
}

static void
say_erased (const AhadiInvocation *invocation, guint sealed)
{
  g_autoptr (json_t) object = json_object ();

  ahadi_json_set_int (object, "set_aside", sealed);
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (
      invocation,
      _ ("Erased here, and from the backups in the vault’s folder. The laptops hear of "
         "it "
         "with their next reply, the other offices with the next office bundle."));
  ahadi_invocation_say (
      invocation,
      _ ("Backups and bundles on sticks are not reached: destroy those that hold it."));
  if (sealed > 0)
    ahadi_invocation_say (
        invocation,
        g_dngettext (GETTEXT_PACKAGE,
                     "%u bundle that is set aside here may still hold it, sealed.",
                     "%u bundles that are set aside here may still hold it, sealed.",
                     sealed),
        sealed);
}

static int
run_add (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const AhadiKindInfo *info = ahadi_kind_find (ahadi_invocation_get (invocation, 0));
  const char *reason = ahadi_invocation_option (invocation, "reason");
  GError *error = NULL;
  guint sealed = 0;
  AhadiId id;

  if (info == NULL || info->kind == AHADI_KIND_ERASURE)
    return ahadi_invocation_misuse (
        invocation,
        _ ("Say what is to be erased: a member, pledge, report or another kind."));
  if (reason == NULL || !g_strv_contains (ahadi_erasure_reasons, reason))
    return ahadi_invocation_misuse (
        invocation,
        _ ("Say why with --reason: request, retention, mistake, court or other."));
  if (ahadi_invocation_option (invocation, "yes") == NULL)
    return ahadi_invocation_misuse (
        invocation,
        _ ("This can’t be undone: the content goes everywhere, with all that "
           "belongs to it. Say --yes if that is meant. Nothing was changed."));
  if (!ahadi_listing_parse_id (ahadi_invocation_get (invocation, 1), &id, &error) ||
      !ahadi_invocation_unlock (invocation, &error) ||
      !ahadi_erasing_erase (session, info->kind, &id, reason,
                            ahadi_invocation_option (invocation, "note"), &sealed,
                            &error))
    return ahadi_invocation_fail (invocation, error);

  say_erased (invocation, sealed);
  return AHADI_EXIT_FINE;
}

static const AhadiCommand commands[] = {
  { "add", "KIND ID", N_ ("Erase a record everywhere, for good"), 2, 2, add_options, 0,
    run_add },
  { "list", "", N_ ("List what is gone: kind, month, date and reason"), 0, 0, NULL, 0,
    run_list },
};

const AhadiVerb ahadi_cmd_erasure = { "erasure", N_ ("What is erased, and what was"),
                                      commands, G_N_ELEMENTS (commands) };
