/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-old-tokenizer.h"

#include "ahadi-store-error.h"

#define NAME "ahadi"

static int
create (void *data, const char **arguments, int n, Fts5Tokenizer **tokenizer)
{
  static char nothing;

  *tokenizer = (Fts5Tokenizer *) &nothing;
  return SQLITE_OK;
}

static void
drop (Fts5Tokenizer *tokenizer)
{
}

static int
tokenize (Fts5Tokenizer *tokenizer,
          void *context,
          int flags,
          const char *text,
          int size,
          int (*take) (void *, int, const char *, int, int, int))
{
  return SQLITE_ERROR;
}

static fts5_api *
find_api (sqlite3 *handle)
{
  sqlite3_stmt *ask = NULL;
  fts5_api *api = NULL;

  if (sqlite3_prepare_v2 (handle, "SELECT fts5(?1)", -1, &ask, NULL) == SQLITE_OK)
    {
      sqlite3_bind_pointer (ask, 1, (void *) &api, "fts5_api_ptr", NULL);
      sqlite3_step (ask);
    }
  sqlite3_finalize (ask);
  return api;
}

gboolean
ahadi_old_tokenizer_register (sqlite3 *handle, GError **error)
{
  fts5_tokenizer tokenizer = { create, drop, tokenize };
  fts5_api *api = find_api (handle);

  if (api != NULL &&
      api->xCreateTokenizer (api, NAME, NULL, &tokenizer, NULL) == SQLITE_OK)
    return TRUE;

  g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_LIBRARY,
                       "cannot open the database: its library has no full-text search, "
                       "which older versions need");
  return FALSE;
}
