/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#include <string.h>

#define XMP "<x:xmpmeta>Achieng</x:xmpmeta>"
#define PIXELS "what shows"

/* How one is put together. */
typedef struct
{
  guint iloc_version;  /* 0 to 2 */
  gboolean in_idat;    /* what tells stands in meta */
  gboolean mdat_first; /* before meta */
  gboolean no_meta;    /* none at all */
  gboolean open_end;   /* mdat has no size */
  gboolean large;      /* mdat says its size in 8 bytes */
  guint64 exif_size;   /* told instead of the real one, if not 0 */
  const char *more;    /* a box behind it all, 12 bytes */
} Form;

static void
add_item (GByteArray *bytes, guint id, const char *type, const char *name)
{
  guint start = files_begin_box (bytes, "infe");

  ADD (bytes, "\2\0\0\0");
  files_add_number (bytes, id, 2);
  ADD (bytes, "\0\0");
  g_byte_array_append (bytes, (const guint8 *) type, 4);
  g_byte_array_append (bytes, (const guint8 *) name, (guint) strlen (name) + 1);
  if (strcmp (type, "mime") == 0)
    ADD (bytes, "application/rdf+xml\0");
  files_end_box (bytes, start);
}

static void
add_items (GByteArray *bytes)
{
  guint start = files_begin_box (bytes, "iinf");

  ADD (bytes, "\0\0\0\0\0\3");
  add_item (bytes, 1, "hvc1", "Achieng at home");
  add_item (bytes, 2, "Exif", "");
  add_item (bytes, 3, "mime", "");
  files_end_box (bytes, start);
}

static void
add_place (GByteArray *bytes,
           const Form *form,
           guint id,
           gboolean in_idat,
           guint at,
           guint64 size)
{
  files_add_number (bytes, id, form->iloc_version == 2 ? 4 : 2);
  if (form->iloc_version > 0)
    files_add_number (bytes, in_idat, 2);
  ADD (bytes, "\0\0\0\1"); /* in this file, one stretch */
  files_add_number (bytes, at, 4);
  files_add_number (bytes, size, 4);
}

/* @at: where the bytes of the items begin */
static void
add_places (GByteArray *bytes, const Form *form, guint at, guint exif, guint xmp)
{
  guint start = files_begin_box (bytes, "iloc");

  files_add_number (bytes, form->iloc_version, 1);
  ADD (bytes, "\0\0\0\x44\0");
  files_add_number (bytes, 3, form->iloc_version == 2 ? 4 : 2);
  add_place (bytes, form, 1, FALSE, at, strlen (PIXELS));
  add_place (bytes, form, 2, form->in_idat, exif,
             form->exif_size != 0 ? form->exif_size : 4 + FILES_EXIF_SIZE);
  add_place (bytes, form, 3, form->in_idat, xmp, strlen (XMP));
  files_end_box (bytes, start);
}

static void
add_properties (GByteArray *bytes)
{
  guint start = files_begin_box (bytes, "iprp");
  guint list = files_begin_box (bytes, "ipco");
  guint size = files_begin_box (bytes, "ispe");

  ADD (bytes, "\0\0\0\0\0\0\0\x28\0\0\0\x1e");
  files_end_box (bytes, size);
  size = files_begin_box (bytes, "udes");
  ADD (bytes, "Otieno");
  files_end_box (bytes, size);
  files_end_box (bytes, list);
  files_end_box (bytes, start);
}

static void
add_told (GByteArray *bytes)
{
  files_add_number (bytes, 0, 4);
  files_add_exif (bytes);
  ADD (bytes, XMP);
}

static void
add_meta (GByteArray *bytes, const Form *form, guint data)
{
  guint start = files_begin_box (bytes, "meta");
  guint exif = form->in_idat ? 0 : data + (guint) strlen (PIXELS);
  guint idat;

  ADD (bytes, "\0\0\0\0");
  add_items (bytes);
  add_places (bytes, form, data, exif, exif + 4 + FILES_EXIF_SIZE);
  add_properties (bytes);
  if (form->in_idat)
    {
      idat = files_begin_box (bytes, "idat");
      add_told (bytes);
      files_end_box (bytes, idat);
    }
  files_end_box (bytes, start);
}

static void
add_data (GByteArray *bytes, const Form *form)
{
  guint start = files_begin_box (bytes, "mdat");
  guint64 size =
      strlen (PIXELS) + (form->in_idat ? 0 : 4 + FILES_EXIF_SIZE + strlen (XMP));

  if (form->large)
    {
      files_add_number (bytes, size + 16, 8);
      bytes->data[start + 3] = 1;
    }
  ADD (bytes, PIXELS);
  if (!form->in_idat)
    add_told (bytes);
  if (!form->large && !form->open_end)
    files_end_box (bytes, start);
}

static GByteArray *
make_at (const Form *form, guint data)
{
  GByteArray *bytes = g_byte_array_new ();

  ADD (bytes, "\0\0\0\x14"
              "ftypheic"
              "\0\0\0\0"
              "mif1");
  if (form->mdat_first)
    add_data (bytes, form);
  if (!form->no_meta)
    add_meta (bytes, form, data);
  if (!form->mdat_first)
    add_data (bytes, form);
  if (form->more != NULL)
    g_byte_array_append (bytes, (const guint8 *) form->more, 12);
  return bytes;
}

/* Twice: where its data begin is known when it was made once. */
static GByteArray *
make (Form form)
{
  g_autoptr (GByteArray) first = make_at (&form, 0);
  const guint8 *data = memmem (first->data, first->len, PIXELS, strlen (PIXELS));

  return make_at (&form, (guint) (data - first->data));
}

static void
assert_cleaned (Form form)
{
  g_autoptr (GByteArray) picture = make (form);
  g_auto (Cleaned) cleaned = { 0 };

  g_assert_true (files_has (picture, "Achieng"));
  files_clean (AHADI_MEDIA_HEIF, picture, &cleaned);
  g_assert_cmpuint (cleaned.clean->len, ==, picture->len);
  g_assert_false (files_has (cleaned.clean, "Tecno"));
  g_assert_false (files_has (cleaned.clean, "Achieng"));
  g_assert_false (files_has (cleaned.clean, "Otieno"));
  g_assert_true (files_has (cleaned.clean, PIXELS));
  g_assert_true (cleaned.facts.exif.has_position);
  g_assert_cmpstr (cleaned.facts.exif.camera, ==, "Tecno");
  g_assert_cmpuint (cleaned.facts.width, ==, 40);
  g_assert_cmpuint (cleaned.facts.height, ==, 30);
  g_assert_true (cleaned.facts.tells_more);
  g_assert_cmpuint (cleaned.facts.clean_size, ==, picture->len);
  files_assert_untouched (AHADI_MEDIA_HEIF, cleaned.clean);
}

static void
test_what_it_tells_is_blanked_in_place (void)
{
  for (guint version = 0; version <= 2; version++)
    assert_cleaned ((Form){ .iloc_version = version });
}

static void
test_what_stands_in_its_table_is_blanked (void)
{
  assert_cleaned ((Form){ .iloc_version = 1, .in_idat = TRUE });
}

static void
test_each_spelling_of_a_size_is_read (void)
{
  assert_cleaned ((Form){ .open_end = TRUE });
  assert_cleaned ((Form){ .large = TRUE });
}

static void
test_unknown_boxes_become_free (void)
{
  assert_cleaned ((Form){ .more = "\0\0\0\x0cuuidTecn" });
  assert_cleaned ((Form){ .more = "\0\0\0\x0c"
                                  "freeTecn" });
}

static void
test_unknown_boxes_in_its_table_become_free (void)
{
  g_autoptr (GByteArray) picture = make ((Form){ 0 });
  guint8 *list = memmem (picture->data, picture->len, "iprp", 4);
  g_auto (Cleaned) cleaned = { 0 };

  memcpy (list, "xml ", 4);
  files_clean (AHADI_MEDIA_HEIF, picture, &cleaned);
  g_assert_false (files_has (cleaned.clean, "Otieno"));
  g_assert_false (files_has (cleaned.clean, "xml "));
}

static void
test_how_it_is_turned_is_not_told_by_exif (void)
{
  g_autoptr (GByteArray) picture = make ((Form){ 0 });
  g_auto (Cleaned) cleaned = { 0 };

  files_clean (AHADI_MEDIA_HEIF, picture, &cleaned);
  g_assert_cmpuint (cleaned.facts.exif.orientation, ==, 0);
}

static void
assert_refused (GByteArray *picture, const char *rule)
{
  files_assert_refused (AHADI_MEDIA_HEIF, picture, rule);
  g_byte_array_unref (picture);
}

static void
test_start (void)
{
  GByteArray *picture = make ((Form){ 0 });

  memcpy (picture->data + 4, "fytp", 4);
  assert_refused (picture, "H1");
  picture = make ((Form){ 0 });
  picture->data[2] = 0xff;
  assert_refused (picture, "H1");
}

static void
test_short_box (void)
{
  assert_refused (make ((Form){ .more = "\0\0\0\7freexxxx" }), "H2");
  assert_refused (make ((Form){ .more = "\0\0\0\0unknxxxx" }), "H2");
}

static void
test_table (void)
{
  GByteArray *picture = make ((Form){ 0 });
  guint8 *infe = memmem (picture->data, picture->len, "infe", 4);

  assert_refused (make ((Form){ .mdat_first = TRUE }), "H3");
  assert_refused (make ((Form){ .no_meta = TRUE }), "H3");
  assert_refused (make ((Form){ .more = "\0\0\0\x0cmeta\0\0\0\0" }), "H3");
  infe[-1] = 0xff;
  assert_refused (picture, "H3");
}

static void
test_film (void)
{
  assert_refused (make ((Form){ .more = "\0\0\0\x0cmoovxxxx" }), "H4");
  assert_refused (make ((Form){ .more = "\0\0\0\x0cmoofxxxx" }), "H4");
}

static void
test_what_it_tells_is_nowhere (void)
{
  assert_refused (make ((Form){ .exif_size = 5000 }), "H3"); /* over the next stretch */
  assert_refused (make_at (&(Form){ 0 }, 100000), "H5");
  assert_refused (make_at (&(Form){ 0 }, 0), "H5");
}

static void
test_too_much (void)
{
  assert_refused (make ((Form){ .exif_size = 1024 * 1024 + 1 }), "H6");
}

static void
test_no_cut_passes (void)
{
  g_autoptr (GByteArray) picture = make ((Form){ .more = "\0\0\0\x0c"
                                                         "free\0\0\0\0" });

  /* Behind the box of the picture it is whole. */
  g_byte_array_set_size (picture, picture->len - 12);
  files_assert_no_cut_passes (AHADI_MEDIA_HEIF, picture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/media/heif/what-it-tells-is-blanked-in-place",
                   test_what_it_tells_is_blanked_in_place);
  g_test_add_func ("/media/heif/what-stands-in-its-table-is-blanked",
                   test_what_stands_in_its_table_is_blanked);
  g_test_add_func ("/media/heif/each-spelling-of-a-size-is-read",
                   test_each_spelling_of_a_size_is_read);
  g_test_add_func ("/media/heif/H7-unknown-boxes-become-free",
                   test_unknown_boxes_become_free);
  g_test_add_func ("/media/heif/H7-unknown-boxes-in-its-table-become-free",
                   test_unknown_boxes_in_its_table_become_free);
  g_test_add_func ("/media/heif/how-it-is-turned-is-not-told-by-exif",
                   test_how_it_is_turned_is_not_told_by_exif);
  g_test_add_func ("/media/heif/H1-start", test_start);
  g_test_add_func ("/media/heif/H2-short-box", test_short_box);
  g_test_add_func ("/media/heif/H3-table", test_table);
  g_test_add_func ("/media/heif/H4-film", test_film);
  g_test_add_func ("/media/heif/H5-what-it-tells-is-nowhere",
                   test_what_it_tells_is_nowhere);
  g_test_add_func ("/media/heif/H6-too-much", test_too_much);
  g_test_add_func ("/media/heif/F1-no-cut-passes", test_no_cut_passes);
  return g_test_run ();
}
