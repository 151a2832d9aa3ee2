/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"
#include "oplog/ahadi-oplog.h"

G_BEGIN_DECLS

/* Reason of what was only dropped on this laptop, after an office's receipt. */
#define AHADI_GONE_RECEIVED "received"
/* And of an attachment that was taken out again before it was ever sent. */
#define AHADI_GONE_TAKEN_BACK "taken-back"

/**
 * AhadiGone:
 * @scope: an audience's whole name; `membership` stands for every branch's too
 * @reason: one of ahadi_erasure_reasons, %AHADI_GONE_RECEIVED or
 *   %AHADI_GONE_TAKEN_BACK
 * @date: ISO 8601, when it was erased or dropped
 * @month: in which it was first recorded, "2026-11"; %NULL if nothing of it came here
 * @reference: (nullable): of a report that was dropped here
 * @route: (nullable): the same
 *
 * What is left of a record whose content is gone: nothing personal.
 */
typedef struct
{
  AhadiId entity;
  AhadiKind kind;
  char scope[AHADI_AUDIENCE_TEXT_SIZE];
  char *reason;
  char *date;
  char *month;
  char *reference;
  char *route;
} AhadiGone;

void ahadi_gone_free (AhadiGone *self);

/* Returns: (transfer full) (element-type AhadiGone): the newest first. */
GPtrArray *ahadi_gone_list (AhadiVault *vault, GError **error);

/* How many an office erased; without what was only dropped here. */
gboolean ahadi_gone_count (AhadiVault *vault,
                           guint64 *count,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full) (element-type AhadiGone): what offices erased of records that
 * @device wrote, by scope and entity. Without month, reference and route. */
GPtrArray *
ahadi_gone_list_of_device (AhadiVault *vault, const AhadiId *device, GError **error);

/* Returns: (transfer full) (element-type AhadiGone): those that offices without a key
 * can't know to be gone (ahadi-untold.h), by scope and entity. The same of each. */
GPtrArray *ahadi_gone_list_untold (AhadiVault *vault, GError **error);

/* Returns: (transfer full): the whole names of the audiences that are read with @audience
 * and have operations of @entity; @audience itself in any case. */
GStrv ahadi_gone_list_audiences (AhadiVault *vault,
                                 const AhadiId *entity,
                                 const char *audience,
                                 GError **error);

/* Takes in what an office told, or another vault of this laptop: @told is gone here too,
 * whatever came or will come. Its month does not count. */
gboolean ahadi_gone_take (AhadiVault *vault,
                          const AhadiGone *told,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_gone_drop_report:
 * @today: ISO 8601
 *
 * Drops the content of a report that an office has received, and of what was added to it,
 * from this vault alone: no operation says so. Its reference, route and month stay. It
 * can't be undone.
 *
 * Returns: %FALSE with %AHADI_STORE_ERROR_NOT_FOUND if there is none, or if it or what
 *   was added to it is not received yet; nothing changed.
 */
gboolean ahadi_gone_drop_report (AhadiVault *vault,
                                 const AhadiId *report,
                                 const char *today,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_gone_take_back:
 * @today: ISO 8601
 *
 * Takes an attachment out again that this vault made and no bundle has carried yet: its
 * record, its words and, with the next ahadi_blob_sweep(), its sealed file. Of its
 * operation the hash stays, which the chain needs, and travels.
 *
 * Returns: %FALSE with %AHADI_STORE_ERROR_NOT_FOUND if there is none, or if a bundle has
 *   it; nothing changed.
 */
gboolean ahadi_gone_take_back (AhadiVault *vault,
                               const AhadiId *attachment,
                               const char *today,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiGone, ahadi_gone_free)

G_END_DECLS
