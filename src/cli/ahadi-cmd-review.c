/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-listing.h"

#define LIMIT_MAX 1000000000

static const AhadiOption list_options[] = {
  { "settled", NULL, N_ ("those that an office decided, instead of those that wait") },
  { "limit", "N", N_ ("at most N of them") },
  { "offset", "N", N_ ("leave out the first N") },
  { NULL },
};

static const AhadiOption settle_options[] = {
  { "keep", NULL, N_ ("what stands now goes on standing") },
  { "take", "NUMBER", N_ ("another change stands: its number, as “show” has it") },
  { "value", "TEXT", N_ ("this stands instead of all of them; \"\" clears the field") },
  { "undo", NULL,
    N_ ("the latest decision is taken back: what waited before it waits again") },
  { "reason", "TEXT", N_ ("why; this is kept for good") },
  { NULL },
};

static const char *
get_state_word (AhadiReviewState state)
{
  static const char *const words[] = {
    [AHADI_REVIEW_OPEN] = "open",
    [AHADI_REVIEW_REOPENED] = "reopened",
    [AHADI_REVIEW_SETTLED] = "settled",
    [AHADI_REVIEW_PARALLEL] = "parallel",
  };

  return words[state];
}

static const char *
get_rival_word (AhadiRivalState state)
{
  static const char *const words[] = {
    [AHADI_RIVAL_COMPETES] = "competes",
    [AHADI_RIVAL_SET_ASIDE] = "set-aside",
    [AHADI_RIVAL_PARALLEL] = "parallel",
  };

  return words[state];
}

static const AhadiField *
get_field (const AhadiItem *item, guint field)
{
  return &ahadi_record_get_info (item->record)->fields[field];
}

static void
add_place (json_t *object,
           const AhadiItem *item,
           guint field,
           AhadiReviewState state,
           gint64 time)
{
  ahadi_json_set_bytes (object, "id", ahadi_record_get_id (item->record)->bytes,
                        AHADI_ID_SIZE);
  ahadi_json_set_text (object, "kind", ahadi_record_get_info (item->record)->name);
  ahadi_json_set_text (object, "field", get_field (item, field)->name);
  ahadi_json_set_text (object, "state", get_state_word (state));
  ahadi_json_set_int (object, "time", time);
}

/* --- The list ------------------------------------------------------------- */

static void
say_line (const AhadiInvocation *invocation, const AhadiReviewLine *line)
{
  const AhadiKindInfo *info = ahadi_record_get_info (line->item->record);
  g_autofree char *time = ahadi_words_time (line->time);
  const char *name = info->kind == AHADI_KIND_MEMBER
                         ? ahadi_member_get_display_name (line->item->record)
                         : ahadi_words_kind (info->kind);
  char id[AHADI_ID_TEXT_SIZE];

  ahadi_invocation_say (
      invocation, "%s %s %s  %s: %s, %s%s", info->name,
      ahadi_id_print (ahadi_record_get_id (line->item->record), id),
      info->fields[line->field].name, name, ahadi_words_field (info->kind, line->field),
      time, line->state == AHADI_REVIEW_REOPENED ? _ (" (decided before)") : "");
}

static int
run_list (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  gboolean settled = ahadi_invocation_option (invocation, "settled") != NULL;
  g_autoptr (json_t) array = json_array ();
  g_autoptr (GPtrArray) lines = NULL;
  GError *error = NULL;
  guint limit;
  guint offset;

  if (!ahadi_invocation_number (invocation, "limit", 1, LIMIT_MAX, &limit, &error) ||
      !ahadi_invocation_number (invocation, "offset", 0, LIMIT_MAX, &offset, &error) ||
      !ahadi_invocation_unlock (invocation, &error) ||
      (lines = ahadi_reviews_list (session, settled, offset, limit, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  for (guint i = 0; i < lines->len; i++)
    {
      const AhadiReviewLine *line = lines->pdata[i];
      json_t *object = json_object ();

      add_place (object, line->item, line->field, line->state, line->time);
      json_array_append_new (array, object);
      say_line (invocation, line);
    }
  ahadi_listing_end (invocation, array);
  return AHADI_EXIT_FINE;
}

/* --- One ------------------------------------------------------------------ */

/* KIND ID FIELD. */
static gboolean
read_place (const AhadiInvocation *invocation,
            AhadiKind *kind,
            AhadiId *id,
            guint *field,
            GError **error)
{
  const AhadiKindInfo *info = ahadi_kind_find (ahadi_invocation_get (invocation, 0));
  const char *name = ahadi_invocation_get (invocation, 2);
  int index = info != NULL ? ahadi_kind_find_field (info, name) : -1;

  if (index < 0)
    return ahadi_usage_error_set (
        error,
        _ ("Say which field it is as “ahadictl review list” shows it: the kind, the "
           "id and the field."));

  *kind = info->kind;
  *field = index;
  return ahadi_listing_parse_id (ahadi_invocation_get (invocation, 1), id, error);
}

static json_t *
change_to_json (const AhadiField *field, const AhadiReviewChange *change)
{
  json_t *object = json_object ();

  json_object_set_new (object, "value", ahadi_field_value_to_json (field, change->value));
  ahadi_json_set_text (object, "who", change->who);
  ahadi_json_set_bytes (object, "device", change->device.bytes, AHADI_ID_SIZE);
  ahadi_json_set_int (object, "time", change->time);
  return object;
}

static json_t *
decision_to_json (const AhadiField *field, const AhadiReviewDetail *detail)
{
  json_t *object = change_to_json (field, &detail->decided);

  ahadi_json_set_text (object, "outcome",
                       ahadi_record_get (detail->settlement, AHADI_SETTLEMENT_OUTCOME));
  ahadi_json_set_text (object, "reason",
                       ahadi_record_get (detail->settlement, AHADI_SETTLEMENT_REASON));
  return object;
}

static json_t *
detail_to_json (const AhadiReviewDetail *detail)
{
  const AhadiField *field = get_field (detail->item, detail->field);
  json_t *object = json_object ();
  json_t *others = json_array ();

  add_place (object, detail->item, detail->field, detail->state, detail->standing.time);
  if (detail->has_base)
    json_object_set_new (object, "base", change_to_json (field, &detail->base));
  json_object_set_new (object, "standing", change_to_json (field, &detail->standing));
  for (guint i = 0; i < detail->others->len; i++)
    {
      const AhadiReviewOther *other = detail->others->pdata[i];
      json_t *one = change_to_json (field, &other->change);

      ahadi_json_set_int (one, "number", i + 1);
      ahadi_json_set_text (one, "state", get_rival_word (other->state));
      json_array_append_new (others, one);
    }
  json_object_set_new (object, "others", others);
  if (detail->settlement != NULL)
    json_object_set_new (object, "decision", decision_to_json (field, detail));
  return object;
}

static const char *
say_rival (AhadiRivalState state)
{
  switch (state)
    {
    case AHADI_RIVAL_COMPETES:
      return _ ("written apart");
    case AHADI_RIVAL_SET_ASIDE:
      return _ ("written apart, decided");
    case AHADI_RIVAL_PARALLEL:
    default:
      return _ ("written in parallel");
    }
}

/* "1  written apart: Wanjiru (Kisumu, today, 10:05)" */
static void
say_change (const AhadiInvocation *invocation,
            const AhadiField *field,
            const char *role,
            const AhadiReviewChange *change)
{
  g_autofree char *words =
      change->value != NULL ? ahadi_words_value (field, change->value) : NULL;
  g_autofree char *time = ahadi_words_time (change->time);

  ahadi_invocation_say (invocation, "%s: %s (%s, %s)", role,
                        words != NULL ? words : _ ("nothing"), change->who, time);
}

static void
say_detail (const AhadiInvocation *invocation, const AhadiReviewDetail *detail)
{
  const AhadiField *field = get_field (detail->item, detail->field);
  g_autofree char *sentence = ahadi_sentence_for_review (detail);

  ahadi_invocation_say (invocation, "%s", sentence);
  if (detail->has_base)
    say_change (invocation, field, _ ("   before"), &detail->base);
  say_change (invocation, field, _ ("   stands"), &detail->standing);
  for (guint i = 0; i < detail->others->len; i++)
    {
      const AhadiReviewOther *other = detail->others->pdata[i];
      g_autofree char *role = g_strdup_printf ("%2u %s", i + 1, say_rival (other->state));

      say_change (invocation, field, role, &other->change);
    }
  if (detail->settlement != NULL)
    {
      g_autofree char *decided = ahadi_sentence_for_settlement (detail->settlement);

      ahadi_invocation_say (invocation, "%s", decided);
    }
}

static int
run_show (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (AhadiReviewDetail) detail = NULL;
  g_autoptr (json_t) object = NULL;
  GError *error = NULL;
  AhadiKind kind;
  AhadiId id;
  guint field;

  if (!read_place (invocation, &kind, &id, &field, &error) ||
      !ahadi_invocation_unlock (invocation, &error) ||
      (detail = ahadi_reviews_get (session, kind, &id, field, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  object = detail_to_json (detail);
  ahadi_invocation_print (invocation, object);
  say_detail (invocation, detail);
  return AHADI_EXIT_FINE;
}

/* --- Settling ------------------------------------------------------------- */

static gboolean
read_choice (const AhadiInvocation *invocation, AhadiReviewChoice *choice, GError **error)
{
  gboolean keep = ahadi_invocation_option (invocation, "keep") != NULL;
  gboolean take = ahadi_invocation_option (invocation, "take") != NULL;
  gboolean undo = ahadi_invocation_option (invocation, "undo") != NULL;
  guint number;

  choice->value = ahadi_invocation_option (invocation, "value");
  if (keep + take + undo + (choice->value != NULL) != 1)
    return ahadi_usage_error_set (
        error,
        _ ("Say what stands: --keep, --take NUMBER, --value TEXT or --undo, and no two "
           "of them."));
  if (ahadi_invocation_option (invocation, "reason") == NULL)
    return ahadi_usage_error_set (error, _ ("Say why with --reason."));
  if (!ahadi_invocation_number (invocation, "take", 1, 1000, &number, error))
    return FALSE;

  choice->other = take ? number - 1 : 0;
  choice->outcome = keep   ? AHADI_REVIEW_KEEP
                    : take ? AHADI_REVIEW_TAKE
                    : undo ? AHADI_REVIEW_UNDO
                           : AHADI_REVIEW_OTHER;
  return TRUE;
}

static int
fail_settle (const AhadiInvocation *invocation, GError *error)
{
  if (g_error_matches (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_ELSEWHERE))
    return ahadi_invocation_fail_as (
        invocation,
        _ ("Which change stands is decided by an office that reads this record. Nothing "
           "was changed. Send your change with the next bundle; the office will see it."),
        error);

  return ahadi_invocation_fail (invocation, error);
}

static int
run_settle (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *reason = ahadi_invocation_option (invocation, "reason");
  g_autoptr (AhadiReviewDetail) detail = NULL;
  g_autoptr (json_t) object = NULL;
  AhadiReviewChoice choice = { 0 };
  GError *error = NULL;
  AhadiKind kind;
  AhadiId id;
  guint field;

  if (!read_place (invocation, &kind, &id, &field, &error) ||
      !read_choice (invocation, &choice, &error) ||
      !ahadi_invocation_unlock (invocation, &error))
    return ahadi_invocation_fail (invocation, error);
  if (!ahadi_reviews_settle (session, kind, &id, field, &choice, reason, &error))
    return fail_settle (invocation, error);

  detail = ahadi_reviews_get (session, kind, &id, field, &error);
  if (detail == NULL)
    return ahadi_invocation_fail (invocation, error);

  object = detail_to_json (detail);
  ahadi_invocation_print (invocation, object);
  say_detail (invocation, detail);
  return AHADI_EXIT_FINE;
}

static const AhadiCommand commands[] = {
  { "list", "",
    N_ ("List the fields that several changed without seeing each other, the latest "
        "first"),
    0, 0, list_options, 0, run_list },
  { "show", "KIND ID FIELD",
    N_ ("Show one: what was there before, what stands, what others wrote, who and when"),
    3, 3, NULL, 0, run_show },
  { "settle", "KIND ID FIELD",
    N_ ("Decide which change stands; deciding again replaces what was decided. Offices "
        "only"),
    3, 3, settle_options, 0, run_settle },
};

const AhadiVerb ahadi_cmd_review = {
  "review", N_ ("Fields that several changed without seeing each other"), commands,
  G_N_ELEMENTS (commands)
};
