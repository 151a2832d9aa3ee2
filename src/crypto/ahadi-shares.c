/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Shamir's scheme with the digest of SLIP-39 ("Passphrase, salt and digest of the shared
 * secret"), by libgfshare: for each of 32 bytes a polynomial of degree k - 1 over
 * GF(256), in libgfshare's own field (x^8 + x^4 + x^3 + x^2 + 1; SLIP-39 uses another, so
 * shares are not interchangeable with those of wallets).
 *
 *   at 255           the key S
 *   at 254           HMAC-SHA256 (R, S)[4] ‖ R, with R = 28 random bytes
 *   at 1 to k - 2    random
 *   at 1 to n        the shares
 *
 * Whoever combines k shares gets S and checks it against the digest: a share that is
 * wrong, or of another secret, is noticed but once in 2^32.
 *
 * libgfshare gives a polynomial's value at 0 only. In GF(256) a difference is an
 * exclusive or, so its value at a is that at 0 of the polynomial moved by a: of points
 * (x ^ a, y). Its buffers are overwritten when they are freed, but are not locked in
 * memory.
 */
#include "ahadi-shares.h"

#include <libgfshare.h>
#include <string.h>

#include "ahadi-crypto-error.h"
#include "ahadi-crypto-init.h"
#include "ahadi-hash.h"
#include "ahadi-kdf.h"

#define SIZE AHADI_SHARE_VALUE_SIZE
#define AT_KEY 255
#define AT_DIGEST 254
#define MAC_SIZE 4

typedef struct
{
  guint8 at;
  AhadiSecret *value; /* borrowed */
} Point;

static void
fill_random (unsigned char *buffer, unsigned int size)
{
  ahadi_random_bytes (buffer, size);
}

/* The value at @at of the polynomials through @points. */
static AhadiSecret *
interpolate (const Point *points, guint n_points, guint8 at)
{
  AhadiSecret *value = ahadi_secret_new (SIZE);
  guint8 moved[AHADI_SHARES_LIMIT];
  gfshare_ctx *context;

  for (guint i = 0; i < n_points; i++)
    moved[i] = points[i].at ^ at;

  /* What it overwrites its buffers with. */
  gfshare_fill_rand = fill_random;
  context = gfshare_ctx_init_dec (moved, n_points, SIZE);
  if (context == NULL)
    g_error ("out of memory for shares");
  for (guint i = 0; i < n_points; i++)
    gfshare_ctx_dec_giveshare (context, (guint8) i,
                               ahadi_secret_get_bytes (points[i].value));
  gfshare_ctx_dec_extract (context, ahadi_secret_get_bytes (value));
  gfshare_ctx_free (context);
  return value;
}

static void
compute_mac (AhadiSecret *digest, AhadiSecret *key, guint8 mac[32])
{
  ahadi_hmac_sha256 (ahadi_secret_get_bytes (digest) + MAC_SIZE, SIZE - MAC_SIZE,
                     ahadi_secret_get_bytes (key), SIZE, mac);
}

static AhadiSecret *
make_digest (AhadiSecret *key)
{
  AhadiSecret *digest = ahadi_secret_new_random (SIZE);
  guint8 mac[32];

  compute_mac (digest, key, mac);
  memcpy (ahadi_secret_get_bytes (digest), mac, MAC_SIZE);
  return digest;
}

/* --- Splitting ------------------------------------------------------------ */

static AhadiShare *
make_share (const AhadiShareInfo *info, const Point *base, guint8 index)
{
  g_autoptr (AhadiSecret) value = NULL;
  AhadiShareInfo own = *info;

  own.index = index;
  value = index + 2 <= info->threshold ? ahadi_secret_ref (base[index - 1].value)
                                       : interpolate (base, info->threshold, index);
  return ahadi_share_new (&own, value);
}

GPtrArray *
ahadi_shares_split (AhadiSecret *key, const AhadiShareInfo *info)
{
  GPtrArray *shares = g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_share_free);
  g_autoptr (GPtrArray) random =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_secret_unref);
  g_autoptr (AhadiSecret) digest = make_digest (key);
  Point base[AHADI_SHARES_LIMIT];
  guint n = 0;

  g_assert (ahadi_secret_get_size (key) == SIZE);
  g_assert (info->threshold >= 2 && info->threshold <= info->count &&
            info->count <= AHADI_SHARES_LIMIT);

  for (; n + 2 < info->threshold; n++)
    {
      g_ptr_array_add (random, ahadi_secret_new_random (SIZE));
      base[n] = (Point){ (guint8) (n + 1), random->pdata[n] };
    }
  base[n++] = (Point){ AT_DIGEST, digest };
  base[n++] = (Point){ AT_KEY, key };

  for (guint8 index = 1; index <= info->count; index++)
    g_ptr_array_add (shares, make_share (info, base, index));
  return shares;
}

/* --- Combining ------------------------------------------------------------ */

/* Returns: the key, or NULL if the digest says that these are not k shares of one. */
static AhadiSecret *
try_points (const Point *points, guint n_points)
{
  g_autoptr (AhadiSecret) key = interpolate (points, n_points, AT_KEY);
  g_autoptr (AhadiSecret) digest = interpolate (points, n_points, AT_DIGEST);
  guint8 mac[32];

  compute_mac (digest, key, mac);
  return ahadi_bytes_equal_secret (mac, ahadi_secret_get_bytes (digest), MAC_SIZE)
             ? g_steal_pointer (&key)
             : NULL;
}

/* The first @threshold of @shares but the one at @without (counted from 1; 0: none). */
static AhadiSecret *
try_without (GPtrArray *shares, guint threshold, guint without)
{
  Point points[AHADI_SHARES_LIMIT];
  guint n = 0;

  for (guint i = 0; i < shares->len && n < threshold; i++)
    {
      const AhadiShare *share = shares->pdata[i];

      if (i + 1 != without)
        points[n++] =
            (Point){ ahadi_share_get_info (share)->index, ahadi_share_get_value (share) };
    }
  return n == threshold ? try_points (points, n) : NULL;
}

static gboolean
is_same_set (const AhadiShareInfo *a, const AhadiShareInfo *b)
{
  return a->threshold == b->threshold && a->count == b->count &&
         memcmp (a->set, b->set, sizeof a->set) == 0;
}

static gboolean
check_sets (GPtrArray *shares, guint *wrong, GError **error)
{
  const AhadiShareInfo *first = ahadi_share_get_info (shares->pdata[0]);
  guint32 seen = 0;

  for (guint i = 0; i < shares->len; i++)
    {
      const AhadiShareInfo *info = ahadi_share_get_info (shares->pdata[i]);

      if (is_same_set (first, info) && (seen & (1u << info->index)) == 0)
        {
          seen |= 1u << info->index;
          continue;
        }

      *wrong = i + 1;
      g_set_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_NO_MATCH,
                   "cannot combine shares: number %u is %s", i + 1,
                   is_same_set (first, info) ? "there twice" : "of another set");
      return FALSE;
    }
  return TRUE;
}

AhadiSecret *
ahadi_shares_combine (GPtrArray *shares, guint *wrong, GError **error)
{
  guint threshold;

  *wrong = 0;
  if (shares->len > 0 && !check_sets (shares, wrong, error))
    return NULL;

  threshold =
      shares->len > 0 ? ahadi_share_get_info (shares->pdata[0])->threshold : G_MAXUINT;
  if (shares->len < threshold)
    {
      g_set_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED,
                   "cannot combine shares: there are only %u", shares->len);
      return NULL;
    }

  for (guint without = 0; without <= shares->len; without++)
    {
      AhadiSecret *key = try_without (shares, threshold, without);

      if (key != NULL)
        {
          *wrong = without;
          return key;
        }
    }

  g_set_error_literal (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_CORRUPT,
                       "cannot combine shares: one of them is wrong");
  return NULL;
}
