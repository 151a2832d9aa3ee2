/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-part-rights.h"

#include <string.h>

#include "ahadi-codec.h"
#include "ahadi-sync-error.h"

gboolean
ahadi_rights_check_bundle (const AhadiManifest *manifest,
                           const AhadiDirectoryEntry *author,
                           GError **error)
{
  gboolean office = ahadi_role_is_office (author->role);

  if (ahadi_manifest_is_reply (manifest) || ahadi_manifest_is_office_bundle (manifest))
    return office || ahadi_codec_refuse (
                         error, "W2", "a reply or an office bundle is not by an office");

  return !office ||
         ahadi_codec_refuse (error, "W1", "a field bundle is not by a field device");
}

static gboolean
check_branch_scope (const AhadiPartContext *context, const AhadiId *scope, GError **error)
{
  const AhadiId *own = ahadi_identity_get_branch (context->identity);

  if (!ahadi_manifest_is_reply (context->manifest))
    return ahadi_id_equal (scope, &context->author->branch) ||
           ahadi_codec_refuse (error, "W3",
                               "a branch part is of another branch than its author");

  if (ahadi_directory_find_branch (context->directory, scope) == NULL)
    return ahadi_codec_refuse (error, "W3", "a reply is to a branch that is not listed");

  return ahadi_role_is_office (ahadi_identity_get_role (context->identity)) ||
         ahadi_id_equal (scope, own) ||
         ahadi_codec_refuse (error, "W3", "a reply is to another branch");
}

gboolean
ahadi_rights_check_part (const AhadiPartContext *context,
                         const char *audience,
                         GError **error)
{
  AhadiAudienceClass audience_class;
  AhadiId scope;

  if (!ahadi_audience_parse (audience, &audience_class, &scope))
    return ahadi_codec_refuse (error, "P6", "an audience is not known");
  if (audience_class == AHADI_AUDIENCE_BRANCH)
    return check_branch_scope (context, &scope, error);
  if (audience_class == AHADI_AUDIENCE_DEVICE)
    return ahadi_id_equal (&scope, ahadi_identity_get_device (context->identity)) ||
           ahadi_codec_refuse (error, "W3", "a reply is to another device");

  return TRUE;
}

/* An office hands on what it took in while its author was active. */
static const AhadiDirectoryEntry *
find_relayed (const AhadiDirectoryEntry *writer, GError **error)
{
  if (writer == NULL)
    ahadi_codec_refuse (error, "W9", "the author of a segment is not listed");
  return writer;
}

const AhadiDirectoryEntry *
ahadi_rights_find_writer (const AhadiPartContext *context,
                          const AhadiStreamId *stream,
                          GError **error)
{
  const AhadiDirectoryEntry *writer =
      ahadi_directory_find_device (context->directory, &stream->device);
  gboolean own = ahadi_id_equal (&stream->device, &context->author->device);

  if (ahadi_manifest_is_office_bundle (context->manifest))
    return find_relayed (writer, error);
  if (!ahadi_role_is_office (context->author->role))
    {
      if (own)
        return context->author;
      ahadi_codec_refuse (error, "W4", "a field device passes on operations of another");
      return NULL;
    }

  if (writer == NULL || writer->state != AHADI_DEVICE_ACTIVE)
    {
      ahadi_codec_refuse (error, "W5",
                          "the author of a segment is not listed or was revoked");
      return NULL;
    }
  if (!ahadi_role_is_office (writer->role))
    {
      ahadi_codec_refuse (error, "W5", "a reply has operations of a field device");
      return NULL;
    }

  return writer;
}

gboolean
ahadi_rights_check_kind (AhadiAudienceClass audience,
                         AhadiKind kind,
                         AhadiRole writer,
                         GError **error)
{
  gboolean is_register =
      audience == AHADI_AUDIENCE_MEMBERSHIP || audience == AHADI_AUDIENCE_BRANCH;
  gboolean allowed = FALSE;

  switch (kind)
    {
    case AHADI_KIND_CIRCLE:
    case AHADI_KIND_MEMBER:
    case AHADI_KIND_PLEDGE:
    case AHADI_KIND_WITHDRAWAL:
    case AHADI_KIND_SAME_AS:
      allowed = is_register;
      break;
    case AHADI_KIND_REPORT:
    case AHADI_KIND_ADDENDUM:
      allowed = !is_register;
      break;
    case AHADI_KIND_ATTACHMENT:
      allowed = TRUE;
      break;
    case AHADI_KIND_ERASURE:
    case AHADI_KIND_CUTOFF:
    case AHADI_KIND_SETTLEMENT:
    case AHADI_KIND_BASELINE:
      return ahadi_role_reads (writer, audience) ||
             ahadi_codec_refuse (error, "W8",
                                 "a decision is not by an office that reads its class");
    default:
      break;
    }

  return allowed ||
         ahadi_codec_refuse (error, "W6", "a kind of record is not for this audience");
}

/* A laptop is told of its own streams, other holders of each stream of the part. */
static gboolean
is_meant (const AhadiPartContext *context,
          const char *audience,
          const AhadiId *addressed,
          const AhadiStreamId *stream)
{
  return ahadi_manifest_is_office_bundle (context->manifest)
             ? strcmp (stream->audience, audience) == 0
             : ahadi_id_equal (&stream->device, addressed);
}

gboolean
ahadi_rights_check_ack (const AhadiPartContext *context,
                        const char *audience,
                        const AhadiId *addressed,
                        const AhadiStreamId *stream,
                        GError **error)
{
  AhadiAudienceClass audience_class;

  if (!is_meant (context, audience, addressed, stream))
    return ahadi_codec_refuse (error, "W7", "an office tells of a stream of others");
  if (!ahadi_audience_parse (stream->audience, &audience_class, NULL) ||
      !ahadi_role_reads (context->author->role, audience_class))
    return ahadi_codec_refuse (error, "W7", "an office acknowledges what it can't open");

  return TRUE;
}

gboolean
ahadi_rights_check_erased (const AhadiPartContext *context,
                           const AhadiGone *erased,
                           GError **error)
{
  AhadiAudienceClass audience;

  return (ahadi_audience_parse (erased->scope, &audience, NULL) &&
          ahadi_role_reads (context->author->role, audience)) ||
         ahadi_codec_refuse (error, "G3", "an office tells of what it can't open");
}

static gboolean
may_tell_fork (const AhadiPartContext *context,
               const char *audience,
               const AhadiId *addressed,
               const AhadiFork *fork)
{
  AhadiAudienceClass part_class;
  AhadiAudienceClass stream_class;

  if (!ahadi_audience_parse (audience, &part_class, NULL) ||
      !ahadi_audience_parse (fork->stream.audience, &stream_class, NULL))
    return FALSE;
  if (part_class == AHADI_AUDIENCE_DEVICE)
    return ahadi_id_equal (&fork->stream.device, addressed) &&
           ahadi_role_reads (context->author->role, stream_class);

  return strcmp (audience, fork->stream.audience) == 0 &&
         ahadi_id_equal (&fork->stream.device, &context->author->device);
}

const AhadiDirectoryEntry *
ahadi_rights_find_forked (const AhadiPartContext *context,
                          const char *audience,
                          const AhadiId *addressed,
                          const AhadiFork *fork,
                          GError **error)
{
  const AhadiDirectoryEntry *writer = NULL;

  if (may_tell_fork (context, audience, addressed, fork))
    writer = ahadi_directory_find_device (context->directory, &fork->stream.device);
  if (writer == NULL)
    ahadi_codec_refuse (error, "W10", "a fork is told of a stream of somebody else");

  return writer;
}
