/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-intake.h"

#include "ahadi-erasing.h"
#include "ahadi-sniff.h"

struct _AhadiIntake
{
  AhadiSession *session; /* borrowed */
  GStrv paths;
  guint at; /* the next of them */
  gboolean preview;
  AhadiImporter *importer; /* (nullable): until the first */
  GPtrArray *ready;        /* (nullable): AhadiImportResult of those that come next */
};

static void
add_counts (AhadiApplyCounts *sum, const AhadiApplyCounts *counts)
{
  sum->operations += counts->operations;
  sum->fresh += counts->fresh;
  sum->known += counts->known;
  sum->parked += counts->parked;
  sum->conflicts += counts->conflicts;
  sum->forked += counts->forked;
  sum->forks += counts->forks;
  sum->revoked += counts->revoked;
  sum->reissued += counts->reissued;
  for (guint i = 0; i <= AHADI_KIND_MAX; i++)
    {
      sum->created[i] += counts->created[i];
      sum->changed[i] += counts->changed[i];
    }
}

static gboolean
may_release_others (const AhadiImportResult *result)
{
  return result->newer_card || result->counts.created[AHADI_KIND_CUTOFF] > 0;
}

/*
 * A newer card may name the laptops whose bundles wait here, another office have decided
 * how far one counts that was revoked: what merges now counts too.
 * What came in has come in, so a failure here is no failure of the import: the bundles
 * stay set aside, and the desk says so.
 */
static void
retry_set_aside (AhadiVault *vault,
                 const AhadiProgress *progress,
                 AhadiImportResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) retried = ahadi_import_set_aside (vault, progress, &error);

  if (retried == NULL)
    {
      g_info ("cannot try what is set aside: %s", error->message);
      return;
    }

  for (guint i = 0; i < retried->len; i++)
    {
      const AhadiImportResult *one = retried->pdata[i];

      add_counts (&result->counts, &one->counts);
      result->missing += one->missing;
      result->lost += one->lost;
      result->returned += one->returned;
    }
}

/* A wrong file is a result; a vault or disk at fault is an error. */
static gboolean
is_fault_of_file (const GError *error)
{
  if (error->domain == AHADI_SYNC_ERROR)
    return error->code != AHADI_SYNC_ERROR_NOT_READY;
  if (error->domain == AHADI_BASE_ERROR)
    return error->code == AHADI_BASE_ERROR_SYNTAX ||
           error->code == AHADI_BASE_ERROR_LIMIT;
  return error->domain == AHADI_CRYPTO_ERROR || error->domain == AHADI_OPLOG_ERROR;
}

static AhadiImportResult *
make_result (const char *path, gboolean updated, GError *reason)
{
  AhadiImportResult *result = g_new0 (AhadiImportResult, 1);

  result->file = g_strdup (path);
  result->outcome = updated ? AHADI_OUTCOME_MERGED : AHADI_OUTCOME_DUPLICATE;
  if (reason != NULL)
    result->outcome = AHADI_OUTCOME_REFUSED;
  result->reason = reason;
  result->parts = g_array_new (FALSE, TRUE, sizeof (AhadiPartResult));
  return result;
}

typedef gboolean (*TakeFunc) (AhadiVault *vault,
                              const char *path,
                              gboolean *updated,
                              GError **error);

static gboolean
take_card (AhadiVault *vault, const char *path, gboolean *updated, GError **error)
{
  g_autoptr (GBytes) card = ahadi_file_read (path, AHADI_CARD_LIMIT, error);

  return card != NULL && ahadi_card_import (vault, card, updated, error);
}

static gboolean
take_request (AhadiVault *vault, const char *path, gboolean *updated, GError **error)
{
  g_autoptr (GBytes) file = ahadi_file_read (path, AHADI_SNIFF_REQUEST_LIMIT, error);
  g_autoptr (AhadiEnrolment) enrolment = NULL;

  if (file != NULL)
    enrolment = ahadi_enrolment_receive (vault, file, error);
  *updated = enrolment != NULL && !enrolment->is_listed;
  return enrolment != NULL;
}

/* A preview does the same in a transaction that is rolled back. */
static AhadiImportResult *
import_small_file (
    AhadiVault *vault, const char *path, TakeFunc take, gboolean preview, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean updated = FALSE;
  gboolean taken;

  if (preview && !ahadi_vault_begin (vault, error))
    return NULL;
  taken = take (vault, path, &updated, &failure);
  if (preview)
    ahadi_vault_rollback (vault);

  if (taken || is_fault_of_file (failure))
    return make_result (path, updated, g_steal_pointer (&failure));
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static AhadiImportResult *
import_card (AhadiVault *vault, const char *path, gboolean preview, GError **error)
{
  AhadiImportResult *result = import_small_file (vault, path, take_card, preview, error);

  if (result != NULL)
    result->newer_card = result->outcome == AHADI_OUTCOME_MERGED;
  return result;
}

/* NULL without an error: it is not for this vault to judge as a request. */
static AhadiImportResult *
import_request (AhadiVault *vault, const char *path, gboolean preview, GError **error)
{
  g_autoptr (AhadiIdentity) identity = ahadi_identity_load (vault, error);
  g_autoptr (AhadiImportResult) result = NULL;

  if (identity == NULL || ahadi_identity_get_role (identity) != AHADI_ROLE_MEMBERSHIP)
    return NULL;

  result = import_small_file (vault, path, take_request, preview, error);
  if (result != NULL)
    result->is_request = TRUE;
  if (result != NULL &&
      g_error_matches (result->reason, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN))
    return NULL;
  return g_steal_pointer (&result);
}

AhadiIntake *
ahadi_intake_new (AhadiSession *session, const char *const *paths, gboolean preview)
{
  AhadiIntake *self = g_new0 (AhadiIntake, 1);

  self->session = session;
  self->paths = g_strdupv ((GStrv) paths);
  self->preview = preview;
  return self;
}

void
ahadi_intake_free (AhadiIntake *self)
{
  g_clear_pointer (&self->importer, ahadi_importer_free);
  g_clear_pointer (&self->ready, g_ptr_array_unref);
  g_strfreev (self->paths);
  g_free (self);
}

const char *
ahadi_intake_peek (const AhadiIntake *self)
{
  return self->paths[self->at];
}

/* Up to the next card or request: those are small, and taken in when their turn comes. */
static GPtrArray *
list_bundles (const AhadiIntake *self)
{
  GPtrArray *paths = g_ptr_array_new ();
  guint i = self->at;

  do
    g_ptr_array_add (paths, self->paths[i]);
  while (self->paths[++i] != NULL &&
         ahadi_sniff_file (self->paths[i]) == AHADI_LOOK_OTHER);

  g_ptr_array_add (paths, NULL);
  return paths;
}

static AhadiImportResult *
take_in_bundle (AhadiIntake *self,
                AhadiVault *vault,
                const AhadiProgress *progress,
                GError **error)
{
  if (self->importer == NULL)
    self->importer = ahadi_importer_new (vault);

  if (self->ready == NULL || self->ready->len == 0)
    {
      g_autoptr (GPtrArray) paths = list_bundles (self);

      g_clear_pointer (&self->ready, g_ptr_array_unref);
      self->ready =
          ahadi_importer_import (self->importer, (const char *const *) paths->pdata,
                                 self->preview, progress, error);
    }

  return self->ready != NULL ? g_ptr_array_steal_index (self->ready, 0) : NULL;
}

static AhadiImportResult *
take_in (AhadiIntake *self,
         AhadiVault *vault,
         const AhadiProgress *progress,
         GError **error)
{
  const char *path = ahadi_intake_peek (self);
  AhadiLook look = ahadi_sniff_file (path);
  AhadiImportResult *result = NULL;
  GError *failure = NULL;

  if (self->ready != NULL && self->ready->len > 0)
    return take_in_bundle (self, vault, progress, error);

  if (look == AHADI_LOOK_CARD)
    result = import_card (vault, path, self->preview, &failure);
  else if (look == AHADI_LOOK_REQUEST)
    result = import_request (vault, path, self->preview, &failure);

  if (result == NULL && failure == NULL)
    result = take_in_bundle (self, vault, progress, &failure);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return result;
}

AhadiImportResult *
ahadi_intake_next (AhadiIntake *self, const AhadiProgress *progress, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (self->session, error);
  AhadiImportResult *result;

  g_return_val_if_fail (ahadi_intake_peek (self) != NULL, NULL);

  result = vault != NULL ? take_in (self, vault, progress, error) : NULL;
  self->at++;
  if (result != NULL && may_release_others (result) && !self->preview)
    retry_set_aside (vault, progress, result);
  if (result != NULL && !self->preview)
    ahadi_erasing_follow_import (self->session, result);
  return result;
}

AhadiImportResult *
ahadi_intake_one (AhadiSession *session,
                  const char *path,
                  gboolean preview,
                  const AhadiProgress *progress,
                  GError **error)
{
  const char *paths[] = { path, NULL };
  g_autoptr (AhadiIntake) self = ahadi_intake_new (session, paths, preview);

  return ahadi_intake_next (self, progress, error);
}
