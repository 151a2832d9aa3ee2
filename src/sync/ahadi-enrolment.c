/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-enrolment.h"

#include <string.h>

#include "ahadi-device.h"
#include "ahadi-error-map.h"
#include "ahadi-io.h"
#include "ahadi-proposal-codec.h"
#include "ahadi-request-codec.h"

/* Pending requests: "<29 characters of fingerprint>\n" and then the archive as the device
 * signed it. */
#define SETTING_PREFIX "enrol-request/"
#define FINGERPRINT_SIZE 29
#define FILE_LIMIT (1024 * 1024)

void
ahadi_enrolment_free (AhadiEnrolment *self)
{
  g_free (self->branch_name);
  g_free (self->label);
  g_free (self->fingerprint);
  g_free (self);
}

static gboolean
refuse (GError **error, AhadiSyncError code, const char *why)
{
  g_set_error (error, AHADI_SYNC_ERROR, code, "cannot enrol: %s", why);
  return FALSE;
}

/* Identity and card of this vault; NOT_READY without either. */
static gboolean
load_both (AhadiVault *vault, AhadiIdentity **identity, AhadiCard **card, GError **error)
{
  GError *local = NULL;

  *card = NULL;
  *identity = ahadi_identity_load (vault, &local);
  if (local == NULL)
    *card = ahadi_card_load (vault, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  return (*identity != NULL && *card != NULL) ||
         refuse (error, AHADI_SYNC_ERROR_NOT_READY,
                 "this vault has no identity or no card yet");
}

/* --- at the device --- */

static AhadiEnrolment *
describe_own (AhadiIdentity *identity)
{
  AhadiEnrolment *self = g_new0 (AhadiEnrolment, 1);

  self->device = *ahadi_identity_get_device (identity);
  self->signer =
      *ahadi_signing_key_get_verify_key (ahadi_identity_get_signing_key (identity));
  self->recipient =
      ahadi_age_identity_get_recipient (ahadi_identity_get_age_identity (identity));
  self->role = ahadi_identity_get_role (identity);
  self->branch = *ahadi_identity_get_branch (identity);
  self->branch_name = g_strdup (ahadi_identity_get_branch_name (identity));
  self->label = g_strdup (ahadi_identity_get_label (identity));
  self->time = ahadi_wall_clock_ms ();
  return self;
}

static GBytes *
seal (GBytes *archive, const GArray *recipients, GError **error)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) sealed = NULL;
  gsize size;
  const void *bytes = g_bytes_get_data (archive, &size);

  sealed = ahadi_age_writer_new (memory, (const AhadiAgeRecipient *) recipients->data,
                                 recipients->len, error);
  if (sealed == NULL ||
      !g_output_stream_write_all (sealed, bytes, size, NULL, NULL, error) ||
      !g_output_stream_close (sealed, NULL, error))
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

GBytes *
ahadi_enrolment_make (AhadiVault *vault, char **fingerprint, GError **error)
{
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (AhadiCard) card = NULL;
  g_autoptr (AhadiEnrolment) own = NULL;
  g_autoptr (GArray) recipients = NULL;
  g_autoptr (GBytes) archive = NULL;
  const AhadiId *org;

  if (!load_both (vault, &identity, &card, error))
    return NULL;
  if (ahadi_directory_is_revoked (card->directory, ahadi_identity_get_device (identity)))
    {
      refuse (error, AHADI_SYNC_ERROR_REVOKED, "this device was revoked");
      return NULL;
    }

  recipients = ahadi_directory_list_recipients (card->directory, "membership");
  if (recipients->len == 0)
    {
      refuse (error, AHADI_SYNC_ERROR_NOT_READY, "the membership office has no holder");
      return NULL;
    }

  own = describe_own (identity);
  org = ahadi_roots_get_org (card->roots);
  archive = ahadi_request_print (own, org, ahadi_identity_get_signing_key (identity));
  if (fingerprint != NULL)
    *fingerprint = ahadi_request_make_fingerprint (own, org);

  return seal (archive, recipients, error);
}

/* A vault without identity or card is neither listed nor revoked: *@card stays NULL. */
static gboolean
load_if_ready (AhadiVault *vault,
               AhadiIdentity **identity,
               AhadiCard **card,
               GError **error)
{
  GError *local = NULL;

  if (load_both (vault, identity, card, &local))
    return TRUE;
  if (!g_error_matches (local, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY))
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  g_error_free (local);
  g_clear_pointer (card, ahadi_card_free);
  return TRUE;
}

gboolean
ahadi_enrolment_is_complete (AhadiVault *vault, gboolean *complete, GError **error)
{
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (AhadiCard) card = NULL;
  const AhadiDirectoryEntry *entry = NULL;

  *complete = FALSE;
  if (!load_if_ready (vault, &identity, &card, error))
    return FALSE;

  if (card != NULL)
    entry = ahadi_directory_find_device (card->directory,
                                         ahadi_identity_get_device (identity));
  *complete = entry != NULL && entry->state == AHADI_DEVICE_ACTIVE;
  return TRUE;
}

gboolean
ahadi_enrolment_is_revoked (AhadiVault *vault, gboolean *revoked, GError **error)
{
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (AhadiCard) card = NULL;

  *revoked = FALSE;
  if (!load_if_ready (vault, &identity, &card, error))
    return FALSE;

  *revoked = card != NULL && ahadi_directory_is_revoked (
                                 card->directory, ahadi_identity_get_device (identity));
  return TRUE;
}

/* --- at the membership office --- */

static gboolean
load_office (AhadiVault *vault,
             AhadiIdentity **identity,
             AhadiCard **card,
             GError **error)
{
  if (!load_both (vault, identity, card, error))
    return FALSE;

  return ahadi_identity_get_role (*identity) == AHADI_ROLE_MEMBERSHIP ||
         refuse (error, AHADI_SYNC_ERROR_NOT_READY, "this is not the membership office");
}

static char *
make_setting_name (const AhadiId *device)
{
  char id[AHADI_ID_TEXT_SIZE];

  return g_strconcat (SETTING_PREFIX, ahadi_id_print (device, id), NULL);
}

/* The age layer: FOREIGN if it is none, else DAMAGED or NOT_FOR_US. */
static GBytes *
unseal (GBytes *file, AhadiIdentity *identity, GError **error)
{
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_bytes (file);
  g_autoptr (GInputStream) plain = NULL;
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  GPtrArray *keys = ahadi_identity_get_age_identities (identity);
  GError *local = NULL;

  if (!ahadi_io_check_age (g_bytes_get_data (file, NULL), g_bytes_get_size (file), error))
    return NULL;

  plain = ahadi_age_reader_new (in, (AhadiAgeIdentity *const *) keys->pdata, keys->len,
                                &local);
  if (plain == NULL ||
      g_output_stream_splice (memory, plain, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL,
                              &local) < 0)
    {
      ahadi_error_map_input (&local, "cannot open the request");
      g_propagate_error (error, local);
      return NULL;
    }

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static gboolean
keep (AhadiVault *vault, const AhadiEnrolment *request, GBytes *archive, GError **error)
{
  g_autofree char *name = make_setting_name (&request->device);
  GByteArray *value = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;

  g_byte_array_append (value, (const guint8 *) request->fingerprint, FINGERPRINT_SIZE);
  g_byte_array_append (value, (const guint8 *) "\n", 1);
  g_byte_array_append (value, g_bytes_get_data (archive, NULL),
                       g_bytes_get_size (archive));
  bytes = g_byte_array_free_to_bytes (value);
  return ahadi_settings_set_bytes (vault, name, bytes, error);
}

/* The digits that people compare are over the id of a branch, not over its name: for a
 * branch that is listed, what the request calls it must not be what is shown. */
static void
name_branch (AhadiEnrolment *request, AhadiDirectory *directory)
{
  const AhadiBranch *listed = ahadi_directory_find_branch (directory, &request->branch);

  if (listed == NULL || request->branch_name == NULL)
    return;

  g_free (request->branch_name);
  request->branch_name = g_strdup (listed->name);
}

/* The key is the device's id, so that only what it asks for can differ. */
static gboolean
is_listed (const AhadiEnrolment *request, AhadiDirectory *directory)
{
  const AhadiDirectoryEntry *entry =
      ahadi_directory_find_device (directory, &request->device);

  return entry != NULL && entry->state == AHADI_DEVICE_ACTIVE &&
         entry->role == request->role &&
         ahadi_id_equal (&entry->branch, &request->branch) &&
         memcmp (&entry->recipient, &request->recipient, sizeof entry->recipient) == 0;
}

AhadiEnrolment *
ahadi_enrolment_receive (AhadiVault *vault, GBytes *file, GError **error)
{
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (AhadiCard) card = NULL;
  g_autoptr (GBytes) archive = NULL;
  g_autoptr (AhadiEnrolment) request = NULL;
  AhadiId org;

  if (!load_office (vault, &identity, &card, error))
    return NULL;
  if (g_bytes_get_size (file) > FILE_LIMIT)
    {
      refuse (error, AHADI_SYNC_ERROR_FOREIGN, "the file is too large for a request");
      return NULL;
    }

  archive = unseal (file, identity, error);
  request = archive != NULL ? ahadi_request_parse (archive, &org, error) : NULL;
  if (request == NULL)
    return NULL;
  if (!ahadi_id_equal (&org, ahadi_roots_get_org (card->roots)))
    {
      refuse (error, AHADI_SYNC_ERROR_OTHER_ORG,
              "against rule E8: it is to another organisation");
      return NULL;
    }

  request->fingerprint = ahadi_request_make_fingerprint (request, &org);
  name_branch (request, card->directory);
  request->is_listed = is_listed (request, card->directory);
  if (!request->is_listed && !keep (vault, request, archive, error))
    return NULL;

  return g_steal_pointer (&request);
}

static AhadiEnrolment *
load_pending (AhadiVault *vault,
              AhadiDirectory *directory,
              const char *name,
              GError **error)
{
  g_autoptr (GBytes) value = NULL;
  g_autoptr (GBytes) archive = NULL;
  AhadiEnrolment *request;
  GError *local = NULL;
  AhadiId org;

  value = ahadi_settings_get_bytes (vault, name, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }
  if (value == NULL || g_bytes_get_size (value) <= FINGERPRINT_SIZE + 1)
    {
      g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                           "cannot enrol: no request of this device is pending");
      return NULL;
    }

  archive = g_bytes_new_from_bytes (value, FINGERPRINT_SIZE + 1,
                                    g_bytes_get_size (value) - FINGERPRINT_SIZE - 1);
  request = ahadi_request_parse (archive, &org, error);
  if (request == NULL)
    return NULL;

  request->fingerprint = g_strndup (g_bytes_get_data (value, NULL), FINGERPRINT_SIZE);
  name_branch (request, directory);
  return request;
}

/* The directory that was there when the first request was kept. */
static AhadiDirectory *
load_directory (AhadiVault *vault, GError **error)
{
  AhadiDirectory *directory;
  GError *local = NULL;

  directory = ahadi_directory_load (vault, &local);
  if (local != NULL)
    g_propagate_error (error, local);
  else if (directory == NULL)
    refuse (error, AHADI_SYNC_ERROR_NOT_READY, "this vault has no card");

  return directory;
}

GPtrArray *
ahadi_enrolment_list (AhadiVault *vault, GError **error)
{
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (AhadiDirectory) directory = NULL;
  g_auto (GStrv) names = ahadi_settings_list (vault, SETTING_PREFIX, error);

  if (names == NULL)
    return NULL;

  requests = g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_enrolment_free);
  if (names[0] == NULL)
    return g_steal_pointer (&requests);

  directory = load_directory (vault, error);
  if (directory == NULL)
    return NULL;
  for (gsize i = 0; names[i] != NULL; i++)
    {
      AhadiEnrolment *request = load_pending (vault, directory, names[i], error);

      if (request == NULL)
        return NULL;
      g_ptr_array_add (requests, request);
    }

  return g_steal_pointer (&requests);
}

static gboolean
forget (AhadiVault *vault, const AhadiId *device, GError **error)
{
  g_autofree char *name = make_setting_name (device);

  return ahadi_settings_set_bytes (vault, name, NULL, error);
}

/* Puts what the request asks for into @next: a new entry, or the new recipient of one
 * that is listed. Its key, role and branch are for good. */
static void
list_device (AhadiDirectoryContent *next,
             AhadiDirectory *directory,
             const AhadiEnrolment *request)
{
  AhadiDirectoryEntry *listed = ahadi_directory_content_find (next, &request->device);
  AhadiDirectoryEntry entry = { 0 };

  if (listed != NULL)
    {
      listed->recipient = request->recipient;
      return;
    }

  entry.device = request->device;
  entry.signer = request->signer;
  entry.recipient = request->recipient;
  entry.role = request->role;
  entry.branch = request->branch;
  if (!ahadi_role_is_office (entry.role) &&
      ahadi_directory_find_branch (directory, &entry.branch) == NULL)
    ahadi_directory_content_add_branch (next, &entry.branch, request->branch_name);
  ahadi_directory_content_add_entry (next, &entry);
}

/* A field device is the membership office's to list, an office's holder the roots'. */
static gboolean
publish (AhadiVault *vault,
         const AhadiCard *card,
         AhadiIdentity *identity,
         const AhadiEnrolment *request,
         GError **error)
{
  g_autoptr (AhadiDirectoryContent) next = NULL;
  g_autoptr (GPtrArray) texts = NULL;

  if (!ahadi_role_is_office (request->role))
    {
      next = ahadi_directory_content_copy (ahadi_directory_get_content (card->directory));
      list_device (next, card->directory, request);
      return ahadi_card_publish_list (vault, card, next, identity, error);
    }

  next = ahadi_proposal_begin (vault, card, &texts, error);
  if (next == NULL)
    return FALSE;
  list_device (next, card->directory, request);
  return ahadi_proposal_put_forward (vault, card, next, texts, error);
}

/* Whether the request changes anything of what is listed. */
static gboolean
asks_for_more (const AhadiDirectoryEntry *listed, const AhadiEnrolment *request)
{
  return listed->role == request->role &&
         ahadi_id_equal (&listed->branch, &request->branch) &&
         !ahadi_age_recipient_equal (&listed->recipient, &request->recipient);
}

static gboolean
approve_in_transaction (AhadiVault *vault,
                        const AhadiId *device,
                        const char *digits,
                        GError **error)
{
  g_autofree char *name = make_setting_name (device);
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (AhadiCard) card = NULL;
  g_autoptr (AhadiEnrolment) request = NULL;
  const AhadiDirectoryEntry *listed;

  if (!load_office (vault, &identity, &card, error) ||
      (request = load_pending (vault, card->directory, name, error)) == NULL)
    return FALSE;
  if (!g_str_equal (request->fingerprint, digits))
    {
      g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                           "cannot enrol: the request has other digits by now");
      return FALSE;
    }

  listed = ahadi_directory_find_device (card->directory, device);
  if (listed != NULL && listed->state != AHADI_DEVICE_ACTIVE)
    return refuse (error, AHADI_SYNC_ERROR_REVOKED, "the device was revoked");
  /* Sent twice: what was approved stands. */
  if (listed != NULL && !asks_for_more (listed, request))
    return forget (vault, device, error);

  return publish (vault, card, identity, request, error) &&
         ahadi_device_set_label (vault, device, request->label, error) &&
         forget (vault, device, error);
}

gboolean
ahadi_enrolment_approve (AhadiVault *vault,
                         const AhadiId *device,
                         const char *digits,
                         GError **error)
{
  if (!ahadi_vault_begin (vault, error))
    return FALSE;
  if (!approve_in_transaction (vault, device, digits, error))
    {
      ahadi_vault_rollback (vault);
      return FALSE;
    }

  return ahadi_vault_commit (vault, error);
}

gboolean
ahadi_enrolment_refuse (AhadiVault *vault, const AhadiId *device, GError **error)
{
  return forget (vault, device, error);
}
