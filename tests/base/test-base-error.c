/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ahadi-base.h"

#include <errno.h>

static void
test_domain_is_its_own (void)
{
  g_assert_cmpstr (g_quark_to_string (AHADI_BASE_ERROR), ==, "ahadi-base-error-quark");
}

static void
test_refusals_of_the_system_are_told_apart (void)
{
  static const struct
  {
    int code;
    AhadiBaseError means;
  } cases[] = {
    { ENOSPC, AHADI_BASE_ERROR_NO_SPACE },  { EDQUOT, AHADI_BASE_ERROR_NO_SPACE },
    { ENOENT, AHADI_BASE_ERROR_NOT_FOUND }, { EACCES, AHADI_BASE_ERROR_PERMISSION },
    { EPERM, AHADI_BASE_ERROR_PERMISSION }, { EROFS, AHADI_BASE_ERROR_READ_ONLY },
    { EEXIST, AHADI_BASE_ERROR_EXISTS },    { ENOTEMPTY, AHADI_BASE_ERROR_EXISTS },
    { EISDIR, AHADI_BASE_ERROR_IS_FOLDER }, { ENOTDIR, AHADI_BASE_ERROR_NOT_FOLDER },
    { EFBIG, AHADI_BASE_ERROR_FILE_SIZE },  { EIO, AHADI_BASE_ERROR_IO },
    { ENAMETOOLONG, AHADI_BASE_ERROR_IO },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *message =
          g_strdup_printf ("cannot open “a b”: %s", g_strerror (cases[i].code));

      ahadi_base_error_set_errno (&error, cases[i].code, "open", "a b");
      g_assert_error (error, AHADI_BASE_ERROR, (int) cases[i].means);
      g_assert_cmpstr (error->message, ==, message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base/base-error/domain-is-its-own", test_domain_is_its_own);
  g_test_add_func ("/base/base-error/refusals-of-the-system-are-told-apart",
                   test_refusals_of_the_system_are_told_apart);
  return g_test_run ();
}
