/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-field.h"

G_BEGIN_DECLS

/* The kinds of record. Numbers are stored: never reuse one. */
typedef enum
{
  AHADI_KIND_CIRCLE = 1,
  AHADI_KIND_MEMBER = 2,
  AHADI_KIND_PLEDGE = 3,
  AHADI_KIND_WITHDRAWAL = 4,
  AHADI_KIND_REPORT = 5,
  AHADI_KIND_ADDENDUM = 6,
  AHADI_KIND_ATTACHMENT = 7,
  AHADI_KIND_ERASURE = 8,
  AHADI_KIND_CUTOFF = 9,
  AHADI_KIND_SETTLEMENT = 10,
  AHADI_KIND_SAME_AS = 11,
  AHADI_KIND_BASELINE = 12,
} AhadiKind;

#define AHADI_KIND_MAX 12
#define AHADI_KIND_MAX_FIELDS 32

typedef struct
{
  AhadiKind kind;
  const char *name;  /* "member"; hashed into the chain */
  gboolean add_only; /* every field is a FACT: one operation, never edited */
  const AhadiField *fields;
  guint n_fields; /* at most AHADI_KIND_MAX_FIELDS */
} AhadiKindInfo;

/* NULL for a number or name this program does not know. */
const AhadiKindInfo *ahadi_kind_get_info (AhadiKind kind);
const AhadiKindInfo *ahadi_kind_find (const char *name);

/* Index of @name in the kind's fields, or -1. */
int ahadi_kind_find_field (const AhadiKindInfo *self, const char *name);

/* Bit i: field i is one of which a conflict is asked about. */
guint32 ahadi_kind_get_sensitive_fields (AhadiKind kind);

G_END_DECLS
