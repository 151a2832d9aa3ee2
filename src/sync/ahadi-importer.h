/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-import.h"

G_BEGIN_DECLS

/*
 * Takes in many files, one after another. What is trusted is loaded once, and while one
 * bundle is merged another processor reads, opens and checks the next: all that needs no
 * vault. Each is committed by itself. To be used by one thread at a time, and not longer
 * than its vault is open.
 */
typedef struct _AhadiImporter AhadiImporter;

AhadiImporter *ahadi_importer_new (AhadiVault *vault);
/* Waits for what is looked at meanwhile. */
void ahadi_importer_free (AhadiImporter *self);

/**
 * ahadi_importer_import:
 * @next: (nullable): the bundle that will be asked for next, to be looked at meanwhile;
 * nothing is lost if it is another one then
 *
 * As ahadi_import_file(), with the same result in the same order.
 */
AhadiImportResult *ahadi_importer_import (AhadiImporter *self,
                                          const char *path,
                                          const char *next,
                                          gboolean preview,
                                          const AhadiProgress *progress,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiImporter, ahadi_importer_free)

G_END_DECLS
