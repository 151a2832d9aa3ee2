/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kenyans.h"

#include <string.h>

#include "kenyan-names.h"
#include "kenyan-slips.h"

#define NAMES 3 /* of church or mosque, one's own, the father's */

typedef struct
{
  const KenyanNames *names;
  gboolean woman;
  const char *kind;
  char *own[NAMES];
  char *phone; /* nine digits */
  int year, month, day;
  const char *place; /* "Homa_Bay:Homa_Bay" */
} Person;

typedef struct
{
  GRand *rand;
  GPtrArray *people;
  GPtrArray *rows;
  GHashTable *lists; /* text of a list -> char ** */
} Maker;

static gboolean
happens (Maker *self, double probability)
{
  return g_rand_double (self->rand) < probability;
}

static guint
pick_below (Maker *self, guint n)
{
  return (guint) g_rand_int_range (self->rand, 0, (gint32) n);
}

static char **
split (Maker *self, const char *list)
{
  char **words = g_hash_table_lookup (self->lists, list);

  if (words == NULL)
    {
      words = g_strsplit (list, " ", -1);
      g_hash_table_insert (self->lists, (gpointer) list, words);
    }
  return words;
}

static const char *
pick (Maker *self, const char *list)
{
  char **words = split (self, list);

  return words[pick_below (self, g_strv_length (words))];
}

/* The first ones are common, as names are: about half of the people have one of the first
 * quarter. */
static const char *
pick_name (Maker *self, const char *list)
{
  char **words = split (self, list);
  double at = g_rand_double (self->rand);

  return words[(guint) (at * at * g_strv_length (words))];
}

static char *
make_phone (Maker *self)
{
  static const guint ranges[] = { 70, 71, 72, 74, 79, 11, 10, 73, 75 };

  return g_strdup_printf ("%u%07u", ranges[pick_below (self, G_N_ELEMENTS (ranges))],
                          pick_below (self, 10000000));
}

static const char *
get_first_names (const Person *person)
{
  if (g_str_equal (person->names->faith, "muslim"))
    return person->woman ? kenyan_muslim_women : kenyan_muslim_men;
  return person->woman ? kenyan_christian_women : kenyan_christian_men;
}

static void
set_own_names (Maker *self, Person *person)
{
  for (guint i = 0; i < 2; i++)
    g_free (person->own[i]);
  person->own[0] = g_strdup (pick_name (self, get_first_names (person)));
  person->own[1] = g_strdup (
      pick_name (self, person->woman ? person->names->women : person->names->men));
}

static Person *
make_person (Maker *self)
{
  Person *person = g_new0 (Person, 1);

  person->names = &kenyan_names[pick_below (self, kenyan_n_peoples)];
  person->woman = happens (self, 0.5);
  person->kind = "alone";
  set_own_names (self, person);
  person->own[2] = g_strdup (pick_name (self, person->names->men));
  person->phone = make_phone (self);
  person->year = 1950 + (int) pick_below (self, 56);
  person->month = 1 + (int) pick_below (self, 12);
  person->day = 1 + (int) pick_below (self, 28);
  person->place = pick (self, person->names->places);
  return person;
}

static void
free_person (gpointer data)
{
  Person *person = data;

  for (guint i = 0; i < NAMES; i++)
    g_free (person->own[i]);
  g_free (person->phone);
  g_free (person);
}

/* A brother or sister: other names of their own, the father's, mostly the place, often
 * the telephone. */
static Person *
make_sibling (Maker *self, Person *of)
{
  Person *person = make_person (self);

  person->names = of->names;
  do
    set_own_names (self, person);
  while (g_str_equal (person->own[0], of->own[0]) ||
         g_str_equal (person->own[1], of->own[1]));
  g_free (person->own[2]);
  person->own[2] = g_strdup (of->own[2]);
  person->place = of->place;
  person->kind = "family";
  if (g_str_equal (of->kind, "alone"))
    of->kind = "family";
  if (happens (self, 0.6))
    {
      g_free (person->phone);
      person->phone = g_strdup (of->phone);
    }
  return person;
}

static Person *
make_twin (Maker *self, Person *of)
{
  Person *person = make_sibling (self, of);

  person->year = of->year;
  person->month = of->month;
  person->day = of->day;
  person->kind = of->kind = "twin";
  return person;
}

/* Somebody else of the same names. */
static Person *
make_namesake (Maker *self, Person *of)
{
  Person *person = make_person (self);

  person->names = of->names;
  person->woman = of->woman;
  for (guint i = 0; i < NAMES; i++)
    {
      g_free (person->own[i]);
      person->own[i] = g_strdup (of->own[i]);
    }
  person->place = pick (self, of->names->places);
  person->kind = of->kind = "namesake";
  return person;
}

static void
add_people (Maker *self, guint n)
{
  while (self->people->len < n)
    {
      Person *last =
          self->people->len > 0 ? self->people->pdata[self->people->len - 1] : NULL;
      double lot = g_rand_double (self->rand);
      Person *next;

      if (last != NULL && lot < 0.2)
        next = make_sibling (self, last);
      else if (last != NULL && lot < 0.205)
        next = make_twin (self, last);
      else if (last != NULL && lot < 0.215)
        next = make_namesake (self, last);
      else
        next = make_person (self);
      g_ptr_array_add (self->people, next);
    }
}

/* Two of the three names, or all, mostly in their order. */
static char *
write_name (Maker *self, const Person *person, double trouble)
{
  guint order[NAMES] = { 0, 1, 2 };
  guint n = NAMES;
  g_autoptr (GString) name = g_string_new (NULL);

  if (happens (self, 0.4))
    {
      guint left_out = happens (self, 0.75) ? 1 : happens (self, 0.6) ? 0 : 2;

      memmove (order + left_out, order + left_out + 1,
               (NAMES - 1 - left_out) * sizeof *order);
      n--;
    }
  if (happens (self, 0.3 * trouble))
    {
      guint last = order[n - 1];

      memmove (order + 1, order, (n - 1) * sizeof *order);
      order[0] = last;
    }

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *word =
          kenyan_slip_name (self->rand, person->own[order[i]], order[i] == 0, trouble);

      g_string_append_printf (name, "%s%s", i > 0 ? " " : "", word);
    }
  return g_string_free (g_steal_pointer (&name), FALSE);
}

static char *
write_phone (Maker *self, const Person *person, double trouble)
{
  g_autofree char *digits = g_strdup (person->phone);

  if (happens (self, 0.05))
    return g_strdup ("");
  if (happens (self, 0.10 * trouble))
    {
      g_free (digits);
      digits = make_phone (self);
    }
  else if (happens (self, 0.03 * trouble))
    digits[pick_below (self, 9)] = (char) ('0' + pick_below (self, 10));

  switch (pick_below (self, 5))
    {
    case 0:
      return g_strconcat ("+254", digits, NULL);
    case 1:
      return g_strconcat ("254", digits, NULL);
    case 2:
      return g_strdup_printf ("0%.3s %.3s %s", digits, digits + 3, digits + 6);
    case 3:
      return g_strdup_printf ("+254 %.3s-%.6s", digits, digits + 3);
    default:
      return g_strconcat ("0", digits, NULL);
    }
}

static char *
write_birth (Maker *self, const Person *person, double trouble)
{
  int year = person->year;
  int month = person->month;
  int day = person->day;

  if (happens (self, 0.08))
    return g_strdup ("");
  if (happens (self, 0.10))
    return g_strdup_printf ("c. %d", year + (int) pick_below (self, 5) - 2);
  if (happens (self, 0.07))
    return g_strdup_printf ("%d", year);
  if (happens (self, 0.05 * trouble))
    {
      int kept = month;

      month = day;
      day = kept;
    }
  else if (happens (self, 0.04 * trouble))
    year += happens (self, 0.5) ? 1 : -1;
  else if (happens (self, 0.04 * trouble))
    day = 1 + (day + (int) pick_below (self, 20)) % 28;
  return happens (self, 0.5) ? g_strdup_printf ("%d-%02d-%02d", year, month, day)
                             : g_strdup_printf ("%02d/%02d/%d", day, month, year);
}

static void
write_place (Maker *self, const Person *person, double trouble, Kenyan *row)
{
  const char *place =
      happens (self, 0.1 * trouble) ? pick (self, person->names->places) : person->place;
  g_auto (GStrv) parts = g_strsplit (place, ":", 2);

  g_strdelimit (parts[0], "_", ' ');
  g_strdelimit (parts[1], "_", ' ');
  row->place = happens (self, 0.1)
                   ? g_strdup ("")
                   : kenyan_slip_word (self->rand, parts[0], 0.4 * trouble);
  row->county = g_strdup (happens (self, 0.05) ? "" : parts[1]);
}

/* @trouble: 0: as it is; 1: as a second clerk writes it down years later */
static void
add_row (Maker *self, guint number, double trouble)
{
  const Person *person = self->people->pdata[number];
  Kenyan *row = g_new0 (Kenyan, 1);

  row->person = number;
  row->people = person->names->people;
  row->sex = person->woman ? "f" : "m";
  row->kind = person->kind;
  row->name = write_name (self, person, trouble);
  row->phone = write_phone (self, person, trouble);
  row->birth = write_birth (self, person, trouble);
  write_place (self, person, trouble, row);
  g_ptr_array_add (self->rows, row);
}

static void
free_row (gpointer data)
{
  Kenyan *row = data;

  g_free (row->name);
  g_free (row->phone);
  g_free (row->birth);
  g_free (row->place);
  g_free (row->county);
  g_free (row);
}

static void
shuffle (Maker *self)
{
  for (guint i = self->rows->len; i > 1; i--)
    {
      guint other = pick_below (self, i);
      gpointer kept = self->rows->pdata[i - 1];

      self->rows->pdata[i - 1] = self->rows->pdata[other];
      self->rows->pdata[other] = kept;
    }
}

GPtrArray *
kenyans_make (guint32 seed, guint n_rows, double duplicates)
{
  Maker self = { .rand = g_rand_new_with_seed (seed),
                 .people = g_ptr_array_new_with_free_func (free_person),
                 .rows = g_ptr_array_new_with_free_func (free_row),
                 .lists = g_hash_table_new_full (NULL, NULL, NULL,
                                                 (GDestroyNotify) g_strfreev) };
  guint n_people = MAX ((guint) (n_rows * (1 - duplicates)), 1);

  add_people (&self, n_people);
  for (guint i = 0; i < n_people; i++)
    add_row (&self, i, 0);
  while (self.rows->len < n_rows)
    add_row (&self, pick_below (&self, n_people), 1);
  shuffle (&self);

  g_hash_table_unref (self.lists);
  g_ptr_array_unref (self.people);
  g_rand_free (self.rand);
  return self.rows;
}
