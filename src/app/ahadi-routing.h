/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/* Where a record goes, and whose keys open it there. */
typedef struct
{
  char *audience; /* whole name; NULL for a route or a report that is none, which breaks a
                     rule of the record */
  GArray *readers; /* (nullable) AhadiAgeRecipient: whom it is sealed to when it is saved;
                      NULL: to all readers of the audience, when it is exported */
  gboolean unknown_recused; /* a recused member is no holder of the Committee */
} AhadiRouting;

void ahadi_routing_clear (AhadiRouting *self);

/**
 * ahadi_routing_choose:
 * @record: any record, not yet saved
 * @self: (out): cleared by the caller, also on failure
 *
 * Membership's records go to the membership office, a report by its route, an addendum
 * where its report went. The rule of ahadi-conflict.h decides the readers: recused
 * members of the Committee are left out; a report about the coordinator of this laptop
 * leaves this laptop out too. A report with readers of its own of whom none is left has
 * an empty array.
 *
 * Returns: %FALSE with %AHADI_MODEL_ERROR_ELSEWHERE at an office that does not read the
 *   audience itself, or for a report about the person who works there, which no bundle
 *   would carry on; or with the store's errors.
 */
gboolean ahadi_routing_choose (AhadiVault *vault,
                               const AhadiRecord *record,
                               AhadiRouting *self,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What of @self breaks a rule of @record. */
void ahadi_routing_validate (const AhadiRouting *self,
                             const AhadiRecord *record,
                             GPtrArray *problems);

/* A member of the Committee, as the directory knows one: no personal name. */
typedef struct
{
  AhadiId device;
  char *title; /* "Chair" of the directory's setting "seat-<device>", or "Committee member
                  2" */
} AhadiSeat;

void ahadi_seat_free (AhadiSeat *self);

/* (element-type AhadiSeat): the active holders of the Committee; none while there is no
 * card. */
GPtrArray *ahadi_routing_list_seats (AhadiSession *session, GError **error);

/**
 * ahadi_routing_check_office:
 * @audience: its whole name
 * @action: "erase": what is refused, for the log
 *
 * Returns: %FALSE with %AHADI_MODEL_ERROR_ELSEWHERE unless this vault is of an office
 * that reads @audience (FORMAT.md, W8).
 */
gboolean ahadi_routing_check_office (AhadiVault *vault,
                                     const char *audience,
                                     const char *action,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_routing_describe:
 * @record: a report, whole or not
 *
 * Returns: (transfer full): sentences: who will be able to read it, who not, and whether
 *   it stays on this laptop; as it would be if it were saved now. "" while it has no
 *   route.
 */
char *
ahadi_routing_describe (AhadiSession *session, const AhadiRecord *record, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AhadiRouting, ahadi_routing_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiSeat, ahadi_seat_free)

G_END_DECLS
