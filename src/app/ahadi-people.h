/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/*
 * Who opens this vault: one passphrase slot each, with a name that is kept inside the
 * database (setting "person/<slot id>"), so that whoever finds the folder learns how
 * many they are and not who. Who unlocked is shown, never written into records.
 */
typedef struct
{
  AhadiId slot;
  char *name;    /* the vault's label for a slot that was never named */
  gboolean here; /* whose passphrase opened the vault this time */
} AhadiPerson;

void ahadi_person_free (AhadiPerson *self);

/* Returns: (transfer full) (element-type AhadiPerson): in the order they were added. */
GPtrArray *ahadi_people_list (AhadiSession *session, GError **error);

/* Returns: (transfer full): the one of that name, however it is spelled;
 * %AHADI_KEYS_ERROR_UNKNOWN. */
AhadiPerson *ahadi_people_find (AhadiSession *session, const char *name, GError **error);

/**
 * ahadi_people_add:
 * @slot: (out) (optional): where
 *
 * A further person with a passphrase of their own. NAME, NAME_TAKEN, WEAK or TAKEN of
 * %AHADI_KEYS_ERROR, or the errors of ahadi_vault_put_secret().
 */
gboolean ahadi_people_add (AhadiSession *session,
                           const char *name,
                           AhadiSecret *passphrase,
                           AhadiId *slot,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The passphrase no longer opens this vault; copies made before still do, until the keys
 * are made anew. %AHADI_KEYS_ERROR_LAST if it is the last one. */
gboolean ahadi_people_remove (AhadiSession *session,
                              const AhadiId *slot,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* %AHADI_KEYS_ERROR_WEAK or TAKEN. */
gboolean ahadi_people_set_passphrase (AhadiSession *session,
                                      const AhadiId *slot,
                                      AhadiSecret *passphrase,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Forgets the names of those whose slot is gone. */
gboolean ahadi_people_tidy (AhadiSession *session,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiPerson, ahadi_person_free)

G_END_DECLS
