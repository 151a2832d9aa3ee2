/* SPDX-License-Identifier: GPL-3.0-or-later */

/* directory.json by itself: FORMAT.md section 5. devices.json is in
 * test-device-list-codec.c, what must hold of the whole (D7 to D12) in
 * test-directory-content.c, what holds of every document (D1) in test-codec.c too. */

#include "sync/ahadi-directory-content.h"

#include <string.h>

#include "forge.h"
#include "org.h"

/* One holder of each office, two branches of which one has an active and a revoked
 * device, two settings. */
static void
fill (Org *org)
{
  AhadiId branch;

  org_open (org);
  branch = org_add_branch (org, "Kisumu");
  org_add_branch (org, "Mombasa");
  org_add_device (org, AHADI_ROLE_MEMBERSHIP, NULL);
  org_add_device (org, AHADI_ROLE_EXECUTIVE_DIRECTOR, NULL);
  org_add_device (org, AHADI_ROLE_BOARD_COMMITTEE, NULL);
  org_add_device (org, AHADI_ROLE_COORDINATOR, &branch);
  org_add_device (org, AHADI_ROLE_CIRCLE, &branch)->state = AHADI_DEVICE_REVOKED;
  json_object_set_new (org->content->settings, "deadline-days", json_integer (30));
  json_object_set_new (org->content->settings, "helpline", json_string ("1195"));
}

static AhadiDirectoryContent *
parse (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return ahadi_directory_content_parse (bytes, error);
}

static void
assert_text_refused (const char *text, const char *said)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiDirectoryContent) content = parse (text, &error);

  g_assert_null (content);
  world_assert_reason (error, AHADI_SYNC_ERROR_MALFORMED, said);
}

static void
assert_text_taken (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiDirectoryContent) content = parse (text, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  again = ahadi_directory_content_print (content);
  g_assert_cmpstr (again, ==, text);
}

static void
assert_entries_equal (const AhadiDirectoryContent *a, const AhadiDirectoryContent *b)
{
  g_assert_cmpuint (a->entries->len, ==, b->entries->len);
  for (guint i = 0; i < a->entries->len; i++)
    {
      const AhadiDirectoryEntry *left = a->entries->pdata[i];
      const AhadiDirectoryEntry *right = b->entries->pdata[i];

      g_assert_true (ahadi_id_equal (&left->device, &right->device));
      g_assert_true (ahadi_verify_key_equal (&left->signer, &right->signer));
      g_assert_true (ahadi_age_recipient_equal (&left->recipient, &right->recipient));
      g_assert_true (ahadi_id_equal (&left->branch, &right->branch));
      g_assert_cmpint (left->role, ==, right->role);
      g_assert_cmpint (left->state, ==, right->state);
    }
}

static void
test_round_trip (void)
{
  g_auto (Org) org = { 0 };
  g_autofree char *text = NULL;
  g_autoptr (AhadiDirectoryContent) parsed = NULL;
  g_autoptr (GError) error = NULL;
  const AhadiDirectoryCode *code;

  fill (&org);
  g_ptr_array_set_size (org.content->entries, 3);
  text = ahadi_directory_content_print (org.content);
  assert_text_taken (text);
  parsed = parse (text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (parsed->version, ==, 12);
  g_assert_cmpint (parsed->time, ==, G_GINT64_CONSTANT (1780000000000));
  g_assert_true (ahadi_id_equal (&parsed->org, &org.content->org));
  g_assert_cmpstr (parsed->org_name, ==, "Amnesty International Kenya");
  g_assert_true (ahadi_root_set_equal (parsed->roots, org.content->roots));
  assert_entries_equal (parsed, org.content);
  code = parsed->codes->pdata[1];
  g_assert_cmpstr (code->language, ==, "sw");
  g_assert_false (code->official);
  g_assert_true (json_equal (parsed->settings, org.content->settings));
}

/* Nothing but what must be there: no holder, branch, device, text or setting. */
static void
test_bare (void)
{
  g_auto (Org) org = { 0 };
  g_autofree char *text = NULL;

  org_open (&org);
  g_ptr_array_set_size (org.content->codes, 0);
  text = ahadi_directory_content_print (org.content);
  assert_text_taken (text);
}

/* A change of the printed text, and what is said of it. */
typedef struct
{
  const char *name;
  const char *old;
  const char *by;
  const char *said;
} Change;

static const Change changes[] = {
  { "D1-refuses-blank", ",\"org\"", ", \"org\"", "spelling" },
  { "D1-refuses-unknown-member-of-an-office", "{\"office\":\"membership\"",
    "{\"x\":1,\"office\":\"membership\"", "not known here" },
  { "D1-refuses-unknown-member-of-a-holder", "\"holders\":[{", "\"holders\":[{\"x\":1,",
    "not known here" },
  { "D1-refuses-unknown-member-of-a-text", "\"official\":false",
    "\"official\":false,\"x\":1", "not known here" },
  { "D1-refuses-unknown-member-of-the-roots", "{\"threshold\":2",
    "{\"x\":1,\"threshold\":2", "not known here" },
  { "D2-refuses-version-zero", "\"version\":12", "\"version\":0", "version" },
  { "D2-refuses-version-below-zero", "\"version\":12", "\"version\":-1", "version" },
  { "D2-refuses-version-2^31", "\"version\":12", "\"version\":2147483648", "version" },
  { "D2-refuses-version-that-is-text", "\"version\":12", "\"version\":\"12\"",
    "version" },
  { "D2-refuses-time-before-1970", "\"time\":1780000000000", "\"time\":-1", "time" },
  { "D2-refuses-time-that-is-text", "\"time\":1780000000000", "\"time\":\"today\"",
    "time" },
  { "D3-refuses-no-name-of-the-organisation",
    "\"org_name\":\"Amnesty International Kenya\"", "\"org_name\":\"\"", "D3" },
  { "D3-refuses-two-lines", "Amnesty International", "Amnesty\\nInternational", "D3" },
  { "D3-refuses-blank-behind", "Kenya\"", "Kenya \"", "D3" },
  { "D4-refuses-signer-that-is-no-key", "\"signer\":\"RW", "\"signer\":\"AA", "D4" },
  { "D4-refuses-recipient-that-is-no-key", "\"recipient\":\"age1", "\"recipient\":\"age2",
    "D4" },
  { "D4-refuses-upper-case", "\"recipient\":\"age1", "\"recipient\":\"AGE1", "D4" },
  { "D4-refuses-other-state", "\"state\":\"active\"", "\"state\":\"asleep\"", "D4" },
  { "D4-refuses-state-that-is-no-text", "\"state\":\"active\"", "\"state\":true",
    "state" },
  { "D4-refuses-holder-that-is-no-object", "\"holders\":[", "\"holders\":[1,", "D4" },
  { "D5-refuses-other-office", "\"office\":\"executive-director\"",
    "\"office\":\"treasurer\"", "D5" },
  { "D5-refuses-same-office-twice", "\"office\":\"executive-director\"",
    "\"office\":\"membership\"", "D5" },
  { "D5-refuses-fourth-office", "\"offices\":[",
    "\"offices\":[{\"office\":\"treasurer\",\"holders\":[]},", "D5" },
  { "D6-refuses-first-letter-in-upper-case", "\"language\":\"en\"", "\"language\":\"En\"",
    "D6" },
  { "D6-refuses-second-letter-in-upper-case", "\"language\":\"en\"",
    "\"language\":\"eN\"", "D6" },
  { "D6-refuses-three-letters", "\"language\":\"en\"", "\"language\":\"eng\"", "D6" },
  { "D6-refuses-one-letter", "\"language\":\"en\"", "\"language\":\"e\"", "D6" },
  { "D6-refuses-path", "\"language\":\"en\"", "\"language\":\"..\"", "D6" },
  { "D6-refuses-official-that-is-no-boolean", "\"official\":false", "\"official\":0",
    "D6" },
  { "D6-refuses-no-official", ",\"official\":false", "", "official" },
  { "D6-refuses-text-that-is-no-object", "\"codes\":[", "\"codes\":[1,", "D6" },
  { "D13-refuses-other-order", "\"deadline-days\":30,\"helpline\":\"1195\"",
    "\"helpline\":\"1195\",\"deadline-days\":30", "D13" },
  { "D13-refuses-no-name", "\"deadline-days\"", "\"\"", "D13" },
  { "D13-refuses-capital", "\"helpline\"", "\"Helpline\"", "D13" },
  { "D13-refuses-underscore", "\"helpline\"", "\"help_line\"", "D13" },
  { "D13-refuses-boolean", "\"1195\"", "true", "D13" },
  { "D13-refuses-null", "\"1195\"", "null", "D13" },
  { "D13-refuses-list", "\"1195\"", "[]", "D13" },
};

static void
test_change (gconstpointer data)
{
  const Change *change = data;
  g_auto (Org) org = { 0 };
  g_autofree char *text = NULL;
  g_autofree char *changed = NULL;

  fill (&org);
  text = ahadi_directory_content_print (org.content);
  changed = forge_replace (text, change->old, change->by);
  assert_text_refused (changed, change->said);
}

/* The text taken apart, for what is easier changed there. */
static json_t *
make_document (void)
{
  g_auto (Org) org = { 0 };
  g_autofree char *text = NULL;

  fill (&org);
  text = ahadi_directory_content_print (org.content);
  return json_loads (text, 0, NULL);
}

static void
assert_document_refused (json_t *document, const char *said)
{
  g_autofree char *text = ahadi_json_print (document);

  assert_text_refused (text, said);
}

static void
assert_document_taken (json_t *document)
{
  g_autofree char *text = ahadi_json_print (document);

  assert_text_taken (text);
}

static void
set_int (json_t *document, const char *member, gint64 value)
{
  json_object_set_new (document, member, json_integer (value));
}

static void
set_letters (json_t *object, const char *member, gsize n)
{
  g_autofree char *text = g_strnfill (n, 'x');

  json_object_set_new (object, member, json_string (text));
}

static void
test_version_and_time_limits (void)
{
  g_autoptr (json_t) document = make_document ();

  set_int (document, "version", 1);
  set_int (document, "time", 0);
  assert_document_taken (document);
  set_int (document, "version", G_MAXINT32);
  set_int (document, "time", G_GINT64_CONSTANT (1) << 48);
  assert_document_taken (document);
  set_int (document, "time", (G_GINT64_CONSTANT (1) << 48) + 1);
  assert_document_refused (document, "time");
}

static void
test_name_limits (void)
{
  g_autoptr (json_t) document = make_document ();

  set_letters (document, "org_name", 200);
  assert_document_taken (document);
  set_letters (document, "org_name", 201);
  assert_document_refused (document, "D3");
}

static void
test_offices (void)
{
  g_autoptr (json_t) document = make_document ();
  json_t *offices = json_object_get (document, "offices");
  g_autoptr (json_t) second = json_incref (json_array_get (offices, 1));

  json_array_remove (offices, 1);
  assert_document_refused (document, "D5");
  json_array_append (offices, second);
  assert_document_refused (document, "D5");
  json_array_remove (offices, 2);
  json_array_insert_new (offices, 1, json_true ());
  assert_document_refused (document, "D5");
  json_array_set (offices, 1, second);
  assert_document_taken (document);
  json_array_append (offices, second);
  assert_document_refused (document, "D5");
}

static void
test_setting_limits (void)
{
  g_autoptr (json_t) document = make_document ();
  json_t *settings = json_object_get (document, "settings");
  g_autofree char *most = g_strnfill (64, 'z');
  g_autofree char *more = g_strnfill (65, 'z');

  set_letters (settings, "helpline", 1000);
  set_int (settings, most, G_GINT64_CONSTANT (1) << 53);
  assert_document_taken (document);
  set_letters (settings, "helpline", 1001);
  assert_document_refused (document, "D13");
  set_letters (settings, "helpline", 0);
  assert_document_taken (document);
  json_object_del (settings, most);
  set_int (settings, more, 1);
  assert_document_refused (document, "D13");
}

static void
test_no_settings (void)
{
  g_autoptr (json_t) document = make_document ();

  json_object_set_new (document, "settings", json_array ());
  assert_document_refused (document, "D13");
}

/* The whole is checked too, not only when it is drafted. */
static void
test_checks_the_whole (void)
{
  g_auto (Org) org = { 0 };
  g_autofree char *text = NULL;
  gpointer kept;

  fill (&org);
  org_add_device (&org, AHADI_ROLE_MEMBERSHIP, NULL);
  kept = org.content->entries->pdata[0];
  org.content->entries->pdata[0] = org.content->entries->pdata[1];
  org.content->entries->pdata[1] = kept;
  text = ahadi_directory_content_print (org.content);
  assert_text_refused (text, "D7");
}

/* Whoever has no root key can't reach the parser behind the signatures. */
static void
test_signatures_first (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (GBytes) card = NULL;
  g_autoptr (GBytes) forged = NULL;
  g_autoptr (Forge) forge = NULL;
  g_autoptr (AhadiCard) parsed = NULL;
  g_autoptr (GError) error = NULL;

  org_open (&org);
  card = org_print_card (&org, 2);
  forge = forge_open_archive (card);
  forge_set_text (forge, "directory.json", "{");
  forged = forge_to_archive (forge);
  parsed = ahadi_card_parse (forged, &error);
  g_assert_null (parsed);
  world_assert_reason (error, AHADI_SYNC_ERROR_BAD_SIGNATURE, "card");
}

/* A flipped bit is refused or is another directory; nothing is read as the first. */
static void
test_every_byte (void)
{
  g_auto (Org) org = { 0 };
  g_autofree char *text = NULL;
  gsize size;

  fill (&org);
  text = ahadi_directory_content_print (org.content);
  size = strlen (text);
  for (gsize i = 0; i < size; i++)
    {
      g_autofree char *flipped = g_memdup2 (text, size + 1);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GBytes) cut = g_bytes_new (text, i);
      g_autoptr (AhadiDirectoryContent) content = NULL;
      g_autofree char *printed = NULL;

      flipped[i] ^= 1 << g_test_rand_int_range (0, 8);
      bytes = g_bytes_new (flipped, size);
      content = ahadi_directory_content_parse (bytes, NULL);
      printed = content != NULL ? ahadi_directory_content_print (content) : NULL;
      g_assert_cmpstr (printed, !=, text);
      g_assert_null (ahadi_directory_content_parse (cut, NULL));
    }
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/directory-codec/round-trip", test_round_trip);
  g_test_add_func ("/sync/directory-codec/lists-may-be-empty", test_bare);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path =
          g_strconcat ("/sync/directory-codec/", changes[i].name, NULL);

      g_test_add_data_func (path, &changes[i], test_change);
    }
  g_test_add_func ("/sync/directory-codec/D1-signatures-first", test_signatures_first);
  g_test_add_func ("/sync/directory-codec/D2-limits", test_version_and_time_limits);
  g_test_add_func ("/sync/directory-codec/D3-limits", test_name_limits);
  g_test_add_func ("/sync/directory-codec/D5-refuses-other-offices", test_offices);
  g_test_add_func ("/sync/directory-codec/D13-limits", test_setting_limits);
  g_test_add_func ("/sync/directory-codec/D13-refuses-settings-that-are-no-object",
                   test_no_settings);
  g_test_add_func ("/sync/directory-codec/checks-the-whole", test_checks_the_whole);
  g_test_add_func ("/sync/directory-codec/every-byte-flipped-and-every-cut",
                   test_every_byte);

  return g_test_run ();
}
