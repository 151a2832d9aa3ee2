/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "oplog/ahadi-oplog.h"
#include "step.h"

G_BEGIN_DECLS

#define SIM_ORG "ake"

/* One operation, with what its body says. Shared by the stories of copied laptops. */
typedef struct
{
  AhadiOperation operation;
  AhadiStamp stamp;
  AhadiBody body;
  gboolean sealed; /* so that not every office can open it */
} Entry;

Entry *entry_ref (Entry *self);
void entry_unref (Entry *self);
/* Whether a field of @self says that it belongs to @entity, or it is of @entity. */
gboolean entry_is_of (const Entry *self, const AhadiId *entity);

/* What one laptop wrote for one audience in one epoch, from its first operation on. Where
 * it was copied or put back there are several of one stream. */
typedef struct
{
  StepAudience audience;
  AhadiStreamId id;
  GPtrArray *entries; /* Entry: operation n at n - 1 */
  GArray *heads;      /* what the chain is: after operation n at n */
} Story;

typedef struct
{
  guint8 bytes[AHADI_CHAIN_HASH_SIZE];
} Head;

/* @previous: (nullable): what it goes on from */
Story *story_new (StepAudience audience, const AhadiStreamId *id, const Head *previous);
/* The same up to operation @length. */
Story *story_copy (const Story *self, guint64 length);
Story *story_ref (Story *self);
void story_unref (Story *self);

guint64 story_get_length (const Story *self);
const Entry *story_get_entry (const Story *self, guint64 seq);
const Head *story_get_head (const Story *self, guint64 position);

/* Who can open what is sealed. */
AhadiAgeIdentity *story_get_key (void);

/* The next operation; its number is set. @body: (transfer full) */
Entry *story_add (Story *self,
                  AhadiHlc hlc,
                  AhadiKind kind,
                  const AhadiId *entity,
                  AhadiBody *body,
                  gboolean sealed);

/* A piece of a story, as somebody is given it. */
typedef struct
{
  Story *story;
  guint64 from;
  guint64 to;
  gboolean hollow; /* of what may be erased only the hashes */
} Tale;

/* What goes over with it. @signature: stands for the author's, which whoever calls the
 * engine has verified. */
AhadiSegment tale_cut (const Tale *self);
/* Whether the body of @entry goes over with @self. */
gboolean tale_has_body (const Tale *self, const Entry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Story, story_unref)

G_END_DECLS
