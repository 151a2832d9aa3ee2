/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-draft-listing.h"

#include <glib/gi18n-lib.h>

void
ahadi_draft_listing_say_changes (const AhadiInvocation *invocation, json_t *changes)
{
  json_t *change;
  size_t i;

  if (json_array_size (changes) == 0)
    ahadi_invocation_say (invocation, "%s", _ ("  Nothing changes."));
  json_array_foreach (changes, i, change) ahadi_invocation_say (
      invocation, "  %s", json_string_value (json_object_get (change, "sentence")));
}

static gulong
get_number (json_t *object, const char *name)
{
  return (gulong) json_integer_value (json_object_get (object, name));
}

void
ahadi_draft_listing_say_signed (const AhadiInvocation *invocation, json_t *described)
{
  json_t *old = json_object_get (described, "old");
  json_t *new = json_object_get (described, "new");

  ahadi_invocation_say (invocation,
                        _ ("Of today’s custodians, %lu have signed; %lu have to."),
                        get_number (old, "signed"), get_number (old, "threshold"));
  ahadi_invocation_say (invocation,
                        _ ("Of the custodians to be, %lu have signed; %lu have to."),
                        get_number (new, "signed"), get_number (new, "threshold"));
  if (json_is_true (json_object_get (described, "complete")))
    ahadi_invocation_say (invocation, "%s", _ ("That is enough to publish it."));
}

void
ahadi_draft_listing_say (const AhadiInvocation *invocation, json_t *described)
{
  const char *warning = json_string_value (json_object_get (described, "warning"));

  ahadi_invocation_say (invocation, _ ("Draft of directory %lu of %s:"),
                        get_number (described, "version"),
                        json_string_value (json_object_get (described, "org_name")));
  ahadi_draft_listing_say_changes (invocation, json_object_get (described, "changes"));
  ahadi_invocation_say (invocation, _ ("It begins from the card with the fingerprint %s"),
                        json_string_value (json_object_get (described, "fingerprint")));
  ahadi_draft_listing_say_signed (invocation, described);
  if (warning != NULL)
    ahadi_invocation_say (invocation, "%s", warning);
}
