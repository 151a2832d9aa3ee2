/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-link-person.h"

G_BEGIN_DECLS

/* Keys that one person can have. */
#define AHADI_LINK_KEYS_MAX 64

/* Of keys, values and weights: rises whenever the same person gets others. What was kept
 * by other rules is of no use. */
#define AHADI_LINK_RULES 2

/**
 * ahadi_link_keys_list:
 * @keys: (out): 64-bit hashes, to be kept in an indexed table
 *
 * Blocking: two people are compared only if they have a key in common. The keys look at
 * different things, so that the same person is found although any one of them changed. A
 * key that very many share is no help: whoever looks it up leaves it aside, and a finer
 * one finds the person.
 *
 * The hashes are the same on every machine and in every run.
 *
 * Returns: how many they are; none is there twice
 */
guint ahadi_link_keys_list (const AhadiLinkPerson *person,
                            guint64 keys[AHADI_LINK_KEYS_MAX]);

G_END_DECLS
