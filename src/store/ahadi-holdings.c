/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-holdings.h"

#include "ahadi-vault-private.h"

static void
add_kind (AhadiStatement *list, AhadiHoldings *holdings)
{
  AhadiKind kind = sqlite3_column_int (list->stmt, 0);
  AhadiHlc newest = sqlite3_column_int64 (list->stmt, 3);

  if (ahadi_kind_get_info (kind) != NULL)
    holdings->records[kind] = sqlite3_column_int64 (list->stmt, 1);
  holdings->operations += sqlite3_column_int64 (list->stmt, 2);
  holdings->newest = MAX (holdings->newest, newest);
}

gboolean
ahadi_holdings_of_device (AhadiVault *vault,
                          const AhadiId *device,
                          AhadiHoldings *holdings,
                          GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "op-holdings", error);
  gboolean row;

  *holdings = (AhadiHoldings){ 0 };
  if (list == NULL)
    return FALSE;

  ahadi_statement_bind_bytes (list, 1, device, sizeof *device);
  while (ahadi_statement_next (list, &row, error))
    {
      if (!row)
        return TRUE;
      add_kind (list, holdings);
    }

  return FALSE;
}
