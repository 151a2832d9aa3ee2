/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "app/ahadi-app.h"

static void
assert_says (const AhadiAttachmentLook *look, const char *words)
{
  g_autofree char *sentence = ahadi_sentence_for_look (look);

  g_assert_nonnull (strstr (sentence, words));
}

static void
test_what_was_found_is_named (void)
{
  AhadiAttachmentLook look = { .type = AHADI_MEDIA_JPEG };

  assert_says (&look, "tells nothing");
  look.facts.removed = 100;
  look.facts.exif.has_position = TRUE;
  look.facts.exif.latitude = -1.2921;
  look.facts.exif.longitude = 36.8219;
  g_strlcpy (look.facts.exif.camera, "Tecno", sizeof look.facts.exif.camera);
  assert_says (&look, "1.29210° S, 36.82190° E");
  assert_says (&look, "Tecno");
  assert_says (&look, "taken out");
}

static void
test_what_a_recording_tells_is_named (void)
{
  AhadiAttachmentLook look = { .type = AHADI_MEDIA_MP4 };

  assert_says (&look, "no notes on place");
  look.facts.removed = 100;
  g_strlcpy (look.facts.exif.taken, "2026:11:23", sizeof look.facts.exif.taken);
  g_strlcpy (look.facts.author, "Wanjiru", sizeof look.facts.author);
  assert_says (&look, "tells: when (2026:11:23), by whom (Wanjiru).");
  look.is_damaged = TRUE;
  assert_says (&look, "with a reason");
}

static void
test_pdf_that_stays_as_it_is_says_why (void)
{
  static const struct
  {
    AhadiMediaError why;
    const char *words;
  } cases[] = {
    { AHADI_MEDIA_ERROR_DAMAGED, "is damaged" },
    { AHADI_MEDIA_ERROR_LOCKED, "a password" },
    { AHADI_MEDIA_ERROR_SIGNED, "a digital signature" },
    { AHADI_MEDIA_ERROR_HOLDS_FILES, "holds other files" },
    { AHADI_MEDIA_ERROR_NO_CLEANER, "is missing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AhadiAttachmentLook look = { .type = AHADI_MEDIA_PDF,
                                   .is_damaged = TRUE,
                                   .why = cases[i].why };

      g_assert_false (ahadi_attachment_look_changes (&look));
      assert_says (&look, ahadi_media_can_strip (AHADI_MEDIA_PDF) ? cases[i].words
                                                                  : "can’t be taken out");
    }
}

static void
test_what_can_not_be_taken_out_is_said (void)
{
  for (guint type = 0; type <= AHADI_MEDIA_MATROSKA; type++)
    {
      AhadiAttachmentLook look = { .type = type };

      if (!ahadi_media_can_strip (type))
        assert_says (&look, "can’t be taken out");
    }
}

static void
assert_way (AhadiBlobState state, AhadiDelivery delivery, const char *expected)
{
  g_autofree char *sentence = ahadi_sentence_for_blob (&state, delivery);

  g_assert_cmpstr (sentence, ==, expected);
}

static void
test_way_is_said_in_pieces (void)
{
  assert_way ((AhadiBlobState){ .pieces = 13, .arrived = 3 }, AHADI_DELIVERY_NONE,
              "The file is still on its way (3 of 13 pieces).");
  assert_way ((AhadiBlobState){ .pieces = 13 }, AHADI_DELIVERY_NONE,
              "Only its record is here; the file comes with the next bundles.");
  assert_way ((AhadiBlobState){ TRUE, 2, 2, 1, 0 }, AHADI_DELIVERY_ONLY_HERE,
              "The file is partly exported (1 of 2 pieces).");
  assert_way ((AhadiBlobState){ TRUE, 2, 2, 3, 0 }, AHADI_DELIVERY_EXPORTED,
              "The file was exported.");
  assert_way ((AhadiBlobState){ TRUE, 2, 2, 3, 3 }, AHADI_DELIVERY_EXPORTED,
              "The file was received.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/sentences-attachments/what-was-found-is-named",
                   test_what_was_found_is_named);
  g_test_add_func ("/app/sentences-attachments/what-a-recording-tells-is-named",
                   test_what_a_recording_tells_is_named);
  g_test_add_func ("/app/sentences-attachments/what-can-not-be-taken-out-is-said",
                   test_what_can_not_be_taken_out_is_said);
  g_test_add_func ("/app/sentences-attachments/way-is-said-in-pieces",
                   test_way_is_said_in_pieces);
  g_test_add_func ("/app/sentences-attachments/pdf-that-stays-as-it-is-says-why",
                   test_pdf_that_stays_as_it_is_says_why);
  return g_test_run ();
}
