/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Names of one people, each list parted by blanks, the most common ones first. A person
 * has a first name (of church or mosque), a name of their own and their father's. */
typedef struct
{
  const char *people;
  const char *faith; /* "christian" or "muslim": where first names come from */
  const char *women;
  const char *men;
  const char *fathers; /* "": those of men */
  const char *places;  /* with "_" for a blank; the county behind ":" */
} KenyanNames;

extern const KenyanNames kenyan_names[];
extern const guint kenyan_n_peoples;

extern const char kenyan_christian_women[];
extern const char kenyan_christian_men[];
extern const char kenyan_muslim_women[];
extern const char kenyan_muslim_men[];

/* Each line: forms of one first name that people use for one another. */
extern const char *const kenyan_variants[];

G_END_DECLS
