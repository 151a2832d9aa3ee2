/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"
#include "base/ahadi-base.h"

G_BEGIN_DECLS

/*
 * What came in and went out as files: the import log (kept even when an import is
 * refused) and the bundles set aside. Times are milliseconds since the epoch.
 */
typedef struct
{
  gint64 number;
  gint64 time;
  char *direction; /* "in" or "out" */
  char *file;      /* base name only */
  char *bundle;    /* 32 hex digits, or "" if it could not be read */
  char *device;    /* 32 hex digits of the author, or "" */
  char
      *outcome; /* "merged", "duplicate", "set-aside", "refused", "exported", "replied" */
  char *reason; /* a word such as "unknown-device", or "" */
  guint64 operations;
} AhadiJournalEntry;

void ahadi_journal_entry_free (AhadiJournalEntry *self);

gboolean ahadi_journal_add (AhadiVault *vault,
                            const AhadiJournalEntry *entry,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type AhadiJournalEntry), newest first; @limit 0: all */
GPtrArray *ahadi_journal_list (AhadiVault *vault, guint limit, GError **error);
/* Whether a bundle of this id was merged here before. */
gboolean ahadi_journal_has_merged (AhadiVault *vault,
                                   const AhadiId *bundle,
                                   gboolean *merged,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A sealed file kept whole in the set-aside folder, named by the first half of its hash:
 * "<32 hex>.ahadi". */
typedef struct
{
  char *name;   /* file name in the set-aside folder */
  char *bundle; /* 32 hex, or "" */
  char *device; /* 32 hex, or "" */
  char *reason; /* "unknown-device": merge once enrolled; "revoked": once it is
                   decided how far its device counts; "sealed-parts": merged here,
                   kept for the offices that can open the rest */
  gint64 time;
} AhadiSetAside;

void ahadi_set_aside_free (AhadiSetAside *self);
/* The file must be in the folder and synced already. Replaces an entry of the same name.
 */
gboolean ahadi_set_aside_add (AhadiVault *vault,
                              const AhadiSetAside *entry,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Forgets the entry, then deletes the file. */
gboolean ahadi_set_aside_remove (AhadiVault *vault,
                                 const char *name,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type AhadiSetAside); @reason NULL: all */
GPtrArray *ahadi_set_aside_list (AhadiVault *vault, const char *reason, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiJournalEntry, ahadi_journal_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiSetAside, ahadi_set_aside_free)

G_END_DECLS
