/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"
#include "oplog/ahadi-oplog.h"

G_BEGIN_DECLS

/* What this vault knows of one device's writing, erased records too. */
typedef struct
{
  guint64 records[AHADI_KIND_MAX + 1]; /* by kind */
  guint64 operations;
  AhadiHlc newest; /* 0 if it wrote nothing that came here */
} AhadiHoldings;

gboolean ahadi_holdings_of_device (AhadiVault *vault,
                                   const AhadiId *device,
                                   AhadiHoldings *holdings,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
