/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-arguments.h"
#include "ahadi-demo-people.h"
#include "ahadi-demo.h"

static const char *const branch_names[AHADI_DEMO_N_BRANCHES] = { "kisumu", "garissa" };

static const struct
{
  AhadiDemoPlace place;
  const char *name;
} offices[] = {
  { AHADI_DEMO_MEMBERSHIP, "membership-office" },
  { AHADI_DEMO_DIRECTOR, "executive-director" },
  { AHADI_DEMO_COMMITTEE, "board-committee" },
};

static gboolean
export_branch (AhadiDemo *self, guint branch, GError **error)
{
  AhadiSession *session = self->sessions[AHADI_DEMO_KISUMU + branch];
  g_autofree char *folder =
      g_build_filename (self->folder, "bundles", branch_names[branch], NULL);
  g_autofree char *name = g_strconcat (branch_names[branch], "-laptop.pub", NULL);
  g_auto (AhadiExportResult) result = { NULL };

  self->signers[branch] = g_build_filename (self->folder, "keys", name, NULL);
  if (!ahadi_exchange_signer_export (session, self->signers[branch], error) ||
      !ahadi_exchange_export (session, folder, FALSE, NULL, &result, error))
    return FALSE;

  self->bundles[branch] = g_strdup (result.path);
  ahadi_demo_tell (self, _ ("Sealed %s"), result.path);
  return TRUE;
}

/* @expected: the only outcome that is right here. */
static gboolean
import_bundle (AhadiDemo *self,
               AhadiDemoPlace place,
               const char *path,
               AhadiOutcome expected,
               GError **error)
{
  g_autoptr (AhadiImportResult) result =
      ahadi_intake_one (self->sessions[place], path, FALSE, NULL, error);

  if (result == NULL)
    return FALSE;
  if (result->outcome == expected)
    return TRUE;
  if (result->reason != NULL)
    g_propagate_error (error, g_error_copy (result->reason));
  else
    ahadi_usage_error_refuse (error, _ ("A bundle was not taken in as it should be."));
  return FALSE;
}

/* Both bundles at an office, the second first at the second replica, and once again. */
static gboolean
merge_at (AhadiDemo *self, AhadiDemoPlace place, GError **error)
{
  guint first = place == AHADI_DEMO_SECOND ? 1 : 0;

  return import_bundle (self, place, self->bundles[first], AHADI_OUTCOME_MERGED, error) &&
         import_bundle (self, place, self->bundles[1 - first], AHADI_OUTCOME_MERGED,
                        error) &&
         import_bundle (self, place, self->bundles[first], AHADI_OUTCOME_DUPLICATE,
                        error);
}

static gboolean
reply_from (AhadiDemo *self, guint index, GError **error)
{
  g_autofree char *folder =
      g_build_filename (self->folder, "replies", offices[index].name, NULL);
  g_autoptr (GPtrArray) paths =
      ahadi_exchange_reply (self->sessions[offices[index].place], folder, NULL, error);

  if (paths == NULL)
    return FALSE;
  for (guint i = 0; i < paths->len; i++)
    g_ptr_array_add (self->replies, g_strdup (paths->pdata[i]));
  return TRUE;
}

/* A stick carries the replies of both branches: each looks, and takes its own. */
static gboolean
take_reply (AhadiDemo *self, const char *path, GError **error)
{
  guint taken = 0;

  for (guint i = 0; i < AHADI_DEMO_N_BRANCHES; i++)
    {
      AhadiDemoPlace place = AHADI_DEMO_KISUMU + i;
      g_autoptr (AhadiImportResult) look =
          ahadi_intake_one (self->sessions[place], path, TRUE, NULL, error);

      if (look == NULL)
        return FALSE;
      if (g_error_matches (look->reason, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_FOR_US))
        continue;
      if (!import_bundle (self, place, path, AHADI_OUTCOME_MERGED, error))
        return FALSE;
      taken++;
    }

  return taken == 1 ||
         ahadi_usage_error_refuse (error, _ ("A reply is for none, or for both."));
}

static gboolean
take_replies (AhadiDemo *self, GError **error)
{
  for (guint i = 0; i < self->replies->len; i++)
    if (!take_reply (self, self->replies->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean
ahadi_demo_exchange (AhadiDemo *self, GError **error)
{
  for (guint i = 0; i < AHADI_DEMO_N_BRANCHES; i++)
    if (!export_branch (self, i, error))
      return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (offices); i++)
    if (!merge_at (self, offices[i].place, error))
      return FALSE;
  if (!merge_at (self, AHADI_DEMO_SECOND, error))
    return FALSE;
  ahadi_demo_tell (self, "%s",
                   _ ("Merged at the three offices, and in the other order at a second "
                      "desk of the membership office"));

  for (guint i = 0; i < G_N_ELEMENTS (offices); i++)
    if (!reply_from (self, i, error))
      return FALSE;
  if (!take_replies (self, error))
    return FALSE;
  ahadi_demo_tell (self, _ ("Wrote %u replies, and the branches took them in"),
                   self->replies->len);
  return ahadi_exchange_identity_export (self->sessions[AHADI_DEMO_MEMBERSHIP],
                                         self->identity, error);
}

static gboolean
count (AhadiDemo *self, AhadiDemoPlace place, AhadiKind kind, guint64 *n, GError **error)
{
  AhadiQuery query = { .kind = kind };

  return ahadi_records_count (self->sessions[place], &query, n, error);
}

/* Everything a branch made must show as received. */
static gboolean
check_received (AhadiDemo *self, AhadiDemoPlace place, GError **error)
{
  g_autoptr (AhadiDesk) desk = ahadi_desk_load (self->sessions[place], error);
  guint64 received = 0;
  guint64 waiting = 0;

  if (desk == NULL)
    return FALSE;
  for (guint i = 0; i <= AHADI_KIND_MAX; i++)
    {
      received += desk->deliveries.counts[i][AHADI_DELIVERY_RECEIVED];
      waiting += desk->deliveries.counts[i][AHADI_DELIVERY_ONLY_HERE] +
                 desk->deliveries.counts[i][AHADI_DELIVERY_EXPORTED];
    }

  return (waiting == 0 && received > 0) ||
         ahadi_usage_error_refuse (error,
                                   _ ("A record of a branch does not show as received."));
}

static gboolean
check_digests (AhadiDemo *self, GError **error)
{
  self->digests[0] =
      ahadi_records_digest (self->sessions[AHADI_DEMO_MEMBERSHIP], NULL, error);
  if (self->digests[0] == NULL)
    return FALSE;
  self->digests[1] =
      ahadi_records_digest (self->sessions[AHADI_DEMO_SECOND], NULL, error);
  if (self->digests[1] == NULL)
    return FALSE;
  return g_str_equal (self->digests[0], self->digests[1]) ||
         ahadi_usage_error_refuse (error,
                                   _ ("The two desks of the membership office differ."));
}

/* Executive Director and Committee each read one report alone, and one together. */
static gboolean
check_counts (AhadiDemo *self, GError **error)
{
  guint64 director = 0;
  guint64 committee = 0;
  guint64 membership = 0;

  if (!count (self, AHADI_DEMO_MEMBERSHIP, AHADI_KIND_MEMBER, &self->members, error) ||
      !count (self, AHADI_DEMO_MEMBERSHIP, AHADI_KIND_PLEDGE, &self->pledges, error) ||
      !count (self, AHADI_DEMO_MEMBERSHIP, AHADI_KIND_REPORT, &membership, error) ||
      !count (self, AHADI_DEMO_DIRECTOR, AHADI_KIND_REPORT, &director, error) ||
      !count (self, AHADI_DEMO_COMMITTEE, AHADI_KIND_REPORT, &committee, error))
    return FALSE;

  self->reports = director + committee - 1;
  return (self->members == AHADI_DEMO_N_PEOPLE && self->pledges == AHADI_DEMO_N_PEOPLE &&
          membership == 0 && director == 2 && committee == 2) ||
         ahadi_usage_error_refuse (
             error, _ ("An office has not exactly the records that are meant for it."));
}

gboolean
ahadi_demo_verify (AhadiDemo *self, GError **error)
{
  if (!check_digests (self, error) || !check_counts (self, error) ||
      !check_received (self, AHADI_DEMO_KISUMU, error) ||
      !check_received (self, AHADI_DEMO_GARISSA, error))
    return FALSE;

  ahadi_demo_tell (
      self, "%s",
      _ ("Checked: both desks show the same, each office reads only what is meant for "
         "it, and every record of the branches shows as received"));
  return TRUE;
}
