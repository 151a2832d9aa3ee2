/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-sheets.h"

#include <glib/gi18n-lib.h>

#include "ahadi-custody.h"
#include "ahadi-words.h"
#include "report/ahadi-report.h"

/* Returns: (transfer full): the line under the title. */
static char *
print_owner (const AhadiSheet *self)
{
  AhadiDate today = ahadi_date_today ();
  g_autoptr (GDateTime) time =
      g_date_time_new_utc (today.year, today.month, today.day, 0, 0, 0);
  g_autofree char *date = g_date_time_format (time, "%-d %B %Y");

  if (self->branch_name == NULL || *self->branch_name == '\0')
    return g_strdup_printf ("Ahadi · %s · %s", self->label, date);
  return g_strdup_printf ("Ahadi · %s · %s · %s", self->branch_name, self->label, date);
}

static AhadiRecoverySheet
make_sheet (const AhadiSheet *self, const char *owner)
{
  return (AhadiRecoverySheet){
    .code = (const char *) ahadi_secret_get_bytes (self->code),
    .title = _ ("Recovery sheet"),
    .owner = owner,
    .keep =
        _ ("These digits open the records on this laptop without the passphrase. Keep "
           "this sheet locked away and apart from the laptop. Whoever has both can read "
           "everything. There is no other way in if the passphrase is forgotten."),
    .use = _ ("When the passphrase is forgotten: open Ahadi, choose “Use the recovery "
              "code instead” and type the 13 groups in order, or scan the square. Then "
              "set a new passphrase from the menu."),
  };
}

void
ahadi_sheets_draw_recovery (const AhadiSheet *self,
                            cairo_t *cr,
                            double width,
                            double height)
{
  g_autofree char *owner = print_owner (self);
  AhadiRecoverySheet sheet = make_sheet (self, owner);

  ahadi_recovery_sheet_draw (&sheet, cr, width, height);
}

gboolean
ahadi_sheets_write_recovery_pdf (const AhadiSheet *self, const char *path, GError **error)
{
  g_autofree char *owner = print_owner (self);
  AhadiRecoverySheet sheet = make_sheet (self, owner);

  return ahadi_recovery_sheet_write_pdf (&sheet, path, error);
}

gboolean
ahadi_sheets_write_share_pdf (const AhadiShare *share, const char *path, GError **error)
{
  const AhadiShareInfo *info = ahadi_share_get_info (share);
  g_autoptr (AhadiSecret) digits = ahadi_share_print_digits (share);
  g_autofree char *set = ahadi_custody_name_set (info);
  g_autofree char *title =
      g_strdup_printf (_ ("Custodian’s share %u of %u"), info->index, info->count);
  g_autofree char *owner = g_strdup_printf (_ ("Ahadi · set %s"), set);
  g_autofree char *keep = g_strdup_printf (
      _ ("Any %u of these %u shares together open the records; this one alone opens "
         "nothing. Keep it locked away and apart from the others, and show it to nobody. "
         "A newer set makes it void."),
      info->threshold, info->count);
  AhadiRecoverySheet sheet = {
    .code = (const char *) ahadi_secret_get_bytes (digits),
    .title = title,
    .owner = owner,
    .keep = keep,
    .use = _ ("When it is needed: type the 19 groups in order into a file of their own, "
              "or scan the square, and give that file to Ahadi as a share."),
  };

  return ahadi_recovery_sheet_write_pdf (&sheet, path, error);
}

guint
ahadi_sheets_count_pages (const char *text, double width, double height)
{
  return ahadi_text_sheet_count_pages (text, width, height);
}

void
ahadi_sheets_draw_text (
    const char *text, guint page, cairo_t *cr, double width, double height)
{
  ahadi_text_sheet_draw (text, page, cr, width, height);
}

gboolean
ahadi_sheets_write_text_pdf (const char *text, const char *path, GError **error)
{
  return ahadi_text_sheet_write_pdf (text, path, error);
}
