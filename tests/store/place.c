/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "place.h"

#include <glib/gstdio.h>
#include <string.h>

#include "support/tree.h"
#include "support/vault-pattern.h"

void
place_init_tests (int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (argc, argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  assert_ok (ahadi_crypto_init (&error));
}

AhadiSecret *
place_passphrase (void)
{
  static const char text[] = "maji moto kikombe tisa";

  return ahadi_secret_new_from (text, sizeof text - 1);
}

static guint32 numbers; /* those of the places that are open, as bits */

/* Two places that are open are never copies of each other. */
static guint
take_number (void)
{
  guint number = 0;

  while ((numbers >> number & 1) != 0)
    number++;
  numbers |= 1u << number;
  return number;
}

void
place_open (Place *self)
{
  g_autoptr (AhadiSecret) passphrase = place_passphrase ();
  g_autoptr (GError) error = NULL;

  self->number = take_number ();
  self->folder = g_dir_make_tmp ("ahadi-place-XXXXXX", &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  self->vault = vault_pattern_open (self->number, passphrase, self->folder);

  self->key = ahadi_signing_key_new ();
  ahadi_verify_key_derive_id (ahadi_signing_key_get_verify_key (self->key),
                              self->device.bytes);
  assert_ok (ahadi_vault_set_author (self->vault, ORG, &self->device, &error));
}

void
place_reopen (Place *self)
{
  g_autoptr (AhadiSecret) passphrase = place_passphrase ();
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->vault, ahadi_vault_close);
  self->vault =
      ahadi_vault_open (self->folder, AHADI_SLOT_PASSPHRASE, passphrase, &error);
  g_assert_no_error (error);
}

void
place_close (Place *self)
{
  g_clear_pointer (&self->vault, ahadi_vault_close);
  g_clear_pointer (&self->key, ahadi_signing_key_unref);
  if (self->folder != NULL)
    {
      tree_remove (self->folder);
      numbers &= ~(1u << self->number);
    }
  g_clear_pointer (&self->folder, g_free);
}

static void
save (Place *self, AhadiRecord *record)
{
  g_autoptr (GError) error = NULL;
  gboolean changed;

  assert_ok (ahadi_vault_save (self->vault, AUDIENCE, record, &changed, &error));
  g_assert_true (changed);
}

AhadiId
place_add_member (Place *self, const char *name, const char *phone)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_MEMBER, NULL);

  ahadi_record_set (record, AHADI_MEMBER_NAME, name);
  ahadi_record_set (record, AHADI_MEMBER_PHONE, phone);
  ahadi_record_set (record, AHADI_MEMBER_CONSENT, "true");
  save (self, record);
  return *ahadi_record_get_id (record);
}

AhadiId
place_add_pledge (Place *self, const AhadiId *member)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_PLEDGE, NULL);
  g_autofree char *id = ahadi_id_to_string (member);

  ahadi_record_set (record, AHADI_PLEDGE_MEMBER, id);
  ahadi_record_set (record, AHADI_PLEDGE_LANGUAGE, "sw");
  ahadi_record_set (record, AHADI_PLEDGE_MADE, "in-person");
  ahadi_record_set (record, AHADI_PLEDGE_DATE, "2026-01-31");
  save (self, record);
  return *ahadi_record_get_id (record);
}

void
place_change (
    Place *self, AhadiKind kind, const AhadiId *id, guint field, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiItem) item = ahadi_query_get (self->vault, kind, id, &error);
  g_autoptr (AhadiRecord) record = NULL;

  g_assert_no_error (error);
  record = ahadi_record_copy (item->record);
  ahadi_record_set (record, field, value);
  save (self, record);
}

void
place_copy (Place *self, Place *copy)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->vault, ahadi_vault_close);
  copy->number = take_number ();
  copy->folder = g_dir_make_tmp ("ahadi-place-XXXXXX", &error);
  g_assert_no_error (error);
  tree_remove (copy->folder);
  tree_copy (self->folder, copy->folder);
  copy->key = ahadi_signing_key_ref (self->key);
  copy->device = self->device;
  place_reopen (self);
  place_reopen (copy);
}

void
place_make_fork (Place *self, Place *twin)
{
  place_open (self);
  place_add_member (self, "Juma", NULL);
  place_add_member (self, "Zawadi", NULL);
  place_copy (self, twin);
  place_add_member (self, "Muthoni", NULL);
  place_add_member (self, "Karanja", NULL);
  place_add_member (twin, "Wekesa", NULL);
  place_add_member (twin, "Omondi", NULL);
}

AhadiStreamInfo
place_get_stream (Place *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) list = ahadi_streams_list (self->vault, TRUE, &error);
  AhadiStreamInfo *last;

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, >, 0);
  last = &g_array_index (list, AhadiStreamInfo, list->len - 1);
  return *last;
}

static gboolean
link_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  return ahadi_chain_link (data, operation, error);
}

AhadiSegment
place_get_segment (Place *self, guint64 from, guint64 to)
{
  AhadiStreamInfo stream = place_get_stream (self);
  AhadiSegment segment = { .stream = stream.id, .from = from, .to = to };
  g_autoptr (GError) error = NULL;
  AhadiChain chain;

  assert_ok (ahadi_streams_get_chain (self->vault, stream.number, from, &chain, &error));
  memcpy (segment.prev, chain.head, sizeof segment.prev);
  assert_ok (ahadi_streams_read (self->vault, stream.number, from, to, link_one, &chain,
                                 &error));
  g_assert_cmpuint (chain.seq, ==, to);
  memcpy (segment.head, chain.head, sizeof segment.head);
  ahadi_segment_sign (&segment, ORG, self->key);
  return segment;
}

void
place_settle (Place *self, Place *author, guint64 last)
{
  AhadiSegment segment = place_get_segment (author, 1, last);
  AhadiStreamEnd end = { .device = segment.stream.device,
                         .epoch = segment.stream.epoch,
                         .last = last,
                         .has_head = TRUE };
  g_autoptr (AhadiRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  memcpy (end.head, segment.head, sizeof end.head);
  record = ahadi_stream_end_to_record (&end, AHADI_KIND_BASELINE);
  assert_ok (ahadi_vault_save (self->vault, AUDIENCE, record, NULL, &error));
}

/* As from a bundle: what anybody can read comes packed. */
static gboolean
add_one (const AhadiOperation *given, gpointer data, GError **error)
{
  AhadiOperation operation = *given;
  g_auto (AhadiBody) body = { 0 };
  g_autofree gpointer packed = NULL;

  if (operation.body != NULL &&
      ahadi_body_parse (operation.body, operation.body_size, operation.kind, &body, NULL))
    {
      operation.packed_size = ahadi_packed_body_measure (&body);
      operation.packed = packed = g_malloc (operation.packed_size);
      ahadi_packed_body_write (&body, operation.body, packed);
    }

  return ahadi_applier_add (data, &operation, error);
}

static gboolean
apply (AhadiApplier *applier, Place *from, const AhadiSegment *segment, GError **error)
{
  AhadiStreamInfo stream = place_get_stream (from);

  return ahadi_applier_begin_segment (applier, segment, error) &&
         ahadi_streams_read (from->vault, stream.number, segment->from, segment->to,
                             add_one, applier, error) &&
         ahadi_applier_end_segment (applier, error) &&
         ahadi_applier_finish (applier, error);
}

static void
begin (Place *self)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_begin (self->vault, &error));
}

gboolean
place_deliver (Place *from,
               Place *to,
               guint64 first,
               guint64 last,
               AhadiApplyCounts *counts,
               GError **error)
{
  AhadiSegment segment = place_get_segment (from, first, last);
  g_autoptr (AhadiApplier) applier = NULL;
  g_autoptr (GError) local_error = NULL;

  begin (to);
  applier = ahadi_applier_new (to->vault, &local_error);
  g_assert_no_error (local_error);

  if (!apply (applier, from, &segment, error))
    {
      ahadi_vault_rollback (to->vault);
      return FALSE;
    }

  if (counts != NULL)
    *counts = *ahadi_applier_get_counts (applier);
  return ahadi_vault_commit (to->vault, error);
}

void
place_deliver_all (Place *from, Place *to)
{
  g_autoptr (GError) error = NULL;

  assert_ok (place_deliver (from, to, 1, place_get_stream (from).last, NULL, &error));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
place_describe_files (Place *self)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path =
          g_build_filename (self->folder, g_ptr_array_index (names, i), NULL);
      g_autofree char *bytes = NULL;
      gsize size;

      if (!g_file_test (path, G_FILE_TEST_IS_REGULAR) ||
          !g_file_get_contents (path, &bytes, &size, NULL))
        continue;
      g_checksum_update (sum, (const guchar *) path, -1);
      g_checksum_update (sum, (const guchar *) bytes, (gssize) size);
    }

  return g_strdup (g_checksum_get_string (sum));
}

char *
place_digest (Place *self)
{
  g_autoptr (GError) error = NULL;
  char *digest = ahadi_query_digest (self->vault, AUDIENCE, &error);

  g_assert_no_error (error);
  return digest;
}

void
place_assert_sound (Place *self)
{
  g_autoptr (GError) error = NULL;
  AhadiVaultCheck check;

  assert_ok (ahadi_vault_check (self->vault, &check, &error));
  g_assert_cmpuint (check.differing_rows, ==, 0);
  g_assert_cmpuint (check.broken_chains, ==, 0);
}

guint64
place_count_found (Place *self, const char *search)
{
  AhadiQuery query = { .kind = AHADI_KIND_MEMBER, .search = search };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;
  guint64 count;

  assert_ok (ahadi_query_count (self->vault, &query, &count, &error));
  items = ahadi_query_list (self->vault, &query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, count);
  return count;
}

void
place_set_clock (gint64 ms)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, ms);

  if (ms != 0)
    g_setenv ("AHADI_CLOCK_MS", text, TRUE);
  else
    g_unsetenv ("AHADI_CLOCK_MS");
}
