/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Who is trusted, and who says so. At the membership office also the next directory.
 */
#define AHADI_TYPE_DIRECTORY_PAGE (ahadi_directory_page_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiDirectoryPage, ahadi_directory_page, AHADI, DIRECTORY_PAGE, AdwBin)

GtkWidget *ahadi_directory_page_new (AhadiKeeper *keeper);

G_END_DECLS
