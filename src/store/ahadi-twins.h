/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"
#include "link/ahadi-link.h"
#include "model/ahadi-model.h"

G_BEGIN_DECLS

/*
 * Members who may be there twice. Nothing is decided and no record changed here: what a
 * person decides is a record of its own (ahadi-same-as.h), which ahadi-verdicts.h reads.
 */

/* Pairs that weigh less are neither kept nor shown. */
#define AHADI_TWINS_LEAST AHADI_LINK_PERHAPS

/* Two members. @weight: bits, ahadi_link_model_weigh(), when they were compared */
typedef struct
{
  AhadiId a;
  AhadiId b;
  float weight;
} AhadiTwinPair;

/* A member like the one that was asked about, and what speaks for and against it. */
typedef struct
{
  AhadiId id;
  float weight;
  AhadiLinkVector vector;
} AhadiTwin;

/* How far a comparison is. Returns: %FALSE to stop. */
typedef gboolean (*AhadiTwinsTick) (guint64 done, guint64 total, gpointer data);

/* How many members have not been compared with all others yet. */
gboolean ahadi_twins_count_behind (AhadiVault *vault,
                                   guint64 *count,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_twins_catch_up:
 * @tick: (nullable): called every thousand members or so
 *
 * Compares whoever is new or has changed with all members. In transactions of their own,
 * so that little is lost when it ends early. Then pairs in doubt are weighed again with
 * what other members tell of the two. Takes some 50 MiB, and a little for each pair.
 * What a program of other rules compared is compared anew.
 *
 * Returns: %FALSE with %G_IO_ERROR_CANCELLED if @tick stopped it; what is done is kept
 */
gboolean ahadi_twins_catch_up (AhadiVault *vault,
                               AhadiTwinsTick tick,
                               gpointer data,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer full) (element-type AhadiTwinPair): all that were found by the last
 * ahadi_twins_catch_up() and weigh at least @least, whatever was decided; the heaviest
 * first. */
GArray *ahadi_twins_list (AhadiVault *vault, float least, GError **error);

/**
 * ahadi_twins_find:
 * @member: saved or not
 *
 * Returns: (transfer full) (element-type AhadiTwin): members like @member, the likest
 *   first; at most 20; not itself
 */
GArray *ahadi_twins_find (AhadiVault *vault,
                          const AhadiRecord *member,
                          float least,
                          GError **error);

/* Whether both members of @pair are here. */
gboolean ahadi_twins_have (AhadiVault *vault,
                           const AhadiTwinPair *pair,
                           gboolean *have,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Compares the two saved members of each of @pairs, as the vault is now: @twins (out)
 * are about their b. %AHADI_STORE_ERROR_NOT_FOUND if one is not here. */
gboolean ahadi_twins_compare (AhadiVault *vault,
                              const AhadiTwinPair *pairs,
                              guint n_pairs,
                              AhadiTwin *twins,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
