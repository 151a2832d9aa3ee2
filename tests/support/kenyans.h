/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Made-up Kenyans in a table in which some are there twice, written down differently each
 * time, with the truth. One seed gives one table on every machine.
 *
 * What goes wrong between two rows of one person: names in another order, one left out or
 * added, nicknames and forms of other churches and languages, slips of keyboard and ear,
 * apostrophes and diacritics, telephones changed, left out or written otherwise, birth
 * dates left out, guessed or with day and month swapped, people who moved. What looks
 * like one person and is not: brothers and sisters with one telephone, twins, namesakes.
 */

/**
 * Kenyan: one row
 * @person: who it is: rows of one person have the same number
 * @people: "Luo"; @sex: "f" or "m"
 * @kind: "alone", "family", "twin" or "namesake"
 */
typedef struct
{
  guint person;
  const char *people;
  const char *sex;
  const char *kind;
  char *name;
  char *phone; /* each of these may be "" */
  char *birth;
  char *place;
  char *county;
} Kenyan;

/* @n_rows: of which the part @duplicates are further rows of people who are there. They
 * come in no order. */
GPtrArray *kenyans_make (guint32 seed, guint n_rows, double duplicates);

G_END_DECLS
