/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ahadi-invocation.h"
#include "ahadi-listing.h"
#include "ahadi-watch.h"

static const AhadiOption add_options[] = {
  { "note", "TEXT", N_ ("what it shows, or where it is from") },
  { "keep-position", "REASON",
    N_ ("leave in what a file tells of place, time, names and device, and say why") },
  { NULL },
};

static const AhadiOption save_options[] = {
  { "to", AHADI_VALUE_FILE, N_ ("where the copy goes; it is not sealed") },
  { "replace", NULL, N_ ("replace the file that is there") },
  { NULL },
};

/* --- add ----------------------------------------------------------------------- */

/* What a file may be attached to. */
static AhadiKind
find_owner_kind (const char *name)
{
  const AhadiKindInfo *info = ahadi_kind_find (name);

  if (info == NULL)
    return 0;
  switch (info->kind)
    {
    case AHADI_KIND_REPORT:
    case AHADI_KIND_ADDENDUM:
    case AHADI_KIND_PLEDGE:
    case AHADI_KIND_MEMBER:
      return info->kind;
    default:
      return 0;
    }
}

static gboolean
check_owner (AhadiInvocation *invocation, AhadiId *id, GError **error)
{
  AhadiKind kind = find_owner_kind (ahadi_invocation_get (invocation, 0));
  g_autoptr (AhadiItem) owner = NULL;

  if (kind == 0)
    return ahadi_usage_error_set (
        error, "%s",
        _ ("A file belongs to a report, an addendum, a pledge or a member."));
  if (!ahadi_listing_parse_id (ahadi_invocation_get (invocation, 1), id, error) ||
      !ahadi_invocation_unlock (invocation, error))
    return FALSE;

  owner = ahadi_records_get (ahadi_invocation_get_session (invocation), kind, id, error);
  return owner != NULL;
}

/* NULL with @error set, or with @problems. */
static AhadiRecord *
make_record (AhadiInvocation *invocation, const AhadiId *owner, GError **error)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_ATTACHMENT, NULL);
  const char *kept = ahadi_invocation_option (invocation, "keep-position");
  char id[AHADI_ID_TEXT_SIZE];

  if (!ahadi_record_enter (record, AHADI_ATTACHMENT_NOTE,
                           ahadi_invocation_option (invocation, "note"), error) ||
      !ahadi_record_enter (record, AHADI_ATTACHMENT_KEPT, kept, error))
    return NULL;
  if (kept != NULL && ahadi_record_get (record, AHADI_ATTACHMENT_KEPT) == NULL)
    {
      ahadi_usage_error_set (error, "%s", _ ("Say why what the file tells is kept."));
      return NULL;
    }

  ahadi_record_set (record, AHADI_ATTACHMENT_OF, ahadi_id_print (owner, id));
  return g_steal_pointer (&record);
}

/* As text: numbers in JSON are whole ones here. */
static void
set_degrees (json_t *object, const char *name, double degrees)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  ahadi_json_set_text (object, name,
                       g_ascii_formatd (text, sizeof text, "%.6f", degrees));
}

static json_t *
look_to_json (const AhadiAttachmentLook *look)
{
  const AhadiExif *exif = &look->facts.exif;
  json_t *object = json_object ();

  json_object_set_new (object, "found", json_boolean (look->facts.removed > 0));
  if (exif->has_position)
    {
      set_degrees (object, "latitude", exif->latitude);
      set_degrees (object, "longitude", exif->longitude);
    }
  if (*exif->taken != '\0')
    ahadi_json_set_text (object, "taken", exif->taken);
  if (*exif->camera != '\0')
    ahadi_json_set_text (object, "camera", exif->camera);
  if (*look->facts.author != '\0')
    ahadi_json_set_text (object, "author", look->facts.author);
  return object;
}

/* What a person could not know from what they gave. */
static void
say_sealed (const AhadiInvocation *invocation,
            const char *path,
            const AhadiAttachmentLook *look,
            const char *id)
{
  g_autofree char *given = g_path_get_basename (path);

  ahadi_invocation_say (invocation, _ ("Sealed into the vault: %s"), id);
  if (!g_str_equal (given, look->name))
    ahadi_invocation_say (
        invocation,
        _ ("Its name can’t be kept as it is written; in the vault it is called “%s”."),
        look->name);
  if (ahadi_invocation_option (invocation, "keep-position") != NULL)
    ahadi_invocation_say (invocation, "%s",
                          _ ("It is kept as it is, with your reason: nothing of what it "
                             "tells was taken out."));
}

static int
add_file (AhadiInvocation *invocation,
          const AhadiId *owner,
          const char *path,
          json_t *added)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (GPtrArray) problems = ahadi_problem_list_new ();
  g_autoptr (AhadiRecord) record = NULL;
  g_autoptr (AhadiWatch) watch = NULL;
  g_auto (AhadiAttachmentLook) look = { 0 };
  g_autofree char *told = NULL;
  char id[AHADI_ID_TEXT_SIZE];
  GError *error = NULL;
  json_t *object;
  gboolean fine;

  record = make_record (invocation, owner, &error);
  if (record == NULL)
    return ahadi_invocation_fail (invocation, error);
  if (!ahadi_attachments_look (path, &look, &error))
    return ahadi_invocation_fail_at (invocation, path, error);

  told = ahadi_sentence_for_look (&look);
  ahadi_invocation_say (invocation, "%s: %s", look.name, told);
  watch = ahadi_watch_new (ahadi_invocation_is_json (invocation));
  fine = ahadi_attachments_add (session, record, path, problems,
                                ahadi_watch_get_progress (watch), &error);
  ahadi_watch_clear (watch);
  if (!fine)
    return ahadi_invocation_fail_at (invocation, path, error);

  ahadi_id_print (ahadi_record_get_id (record), id);
  say_sealed (invocation, path, &look, id);
  object = json_object ();
  ahadi_json_set_text (object, "id", id);
  ahadi_json_set_text (object, "name", look.name);
  json_object_set_new (object, "told", look_to_json (&look));
  json_array_append_new (added, object);
  return AHADI_EXIT_FINE;
}

static int
run_add (AhadiInvocation *invocation)
{
  guint n = ahadi_arguments_count (ahadi_invocation_get_arguments (invocation));
  g_autoptr (json_t) added = json_array ();
  GError *error = NULL;
  AhadiId owner;

  if (!check_owner (invocation, &owner, &error))
    return ahadi_invocation_fail (invocation, error);

  for (guint i = 2; i < n; i++)
    {
      int code =
          add_file (invocation, &owner, ahadi_invocation_get (invocation, i), added);

      if (code != AHADI_EXIT_FINE)
        return code;
    }

  ahadi_invocation_print (invocation, added);
  return AHADI_EXIT_FINE;
}

/* --- list, show ------------------------------------------------------------------ */

static const char *
word_state (const AhadiBlobState *state, AhadiDelivery delivery)
{
  guint32 all = state->pieces > 0 ? (1u << state->pieces) - 1 : 0;

  if (!state->is_here)
    return "on-its-way";
  if (delivery == AHADI_DELIVERY_NONE)
    return "here";
  if ((state->held & all) == all)
    return "received";
  return (state->sent & all) == all ? "exported" : "only-here";
}

static json_t *
state_to_json (const AhadiBlobState *state, AhadiDelivery delivery)
{
  json_t *object = json_object ();

  ahadi_json_set_text (object, "state", word_state (state, delivery));
  ahadi_json_set_int (object, "pieces", state->pieces);
  ahadi_json_set_int (object, "arrived", state->arrived);
  return object;
}

/* In a report a name can tell as much as the picture: a list does not show it. */
static gboolean
is_masked (const AhadiItem *item)
{
  return strcmp (item->audience, "membership") != 0;
}

static json_t *
print_masked (const AhadiItem *item, const AhadiBlobState *state)
{
  json_t *object = ahadi_listing_item_to_json (item);

  if (is_masked (item))
    {
      json_object_del (object, "name");
      json_object_del (object, "note");
    }
  json_object_set_new (object, "file", state_to_json (state, item->delivery));
  return object;
}

static void
say_attachment (const AhadiInvocation *invocation,
                const AhadiItem *item,
                const AhadiBlobState *state)
{
  const AhadiRecord *record = item->record;
  const char *size = ahadi_record_get (record, AHADI_ATTACHMENT_SIZE);
  g_autofree char *way = ahadi_sentence_for_blob (state, item->delivery);
  g_autofree char *bytes =
      ahadi_words_size (size != NULL ? g_ascii_strtoull (size, NULL, 10) : 0);
  char id[AHADI_ID_TEXT_SIZE];

  ahadi_invocation_say (
      invocation, "%s  %s  %s, %s. %s", ahadi_id_print (ahadi_record_get_id (record), id),
      is_masked (item) ? "–" : ahadi_record_get (record, AHADI_ATTACHMENT_NAME),
      ahadi_words_media (ahadi_record_get (record, AHADI_ATTACHMENT_TYPE)), bytes, way);
}

static int
run_list (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  AhadiQuery query = { .kind = AHADI_KIND_ATTACHMENT, .sort = AHADI_SORT_NEWEST };
  const char *of = ahadi_invocation_get (invocation, 0);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (json_t) array = json_array ();
  GError *error = NULL;
  AhadiId id;

  if (of != NULL && !ahadi_listing_parse_id (of, &id, &error))
    return ahadi_invocation_fail (invocation, error);
  query.of = of != NULL ? &id : NULL;
  if (!ahadi_invocation_unlock (invocation, &error) ||
      (items = ahadi_records_list (session, &query, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  for (guint i = 0; i < items->len; i++)
    {
      const AhadiItem *item = items->pdata[i];
      AhadiBlobState state;

      if (!ahadi_attachments_get_state (session, item->record, &state, &error))
        return ahadi_invocation_fail (invocation, error);
      json_array_append_new (array, print_masked (item, &state));
      say_attachment (invocation, item, &state);
    }
  ahadi_listing_end (invocation, array);
  return AHADI_EXIT_FINE;
}

static AhadiItem *
find_attachment (AhadiInvocation *invocation, GError **error)
{
  AhadiId id;

  if (!ahadi_listing_parse_id (ahadi_invocation_get (invocation, 0), &id, error) ||
      !ahadi_invocation_unlock (invocation, error))
    return NULL;

  return ahadi_records_get (ahadi_invocation_get_session (invocation),
                            AHADI_KIND_ATTACHMENT, &id, error);
}

static int
run_show (AhadiInvocation *invocation)
{
  g_autoptr (AhadiItem) item = NULL;
  g_autoptr (json_t) object = NULL;
  g_autofree char *way = NULL;
  AhadiBlobState state;
  GError *error = NULL;

  item = find_attachment (invocation, &error);
  if (item == NULL ||
      !ahadi_attachments_get_state (ahadi_invocation_get_session (invocation),
                                    item->record, &state, &error))
    return ahadi_invocation_fail (invocation, error);

  object = ahadi_listing_item_to_json (item);
  json_object_set_new (object, "file", state_to_json (&state, item->delivery));
  ahadi_invocation_print (invocation, object);
  ahadi_listing_print_item (invocation, item);
  way = ahadi_sentence_for_blob (&state, item->delivery);
  ahadi_invocation_say (invocation, "%s", way);
  return AHADI_EXIT_FINE;
}

/* --- save ------------------------------------------------------------------------ */

static int
run_save (AhadiInvocation *invocation)
{
  const char *path = ahadi_invocation_option (invocation, "to");
  g_autoptr (AhadiItem) item = NULL;
  g_autoptr (AhadiWatch) watch = NULL;
  g_autoptr (json_t) object = json_object ();
  GError *error = NULL;
  gboolean fine;

  if (path == NULL)
    return ahadi_invocation_misuse (invocation,
                                    _ ("Say with --to where the copy is to go."));
  if (!ahadi_invocation_check_target (invocation, path, &error))
    return ahadi_invocation_fail (invocation, error);
  item = find_attachment (invocation, &error);
  if (item == NULL)
    return ahadi_invocation_fail (invocation, error);

  watch = ahadi_watch_new (ahadi_invocation_is_json (invocation));
  fine = ahadi_attachments_save (ahadi_invocation_get_session (invocation), item->record,
                                 path, ahadi_watch_get_progress (watch), &error);
  ahadi_watch_clear (watch);
  if (g_error_matches (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND))
    return ahadi_invocation_fail_as (
        invocation,
        _ ("The file is not here yet; its pieces come with the next bundles. Nothing was "
           "written. See with “ahadictl attach list” how many have arrived."),
        error);
  if (!fine)
    return ahadi_invocation_fail_at (invocation, path, error);

  json_object_set_new (object, "path", ahadi_listing_path_to_json (path));
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (invocation, _ ("Written: %s"), path);
  ahadi_invocation_warn (
      invocation, "%s",
      _ ("This copy is not sealed: whoever gets the disk can read it. Delete it as soon "
         "as it is no longer needed."));
  return AHADI_EXIT_FINE;
}

/* --- remove ---------------------------------------------------------------------- */

static int
run_remove (AhadiInvocation *invocation)
{
  g_autoptr (AhadiItem) item = NULL;
  g_autoptr (json_t) object = json_object ();
  GError *error = NULL;

  item = find_attachment (invocation, &error);
  if (item == NULL)
    return ahadi_invocation_fail (invocation, error);

  if (!ahadi_erasing_take_back (ahadi_invocation_get_session (invocation),
                                ahadi_record_get_id (item->record), &error))
    {
      g_autofree char *sentence =
          g_error_matches (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND)
              ? ahadi_sentence_for_taking_back ()
              : NULL;

      return sentence != NULL ? ahadi_invocation_fail_as (invocation, sentence, error)
                              : ahadi_invocation_fail (invocation, error);
    }

  json_object_set_new (object, "removed", json_true ());
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (invocation, "%s",
                        _ ("Taken out: the record and the sealed file are gone from this "
                           "laptop, and nothing of them was ever sent."));
  return AHADI_EXIT_FINE;
}

static const AhadiCommand commands[] = {
  { "add", "report|addendum|pledge|member ID FILE…", N_ ("Attach files to a record"), 3,
    G_MAXUINT, add_options, 0, run_add },
  { "list", "[ID]", N_ ("List what is attached, to one record or to all"), 0, 1, NULL, 0,
    run_list },
  { "show", "ID", N_ ("Show one attachment"), 1, 1, NULL, 0, run_show },
  { "save", "ID --to FILE", N_ ("Write an unsealed copy of an attached file"), 1, 1,
    save_options, 0, run_save },
  { "remove", "ID", N_ ("Take out a file that was attached by mistake and not sent yet"),
    1, 1, NULL, 0, run_remove },
};

const AhadiVerb ahadi_cmd_attach = { "attach", N_ ("Files attached to records"), commands,
                                     G_N_ELEMENTS (commands) };
