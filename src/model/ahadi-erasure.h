/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-kind.h"

G_BEGIN_DECLS

/*
 * An office's word that a record is gone for good: its content on every replica, with all
 * that belongs to it. It says nothing of a person: what stays is the kind, when, and why.
 * The reasons are those of the Data Protection Act 2019 (sections 39 and 40).
 */
enum
{
  AHADI_ERASURE_OF,
  AHADI_ERASURE_OF_KIND,
  AHADI_ERASURE_REASON,
  AHADI_ERASURE_NOTE,
  AHADI_ERASURE_DATE,
  AHADI_ERASURE_N_FIELDS
};

extern const AhadiKindInfo ahadi_erasure_info;

/* What may be erased, and why; %NULL-terminated. */
extern const char *const ahadi_erasure_kinds[];
extern const char *const ahadi_erasure_reasons[];

/**
 * ahadi_erasure_get_owner_fields:
 *
 * Returns: bit i is set if field i of @kind names a record without which one of @kind is
 *   not kept: a pledge goes with its member, an addition with its report.
 */
guint32 ahadi_erasure_get_owner_fields (AhadiKind kind);

G_END_DECLS
