/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/*
 * Who holds the shares that open a vault. It is kept inside the database only (setting
 * "custodians/<slot id>"), so that a share that is found names nobody.
 */
typedef struct
{
  char *set; /* "0a1b2c3d", by which people tell one set from another; NULL: none holds */
  guint threshold; /* so many of them open the vault; 0: not known */
  guint count;
  gint64 made; /* ms since 1970 */
  GStrv
      names; /* as many as @count: who holds share 1, 2, …; "" for nobody in particular */
} AhadiCustodians;

void ahadi_custodians_free (AhadiCustodians *self);

/* Returns: whether shares hold. @id: (out): of their slot. */
gboolean ahadi_custodians_find (AhadiSlots *slots, AhadiId *id);

/* Returns: (transfer full): of the open vault. */
AhadiCustodians *ahadi_custodians_load (AhadiSession *session, GError **error);

/* For the other files of app/ only: remembers @self as those of @slot, which is about to
 * be put. */
gboolean ahadi_custodians_save (const AhadiCustodians *self,
                                AhadiVault *vault,
                                const AhadiId *slot,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same: forgets those whose slot is gone. */
gboolean ahadi_custodians_tidy (AhadiVault *vault,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): "0a1b2c3d" */
char *ahadi_custodians_name_set (const guint8 set[AHADI_SHARE_SET_SIZE]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiCustodians, ahadi_custodians_free)

G_END_DECLS
