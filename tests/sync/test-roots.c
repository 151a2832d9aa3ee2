/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-roots.h"

#include <string.h>

#include "forge.h"

/* Two sets: two of {a, b, c}, then one of {c, d}. */
typedef struct
{
  AhadiId org;
  AhadiSigningKey *a, *b, *c, *d;
} Custodians;

static void
custodians_open (Custodians *self)
{
  ahadi_random_bytes (self->org.bytes, AHADI_ID_SIZE);
  self->a = ahadi_signing_key_new ();
  self->b = ahadi_signing_key_new ();
  self->c = ahadi_signing_key_new ();
  self->d = ahadi_signing_key_new ();
}

static void
custodians_close (Custodians *self)
{
  g_clear_pointer (&self->a, ahadi_signing_key_unref);
  g_clear_pointer (&self->b, ahadi_signing_key_unref);
  g_clear_pointer (&self->c, ahadi_signing_key_unref);
  g_clear_pointer (&self->d, ahadi_signing_key_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Custodians, custodians_close)

static AhadiRootSet *
make_set (guint threshold,
          AhadiSigningKey *first,
          AhadiSigningKey *second,
          AhadiSigningKey *third)
{
  AhadiRootSet *set = ahadi_root_set_new (threshold);

  ahadi_root_set_add (set, ahadi_signing_key_get_verify_key (first));
  if (second != NULL)
    ahadi_root_set_add (set, ahadi_signing_key_get_verify_key (second));
  if (third != NULL)
    ahadi_root_set_add (set, ahadi_signing_key_get_verify_key (third));
  return set;
}

static AhadiRoots *
make_first (Custodians *self)
{
  AhadiRoots *roots = ahadi_roots_new (&self->org);

  ahadi_roots_add (roots, make_set (2, self->a, self->b, self->c));
  ahadi_roots_sign (roots, self->a);
  ahadi_roots_sign (roots, self->c);
  return roots;
}

static AhadiRoots *
make_line (Custodians *self)
{
  AhadiRoots *roots = make_first (self);

  ahadi_roots_add (roots, make_set (1, self->c, self->d, NULL));
  ahadi_roots_sign (roots, self->a);
  ahadi_roots_sign (roots, self->b);
  ahadi_roots_sign (roots, self->d);
  return roots;
}

static AhadiRoots *
parse_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return ahadi_roots_parse (bytes, error);
}

static void
assert_line_refused (AhadiRoots *roots, int code, const char *said)
{
  g_autofree char *text = ahadi_roots_print (roots);
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiRoots) parsed = parse_text (text, &error);

  g_assert_null (parsed);
  g_assert_error (error, AHADI_SYNC_ERROR, code);
  if (strstr (error->message, said) == NULL)
    g_error ("refused for another reason than \"%s\": %s", said, error->message);
}

static void
test_round_trip (void)
{
  g_auto (Custodians) people = { 0 };
  g_autoptr (AhadiRoots) line = NULL;
  g_autoptr (AhadiRoots) parsed = NULL;
  g_autoptr (AhadiRoots) copy = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  g_autofree char *copied = NULL;
  g_autoptr (GError) error = NULL;

  custodians_open (&people);
  line = make_line (&people);
  text = ahadi_roots_print (line);
  parsed = parse_text (text, &error);
  g_assert_no_error (error);
  again = ahadi_roots_print (parsed);
  copy = ahadi_roots_copy (parsed);
  copied = ahadi_roots_print (copy);
  g_assert_cmpstr (text, ==, again);
  g_assert_cmpstr (text, ==, copied);
  g_assert_cmpuint (ahadi_roots_get_last (parsed)->threshold, ==, 1);
}

static void
test_continues (void)
{
  g_auto (Custodians) people = { 0 };
  g_auto (Custodians) others = { 0 };
  g_autoptr (AhadiRoots) first = NULL;
  g_autoptr (AhadiRoots) line = NULL;
  g_autoptr (AhadiRoots) foreign = NULL;
  g_autoptr (AhadiRoots) renamed = NULL;

  custodians_open (&people);
  custodians_open (&others);
  first = make_first (&people);
  line = make_line (&people);
  foreign = make_line (&others);
  g_assert_true (ahadi_roots_continue (line, first));
  g_assert_true (ahadi_roots_continue (line, line));
  g_assert_false (ahadi_roots_continue (first, line));
  g_assert_false (ahadi_roots_continue (foreign, first));

  people.org.bytes[3] ^= 1;
  renamed = make_line (&people);
  g_assert_false (ahadi_roots_continue (renamed, first));
}

static void
test_no_sets (void)
{
  g_auto (Custodians) people = { 0 };
  g_autoptr (AhadiRoots) empty = NULL;
  g_autoptr (AhadiRoots) many = NULL;

  custodians_open (&people);
  empty = ahadi_roots_new (&people.org);
  assert_line_refused (empty, AHADI_SYNC_ERROR_MALFORMED, "R1");

  many = ahadi_roots_new (&people.org);
  for (int i = 0; i <= AHADI_ROOTS_MAX_SETS; i++)
    {
      ahadi_roots_add (many, make_set (1, people.a, NULL, NULL));
      ahadi_roots_sign (many, people.a);
    }
  assert_line_refused (many, AHADI_SYNC_ERROR_MALFORMED, "R1");
}

static void
test_foreign_signature (void)
{
  g_auto (Custodians) people = { 0 };
  g_autoptr (AhadiRoots) roots = NULL;
  g_autoptr (AhadiRoots) twice = NULL;

  custodians_open (&people);
  roots = make_first (&people);
  ahadi_roots_sign (roots, people.d);
  assert_line_refused (roots, AHADI_SYNC_ERROR_MALFORMED, "R5");

  twice = make_first (&people);
  ahadi_roots_sign (twice, people.a);
  assert_line_refused (twice, AHADI_SYNC_ERROR_MALFORMED, "R5");
}

static void
test_bad_signature (void)
{
  g_auto (Custodians) people = { 0 };
  g_autoptr (AhadiRoots) line = NULL;
  g_autofree char *text = NULL;
  g_autoptr (AhadiRoots) parsed = NULL;
  g_autoptr (GError) error = NULL;
  char *at;

  custodians_open (&people);
  line = make_line (&people);
  text = ahadi_roots_print (line);
  at = strstr (text, "\"sig\":\"") + strlen ("\"sig\":\"");
  *at = *at == '0' ? '1' : '0';
  parsed = parse_text (text, &error);
  g_assert_null (parsed);
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_BAD_SIGNATURE);
}

/* Who may end the line's first set is for that set to say, and the new ones must agree.
 */
static void
test_too_few (void)
{
  g_auto (Custodians) people = { 0 };
  g_autoptr (AhadiRoots) by_one = NULL;
  g_autoptr (AhadiRoots) by_new_alone = NULL;
  g_autoptr (AhadiRoots) by_old_alone = NULL;

  custodians_open (&people);
  by_one = ahadi_roots_new (&people.org);
  ahadi_roots_add (by_one, make_set (2, people.a, people.b, NULL));
  ahadi_roots_sign (by_one, people.a);
  assert_line_refused (by_one, AHADI_SYNC_ERROR_BAD_SIGNATURE, "too few");

  by_new_alone = make_first (&people);
  ahadi_roots_add (by_new_alone, make_set (1, people.c, people.d, NULL));
  ahadi_roots_sign (by_new_alone, people.d);
  ahadi_roots_sign (by_new_alone, people.c);
  assert_line_refused (by_new_alone, AHADI_SYNC_ERROR_BAD_SIGNATURE, "too few");

  by_old_alone = make_first (&people);
  ahadi_roots_add (by_old_alone, make_set (1, people.d, NULL, NULL));
  ahadi_roots_sign (by_old_alone, people.a);
  ahadi_roots_sign (by_old_alone, people.b);
  assert_line_refused (by_old_alone, AHADI_SYNC_ERROR_BAD_SIGNATURE, "too few");
}

/* A signature for one place in the line says nothing about another. */
static void
test_moved_signature (void)
{
  g_auto (Custodians) people = { 0 };
  g_autoptr (AhadiRoots) line = NULL;
  g_autofree char *text = NULL;
  const char *first;
  const char *second;
  g_autofree char *moved = NULL;
  g_autoptr (AhadiRoots) parsed = NULL;
  g_autoptr (GError) error = NULL;

  custodians_open (&people);
  line = ahadi_roots_new (&people.org);
  ahadi_roots_add (line, make_set (1, people.a, NULL, NULL));
  ahadi_roots_sign (line, people.a);
  ahadi_roots_add (line, make_set (1, people.a, NULL, NULL));
  ahadi_roots_sign (line, people.a);
  text = ahadi_roots_print (line);
  first = strstr (text, "\"sig\":\"");
  second = strstr (first + 1, "\"sig\":\"");
  moved = g_strndup (text, strlen (text));
  memcpy (moved + (second - text), first, strlen ("\"sig\":\"") + 128);
  parsed = parse_text (moved, &error);
  g_assert_null (parsed);
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_BAD_SIGNATURE);
}

static void
test_every_byte (void)
{
  g_auto (Custodians) people = { 0 };
  g_autoptr (AhadiRoots) line = NULL;
  g_autofree char *text = NULL;
  gsize size;

  custodians_open (&people);
  line = make_line (&people);
  text = ahadi_roots_print (line);
  size = strlen (text);
  for (gsize i = 0; i < size; i++)
    {
      g_autofree char *flipped = g_strdup (text);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GBytes) cut = g_bytes_new (text, i);
      g_autoptr (AhadiRoots) parsed = NULL;

      flipped[i] ^= 1 << g_test_rand_int_range (0, 8);
      bytes = g_bytes_new (flipped, size);
      parsed = ahadi_roots_parse (bytes, NULL);
      g_assert_null (parsed);
      g_assert_null (ahadi_roots_parse (cut, NULL));
    }
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/roots/round-trip", test_round_trip);
  g_test_add_func ("/sync/roots/a-line-continues-its-beginning", test_continues);
  g_test_add_func ("/sync/roots/R1-refuses-no-set-or-too-many", test_no_sets);
  g_test_add_func ("/sync/roots/R5-refuses-signature-by-another", test_foreign_signature);
  g_test_add_func ("/sync/roots/R5-refuses-bad-signature", test_bad_signature);
  g_test_add_func ("/sync/roots/R5-refuses-signature-from-another-place",
                   test_moved_signature);
  g_test_add_func ("/sync/roots/R6-refuses-too-few", test_too_few);
  g_test_add_func ("/sync/roots/every-byte-flipped-and-every-cut", test_every_byte);

  return g_test_run ();
}
