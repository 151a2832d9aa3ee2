/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/* cairo's own context: named here, so that the window hands it through without app/
 * drawing anything. */
typedef struct _cairo cairo_t;

/* The paper with a recovery code, or with a custodian's share. All of it is borrowed. */
typedef struct
{
  const char *label;       /* of the laptop or holder; not on a share */
  const char *branch_name; /* (nullable): not on a share */
  AhadiSecret *code;       /* the digits in groups, parted by blanks, and a NUL */
  const AhadiShareInfo
      *share; /* (nullable): whose digits they are; else a recovery code */
} AhadiSheet;

/* Returns: (transfer full): one that owns all of it, for what outlives the caller. */
AhadiSheet *ahadi_sheet_copy (const AhadiSheet *self);
/* Of a copy only. */
void ahadi_sheet_free (AhadiSheet *self);

/* With its words in the person's language, @width × @height points. */
void ahadi_sheets_draw (const AhadiSheet *self, cairo_t *cr, double width, double height);

/* One A4 page, readable by this user only, and not sealed: whoever reads it has the
 * digits. Errors of ahadi_file_replace(). */
gboolean ahadi_sheets_write_pdf (const AhadiSheet *self,
                                 const char *path,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same of a share. */
gboolean ahadi_sheets_write_share_pdf (const AhadiShare *share,
                                       const char *path,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A letter as plain text: how many pages of @width × @height points it takes, one of them
 * (from 0), and all as A4, readable by this user only. */
guint ahadi_sheets_count_pages (const char *text, double width, double height);
void ahadi_sheets_draw_text (
    const char *text, guint page, cairo_t *cr, double width, double height);
gboolean ahadi_sheets_write_text_pdf (const char *text,
                                      const char *path,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiSheet, ahadi_sheet_free)

G_END_DECLS
