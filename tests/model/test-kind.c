/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/ahadi-model.h"

/* Names stand in operations that are signed for good: these lines may only grow. */
static const struct
{
  AhadiKind kind;
  const char *name;
  gboolean add_only;
  const char *fields;
} expected[] = {
  { AHADI_KIND_CIRCLE, "circle", FALSE, "name type county place leader note " },
  { AHADI_KIND_MEMBER, "member", FALSE,
    "name preferred_name phone email gender birth county place circle number status "
    "joined "
    "consent consent_date guardian_name guardian_phone guardian_consent best_interest "
    "note " },
  { AHADI_KIND_PLEDGE, "pledge", TRUE,
    "member text language c1 c2 c3 c4 c5 c6 c7 c9 c10 ack8 ack_closing made date place "
    "witness note " },
  { AHADI_KIND_WITHDRAWAL, "withdrawal", TRUE, "pledge member date reason " },
  { AHADI_KIND_REPORT, "report", TRUE,
    "reference duty_shown danger categories persons statement happened place wishes "
    "consent "
    "consent_note contact_safe route filed about recused " },
  { AHADI_KIND_ADDENDUM, "addendum", TRUE, "report text date " },
  { AHADI_KIND_ATTACHMENT, "attachment", TRUE,
    "of name type size blob key ct_size ct_blake2b kept note date " },
  { AHADI_KIND_ERASURE, "erasure", TRUE, "of of_kind reason note date " },
  { AHADI_KIND_CUTOFF, "cutoff", TRUE, "device epoch last date head reason " },
  { AHADI_KIND_SETTLEMENT, "settlement", TRUE,
    "of_kind of_entity of_field cites outcome value reason date " },
  { AHADI_KIND_SAME_AS, "same_as", TRUE, "one other verdict reason date " },
  { AHADI_KIND_BASELINE, "baseline", TRUE, "device epoch last date head " },
};

G_STATIC_ASSERT (G_N_ELEMENTS (expected) == AHADI_KIND_MAX);

static void
test_names_and_fields_are_as_signed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const AhadiKindInfo *info = ahadi_kind_get_info (expected[i].kind);
      g_autoptr (GString) fields = g_string_new (NULL);

      g_assert_nonnull (info);
      for (guint j = 0; j < info->n_fields; j++)
        g_string_append_printf (fields, "%s ", info->fields[j].name);

      g_assert_cmpint (info->kind, ==, expected[i].kind);
      g_assert_cmpstr (info->name, ==, expected[i].name);
      g_assert_cmpint (info->add_only, ==, expected[i].add_only);
      g_assert_cmpstr (fields->str, ==, expected[i].fields);
    }
}

/* What matters of a person is asked about where two wrote it apart (DESIGN 3): name,
 * identity, status and consent. Whoever adds a field decides, and says it here. */
static const char *const sensitive[AHADI_KIND_MAX + 1] = {
  [AHADI_KIND_MEMBER] = "name gender birth number status consent consent_date "
                        "guardian_name guardian_phone guardian_consent best_interest ",
};

static void
test_what_is_sensitive_is_said_of_each_kind (void)
{
  for (guint i = 1; i <= AHADI_KIND_MAX; i++)
    {
      const AhadiKindInfo *info = ahadi_kind_get_info ((AhadiKind) i);
      g_autoptr (GString) fields = g_string_new (NULL);

      for (guint j = 0; j < info->n_fields; j++)
        if (info->fields[j].field_class == AHADI_FIELD_SENSITIVE)
          g_string_append_printf (fields, "%s ", info->fields[j].name);
      g_assert_cmpstr (fields->str, ==, sensitive[i] != NULL ? sensitive[i] : "");
    }
}

static void
test_every_kind_is_found_by_its_name (void)
{
  for (guint i = 1; i <= AHADI_KIND_MAX; i++)
    {
      const AhadiKindInfo *info = ahadi_kind_get_info ((AhadiKind) i);

      g_assert_true (ahadi_kind_find (info->name) == info);
    }
}

static void
test_unknown_kinds_are_null (void)
{
  g_assert_null (ahadi_kind_get_info ((AhadiKind) 0));
  g_assert_null (ahadi_kind_get_info ((AhadiKind) (AHADI_KIND_MAX + 1)));
  g_assert_null (ahadi_kind_get_info ((AhadiKind) -1));
  g_assert_null (ahadi_kind_find ("Member"));
  g_assert_null (ahadi_kind_find (""));
}

static void
test_every_field_is_found_by_its_name (void)
{
  for (guint i = 1; i <= AHADI_KIND_MAX; i++)
    {
      const AhadiKindInfo *info = ahadi_kind_get_info ((AhadiKind) i);

      for (guint j = 0; j < info->n_fields; j++)
        g_assert_cmpint (ahadi_kind_find_field (info, info->fields[j].name), ==, (int) j);
      g_assert_cmpint (ahadi_kind_find_field (info, "shoe_size"), ==, -1);
    }
}

static void
assert_consistent (const AhadiKindInfo *kind, const AhadiField *field)
{
  gboolean chosen =
      field->type == AHADI_FIELD_CHOICE || field->type == AHADI_FIELD_CHOICES;

  g_test_message ("%s.%s", kind->name, field->name);
  g_assert_cmpuint (strspn (field->name, "abcdefghijklmnopqrstuvwxyz0123456789_"), ==,
                    strlen (field->name));
  g_assert_cmpint (field->choices != NULL, ==, chosen);
  g_assert_cmpint (field->max_characters > 0, ==, field->type == AHADI_FIELD_TEXT);
  g_assert_cmpint (field->field_class == AHADI_FIELD_FACT, ==, kind->add_only);
}

static void
test_every_row_of_the_tables_is_consistent (void)
{
  for (guint i = 1; i <= AHADI_KIND_MAX; i++)
    {
      const AhadiKindInfo *info = ahadi_kind_get_info ((AhadiKind) i);

      g_assert_cmpuint (info->n_fields, <=, AHADI_KIND_MAX_FIELDS);
      for (guint j = 0; j < info->n_fields; j++)
        assert_consistent (info, &info->fields[j]);
    }
}

static void
test_sensitive_fields_are_told (void)
{
  guint32 fields = ahadi_kind_get_sensitive_fields (AHADI_KIND_MEMBER);

  g_assert_true ((fields >> AHADI_MEMBER_NAME & 1) != 0);
  g_assert_false ((fields >> AHADI_MEMBER_PHONE & 1) != 0);
  g_assert_cmphex (ahadi_kind_get_sensitive_fields (AHADI_KIND_CIRCLE), ==, 0);
  g_assert_cmphex (ahadi_kind_get_sensitive_fields (AHADI_KIND_PLEDGE), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/kind/names-and-fields-are-as-signed",
                   test_names_and_fields_are_as_signed);
  g_test_add_func ("/model/kind/what-is-sensitive-is-said-of-each-kind",
                   test_what_is_sensitive_is_said_of_each_kind);
  g_test_add_func ("/model/kind/every-kind-is-found-by-its-name",
                   test_every_kind_is_found_by_its_name);
  g_test_add_func ("/model/kind/unknown-kinds-are-null", test_unknown_kinds_are_null);
  g_test_add_func ("/model/kind/every-field-is-found-by-its-name",
                   test_every_field_is_found_by_its_name);
  g_test_add_func ("/model/kind/every-row-of-the-tables-is-consistent",
                   test_every_row_of_the_tables_is_consistent);

  g_test_add_func ("/model/kind/sensitive-fields-are-told",
                   test_sensitive_fields_are_told);
  return g_test_run ();
}
