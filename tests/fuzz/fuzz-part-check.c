/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The lines of a part, as its author would send them: whatever they say is chained,
 * signed, compressed and sealed, so that the input reaches the rules behind all that. The
 * first line of the input names the part, "membership" or so in a bundle of a laptop that
 * the office reads, "reply branch" or "reply device" in a reply that the laptop reads.
 * Then come segments, operations and acknowledgements, in which @author, @reader and
 * @branch stand for ids of the day, and @epoch for that of the one stream which the
 * office has of the laptop: one operation for the membership office. A part that is
 * accepted is applied too, in a transaction that is rolled back.
 */
#include "fuzz.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "sync/ahadi-error-map.h"
#include "sync/ahadi-part-check.h"
#include "sync/forge.h"

#define REPLY "reply "
#define FILE_NAME "part.age"

/* One direction of the exchange. */
typedef struct
{
  AhadiVault *reader;
  AhadiIdentity *identity; /* of the reader */
  AhadiIdentity *author;
  AhadiDirectory *directory;
  AhadiManifest *manifest;
  char *recipient; /* the reader's: every part is sealed to it alone */
  AhadiStaging *staging;
  guint32 epoch; /* of a stream of the author that the reader has, or 0 */
} Way;

static World world;
static Way to_office;
static Way to_laptop;

static void
way_open (Way *self, AhadiVault *author, AhadiVault *reader, const char *path)
{
  g_autoptr (Forge) forge = forge_open (path, reader);
  g_autoptr (GError) error = NULL;

  self->reader = reader;
  self->identity = world_get_identity (reader);
  self->author = world_get_identity (author);
  self->directory = world_get_directory (reader);
  self->recipient = forge_get_recipient (reader);
  self->manifest =
      ahadi_manifest_parse (forge_find (forge, "manifest.json")->bytes, &error);
  g_assert_no_error (error);
}

/* Once nothing is imported any more: that empties the folder. */
static void
way_open_staging (Way *self)
{
  g_autoptr (GError) error = NULL;

  self->staging = ahadi_staging_open (self->reader, &error);
  g_assert_no_error (error);
}

static guint32
find_epoch (const Way *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) streams = ahadi_streams_list (self->reader, FALSE, &error);
  const AhadiId *author = ahadi_identity_get_device (self->author);

  g_assert_no_error (error);
  for (guint i = 0; i < streams->len; i++)
    {
      const AhadiStreamId *id = &g_array_index (streams, AhadiStreamInfo, i).id;

      if (ahadi_id_equal (&id->device, author))
        return id->epoch;
    }
  return 0;
}

static void
way_close (Way *self)
{
  g_clear_pointer (&self->staging, ahadi_staging_close);
  g_clear_pointer (&self->recipient, g_free);
  g_clear_pointer (&self->identity, ahadi_identity_unref);
  g_clear_pointer (&self->author, ahadi_identity_unref);
  g_clear_pointer (&self->directory, ahadi_directory_unref);
  g_clear_pointer (&self->manifest, ahadi_manifest_free);
}

static void
close_world (void)
{
  way_close (&to_office);
  way_close (&to_laptop);
  world_close (&world);
}

/* Kept for all runs: none of them changes it. */
static void
open_world (void)
{
  g_autofree char *bundle = NULL;
  g_autofree char *reply = NULL;
  g_autoptr (AhadiImportResult) result = NULL;
  AhadiVault *laptop;

  if (world.folder != NULL)
    return;

  world_open (&world);
  atexit (close_world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  bundle = world_export (&world, laptop);
  way_open (&to_office, laptop, world.office, bundle);
  result = world_merge (world.office, bundle);
  to_office.epoch = find_epoch (&to_office);
  g_assert_cmpuint (to_office.epoch, !=, 0);
  reply = world_reply (&world, world.office);
  way_open (&to_laptop, world.office, laptop, reply);
  way_open_staging (&to_office);
  way_open_staging (&to_laptop);
}

/* --- making the part --- */

/* The part called @name, but for @recipients. */
static gboolean
find_part (const Way *way, const char *name, GStrv recipients, AhadiManifestPart *part)
{
  GArray *parts = way->manifest->parts;

  for (guint i = 0; i < parts->len; i++)
    {
      *part = g_array_index (parts, AhadiManifestPart, i);
      part->recipients = recipients;
      if (strcmp (ahadi_audience_class_to_string (part->audience), name) == 0)
        return TRUE;
    }
  return FALSE;
}

static char *
make_audience (const Way *way, const AhadiManifestPart *part)
{
  if (part->audience == AHADI_AUDIENCE_BRANCH)
    return ahadi_audience_make (part->audience,
                                ahadi_identity_get_branch (to_office.author));
  if (part->audience == AHADI_AUDIENCE_DEVICE)
    return ahadi_audience_make (part->audience,
                                ahadi_identity_get_device (way->identity));
  return ahadi_audience_make (part->audience, NULL);
}

static void
append_header (GString *text, const Way *way, const AhadiManifestPart *part)
{
  g_autofree char *audience = make_audience (way, part);
  AhadiPartHeader header = { .bundle = way->manifest->bundle,
                             .signer = way->manifest->signer };

  g_strlcpy (header.audience, audience, sizeof header.audience);
  ahadi_recipients_hash ((const char *const *) part->recipients, header.recipients_hash);
  ahadi_part_header_print (&header, text);
}

static void
put_id (GString *text, const char *mark, const AhadiId *id)
{
  char printed[AHADI_ID_TEXT_SIZE];

  g_string_replace (text, mark, ahadi_id_print (id, printed), 0);
}

/* Signs over the head to which the operations behind it lead, as far as they do. */
static void
append_segment (GString *text, AhadiSegment *segment, GStrv operations, const Way *way)
{
  AhadiChain chain;

  ahadi_chain_resume (&chain, &segment->stream, segment->from - 1, segment->prev);
  for (; *operations != NULL; operations++)
    {
      AhadiOperation operation;

      if (!ahadi_operation_parse (*operations, strlen (*operations), &operation, NULL) ||
          !ahadi_chain_link (&chain, &operation, NULL))
        break;
    }

  memcpy (segment->head, chain.head, sizeof segment->head);
  ahadi_segment_sign (segment, ahadi_directory_get_org (way->directory),
                      ahadi_identity_get_signing_key (way->author));
  ahadi_segment_print (segment, text);
  g_string_truncate (text, text->len - 1);
}

static void
append_lines (GString *text, const char *rest, const Way *way)
{
  g_autofree char *epoch = g_strdup_printf ("%" G_GUINT32_FORMAT, way->epoch);
  g_autoptr (GString) filled = g_string_new (rest);
  g_auto (GStrv) lines = NULL;

  put_id (filled, "@author", ahadi_identity_get_device (way->author));
  put_id (filled, "@reader", ahadi_identity_get_device (way->identity));
  put_id (filled, "@branch", ahadi_identity_get_branch (to_office.author));
  g_string_replace (filled, "@epoch", epoch, 0);
  lines = g_strsplit (filled->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      AhadiSegment segment;

      if (i > 0)
        g_string_append_c (text, '\n');
      if (ahadi_segment_parse (lines[i], strlen (lines[i]), &segment, NULL))
        append_segment (text, &segment, lines + i + 1, way);
      else
        g_string_append (text, lines[i]);
    }
}

static void
stage (const Way *way, const GString *text)
{
  const char *const recipients[] = { way->recipient, NULL };
  g_autofree char *path = ahadi_staging_get_path (way->staging, FILE_NAME);
  g_autoptr (GBytes) gzip = forge_gzip (text->str, text->len);
  g_autoptr (GBytes) plain =
      forge_pad (gzip, ahadi_part_bucket (g_bytes_get_size (gzip)));
  g_autoptr (GBytes) sealed = forge_seal (plain, recipients);
  g_autoptr (GOutputStream) file = NULL;
  g_autoptr (GError) error = NULL;

  g_unlink (path);
  file = ahadi_staging_create (way->staging, FILE_NAME, &error);
  g_assert_no_error (error);
  assert_ok (g_output_stream_write_all (file, g_bytes_get_data (sealed, NULL),
                                        g_bytes_get_size (sealed), NULL, NULL, &error));
}

/* --- reading it --- */

static AhadiPartReader *
open_part (const Way *way)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) in = ahadi_staging_read (way->staging, FILE_NAME, &error);
  AhadiPartReader *reader;

  g_assert_no_error (error);
  reader = ahadi_part_reader_new (in, ahadi_identity_get_age_identities (way->identity),
                                  &error);
  g_assert_no_error (error);
  return reader;
}

/* What was accepted, the store takes, or it finds something in the file to refuse. */
static void
apply (const Way *way)
{
  g_autoptr (AhadiPartReader) reader = open_part (way);
  g_autoptr (AhadiApplier) applier = NULL;
  g_autoptr (GError) error = NULL;
  AhadiTicker ticker;

  assert_ok (ahadi_vault_begin (way->reader, &error));
  ahadi_ticker_init (&ticker, NULL, AHADI_STEP_MERGE, 0);
  applier = ahadi_applier_new (way->reader, &error);
  g_assert_no_error (error);
  if (ahadi_part_apply (reader, applier, &ticker, &error))
    assert_ok (ahadi_applier_finish (applier, &error));
  else if (error->domain != AHADI_SYNC_ERROR)
    g_error ("accepted, but: %s", error->message);
  ahadi_vault_rollback (way->reader);
}

static gboolean
check (const Way *way, const AhadiManifestPart *part)
{
  AhadiPartContext context = {
    .vault = way->reader,
    .identity = way->identity,
    .directory = way->directory,
    .manifest = way->manifest,
    .author = ahadi_directory_find_device (way->directory, &way->manifest->device),
  };
  g_autoptr (AhadiPartSummary) summary = ahadi_part_summary_new ();
  g_autoptr (GError) error = NULL;
  gboolean opened = FALSE;
  gboolean accepted;
  AhadiTicker ticker;

  ahadi_ticker_init (&ticker, NULL, AHADI_STEP_CHECK, 0);
  accepted = ahadi_part_check (way->staging, FILE_NAME, &context, part, summary, &opened,
                               &ticker, &error);
  g_assert_true (opened);
  if (!accepted)
    g_assert_true (error->domain == AHADI_SYNC_ERROR);
  return accepted;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *input = fuzz_to_text (data, size);
  g_autoptr (GString) text = g_string_new (NULL);
  char *recipients[] = { NULL, NULL };
  AhadiManifestPart part;
  char *rest = strchr (input, '\n');
  const char *name = input;
  const Way *way = &to_office;

  fuzz_start ();
  open_world ();
  if (rest == NULL)
    return 0;
  *rest++ = '\0';
  if (g_str_has_prefix (name, REPLY))
    {
      way = &to_laptop;
      name += strlen (REPLY);
    }
  recipients[0] = way->recipient;
  if (!find_part (way, name, recipients, &part))
    return 0;

  append_header (text, way, &part);
  append_lines (text, rest, way);
  stage (way, text);
  fuzz_accepted = check (way, &part);
  if (fuzz_accepted && part.audience != AHADI_AUDIENCE_DEVICE)
    apply (way);
  return 0;
}
