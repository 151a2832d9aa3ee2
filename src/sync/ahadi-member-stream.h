/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-ustar.h"

G_BEGIN_DECLS

#define AHADI_TYPE_MEMBER_STREAM (ahadi_member_stream_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiMemberStream, ahadi_member_stream, AHADI, MEMBER_STREAM, GInputStream)

/* The bytes of the member that @reader stands at, as a stream. @reader is borrowed and
 * must outlive it. */
GInputStream *ahadi_member_stream_new (AhadiUstarReader *reader);

G_END_DECLS
