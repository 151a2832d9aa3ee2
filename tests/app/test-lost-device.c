/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "desks.h"

#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))
#define AWARE_MS G_GINT64_CONSTANT (1764300000000)

typedef struct
{
  Desks desks;
  AhadiId device;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autofree char *bundle = NULL;
  const AhadiImportResult *result;

  desks_open (&self->desks);
  desks_add_branch (&self->desks);
  desks_add_member (self->desks.branch, "Achieng Otieno");
  bundle = desks_export (&self->desks, self->desks.branch);
  result = merged = desks_import (self->desks.office, bundle);
  self->device = result->device;
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  desks_clear (&self->desks);
}

static void
test_what_it_held_and_the_clock (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiLostDevice) lost = ahadi_lost_device_declare (
      self->desks.office, &self->device, AWARE_MS, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (lost->branch, ==, "Kisumu");
  g_assert_cmpuint (lost->holdings.records[AHADI_KIND_MEMBER], ==, 1);
  g_assert_cmpint (lost->deadline, ==, AWARE_MS + 72 * HOUR_MS);
  g_assert_cmpint (lost->last_bundle, >, 0);
  g_assert_cmpint (lost->last_change, >, 0);
}

static void
test_the_clock_is_not_set_back (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiLostDevice) first = ahadi_lost_device_declare (
      self->desks.office, &self->device, AWARE_MS, NULL, &error);
  g_autoptr (AhadiLostDevice) again = ahadi_lost_device_declare (
      self->desks.office, &self->device, AWARE_MS + HOUR_MS, NULL, &error);
  g_autoptr (GPtrArray) all = ahadi_lost_device_list (self->desks.office, &error);

  g_assert_no_error (error);
  g_assert_cmpint (again->aware, ==, AWARE_MS);
  g_assert_cmpuint (all->len, ==, 1);
}

static void
test_two_drafts_name_nobody (Fixture *self, gconstpointer unused)
{
  static const char *const names[] = { "notice-to-the-commissioner.txt",
                                       "letter-to-the-people.txt" };
  g_autofree char *folder = desks_path (&self->desks, "drafts");
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiLostDevice) lost = ahadi_lost_device_declare (
      self->desks.office, &self->device, AWARE_MS, folder, &error);

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_nonnull (strstr (text, "Kisumu"));
      g_assert_nonnull (strstr (text, "DRAFT"));
      g_assert_null (strstr (text, "Achieng"));
    }
}

static void
test_only_the_membership_office_and_only_what_is_listed (Fixture *self,
                                                         gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  AhadiId stranger = { { 1 } };

  g_assert_null (ahadi_lost_device_declare (self->desks.branch, &self->device, AWARE_MS,
                                            NULL, &error));
  g_assert_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_ELSEWHERE);
  g_clear_error (&error);
  g_assert_null (
      ahadi_lost_device_declare (self->desks.office, &stranger, AWARE_MS, NULL, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
}

#define ADD(name, func)                                                                  \
  g_test_add ("/app/lost-device/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  ADD ("what-it-held-and-the-clock", test_what_it_held_and_the_clock);
  ADD ("the-clock-is-not-set-back", test_the_clock_is_not_set_back);
  ADD ("two-drafts-name-nobody", test_two_drafts_name_nobody);
  ADD ("only-the-membership-office-and-only-what-is-listed",
       test_only_the_membership_office_and_only_what_is_listed);
  return g_test_run ();
}
