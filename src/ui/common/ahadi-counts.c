/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-counts.h"

char *
ahadi_counts_print_deliveries (const AhadiDeliveryCounts *counts, AhadiDelivery delivery)
{
  guint64 by_kind[AHADI_KIND_MAX + 1] = { 0 };

  for (guint kind = 1; kind <= AHADI_KIND_MAX; kind++)
    by_kind[kind] = counts->counts[kind][delivery];
  return ahadi_sentence_list_counts (by_kind);
}

guint64
ahadi_counts_sum (const AhadiDeliveryCounts *counts, AhadiDelivery delivery)
{
  guint64 sum = 0;

  for (guint kind = 1; kind <= AHADI_KIND_MAX; kind++)
    sum += counts->counts[kind][delivery];
  return sum;
}

char *
ahadi_counts_print_desk (const AhadiDesk *desk)
{
  guint64 by_kind[AHADI_KIND_MAX + 1] = { 0 };

  by_kind[AHADI_KIND_MEMBER] = desk->members;
  by_kind[AHADI_KIND_PLEDGE] = desk->pledges;
  by_kind[AHADI_KIND_CIRCLE] = desk->circles;
  by_kind[AHADI_KIND_REPORT] = desk->reports;
  return ahadi_sentence_list_counts (by_kind);
}
