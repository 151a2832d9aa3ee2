/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-link-thirds.h"

/* Weaker links join nobody. */
#define STRONG 2.0f
/* Bits: for both to hold. */
#define COST 3.0f

int
ahadi_link_pair_compare (gconstpointer a, gconstpointer b)
{
  const AhadiLinkPair *first = a;
  const AhadiLinkPair *second = b;

  if (first->weight != second->weight)
    return first->weight > second->weight ? -1 : 1;
  if (first->a != second->a)
    return first->a < second->a ? -1 : 1;
  return first->b < second->b ? -1 : first->b > second->b;
}

/* A strong link as seen from one side. */
typedef struct
{
  guint32 from;
  guint32 to;
  float weight;
} Link;

static int
compare_links (gconstpointer a, gconstpointer b)
{
  const Link *first = a;
  const Link *second = b;

  if (first->from != second->from)
    return first->from < second->from ? -1 : 1;
  return first->to < second->to ? -1 : first->to > second->to;
}

static GArray *
list_links (const GArray *pairs)
{
  GArray *links = g_array_new (FALSE, FALSE, sizeof (Link));

  for (guint i = 0; i < pairs->len; i++)
    {
      const AhadiLinkPair *pair = &g_array_index (pairs, AhadiLinkPair, i);
      Link there = { pair->a, pair->b, pair->weight };
      Link back = { pair->b, pair->a, pair->weight };

      if (pair->weight < STRONG)
        continue;
      g_array_append_val (links, there);
      g_array_append_val (links, back);
    }
  g_array_sort (links, compare_links);
  return links;
}

/* Both lists are in the order of whom they lead to. */
static void
raise_weight (AhadiLinkPair *pair, const Link *of_a, const Link *of_b, const Link *end)
{
  while (of_a < end && of_b < end && of_a->from == pair->a && of_b->from == pair->b)
    {
      float weight = MIN (of_a->weight, of_b->weight) - COST;

      if (of_a->to < of_b->to)
        of_a++;
      else if (of_a->to > of_b->to)
        of_b++;
      else
        {
          if (weight > pair->weight)
            {
              pair->weight = weight;
              pair->third = of_a->to;
            }
          of_a++;
          of_b++;
        }
    }
}

void
ahadi_link_thirds_apply (GArray *pairs, guint n_persons)
{
  g_autoptr (GArray) links = list_links (pairs);
  g_autofree guint *starts = g_new0 (guint, n_persons + 1);
  const Link *first = (const Link *) (void *) links->data;

  for (guint i = 0; i < links->len; i++)
    starts[first[i].from + 1]++;
  for (guint i = 0; i < n_persons; i++)
    starts[i + 1] += starts[i];

  for (guint i = 0; i < pairs->len; i++)
    {
      AhadiLinkPair *pair = &g_array_index (pairs, AhadiLinkPair, i);

      if (links->len > 0 && pair->weight >= AHADI_LINK_THIRDS_LEAST)
        raise_weight (pair, first + starts[pair->a], first + starts[pair->b],
                      first + links->len);
    }
}
