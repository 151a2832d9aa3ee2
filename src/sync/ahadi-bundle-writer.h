/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-directory-content.h"
#include "ahadi-manifest.h"
#include "ahadi-part-writer.h"
#include "ahadi-ticker.h"

G_BEGIN_DECLS

/*
 * Writes one bundle: parts one after the other into the staging folder, then the whole
 * beside its final name, read back and renamed.
 */
typedef struct _AhadiBundleWriter AhadiBundleWriter;

/* All are borrowed and must outlive it. Draws the bundle's id. */
AhadiBundleWriter *ahadi_bundle_writer_new (AhadiStaging *staging,
                                            AhadiIdentity *identity,
                                            AhadiDirectory *directory,
                                            const AhadiProgress *progress);
void ahadi_bundle_writer_free (AhadiBundleWriter *self);

const AhadiId *ahadi_bundle_writer_get_bundle (AhadiBundleWriter *self);

/**
 * ahadi_bundle_writer_begin_part:
 * @audience: whole name; parts in the order of their classes
 * @readers: (out) (optional): how many can read it; with none the part is sealed to a key
 * that is thrown away
 *
 * Returns: (transfer full): finish it with ahadi_bundle_writer_end_part().
 */
AhadiPartWriter *
ahadi_bundle_writer_begin_part (AhadiBundleWriter *self,
                                const char *audience,
                                guint *readers,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_bundle_writer_end_part (AhadiBundleWriter *self,
                                       AhadiPartWriter *part,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Another's bundle at @path goes along unopened; it must stay there until the bundle is
 * written. */
gboolean ahadi_bundle_writer_carry (AhadiBundleWriter *self,
                                    const char *path,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_bundle_writer_write:
 * @folder: made with missing parents; anywhere but the staging folder
 * @outer: (element-type AhadiAgeRecipient): the couriers
 * @card: (nullable): sent along
 * @size: (out): bytes of the bundle
 *
 * Returns: (transfer full): the path of the bundle; %NULL when the disk is full
 * (ahadi_error_is_no_space()), with another of the system's codes (%AHADI_BASE_ERROR_IO
 * also when it gives back other bytes than were written) or %G_IO_ERROR_CANCELLED:
 * nothing is left in @folder then.
 */
char *ahadi_bundle_writer_write (AhadiBundleWriter *self,
                                 const char *folder,
                                 const GArray *outer,
                                 GBytes *card,
                                 guint64 *size,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiBundleWriter, ahadi_bundle_writer_free)

G_END_DECLS
