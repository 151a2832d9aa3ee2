/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ahadi-store.h"

G_BEGIN_DECLS

/* A laptop: a vault in a folder of its own, with a signing key, of the organisation
 * "ake". */
typedef struct
{
  char *folder;
  AhadiVault *vault;
  AhadiSigningKey *key;
  AhadiId device;
  guint number; /* private */
} Place;

#define ORG "ake"
#define AUDIENCE "membership"

/* Runs a call that reports to the local variable error and must succeed. */
#define assert_ok(call)                                                                  \
  do                                                                                     \
    {                                                                                    \
      gboolean ok_ = (call);                                                             \
      g_assert_no_error (error);                                                         \
      g_assert_true (ok_);                                                               \
    }                                                                                    \
  while (0)

/* Calls g_test_init() and ahadi_crypto_init(). */
void place_init_tests (int *argc, char ***argv);

/* Returns: (transfer full): the passphrase of every place. */
AhadiSecret *place_passphrase (void);

/* Makes its folder and its vault, with the author set. */
void place_open (Place *self);
/* Closes the vault and opens it again with the passphrase. */
void place_reopen (Place *self);
/* Closes the vault and removes its folder. */
void place_close (Place *self);

/* What somebody has who copies the laptop: the same vault and key, in a folder of its
 * own. */
void place_copy (Place *self, Place *copy);
/* The same laptop, copied after two members: both go on, each with two of its own. */
void place_make_fork (Place *self, Place *twin);

/* Saves a new member; returns its id. */
AhadiId place_add_member (Place *self, const char *name, const char *phone);
/* Changes one field of a record that is there. */
void place_change (
    Place *self, AhadiKind kind, const AhadiId *id, guint field, const char *value);
/* Saves a new pledge of @member. */
AhadiId place_add_pledge (Place *self, const AhadiId *member);

/* The stream of @self for the members' audience. */
AhadiStreamInfo place_get_stream (Place *self);

/* The segment from @from to @to of that stream, signed by its author. */
AhadiSegment place_get_segment (Place *self, guint64 from, guint64 to);

/* @self decides that what it has of @author counts for good up to @last. */
void place_settle (Place *self, Place *author, guint64 last);

/**
 * place_deliver:
 * @counts: (out) (optional)
 *
 * What @from wrote from operation @first to @last is applied at @to in one transaction.
 *
 * Returns: %FALSE with the applier's error, after a rollback.
 */
gboolean place_deliver (Place *from,
                        Place *to,
                        guint64 first,
                        guint64 last,
                        AhadiApplyCounts *counts,
                        GError **error);
void place_deliver_all (Place *from, Place *to);

char *place_digest (Place *self);

/* Names and contents, hashed, of each file of the folder itself. */
char *place_describe_files (Place *self);

/* Asserts that the check of the vault finds nothing wrong. */
void place_assert_sound (Place *self);

/* Number of records that @search finds among members. */
guint64 place_count_found (Place *self, const char *search);

/* Sets the wall clock of this program; 0: the real one. */
void place_set_clock (gint64 ms);

/* SQL that undoes version 15: the index of words is FTS5's again, and empty. */
#define PLACE_OLD_TEXT(kind)                                                             \
  "DROP TABLE " kind "_posting; CREATE VIRTUAL TABLE " kind "_text USING fts5 ("         \
  "words, content = '', detail = none, columnsize = 0, tokenize = 'ahadi');"
#define PLACE_UNDO_15                                                                    \
  PLACE_OLD_TEXT ("circle") PLACE_OLD_TEXT ("member") PLACE_OLD_TEXT ("report")

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_close)

G_END_DECLS
