/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-media-facts.h"

G_BEGIN_DECLS

/* Private to media/: chunks of RIFF (WAV, AVI): type 4, u32 length little-endian, bytes,
 * one more if the length is odd. */
#define AHADI_RIFF_HEAD 8

gboolean ahadi_riff_is (const guint8 *type, const char *name);

/* A list "INFO", from that word on: chunks of text, of which maker, time and program are
 * noted. */
void ahadi_riff_read_info (AhadiMediaFacts *facts, const guint8 *bytes, gsize size);

G_END_DECLS
