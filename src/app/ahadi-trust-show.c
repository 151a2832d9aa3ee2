/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-trust.h"

#include <glib/gi18n-lib.h>

#include "ahadi-sentences-trust.h"
#include "ahadi-words.h"

/* The doors of ahadi-trust.h that show: a directory, a draft, what differs. */

static void
set_text (json_t *object, const char *name, const char *text)
{
  if (text != NULL)
    ahadi_json_set_text (object, name, text);
}

/* --- changes --- */

static const char *
or_nothing (const char *text)
{
  return text != NULL ? text : _ ("nothing");
}

static char *
say_holder (const AhadiChange *change)
{
  const char *role = ahadi_words_role (change->role);

  switch (change->kind)
    {
    case AHADI_CHANGE_HOLDER_ADDED:
      return g_strdup_printf (_ ("%s gets a holder: %s"), role, change->subject);
    case AHADI_CHANGE_HOLDER_REMOVED:
      return g_strdup_printf (_ ("%s loses a holder: %s"), role, change->subject);
    default:
      return g_strdup_printf (_ ("%s: a holder is sealed to with a new key: %s"), role,
                              change->subject);
    }
}

static char *
say_custodian (const AhadiChange *change)
{
  g_autofree char *key = ahadi_words_key (change->subject);

  return g_strdup_printf (change->kind == AHADI_CHANGE_ROOT_ADDED
                              ? _ ("A new custodian: key %s")
                              : _ ("No custodian any more: key %s"),
                          key);
}

/* Of one kind and place there may be many: the device tells them apart. */
static char *
say_device (const AhadiChange *change)
{
  g_autofree char *who =
      change->branch != NULL
          /* Translators: “Circle (Kisumu), device 1f2e3d4c…” */
          ? g_strdup_printf (_ ("%s (%s), device %.8s…"), ahadi_words_role (change->role),
                             change->branch, change->subject)
          : g_strdup_printf (_ ("%s, device %.8s…"), ahadi_words_role (change->role),
                             change->subject);

  switch (change->kind)
    {
    case AHADI_CHANGE_DEVICE_ADDED:
      return g_strdup_printf (_ ("A laptop is listed: %s"), who);
    case AHADI_CHANGE_DEVICE_REMOVED:
      return g_strdup_printf (_ ("A laptop is listed no more: %s"), who);
    case AHADI_CHANGE_DEVICE_REVOKED:
      return g_strdup_printf (_ ("A laptop is revoked, and never trusted again: %s"),
                              who);
    default:
      return g_strdup_printf (_ ("A laptop has a new key: %s"), who);
    }
}

static char *
say_change (const AhadiChange *change)
{
  switch (change->kind)
    {
    case AHADI_CHANGE_THRESHOLD:
      return g_strdup_printf (_ ("So many custodians have to sign: %s, until now %s"),
                              change->is, change->was);
    case AHADI_CHANGE_ROOT_ADDED:
    case AHADI_CHANGE_ROOT_REMOVED:
      return say_custodian (change);
    case AHADI_CHANGE_NAME:
      return g_strdup_printf (_ ("The organisation is called %s, until now %s"),
                              change->is, change->was);
    case AHADI_CHANGE_SETTING:
      return g_strdup_printf (_ ("The setting %s is %s, until now %s"), change->subject,
                              or_nothing (change->is), or_nothing (change->was));
    case AHADI_CHANGE_CODE:
      return g_strdup_printf (_ ("The text of the Code in “%s” is another"),
                              change->subject);
    case AHADI_CHANGE_DEVICE_ADDED:
    case AHADI_CHANGE_DEVICE_REMOVED:
    case AHADI_CHANGE_DEVICE_REVOKED:
    case AHADI_CHANGE_DEVICE_KEY:
      return say_device (change);
    default:
      return say_holder (change);
    }
}

static json_t *
print_changes (GPtrArray *changes)
{
  json_t *array = json_array ();

  for (guint i = 0; i < changes->len; i++)
    {
      const AhadiChange *change = changes->pdata[i];
      g_autofree char *sentence = say_change (change);
      json_t *object = json_object ();

      ahadi_json_set_text (object, "kind", ahadi_change_kind_to_word (change->kind));
      if (change->role != 0)
        ahadi_json_set_text (object, "role", ahadi_role_to_string (change->role));
      set_text (object, "branch", change->branch);
      set_text (object, "subject", change->subject);
      set_text (object, "was", change->was);
      set_text (object, "is", change->is);
      ahadi_json_set_text (object, "sentence", sentence);
      json_array_append_new (array, object);
    }

  return array;
}

/* --- a draft --- */

static json_t *
print_custodians (AhadiProposal *draft)
{
  g_autoptr (GPtrArray) custodians = ahadi_proposal_list_custodians (draft);
  json_t *array = json_array ();

  for (guint i = 0; i < custodians->len; i++)
    {
      const AhadiCustodian *custodian = custodians->pdata[i];
      json_t *object = json_object ();

      ahadi_json_set_text (object, "key", custodian->key);
      json_object_set_new (object, "old", json_boolean (custodian->is_old));
      json_object_set_new (object, "new", json_boolean (custodian->is_new));
      json_object_set_new (object, "signed", json_boolean (custodian->has_signed));
      json_array_append_new (array, object);
    }

  return array;
}

static json_t *
print_count (guint n_signed, guint threshold, guint keys)
{
  json_t *object = json_object ();

  ahadi_json_set_int (object, "signed", n_signed);
  ahadi_json_set_int (object, "threshold", threshold);
  ahadi_json_set_int (object, "keys", keys);
  return object;
}

/* With no key to spare one that is lost can never be replaced. */
static void
add_warning (json_t *object, const AhadiProposalCount *count)
{
  if (count->new_threshold == count->new_keys)
    ahadi_json_set_text (object, "warning",
                         _ ("Every custodian has to sign each directory. If one key is "
                            "lost, nobody can ever change again who is trusted: better "
                            "name one custodian more than have to sign."));
}

json_t *
ahadi_trust_describe (AhadiProposal *draft)
{
  g_autofree char *fingerprint = ahadi_proposal_make_fingerprint (draft);
  g_autoptr (GPtrArray) changes = ahadi_proposal_list_changes (draft);
  AhadiProposalCount count = ahadi_proposal_count (draft);
  json_t *object = json_object ();

  ahadi_json_set_int (object, "version", ahadi_proposal_get_version (draft));
  ahadi_json_set_text (object, "org_name", ahadi_proposal_get_org_name (draft));
  ahadi_json_set_text (object, "fingerprint", fingerprint);
  json_object_set_new (object, "complete",
                       json_boolean (ahadi_proposal_is_complete (draft)));
  json_object_set_new (object, "changes", print_changes (changes));
  json_object_set_new (object, "custodians", print_custodians (draft));
  json_object_set_new (
      object, "old", print_count (count.old_signed, count.old_threshold, count.old_keys));
  json_object_set_new (
      object, "new", print_count (count.new_signed, count.new_threshold, count.new_keys));
  add_warning (object, &count);
  return object;
}

/* --- the directory --- */

static json_t *
print_roots (AhadiDirectory *directory)
{
  g_auto (GStrv) keys = ahadi_directory_list_root_keys (directory);
  json_t *array = json_array ();

  for (gsize i = 0; keys[i] != NULL; i++)
    json_array_append_new (array, json_string (keys[i]));

  return array;
}

static json_t *
print_holder (const AhadiDirectoryEntry *entry, const AhadiId *own)
{
  json_t *holder = json_object ();

  ahadi_json_set_bytes (holder, "device", entry->device.bytes, AHADI_ID_SIZE);
  ahadi_json_set_text (holder, "role", ahadi_role_to_string (entry->role));
  ahadi_json_set_text (holder, "state",
                       entry->state == AHADI_DEVICE_ACTIVE ? "active" : "revoked");
  json_object_set_new (holder, "own",
                       json_boolean (ahadi_id_equal (&entry->device, own)));
  return holder;
}

static void
set_holders (json_t *object, AhadiDirectory *directory, const AhadiId *own)
{
  GPtrArray *entries = ahadi_directory_get_entries (directory);
  json_t *offices = json_array ();
  gint64 devices = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = entries->pdata[i];

      if (ahadi_role_is_office (entry->role))
        json_array_append_new (offices, print_holder (entry, own));
      else
        devices++;
    }

  json_object_set_new (object, "offices", offices);
  ahadi_json_set_int (object, "devices", devices);
}

static json_t *
print_directory (AhadiDirectory *directory, const AhadiId *own)
{
  gint64 time = ahadi_directory_get_time (directory);
  gint64 list_time = ahadi_directory_get_list_time (directory);
  g_autofree char *fingerprint = ahadi_directory_make_fingerprint (directory);
  json_t *object = json_object ();

  ahadi_json_set_text (object, "org_name", ahadi_directory_get_org_name (directory));
  ahadi_json_set_text (object, "fingerprint", fingerprint);
  ahadi_json_set_int (object, "version", ahadi_directory_get_version (directory));
  ahadi_json_set_int (object, "time", time);
  ahadi_json_set_int (object, "days", ahadi_trust_count_days (time));
  ahadi_json_set_int (object, "list_version",
                      ahadi_directory_get_list_version (directory));
  ahadi_json_set_int (object, "list_time", list_time);
  ahadi_json_set_int (object, "list_days", ahadi_trust_count_days (list_time));
  json_object_set_new (object, "old",
                       json_boolean (ahadi_trust_is_old (time, list_time)));
  ahadi_json_set_int (object, "threshold", ahadi_directory_get_threshold (directory));
  json_object_set_new (object, "custodians", print_roots (directory));
  set_holders (object, directory, own);
  return object;
}

json_t *
ahadi_trust_show (AhadiSession *session, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (AhadiDirectory) directory = NULL;
  g_autoptr (AhadiProposal) draft = NULL;
  GError *local = NULL;
  json_t *object;

  if (vault == NULL)
    return NULL;

  directory = ahadi_directory_load (vault, &local);
  if (directory != NULL)
    identity = ahadi_identity_load (vault, &local);
  if ((directory == NULL || identity == NULL) && local == NULL)
    g_set_error_literal (&local, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY,
                         "cannot show the directory: this vault has no card yet");
  if (local == NULL)
    draft = ahadi_proposal_load (vault, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }

  object = print_directory (directory, ahadi_identity_get_device (identity));
  json_object_set_new (object, "draft",
                       draft != NULL ? ahadi_trust_describe (draft) : json_null ());
  return object;
}

/* --- another card --- */

static char *
say_versions (AhadiDirectory *directory)
{
  g_autofree char *time = ahadi_words_time (ahadi_directory_get_time (directory));
  g_autofree char *list_time =
      ahadi_words_time (ahadi_directory_get_list_time (directory));

  /* Translators: “directory 3 (14 Nov 2026, 10:05) and list 41 (yesterday, 09:00)” */
  return g_strdup_printf (_ ("directory %u (%s) and list %u (%s)"),
                          ahadi_directory_get_version (directory), time,
                          ahadi_directory_get_list_version (directory), list_time);
}

char *
ahadi_trust_say_older (AhadiSession *session, const char *path)
{
  AhadiVault *vault = ahadi_session_get_vault (session, NULL);
  g_autoptr (GBytes) card = ahadi_file_read (path, AHADI_CARD_LIMIT, NULL);
  g_autoptr (AhadiDirectory) ours = NULL;
  g_autoptr (AhadiDirectory) theirs = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *refused = NULL;

  if (vault == NULL || card == NULL ||
      (ours = ahadi_directory_load (vault, NULL)) == NULL ||
      (theirs = ahadi_card_read (card, NULL)) == NULL)
    return NULL;

  kept = say_versions (ours);
  refused = say_versions (theirs);
  return g_strdup_printf (
      _ ("This card is older than the one here: it has %s; here are %s, which were kept. "
         "If somebody gave it to you as new, tell the office: it may be meant to bring "
         "back a laptop that is trusted no more."),
      refused, kept);
}

static char *
say_newer (AhadiDirectory *theirs, AhadiDirectory *ours)
{
  g_autofree char *here = say_versions (ours);
  g_autofree char *there = say_versions (theirs);

  return g_strdup_printf (_ ("This card has %s; here are %s. What of it is newer counts "
                             "once you take it in."),
                          there, here);
}

/* What would come of taking it in; FALSE if nothing of it is worth comparing. */
static gboolean
describe_card (AhadiSession *session,
               const char *path,
               GBytes *card,
               AhadiDirectory *theirs,
               json_t *object,
               GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, NULL);
  g_autoptr (AhadiDirectory) ours = ahadi_directory_load (vault, error);
  g_autofree char *sentence = NULL;
  GError *why = NULL;
  gboolean newer;

  if (ours == NULL)
    return FALSE;

  if (!ahadi_card_look (vault, card, &newer, &why))
    sentence = ahadi_sentence_for_card (session, path, why);
  else
    sentence = newer ? say_newer (theirs, ours)
                     : g_strdup (_ ("Nothing of this card is newer than the one here."));
  if (sentence == NULL)
    {
      g_propagate_error (error, why);
      return FALSE;
    }

  g_clear_error (&why);
  json_object_set_new (object, "newer", json_boolean (newer));
  ahadi_json_set_text (object, "sentence", sentence);
  return TRUE;
}

json_t *
ahadi_trust_diff (AhadiSession *session, const char *path, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (AhadiDirectory) theirs = NULL;
  g_autoptr (json_t) object = json_object ();

  if (vault == NULL ||
      (bytes = ahadi_file_read (path, AHADI_PROPOSAL_LIMIT, error)) == NULL ||
      (changes = ahadi_proposal_compare (vault, bytes, error)) == NULL)
    return NULL;

  json_object_set_new (object, "changes", print_changes (changes));
  theirs = ahadi_card_read (bytes, NULL);
  if (theirs != NULL && !describe_card (session, path, bytes, theirs, object, error))
    return NULL;

  return g_steal_pointer (&object);
}
