/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-sync-error.h"

#include <string.h>

/* Nothing that a file can put into a message has blanks in it. */
#define RULE_PREFIX "against rule "

GQuark
ahadi_sync_error_quark (void)
{
  return g_quark_from_static_string ("ahadi-sync-error-quark");
}

static const char *const words[] = {
  [AHADI_SYNC_ERROR_FOREIGN] = "foreign",
  [AHADI_SYNC_ERROR_DAMAGED] = "damaged",
  [AHADI_SYNC_ERROR_NOT_FOR_US] = "not-for-us",
  [AHADI_SYNC_ERROR_UNKNOWN_DEVICE] = "unknown-device",
  [AHADI_SYNC_ERROR_REVOKED] = "revoked",
  [AHADI_SYNC_ERROR_BAD_SIGNATURE] = "bad-signature",
  [AHADI_SYNC_ERROR_OTHER_ORG] = "other-org",
  [AHADI_SYNC_ERROR_OLDER] = "older",
  [AHADI_SYNC_ERROR_NEWER] = "newer",
  [AHADI_SYNC_ERROR_MALFORMED] = "malformed",
  [AHADI_SYNC_ERROR_NOT_READY] = "not-ready",
  [AHADI_SYNC_ERROR_FORK] = "fork",
  [AHADI_SYNC_ERROR_LAST_HOLDER] = "last-holder",
};

gboolean
ahadi_sync_error_get_rule (const GError *error, char rule[AHADI_RULE_SIZE])
{
  const char *at = error != NULL ? strstr (error->message, RULE_PREFIX) : NULL;
  gsize size = 0;

  if (at != NULL)
    {
      at += strlen (RULE_PREFIX);
      size = strspn (at, "ABCDEGIJKLMPQRSTUWYZ0123456789");
    }
  if (size < 2 || size >= AHADI_RULE_SIZE)
    size = 0;

  if (size > 0)
    memcpy (rule, at, size);
  rule[size] = '\0';
  return size > 0;
}

void
ahadi_sync_error_blame (GError **error, GQuark domain, const char *rule)
{
  char known[AHADI_RULE_SIZE];

  if (error == NULL || *error == NULL || (*error)->domain != domain ||
      ahadi_sync_error_get_rule (*error, known))
    return;

  g_prefix_error (error, RULE_PREFIX "%s: ", rule);
}

const char *
ahadi_sync_error_to_word (AhadiSyncError code)
{
  g_return_val_if_fail ((guint) code < G_N_ELEMENTS (words), "malformed");

  return words[code];
}
