/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-sheets.h"

#include <glib/gi18n-lib.h>

#include "ahadi-custodians.h"
#include "report/ahadi-report.h"

AhadiSheet *
ahadi_sheet_copy (const AhadiSheet *self)
{
  AhadiSheet *copy = g_new0 (AhadiSheet, 1);

  copy->label = g_strdup (self->label);
  copy->branch_name = g_strdup (self->branch_name);
  copy->code = ahadi_secret_ref (self->code);
  if (self->share != NULL)
    copy->share = g_memdup2 (self->share, sizeof *self->share);
  return copy;
}

void
ahadi_sheet_free (AhadiSheet *self)
{
  if (self == NULL)
    return;

  g_free ((gpointer) self->label);
  g_free ((gpointer) self->branch_name);
  ahadi_secret_unref (self->code);
  g_free ((gpointer) self->share);
  g_free (self);
}

/* --- what stands on it -------------------------------------------------------- */

static char *
print_today (void)
{
  AhadiDate today = ahadi_date_today ();
  g_autoptr (GDateTime) time =
      g_date_time_new_utc (today.year, today.month, today.day, 0, 0, 0);

  return g_date_time_format (time, "%-d %B %Y");
}

/* What is drawn, and the texts of it that are made for the occasion. */
typedef struct
{
  AhadiRecoverySheet sheet;
  char *title;
  char *owner; /* the line under the title */
  char *keep;
} Page;

static void
page_clear (Page *self)
{
  g_free (self->title);
  g_free (self->owner);
  g_free (self->keep);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

static void
fill_recovery (Page *page, const AhadiSheet *self)
{
  g_autofree char *date = print_today ();
  gboolean has_branch = self->branch_name != NULL && *self->branch_name != '\0';

  page->title = g_strdup (_ ("Recovery sheet"));
  page->owner = has_branch ? g_strdup_printf ("Ahadi · %s · %s · %s", self->branch_name,
                                              self->label, date)
                           : g_strdup_printf ("Ahadi · %s · %s", self->label, date);
  page->keep = g_strdup (
      _ ("These digits open the records on this laptop without the passphrase. Keep "
         "this sheet locked away and apart from the laptop. Whoever has both can read "
         "everything. There is no other way in if the passphrase is forgotten."));
  page->sheet.use =
      _ ("When the passphrase is forgotten: open Ahadi, choose “Use the recovery "
         "code instead” and type the 13 groups in order, or scan the square. Then "
         "choose a new passphrase.");
}

/* It names neither laptop nor custodian: whoever finds it learns nothing more. */
static void
fill_share (Page *page, const AhadiShareInfo *share)
{
  g_autofree char *set = ahadi_custodians_name_set (share->set);
  g_autofree char *date = print_today ();

  page->title =
      g_strdup_printf (_ ("Custodian’s share %u of %u"), share->index, share->count);
  page->owner = g_strdup_printf (_ ("Ahadi · set %s · %s"), set, date);
  page->keep = g_strdup_printf (
      _ ("Any %u of these %u shares together open the records; this one alone opens "
         "nothing. Keep it locked away and apart from the others, and show it to nobody. "
         "A newer set makes it void."),
      share->threshold, share->count);
  page->sheet.use = _ (
      "When it is needed: open Ahadi, choose “Use custodians’ shares instead” and "
      "type the 19 groups in order, or scan the square. Other custodians do the same.");
}

static void
fill_page (Page *page, const AhadiSheet *self)
{
  if (self->share != NULL)
    fill_share (page, self->share);
  else
    fill_recovery (page, self);

  page->sheet.code = (const char *) ahadi_secret_get_bytes (self->code);
  page->sheet.title = page->title;
  page->sheet.owner = page->owner;
  page->sheet.keep = page->keep;
}

void
ahadi_sheets_draw (const AhadiSheet *self, cairo_t *cr, double width, double height)
{
  g_auto (Page) page = { { NULL } };

  fill_page (&page, self);
  ahadi_recovery_sheet_draw (&page.sheet, cr, width, height);
}

gboolean
ahadi_sheets_write_pdf (const AhadiSheet *self, const char *path, GError **error)
{
  g_auto (Page) page = { { NULL } };

  fill_page (&page, self);
  return ahadi_recovery_sheet_write_pdf (&page.sheet, path, error);
}

gboolean
ahadi_sheets_write_share_pdf (const AhadiShare *share, const char *path, GError **error)
{
  g_autoptr (AhadiSecret) digits = ahadi_share_print_digits (share);
  AhadiSheet sheet = { .code = digits, .share = ahadi_share_get_info (share) };

  return ahadi_sheets_write_pdf (&sheet, path, error);
}

/* --- letters -------------------------------------------------------------------- */

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
