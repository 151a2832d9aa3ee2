/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * roots.json (FORMAT.md section 6), one line without a newline:
 *
 *   {"fmt":"ahadi-roots-v1","org":"<32 hex>","sets":[{"threshold":K,"keys":["<56
 * base64>",…], "signatures":[{"key":"<56 base64>","sig":"<128 hex>"},…]},…]}
 *
 * A signature of set n (from 1) is Ed25519 over "ahadi-roots-v1" NUL ‖ org[16] ‖ n u32be
 * ‖ BLAKE2b-256 of the text of set n-1 (32 zeros for n = 1) ‖ BLAKE2b-256 of the text of
 * set n, where the text of a set is {"threshold":K,"keys":[…]}.
 */

#include "ahadi-roots.h"

#include <string.h>

#include "ahadi-codec.h"
#include "ahadi-error-map.h"

#define FORMAT "ahadi-roots-v"
#define DOMAIN "ahadi-roots-v1"
#define VERSION 1

static const char *const members[] = { "fmt", "org", "sets", NULL };
static const char *const further_members[] = { "signatures", NULL };
static const char *const signature_members[] = { "key", "sig", NULL };

typedef struct
{
  AhadiVerifyKey key;
  guint8 signature[AHADI_SIGNATURE_SIZE];
} Signature;

typedef struct
{
  AhadiRootSet *set;
  GArray *signatures; /* Signature, in the order of their keys */
} Step;

struct _AhadiRoots
{
  AhadiId org;
  GPtrArray *steps;
};

static Step *
step_new (AhadiRootSet *set)
{
  Step *step = g_new0 (Step, 1);

  step->set = set;
  step->signatures = g_array_new (FALSE, FALSE, sizeof (Signature));
  return step;
}

static void
step_free (gpointer data)
{
  Step *step = data;

  ahadi_root_set_free (step->set);
  g_array_unref (step->signatures);
  g_free (step);
}

static const Step *
step_at (const AhadiRoots *self, guint i)
{
  return self->steps->pdata[i];
}

AhadiRoots *
ahadi_roots_new (const AhadiId *org)
{
  AhadiRoots *self = g_new0 (AhadiRoots, 1);

  self->org = *org;
  self->steps = g_ptr_array_new_with_free_func (step_free);
  return self;
}

AhadiRoots *
ahadi_roots_copy (const AhadiRoots *self)
{
  AhadiRoots *copy = ahadi_roots_new (&self->org);

  for (guint i = 0; i < self->steps->len; i++)
    {
      const Step *step = step_at (self, i);
      Step *twin = step_new (ahadi_root_set_copy (step->set));

      g_array_append_vals (twin->signatures, step->signatures->data,
                           step->signatures->len);
      g_ptr_array_add (copy->steps, twin);
    }

  return copy;
}

void
ahadi_roots_free (AhadiRoots *self)
{
  g_ptr_array_unref (self->steps);
  g_free (self);
}

const AhadiId *
ahadi_roots_get_org (const AhadiRoots *self)
{
  return &self->org;
}

const AhadiRootSet *
ahadi_roots_get_last (const AhadiRoots *self)
{
  return step_at (self, self->steps->len - 1)->set;
}

void
ahadi_roots_add (AhadiRoots *self, AhadiRootSet *set)
{
  g_ptr_array_add (self->steps, step_new (set));
}

/* --- signing --- */

static void
hash_set (const AhadiRootSet *set, guint8 digest[AHADI_HASH_SIZE])
{
  g_autofree char *text = ahadi_root_set_print (set);

  ahadi_hash_bytes (text, strlen (text), digest);
}

/* What the signatures of step @i are over. */
static GByteArray *
make_signed_bytes (const AhadiRoots *self, guint i)
{
  GByteArray *bytes = g_byte_array_new ();
  guint8 digest[AHADI_HASH_SIZE] = { 0 };
  guint8 number[4];

  ahadi_put_u32be (number, i + 1);
  g_byte_array_append (bytes, self->org.bytes, AHADI_ID_SIZE);
  g_byte_array_append (bytes, number, sizeof number);
  if (i > 0)
    hash_set (step_at (self, i - 1)->set, digest);
  g_byte_array_append (bytes, digest, sizeof digest);
  hash_set (step_at (self, i)->set, digest);
  g_byte_array_append (bytes, digest, sizeof digest);

  return bytes;
}

static int
compare_signatures (gconstpointer a, gconstpointer b)
{
  g_autofree char *left = ahadi_verify_key_to_string (&((const Signature *) a)->key);
  g_autofree char *right = ahadi_verify_key_to_string (&((const Signature *) b)->key);

  return strcmp (left, right);
}

void
ahadi_roots_sign (AhadiRoots *self, AhadiSigningKey *key)
{
  guint last = self->steps->len - 1;
  g_autoptr (GByteArray) bytes = make_signed_bytes (self, last);
  Step *step = self->steps->pdata[last];
  Signature signature = { .key = *ahadi_signing_key_get_verify_key (key) };

  ahadi_signing_key_sign (key, DOMAIN, bytes->data, bytes->len, signature.signature);
  g_array_append_val (step->signatures, signature);
  g_array_sort (step->signatures, compare_signatures);
}

static guint
count_signers (const Step *step, const AhadiRootSet *set)
{
  guint n = 0;

  for (guint i = 0; i < step->signatures->len; i++)
    n += ahadi_root_set_has (set, &g_array_index (step->signatures, Signature, i).key);

  return n;
}

static const Step *
last_step (const AhadiRoots *self)
{
  return step_at (self, self->steps->len - 1);
}

gboolean
ahadi_roots_has_signed (const AhadiRoots *self, const AhadiVerifyKey *key)
{
  const Step *step = last_step (self);

  for (guint i = 0; i < step->signatures->len; i++)
    {
      if (ahadi_verify_key_equal (&g_array_index (step->signatures, Signature, i).key,
                                  key))
        return TRUE;
    }

  return FALSE;
}

void
ahadi_roots_join (AhadiRoots *self, const AhadiRoots *other)
{
  Step *step = self->steps->pdata[self->steps->len - 1];
  const Step *theirs = last_step (other);

  for (guint i = 0; i < theirs->signatures->len; i++)
    {
      const Signature *signature = &g_array_index (theirs->signatures, Signature, i);

      if (!ahadi_roots_has_signed (self, &signature->key))
        g_array_append_vals (step->signatures, signature, 1);
    }

  g_array_sort (step->signatures, compare_signatures);
}

guint
ahadi_roots_get_length (const AhadiRoots *self)
{
  return self->steps->len;
}

const AhadiRootSet *
ahadi_roots_get_previous (const AhadiRoots *self)
{
  guint n = self->steps->len;

  return step_at (self, n > 1 ? n - 2 : 0)->set;
}

/* R6. */
static gboolean
has_enough (const AhadiRoots *self, guint i)
{
  const Step *step = step_at (self, i);
  const AhadiRootSet *before = i > 0 ? step_at (self, i - 1)->set : step->set;

  return count_signers (step, step->set) >= step->set->threshold &&
         count_signers (step, before) >= before->threshold;
}

gboolean
ahadi_roots_is_complete (const AhadiRoots *self)
{
  return has_enough (self, self->steps->len - 1);
}

static gboolean
check_signatures (const AhadiRoots *self, guint i, GError **error)
{
  g_autoptr (GByteArray) bytes = make_signed_bytes (self, i);
  const Step *step = step_at (self, i);
  const AhadiRootSet *before = i > 0 ? step_at (self, i - 1)->set : step->set;

  for (guint s = 0; s < step->signatures->len; s++)
    {
      const Signature *signature = &g_array_index (step->signatures, Signature, s);

      if (s > 0 && compare_signatures (signature - 1, signature) >= 0)
        return ahadi_codec_refuse (error, "R5", "signatures of roots are not in order");
      if (!ahadi_root_set_has (step->set, &signature->key) &&
          !ahadi_root_set_has (before, &signature->key))
        return ahadi_codec_refuse (error, "R5", "a signature of roots is by another key");
      if (!ahadi_verify_key_check (&signature->key, DOMAIN, bytes->data, bytes->len,
                                   signature->signature))
        {
          g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_BAD_SIGNATURE,
                               "against rule R5: a signature of roots does not hold");
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
check_enough (const AhadiRoots *self, guint i, GError **error)
{
  if (has_enough (self, i))
    return TRUE;

  g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_BAD_SIGNATURE,
                       "against rule R6: too few have signed the roots");
  return FALSE;
}

/* --- printing and parsing --- */

static json_t *
step_to_json (const Step *step)
{
  json_t *object = ahadi_root_set_to_json (step->set);
  json_t *signatures = json_array ();

  for (guint i = 0; i < step->signatures->len; i++)
    {
      const Signature *signature = &g_array_index (step->signatures, Signature, i);
      g_autofree char *key = ahadi_verify_key_to_string (&signature->key);
      json_t *entry = json_object ();

      ahadi_json_set_text (entry, "key", key);
      ahadi_json_set_bytes (entry, "sig", signature->signature, AHADI_SIGNATURE_SIZE);
      json_array_append_new (signatures, entry);
    }

  json_object_set_new (object, "signatures", signatures);
  return object;
}

char *
ahadi_roots_print (const AhadiRoots *self)
{
  g_autoptr (json_t) document = ahadi_codec_start (FORMAT, VERSION);
  json_t *sets = json_array ();

  for (guint i = 0; i < self->steps->len; i++)
    json_array_append_new (sets, step_to_json (step_at (self, i)));

  ahadi_json_set_bytes (document, "org", self->org.bytes, AHADI_ID_SIZE);
  json_object_set_new (document, "sets", sets);
  return ahadi_json_print (document);
}

static gboolean
parse_signature (json_t *entry, Signature *signature, GError **error)
{
  const char *key;

  if (!json_is_object (entry))
    return ahadi_codec_refuse (error, "R5", "a signature of roots is not an object");
  if (!ahadi_json_check_members (entry, signature_members, NULL, error) ||
      !ahadi_json_get_bytes (entry, "sig", signature->signature, AHADI_SIGNATURE_SIZE,
                             error) ||
      (key = ahadi_json_get_text (entry, "key", error)) == NULL)
    return FALSE;

  return ahadi_verify_key_parse (key, &signature->key, NULL) ||
         ahadi_codec_refuse (error, "R5", "a signer of roots is not a key");
}

static gboolean
parse_step (AhadiRoots *self, json_t *object, GError **error)
{
  AhadiRootSet *set = ahadi_root_set_from_json (object, further_members, error);
  json_t *signatures;
  Step *step;

  if (set == NULL)
    return FALSE;

  step = step_new (set);
  g_ptr_array_add (self->steps, step);

  signatures = ahadi_json_get_array (object, "signatures", error);
  if (signatures == NULL)
    return FALSE;
  for (gsize i = 0; i < json_array_size (signatures); i++)
    {
      Signature signature;

      if (!parse_signature (json_array_get (signatures, i), &signature, error))
        return FALSE;
      g_array_append_val (step->signatures, signature);
    }

  return check_signatures (self, self->steps->len - 1, error);
}

static gboolean
parse_document (AhadiRoots *self, json_t *document, gboolean draft, GError **error)
{
  json_t *sets;
  gsize n;

  if (!ahadi_json_check_members (document, members, NULL, error) ||
      !ahadi_json_get_id (document, "org", &self->org, error) ||
      (sets = ahadi_json_get_array (document, "sets", error)) == NULL)
    return FALSE;

  n = json_array_size (sets);
  if (n < 1 || n > AHADI_ROOTS_MAX_SETS)
    return ahadi_codec_refuse (error, "R1", "the line of roots is empty or too long");

  for (gsize i = 0; i < n; i++)
    {
      if (!parse_step (self, json_array_get (sets, i), error) ||
          (!(draft && i + 1 == n) && !check_enough (self, i, error)))
        return FALSE;
    }

  return TRUE;
}

static AhadiRoots *
parse (GBytes *bytes, gboolean draft, GError **error)
{
  static const AhadiId nobody;
  g_autoptr (AhadiRoots) self = ahadi_roots_new (&nobody);
  g_autofree char *spelling = NULL;
  g_autoptr (json_t) document = NULL;
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  document = ahadi_codec_read (text, size, FORMAT, VERSION, error);
  if (document == NULL || !parse_document (self, document, draft, error))
    {
      ahadi_error_map_input (error, "cannot read the roots");
      return NULL;
    }

  spelling = ahadi_roots_print (self);
  if (!ahadi_codec_check_spelling (text, size, spelling, error))
    return NULL;

  return g_steal_pointer (&self);
}

AhadiRoots *
ahadi_roots_parse (GBytes *bytes, GError **error)
{
  return parse (bytes, FALSE, error);
}

AhadiRoots *
ahadi_roots_parse_draft (GBytes *bytes, GError **error)
{
  return parse (bytes, TRUE, error);
}

gboolean
ahadi_roots_continue (const AhadiRoots *self, const AhadiRoots *old)
{
  if (!ahadi_id_equal (&self->org, &old->org) || self->steps->len < old->steps->len)
    return FALSE;

  for (guint i = 0; i < old->steps->len; i++)
    {
      if (!ahadi_root_set_equal (step_at (self, i)->set, step_at (old, i)->set))
        return FALSE;
    }

  return TRUE;
}
