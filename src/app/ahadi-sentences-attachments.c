/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-attachments.h"
#include "ahadi-words.h"

/* --- What a file tells -------------------------------------------------------- */

/* "1.29207° S, 36.82195° E" */
static char *
say_position (const AhadiExif *exif)
{
  gboolean south = exif->latitude < 0;
  gboolean west = exif->longitude < 0;

  /* Translators: a position: degrees and N or S, degrees and E or W */
  return g_strdup_printf (
      _ ("%.5f° %s, %.5f° %s"), south ? -exif->latitude : exif->latitude,
      south ? _ ("S") : _ ("N"), west ? -exif->longitude : exif->longitude,
      west ? _ ("W") : _ ("E"));
}

/* @words: with one %s. Nothing for @value "". */
static void
add_told (GPtrArray *told, const char *words, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (words, "%s", 2);

  if (*value != '\0')
    g_ptr_array_add (told, g_strjoinv (value, parts));
}

static char *
say_facts (const AhadiMediaFacts *facts, gboolean is_picture)
{
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);

  if (facts->exif.has_position)
    {
      g_autofree char *position = say_position (&facts->exif);

      add_told (told,
                is_picture ? _ ("where it was taken (%s)") : _ ("where it was made (%s)"),
                position);
    }
  add_told (told, _ ("when (%s)"), facts->exif.taken);
  add_told (told, _ ("by whom (%s)"), facts->author);
  add_told (told,
            is_picture ? _ ("with which camera (%s)")
                       : _ ("with which device or program (%s)"),
            facts->exif.camera);
  if (facts->tells_more || told->len == 0)
    g_ptr_array_add (told, g_strdup (_ ("other descriptions")));

  g_ptr_array_add (told, NULL);
  return g_strjoinv (", ", (char **) told->pdata);
}

static char *
say_picture (const AhadiAttachmentLook *look)
{
  g_autofree char *told = NULL;

  if (look->is_damaged)
    return g_strdup (_ (
        "This picture is damaged, holds a film, or is written in a way that is not known "
        "here, so what it tells of place, time and camera can’t be taken out. Save it as "
        "JPEG or PNG first, or attach it as it is, with a reason."));
  if (look->facts.removed == 0)
    return g_strdup (_ ("This picture tells nothing of place, time or camera."));

  told = say_facts (&look->facts, TRUE);
  return g_strdup_printf (
      _ ("This picture tells: %s. That is taken out, unless you keep it with a reason."),
      told);
}

static char *
say_file (const AhadiAttachmentLook *look)
{
  g_autofree char *told = NULL;

  if (look->is_damaged)
    return g_strdup (
        _ ("This file is damaged, or written in a way that is not known here, so what it "
           "tells of place, time and names can’t be taken out. It can be attached as it "
           "is, with a reason."));
  if (look->facts.removed == 0)
    return g_strdup (
        _ ("This file has no notes on place, time or names. What is heard or "
           "seen in it stays."));

  told = say_facts (&look->facts, FALSE);
  return g_strdup_printf (
      _ ("This file tells: %s. That is taken out, unless you keep it with a reason. What "
         "is heard or seen in it stays."),
      told);
}

static char *
say_pdf_as_it_is (AhadiMediaError why)
{
  switch (why)
    {
    case AHADI_MEDIA_ERROR_LOCKED:
      return g_strdup (
          _ ("This PDF only opens with a password, so what it tells of names, times and "
             "earlier versions can’t be taken out. Save it without one first, or attach "
             "it as it is, with a reason."));
    case AHADI_MEDIA_ERROR_SIGNED:
      return g_strdup (_ (
          "This PDF has a digital signature, which would be broken if its names and "
          "times were taken out. Print it into a new PDF first, or attach it as it is, "
          "with a reason."));
    case AHADI_MEDIA_ERROR_HOLDS_FILES:
      return g_strdup (
          _ ("This PDF holds other files, which can tell names, places and times. Attach "
             "those by themselves, or the PDF as it is, with a reason."));
    case AHADI_MEDIA_ERROR_NO_CLEANER:
      return g_strdup (_ (
          "The part of Ahadi that cleans PDFs is missing or did not come to an end with "
          "this one, so nothing can be taken out. It can be attached as it is, with a "
          "reason; or install Ahadi again."));
    default:
      return g_strdup (_ (
          "This PDF is damaged, or written in a way that is not known here, so what it "
          "tells of names, times and earlier versions can’t be taken out. Print it into "
          "a new PDF first, or attach it as it is, with a reason."));
    }
}

static char *
say_pdf (const AhadiAttachmentLook *look)
{
  g_autofree char *told = NULL;

  if (!ahadi_media_can_strip (AHADI_MEDIA_PDF))
    return g_strdup (
        _ ("A PDF can hold its author’s name, times, programs and earlier versions. That "
           "can’t be taken out here: whoever opens it can find it."));
  if (look->is_damaged)
    return say_pdf_as_it_is (look->why);
  if (look->facts.removed == 0)
    return g_strdup (_ (
        "This PDF has no notes on names, times or programs. Earlier versions in it are "
        "taken out; what is written and drawn in it stays."));

  told = say_facts (&look->facts, FALSE);
  return g_strdup_printf (_ ("This PDF tells: %s. That and earlier versions are taken "
                             "out, unless you keep it "
                             "with a reason. What is written and drawn in it stays."),
                          told);
}

char *
ahadi_sentence_for_look (const AhadiAttachmentLook *look)
{
  if (ahadi_media_is_picture (look->type))
    return say_picture (look);
  if (look->type == AHADI_MEDIA_PDF)
    return say_pdf (look);
  if (ahadi_media_can_strip (look->type))
    return say_file (look);
  return g_strdup (
      _ ("A file of this kind can hold names, places and times that do not show. They "
         "can’t be taken out here: whoever opens it can find them."));
}

/* --- How far it has come ------------------------------------------------------- */

static guint
count_bits (guint32 set)
{
  guint n = 0;

  for (; set != 0; set &= set - 1)
    n++;
  return n;
}

static char *
say_own_way (const AhadiBlobState *state)
{
  guint sent = count_bits (state->sent);

  if (count_bits (state->held) == state->pieces)
    return g_strdup (_ ("The file was received."));
  if (sent == state->pieces)
    return g_strdup (_ ("The file was exported."));
  if (sent == 0)
    return g_strdup (_ ("The file is only here."));
  return g_strdup_printf (_ ("The file is partly exported (%u of %u pieces)."), sent,
                          state->pieces);
}

char *
ahadi_sentence_for_blob (const AhadiBlobState *state, AhadiDelivery delivery)
{
  if (state->pieces == 0)
    return g_strdup (_ ("Its record is not as it should be, so it has no file."));
  if (!state->is_here && delivery != AHADI_DELIVERY_NONE)
    return g_strdup (_ ("The file is no longer on this laptop."));
  if (!state->is_here && state->arrived == 0)
    return g_strdup (
        _ ("Only its record is here; the file comes with the next bundles."));
  if (!state->is_here)
    return g_strdup_printf (_ ("The file is still on its way (%u of %u pieces)."),
                            state->arrived, state->pieces);
  if (delivery != AHADI_DELIVERY_NONE)
    return say_own_way (state);
  return g_strdup (_ ("The file is here."));
}

const char *
ahadi_words_media (const char *mime)
{
  AhadiMediaType type = ahadi_media_type_from_mime (mime);

  if (ahadi_media_is_picture (type))
    return _ ("Picture");
  if (ahadi_media_is_sound (type))
    return _ ("Recording");
  return type == AHADI_MEDIA_PDF ? _ ("PDF") : _ ("File");
}
