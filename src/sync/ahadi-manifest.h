/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-blob-list.h"
#include "ahadi-recipients.h"
#include "oplog/ahadi-oplog.h"

G_BEGIN_DECLS

#define AHADI_MANIFEST_LIMIT (256 * 1024)
#define AHADI_BUNDLE_VERSION 1

/* One sealed part, as the manifest names it. */
typedef struct
{
  AhadiAudienceClass audience;
  GStrv recipients;
  guint64 size; /* of the age file */
  guint8 digest[AHADI_HASH_SIZE];
} AhadiManifestPart;

/* Another's bundle that travels inside, unopened; "carry/<16 hex>.ahadi" after its hash.
 */
#define AHADI_MANIFEST_MAX_CARRY 64

typedef struct
{
  guint64 size;
  guint8 digest[AHADI_HASH_SIZE];
} AhadiManifestCarry;

/* manifest.json of a bundle (FORMAT.md section 3). A plain value. */
typedef struct
{
  AhadiId org;
  AhadiId bundle;
  AhadiId device;
  AhadiVerifyKey signer;
  guint32 directory_version;
  guint32 devices_version; /* of the list */
  GStrv outer_recipients;
  GArray *parts; /* AhadiManifestPart: the five of a field bundle or the two of a reply,
                    in order */
  GArray *blobs; /* AhadiManifestBlobs, in order; none in a reply */
  GArray *carry; /* AhadiManifestCarry, by rising names; at most 64 */
} AhadiManifest;

/* "parts/membership.jsonl.gz.age" */
char *ahadi_manifest_make_part_name (AhadiAudienceClass audience);
gboolean ahadi_manifest_parse_part_name (const char *name, AhadiAudienceClass *audience)
    G_GNUC_WARN_UNUSED_RESULT;

AhadiManifest *ahadi_manifest_new (void);
void ahadi_manifest_free (AhadiManifest *self);

/* Takes @recipients. */
void ahadi_manifest_add_part (AhadiManifest *self,
                              AhadiAudienceClass audience,
                              GStrv recipients,
                              guint64 size,
                              const guint8 digest[AHADI_HASH_SIZE]);

/* Returns: (transfer full): the name of the member. */
char *ahadi_manifest_make_carry_name (const guint8 digest[AHADI_HASH_SIZE]);

/* Keeps the order; one that is there already is not added again. */
void ahadi_manifest_add_carry (AhadiManifest *self,
                               guint64 size,
                               const guint8 digest[AHADI_HASH_SIZE]);
/* The classes of an office bundle: 1 to 4. */
#define AHADI_AUDIENCE_N_OFFICE 4

gboolean ahadi_manifest_is_reply (const AhadiManifest *self);
gboolean ahadi_manifest_is_office_bundle (const AhadiManifest *self);

char *ahadi_manifest_print (const AhadiManifest *self);

/* "ahadi-bundle-v1 <bundle id>" */
char *ahadi_manifest_make_comment (const AhadiManifest *self);

/* To be called only once the signature over @bytes holds. AHADI_SYNC_ERROR_NEWER,
 * AHADI_SYNC_ERROR_MALFORMED. */
AhadiManifest *ahadi_manifest_parse (GBytes *bytes,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiManifest, ahadi_manifest_free)

G_END_DECLS
