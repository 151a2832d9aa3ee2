/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-body.h"

G_BEGIN_DECLS

/*
 * A body that was read and checked, made small: a bundle's are kept from its check until
 * it is merged, on another thread, so that no body is read twice. Lives in memory only,
 * in a piece that is aligned as g_malloc() aligns.
 */

/* How many bytes @body takes when packed; a multiple of 8. */
gsize ahadi_packed_body_measure (const AhadiBody *body);

/* @place: as many bytes as ahadi_packed_body_measure() says */
void ahadi_packed_body_write (const AhadiBody *body, gpointer place);

/* Makes @body (out) what was packed; it borrows its values from @place. */
void ahadi_packed_body_open (gpointer place, AhadiBody *body);

G_END_DECLS
