/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/* A person of a report (an object of the array in AHADI_REPORT_PERSONS) in words. */

/* "Survivor"; borrowed */
const char *ahadi_person_get_role_word (json_t *person);

/* Name and note. @covered: dots of one length instead of either. (transfer full) */
char *ahadi_person_print (json_t *person, gboolean covered);

G_END_DECLS
