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
      self->desks.office, &self->device, AWARE_MS, "", NULL, &error);

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
      self->desks.office, &self->device, AWARE_MS, "", NULL, &error);
  g_autoptr (AhadiLostDevice) again = ahadi_lost_device_declare (
      self->desks.office, &self->device, AWARE_MS + HOUR_MS, "", NULL, &error);
  g_autoptr (GPtrArray) all = ahadi_lost_device_list (self->desks.office, &error);

  g_assert_no_error (error);
  g_assert_cmpint (first->aware, ==, AWARE_MS);
  g_assert_cmpint (again->aware, ==, AWARE_MS);
  g_assert_cmpuint (all->len, ==, 1);
}

static AhadiDevice *
find_device (const Fixture *self, GPtrArray *devices)
{
  for (guint i = 0; i < devices->len; i++)
    if (ahadi_id_equal (&((AhadiDevice *) devices->pdata[i])->device, &self->device))
      return devices->pdata[i];
  g_assert_not_reached ();
}

static void
test_what_is_lost_is_not_trusted (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiLostDevice) lost = ahadi_lost_device_declare (
      self->desks.office, &self->device, AWARE_MS, "left in a matatu", NULL, &error);
  g_autoptr (GPtrArray) devices = ahadi_trust_list_devices (self->desks.office, &error);
  const AhadiDevice *device;

  g_assert_no_error (error);
  g_assert_nonnull (lost);
  device = find_device (self, devices);
  g_assert_cmpint (device->state, ==, AHADI_DEVICE_REVOKED);
  g_assert_true (device->lost);
  g_assert_cmpstr (device->reason, ==, "left in a matatu");
}

static void
test_what_was_revoked_can_be_lost_too (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiLostDevice) lost = NULL;

  assert_ok (ahadi_trust_revoke (self->desks.office, &self->device, "",
                                 AHADI_DEVICE_CUT_NOTHING, &error));
  lost = ahadi_lost_device_declare (self->desks.office, &self->device, AWARE_MS, "", NULL,
                                    &error);
  g_assert_no_error (error);
  g_assert_cmpint (lost->aware, ==, AWARE_MS);
}

static void
test_two_drafts_name_nobody (Fixture *self, gconstpointer unused)
{
  static const char *const names[] = { "notice-to-the-commissioner.txt",
                                       "letter-to-the-people.txt" };
  g_autofree char *folder = desks_path (&self->desks, "drafts");
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiLostDevice) lost = ahadi_lost_device_declare (
      self->desks.office, &self->device, AWARE_MS, "", folder, &error);

  g_assert_no_error (error);
  g_assert_nonnull (lost);
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
                                            "", NULL, &error));
  g_assert_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_ELSEWHERE);
  g_clear_error (&error);
  g_assert_null (ahadi_lost_device_declare (self->desks.office, &stranger, AWARE_MS, "",
                                            NULL, &error));
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
  ADD ("what-is-lost-is-not-trusted", test_what_is_lost_is_not_trusted);
  ADD ("what-was-revoked-can-be-lost-too", test_what_was_revoked_can_be_lost_too);
  ADD ("two-drafts-name-nobody", test_two_drafts_name_nobody);
  ADD ("only-the-membership-office-and-only-what-is-listed",
       test_only_the_membership_office_and_only_what_is_listed);
  return g_test_run ();
}
