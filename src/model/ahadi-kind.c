/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-kind.h"

#include "ahadi-attachment.h"
#include "ahadi-baseline.h"
#include "ahadi-circle.h"
#include "ahadi-cutoff.h"
#include "ahadi-erasure.h"
#include "ahadi-member.h"
#include "ahadi-pledge.h"
#include "ahadi-report.h"
#include "ahadi-same-as.h"
#include "ahadi-settlement.h"

static const AhadiKindInfo *const kinds[] = {
  [AHADI_KIND_CIRCLE] = &ahadi_circle_info,
  [AHADI_KIND_MEMBER] = &ahadi_member_info,
  [AHADI_KIND_PLEDGE] = &ahadi_pledge_info,
  [AHADI_KIND_WITHDRAWAL] = &ahadi_withdrawal_info,
  [AHADI_KIND_REPORT] = &ahadi_report_info,
  [AHADI_KIND_ADDENDUM] = &ahadi_addendum_info,
  [AHADI_KIND_ATTACHMENT] = &ahadi_attachment_info,
  [AHADI_KIND_ERASURE] = &ahadi_erasure_info,
  [AHADI_KIND_CUTOFF] = &ahadi_cutoff_info,
  [AHADI_KIND_SETTLEMENT] = &ahadi_settlement_info,
  [AHADI_KIND_SAME_AS] = &ahadi_same_as_info,
  [AHADI_KIND_BASELINE] = &ahadi_baseline_info,
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == AHADI_KIND_MAX + 1);

const AhadiKindInfo *
ahadi_kind_get_info (AhadiKind kind)
{
  return (guint) kind < G_N_ELEMENTS (kinds) ? kinds[kind] : NULL;
}

const AhadiKindInfo *
ahadi_kind_find (const char *name)
{
  for (guint i = 1; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i]->name, name))
      return kinds[i];

  return NULL;
}

int
ahadi_kind_find_field (const AhadiKindInfo *self, const char *name)
{
  for (guint i = 0; i < self->n_fields; i++)
    if (g_str_equal (self->fields[i].name, name))
      return (int) i;

  return -1;
}

guint32
ahadi_kind_get_sensitive_fields (AhadiKind kind)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (kind);
  guint32 fields = 0;

  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].field_class == AHADI_FIELD_SENSITIVE)
      fields |= 1u << i;

  return fields;
}
