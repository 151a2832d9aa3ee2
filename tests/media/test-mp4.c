/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#include <string.h>

#define SOUND "what sounds"
#define FILM "what shows!"
#define TRAIL "+00.0917+034.7680"
#define STRAY "Achieng was here"

/* How one is put together. */
typedef struct
{
  gboolean movie_last; /* behind the data */
  gboolean wide;       /* times and offsets have 8 bytes */
  gboolean compact;    /* sizes of samples have half a byte */
  gboolean no_tracks;
  gboolean quicktime; /* positions and names as telephones of Apple write them */
  guint samples;      /* told instead of the real number, if not 0 */
  guint one_size;     /* told for all samples, if not 0 */
  const char *more;   /* a box behind it all, 12 bytes */
} Form;

static void
add_times (GByteArray *bytes, const Form *form, const char *type)
{
  guint start = files_begin_box (bytes, type);
  guint width = form->wide ? 8 : 4;

  files_add_number (bytes, form->wide, 1);
  ADD (bytes, "\0\0\0");
  files_add_number (bytes, 3878273100u, width); /* 2026:11:23 10:05:00 */
  files_add_number (bytes, 3878273100u, width);
  ADD (bytes, "\0\0\0\1");
  files_end_box (bytes, start);
}

static void
add_box (GByteArray *bytes, const char *type, const char *content, gsize size)
{
  guint start = files_begin_box (bytes, type);

  g_byte_array_append (bytes, (const guint8 *) content, (guint) size);
  files_end_box (bytes, start);
}

#define ADD_BOX(bytes, type, content) add_box (bytes, type, content, sizeof content - 1)

/* @what: two samples, the first of 5 bytes, @at in the file. */
static void
add_sizes (GByteArray *bytes, const Form *form, gsize size)
{
  guint start = files_begin_box (bytes, form->compact ? "stz2" : "stsz");

  ADD (bytes, "\0\0\0\0");
  files_add_number (bytes, form->compact ? 4 : form->one_size, 4);
  files_add_number (bytes, form->samples != 0 ? form->samples : 2, 4);
  if (form->compact)
    files_add_number (bytes, 5 << 4 | (size - 5), 1);
  else if (form->one_size == 0)
    {
      files_add_number (bytes, 5, 4);
      files_add_number (bytes, size - 5, 4);
    }
  files_end_box (bytes, start);
}

static void
add_codec (GByteArray *bytes, const char *kind)
{
  guint start = files_begin_box (bytes, "stsd");

  ADD (bytes, "\0\0\0\0\0\0\0\1");
  if (strcmp (kind, "vide") == 0)
    ADD_BOX (bytes, "avc1",
             "12345678901234567890123456789012345678901\0"
             "\x0aTecno Codec____________________\0\x18");
  else
    ADD_BOX (bytes, "samr", "123456781234567812345678");
  files_end_box (bytes, start);
}

static void
add_tables (GByteArray *bytes, const Form *form, const char *kind, guint at, gsize size)
{
  guint start = files_begin_box (bytes, "stbl");
  guint table;

  add_codec (bytes, kind);
  ADD_BOX (bytes, "stsc", "\0\0\0\0\0\0\0\1\0\0\0\1\0\0\0\2\0\0\0\1");
  add_sizes (bytes, form, size);
  table = files_begin_box (bytes, form->wide ? "co64" : "stco");
  ADD (bytes, "\0\0\0\0\0\0\0\1");
  files_add_number (bytes, at, form->wide ? 8 : 4);
  files_end_box (bytes, table);
  files_end_box (bytes, start);
}

static void
add_handler (GByteArray *bytes, const char *kind)
{
  guint start = files_begin_box (bytes, "hdlr");

  ADD (bytes, "\0\0\0\0\0\0\0\0");
  g_byte_array_append (bytes, (const guint8 *) kind, 4);
  ADD (bytes, "\0\0\0\0\0\0\0\0\0\0\0\0Tecno Media\0");
  files_end_box (bytes, start);
}

static void
add_track (GByteArray *bytes, const Form *form, const char *kind, guint at, gsize size)
{
  guint start = files_begin_box (bytes, "trak");
  guint media;
  guint found;

  add_times (bytes, form, "tkhd");
  ADD_BOX (bytes, "udta", "\0\0\0\x0cnameAtie");
  media = files_begin_box (bytes, "mdia");
  add_times (bytes, form, "mdhd");
  add_handler (bytes, kind);
  found = files_begin_box (bytes, "minf");
  add_tables (bytes, form, kind, at, size);
  files_end_box (bytes, found);
  files_end_box (bytes, media);
  files_end_box (bytes, start);
}

static void
add_notes (GByteArray *bytes)
{
  guint start = files_begin_box (bytes, "udta");

  ADD_BOX (bytes, "\xa9xyz", "\0\x12\x15\xc7+01.2921-036.8219/");
  ADD_BOX (bytes, "\xa9mak", "\0\5\x15\xc7Tecno");
  ADD_BOX (bytes, "\xa9mod", "\0\5\x15\xc7Spark");
  ADD_BOX (bytes, "auth", "\0\0\0\0\x15\xc7Wanjiru\0");
  ADD_BOX (bytes, "smta", "Samsung");
  files_end_box (bytes, start);
}

static void
add_key (GByteArray *bytes, const char *name)
{
  files_add_number (bytes, strlen (name) + 8, 4);
  ADD (bytes, "mdta");
  g_byte_array_append (bytes, (const guint8 *) name, (guint) strlen (name));
}

static void
add_value (GByteArray *bytes, const char *type, const char *value)
{
  guint item = files_begin_box (bytes, "free");
  guint data;

  memcpy (bytes->data + item + 4, type, 4);
  data = files_begin_box (bytes, "data");
  ADD (bytes, "\0\0\0\1\0\0\0\0");
  g_byte_array_append (bytes, (const guint8 *) value, (guint) strlen (value));
  files_end_box (bytes, data);
  files_end_box (bytes, item);
}

static void
add_keyed_notes (GByteArray *bytes)
{
  guint start = files_begin_box (bytes, "meta");
  guint list;

  add_handler (bytes, "mdta");
  list = files_begin_box (bytes, "keys");
  ADD (bytes, "\0\0\0\0\0\0\0\2");
  add_key (bytes, "com.apple.quicktime.location.ISO6709");
  add_key (bytes, "com.apple.quicktime.model");
  files_end_box (bytes, list);
  list = files_begin_box (bytes, "ilst");
  add_value (bytes, "\0\0\0\1", "+01.2921-036.8219+1700/");
  add_value (bytes, "\0\0\0\2", "Tecno Spark");
  add_value (bytes,
             "\xa9"
             "ART",
             "Wanjiru");
  files_end_box (bytes, list);
  files_end_box (bytes, start);
}

/* @data: where the data begins */
static void
add_movie (GByteArray *bytes, const Form *form, guint data)
{
  guint start = files_begin_box (bytes, "moov");
  gsize at = data;

  add_times (bytes, form, "mvhd");
  if (!form->no_tracks)
    {
      add_track (bytes, form, "vide", (guint) at, strlen (FILM));
      at += strlen (FILM) + strlen (STRAY);
      add_track (bytes, form, "soun", (guint) at, strlen (SOUND));
    }
  at += strlen (SOUND);
  add_track (bytes, form, "meta", (guint) at, strlen (TRAIL));
  if (form->quicktime)
    add_keyed_notes (bytes);
  else
    add_notes (bytes);
  files_end_box (bytes, start);
}

static GByteArray *
make_at (const Form *form, guint data)
{
  GByteArray *bytes = g_byte_array_new ();

  ADD_BOX (bytes, "ftyp", "isom\0\0\2\0isom");
  if (!form->movie_last)
    add_movie (bytes, form, data);
  ADD_BOX (bytes, "mdat", FILM STRAY SOUND TRAIL);
  if (form->movie_last)
    add_movie (bytes, form, data);
  if (form->more != NULL)
    g_byte_array_append (bytes, (const guint8 *) form->more, 12);
  return bytes;
}

/* Twice: where its data begin is known when it was made once. */
static GByteArray *
make (Form form)
{
  g_autoptr (GByteArray) first = make_at (&form, 0);
  const guint8 *data = memmem (first->data, first->len, FILM, strlen (FILM));

  return make_at (&form, (guint) (data - first->data));
}

static const char *const telling[] = {
  "Tecno", "Spark", "Atie", "Wanjiru", "Samsung", "+01.2921", TRAIL, STRAY,
};

static void
assert_cleaned (Form form)
{
  g_autoptr (GByteArray) file = make (form);
  g_auto (Cleaned) cleaned = { 0 };

  files_clean (AHADI_MEDIA_MP4, file, &cleaned);
  g_assert_cmpuint (cleaned.clean->len, ==, file->len);
  for (guint i = 0; i < G_N_ELEMENTS (telling); i++)
    g_assert_false (files_has (cleaned.clean, telling[i]));
  g_assert_true (files_has (cleaned.clean, SOUND));
  g_assert_true (files_has (cleaned.clean, FILM));
  g_assert_true (cleaned.facts.exif.has_position);
  g_assert_cmpfloat (cleaned.facts.exif.latitude, ==, 1.2921);
  g_assert_cmpfloat (cleaned.facts.exif.longitude, ==, -36.8219);
  g_assert_cmpstr (cleaned.facts.exif.taken, ==, "2026:11:23 10:05:00");
  g_assert_cmpstr (cleaned.facts.exif.camera, ==, "Tecno Spark");
  g_assert_cmpstr (cleaned.facts.author, ==, "Wanjiru");
  g_assert_true (cleaned.facts.tells_more);
  files_assert_untouched (AHADI_MEDIA_MP4, cleaned.clean);
}

static void
test_what_it_tells_is_blanked_in_place (void)
{
  assert_cleaned ((Form){ 0 });
  assert_cleaned ((Form){ .movie_last = TRUE });
}

static void
test_each_spelling_of_a_number_is_read (void)
{
  assert_cleaned ((Form){ .wide = TRUE });
}

static void
test_keyed_notes_are_read (void)
{
  assert_cleaned ((Form){ .quicktime = TRUE });
}

static void
test_place_of_3gp_is_read (void)
{
  g_autoptr (GByteArray) file = make ((Form){ 0 });
  guint8 *xyz = memmem (file->data, file->len, "\xa9xyz", 4);
  g_auto (Cleaned) cleaned = { 0 };

  memcpy (xyz, "loci\0\0\0\0\x15\xc7K\0\0\xff\xdb\x80\0\0\1\x40\0\0\0\0", 22);
  files_clean (AHADI_MEDIA_MP4, file, &cleaned);
  g_assert_cmpfloat (cleaned.facts.exif.longitude, ==, -36.5);
  g_assert_cmpfloat (cleaned.facts.exif.latitude, ==, 1.25);
}

static void
test_unknown_boxes_become_free (void)
{
  assert_cleaned ((Form){ .more = "\0\0\0\x0cuuidAtie" });
  assert_cleaned ((Form){ .more = "\0\0\0\x0c"
                                  "freeAtie" });
}

/* Only the first of them is what it seems to be. */
static void
test_second_boxes_become_free (void)
{
  g_autoptr (GByteArray) file = make ((Form){ 0 });
  guint8 *notes = memmem (file->data, file->len, "udta", 4);
  g_auto (Cleaned) cleaned = { 0 };

  memcpy (notes, "tkhd", 4);
  files_clean (AHADI_MEDIA_MP4, file, &cleaned);
  g_assert_false (files_has (cleaned.clean, "Atie"));
}

static void
assert_refused (GByteArray *file, const char *rule)
{
  files_assert_refused (AHADI_MEDIA_MP4, file, rule);
  g_byte_array_unref (file);
}

/* With the four bytes of @type, the first time they stand there, replaced. */
static GByteArray *
make_spoiled (const char *type, const char *bytes)
{
  GByteArray *file = make ((Form){ 0 });

  memcpy (memmem (file->data, file->len, type, 4), bytes, 4);
  return file;
}

static void
test_start (void)
{
  assert_refused (make_spoiled ("ftyp", "fytp"), "B1");
}

static void
test_short_box (void)
{
  assert_refused (make ((Form){ .more = "\0\0\0\7freexxxx" }), "B2");
}

static void
test_table (void)
{
  assert_refused (make_spoiled ("moov", "free"), "B3");
  assert_refused (make ((Form){ .more = "\0\0\0\x0cmoovxxxx" }), "B3");
  assert_refused (make ((Form){ .no_tracks = TRUE }), "B3");
  assert_refused (make_spoiled ("mvhd", "free"), "B3");
  assert_refused (make_spoiled ("stbl", "free"), "B3");
}

static void
test_pieces (void)
{
  assert_refused (make ((Form){ .more = "\0\0\0\x0cmoofxxxx" }), "B4");
}

static void
test_samples_lie_in_the_data (void)
{
  Form form = { 0 };

  assert_refused (make_at (&form, 4), "B5");
  assert_refused (make_at (&form, 100000), "B5");
}

static void
test_too_many_boxes (void)
{
  GByteArray *file = make ((Form){ 0 });

  for (guint i = 0; i < 4096; i++)
    ADD (file, "\0\0\0\x08"
               "free");
  assert_refused (file, "B7");
}

static void
test_numbers_of_samples (void)
{
  assert_refused (make ((Form){ .samples = 3, .one_size = 4 }), "B9");
  assert_refused (make ((Form){ .samples = 3 }), "B9");
  assert_refused (make_spoiled ("stsz", "free"), "B9");
  assert_refused (make_spoiled ("stsc", "free"), "B9");
  assert_refused (make_spoiled ("stco", "free"), "B9");
}

static void
test_sizes_of_points (void)
{
  assert_refused (make ((Form){ .one_size = 1 }), "B10");
}

static void
test_half_bytes (void)
{
  g_autoptr (GByteArray) file = make ((Form){ .compact = TRUE });
  g_auto (Cleaned) cleaned = { 0 };

  /* The trail is longer than half a byte can say, but nobody asks for it. */
  files_clean (AHADI_MEDIA_MP4, file, &cleaned);
  g_assert_true (files_has (cleaned.clean, SOUND));
  g_assert_false (files_has (cleaned.clean, STRAY));
}

static void
test_no_cut_passes (void)
{
  g_autoptr (GByteArray) file = make ((Form){ .movie_last = TRUE });

  files_assert_no_cut_passes (AHADI_MEDIA_MP4, file);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/media/mp4/B5-B8-what-it-tells-is-blanked-in-place",
                   test_what_it_tells_is_blanked_in_place);
  g_test_add_func ("/media/mp4/each-spelling-of-a-number-is-read",
                   test_each_spelling_of_a_number_is_read);
  g_test_add_func ("/media/mp4/keyed-notes-are-read", test_keyed_notes_are_read);
  g_test_add_func ("/media/mp4/place-of-3gp-is-read", test_place_of_3gp_is_read);
  g_test_add_func ("/media/mp4/B6-unknown-boxes-become-free",
                   test_unknown_boxes_become_free);
  g_test_add_func ("/media/mp4/B8-second-boxes-become-free",
                   test_second_boxes_become_free);
  g_test_add_func ("/media/mp4/B1-start", test_start);
  g_test_add_func ("/media/mp4/B2-short-box", test_short_box);
  g_test_add_func ("/media/mp4/B3-table", test_table);
  g_test_add_func ("/media/mp4/B4-pieces", test_pieces);
  g_test_add_func ("/media/mp4/B5-samples-lie-in-the-data", test_samples_lie_in_the_data);
  g_test_add_func ("/media/mp4/B7-too-many-boxes", test_too_many_boxes);
  g_test_add_func ("/media/mp4/B9-numbers-of-samples", test_numbers_of_samples);
  g_test_add_func ("/media/mp4/B10-sizes-of-points", test_sizes_of_points);
  g_test_add_func ("/media/mp4/B9-half-bytes", test_half_bytes);
  g_test_add_func ("/media/mp4/F1-no-cut-passes", test_no_cut_passes);
  return g_test_run ();
}
