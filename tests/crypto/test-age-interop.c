/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ours against the stock age programs, both ways. */
#include <string.h>

#include "crypto-support.h"

static const gsize sizes[] = { 0,      1,      65535,  65536,  65537,  131072,
                               200000, 524288, 524289, 589824, 1300000 };

typedef struct
{
  char *folder;
  AhadiAgeIdentity *ours;
  AhadiAgeIdentity *theirs; /* as age-keygen wrote it */
} Fixture;

/* The identity in a file of age-keygen: comment lines, then the key. */
static AhadiAgeIdentity *
read_identity (const char *folder, const char *name)
{
  g_autoptr (GBytes) bytes = support_read (folder, name);
  g_autofree char *text =
      g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  const char *key = strstr (text, "AGE-SECRET-KEY-1");
  g_autoptr (GError) error = NULL;
  AhadiAgeIdentity *identity;

  g_assert_nonnull (key);
  identity = ahadi_age_identity_parse (key, strcspn (key, "\n"), &error);
  g_assert_no_error (error);
  return identity;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  const char *const keygen[] = { "age-keygen", "-o", "theirs.key", NULL };
  g_autoptr (AhadiSecret) text = NULL;

  fixture->folder = support_make_folder ();
  if (!support_has_program ("age") || !support_has_program ("age-keygen"))
    return;

  fixture->ours = ahadi_age_identity_new ();
  text = ahadi_age_identity_print (fixture->ours);
  support_write_text (fixture->folder, "ours.key",
                      (const char *) ahadi_secret_get_bytes (text));
  g_assert_true (support_run (fixture->folder, keygen));
  fixture->theirs = read_identity (fixture->folder, "theirs.key");
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  support_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_clear_pointer (&fixture->ours, ahadi_age_identity_unref);
  g_clear_pointer (&fixture->theirs, ahadi_age_identity_unref);
}

static gboolean
age_opens (Fixture *fixture, const char *key, GBytes *plain)
{
  const char *const decrypt[] = {
    "age", "-d", "-i", key, "-o", "opened", "sealed", NULL
  };
  g_autoptr (GBytes) opened = NULL;

  /* age makes no file for an empty payload. */
  support_write_text (fixture->folder, "opened", "");
  if (!support_run (fixture->folder, decrypt))
    return FALSE;
  opened = support_read (fixture->folder, "opened");
  return g_bytes_equal (opened, plain);
}

static void
test_age_opens_ours (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes) && fixture->theirs; i++)
    {
      const AhadiAgeRecipient both[] = { ahadi_age_identity_get_recipient (fixture->ours),
                                         ahadi_age_identity_get_recipient (
                                             fixture->theirs) };
      g_autoptr (GBytes) plain = support_pattern (sizes[i]);
      g_autoptr (GBytes) sealed = support_seal (plain, both, 2);

      support_write (fixture->folder, "sealed", sealed);
      g_assert_true (age_opens (fixture, "ours.key", plain));
      g_assert_true (age_opens (fixture, "theirs.key", plain));
    }
}

static void
test_age_refuses_ours_once_changed (Fixture *fixture, gconstpointer unused)
{
  AhadiAgeRecipient recipient;
  g_autoptr (GBytes) plain = support_pattern (100);
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GBytes) flipped = NULL;

  if (!fixture->theirs)
    return;
  recipient = ahadi_age_identity_get_recipient (fixture->theirs);
  sealed = support_seal (plain, &recipient, 1);
  flipped = support_flip (sealed, g_bytes_get_size (sealed) - 1, 1);
  support_write (fixture->folder, "sealed", flipped);
  g_assert_false (age_opens (fixture, "theirs.key", plain));
}

static void
test_ours_opens_age (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes) && fixture->theirs; i++)
    {
      AhadiAgeRecipient ours = ahadi_age_identity_get_recipient (fixture->ours);
      AhadiAgeRecipient theirs = ahadi_age_identity_get_recipient (fixture->theirs);
      g_autofree char *our_text = ahadi_age_recipient_to_string (&ours);
      g_autofree char *their_text = ahadi_age_recipient_to_string (&theirs);
      const char *const encrypt[] = { "age", "-r",     our_text, "-r", their_text,
                                      "-o",  "sealed", "plain",  NULL };
      g_autoptr (GBytes) plain = support_pattern (sizes[i]);
      g_autoptr (GBytes) sealed = NULL;
      g_autoptr (GBytes) with_ours = NULL;
      g_autoptr (GBytes) with_theirs = NULL;
      g_autoptr (GError) error = NULL;

      support_write (fixture->folder, "plain", plain);
      g_assert_true (support_run (fixture->folder, encrypt));
      sealed = support_read (fixture->folder, "sealed");
      with_ours = support_open (sealed, fixture->ours, 10000, &error);
      g_assert_no_error (error);
      support_assert_equal (with_ours, plain);
      with_theirs = support_open (sealed, fixture->theirs, 100000, &error);
      g_assert_no_error (error);
      support_assert_equal (with_theirs, plain);
    }
}

/* To the fixture's two keys and to up to 18 strangers, in any order. */
static GArray *
make_random_recipients (Fixture *fixture)
{
  GArray *recipients = g_array_new (FALSE, FALSE, sizeof (AhadiAgeRecipient));
  AhadiAgeRecipient both[] = { ahadi_age_identity_get_recipient (fixture->ours),
                               ahadi_age_identity_get_recipient (fixture->theirs) };
  guint n = (guint) g_test_rand_int_range (0, 19);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AhadiAgeIdentity) stranger = ahadi_age_identity_new ();
      AhadiAgeRecipient recipient = ahadi_age_identity_get_recipient (stranger);

      g_array_append_val (recipients, recipient);
    }
  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    g_array_insert_val (recipients,
                        (guint) g_test_rand_int_range (0, (gint32) recipients->len + 1),
                        both[i]);
  return recipients;
}

/* A thousand with AHADI_THOROUGH set. */
static guint
count_files (void)
{
  return g_getenv ("AHADI_THOROUGH") != NULL ? 1000 : 50;
}

static void
test_age_opens_many_of_ours (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < count_files () && fixture->theirs; i++)
    {
      g_autoptr (GArray) recipients = make_random_recipients (fixture);
      g_autoptr (GBytes) plain = support_random ();
      g_autoptr (GBytes) sealed = support_seal (
          plain, (const AhadiAgeRecipient *) recipients->data, recipients->len);

      support_write (fixture->folder, "sealed", sealed);
      g_assert_true (age_opens (fixture, i % 2 == 0 ? "ours.key" : "theirs.key", plain));
    }
}

/* age sealing @plain to random recipients. */
static GBytes *
age_seals (Fixture *fixture, GBytes *plain)
{
  g_autoptr (GArray) recipients = make_random_recipients (fixture);
  g_autoptr (GPtrArray) command = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (command, g_strdup ("age"));
  for (guint i = 0; i < recipients->len; i++)
    {
      g_ptr_array_add (command, g_strdup ("-r"));
      g_ptr_array_add (command, ahadi_age_recipient_to_string (
                                    &g_array_index (recipients, AhadiAgeRecipient, i)));
    }
  g_ptr_array_add (command, g_strdup ("-o"));
  g_ptr_array_add (command, g_strdup ("sealed"));
  g_ptr_array_add (command, g_strdup ("plain"));
  g_ptr_array_add (command, NULL);
  support_write (fixture->folder, "plain", plain);
  g_assert_true (support_run (fixture->folder, (const char *const *) command->pdata));
  return support_read (fixture->folder, "sealed");
}

static void
test_ours_opens_many_of_age (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < count_files () && fixture->theirs; i++)
    {
      g_autoptr (GBytes) plain = support_random ();
      g_autoptr (GBytes) sealed = age_seals (fixture, plain);
      g_autoptr (GBytes) opened = NULL;
      g_autoptr (GError) error = NULL;

      opened = support_open (sealed, i % 2 == 0 ? fixture->ours : fixture->theirs,
                             (gsize) g_test_rand_int_range (1000, 300000), &error);
      g_assert_no_error (error);
      support_assert_equal (opened, plain);
    }
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);

#define ADD(name, function)                                                              \
  g_test_add ("/crypto/age-interop/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("age-opens-ours", test_age_opens_ours);
  ADD ("age-refuses-ours-once-changed", test_age_refuses_ours_once_changed);
  ADD ("ours-opens-age", test_ours_opens_age);
  ADD ("age-opens-many-of-ours", test_age_opens_many_of_ours);
  ADD ("ours-opens-many-of-age", test_ours_opens_many_of_age);
  return g_test_run ();
}
