/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A draft is a ustar of exactly these members in this order (FORMAT.md section 7a):
 *
 *   directory.json                the next one
 *   directory.json.<16 hex digits: key number>.minisig   as on a card, of those who have
 *                                 signed so far
 *   roots.json                    the last set perhaps with too few signatures
 *   code/<language>.txt           one per entry of "codes", in their order
 *   base.ahadi-card               the card it begins from, whole
 *   summary.txt                   what changes, for whoever has no Ahadi at hand; nothing
 *                                 that reads a draft looks at it
 *
 * A custodian can sign directory.json with stock minisign (-S -t "ahadi-directory-v1
 * <version>"); a change of roots needs Ahadi.
 */

#include "ahadi-proposal-codec.h"

#include <string.h>

#include "ahadi-codec.h"
#include "ahadi-error-map.h"

#define BASE_NAME "base.ahadi-card"
#define SUMMARY_NAME "summary.txt"

struct _AhadiProposal
{
  AhadiCard *base;
  AhadiDirectoryContent *content;
  AhadiRoots *roots;
  AhadiCardParts *parts; /* without a list; roots as they were when it was made */
};

void
ahadi_proposal_free (AhadiProposal *self)
{
  g_clear_pointer (&self->base, ahadi_card_free);
  g_clear_pointer (&self->content, ahadi_directory_content_free);
  g_clear_pointer (&self->roots, ahadi_roots_free);
  g_clear_pointer (&self->parts, ahadi_card_parts_free);
  g_free (self);
}

void
ahadi_custodian_free (AhadiCustodian *self)
{
  g_free (self->key);
  g_free (self);
}

const AhadiCard *
ahadi_proposal_get_base (AhadiProposal *self)
{
  return self->base;
}

const AhadiDirectoryContent *
ahadi_proposal_get_content (AhadiProposal *self)
{
  return self->content;
}

const AhadiRoots *
ahadi_proposal_get_roots (AhadiProposal *self)
{
  return self->roots;
}

const AhadiCardParts *
ahadi_proposal_get_parts (AhadiProposal *self)
{
  return self->parts;
}

guint32
ahadi_proposal_get_version (AhadiProposal *self)
{
  return self->content->version;
}

const char *
ahadi_proposal_get_org_name (AhadiProposal *self)
{
  return self->content->org_name;
}

char *
ahadi_proposal_make_fingerprint (AhadiProposal *self)
{
  return ahadi_directory_make_fingerprint (self->base->directory);
}

GPtrArray *
ahadi_proposal_list_changes (AhadiProposal *self)
{
  return ahadi_directory_content_compare (
      ahadi_directory_get_content (self->base->directory), self->content);
}

/* --- who has signed --- */

static gboolean
changes_roots (AhadiProposal *self)
{
  return ahadi_roots_get_length (self->roots) >
         ahadi_roots_get_length (self->base->roots);
}

static gboolean
has_signed_directory (AhadiProposal *self, const AhadiVerifyKey *key)
{
  for (guint i = 0; i < self->parts->signatures->len; i++)
    {
      const AhadiCardSignature *signature = self->parts->signatures->pdata[i];

      if (memcmp (signature->number, key->number, sizeof key->number) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Whoever will be a custodian signs the directory; where the roots change, all of them,
 * those that are and those that will be, sign that too. */
static gboolean
has_signed (AhadiProposal *self, const AhadiVerifyKey *key)
{
  gboolean is_new = ahadi_root_set_has (ahadi_roots_get_last (self->roots), key);

  return (!is_new || has_signed_directory (self, key)) &&
         (!changes_roots (self) || ahadi_roots_has_signed (self->roots, key));
}

static guint
count_signed (AhadiProposal *self, const AhadiRootSet *set)
{
  guint n = 0;

  for (guint i = 0; i < set->keys->len; i++)
    n += has_signed (self, &g_array_index (set->keys, AhadiVerifyKey, i));

  return n;
}

AhadiProposalCount
ahadi_proposal_count (AhadiProposal *self)
{
  const AhadiRootSet *old = ahadi_roots_get_last (self->base->roots);
  const AhadiRootSet *new = ahadi_roots_get_last (self->roots);
  AhadiProposalCount count = {
    .old_signed = count_signed (self, old),
    .old_threshold = old->threshold,
    .old_keys = old->keys->len,
    .new_signed = count_signed (self, new),
    .new_threshold = new->threshold,
    .new_keys = new->keys->len,
  };

  return count;
}

gboolean
ahadi_proposal_is_complete (AhadiProposal *self)
{
  AhadiProposalCount count = ahadi_proposal_count (self);

  return count.old_signed >= count.old_threshold &&
         count.new_signed >= count.new_threshold;
}

static void
list_set (AhadiProposal *self,
          GPtrArray *custodians,
          const AhadiRootSet *set,
          const AhadiRootSet *other,
          gboolean old)
{
  for (guint i = 0; i < set->keys->len; i++)
    {
      const AhadiVerifyKey *key = &g_array_index (set->keys, AhadiVerifyKey, i);
      gboolean in_both = ahadi_root_set_has (other, key);
      AhadiCustodian *custodian;

      if (in_both && !old)
        continue;
      custodian = g_new0 (AhadiCustodian, 1);
      custodian->key = ahadi_verify_key_to_string (key);
      custodian->is_old = old;
      custodian->is_new = in_both || !old;
      custodian->has_signed = has_signed (self, key);
      g_ptr_array_add (custodians, custodian);
    }
}

GPtrArray *
ahadi_proposal_list_custodians (AhadiProposal *self)
{
  const AhadiRootSet *old = ahadi_roots_get_last (self->base->roots);
  const AhadiRootSet *new = ahadi_roots_get_last (self->roots);
  GPtrArray *custodians =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_custodian_free);

  list_set (self, custodians, old, new, TRUE);
  list_set (self, custodians, new, old, FALSE);
  return custodians;
}

/* --- signing --- */

gboolean
ahadi_proposal_sign (AhadiProposal *self, AhadiSigningKey *key, GError **error)
{
  const AhadiVerifyKey *public = ahadi_signing_key_get_verify_key (key);
  gboolean is_old = ahadi_root_set_has (ahadi_roots_get_last (self->base->roots), public);
  gboolean is_new = ahadi_root_set_has (ahadi_roots_get_last (self->roots), public);

  if (!is_old && !is_new)
    {
      g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY,
                           "cannot sign the draft: the key is no custodian's of it");
      return FALSE;
    }

  if (changes_roots (self) && !ahadi_roots_has_signed (self->roots, public))
    {
      ahadi_roots_sign (self->roots, key);
      ahadi_card_parts_set_roots (self->parts, self->roots);
    }
  if (is_new)
    ahadi_card_parts_sign (self->parts, self->content, key);

  return TRUE;
}

gboolean
ahadi_proposal_join (AhadiProposal *self, AhadiProposal *other, GError **error)
{
  gboolean same = g_bytes_equal (self->parts->directory, other->parts->directory) &&
                  g_bytes_equal (self->base->bytes, other->base->bytes);

  if (!same)
    {
      g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FORK,
                           "cannot join the drafts: they are not of the same directory");
      return FALSE;
    }

  for (guint i = 0; i < other->parts->signatures->len; i++)
    ahadi_card_parts_add_signature (self->parts, other->parts->signatures->pdata[i]);
  ahadi_roots_join (self->roots, other->roots);
  ahadi_card_parts_set_roots (self->parts, self->roots);
  return TRUE;
}

/* --- making --- */

AhadiProposal *
ahadi_proposal_new (const AhadiCard *base,
                    AhadiDirectoryContent *content,
                    GPtrArray *texts,
                    GError **error)
{
  const AhadiDirectoryContent *was = ahadi_directory_get_content (base->directory);
  g_autoptr (AhadiProposal) self = g_new0 (AhadiProposal, 1);
  g_autoptr (GBytes) printed = NULL;

  content->version = was->version + 1;
  content->time = MAX (was->time, ahadi_wall_clock_ms ());
  if (!ahadi_directory_content_check (content, error))
    return NULL;

  self->base = ahadi_card_parse (base->bytes, error);
  if (self->base == NULL)
    return NULL;

  self->roots = ahadi_roots_copy (base->roots);
  if (!ahadi_root_set_equal (content->roots, was->roots))
    ahadi_roots_add (self->roots, ahadi_root_set_copy (content->roots));
  self->content = ahadi_directory_content_copy (content);
  self->parts = ahadi_card_parts_new ();
  ahadi_card_parts_set_directory (self->parts, content);
  ahadi_card_parts_set_roots (self->parts, self->roots);
  ahadi_card_parts_set_texts (self->parts, content, texts);

  /* Read back before anybody signs it. */
  printed = ahadi_proposal_print (self);
  return ahadi_proposal_parse (printed, error);
}

/* In plain English: the words of the window are app's, and this is for a custodian with
 * nothing but tar. */
static GBytes *
print_summary (AhadiProposal *self)
{
  g_autoptr (GPtrArray) changes = ahadi_proposal_list_changes (self);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "Directory %u of %s\n\n", self->content->version,
                          self->content->org_name);
  for (guint i = 0; i < changes->len; i++)
    {
      const AhadiChange *change = changes->pdata[i];

      g_string_append_printf (
          text, "- %s%s%s%s%s", ahadi_change_kind_to_word (change->kind),
          change->role != 0 ? " " : "",
          change->role != 0 ? ahadi_role_to_string (change->role) : "",
          change->subject != NULL ? " " : "",
          change->subject != NULL ? change->subject : "");
      if (change->was != NULL)
        g_string_append_printf (text, "\n    was: %s", change->was);
      if (change->is != NULL)
        g_string_append_printf (text, "\n    is:  %s", change->is);
      g_string_append_c (text, '\n');
    }

  return g_string_free_to_bytes (text);
}

static void
add_member (AhadiCardParts *parts, const char *name, GBytes *bytes)
{
  g_ptr_array_add (parts->texts, g_bytes_ref (bytes));
  g_ptr_array_add (parts->text_names, g_strdup (name));
}

GBytes *
ahadi_proposal_print (AhadiProposal *self)
{
  g_autoptr (AhadiCardParts) parts = ahadi_card_parts_copy (self->parts);
  g_autoptr (GBytes) summary = print_summary (self);

  add_member (parts, BASE_NAME, self->base->bytes);
  add_member (parts, SUMMARY_NAME, summary);
  return ahadi_card_parts_write (parts);
}

/* --- parsing --- */

/* The member before last, taken out together with the summary behind it. */
static GBytes *
take_base (AhadiCardParts *parts, GError **error)
{
  guint n = parts->texts->len;
  GBytes *base;

  if (parts->list != NULL || n < 2 ||
      strcmp (parts->text_names->pdata[n - 2], BASE_NAME) != 0 ||
      strcmp (parts->text_names->pdata[n - 1], SUMMARY_NAME) != 0)
    {
      ahadi_codec_refuse (error, "T1", "a draft has other members");
      return NULL;
    }

  base = g_bytes_ref (parts->texts->pdata[n - 2]);
  g_ptr_array_set_size (parts->texts, n - 2);
  g_ptr_array_set_size (parts->text_names, n - 2);
  return base;
}

/* T4: as C3 and C4, but that some may be missing. */
static gboolean
check_signature (AhadiProposal *self, const AhadiCardSignature *signature, GError **error)
{
  const AhadiVerifyKey *key =
      ahadi_root_set_find (ahadi_roots_get_last (self->roots), signature->number);
  g_autofree char *comment = ahadi_card_parts_make_comment (self->content);
  g_autoptr (AhadiMinisig) parsed = NULL;
  gsize size;
  const void *bytes = g_bytes_get_data (self->parts->directory, &size);

  if (key == NULL)
    return ahadi_codec_refuse (error, "T4", "a draft is signed by another key");

  parsed = ahadi_minisig_parse (g_bytes_get_data (signature->bytes, NULL),
                                g_bytes_get_size (signature->bytes), error);
  return parsed != NULL &&
         ahadi_minisign_check (parsed, key, bytes, size, comment, error);
}

static gboolean
check_signatures (AhadiProposal *self, GError **error)
{
  for (guint i = 0; i < self->parts->signatures->len; i++)
    {
      if (!check_signature (self, self->parts->signatures->pdata[i], error))
        return FALSE;
    }

  return TRUE;
}

/* T2 and T3. */
static gboolean
check_follows (AhadiProposal *self, GError **error)
{
  const AhadiDirectoryContent *was = ahadi_directory_get_content (self->base->directory);
  guint sets = ahadi_roots_get_length (self->roots);

  if (self->content->version != was->version + 1 ||
      !ahadi_id_equal (&self->content->org, &was->org))
    return ahadi_codec_refuse (error, "T2", "a draft does not follow its card");
  if (!ahadi_roots_continue (self->roots, self->base->roots) ||
      sets > ahadi_roots_get_length (self->base->roots) + 1 ||
      !ahadi_root_set_equal (self->content->roots, ahadi_roots_get_last (self->roots)))
    return ahadi_codec_refuse (error, "T3", "a draft's roots do not follow its card's");

  return TRUE;
}

static gboolean
parse (AhadiProposal *self, GBytes *file, GError **error)
{
  g_autoptr (GBytes) base = NULL;

  self->parts = ahadi_card_parts_read (file, error);
  base = self->parts != NULL ? take_base (self->parts, error) : NULL;
  if (base == NULL)
    return FALSE;

  self->base = ahadi_card_parse (base, error);
  if (self->base == NULL)
    return FALSE;

  self->roots = ahadi_roots_parse_draft (self->parts->roots, error);
  if (self->roots == NULL)
    return FALSE;

  self->content = ahadi_directory_content_parse (self->parts->directory, error);
  return self->content != NULL && check_follows (self, error) &&
         check_signatures (self, error) &&
         ahadi_card_parts_check_texts (self->parts, self->content, error);
}

AhadiProposal *
ahadi_proposal_parse (GBytes *file, GError **error)
{
  g_autoptr (AhadiProposal) self = g_new0 (AhadiProposal, 1);

  if (g_bytes_get_size (file) > AHADI_PROPOSAL_LIMIT)
    {
      ahadi_codec_refuse (error, "T5", "a draft is larger than 40 MiB");
      return NULL;
    }
  if (!parse (self, file, error))
    {
      ahadi_error_map_input (error, "cannot read the draft");
      return NULL;
    }

  return g_steal_pointer (&self);
}
