/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-link-likeness.h"

#include <string.h>

#define PREFIX_MAX 4
#define PREFIX_WEIGHT 0.1f

/* Bit i of a mask: byte i has found its like. */
typedef struct
{
  guint32 in_a;
  guint32 in_b;
  guint n_common;
} Common;

static Common
find_common (const char *a, gsize a_length, const char *b, gsize b_length)
{
  gsize reach = MAX (a_length, b_length) / 2;
  Common common = { 0, 0, 0 };

  reach = reach > 0 ? reach - 1 : 0;
  for (gsize i = 0; i < a_length; i++)
    {
      gsize end = MIN (i + reach + 1, b_length);

      for (gsize j = i > reach ? i - reach : 0; j < end; j++)
        if (a[i] == b[j] && !(common.in_b >> j & 1))
          {
            common.in_a |= 1u << i;
            common.in_b |= 1u << j;
            common.n_common++;
            break;
          }
    }
  return common;
}

static guint
count_out_of_order (const Common *common, const char *a, const char *b)
{
  guint32 in_a = common->in_a;
  guint32 in_b = common->in_b;
  guint n = 0;

  for (; in_a != 0; in_a &= in_a - 1, in_b &= in_b - 1)
    n += a[__builtin_ctz (in_a)] != b[__builtin_ctz (in_b)];
  return n;
}

float
ahadi_link_jaro_winkler (const char *a, gsize a_length, const char *b, gsize b_length)
{
  Common common;
  float matches;
  float jaro;
  gsize prefix = 0;

  a_length = MIN (a_length, AHADI_LINK_LIKENESS_MAX);
  b_length = MIN (b_length, AHADI_LINK_LIKENESS_MAX);
  if (a_length == 0 || b_length == 0)
    return 0;

  common = find_common (a, a_length, b, b_length);
  if (common.n_common == 0)
    return 0;
  matches = (float) common.n_common;
  jaro = (matches / (float) a_length + matches / (float) b_length +
          (matches - (float) count_out_of_order (&common, a, b) / 2) / matches) /
         3;

  while (prefix < PREFIX_MAX && prefix < a_length && prefix < b_length &&
         a[prefix] == b[prefix])
    prefix++;
  return jaro + (float) prefix * PREFIX_WEIGHT * (1 - jaro);
}

gboolean
ahadi_link_is_one_slip (const char *a, gsize a_length, const char *b, gsize b_length)
{
  gsize start = 0;
  gsize a_end = a_length;
  gsize b_end = b_length;

  while (start < a_end && start < b_end && a[start] == b[start])
    start++;
  while (a_end > start && b_end > start && a[a_end - 1] == b[b_end - 1])
    {
      a_end--;
      b_end--;
    }

  if (a_end - start == 2 && b_end - start == 2)
    return a[start] == b[start + 1] && a[start + 1] == b[start];
  return MAX (a_end - start, b_end - start) == 1;
}
