/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ahadi-slot-notes.h"

#include "desks.h"

static void
test_a_note_is_named_after_its_slot (void)
{
  const AhadiId slot = { { 0x0a, 0x1b } };
  g_autofree char *name = ahadi_slot_notes_name ("person/", &slot);

  g_assert_cmpstr (name, ==, "person/0a1b0000000000000000000000000000");
}

static void
test_only_notes_whose_slot_is_gone_are_forgotten (void)
{
  static const char gone[] = "person/0a1b0000000000000000000000000000";
  static const char other[] = "persons/0a1b0000000000000000000000000000";
  g_auto (Desks) desks = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;
  g_auto (GStrv) left = NULL;
  AhadiVault *vault;

  desks_open (&desks);
  vault = ahadi_session_get_vault (desks.office, NULL);
  kept = ahadi_slot_notes_name ("person/",
                                ahadi_slots_get_opened (ahadi_vault_get_slots (vault)));
  assert_ok (ahadi_settings_set_text (vault, kept, "Achieng", &error));
  assert_ok (ahadi_settings_set_text (vault, gone, "Otieno", &error));
  assert_ok (ahadi_settings_set_text (vault, other, "of something else", &error));

  assert_ok (ahadi_slot_notes_tidy (vault, "person/", &error));
  left = ahadi_settings_list (vault, "person", &error);
  g_assert_cmpuint (g_strv_length (left), ==, 2);
  g_assert_cmpstr (left[0], ==, kept);
  g_assert_cmpstr (left[1], ==, other);
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/slot-notes/a-note-is-named-after-its-slot",
                   test_a_note_is_named_after_its_slot);
  g_test_add_func ("/app/slot-notes/only-notes-whose-slot-is-gone-are-forgotten",
                   test_only_notes_whose_slot_is_gone_are_forgotten);
  return g_test_run ();
}
