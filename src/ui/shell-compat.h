/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * The one place that knows which GTK and libadwaita we run on. Everything here works on
 * GTK 4.8 and libadwaita 1.2; what newer ones do better is chosen in the .c, behind these
 * functions.
 */

/* One sentence, one button. */
void ahadi_compat_tell (GtkWindow *parent, const char *heading, const char *body);

/* @accepted runs if the person chose @action; never if the dialog or @owner goes away
 * first. */
typedef void (*AhadiAnswered) (gpointer owner);
void ahadi_compat_ask (GtkWidget *owner,
                       const char *heading,
                       const char *body,
                       const char *action,
                       gboolean destructive,
                       AhadiAnswered accepted);

/* (transfer full): a dialog with @child between its heading and its buttons, and the
 * focus in @child; @accepted as above, and the dialog closes first. */
void ahadi_compat_ask_with (GtkWidget *owner,
                            const char *heading,
                            const char *body,
                            GtkWidget *child,
                            const char *action,
                            AhadiAnswered accepted);

/* Whether the action of that dialog can be chosen. @child: in it */
void ahadi_compat_allow (GtkWidget *child, gboolean allowed);

typedef enum
{
  AHADI_PICK_OPEN,
  AHADI_PICK_OPEN_MANY,
  AHADI_PICK_SAVE,
  AHADI_PICK_FOLDER,
} AhadiPick;

typedef struct
{
  AhadiPick pick;
  const char *title;
  const char *name;        /* (nullable): proposed, for SAVE */
  const char *filter_name; /* (nullable) */
  const char *pattern;     /* (nullable): "*.ahadi-card"; several parted by blanks */
} AhadiPickOptions;

/* @paths: NULL-terminated, at least one; borrowed. Not called when nothing was chosen or
 * @owner is gone. */
typedef void (*AhadiPicked) (gpointer owner, const char *const *paths);
void
ahadi_compat_pick (GtkWidget *owner, const AhadiPickOptions *options, AhadiPicked picked);

void ahadi_compat_show_about (GtkWindow *parent);

G_END_DECLS
