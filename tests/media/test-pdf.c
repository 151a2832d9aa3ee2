/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define LARGE (4 * 1024 * 1024)

/* What ahadi-pdf-clean would answer: result, size of what follows (ahadi-pdf-frame.h). */
#define ANSWER(result, size)                                                             \
  "#!/bin/sh\nprintf 'AhadiPdf\\000\\000\\000" result "\\000\\000\\000\\001'\n"          \
  "head -c 148 /dev/zero\nprintf '\\000\\000\\000\\000\\000\\000\\000" size "'\n"

typedef struct
{
  char *folder;
  char *program; /* that stands for ahadi-pdf-clean */
  char *real;    /* (nullable) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp (NULL, NULL);
  self->program = g_build_filename (self->folder, "clean", NULL);
  self->real = g_strdup (g_getenv ("AHADI_PDF_CLEAN"));
  g_setenv ("AHADI_PDF_CLEAN", self->program, TRUE);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *told = g_build_filename (self->folder, "pid", NULL);

  if (self->real != NULL)
    g_setenv ("AHADI_PDF_CLEAN", self->real, TRUE);
  g_unlink (self->program);
  g_unlink (told);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->program);
  g_free (self->real);
}

static void
write_program (Fixture *self, const char *text)
{
  g_assert_true (g_file_set_contents_full (self->program, text, -1,
                                           G_FILE_SET_CONTENTS_NONE, 0700, NULL));
}

static gboolean
read_it (gsize size, AhadiMediaFacts *facts, GError **error)
{
  g_autofree guint8 *bytes = g_malloc0 (size);
  g_autoptr (GInputStream) in =
      g_memory_input_stream_new_from_data (bytes, (gssize) size, NULL);

  return ahadi_media_read (AHADI_MEDIA_PDF, in, facts, error);
}

static void
assert_not_cleaned (const char *why)
{
  g_autoptr (GError) error = NULL;
  AhadiMediaFacts facts;

  g_assert_false (read_it (LARGE, &facts, &error));
  g_assert_error (error, AHADI_MEDIA_ERROR, AHADI_MEDIA_ERROR_NO_CLEANER);
  g_assert_nonnull (strstr (error->message, why));
}

static void
test_missing_program_is_told (Fixture *self, gconstpointer data)
{
  assert_not_cleaned ("cannot clean the PDF");
}

static void
test_answers_that_are_none_are_told (Fixture *self, gconstpointer data)
{
  write_program (self, "#!/bin/sh\nexit 0\n");
  assert_not_cleaned ("D1");
  write_program (self, "#!/bin/sh\ncat\n");
  assert_not_cleaned ("D1");
  write_program (self, ANSWER ("\\011", "\\000") "cat >/dev/null");
  assert_not_cleaned ("D1");
  write_program (self, ANSWER ("\\000", "\\005") "cat >/dev/null; printf four");
  assert_not_cleaned ("D2");
  write_program (self, ANSWER ("\\000", "\\000") "cat >/dev/null");
  assert_not_cleaned ("D2");
  write_program (self, ANSWER ("\\000", "\\004") "cat >/dev/null; printf four; exit 1");
  assert_not_cleaned ("D3");
  write_program (self, ANSWER ("\\000", "\\004") "printf four; kill -9 $$");
  assert_not_cleaned ("D3");
}

static void
test_reasons_are_told_apart (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *answer;
    int code;
  } cases[] = {
    { ANSWER ("\\001", "\\000"), AHADI_MEDIA_ERROR_DAMAGED },
    { ANSWER ("\\002", "\\000"), AHADI_MEDIA_ERROR_LOCKED },
    { ANSWER ("\\003", "\\000"), AHADI_MEDIA_ERROR_SIGNED },
    { ANSWER ("\\004", "\\000"), AHADI_MEDIA_ERROR_HOLDS_FILES },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      AhadiMediaFacts facts;

      write_program (self, cases[i].answer);
      g_assert_false (read_it (100, &facts, &error));
      g_assert_error (error, AHADI_MEDIA_ERROR, cases[i].code);
    }
}

static void
test_both_ways_flow_at_once (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  AhadiMediaFacts facts;

  /* More goes in and comes out than any pipe holds, before all of it is in. */
  write_program (self,
                 "#!/bin/sh\nprintf 'AhadiPdf\\000\\000\\000\\000\\000\\000\\000\\001'\n"
                 "head -c 148 /dev/zero\n"
                 "printf '\\000\\000\\000\\000\\000\\100\\000\\000'\ncat\n");
  g_assert_true (read_it (LARGE, &facts, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (facts.clean_size, ==, LARGE);
  g_assert_cmpuint (facts.removed, ==, 1);
}

static gboolean
cancel (gpointer data, const void *bytes, gsize size, GError **error)
{
  if (g_file_test (data, G_FILE_TEST_EXISTS))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
      return FALSE;
    }

  return TRUE;
}

static void
test_cancel_ends_the_program (Fixture *self, gconstpointer data)
{
  g_autofree char *told = g_build_filename (self->folder, "pid", NULL);
  g_autofree char *program = g_strdup_printf (
      "#!/bin/sh\necho $$ > %s.new; mv %s.new %s\nexec sleep 1000\n", told, told, told);
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_data ("%PDF-", 5, NULL);
  g_autofree char *pid = NULL;
  g_autoptr (GError) error = NULL;
  AhadiMediaFacts facts = { 0 };

  write_program (self, program);
  g_assert_false (ahadi_media_clean (AHADI_MEDIA_PDF, in, &facts, cancel, told, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (told, &pid, NULL, NULL));
  g_assert_cmpint (kill (atoi (pid), 0), ==, -1);
  g_assert_cmpint (errno, ==, ESRCH);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD_TEST(name, function)                                                         \
  g_test_add ("/media/pdf/" name, Fixture, NULL, set_up, function, tear_down)
  ADD_TEST ("missing-program-is-told", test_missing_program_is_told);
  ADD_TEST ("D1-D2-D3-answers-that-are-none-are-told",
            test_answers_that_are_none_are_told);
  ADD_TEST ("reasons-are-told-apart", test_reasons_are_told_apart);
  ADD_TEST ("both-ways-flow-at-once", test_both_ways_flow_at_once);
  ADD_TEST ("cancel-ends-the-program", test_cancel_ends_the_program);
  return g_test_run ();
}
