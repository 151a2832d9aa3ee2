/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * One instance with one window. Files given to it are imported.
 */
#define AHADI_TYPE_APPLICATION (ahadi_application_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiApplication, ahadi_application, AHADI, APPLICATION, AdwApplication)

AhadiApplication *ahadi_application_new (void);

G_END_DECLS
