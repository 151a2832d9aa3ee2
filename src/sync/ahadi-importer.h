/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-import.h"

G_BEGIN_DECLS

/*
 * Takes in many files, one after another. What is trusted is loaded once; while one
 * bundle is merged another processor reads, opens and checks the next: all that needs no
 * vault; and some are committed together, for most of a commit is to write again what the
 * one before wrote. To be used by one thread at a time, and not longer than its vault is
 * open.
 */
typedef struct _AhadiImporter AhadiImporter;

AhadiImporter *ahadi_importer_new (AhadiVault *vault);
/* Waits for what is looked at meanwhile. */
void ahadi_importer_free (AhadiImporter *self);

/**
 * ahadi_importer_import:
 * @paths: ends with %NULL; at least one
 *
 * Takes in the first of @paths and perhaps some after it, each as ahadi_import_file()
 * would. What is returned is committed.
 *
 * Returns: (transfer full) (element-type AhadiImportResult): of those that were taken in,
 *   in their order; %NULL with what kept the first from it, and nothing was changed then.
 */
GPtrArray *ahadi_importer_import (AhadiImporter *self,
                                  const char *const *paths,
                                  gboolean preview,
                                  const AhadiProgress *progress,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiImporter, ahadi_importer_free)

G_END_DECLS
