/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-publish-kinds.h"

gboolean
ahadi_publish_kinds_has (const AhadiField *field)
{
  return !field->secret;
}

const char *
ahadi_publish_kinds_get_type (const AhadiField *field)
{
  switch (field->type)
    {
    case AHADI_FIELD_BOOL:
      return "boolean";
    case AHADI_FIELD_ENTITY:
      return "uuid";
    case AHADI_FIELD_CHOICES:
    case AHADI_FIELD_PERSONS:
      return "jsonb";
    case AHADI_FIELD_TEXT:
    case AHADI_FIELD_DATE: /* may be a year or a month alone */
    case AHADI_FIELD_PHONE:
    case AHADI_FIELD_CHOICE:
    default:
      return "text";
    }
}

typedef void (*FieldFunc) (GString *sql, const AhadiField *field);

/* Calls @func for each published field, after a comma. */
static void
append_fields (GString *sql, const AhadiKindInfo *info, FieldFunc func)
{
  for (guint i = 0; i < info->n_fields; i++)
    if (ahadi_publish_kinds_has (&info->fields[i]))
      {
        g_string_append (sql, ", ");
        func (sql, &info->fields[i]);
      }
}

static void
append_column (GString *sql, const AhadiField *field)
{
  g_string_append_printf (sql, "\"%s\"", field->name);
}

static void
append_typed (GString *sql, const AhadiField *field)
{
  g_string_append_printf (sql, "\"%s\" %s", field->name,
                          ahadi_publish_kinds_get_type (field));
}

static void
append_added (GString *sql, const AhadiField *field)
{
  g_string_append_printf (sql, "ADD COLUMN IF NOT EXISTS \"%s\" %s", field->name,
                          ahadi_publish_kinds_get_type (field));
}

/* --- The table ------------------------------------------------------------ */

static void
append_indexes (GString *sql, const AhadiKindInfo *info)
{
  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].type == AHADI_FIELD_ENTITY)
      g_string_append_printf (
          sql, "CREATE INDEX IF NOT EXISTS \"%s_%s\" ON \"%s\" (\"%s\");\n", info->name,
          info->fields[i].name, info->name, info->fields[i].name);
}

char *
ahadi_publish_kinds_print_table (const AhadiKindInfo *info)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (
      sql,
      "CREATE TABLE IF NOT EXISTS \"%s\" (audience text NOT NULL, id uuid NOT NULL, "
      "written_by uuid NOT NULL, written timestamptz NOT NULL, changed timestamptz NOT "
      "NULL, PRIMARY KEY (id, audience));\n"
      "ALTER TABLE \"%s\" ENABLE ROW LEVEL SECURITY",
      info->name, info->name);
  append_fields (sql, info, append_added);
  g_string_append (sql, ";\n");
  append_indexes (sql, info);
  g_string_append_printf (
      sql,
      "COMMENT ON TABLE \"%s\" IS 'Every %s as the log tells it. Written by ahadictl "
      "publish alone: what is changed here by hand is overwritten.';\n",
      info->name, info->name);
  return g_string_free (sql, FALSE);
}

/* --- The fold ------------------------------------------------------------- */

static void
append_folded (GString *sql, const AhadiField *field)
{
  g_string_append_printf (sql, "%s.\"%s\"",
                          field->field_class == AHADI_FIELD_FACT ? "first" : "latest",
                          field->name);
}

static void
append_set (GString *sql, const AhadiField *field)
{
  g_string_append_printf (sql, "\"%s\" = excluded.\"%s\"", field->name, field->name);
}

static void
append_standing (GString *sql, const AhadiField *field)
{
  g_string_append_printf (sql, "t.\"%s\"", field->name);
}

static void
append_excluded (GString *sql, const AhadiField *field)
{
  g_string_append_printf (sql, "excluded.\"%s\"", field->name);
}

static gboolean
has_class (const AhadiKindInfo *info, gboolean facts)
{
  for (guint i = 0; i < info->n_fields; i++)
    if ((info->fields[i].field_class == AHADI_FIELD_FACT) == facts)
      return TRUE;

  return FALSE;
}

/* The bodies of one record laid over each other, the one that wins last; as a record of
 * all columns under @name. */
static void
append_record (GString *sql, const AhadiKindInfo *info, const char *name)
{
  GString *columns = g_string_new (NULL);

  append_fields (columns, info, append_typed);
  g_string_append_printf (sql, "CROSS JOIN LATERAL jsonb_to_record (f.%s) AS %s (%s)\n",
                          name, name, columns->str + 2);
  g_string_free (columns, TRUE);
}

char *
ahadi_publish_kinds_print_fold (const AhadiKindInfo *info)
{
  GString *sql = g_string_new (NULL);
  gboolean facts = has_class (info, TRUE);
  gboolean others = has_class (info, FALSE);

  g_string_append_printf (sql, "INSERT INTO \"%s\" AS t (" AHADI_PUBLISH_KINDS_COLUMNS,
                          info->name);
  append_fields (sql, info, append_column);
  g_string_append (sql, ")\nSELECT f.audience, f.entity, f.written_by, f.written, "
                        "f.changed");
  append_fields (sql, info, append_folded);
  g_string_append (sql,
                   "\nFROM (SELECT s.audience, o.entity,\n"
                   "  (array_agg (s.device ORDER BY o.hlc, s.device, s.epoch))[1] AS "
                   "written_by,\n"
                   "  hlc_to_time (min (o.hlc)) AS written, hlc_to_time (max (o.hlc)) AS "
                   "changed");
  if (others)
    g_string_append (sql, ",\n  lay_over (o.body -> 'f' ORDER BY o.hlc, s.device, "
                          "s.epoch) AS latest");
  if (facts)
    g_string_append (sql, ",\n  lay_over (o.body -> 'f' ORDER BY o.hlc DESC, s.device "
                          "DESC, s.epoch DESC) AS first");
  g_string_append_printf (
      sql,
      "\n  FROM (SELECT DISTINCT entity FROM touched WHERE kind = '%s') x\n"
      "  JOIN operation o ON o.entity = x.entity AND o.kind = '%s'\n"
      "  JOIN stream s ON s.number = o.stream\n"
      "  WHERE o.body IS NOT NULL GROUP BY s.audience, o.entity) f\n",
      info->name, info->name);
  if (others)
    append_record (sql, info, "latest");
  if (facts)
    append_record (sql, info, "first");
  g_string_append (sql, "ON CONFLICT (id, audience) DO UPDATE SET written_by = "
                        "excluded.written_by, written = excluded.written, changed = "
                        "excluded.changed");
  append_fields (sql, info, append_set);
  g_string_append (sql, "\nWHERE (t.written_by, t.written, t.changed");
  append_fields (sql, info, append_standing);
  g_string_append (sql, ") IS DISTINCT FROM (excluded.written_by, excluded.written, "
                        "excluded.changed");
  append_fields (sql, info, append_excluded);
  g_string_append (sql, ")");
  return g_string_free (sql, FALSE);
}

char *
ahadi_publish_kinds_print_remove (const AhadiKindInfo *info)
{
  return g_strdup_printf (
      "DELETE FROM \"%s\" t USING touched x\n"
      "WHERE x.kind = '%s' AND t.id = x.entity AND NOT EXISTS (\n"
      "  SELECT FROM operation o JOIN stream s ON s.number = o.stream\n"
      "  WHERE o.entity = x.entity AND o.kind = x.kind AND o.body IS NOT NULL\n"
      "    AND s.audience = t.audience)",
      info->name, info->name);
}

/* --- Reading back --------------------------------------------------------- */

static void
append_text (GString *sql, const AhadiField *field)
{
  g_string_append_printf (sql,
                          field->type == AHADI_FIELD_ENTITY
                              ? "replace (\"%s\"::text, '-', '')"
                              : "\"%s\"::text",
                          field->name);
}

char *
ahadi_publish_kinds_print_scan (const AhadiKindInfo *info)
{
  GString *sql = g_string_new ("SELECT replace (id::text, '-', '')");

  append_fields (sql, info, append_text);
  g_string_append_printf (sql, " FROM \"%s\" WHERE audience = $1 ORDER BY id",
                          info->name);
  return g_string_free (sql, FALSE);
}
