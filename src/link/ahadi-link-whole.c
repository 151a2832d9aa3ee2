/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-link-whole.h"

#include "ahadi-link-person-private.h"

/* From here on two names may be spellings of one; a little less than where they are taken
 * for it, since a wrong one would differ from whomever the person is compared with. */
#define NAME_SIMILAR_MIN 0.8f

typedef struct
{
  AhadiLinkWord words[AHADI_LINK_WORDS_MAX];
  guint8 first[AHADI_LINK_PHONE + 2];
  guint n_words;
  guint n_names;
  GString *text;
} Builder;

static void
take (Builder *self, const AhadiLinkPerson *from, guint at)
{
  AhadiLinkWord word = from->words[at];
  gboolean is_name = word.field <= AHADI_LINK_SURNAME;

  if (self->n_words == AHADI_LINK_WORDS_MAX ||
      (is_name && self->n_names == AHADI_LINK_NAMES_MAX))
    return;

  word.text = (guint16) self->text->len;
  g_string_append_len (self->text, from->text + from->words[at].text, word.length);
  self->words[self->n_words++] = word;
  self->n_names += is_name;
}

static gboolean
is_new_name (const AhadiLinkPerson *self, const AhadiLinkPerson *same, guint at)
{
  const AhadiLinkWord *name = &same->words[at];

  if (name->length == 1)
    return FALSE;
  for (guint i = ahadi_link_names_begin (self); i < ahadi_link_names_end (self); i++)
    if (self->words[i].sound == name->sound ||
        ahadi_link_words_are_similar (self, &self->words[i], same, name,
                                      NAME_SIMILAR_MIN))
      return FALSE;
  return TRUE;
}

static void
take_field (Builder *self,
            AhadiLinkField field,
            const AhadiLinkPerson *own,
            const AhadiLinkPerson *same)
{
  gboolean has_none = ahadi_link_person_count (own, field) == 0;

  for (guint i = own->first[field]; i < own->first[field + 1]; i++)
    take (self, own, i);
  for (guint i = same->first[field]; i < same->first[field + 1]; i++)
    if (field <= AHADI_LINK_SURNAME ? is_new_name (own, same, i) : has_none)
      take (self, same, i);
  self->first[field + 1] = (guint8) self->n_words;
}

AhadiLinkPerson *
ahadi_link_whole_add (const AhadiLinkPerson *self, const AhadiLinkPerson *same)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Builder builder = { .text = text };
  gboolean take_birth =
      !ahadi_link_birth_is_full (&self->birth) && ahadi_link_birth_is_full (&same->birth);
  const AhadiLinkPerson *born = take_birth ? same : self;
  AhadiLinkPerson *whole;

  for (AhadiLinkField field = 0; field <= AHADI_LINK_PHONE; field++)
    take_field (&builder, field, self, same);
  if (!take_birth && builder.n_words == self->first[AHADI_LINK_PHONE + 1])
    return NULL;

  whole = ahadi_link_person_pack (&born->birth, builder.words, builder.first, text);
  whole->birth_surprise = born->birth_surprise;
  whole->year_surprise = born->year_surprise;
  return whole;
}

static gboolean
is_strong (const AhadiLinkPair *pair)
{
  return pair->weight >= AHADI_LINK_WHOLE_STRONG;
}

/* Strong pairs with somebody in doubt, the surest first: who comes first is believed. */
static GArray *
list_strong (const GArray *pairs, guint n_persons)
{
  GArray *strong = g_array_new (FALSE, FALSE, sizeof (AhadiLinkPair));
  g_autofree gboolean *in_doubt = g_new0 (gboolean, n_persons);

  for (guint i = 0; i < pairs->len; i++)
    {
      const AhadiLinkPair *pair = &g_array_index (pairs, AhadiLinkPair, i);

      if (!is_strong (pair))
        in_doubt[pair->a] = in_doubt[pair->b] = TRUE;
    }
  for (guint i = 0; i < pairs->len; i++)
    {
      const AhadiLinkPair *pair = &g_array_index (pairs, AhadiLinkPair, i);

      if (is_strong (pair) && (in_doubt[pair->a] || in_doubt[pair->b]))
        g_array_append_vals (strong, pair, 1);
    }
  g_array_sort (strong, ahadi_link_pair_compare);
  return strong;
}

static void
add (AhadiLinkPerson **whole, AhadiLinkPerson *const *persons, guint number, guint same)
{
  const AhadiLinkPerson *before = whole[number] != NULL ? whole[number] : persons[number];
  AhadiLinkPerson *after = ahadi_link_whole_add (before, persons[same]);

  if (after == NULL)
    return;
  ahadi_link_person_free (whole[number]);
  whole[number] = after;
}

static void
weigh_again (AhadiLinkPair *pair,
             AhadiLinkPerson *const *whole,
             AhadiLinkPerson *const *persons,
             const AhadiLinkModel *model)
{
  AhadiLinkVector vector;
  float weight;

  ahadi_link_compare (whole[pair->a] != NULL ? whole[pair->a] : persons[pair->a],
                      whole[pair->b] != NULL ? whole[pair->b] : persons[pair->b],
                      &vector);
  weight = ahadi_link_model_weigh (model, &vector);
  if (weight == pair->weight)
    return;
  pair->weight = weight;
  pair->third = AHADI_LINK_OTHERS;
}

void
ahadi_link_whole_apply (GArray *pairs,
                        AhadiLinkPerson *const *persons,
                        guint n_persons,
                        const AhadiLinkModel *model)
{
  g_autoptr (GArray) strong = list_strong (pairs, n_persons);
  g_autofree AhadiLinkPerson **whole = g_new0 (AhadiLinkPerson *, n_persons);

  for (guint i = 0; i < strong->len; i++)
    {
      const AhadiLinkPair *pair = &g_array_index (strong, AhadiLinkPair, i);

      add (whole, persons, pair->a, pair->b);
      add (whole, persons, pair->b, pair->a);
    }
  for (guint i = 0; i < pairs->len; i++)
    {
      AhadiLinkPair *pair = &g_array_index (pairs, AhadiLinkPair, i);

      if (!is_strong (pair) && (whole[pair->a] != NULL || whole[pair->b] != NULL))
        weigh_again (pair, whole, persons, model);
    }
  for (guint i = 0; i < n_persons; i++)
    ahadi_link_person_free (whole[i]);
}
