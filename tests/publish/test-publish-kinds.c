/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/ahadi-publish-kinds.h"

#include <string.h>

/* A new field needs no SQL by hand: whatever the model has is in each statement. */
static void
check_field (const AhadiKindInfo *info,
             const AhadiField *field,
             const char *table,
             const char *fold,
             const char *scan)
{
  g_autofree char *column =
      g_strdup_printf ("ADD COLUMN IF NOT EXISTS \"%s\" %s", field->name,
                       ahadi_publish_kinds_get_type (field));
  g_autofree char *set =
      g_strdup_printf ("\"%s\" = excluded.\"%s\"", field->name, field->name);
  g_autofree char *folded = g_strdup_printf (
      "%s.\"%s\"", field->field_class == AHADI_FIELD_FACT ? "first" : "latest",
      field->name);
  g_autofree char *read = g_strdup_printf ("\"%s\"::text", field->name);

  g_test_message ("%s.%s", info->name, field->name);
  g_assert_nonnull (strstr (table, column));
  g_assert_nonnull (strstr (fold, set));
  g_assert_nonnull (strstr (fold, folded));
  g_assert_nonnull (strstr (scan, read));
}

static void
test_fields (void)
{
  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    {
      const AhadiKindInfo *info = ahadi_kind_get_info (kind);
      g_autofree char *table = ahadi_publish_kinds_print_table (info);
      g_autofree char *fold = ahadi_publish_kinds_print_fold (info);
      g_autofree char *scan = ahadi_publish_kinds_print_scan (info);

      for (guint i = 0; i < info->n_fields; i++)
        if (ahadi_publish_kinds_has (&info->fields[i]))
          check_field (info, &info->fields[i], table, fold, scan);
    }
}

static void
test_own_columns (void)
{
  g_auto (GStrv) own = g_strsplit (AHADI_PUBLISH_KINDS_COLUMNS, ", ", -1);

  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    for (gsize i = 0; own[i] != NULL; i++)
      g_assert_cmpint (ahadi_kind_find_field (ahadi_kind_get_info (kind), own[i]), ==,
                       -1);
}

static void
test_secrets (void)
{
  g_autofree char *table = ahadi_publish_kinds_print_table (&ahadi_attachment_info);
  g_autofree char *fold = ahadi_publish_kinds_print_fold (&ahadi_attachment_info);
  g_autofree char *scan = ahadi_publish_kinds_print_scan (&ahadi_attachment_info);

  g_assert_false (
      ahadi_publish_kinds_has (&ahadi_attachment_info.fields[AHADI_ATTACHMENT_KEY]));
  g_assert_null (strstr (table, "\"key\""));
  g_assert_null (strstr (fold, "\"key\""));
  g_assert_null (strstr (scan, "\"key\""));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/publish/kinds/every-field-has-its-column", test_fields);
  g_test_add_func ("/publish/kinds/no-field-is-named-as-our-own", test_own_columns);
  g_test_add_func ("/publish/kinds/keys-are-left-out", test_secrets);
  return g_test_run ();
}
