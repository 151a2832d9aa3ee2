/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-fields.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "ahadi-listing.h"

#define FROM_LIMIT (1024 * 1024)

/* The canonical array of the words of @field that @words holds; what else it holds is
 * appended, for the record's rules to refuse by name. */
static char *
print_choices (const AhadiField *field, GPtrArray *words)
{
  g_autoptr (json_t) array = json_array ();

  for (gsize i = 0; field->choices[i] != NULL; i++)
    for (guint j = 0; j < words->len; j++)
      if (g_str_equal (field->choices[i], words->pdata[j]))
        {
          json_array_append_new (array, json_string (field->choices[i]));
          break;
        }

  for (guint j = 0; j < words->len; j++)
    if (!g_strv_contains (field->choices, words->pdata[j]))
      json_array_append_new (array, json_string (words->pdata[j]));
  return ahadi_json_print (array);
}

/* "a,b" or ["a","b"] */
static char *
read_choices (const AhadiField *field, const char *text)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (json_t) array = NULL;
  g_auto (GStrv) parts = NULL;
  json_t *word;
  size_t i;

  if (g_str_has_prefix (text, "["))
    {
      array = ahadi_json_parse (text, strlen (text), NULL);
      json_array_foreach (array, i, word)
      {
        if (json_is_string (word))
          g_ptr_array_add (words, g_strdup (json_string_value (word)));
      }
      return array == NULL ? g_strdup (text) : print_choices (field, words);
    }

  parts = g_strsplit (text, ",", -1);
  for (gsize j = 0; parts[j] != NULL; j++)
    g_ptr_array_add (words, g_strdup (g_strstrip (parts[j])));
  return print_choices (field, words);
}

/* "yes" and "no" as people answer, besides what a record keeps. */
static const char *
read_bool (const char *text)
{
  if (g_str_equal (text, "yes"))
    return "true";
  return g_str_equal (text, "no") ? "false" : text;
}

/* JSON as anybody may space it, in the one spelling that a record keeps. */
static char *
read_json (const char *text)
{
  g_autoptr (json_t) value = ahadi_json_parse (text, strlen (text), NULL);

  return value == NULL ? g_strdup (text) : ahadi_json_print (value);
}

void
ahadi_fields_enter_text (AhadiRecord *record, guint index, const char *text)
{
  const AhadiField *field = &ahadi_record_get_info (record)->fields[index];
  g_autofree char *value = NULL;

  if (*text == '\0')
    value = g_strdup (text);
  else if (field->type == AHADI_FIELD_CHOICES)
    value = read_choices (field, text);
  else if (field->type == AHADI_FIELD_PERSONS)
    value = read_json (text);
  else if (field->type == AHADI_FIELD_BOOL)
    value = g_strdup (read_bool (text));
  else
    value = g_strdup (text);

  if (!ahadi_record_enter (record, index, value, NULL))
    ahadi_record_set (record, index, value);
}

static void
enter_json (AhadiRecord *record, guint index, json_t *json)
{
  const AhadiField *field = &ahadi_record_get_info (record)->fields[index];
  g_autofree char *value = NULL;

  if (json_is_string (json))
    ahadi_fields_enter_text (record, index, json_string_value (json));
  else if (json_is_array (json))
    {
      value = ahadi_json_print (json);
      ahadi_fields_enter_text (record, index, value);
    }
  else if (ahadi_field_value_from_json (field, json, &value, NULL))
    ahadi_record_set (record, index, value);
  else
    {
      value = json_dumps (json, JSON_COMPACT | JSON_ENCODE_ANY);
      ahadi_record_set (record, index, value);
    }
}

static GBytes *
read_standard_input (GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[4096];

  while (bytes->len <= FROM_LIMIT)
    {
      gssize n = read (STDIN_FILENO, buffer, sizeof buffer);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          ahadi_base_error_set_errno (error, errno, "read", "-");
          return NULL;
        }
      if (n == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      g_byte_array_append (bytes, buffer, (guint) n);
    }

  g_set_error_literal (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_LIMIT,
                       "cannot read standard input: it is above 1 MiB");
  return NULL;
}

static json_t *
read_object (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = g_str_equal (path, "-")
                                 ? read_standard_input (error)
                                 : ahadi_file_read (path, FROM_LIMIT, error);
  g_autoptr (json_t) object = NULL;
  const char *text;
  gsize size = 0;

  if (bytes == NULL)
    return NULL;

  text = g_bytes_get_data (bytes, &size);
  object = ahadi_json_parse (text == NULL ? "" : text, size, NULL);
  if (json_is_object (object))
    return g_steal_pointer (&object);

  ahadi_usage_error_refuse (
      error, _ ("This is not one JSON object that names each field once. Nothing was "
                "saved. Look for a quote, comma or brace that is missing."));
  return NULL;
}

static gboolean
enter_object (AhadiRecord *record, json_t *object, GError **error)
{
  const AhadiKindInfo *info = ahadi_record_get_info (record);
  const char *key;
  json_t *value;

  json_object_foreach (object, key, value)
  {
    int field = ahadi_kind_find_field (info, key);

    if (field >= 0)
      enter_json (record, (guint) field, value);
    else if (!g_str_equal (key, "id") && !g_str_equal (key, "kind"))
      return ahadi_usage_error_set (error, _ ("There is no field “%s”."), key);
  }
  return TRUE;
}

gboolean
ahadi_fields_enter (AhadiInvocation *invocation, AhadiRecord *record, GError **error)
{
  const AhadiKindInfo *info = ahadi_record_get_info (record);
  const char *from = ahadi_invocation_option (invocation, "from");

  if (from != NULL)
    {
      g_autoptr (json_t) object = read_object (from, error);

      if (object == NULL)
        return ahadi_invocation_blame (invocation, from);
      if (!enter_object (record, object, error))
        return FALSE;
    }

  for (guint i = 0; i < info->n_fields; i++)
    {
      g_autofree char *option = ahadi_arguments_name_field (info->fields[i].name);
      const char *text = ahadi_invocation_option (invocation, option);

      if (text != NULL)
        ahadi_fields_enter_text (record, i, text);
    }
  return TRUE;
}

/* What a person is made of so far; the last named value, to which commas may add. */
typedef struct
{
  GString *role;
  GString *name;
  GString *note;
  gboolean anonymous;
  GString *last;
} Person;

static void
person_clear (Person *self)
{
  g_string_free (self->role, TRUE);
  g_string_free (self->name, TRUE);
  g_string_free (self->note, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Person, person_clear)

static gboolean
add_part (Person *self, const char *part, GError **error)
{
  const struct
  {
    const char *key;
    GString *value;
  } keys[] = {
    { "role=", self->role },
    { "name=", self->name },
    { "note=", self->note },
  };
  g_autofree char *word = g_strstrip (g_strdup (part));

  if (g_str_equal (word, "anonymous"))
    {
      self->anonymous = TRUE;
      return TRUE;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_has_prefix (word, keys[i].key))
      {
        self->last = keys[i].value;
        g_string_assign (self->last, word + strlen (keys[i].key));
        return TRUE;
      }

  if (self->last == NULL)
    return ahadi_usage_error_set (
        error,
        _ ("“%s” says nothing about a person; write role=…,name=… or role=…,anonymous."),
        word);
  g_string_append_printf (self->last, ",%s", part);
  return TRUE;
}

static gboolean
check_person (const Person *self, GError **error)
{
  if (!g_strv_contains (ahadi_report_roles, self->role->str))
    {
      g_autofree char *roles = g_strjoinv (", ", (char **) ahadi_report_roles);

      return ahadi_usage_error_set (error, _ ("A person has a role, one of: %s."), roles);
    }
  if (self->anonymous == (self->name->len > 0))
    return ahadi_usage_error_set (
        error, _ ("A person has either a name or the word “anonymous”."));
  return TRUE;
}

json_t *
ahadi_fields_parse_person (const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_auto (Person) person = { g_string_new (NULL), g_string_new (NULL),
                             g_string_new (NULL), FALSE, NULL };
  g_autofree char *name = NULL;
  g_autofree char *note = NULL;
  json_t *object;

  for (gsize i = 0; parts[i] != NULL; i++)
    if (!add_part (&person, parts[i], error))
      return NULL;
  if (!check_person (&person, error))
    return NULL;

  name = ahadi_text_clean (person.name->str);
  note = ahadi_text_clean (person.note->str);
  object = json_object ();
  json_object_set_new (object, "role", json_string (person.role->str));
  json_object_set_new (object, "anonymous", json_boolean (person.anonymous));
  if (!person.anonymous)
    json_object_set_new (object, "name", json_string (name == NULL ? "" : name));
  if (note != NULL && *note != '\0')
    json_object_set_new (object, "note", json_string (note));
  return object;
}

/* Its reference is all that is ever shown of it here. */
static int
print_gone (AhadiInvocation *invocation, const AhadiRecord *record)
{
  const char *reference = ahadi_record_get (record, AHADI_REPORT_REFERENCE);
  g_autoptr (json_t) object = json_object ();

  ahadi_json_set_text (object, "kind", ahadi_record_get_info (record)->name);
  ahadi_json_set_text (object, "reference", reference);
  json_object_set_new (object, "stays", json_false ());
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (
      invocation,
      _ ("Filed and sealed under %s. Note it now: nothing of the report "
         "can be read on this laptop any more. It goes with the next "
         "bundle."),
      reference);
  return AHADI_EXIT_FINE;
}

int
ahadi_fields_save (AhadiInvocation *invocation, AhadiRecord *record, json_t *duplicates)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  AhadiKind kind = ahadi_record_get_kind (record);
  g_autoptr (GPtrArray) problems = ahadi_problem_list_new ();
  g_autoptr (AhadiItem) item = NULL;
  gboolean changed = FALSE;
  GError *error = NULL;

  if (!ahadi_records_save (session, record, problems, &changed, &error))
    {
      if (!g_error_matches (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_PROBLEMS))
        return ahadi_invocation_fail (invocation, error);
      g_clear_error (&error);
      return ahadi_invocation_fail_problems (invocation, kind, problems);
    }

  if (!ahadi_conflict_lets_stay (record))
    return print_gone (invocation, record);

  item = ahadi_records_get (session, kind, ahadi_record_get_id (record), &error);
  if (item == NULL)
    return ahadi_invocation_fail (invocation, error);
  ahadi_listing_print_saved (invocation, item, changed, duplicates);
  return AHADI_EXIT_FINE;
}
