/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/* A membership office and, where a test asks for it, an enrolled branch, in a folder of
 * their own. */
typedef struct
{
  char *folder;
  AhadiSecret *passphrase;
  AhadiSession *office;
  AhadiSession *branch; /* nullable */
} Desks;

#define DESKS_PASSPHRASE "mango ladder violet thunder 47"

/* Runs a call that reports to the local variable error and must succeed. */
#define assert_ok(call)                                                                  \
  do                                                                                     \
    {                                                                                    \
      gboolean ok_ = (call);                                                             \
      g_assert_no_error (error);                                                         \
      g_assert_true (ok_);                                                               \
    }                                                                                    \
  while (0)

/* The same for a failure. */
#define assert_fails(call, domain, code)                                                 \
  do                                                                                     \
    {                                                                                    \
      gboolean ok_ = (call);                                                             \
      g_assert_error (error, domain, code);                                              \
      g_assert_false (ok_);                                                              \
      g_clear_error (&error);                                                            \
    }                                                                                    \
  while (0)

/* Calls g_test_init() and ahadi_crypto_init(). */
void desks_init_tests (int *argc, char ***argv);

/* Makes the folder; no session yet. */
void desks_init (Desks *self);
/* The same with the founding office, open. */
void desks_open (Desks *self);
/* Removes the folder. */
void desks_clear (Desks *self);

/* Adds an open session of the office's card; enrolled only by desks_enrol(). */
AhadiSession *
desks_add (Desks *self, AhadiRole role, const char *branch, const char *name);
/* Request, approval, and the new card taken in. */
void desks_enrol (Desks *self, AhadiSession *session);
/* Adds and enrols the branch "Kisumu". */
void desks_add_branch (Desks *self);

/* Returns: (transfer full): @name inside the folder. */
char *desks_path (Desks *self, const char *name);

/* A member that breaks no rule, not saved. */
AhadiRecord *desks_make_member (const char *name);
AhadiId desks_add_member (AhadiSession *session, const char *name);
AhadiRecord *desks_make_pledge (const AhadiId *member);
AhadiRecord *desks_make_report (const char *route);

/* Approves the first request: (transfer full) (element-type AhadiImportResult). */
GPtrArray *desks_approve (AhadiSession *office, GPtrArray *requests);

/* Exports all that is new. Returns: (transfer full): the path. */
char *desks_export (Desks *self, AhadiSession *session);
/* Imports and asserts that there is a result. */
AhadiImportResult *desks_import (AhadiSession *session, const char *path);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desks, desks_clear)

G_END_DECLS
