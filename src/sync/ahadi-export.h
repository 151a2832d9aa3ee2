/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-directory.h"
#include "ahadi-progress.h"

G_BEGIN_DECLS

typedef struct
{
  char *path;      /* of the bundle written: the first, which has the operations */
  GPtrArray *more; /* (nullable) (element-type filename): further ones, of pieces only */
  AhadiId bundle;
  guint64 operations;
  guint64 size;      /* bytes, of all bundles */
  guint pieces;      /* of attached files, in all bundles */
  guint64 held_back; /* operations for an office that has no holder yet: they stay only
                        here */
  guint carried;     /* bundles of others that went along, unopened */
  guint spoilt;      /* of those that wait, lost or damaged here: they did not go along */
} AhadiExportResult;

void ahadi_export_result_clear (AhadiExportResult *self);

/**
 * ahadi_export:
 * @folder: made with missing parents
 * @everything: all operations, not only those since the last export
 *
 * Writes a bundle `<16 hex>.ahadi`: a laptop a field bundle with its five parts, an
 * office a bundle for all holders of offices with four, which also has what others wrote:
 * parts are sealed to temporary ciphertext in the vault, the bundle is put together
 * beside its final name, fsync, read back and compared, renamed, and only then the
 * streams are marked as exported. Nothing to send is not an error: the bundle then tells
 * just that. Errors: NOT_READY (no card; an office with no other holder), the system's
 * codes of AHADI_BASE_ERROR (NO_SPACE is checked before too), G_IO_ERROR_CANCELLED; no
 * half file stays and nothing is marked.
 */
gboolean ahadi_export (AhadiVault *vault,
                       const char *folder,
                       gboolean everything,
                       const AhadiProgress *progress,
                       AhadiExportResult *result,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_export_within:
 * @budget: bytes of pieces of attached files in one bundle; as many bundles are written
 * as that takes
 *
 * As ahadi_export(), which uses %AHADI_BLOB_BUDGET. Each bundle is whole by itself and
 * marked when it is written: what fails later leaves those before as they are, and the
 * next export goes on from there.
 */
gboolean ahadi_export_within (AhadiVault *vault,
                              const char *folder,
                              gboolean everything,
                              guint64 budget,
                              const AhadiProgress *progress,
                              AhadiExportResult *result,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What the next export would carry and what it would leave here, in operations. Errors:
 * NOT_READY as above. */
gboolean ahadi_export_count (AhadiVault *vault,
                             guint64 *ready,
                             guint64 *held_back,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AhadiExportResult, ahadi_export_result_clear)

G_END_DECLS
