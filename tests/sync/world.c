/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/mount.h>

#include "support/tree.h"
#include "support/vault-pattern.h"

#define FILLER "filler"
#define FILE_LIMIT (64 * 1024 * 1024)

static void
assert_said (const char *message, const char *said)
{
  if (strstr (message, said) == NULL)
    g_error ("refused for another reason than \"%s\": %s", said, message);
}

void
world_assert_reason (const GError *error, int code, const char *said)
{
  g_assert_error (error, AHADI_SYNC_ERROR, code);
  assert_said (error->message, said);
}

/* Why sync/ last refused a part: it says so on its debug log only. */
static char *last_refusal;

static void
keep_refusal (const char *domain,
              GLogLevelFlags level,
              const char *message,
              gpointer data)
{
  g_free (last_refusal);
  last_refusal = g_strdup (message);
}

void
world_init_tests (int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (argc, argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  assert_ok (ahadi_crypto_init (&error));
  g_log_set_handler ("ahadi-sync", G_LOG_LEVEL_DEBUG, keep_refusal, NULL);
}

/* --- vaults --- */

AhadiSecret *
world_passphrase (void)
{
  return ahadi_secret_new_from ("maji moto kikombe tisa", 22);
}

AhadiVault *
world_add_vault (World *self, const char *folder)
{
  g_autoptr (AhadiSecret) passphrase = world_passphrase ();
  AhadiVault *vault = vault_pattern_open (self->vaults->len, passphrase, folder);

  g_ptr_array_add (self->vaults, vault);
  return vault;
}

static AhadiVault *
add_numbered (World *self)
{
  g_autofree char *name = g_strdup_printf ("%u.ahadivault", self->vaults->len);
  g_autofree char *folder = g_build_filename (self->folder, name, NULL);

  return world_add_vault (self, folder);
}

static void
give_identity (AhadiVault *vault, AhadiRole role, const AhadiId *id, const char *branch)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiIdentity) identity =
      ahadi_identity_create (vault, role, "Achieng's laptop", id, branch, &error);

  g_assert_no_error (error);
  g_assert_nonnull (identity);
}

void
world_open (World *self)
{
  g_autoptr (GBytes) english = g_bytes_new_static ("I will: –\n", 12);
  g_autoptr (GBytes) kiswahili = g_bytes_new_static ("Nitafanya: –\n", 15);
  AhadiCodeText texts[] = { { "sw", kiswahili, FALSE }, { "en", english, TRUE } };
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("ahadi-world-XXXXXX", &error);
  g_assert_no_error (error);
  self->stick = g_build_filename (self->folder, "stick", NULL);
  self->vaults = g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_vault_close);
  self->office = add_numbered (self);
  give_identity (self->office, AHADI_ROLE_MEMBERSHIP, NULL, NULL);
  assert_ok (ahadi_office_found (self->office, "Amnesty International Kenya", texts,
                                 G_N_ELEMENTS (texts), &error));
}

static void
unmount_all (World *self)
{
  for (guint i = 0; self->mounts != NULL && i < self->mounts->len; i++)
    {
      if (umount2 (self->mounts->pdata[i], MNT_DETACH) != 0)
        g_error ("cannot unmount %s", (const char *) self->mounts->pdata[i]);
    }

  g_clear_pointer (&self->mounts, g_ptr_array_unref);
}

void
world_close (World *self)
{
  g_clear_pointer (&self->vaults, g_ptr_array_unref);
  unmount_all (self);
  if (self->folder != NULL)
    tree_remove (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->stick, g_free);
}

void
world_give_card (World *self, AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) card = ahadi_card_export (self->office, &error);

  g_assert_no_error (error);
  assert_ok (ahadi_card_import (vault, card, NULL, &error));
}

AhadiVault *
world_open_vault (World *self, const char *folder)
{
  g_autoptr (AhadiSecret) passphrase = world_passphrase ();
  g_autoptr (GError) error = NULL;
  AhadiVault *vault =
      ahadi_vault_open (folder, AHADI_SLOT_PASSPHRASE, passphrase, &error);

  g_assert_no_error (error);
  g_ptr_array_add (self->vaults, vault);
  return vault;
}

AhadiVault *
world_copy (World *self, AhadiVault **vault)
{
  g_autofree char *folder = g_strdup (ahadi_vault_get_folder (*vault));
  g_autofree char *copy = g_strconcat (folder, ".copy", NULL);

  g_assert_true (g_ptr_array_remove (self->vaults, *vault));
  tree_copy (folder, copy);
  *vault = world_open_vault (self, folder);
  return world_open_vault (self, copy);
}

AhadiVault *
world_add (World *self, AhadiRole role, const char *branch)
{
  AhadiVault *vault = add_numbered (self);

  give_identity (vault, role, NULL, branch);
  world_give_card (self, vault);
  return vault;
}

AhadiVault *
world_add_to_branch (World *self, AhadiVault *other)
{
  g_autoptr (AhadiIdentity) identity = world_get_identity (other);
  AhadiVault *vault = add_numbered (self);

  world_give_card (self, vault);
  give_identity (vault, AHADI_ROLE_COORDINATOR, ahadi_identity_get_branch (identity),
                 NULL);
  world_enrol (self, vault);
  return vault;
}

void
world_enrol (World *self, AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) request = ahadi_enrolment_make (vault, NULL, &error);
  g_autoptr (AhadiEnrolment) enrolment = NULL;

  g_assert_no_error (error);
  enrolment = ahadi_enrolment_receive (self->office, request, &error);
  g_assert_no_error (error);
  assert_ok (ahadi_enrolment_approve (self->office, &enrolment->device,
                                      enrolment->fingerprint, &error));
  world_give_card (self, vault);
}

AhadiVault *
world_add_laptop (World *self, const char *branch)
{
  AhadiVault *vault = world_add (self, AHADI_ROLE_COORDINATOR, branch);

  world_enrol (self, vault);
  return vault;
}

AhadiVault *
world_add_office (World *self, AhadiRole role)
{
  AhadiVault *vault = world_add (self, role, NULL);

  world_enrol (self, vault);
  return vault;
}

GPtrArray *
world_make_ring (AhadiAgeIdentity *identity)
{
  GPtrArray *ring =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_age_identity_unref);

  g_ptr_array_add (ring, ahadi_age_identity_ref (identity));
  return ring;
}

AhadiIdentity *
world_get_identity (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  AhadiIdentity *identity = ahadi_identity_load (vault, &error);

  g_assert_no_error (error);
  g_assert_nonnull (identity);
  return identity;
}

AhadiDirectory *
world_get_directory (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  AhadiDirectory *directory = ahadi_directory_load (vault, &error);

  g_assert_no_error (error);
  g_assert_nonnull (directory);
  return directory;
}

/* --- records --- */

static void
save (AhadiVault *vault, const char *audience, AhadiRecord *record)
{
  g_autoptr (GError) error = NULL;
  gboolean changed;

  assert_ok (ahadi_vault_save (vault, audience, record, &changed, &error));
  g_assert_true (changed);
}

AhadiId
world_add_member_to (AhadiVault *vault, const char *audience, const char *name)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_MEMBER, NULL);

  ahadi_record_set (record, AHADI_MEMBER_NAME, name);
  ahadi_record_set (record, AHADI_MEMBER_CONSENT, "true");
  save (vault, audience, record);
  return *ahadi_record_get_id (record);
}

AhadiId
world_add_member (AhadiVault *vault, const char *name)
{
  return world_add_member_to (vault, "membership", name);
}

void
world_rename_member (AhadiVault *vault, const AhadiId *id, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiItem) item = ahadi_query_get (vault, AHADI_KIND_MEMBER, id, &error);
  g_autoptr (AhadiRecord) record = NULL;

  g_assert_no_error (error);
  record = ahadi_record_copy (item->record);
  ahadi_record_set (record, AHADI_MEMBER_NAME, name);
  save (vault, item->audience, record);
}

#define ATTACHED_LINE "What only its readers may see. "

/* What stands at @at of every attached file. */
static char
attached_byte (gsize at)
{
  return ATTACHED_LINE[at % (sizeof ATTACHED_LINE - 1)];
}

AhadiRecord *
world_attach (AhadiVault *vault, const char *audience, gsize size)
{
  AhadiRecord *record = ahadi_record_new (AHADI_KIND_ATTACHMENT, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiBlobWriter) writer = ahadi_blob_writer_new (vault, &error);
  g_autofree char *content = g_malloc (size);

  g_assert_no_error (error);
  for (gsize i = 0; i < size; i++)
    content[i] = attached_byte (i);
  assert_ok (ahadi_blob_writer_add (writer, content, size, &error));
  assert_ok (ahadi_blob_writer_finish (writer, record, &error));
  ahadi_record_set (record, AHADI_ATTACHMENT_OF, "0123456789abcdef0123456789abcdef");
  ahadi_record_set (record, AHADI_ATTACHMENT_NAME, "letter.pdf");
  ahadi_record_set (record, AHADI_ATTACHMENT_TYPE, "application/pdf");
  ahadi_record_set (record, AHADI_ATTACHMENT_DATE, "2026-11-23");
  assert_ok (ahadi_vault_save (vault, audience, record, NULL, &error));
  return record;
}

gboolean
world_has_file (AhadiVault *vault, const AhadiRecord *attachment)
{
  g_autoptr (GInputStream) in = ahadi_blob_open (vault, attachment, NULL);
  g_autofree char *content = NULL;
  AhadiBlobInfo info;
  gsize n;

  if (in == NULL || !ahadi_attachment_read_blob (attachment, &info))
    return FALSE;

  content = g_malloc (info.size + 1);
  if (!g_input_stream_read_all (in, content, info.size + 1, &n, NULL, NULL))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (content[i] != attached_byte (i))
      return FALSE;
  return n == info.size;
}

AhadiBlobState
world_get_blob_state (AhadiVault *vault, const AhadiRecord *attachment)
{
  g_autoptr (GError) error = NULL;
  AhadiBlobState state;

  assert_ok (ahadi_blob_get_state (vault, attachment, &state, &error));
  return state;
}

AhadiId
world_add_report (AhadiVault *vault, const char *route, const char *statement)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_REPORT, NULL);

  ahadi_record_set (record, AHADI_REPORT_REFERENCE, "R-0123-4567");
  ahadi_record_set (record, AHADI_REPORT_DUTY_SHOWN, "true");
  ahadi_record_set (record, AHADI_REPORT_DANGER, "no");
  ahadi_record_set (record, AHADI_REPORT_CATEGORIES, "[\"bullying\"]");
  ahadi_record_set (record, AHADI_REPORT_PERSONS,
                    "[{\"role\":\"survivor\",\"anonymous\":true}]");
  ahadi_record_set (record, AHADI_REPORT_STATEMENT, statement);
  ahadi_record_set (record, AHADI_REPORT_CONSENT, "yes");
  ahadi_record_set (record, AHADI_REPORT_ROUTE, route);
  ahadi_record_set (record, AHADI_REPORT_FILED, "2026-01-31");
  save (vault, ahadi_report_route_to_audience (route), record);
  return *ahadi_record_get_id (record);
}

/* --- the trip --- */

char *
world_export (World *self, AhadiVault *vault)
{
  g_auto (AhadiExportResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_export (vault, self->stick, FALSE, NULL, &result, &error));
  return g_steal_pointer (&result.path);
}

char *
world_reply (World *self, AhadiVault *office)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) paths = ahadi_reply_write (office, self->stick, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (paths->len, ==, 1);
  return g_strdup (paths->pdata[0]);
}

AhadiImportResult *
world_import (AhadiVault *vault, const char *path)
{
  g_autoptr (GError) error = NULL;
  AhadiImportResult *result = ahadi_import_file (vault, path, FALSE, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  g_assert_cmpstr (result->file, ==, path);
  return result;
}

AhadiImportResult *
world_merge (AhadiVault *vault, const char *path)
{
  AhadiImportResult *result = world_import (vault, path);

  g_assert_no_error (result->reason);
  g_assert_cmpstr (ahadi_outcome_to_word (result->outcome), ==, "merged");
  for (guint i = 0; i < result->parts->len; i++)
    g_assert_cmpstr (g_array_index (result->parts, AhadiPartResult, i).refused, ==, NULL);

  return result;
}

void
world_assert_refused (AhadiVault *vault, const char *path, int code, const char *said)
{
  g_autofree char *before = world_snapshot (vault);
  guint journal = world_count_journal (vault);
  g_autoptr (AhadiImportResult) result = world_import (vault, path);
  g_autofree char *after = world_snapshot (vault);
  g_autoptr (GPtrArray) entries = NULL;
  const AhadiJournalEntry *entry;

  g_assert_cmpstr (ahadi_outcome_to_word (result->outcome), ==, "refused");
  g_assert_error (result->reason, AHADI_SYNC_ERROR, code);
  assert_said (result->reason->message, said);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (world_count_journal (vault), ==, journal + 1);

  entries = ahadi_journal_list (vault, 1, NULL);
  entry = entries->pdata[0];
  g_assert_cmpstr (entry->outcome, ==, "refused");
  g_assert_cmpstr (entry->reason, ==, ahadi_sync_error_to_word (code));
}

void
world_assert_part_refused (AhadiVault *vault,
                           const char *path,
                           AhadiAudienceClass audience,
                           const char *word,
                           const char *said)
{
  g_autoptr (AhadiImportResult) result = NULL;

  g_clear_pointer (&last_refusal, g_free);
  result = world_import (vault, path);

  g_assert_no_error (result->reason);
  g_assert_cmpstr (ahadi_outcome_to_word (result->outcome), ==, "merged");
  for (guint i = 0; i < result->parts->len; i++)
    {
      const AhadiPartResult *part = &g_array_index (result->parts, AhadiPartResult, i);

      g_assert_cmpstr (part->refused, ==, part->audience == audience ? word : NULL);
    }

  g_assert_nonnull (last_refusal);
  assert_said (last_refusal, said);
  g_clear_pointer (&last_refusal, g_free);
}

/* --- looking at a vault --- */

static void
append_streams (GString *text, AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) streams = ahadi_streams_list (vault, FALSE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < streams->len; i++)
    {
      const AhadiStreamInfo *info = &g_array_index (streams, AhadiStreamInfo, i);
      char device[AHADI_ID_TEXT_SIZE];
      char head[65];

      ahadi_hex_encode (info->frontier_head, 32, head);
      g_string_append_printf (text,
                              "%s %08x %s %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT
                              " %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %s\n",
                              ahadi_id_print (&info->id.device, device), info->id.epoch,
                              info->id.audience, info->last, info->frontier,
                              info->exported, info->acked, head);
    }
}

static void
append_digests (GString *text, AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) audiences = ahadi_query_list_audiences (vault, &error);

  g_assert_no_error (error);
  for (gsize i = 0; audiences[i] != NULL; i++)
    {
      g_autofree char *digest = world_digest (vault, audiences[i]);

      g_string_append_printf (text, "%s %s\n", audiences[i], digest);
    }
}

static void
append_settings (GString *text, AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = ahadi_settings_list (vault, "", &error);

  g_assert_no_error (error);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GBytes) value = ahadi_settings_get_bytes (vault, names[i], NULL);
      guint8 digest[32] = { 0 };
      char hex[65];

      if (value != NULL)
        ahadi_hash_bytes (g_bytes_get_data (value, NULL), g_bytes_get_size (value),
                          digest);
      ahadi_hex_encode (digest, 32, hex);
      g_string_append_printf (text, "%s %s\n", names[i], hex);
    }
}

static void
append_set_aside (GString *text, AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = ahadi_set_aside_list (vault, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      const AhadiSetAside *entry = entries->pdata[i];

      g_string_append_printf (text, "%s %s %s\n", entry->name, entry->bundle,
                              entry->reason);
    }
  g_string_append_printf (text, "%u files\n",
                          world_count_files (ahadi_vault_get_set_aside_folder (vault)));
}

char *
world_snapshot (AhadiVault *vault)
{
  GString *text = g_string_new (NULL);

  append_streams (text, vault);
  append_digests (text, vault);
  append_settings (text, vault);
  append_set_aside (text, vault);
  return g_string_free (text, FALSE);
}

char *
world_digest (AhadiVault *vault, const char *audience)
{
  g_autoptr (GError) error = NULL;
  char *digest = ahadi_query_digest (vault, audience, &error);

  g_assert_no_error (error);
  return digest;
}

void
world_assert_same_digest (AhadiVault *a, AhadiVault *b, const char *audience)
{
  g_autofree char *left = world_digest (a, audience);
  g_autofree char *right = world_digest (b, audience);

  g_assert_cmpstr (left, ==, right);
}

void
world_assert_sound (AhadiVault *vault)
{
  g_autofree char *staging =
      g_build_filename (ahadi_vault_get_folder (vault), "staging", NULL);
  g_autoptr (GError) error = NULL;
  AhadiVaultCheck check;

  assert_ok (ahadi_vault_check (vault, &check, &error));
  g_assert_cmpuint (check.differing_rows, ==, 0);
  g_assert_cmpuint (check.broken_chains, ==, 0);
  g_assert_false (g_file_test (staging, G_FILE_TEST_EXISTS));
}

guint
world_count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

guint
world_count_journal (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = ahadi_journal_list (vault, 0, &error);

  g_assert_no_error (error);
  return entries->len;
}

guint
world_count_set_aside (AhadiVault *vault, const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = ahadi_set_aside_list (vault, reason, &error);

  g_assert_no_error (error);
  return entries->len;
}

guint64
world_count_members (AhadiVault *vault)
{
  AhadiQuery query = { .kind = AHADI_KIND_MEMBER };
  g_autoptr (GError) error = NULL;
  guint64 count;

  assert_ok (ahadi_query_count (vault, &query, &count, &error));
  return count;
}

guint64
world_count_delivered (AhadiVault *vault, AhadiDelivery delivery)
{
  AhadiDeliveryCounts counts = { 0 };
  g_autoptr (GError) error = NULL;
  guint64 n = 0;

  assert_ok (ahadi_query_deliveries (vault, &counts, &error));
  for (guint i = 0; i <= AHADI_KIND_MAX; i++)
    n += counts.counts[i][delivery];

  return n;
}

/* --- files --- */

GBytes *
world_read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = ahadi_file_read (path, FILE_LIMIT, &error);

  g_assert_no_error (error);
  return bytes;
}

char *
world_write_file (World *self, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (self->stick, name, NULL);
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_folder_make (self->stick, &error));
  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                       &error);
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}

/* --- disks --- */

char *
world_mount (World *self, const char *name, guint megabytes)
{
  g_autofree char *folder = g_build_filename (self->folder, name, NULL);
  g_autofree char *options = g_strdup_printf ("size=%um", megabytes);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  if (mount ("tmpfs", folder, "tmpfs", 0, options) != 0)
    return NULL;

  if (self->mounts == NULL)
    self->mounts = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->mounts, g_strdup (folder));
  return g_steal_pointer (&folder);
}

void
world_fill_disk (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, FILLER, NULL);
  static char zeros[4096];
  FILE *file = g_fopen (path, "a");

  g_assert_nonnull (file);
  while (fwrite (zeros, sizeof zeros, 1, file) == 1 && fflush (file) == 0)
    continue;
  fclose (file);
}

void
world_free_disk (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, FILLER, NULL);

  g_unlink (path);
}
