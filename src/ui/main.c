/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <locale.h>

#include "ahadi-application.h"
#include "app/ahadi-app.h"

int
main (int argc, char **argv)
{
  g_autoptr (AhadiApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  ahadi_file_hold_standard ();
  ahadi_crypto_harden_process ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, AHADI_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (!ahadi_crypto_init (&error))
    {
      g_printerr ("ahadi: %s\n", error->message);
      return 1;
    }
  application = ahadi_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
