/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-exchange.h"

#include "ahadi-sentences-trust.h"
#include "ahadi-sentences.h"

gboolean
ahadi_exchange_export (AhadiSession *session,
                       const char *folder,
                       gboolean everything,
                       const AhadiProgress *progress,
                       AhadiExportResult *result,
                       GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault != NULL &&
         ahadi_export (vault, folder, everything, progress, result, error);
}

gboolean
ahadi_exchange_export_within (AhadiSession *session,
                              const char *folder,
                              gboolean everything,
                              guint mebibytes,
                              const AhadiProgress *progress,
                              AhadiExportResult *result,
                              GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault != NULL &&
         ahadi_export_within (vault, folder, everything, (guint64) mebibytes << 20,
                              progress, result, error);
}

GPtrArray *
ahadi_exchange_reply (AhadiSession *session,
                      const char *folder,
                      const AhadiProgress *progress,
                      GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault == NULL ? NULL : ahadi_reply_write (vault, folder, progress, error);
}

AhadiImportResult *
ahadi_exchange_carry (AhadiSession *session, const char *path, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault == NULL ? NULL : ahadi_import_carry_file (vault, path, error);
}

gboolean
ahadi_exchange_count_carried (AhadiSession *session,
                              guint *files,
                              guint64 *bytes,
                              GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault != NULL && ahadi_carry_count (vault, files, bytes, error);
}

gboolean
ahadi_exchange_write_carried (AhadiSession *session,
                              const char *folder,
                              guint *files,
                              guint *spoilt,
                              GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault != NULL && ahadi_carry_write (vault, folder, files, spoilt, error);
}

gboolean
ahadi_exchange_drop_spoilt (AhadiSession *session,
                            gboolean drop,
                            guint *files,
                            GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault != NULL && ahadi_carry_drop_spoilt (vault, drop, files, error);
}

json_t *
ahadi_exchange_inspect (AhadiSession *session, const char *path, GError **error)
{
  AhadiVault *vault = NULL;

  if (ahadi_session_is_open (session))
    vault = ahadi_session_get_vault (session, NULL);
  return ahadi_inspect (path, vault, error);
}

char *
ahadi_exchange_say_import (AhadiSession *session, const AhadiImportResult *result)
{
  char *sentence = result->reason != NULL && !result->has_bundle
                       ? ahadi_sentence_for_card (session, result->file, result->reason)
                       : NULL;

  return sentence != NULL ? sentence : ahadi_sentence_for_import (result);
}
