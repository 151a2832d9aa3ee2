/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-directory.h"

G_BEGIN_DECLS

typedef enum
{
  AHADI_CHANGE_THRESHOLD,      /* was and is: how many custodians must sign */
  AHADI_CHANGE_ROOT_ADDED,     /* subject: the custodian's public key */
  AHADI_CHANGE_ROOT_REMOVED,   /* the same */
  AHADI_CHANGE_HOLDER_ADDED,   /* subject: device id; role */
  AHADI_CHANGE_HOLDER_REMOVED, /* the same */
  AHADI_CHANGE_HOLDER_KEY,     /* the same; was and is: age recipients */
  AHADI_CHANGE_NAME,           /* was and is: the organisation's name */
  AHADI_CHANGE_SETTING,        /* subject: its name; was or is may be NULL */
  AHADI_CHANGE_CODE,           /* subject: language; was or is: hash, may be NULL */
  AHADI_CHANGE_DEVICE_ADDED,   /* subject: device id; role, branch */
  AHADI_CHANGE_DEVICE_REMOVED, /* the same: listed no more, though not revoked */
  AHADI_CHANGE_DEVICE_REVOKED, /* the same; also of a holder, without a branch */
  AHADI_CHANGE_DEVICE_KEY,     /* the same; was and is: age recipients */
} AhadiChangeKind;

/* One thing that differs between two directories: what a custodian reads before signing,
 * and anybody before taking in a card. */
typedef struct
{
  AhadiChangeKind kind;
  AhadiRole role; /* 0 where it is about no office and no device */
  char *branch;   /* nullable: its name */
  char *subject;  /* nullable */
  char *was;      /* nullable */
  char *is;       /* nullable */
} AhadiChange;

void ahadi_change_free (AhadiChange *self);

/* "holder-added": the word in --json. */
const char *ahadi_change_kind_to_word (AhadiChangeKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiChange, ahadi_change_free)

G_END_DECLS
