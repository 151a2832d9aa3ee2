/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * What went out and came in as files, newest first, in sentences.
 */
#define AHADI_TYPE_TRAFFIC (ahadi_traffic_get_type ())
G_DECLARE_FINAL_TYPE (AhadiTraffic, ahadi_traffic, AHADI, TRAFFIC, AdwBin)

/* Once, after it was made; follows changes from then on. */
void ahadi_traffic_start (AhadiTraffic *self, AhadiKeeper *keeper);

G_END_DECLS
