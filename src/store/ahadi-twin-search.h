/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault-private.h"
#include "link/ahadi-link.h"

G_BEGIN_DECLS

/*
 * Private to store/: members who may be one person, out of the tables of
 * ahadi-twin-index.h. Holds 65,536 members in memory at most, of a few hundred bytes
 * each.
 */
typedef struct _AhadiTwinSearch AhadiTwinSearch;

/* A member who may be the one that was asked about. */
typedef struct
{
  gint64 doc;
  float weight;
  AhadiLinkVector vector;
} AhadiTwinFound;

/* How many members, spread over the table, tell how strangers agree, and how the same
 * person does: for one question, and for the whole table. */
#define AHADI_TWIN_SAMPLE_FEW 700u
#define AHADI_TWIN_SAMPLE_MANY 2000u

/* The model is fitted to the table as it is now. */
AhadiTwinSearch *ahadi_twin_search_new (AhadiVault *vault,
                                        guint sample,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ahadi_twin_search_free (AhadiTwinSearch *self);

/**
 * ahadi_twin_search_find:
 * @source: of whom is looked for
 * @doc: that member's number; 0 if it has none
 * @below: only members numbered lower than this
 * @least: and of this weight
 * @found: (element-type AhadiTwinFound): (out): emptied first
 */
gboolean ahadi_twin_search_find (AhadiTwinSearch *self,
                                 const char *source,
                                 gint64 doc,
                                 gint64 below,
                                 float least,
                                 GArray *found,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Compares members @a and @b: @found (out) is about @b. %AHADI_STORE_ERROR_NOT_FOUND if
 * one was never taken in. */
gboolean ahadi_twin_search_compare (AhadiTwinSearch *self,
                                    gint64 a,
                                    gint64 b,
                                    AhadiTwinFound *found,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): member @doc, rated; %AHADI_STORE_ERROR_NOT_FOUND */
AhadiLinkPerson *
ahadi_twin_search_load (AhadiTwinSearch *self, gint64 doc, GError **error);

const AhadiLinkModel *ahadi_twin_search_get_model (const AhadiTwinSearch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiTwinSearch, ahadi_twin_search_free)

G_END_DECLS
