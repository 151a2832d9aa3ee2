/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"
#include "media/ahadi-media.h"

G_BEGIN_DECLS

/* A file before it is attached: what it is and what it tells. */
typedef struct
{
  char *name; /* without folders, as it can be kept */
  AhadiMediaType type;
  guint64 size;
  AhadiMediaFacts facts; /* if what it tells can be taken out; else zeros */
  gboolean is_damaged;   /* nothing that it tells can be told or taken out */
  AhadiMediaError why;   /* then */
} AhadiAttachmentLook;

void ahadi_attachment_look_clear (AhadiAttachmentLook *self);

/**
 * ahadi_attachments_look:
 * @look: (out): to be cleared
 *
 * Reads the file at @path and keeps nothing.
 *
 * Returns: %FALSE with %AHADI_MEDIA_ERROR_SIZE before anything is read if it is empty or
 * above %AHADI_ATTACHMENT_LIMIT, or the system's codes.
 */
gboolean ahadi_attachments_look (const char *path,
                                 AhadiAttachmentLook *look,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether it can only be taken as it is, though it may tell: then a reason is needed. */
gboolean ahadi_attachment_look_needs_reason (const AhadiAttachmentLook *self);

/* Whether it becomes another file as it is taken, unless it is kept on purpose: if it
 * tells something, and every PDF that can be cleaned. */
gboolean ahadi_attachment_look_changes (const AhadiAttachmentLook *self);

/**
 * ahadi_attachments_add:
 * @attachment: with what it belongs to and, if wanted, note and reason (“kept”); gets the
 * rest
 * @problems: (nullable): as for ahadi_records_save()
 *
 * Seals the file into the vault as it is read, place, time, names and device taken out
 * unless
 * @attachment says why not, and saves the record.
 *
 * Returns: %FALSE with the errors of ahadi_attachments_look(),
 * %AHADI_MEDIA_ERROR_NEEDS_REASON or why a PDF needs one, CHANGED, those of
 * ahadi_records_save(), a full disk, or %G_IO_ERROR_CANCELLED; nothing of the file is
 * kept then.
 */
gboolean ahadi_attachments_add (AhadiSession *session,
                                AhadiRecord *attachment,
                                const char *path,
                                GPtrArray *problems,
                                const AhadiProgress *progress,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How far the file of @attachment has come. */
gboolean ahadi_attachments_get_state (AhadiSession *session,
                                      const AhadiRecord *attachment,
                                      AhadiBlobState *state,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_attachments_save:
 * @path: the copy: not sealed, readable by its owner only
 *
 * Writes beside @path and renames once the whole file was checked; what stood at @path is
 * then replaced.
 *
 * Returns: %FALSE with %AHADI_STORE_ERROR_NOT_FOUND while the file is still on its way,
 * the seal's errors if it was damaged, the system's codes, or %G_IO_ERROR_CANCELLED;
 * @path is then as it was.
 */
gboolean ahadi_attachments_save (AhadiSession *session,
                                 const AhadiRecord *attachment,
                                 const char *path,
                                 const AhadiProgress *progress,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): a small PNG of a picture that is here; %NULL without an error
 * if there is none to be made. Made once and kept in the vault's database. */
GBytes *ahadi_attachments_get_thumbnail (AhadiSession *session,
                                         const AhadiRecord *attachment,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer full): "This picture tells where … That is taken out." */
char *ahadi_sentence_for_look (const AhadiAttachmentLook *look);

/* (transfer full): "The file is still on its way (3 of 13 pieces)."; where it has gone,
 * for one of our own. */
char *ahadi_sentence_for_blob (const AhadiBlobState *state, AhadiDelivery delivery);

/* "Picture", "Sound": of a MIME type. */
const char *ahadi_words_media (const char *mime);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AhadiAttachmentLook, ahadi_attachment_look_clear)

G_END_DECLS
