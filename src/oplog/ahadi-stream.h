/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-audience.h"

G_BEGIN_DECLS

/* An organisation's id: 1 to 64 bytes of UTF-8. Whoever reads one from a file checks it
 * before it is hashed. */
#define AHADI_ORG_LIMIT 64
gboolean ahadi_org_is_valid (const char *org) G_GNUC_WARN_UNUSED_RESULT;

/* Operations of a stream are numbered from 1 up to this, which no laptop reaches: a
 * vault's log keeps the number in 40 bits. */
#define AHADI_SEQ_MAX ((G_GUINT64_CONSTANT (1) << 40) - 1)

/* One author's chain for one audience. @org is in the hashes only: a stream belongs to
 * one organisation. */
typedef struct
{
  AhadiId device;
  guint32 epoch;
  char audience[AHADI_AUDIENCE_TEXT_SIZE];
} AhadiStreamId;

void ahadi_stream_id_init (AhadiStreamId *self,
                           const AhadiId *device,
                           guint32 epoch,
                           const char *audience);
gboolean ahadi_stream_id_equal (const AhadiStreamId *a, const AhadiStreamId *b);
/* In the order of devices, epochs and audiences. */
int ahadi_stream_id_compare (const AhadiStreamId *a, const AhadiStreamId *b);
guint ahadi_stream_id_hash (gconstpointer stream_id);
gboolean ahadi_stream_id_hash_equal (gconstpointer a, gconstpointer b);

/*
 * Appends the name of a stream as it stands in everything hashed or signed: org (u8
 * length ‖ bytes) ‖ device[16] ‖ epoch u32be ‖ audience (u8 length ‖ bytes). @org must be
 * valid.
 */
void
ahadi_stream_id_append (const AhadiStreamId *self, const char *org, GByteArray *bytes);

G_END_DECLS
