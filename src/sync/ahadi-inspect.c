/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-inspect.h"

#include "ahadi-bundle-verify.h"
#include "ahadi-error-map.h"
#include "ahadi-io.h"
#include "ahadi-part-check.h"

typedef struct
{
  AhadiVault *vault;
  AhadiIdentity *identity;
  AhadiCard *known;
  AhadiStaging *staging;
  AhadiBundle *bundle;
  AhadiBundleVerdict verdict;
} Inspection;

static void
inspection_clear (Inspection *self)
{
  ahadi_bundle_verdict_clear (&self->verdict);
  g_clear_pointer (&self->bundle, ahadi_bundle_free);
  g_clear_pointer (&self->staging, ahadi_staging_close);
  g_clear_pointer (&self->known, ahadi_card_free);
  g_clear_pointer (&self->identity, ahadi_identity_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Inspection, inspection_clear)

/* What anyone can see: the size, and how many keys open it. */
static gboolean
look_outside (const char *path, json_t *report, GError **error)
{
  g_autoptr (GInputStream) start = ahadi_io_open (path, error);
  g_autoptr (GInputStream) in = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = NULL;
  guint8 intro[64];
  gsize n;
  int stanzas;

  if (start == NULL ||
      !g_input_stream_read_all (start, intro, sizeof intro, &n, NULL, error) ||
      !ahadi_io_check_age (intro, n, error))
    return FALSE;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, 0, NULL, error);
  in = info != NULL ? ahadi_io_open (path, error) : NULL;
  if (in == NULL)
    return FALSE;

  stanzas = ahadi_age_count_stanzas (in, error);
  if (stanzas < 0)
    {
      ahadi_error_map_input (error, "cannot inspect the file");
      return FALSE;
    }

  ahadi_json_set_int (report, "size", g_file_info_get_size (info));
  ahadi_json_set_int (report, "stanzas", stanzas);
  return TRUE;
}

static void
add_member (json_t *members, const char *name, guint64 size)
{
  json_t *member = json_object ();

  ahadi_json_set_text (member, "name", name);
  ahadi_json_set_int (member, "size", size);
  json_array_append_new (members, member);
}

/* Which rule of FORMAT.md was broken, where that is known. */
static void
add_rule (json_t *object, const GError *error)
{
  char rule[AHADI_RULE_SIZE];

  if (ahadi_sync_error_get_rule (error, rule))
    ahadi_json_set_text (object, "rule", rule);
}

static json_t *
list_members (const AhadiBundle *bundle)
{
  json_t *members = json_array ();

  add_member (members, "manifest.json", g_bytes_get_size (bundle->manifest));
  add_member (members, "manifest.json.minisig", g_bytes_get_size (bundle->signature));
  if (bundle->card != NULL)
    add_member (members, "card.ahadi-card", g_bytes_get_size (bundle->card));

  for (guint i = 0; i < bundle->parts->len; i++)
    {
      const AhadiStagedPart *part = &g_array_index (bundle->parts, AhadiStagedPart, i);
      g_autofree char *name = ahadi_manifest_make_part_name (part->audience);

      add_member (members, name, part->size);
    }

  for (guint i = 0; i < bundle->blobs->len; i++)
    {
      const AhadiStagedPart *blobs = &g_array_index (bundle->blobs, AhadiStagedPart, i);
      g_autofree char *name = ahadi_blob_list_make_name (blobs->audience);

      add_member (members, name, blobs->size);
    }

  return members;
}

/* --- parts --- */

/* FALSE only for errors of this machine. */
static gboolean
look_inside (Inspection *self, guint i, json_t *object, GError **error)
{
  const AhadiStagedPart *part = &g_array_index (self->bundle->parts, AhadiStagedPart, i);
  const AhadiManifest *manifest = self->verdict.manifest;
  const AhadiManifestPart *expected =
      &g_array_index (manifest->parts, AhadiManifestPart, i);
  AhadiPartContext context = {
    .identity = self->identity,
    .directory = self->verdict.directory,
    .manifest = manifest,
    .author = self->verdict.author,
  };
  g_autoptr (AhadiPartSummary) summary = ahadi_part_summary_new ();
  g_autoptr (GError) local = NULL;
  gboolean opened;
  gboolean taken;
  AhadiTicker ticker;

  ahadi_ticker_init (&ticker, NULL, AHADI_STEP_CHECK, 0);
  taken = ahadi_part_check (self->staging, part->file, &context, expected, summary,
                            &opened, &ticker, &local);
  if (!taken && ahadi_io_error_is_ours (local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  json_object_set_new (object, "opened", json_boolean (opened));
  if (!taken)
    {
      ahadi_json_set_text (object, "refused", ahadi_sync_error_to_word (local->code));
      add_rule (object, local);
    }
  else if (opened)
    {
      ahadi_json_set_int (object, "operations", summary->operations - summary->closed);
      ahadi_json_set_int (object, "acks", summary->acks->len);
    }
  return TRUE;
}

static gboolean
list_parts (Inspection *self, json_t *report, GError **error)
{
  const GArray *parts = self->verdict.manifest->parts;
  g_autoptr (json_t) list = json_array ();

  for (guint i = 0; i < parts->len; i++)
    {
      const AhadiManifestPart *part = &g_array_index (parts, AhadiManifestPart, i);
      json_t *object = json_object ();

      json_array_append_new (list, object);
      ahadi_json_set_text (object, "audience",
                           ahadi_audience_class_to_string (part->audience));
      ahadi_json_set_int (object, "size", part->size);
      ahadi_json_set_int (object, "recipients", g_strv_length (part->recipients));
      if (!look_inside (self, i, object, error))
        return FALSE;
    }

  json_object_set (report, "parts", list);
  return TRUE;
}

/* --- the whole --- */

static void
describe_manifest (const AhadiManifest *manifest, json_t *report)
{
  g_autofree char *signer = ahadi_verify_key_to_string (&manifest->signer);

  ahadi_json_set_bytes (report, "bundle", manifest->bundle.bytes, AHADI_ID_SIZE);
  ahadi_json_set_bytes (report, "device", manifest->device.bytes, AHADI_ID_SIZE);
  ahadi_json_set_text (report, "signer", signer);
  ahadi_json_set_int (report, "directory_version", manifest->directory_version);
  ahadi_json_set_int (report, "devices_version", manifest->devices_version);
  json_object_set_new (report, "reply",
                       json_boolean (ahadi_manifest_is_reply (manifest)));
}

static const char *
name_signature (const AhadiBundleVerdict *verdict, const GError *refused)
{
  if (refused != NULL)
    return ahadi_sync_error_to_word (refused->code);

  return verdict->late ? ahadi_sync_error_to_word (AHADI_SYNC_ERROR_REVOKED) : "valid";
}

static gboolean
look_at_opened (Inspection *self, json_t *report, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean trusted = ahadi_bundle_verify (self->bundle, self->known, self->identity,
                                          &self->verdict, &local);

  if (!trusted && ahadi_io_error_is_ours (local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  json_object_set_new (report, "opened", json_true ());
  ahadi_json_set_text (report, "signature", name_signature (&self->verdict, local));
  add_rule (report, local);
  if (self->verdict.manifest != NULL)
    describe_manifest (self->verdict.manifest, report);

  json_object_set_new (report, "members", list_members (self->bundle));
  return !trusted || list_parts (self, report, error);
}

static gboolean
look_with_keys (Inspection *self, const char *path, json_t *report, GError **error)
{
  GPtrArray *keys = ahadi_identity_get_age_identities (self->identity);
  GError *local = NULL;

  self->staging = ahadi_staging_open (self->vault, error);
  if (self->staging == NULL)
    return FALSE;

  self->bundle = ahadi_bundle_read (self->staging, path, keys, NULL, &local);
  if (self->bundle != NULL)
    return look_at_opened (self, report, error);

  if (g_error_matches (local, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_FOR_US))
    {
      g_error_free (local);
      json_object_set_new (report, "opened", json_false ());
      return TRUE;
    }

  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
load (Inspection *self, GError **error)
{
  GError *local = NULL;

  if (self->vault == NULL)
    return TRUE;

  self->identity = ahadi_identity_load (self->vault, &local);
  if (local == NULL)
    self->known = ahadi_card_load (self->vault, &local);
  if (local != NULL)
    g_propagate_error (error, local);

  return local == NULL;
}

json_t *
ahadi_inspect (const char *path, AhadiVault *vault, GError **error)
{
  g_auto (Inspection) self = { .vault = vault };
  g_autoptr (json_t) report = json_object ();

  if (!look_outside (path, report, error) || !load (&self, error))
    return NULL;

  if (self.identity == NULL || self.known == NULL)
    json_object_set_new (report, "opened", json_false ());
  else if (!look_with_keys (&self, path, report, error))
    return NULL;

  return g_steal_pointer (&report);
}
