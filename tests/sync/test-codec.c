/* SPDX-License-Identifier: GPL-3.0-or-later */

/* FORMAT.md section 0: what holds of every document is tried on every document. */

#include "sync/ahadi-codec.h"

#include <string.h>

#include "sync/ahadi-part-codec.h"
#include "sync/ahadi-request-codec.h"

#include "forge.h"
#include "org.h"

/* An organisation and a device of it, whose key signs what needs a signature. */
typedef struct
{
  Org org;
  AhadiSigningKey *key;
  AhadiEnrolment request;
} Papers;

static void
papers_open (Papers *self)
{
  g_autoptr (AhadiAgeIdentity) identity = ahadi_age_identity_new ();

  org_open (&self->org);
  self->key = ahadi_signing_key_new ();
  self->request.signer = *ahadi_signing_key_get_verify_key (self->key);
  ahadi_verify_key_derive_id (&self->request.signer, self->request.device.bytes);
  self->request.recipient = ahadi_age_identity_get_recipient (identity);
  self->request.role = AHADI_ROLE_COORDINATOR;
  ahadi_random_bytes (self->request.branch.bytes, AHADI_ID_SIZE);
  self->request.branch_name = g_strdup ("Kisumu");
  self->request.label = g_strdup ("Achieng's laptop");
}

static void
papers_close (Papers *self)
{
  org_close (&self->org);
  g_clear_pointer (&self->key, ahadi_signing_key_unref);
  g_clear_pointer (&self->request.branch_name, g_free);
  g_clear_pointer (&self->request.label, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Papers, papers_close)

/* --- the five documents --- */

static char *
make_directory (const Papers *papers)
{
  return ahadi_directory_content_print (papers->org.content);
}

static gboolean
parse_directory (const Papers *papers, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (AhadiDirectoryContent) content =
      ahadi_directory_content_parse (bytes, error);

  return content != NULL;
}

static char *
make_roots (const Papers *papers)
{
  return ahadi_roots_print (papers->org.roots);
}

static gboolean
parse_roots (const Papers *papers, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (AhadiRoots) roots = ahadi_roots_parse (bytes, error);

  return roots != NULL;
}

static char *
make_manifest (const Papers *papers)
{
  static const guint8 digest[AHADI_HASH_SIZE];
  g_autofree char *recipient = ahadi_age_recipient_to_string (&papers->request.recipient);
  const char *recipients[] = { recipient, NULL };
  g_autoptr (AhadiManifest) manifest = ahadi_manifest_new ();

  manifest->signer = papers->request.signer;
  manifest->device = papers->request.device;
  manifest->directory_version = 1;
  manifest->devices_version = 1;
  manifest->outer_recipients = g_strdupv ((GStrv) recipients);
  for (int i = AHADI_AUDIENCE_BRANCH; i <= AHADI_AUDIENCE_DEVICE; i++)
    ahadi_manifest_add_part (manifest, i, g_strdupv ((GStrv) recipients), 65536, digest);

  return ahadi_manifest_print (manifest);
}

static gboolean
parse_manifest (const Papers *papers, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (AhadiManifest) manifest = ahadi_manifest_parse (bytes, error);

  return manifest != NULL;
}

static char *
make_header (const Papers *papers)
{
  AhadiPartHeader header = { .signer = papers->request.signer, .audience = "membership" };
  GString *line = g_string_new (NULL);

  ahadi_part_header_print (&header, line);
  g_string_truncate (line, line->len - 1);
  return g_string_free (line, FALSE);
}

static gboolean
parse_header (const Papers *papers, const char *text, GError **error)
{
  AhadiPartHeader header;

  return ahadi_part_header_parse (text, strlen (text), &header, error);
}

static Forge *
open_request (const Papers *papers)
{
  g_autoptr (GBytes) archive =
      ahadi_request_print (&papers->request, &papers->org.content->org, papers->key);

  return forge_open_archive (archive);
}

static char *
make_request (const Papers *papers)
{
  g_autoptr (Forge) forge = open_request (papers);
  GBytes *bytes = forge_find (forge, "request.json")->bytes;

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static gboolean
parse_request (const Papers *papers, const char *text, GError **error)
{
  g_autoptr (Forge) forge = open_request (papers);
  g_autofree char *device = ahadi_id_to_string (&papers->request.device);
  g_autofree char *comment = g_strconcat ("ahadi-request-v1 ", device, NULL);
  g_autofree char *signature =
      ahadi_minisign_sign (papers->key, text, strlen (text), "forged", comment);
  g_autoptr (GBytes) archive = NULL;
  g_autoptr (AhadiEnrolment) request = NULL;
  AhadiId org;

  forge_set_text (forge, "request.json", text);
  forge_set_text (forge, "request.json.minisig", signature);
  archive = forge_to_archive (forge);
  request = ahadi_request_parse (archive, &org, error);
  return request != NULL;
}

typedef struct
{
  const char *name;
  char *(*make) (const Papers *papers);
  gboolean (*parse) (const Papers *papers, const char *text, GError **error);
} Document;

static const Document documents[] = {
  { "manifest", make_manifest, parse_manifest },    { "part", make_header, parse_header },
  { "directory", make_directory, parse_directory }, { "roots", make_roots, parse_roots },
  { "request", make_request, parse_request },
};

static void
assert_document_refused (const Document *document,
                         const Papers *papers,
                         const char *text,
                         int code,
                         const char *said)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (document->parse (papers, text, &error));
  world_assert_reason (error, code, said);
}

/* --- what is done to them --- */

static char *
add_member (const char *text, const char *member)
{
  return g_strdup_printf ("%.*s,%s}", (int) strlen (text) - 1, text, member);
}

/* The value of "fmt" made @value, a JSON value. */
static char *
set_format (const char *text, const char *value)
{
  const char *start = strlen ("{\"fmt\":") + text;

  return g_strdup_printf ("{\"fmt\":%s%s", value, strchr (start, ','));
}

static char *
move_format (const char *text)
{
  const char *rest = strchr (text, ',');

  return g_strdup_printf ("{%.*s,%.*s}", (int) strlen (rest) - 2, rest + 1,
                          (int) (rest - text) - 1, text + 1);
}

static char *
drop_format (const char *text)
{
  return g_strdup_printf ("{%s", strchr (text, ',') + 1);
}

/* The member after "fmt" last. */
static char *
move_second (const char *text)
{
  g_autoptr (json_t) object = json_loads (text, 0, NULL);
  void *second = json_object_iter_next (object, json_object_iter (object));
  g_autofree char *name = g_strdup (json_object_iter_key (second));
  json_t *value = json_incref (json_object_iter_value (second));

  json_object_del (object, name);
  json_object_set_new (object, name, value);
  return json_dumps (object, JSON_COMPACT);
}

static char *
escape_needlessly (const char *text)
{
  return forge_replace (text, "\"ahadi", "\"\\u0061hadi");
}

/* How a text is changed, in one of these ways, and what is said of it then. */
typedef struct
{
  const char *name;
  char *(*with) (const char *text, const char *argument);
  char *(*how) (const char *text);
  const char *argument;
  int code;
  const char *said;
} Change;

#define SYNTAX AHADI_SYNC_ERROR_MALFORMED
#define NEWER AHADI_SYNC_ERROR_NEWER
#define OTHER_FORMAT "its format is not"

static char *
append (const char *text, const char *what)
{
  return g_strconcat (text, what, NULL);
}

static char *
prepend (const char *text, const char *what)
{
  return g_strconcat (what, text, NULL);
}

static char *
blank_behind_comma (const char *text)
{
  return forge_replace (text, ",", ", ");
}

static char *
nest (const char *text, const char *depth)
{
  int n = atoi (depth);
  g_autofree char *open = g_strnfill (n, '[');
  g_autofree char *close = g_strnfill (n, ']');
  g_autofree char *member = g_strconcat ("\"x\":", open, close, NULL);

  return add_member (text, member);
}

static const Change changes[] = {
  { "J1-refuses-duplicate-member", add_member, NULL, "\"fmt\":\"x\"", SYNTAX, "twice" },
  { "J1-refuses-duplicate-member-inside", add_member, NULL, "\"x\":[{\"y\":1,\"y\":1}]",
    SYNTAX, "twice" },
  { "J1-refuses-fraction", add_member, NULL, "\"x\":1.5", SYNTAX, "not an integer" },
  { "J1-refuses-integer-written-as-fraction", add_member, NULL, "\"x\":1.0", SYNTAX,
    "not an integer" },
  { "J1-refuses-exponent", add_member, NULL, "\"x\":1e3", SYNTAX, "not an integer" },
  { "J1-refuses-above-2^53", add_member, NULL, "\"x\":9007199254740993", SYNTAX,
    "above 2^53" },
  { "J1-refuses-below-minus-2^53", add_member, NULL, "\"x\":-9007199254740993", SYNTAX,
    "above 2^53" },
  { "J1-goes-up-to-2^53", add_member, NULL, "\"x\":9007199254740992", SYNTAX,
    "not known here" },
  { "J1-refuses-17-deep", nest, NULL, "16", SYNTAX, "deeper than 16" },
  { "J1-goes-16-deep", nest, NULL, "15", SYNTAX, "not known here" },
  { "J2-refuses-format-last", NULL, move_format, NULL, SYNTAX, "one spelling" },
  { "J2-refuses-no-format", NULL, drop_format, NULL, SYNTAX, "fmt" },
  { "J2-refuses-format-that-is-no-text", set_format, NULL, "1", SYNTAX, "fmt" },
  { "J2-refuses-other-format", set_format, NULL, "\"other-v1\"", SYNTAX, OTHER_FORMAT },
  { "J3-refuses-unknown-member", add_member, NULL, "\"x\":1", SYNTAX, "not known here" },
  { "J4-refuses-other-order", NULL, move_second, NULL, SYNTAX, "one spelling" },
  { "J4-refuses-blank", NULL, blank_behind_comma, NULL, SYNTAX, "one spelling" },
  { "J4-refuses-blank-before", prepend, NULL, " ", SYNTAX, "one spelling" },
  { "J4-refuses-newline-at-the-end", append, NULL, "\n", SYNTAX, "one spelling" },
  { "J4-refuses-needless-escape", NULL, escape_needlessly, NULL, SYNTAX, "one spelling" },
  { "refuses-byte-order-mark", prepend, NULL, "\xef\xbb\xbf", SYNTAX, "cannot read" },
  { "refuses-other-normalisation", add_member, NULL, "\"x\":\"e\xcc\x81\"", SYNTAX,
    "normalisation form C" },
  { "refuses-what-is-not-utf-8", add_member, NULL, "\"x\":\"\xe9\"", SYNTAX, "UTF-8" },
  { "refuses-second-document", append, NULL, "{}", SYNTAX, "follows" },
};

typedef struct
{
  const Document *document;
  const Change *change;
} Case;

static void
test_change (gconstpointer data)
{
  const Case *one = data;
  const Change *change = one->change;
  g_auto (Papers) papers = { 0 };
  g_autofree char *text = NULL;
  g_autofree char *changed = NULL;

  papers_open (&papers);
  text = one->document->make (&papers);
  changed =
      change->how != NULL ? change->how (text) : change->with (text, change->argument);
  assert_document_refused (one->document, &papers, changed, change->code, change->said);
}

static void
test_unchanged (gconstpointer data)
{
  const Document *document = data;
  g_auto (Papers) papers = { 0 };
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  papers_open (&papers);
  text = document->make (&papers);
  assert_ok (document->parse (&papers, text, &error));
}

/* "ahadi-bundle-v1" with @number in place of the 1. */
static char *
set_number (const char *text, const char *number)
{
  const char *end = strchr (text, ',') - strlen ("1\"");

  return g_strdup_printf ("%.*s%s\"%s", (int) (end - text), text, number,
                          end + strlen ("1\""));
}

static void
test_newer (gconstpointer data)
{
  static const char *const numbers[] = { "2", "10", "4294967297" };
  const Document *document = data;
  g_auto (Papers) papers = { 0 };
  g_autofree char *text = NULL;

  papers_open (&papers);
  text = document->make (&papers);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *changed = set_number (text, numbers[i]);

      assert_document_refused (document, &papers, changed, NEWER, "this program knows");
    }
}

static void
test_no_number (gconstpointer data)
{
  static const char *const numbers[] = { "",   "0",  "01", "02", "+2",
                                         "-1", "1 ", " 2", "2x", "1.0" };
  const Document *document = data;
  g_auto (Papers) papers = { 0 };
  g_autofree char *text = NULL;

  papers_open (&papers);
  text = document->make (&papers);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *changed = set_number (text, numbers[i]);

      assert_document_refused (document, &papers, changed, SYNTAX, OTHER_FORMAT);
    }
}

static void
test_missing_member (gconstpointer data)
{
  const Document *document = data;
  g_auto (Papers) papers = { 0 };
  g_autofree char *text = NULL;
  g_autoptr (json_t) object = NULL;
  const char *name;
  json_t *value;

  papers_open (&papers);
  text = document->make (&papers);
  object = json_loads (text, 0, NULL);
  json_object_foreach (object, name, value)
  {
    g_autoptr (json_t) less = json_copy (object);
    g_autofree char *changed = NULL;

    json_object_del (less, name);
    changed = json_dumps (less, JSON_COMPACT);
    assert_document_refused (document, &papers, changed, SYNTAX, name);
  }
}

static void
test_no_object (gconstpointer data)
{
  const Document *document = data;
  g_auto (Papers) papers = { 0 };

  papers_open (&papers);
  assert_document_refused (document, &papers, "", SYNTAX, "cannot read JSON");
  assert_document_refused (document, &papers, "[]", SYNTAX, "not an object");
  assert_document_refused (document, &papers, "null", SYNTAX, "not an object");
}

static void
add_document_test (const char *name, const Document *document, GTestDataFunc test)
{
  g_autofree char *path = g_strdup_printf ("/sync/codec/%s/%s", name, document->name);

  g_test_add_data_func (path, document, test);
}

static void
add_changes (const Document *document)
{
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/sync/codec/%s/%s", changes[i].name, document->name);
      Case *one = g_new (Case, 1);

      one->document = document;
      one->change = &changes[i];
      g_test_add_data_func_full (path, one, test_change, g_free);
    }
}

/* --- what they share --- */

static void
test_refuse (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ahadi_codec_refuse (&error, "X7", "it is not so"));
  world_assert_reason (error, AHADI_SYNC_ERROR_MALFORMED, "rule X7: it is not so");
}

static void
test_start (void)
{
  g_autoptr (json_t) document = ahadi_codec_start ("ahadi-test-v", 3);
  g_autofree char *text = ahadi_json_print (document);

  g_assert_cmpstr (text, ==, "{\"fmt\":\"ahadi-test-v3\"}");
}

static void
test_line (void)
{
  static const char *const lines[] = { "", "x", "Ng'ang'a's laptop", "Mũrang’a" };
  static const char *const others[] = { "a\nb",        "a\tb",    "a\u2028b",
                                        "a\u2029b",    " a",      "a ",
                                        "a\rb",        "a\x7f",   "e\xcc\x81",
                                        "\xe9tranger", "a\u202eb" };
  g_autofree char *most = g_strnfill (200, 'x');
  g_autofree char *more = g_strnfill (201, 'x');

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    g_assert_true (ahadi_codec_is_line (lines[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (ahadi_codec_is_line (others[i]));
  g_assert_true (ahadi_codec_is_line (most));
  g_assert_false (ahadi_codec_is_line (more));
}

static void
test_typed (void)
{
  static const char *const refused[] = { NULL, "a\nb", " a" };
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_codec_check_typed ("Kisumu", TRUE, &error));
  assert_ok (ahadi_codec_check_typed ("", FALSE, &error));
  g_assert_false (ahadi_codec_check_typed ("", TRUE, &error));
  g_assert_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (ahadi_codec_check_typed (refused[i], FALSE, NULL));
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/codec/refuse-names-its-rule", test_refuse);
  g_test_add_func ("/sync/codec/J2-format-comes-first", test_start);
  g_test_add_func ("/sync/codec/a-line-is-one-clean-line", test_line);
  g_test_add_func ("/sync/codec/what-was-typed-is-a-line", test_typed);
  for (gsize i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      const Document *document = &documents[i];

      add_document_test ("takes-its-own-spelling", document, test_unchanged);
      add_changes (document);
      add_document_test ("J2-higher-number-is-newer", document, test_newer);
      add_document_test ("J2-refuses-number-that-is-none", document, test_no_number);
      add_document_test ("J3-refuses-missing-member", document, test_missing_member);
      add_document_test ("refuses-what-is-no-object", document, test_no_object);
    }

  return g_test_run ();
}
