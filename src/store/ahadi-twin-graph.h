/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-twin-search.h"

G_BEGIN_DECLS

/*
 * Private to store/: all pairs that were found, together: what other members tell of two.
 * In memory: 16 bytes for each pair, and those members whose pairs are weighed again.
 */
typedef struct
{
  GArray *docs;  /* gint64: of all who are in a pair, rising */
  GArray *pairs; /* AhadiLinkPair: numbers of @docs */
} AhadiTwinGraph;

/* @graph: (out caller-allocates): all zero before */
gboolean ahadi_twin_graph_load (AhadiVault *vault,
                                AhadiTwinGraph *graph,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ahadi_twin_graph_clear (AhadiTwinGraph *graph);

/**
 * ahadi_twin_graph_weigh_again:
 * @changed: (element-type gint64): members whose pairs are new, rising
 *
 * Weighs pairs in doubt near those members again, with what others that are surely one of
 * the two tell (ahadi-link-whole.h), and keeps their new weights.
 */
gboolean ahadi_twin_graph_weigh_again (AhadiVault *vault,
                                       AhadiTwinSearch *search,
                                       const GArray *changed,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AhadiTwinGraph, ahadi_twin_graph_clear)

G_END_DECLS
