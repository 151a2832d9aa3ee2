/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-given-shares.h"

struct _AhadiGivenShares
{
  int references;
  GPtrArray *shares; /* owned: AhadiShare */
  guint bad_group;
  guint wrong;
  guint more; /* beyond the threshold: to find out which of them is wrong */
};

AhadiGivenShares *
ahadi_given_shares_new (void)
{
  AhadiGivenShares *self = g_new0 (AhadiGivenShares, 1);

  self->references = 1;
  self->shares = g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_share_free);
  return self;
}

static AhadiGivenShares *
given_shares_ref (AhadiGivenShares *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

void
ahadi_given_shares_unref (AhadiGivenShares *self)
{
  if (!g_atomic_int_dec_and_test (&self->references))
    return;

  g_ptr_array_unref (self->shares);
  g_free (self);
}

guint
ahadi_given_shares_count (AhadiGivenShares *self)
{
  return self->shares->len;
}

const AhadiShareInfo *
ahadi_given_shares_get_info (AhadiGivenShares *self, guint index)
{
  return ahadi_share_get_info (self->shares->pdata[index]);
}

guint
ahadi_given_shares_get_needed (AhadiGivenShares *self)
{
  return self->shares->len == 0
             ? 0
             : ahadi_given_shares_get_info (self, 0)->threshold + self->more;
}

guint
ahadi_given_shares_get_bad_group (AhadiGivenShares *self)
{
  return self->bad_group;
}

guint
ahadi_given_shares_get_wrong (AhadiGivenShares *self)
{
  return self->wrong;
}

/* --- one more ----------------------------------------------------------------------- */

typedef struct
{
  AhadiGivenShares *given;
  char *path;          /* nullable: typed */
  AhadiSecret *secret; /* nullable: digits, or the passphrase of the file */
} Next;

static void
next_free (gpointer data)
{
  Next *next = data;

  ahadi_given_shares_unref (next->given);
  g_free (next->path);
  g_clear_pointer (&next->secret, ahadi_secret_unref);
  g_free (next);
}

static gpointer
work_add (AhadiSession *session, gpointer data, GCancellable *cancellable, GError **error)
{
  Next *next = data;
  AhadiGivenShares *self = next->given;
  AhadiShare *share;
  guint wrong;

  self->bad_group = 0;
  share = next->path != NULL
              ? ahadi_custody_read (next->path, next->secret, error)
              : ahadi_custody_read_typed (next->secret, &self->bad_group, error);
  if (share == NULL)
    return NULL;

  g_ptr_array_add (self->shares, share);
  if (ahadi_custody_check (session, self->shares, &wrong, error))
    return AHADI_WORK_DONE;

  g_ptr_array_remove_index (self->shares, self->shares->len - 1);
  return NULL;
}

static void
run_add (AhadiGivenShares *self,
         AhadiKeeper *keeper,
         const char *path,
         AhadiSecret *secret,
         gpointer owner,
         AhadiDone done)
{
  Next *next = g_new0 (Next, 1);

  next->given = given_shares_ref (self);
  next->path = g_strdup (path);
  next->secret = secret;
  ahadi_keeper_run (keeper,
                    &(AhadiJob){ .work = work_add, .data = next, .data_free = next_free },
                    owner, done);
}

void
ahadi_given_shares_add_typed (AhadiGivenShares *self,
                              AhadiKeeper *keeper,
                              AhadiSecret *digits,
                              gpointer owner,
                              AhadiDone done)
{
  run_add (self, keeper, NULL, digits, owner, done);
}

void
ahadi_given_shares_add_file (AhadiGivenShares *self,
                             AhadiKeeper *keeper,
                             const char *path,
                             AhadiSecret *passphrase,
                             gpointer owner,
                             AhadiDone done)
{
  run_add (self, keeper, path, passphrase, owner, done);
}

/* --- opening ------------------------------------------------------------------------ */

static gpointer
work_open (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  AhadiGivenShares *self = data;
  g_autoptr (GError) why = NULL;

  if (ahadi_custody_unlock (session, self->shares, &self->wrong, &why))
    return AHADI_WORK_DONE;

  if (g_error_matches (why, AHADI_KEYS_ERROR, AHADI_KEYS_ERROR_WRONG_SHARE))
    self->more++;
  g_propagate_error (error, g_steal_pointer (&why));
  return NULL;
}

void
ahadi_given_shares_open (AhadiGivenShares *self,
                         AhadiKeeper *keeper,
                         gpointer owner,
                         AhadiDone done)
{
  ahadi_keeper_open (keeper,
                     &(AhadiJob){
                         .work = work_open,
                         .data = given_shares_ref (self),
                         .data_free = (GDestroyNotify) ahadi_given_shares_unref,
                     },
                     owner, done);
}
