/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "story.h"

#include <string.h>

/* --- Entries -------------------------------------------------------------- */

static void
clear_entry (gpointer data)
{
  Entry *self = data;

  g_free ((char *) self->operation.body);
  ahadi_body_clear (&self->body);
}

Entry *
entry_ref (Entry *self)
{
  return g_rc_box_acquire (self);
}

void
entry_unref (Entry *self)
{
  g_rc_box_release_full (self, clear_entry);
}

gboolean
entry_is_of (const Entry *self, const AhadiId *entity)
{
  char text[AHADI_ID_TEXT_SIZE];
  guint32 owners = ahadi_erasure_get_owner_fields (self->operation.kind);

  ahadi_id_print (entity, text);
  for (guint i = 0; owners >> i != 0; i++)
    if ((owners >> i & 1) != 0 && g_strcmp0 (self->body.values[i], text) == 0)
      return TRUE;

  return ahadi_id_equal (&self->operation.entity, entity);
}

/* --- Stories -------------------------------------------------------------- */

static Story *
make (StepAudience audience, const AhadiStreamId *id)
{
  Story *self = g_rc_box_new0 (Story);

  self->audience = audience;
  self->id = *id;
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_unref);
  self->heads = g_array_new (FALSE, FALSE, sizeof (Head));
  return self;
}

Story *
story_new (StepAudience audience, const AhadiStreamId *id, const Head *previous)
{
  Story *self = make (audience, id);
  AhadiChain chain;

  ahadi_chain_start (&chain, SIM_ORG, id, previous != NULL ? previous->bytes : NULL);
  g_array_append_vals (self->heads, chain.head, 1);
  return self;
}

Story *
story_copy (const Story *self, guint64 length)
{
  Story *copy = make (self->audience, &self->id);

  g_array_append_vals (copy->heads, self->heads->data, (guint) length + 1);
  for (guint64 i = 0; i < length; i++)
    g_ptr_array_add (copy->entries, entry_ref (self->entries->pdata[i]));
  return copy;
}

Story *
story_ref (Story *self)
{
  return g_rc_box_acquire (self);
}

static void
clear_story (gpointer data)
{
  Story *self = data;

  g_ptr_array_unref (self->entries);
  g_array_unref (self->heads);
}

void
story_unref (Story *self)
{
  g_rc_box_release_full (self, clear_story);
}

guint64
story_get_length (const Story *self)
{
  return self->entries->len;
}

const Entry *
story_get_entry (const Story *self, guint64 seq)
{
  return self->entries->pdata[seq - 1];
}

const Head *
story_get_head (const Story *self, guint64 position)
{
  return &g_array_index (self->heads, Head, position);
}

AhadiAgeIdentity *
story_get_key (void)
{
  static AhadiAgeIdentity *key;

  if (key == NULL)
    key = ahadi_age_identity_new ();
  return key;
}

static char *
print_sealed (const Entry *self, GError **error)
{
  AhadiAgeRecipient reader = ahadi_age_identity_get_recipient (story_get_key ());

  return ahadi_sealed_body_print (&self->body, self->operation.kind,
                                  &self->operation.entity, &reader, 1, error);
}

/* @salt: two copies that write the same at the same time still write two operations. */
static void
print_body (Entry *self, guint32 salt)
{
  guint8 bytes[AHADI_SALT_SIZE] = { 0 };
  g_autoptr (GError) error = NULL;
  char *body;

  ahadi_put_u32be (bytes, salt);
  body = self->sealed
             ? print_sealed (self, &error)
             : ahadi_body_print (&self->body, self->operation.kind, bytes, &error);
  g_assert_no_error (error);
  self->operation.body = body;
  self->operation.body_size = strlen (body);
  ahadi_hash_bytes (body, self->operation.body_size, self->operation.body_hash);
}

Entry *
story_add (Story *self,
           AhadiHlc hlc,
           AhadiKind kind,
           const AhadiId *entity,
           AhadiBody *body,
           gboolean sealed)
{
  static guint32 salt;
  Entry *entry = g_rc_box_new0 (Entry);
  guint64 seq = story_get_length (self) + 1;
  g_autoptr (GError) error = NULL;
  AhadiChain chain;

  entry->stamp = (AhadiStamp){ hlc, self->id.device, self->id.epoch };
  entry->operation =
      (AhadiOperation){ .seq = seq, .hlc = hlc, .kind = kind, .entity = *entity };
  entry->body = *body;
  *body = (AhadiBody){ 0 };
  entry->sealed = sealed;
  print_body (entry, salt++);

  ahadi_chain_resume (&chain, &self->id, seq - 1, story_get_head (self, seq - 1)->bytes);
  if (!ahadi_chain_link (&chain, &entry->operation, &error))
    g_error ("cannot link: %s", error->message);
  g_array_append_vals (self->heads, chain.head, 1);
  g_ptr_array_add (self->entries, entry);
  return entry;
}

/* --- Tales ---------------------------------------------------------------- */

AhadiSegment
tale_cut (const Tale *self)
{
  AhadiSegment segment = { .stream = self->story->id,
                           .from = self->from,
                           .to = self->to };

  memcpy (segment.prev, story_get_head (self->story, self->from - 1),
          sizeof segment.prev);
  memcpy (segment.head, story_get_head (self->story, self->to), sizeof segment.head);
  memcpy (segment.head_signature, segment.head, sizeof segment.head);
  return segment;
}

gboolean
tale_has_body (const Tale *self, const Entry *entry)
{
  return !self->hollow || entry->operation.kind == AHADI_KIND_ERASURE ||
         entry->operation.kind == AHADI_KIND_CUTOFF;
}
