/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/ahadi-crypto.h"
#include "model/ahadi-model.h"

/* BLAKE2b-256 of the text as Amnesty International Kenya published it. */
#define PUBLISHED_HASH "48dddebee5a847409609da8d8eb4bb55835c0ae0dbd6e27e53fab6571dcfe551"

static const char *const required_members[] = {
  "file", "language", "official", "title", "publisher", "obtained", "blake2b-256", NULL,
};

static GBytes *
read_file (const char *name)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "..", "data", "code-of-conduct", name, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = ahadi_file_read (path, 64 * 1024, &error);

  g_assert_no_error (error);
  return bytes;
}

static char *
hash_file (const char *name)
{
  g_autoptr (GBytes) bytes = read_file (name);
  guint8 digest[AHADI_HASH_SIZE];
  char text[2 * AHADI_HASH_SIZE + 1];

  ahadi_hash_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), digest);
  ahadi_hex_encode (digest, sizeof digest, text);
  return g_strdup (text);
}

static json_t *
read_provenance (void)
{
  g_autoptr (GBytes) bytes = read_file ("provenance.json");
  g_autoptr (GError) error = NULL;
  json_t *json =
      ahadi_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);

  g_assert_no_error (error);
  return json;
}

static const char *
get_text (json_t *object, const char *name)
{
  g_autoptr (GError) error = NULL;
  const char *text = ahadi_json_get_text (object, name, &error);

  g_assert_no_error (error);
  return text;
}

static void
test_every_text_has_the_hash_it_is_said_to_have (void)
{
  g_autoptr (json_t) provenance = read_provenance ();
  json_t *texts = json_object_get (provenance, "texts");

  g_assert_cmpuint (json_array_size (texts), ==, 2);
  for (gsize i = 0; i < json_array_size (texts); i++)
    {
      json_t *text = json_array_get (texts, i);
      g_autofree char *hash = hash_file (get_text (text, "file"));

      g_assert_cmpstr (get_text (text, "blake2b-256"), ==, hash);
    }
}

static void
test_every_text_says_where_it_comes_from (void)
{
  g_autoptr (json_t) provenance = read_provenance ();
  json_t *texts = json_object_get (provenance, "texts");

  for (gsize i = 0; i < json_array_size (texts); i++)
    {
      json_t *text = json_array_get (texts, i);
      g_autoptr (GError) error = NULL;
      AhadiDate date;

      g_assert_true (ahadi_json_check_members (text, required_members, NULL, &error));
      g_assert_no_error (error);
      g_assert_true (ahadi_date_parse (get_text (text, "obtained"), &date, &error));
      g_assert_no_error (error);
      g_assert_cmpint (date.day, >, 0);
    }
}

static void
test_english_is_what_was_published (void)
{
  g_autofree char *hash = hash_file ("en.txt");

  g_assert_cmpstr (hash, ==, PUBLISHED_HASH);
}

static void
test_only_english_is_official (void)
{
  g_autoptr (json_t) provenance = read_provenance ();
  json_t *texts = json_object_get (provenance, "texts");

  for (gsize i = 0; i < json_array_size (texts); i++)
    {
      json_t *text = json_array_get (texts, i);
      gboolean english = g_str_equal (get_text (text, "language"), "en");

      g_assert_true (json_is_boolean (json_object_get (text, "official")));
      g_assert_cmpint (json_is_true (json_object_get (text, "official")), ==, english);
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_assert_true (ahadi_crypto_init (&error));

  g_test_add_func ("/model/code-provenance/every-text-has-the-hash-it-is-said-to-have",
                   test_every_text_has_the_hash_it_is_said_to_have);
  g_test_add_func ("/model/code-provenance/every-text-says-where-it-comes-from",
                   test_every_text_says_where_it_comes_from);
  g_test_add_func ("/model/code-provenance/english-is-what-was-published",
                   test_english_is_what_was_published);
  g_test_add_func ("/model/code-provenance/only-english-is-official",
                   test_only_english_is_official);

  return g_test_run ();
}
