/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-identity.h"

G_BEGIN_DECLS

/*
 * Who is trusted (FORMATS 5), joined from two documents: directory.json, signed by the
 * root keys (those keys, the holders of the three offices), and devices.json, signed by a
 * membership holder that it names (branches, their devices, what is revoked). Boxed,
 * refcounted, immutable; one that exists has been verified. No personal names.
 */
typedef struct _AhadiDirectory AhadiDirectory;

typedef enum
{
  AHADI_DEVICE_ACTIVE,
  AHADI_DEVICE_REVOKED,
} AhadiDeviceState;

/* A holder of an office, or a field device, as it counts: revoked as soon as either
 * document says so. Borrowed from the directory. */
typedef struct
{
  AhadiId device;
  AhadiVerifyKey signer;
  AhadiAgeRecipient recipient;
  AhadiRole role;
  AhadiId branch; /* zero for offices */
  AhadiDeviceState state;
} AhadiDirectoryEntry;

typedef struct
{
  AhadiId id;
  char *name; /* "Kisumu" */
} AhadiBranch;

AhadiDirectory *ahadi_directory_ref (AhadiDirectory *self);
void ahadi_directory_unref (AhadiDirectory *self);

/* The newest one in the vault; NULL without an error while there is none. */
AhadiDirectory *ahadi_directory_load (AhadiVault *vault, GError **error);

guint32 ahadi_directory_get_version (AhadiDirectory *self);
gint64
ahadi_directory_get_time (AhadiDirectory *self); /* ms since the epoch, as signed */
/* The same of the list of devices, which the membership office signs. */
guint32 ahadi_directory_get_list_version (AhadiDirectory *self);
gint64 ahadi_directory_get_list_time (AhadiDirectory *self);
const char *ahadi_directory_get_org (AhadiDirectory *self); /* id: 32 hex digits */
const char *ahadi_directory_get_org_name (AhadiDirectory *self);
/* 25 digits over the root set: ahadi_fingerprint_make ("ahadi-card-v1", …). Slow (0.1 s).
 */
char *ahadi_directory_make_fingerprint (AhadiDirectory *self);
/* How many of the custodians have to sign, and their public keys (transfer full). */
guint ahadi_directory_get_threshold (AhadiDirectory *self);
GStrv ahadi_directory_list_root_keys (AhadiDirectory *self);

/* (element-type AhadiDirectoryEntry), (element-type AhadiBranch): borrowed. */
GPtrArray *ahadi_directory_get_entries (AhadiDirectory *self);
GPtrArray *ahadi_directory_get_branches (AhadiDirectory *self);
const AhadiDirectoryEntry *ahadi_directory_find_device (AhadiDirectory *self,
                                                        const AhadiId *device);
/* For good, whether a document still names @device or not. */
gboolean ahadi_directory_is_revoked (AhadiDirectory *self, const AhadiId *device);
const AhadiBranch *ahadi_directory_find_branch (AhadiDirectory *self,
                                                const AhadiId *branch);

/* A setting that is text, borrowed; NULL if there is none of this name. */
const char *ahadi_directory_get_setting (AhadiDirectory *self, const char *name);

/* (transfer full) (element-type AhadiAgeRecipient): active recipients of a whole audience
 * name, FORMATS 3; empty if the office has no holder yet. */
GArray *ahadi_directory_list_recipients (AhadiDirectory *self, const char *audience);
/* Whether @role's office can open @audience (offices only). */
gboolean ahadi_role_reads (AhadiRole role, AhadiAudienceClass audience_class);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiDirectory, ahadi_directory_unref)

G_END_DECLS
