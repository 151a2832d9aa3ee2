/* SPDX-License-Identifier: GPL-3.0-or-later */

/* With G_TEST_OPTION_ISOLATE_DIRS each case replaces GLib's user folders, and GLib
 * leaks the old ones on purpose. Kept reachable here, they hide no leak of ours. */

#include <glib.h>

typedef struct
{
  gconstpointer data;
  GTestFixtureFunc setup;
  GTestFixtureFunc test;
  GTestFixtureFunc teardown;
  GTestFunc plain;
  GTestDataFunc with_data;
  GDestroyNotify free_data;
} Case;

void __real_g_test_add_vtable (const char *path,
                               gsize size,
                               gconstpointer data,
                               GTestFixtureFunc setup,
                               GTestFixtureFunc test,
                               GTestFixtureFunc teardown);
void __wrap_g_test_add_vtable (const char *path,
                               gsize size,
                               gconstpointer data,
                               GTestFixtureFunc setup,
                               GTestFixtureFunc test,
                               GTestFixtureFunc teardown);
void __wrap_g_test_add_func (const char *path, GTestFunc test);
void
__wrap_g_test_add_data_func (const char *path, gconstpointer data, GTestDataFunc test);
void __wrap_g_test_add_data_func_full (const char *path,
                                       gpointer data,
                                       GTestDataFunc test,
                                       GDestroyNotify free_data);

static GPtrArray *kept;

static void
keep (gconstpointer pointer)
{
  g_ptr_array_add (kept, (gpointer) pointer);
}

static void
keep_strv (const char *const *strv)
{
  keep (strv);
  for (gsize i = 0; strv[i] != NULL; i++)
    keep (strv[i]);
}

static void
keep_dirs (void)
{
  if (kept == NULL)
    kept = g_ptr_array_new ();

  keep (g_get_home_dir ());
  keep (g_get_user_cache_dir ());
  keep (g_get_user_config_dir ());
  keep (g_get_user_data_dir ());
  keep (g_get_user_runtime_dir ());
  keep (g_get_user_state_dir ());
  keep_strv (g_get_system_config_dirs ());
  keep_strv (g_get_system_data_dirs ());
}

static void
case_setup (gpointer fixture, gconstpointer data)
{
  const Case *self = data;

  keep_dirs ();
  if (self->setup != NULL)
    self->setup (fixture, self->data);
}

static void
case_test (gpointer fixture, gconstpointer data)
{
  const Case *self = data;

  if (self->plain != NULL)
    self->plain ();
  else if (self->with_data != NULL)
    self->with_data (self->data);
  else
    self->test (fixture, self->data);
}

static void
case_teardown (gpointer fixture, gconstpointer data)
{
  const Case *self = data;

  if (self->teardown != NULL)
    self->teardown (fixture, self->data);
  if (self->free_data != NULL)
    self->free_data ((gpointer) self->data);
}

static void
add (const char *path, gsize size, const Case *template)
{
  static GPtrArray *cases;
  Case *copy = g_new (Case, 1);

  if (cases == NULL)
    cases = g_ptr_array_new ();
  *copy = *template;
  g_ptr_array_add (cases, copy);

  __real_g_test_add_vtable (path, size, copy, case_setup, case_test, case_teardown);
}

void
__wrap_g_test_add_vtable (const char *path,
                          gsize size,
                          gconstpointer data,
                          GTestFixtureFunc setup,
                          GTestFixtureFunc test,
                          GTestFixtureFunc teardown)
{
  add (path, size,
       &(Case){ .data = data, .setup = setup, .test = test, .teardown = teardown });
}

void
__wrap_g_test_add_func (const char *path, GTestFunc test)
{
  add (path, 0, &(Case){ .plain = test });
}

void
__wrap_g_test_add_data_func (const char *path, gconstpointer data, GTestDataFunc test)
{
  add (path, 0, &(Case){ .data = data, .with_data = test });
}

void
__wrap_g_test_add_data_func_full (const char *path,
                                  gpointer data,
                                  GTestDataFunc test,
                                  GDestroyNotify free_data)
{
  add (path, 0, &(Case){ .data = data, .with_data = test, .free_data = free_data });
}
