/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * What is done with the directory and with drafts of the next one, as jobs of the keeper.
 */

/* Of the card in @path. @done: the json_t of ahadi_trust_diff() */
void ahadi_directory_jobs_compare (AhadiKeeper *keeper,
                                   const char *path,
                                   gpointer owner,
                                   AhadiDone done);

/* @done of those up to ahadi_directory_jobs_publish() gets the json_t of
 * ahadi_trust_show(), as it is afterwards. */
void ahadi_directory_jobs_show (AhadiKeeper *keeper, gpointer owner, AhadiDone done);

/* @keys: as ahadi_trust_draft_roots() has them. */
void ahadi_directory_jobs_set_custodians (AhadiKeeper *keeper,
                                          guint threshold,
                                          const char *const *keys,
                                          gpointer owner,
                                          AhadiDone done);
void ahadi_directory_jobs_remove_holder (AhadiKeeper *keeper,
                                         const AhadiId *device,
                                         gpointer owner,
                                         AhadiDone done);
/* @value: (nullable): NULL takes the setting out */
void ahadi_directory_jobs_set (AhadiKeeper *keeper,
                               const char *name,
                               const char *value,
                               gpointer owner,
                               AhadiDone done);
void ahadi_directory_jobs_set_code (AhadiKeeper *keeper,
                                    const char *language,
                                    const char *path,
                                    gboolean official,
                                    gpointer owner,
                                    AhadiDone done);
/* The draft that waits: takes the signatures of copies, or is forgotten. */
void ahadi_directory_jobs_add_copies (AhadiKeeper *keeper,
                                      const char *const *paths,
                                      gpointer owner,
                                      AhadiDone done);
void
ahadi_directory_jobs_forget_draft (AhadiKeeper *keeper, gpointer owner, AhadiDone done);
/* @path: (nullable): NULL is the one that waits */
void ahadi_directory_jobs_publish (AhadiKeeper *keeper,
                                   const char *path,
                                   gpointer owner,
                                   AhadiDone done);

/* Writes the draft that waits to @path. @done: AHADI_WORK_DONE */
void ahadi_directory_jobs_save (AhadiKeeper *keeper,
                                const char *path,
                                gpointer owner,
                                AhadiDone done);

/* A draft in a file, for which no vault is needed. @done: the json_t of
 * ahadi_trust_describe(), as it is afterwards. */
void ahadi_directory_jobs_read (AhadiKeeper *keeper,
                                const char *path,
                                gpointer owner,
                                AhadiDone done);
/* @passphrase: (transfer full) */
void ahadi_directory_jobs_sign (AhadiKeeper *keeper,
                                const char *path,
                                const char *key,
                                AhadiSecret *passphrase,
                                gpointer owner,
                                AhadiDone done);
void ahadi_directory_jobs_join (AhadiKeeper *keeper,
                                const char *path,
                                const char *const *copies,
                                gpointer owner,
                                AhadiDone done);

/* @done: GStrv of the keys in @paths. */
void ahadi_directory_jobs_read_custodians (AhadiKeeper *keeper,
                                           const char *const *paths,
                                           gpointer owner,
                                           AhadiDone done);
/* @passphrase: (transfer full). @done: the new public key. */
void ahadi_directory_jobs_new_custodian (AhadiKeeper *keeper,
                                         const char *path,
                                         const char *name,
                                         AhadiSecret *passphrase,
                                         gpointer owner,
                                         AhadiDone done);

/* A new key for this laptop. @done: 2 if the office has to be asked to list it, else 1.
 */
void ahadi_directory_jobs_rotate (AhadiKeeper *keeper, gpointer owner, AhadiDone done);

G_END_DECLS
