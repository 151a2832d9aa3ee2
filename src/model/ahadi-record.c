/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-record.h"

#include <string.h>

#include "ahadi-attachment.h"
#include "ahadi-member.h"
#include "ahadi-model-error.h"
#include "ahadi-pledge.h"
#include "ahadi-report.h"
#include "ahadi-same-as.h"
#include "ahadi-settlement.h"
#include "ahadi-stream-end.h"

struct _AhadiRecord
{
  const AhadiKindInfo *info;
  AhadiId id;
  char *values[AHADI_KIND_MAX_FIELDS];
};

G_DEFINE_BOXED_TYPE (AhadiRecord, ahadi_record, ahadi_record_ref, ahadi_record_unref)

AhadiRecord *
ahadi_record_new (AhadiKind kind, const AhadiId *id)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (kind);
  AhadiRecord *self;

  g_return_val_if_fail (info != NULL, NULL);

  self = g_atomic_rc_box_new0 (AhadiRecord);
  self->info = info;
  if (id != NULL)
    self->id = *id;

  return self;
}

AhadiRecord *
ahadi_record_copy (const AhadiRecord *self)
{
  AhadiRecord *copy = ahadi_record_new (self->info->kind, &self->id);

  for (guint i = 0; i < self->info->n_fields; i++)
    copy->values[i] = g_strdup (self->values[i]);

  return copy;
}

AhadiRecord *
ahadi_record_ref (AhadiRecord *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_values (gpointer record)
{
  AhadiRecord *self = record;

  for (guint i = 0; i < self->info->n_fields; i++)
    ahadi_text_free_wiped (self->values[i]);
}

void
ahadi_record_unref (AhadiRecord *self)
{
  g_atomic_rc_box_release_full (self, clear_values);
}

AhadiKind
ahadi_record_get_kind (const AhadiRecord *self)
{
  return self->info->kind;
}

const AhadiKindInfo *
ahadi_record_get_info (const AhadiRecord *self)
{
  return self->info;
}

const AhadiId *
ahadi_record_get_id (const AhadiRecord *self)
{
  return &self->id;
}

void
ahadi_record_set_id (AhadiRecord *self, const AhadiId *id)
{
  self->id = *id;
}

const char *
ahadi_record_get (const AhadiRecord *self, guint field)
{
  g_return_val_if_fail (field < self->info->n_fields, NULL);

  return self->values[field];
}

gboolean
ahadi_record_get_flag (const AhadiRecord *self, guint field)
{
  return g_strcmp0 (ahadi_record_get (self, field), "true") == 0;
}

void
ahadi_record_set (AhadiRecord *self, guint field, const char *value)
{
  char *copy;

  g_return_if_fail (field < self->info->n_fields);

  /* @value may be a part of what stood here. */
  copy = g_strdup (value);
  ahadi_text_free_wiped (self->values[field]);
  self->values[field] = copy;
}

/* NULL for what can't be cleaned; "" for nothing. */
static char *
clean (const AhadiField *field, const char *value)
{
  g_autofree char *cleaned = ahadi_text_clean (value);

  if (cleaned != NULL && cleaned[0] != '\0' && field->type == AHADI_FIELD_PHONE)
    return ahadi_phone_normalise (cleaned);
  if (cleaned != NULL && !ahadi_field_has_lines (field))
    g_strdelimit (cleaned, "\n\t", ' ');

  return g_steal_pointer (&cleaned);
}

gboolean
ahadi_record_enter (AhadiRecord *self, guint field, const char *value, GError **error)
{
  const AhadiField *rule;
  g_autofree char *cleaned = NULL;

  g_return_val_if_fail (field < self->info->n_fields, FALSE);

  rule = &self->info->fields[field];
  cleaned = clean (rule, value != NULL ? value : "");
  if (cleaned == NULL)
    {
      g_set_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE,
                   "cannot accept %s: %s", rule->name,
                   rule->type == AHADI_FIELD_PHONE ? "not a telephone number"
                                                   : "not UTF-8");
      return FALSE;
    }

  if (cleaned[0] == '\0')
    g_clear_pointer (&cleaned, g_free);
  if (!ahadi_field_check (rule, cleaned, error))
    return FALSE;

  ahadi_text_free_wiped (self->values[field]);
  self->values[field] = g_steal_pointer (&cleaned);
  return TRUE;
}

static void
validate_kind (const AhadiRecord *self, const AhadiDate *today, GPtrArray *problems)
{
  switch (self->info->kind)
    {
    case AHADI_KIND_MEMBER:
      ahadi_member_validate (self, today, problems);
      break;

    case AHADI_KIND_PLEDGE:
      ahadi_pledge_validate (self, today, problems);
      break;

    case AHADI_KIND_REPORT:
      ahadi_report_validate (self, today, problems);
      break;

    case AHADI_KIND_WITHDRAWAL:
      ahadi_withdrawal_validate (self, today, problems);
      break;

    case AHADI_KIND_ATTACHMENT:
      ahadi_attachment_validate (self, today, problems);
      break;

    case AHADI_KIND_CUTOFF:
    case AHADI_KIND_BASELINE:
      ahadi_stream_end_validate (self, problems);
      break;

    case AHADI_KIND_SETTLEMENT:
      ahadi_settlement_validate (self, problems);
      break;

    case AHADI_KIND_SAME_AS:
      ahadi_same_as_validate (self, problems);
      break;

    case AHADI_KIND_CIRCLE:
    case AHADI_KIND_ADDENDUM:
    case AHADI_KIND_ERASURE:
    default:
      break;
    }
}

static gboolean
is_partial_date (const char *value)
{
  AhadiDate date;

  return value != NULL && ahadi_date_parse (value, &date, NULL) && date.day == 0;
}

static void
validate_fields (const AhadiRecord *self, GPtrArray *problems)
{
  for (guint i = 0; i < self->info->n_fields; i++)
    {
      const AhadiField *field = &self->info->fields[i];
      const char *value = self->values[i];

      if (value == NULL && field->required)
        ahadi_problem_list_add (problems, field->name, AHADI_PROBLEM_REQUIRED);
      else if (!ahadi_field_check (field, value, NULL))
        ahadi_problem_list_add (problems, field->name,
                                ahadi_field_name_problem (field, value));
      else if (field->exact_day && is_partial_date (value))
        ahadi_problem_list_add (problems, field->name, AHADI_PROBLEM_NOT_A_DAY);
    }
}

/* Each text may have its length, and yet all together be more than an operation holds. */
static void
validate_size (const AhadiRecord *self, GPtrArray *problems)
{
  g_autoptr (json_t) json = ahadi_record_to_json (self);
  g_autofree char *text = ahadi_json_print (json);
  gsize longest = 0;
  guint field = 0;

  if (strlen (text) <= AHADI_RECORD_LIMIT)
    return;

  for (guint i = 0; i < self->info->n_fields; i++)
    if (self->values[i] != NULL && strlen (self->values[i]) > longest)
      {
        longest = strlen (self->values[i]);
        field = i;
      }
  ahadi_problem_list_add (problems, self->info->fields[field].name,
                          AHADI_PROBLEM_TOO_MUCH);
}

gboolean
ahadi_record_validate (const AhadiRecord *self,
                       const AhadiDate *today,
                       GPtrArray *problems)
{
  g_autoptr (GPtrArray) found = ahadi_problem_list_new ();

  /* The kind's own words come first: "not answered" says more than "required". */
  validate_kind (self, today, found);
  validate_fields (self, found);
  if (found->len == 0)
    validate_size (self, found);

  /* A form shows problems from its top down. */
  for (guint i = 0; i < self->info->n_fields; i++)
    for (guint j = 0; j < found->len; j++)
      {
        const AhadiProblem *problem = g_ptr_array_index (found, j);

        if (g_str_equal (problem->field, self->info->fields[i].name))
          ahadi_problem_list_add (problems, problem->field, problem->code);
      }

  return found->len == 0;
}

json_t *
ahadi_record_to_json (const AhadiRecord *self)
{
  json_t *object = json_object ();

  if (!ahadi_id_is_zero (&self->id))
    ahadi_json_set_bytes (object, "id", self->id.bytes, sizeof self->id.bytes);
  ahadi_json_set_text (object, "kind", self->info->name);

  for (guint i = 0; i < self->info->n_fields; i++)
    {
      const AhadiField *field = &self->info->fields[i];

      if (self->values[i] != NULL)
        json_object_set_new (object, field->name,
                             ahadi_field_value_to_json (field, self->values[i]));
    }

  return object;
}

gboolean
ahadi_record_equal (const AhadiRecord *a, const AhadiRecord *b)
{
  if (a->info != b->info || !ahadi_id_equal (&a->id, &b->id))
    return FALSE;

  for (guint i = 0; i < a->info->n_fields; i++)
    if (g_strcmp0 (a->values[i], b->values[i]) != 0)
      return FALSE;

  return TRUE;
}
