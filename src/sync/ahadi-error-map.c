/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-error-map.h"

#include "store/ahadi-store.h"

typedef struct
{
  int from;
  AhadiSyncError to;
} Mapping;

static const Mapping base_map[] = {
  { AHADI_BASE_ERROR_SYNTAX, AHADI_SYNC_ERROR_MALFORMED },
  { AHADI_BASE_ERROR_LIMIT, AHADI_SYNC_ERROR_MALFORMED },
};

static const Mapping crypto_map[] = {
  { AHADI_CRYPTO_ERROR_MALFORMED, AHADI_SYNC_ERROR_DAMAGED },
  { AHADI_CRYPTO_ERROR_CORRUPT, AHADI_SYNC_ERROR_DAMAGED },
  { AHADI_CRYPTO_ERROR_NO_MATCH, AHADI_SYNC_ERROR_NOT_FOR_US },
  { AHADI_CRYPTO_ERROR_BAD_SIGNATURE, AHADI_SYNC_ERROR_BAD_SIGNATURE },
  { AHADI_CRYPTO_ERROR_NEWER, AHADI_SYNC_ERROR_NEWER },
};

static const Mapping model_map[] = {
  { AHADI_MODEL_ERROR_UNKNOWN, AHADI_SYNC_ERROR_NEWER },
  { AHADI_MODEL_ERROR_VALUE, AHADI_SYNC_ERROR_MALFORMED },
  { AHADI_MODEL_ERROR_PROBLEMS, AHADI_SYNC_ERROR_MALFORMED },
};

static const Mapping oplog_map[] = {
  { AHADI_OPLOG_ERROR_MALFORMED, AHADI_SYNC_ERROR_MALFORMED },
  { AHADI_OPLOG_ERROR_BROKEN_CHAIN, AHADI_SYNC_ERROR_MALFORMED },
  { AHADI_OPLOG_ERROR_NEWER, AHADI_SYNC_ERROR_NEWER },
  { AHADI_OPLOG_ERROR_BAD_SIGNATURE, AHADI_SYNC_ERROR_BAD_SIGNATURE },
};

static const Mapping store_map[] = {
  { AHADI_STORE_ERROR_FORK, AHADI_SYNC_ERROR_FORK },
};

static const Mapping *
find_map (GQuark domain, gsize *n)
{
  if (domain == AHADI_BASE_ERROR)
    {
      *n = G_N_ELEMENTS (base_map);
      return base_map;
    }
  if (domain == AHADI_CRYPTO_ERROR)
    {
      *n = G_N_ELEMENTS (crypto_map);
      return crypto_map;
    }
  if (domain == AHADI_MODEL_ERROR)
    {
      *n = G_N_ELEMENTS (model_map);
      return model_map;
    }
  if (domain == AHADI_OPLOG_ERROR)
    {
      *n = G_N_ELEMENTS (oplog_map);
      return oplog_map;
    }

  *n = domain == AHADI_STORE_ERROR ? G_N_ELEMENTS (store_map) : 0;
  return store_map;
}

void
ahadi_error_map_input (GError **error, const char *action)
{
  const Mapping *map;
  gsize n;

  if (error == NULL || *error == NULL)
    return;

  /* What is asked of a document's members, and not there: J1 is told where it is read. */
  if (g_error_matches (*error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_SYNTAX) ||
      g_error_matches (*error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_LIMIT))
    ahadi_sync_error_blame (error, AHADI_BASE_ERROR, "J3");

  map = find_map ((*error)->domain, &n);
  for (gsize i = 0; i < n; i++)
    {
      if (map[i].from == (*error)->code)
        {
          (*error)->domain = AHADI_SYNC_ERROR;
          (*error)->code = map[i].to;
          break;
        }
    }

  g_prefix_error (error, "%s: ", action);
}
