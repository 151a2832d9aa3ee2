/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-link-person.h"

G_BEGIN_DECLS

/*
 * How much it says that two people have a value in common depends on how many have it: a
 * rare name says more than Mary, the telephone of a whole office next to nothing. Whoever
 * holds a table counts its values, here named by 64-bit hashes, and each person is rated
 * by those counts before it is compared.
 */

/* Values that one person can have. */
#define AHADI_LINK_VALUES_MAX 96

/**
 * ahadi_link_values_list:
 * @values: (out): hashes of what is to be counted
 *
 * The hashes are the same on every machine and in every run.
 *
 * Returns: how many they are
 */
guint ahadi_link_values_list (const AhadiLinkPerson *person,
                              guint64 values[AHADI_LINK_VALUES_MAX]);

/* Returns: how many people in the table have @value. */
typedef guint (*AhadiLinkCountFunc) (guint64 value, gpointer data);

/**
 * ahadi_link_values_rate:
 * @count: tells how often each value of @person occurs in the table
 * @n_people: in the table
 *
 * Sets how surprising it would be to meet each value of @person in somebody else. Where
 * the table is small, what is known of tables in general counts too.
 */
void ahadi_link_values_rate (AhadiLinkPerson *person,
                             guint n_people,
                             AhadiLinkCountFunc count,
                             gpointer data);

G_END_DECLS
