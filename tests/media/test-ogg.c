/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#include <string.h>

#define COMMENTS "\2\0\0\0me\1\0\0\0\x0b\0\0\0ARTIST=Asha"

/* Bit by bit, as RFC 3533 describes it. */
static guint32
checksum (const guint8 *bytes, gsize size)
{
  guint32 sum = 0;

  for (gsize i = 0; i < size; i++)
    {
      sum ^= (guint32) bytes[i] << 24;
      for (guint bit = 0; bit < 8; bit++)
        sum = sum << 1 ^ ((sum & 0x80000000u) != 0 ? 0x04c11db7u : 0);
    }
  return sum;
}

static void
seal_page (guint8 *page, gsize size)
{
  guint32 sum;

  memset (page + 22, 0, 4);
  sum = checksum (page, size);
  for (guint i = 0; i < 4; i++)
    page[22 + i] = (guint8) (sum >> (8 * i));
}

/* A page of one packet, or of the first 255 bytes of one. */
static void
add_page (GByteArray *file, guint8 flags, const char *packet, gsize size)
{
  guint start = file->len;
  guint8 lace = (guint8) size;

  ADD (file, "OggS\0");
  g_byte_array_append (file, &flags, 1);
  ADD (file, "\0\0\0\0\0\0\0\0"
             "AAAA\0\0\0\0\0\0\0\0\1");
  g_byte_array_append (file, &lace, 1);
  g_byte_array_append (file, (const guint8 *) packet, (guint) size);
  seal_page (file->data + start, file->len - start);
}

#define ADD_PAGE(file, flags, packet) add_page (file, flags, packet, sizeof packet - 1)

static GByteArray *
make_opus (void)
{
  GByteArray *file = g_byte_array_new ();

  ADD_PAGE (file, 2, "OpusHead\1\1\0\0\x80\xbb\0\0\0\0\0");
  ADD_PAGE (file, 0, "OpusTags" COMMENTS);
  ADD_PAGE (file, 4, "what sounds");
  return file;
}

static void
test_comments_become_none (void)
{
  g_autoptr (GByteArray) file = make_opus ();
  g_autoptr (GByteArray) expected = g_byte_array_new ();
  g_auto (Cleaned) cleaned = { 0 };

  ADD_PAGE (expected, 2, "OpusHead\1\1\0\0\x80\xbb\0\0\0\0\0");
  ADD_PAGE (expected, 0, "OpusTags\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
  ADD_PAGE (expected, 4, "what sounds");
  files_clean (AHADI_MEDIA_OGG, file, &cleaned);
  g_assert_cmpstr (cleaned.facts.author, ==, "Asha");
  g_assert_cmpmem (cleaned.clean->data, cleaned.clean->len, expected->data,
                   expected->len);
  files_assert_untouched (AHADI_MEDIA_OGG, cleaned.clean);
}

static void
test_comments_over_two_pages_become_none (void)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_auto (Cleaned) cleaned = { 0 };
  char part[255];

  memset (part, 'x', sizeof part);
  memcpy (part, "\3vorbis\2\0\0\0me\1\0\0\0\xff\1\0\0ARTIST=Asha", 30);
  ADD_PAGE (file, 2, "\1vorbis1234");
  add_page (file, 0, part, sizeof part);
  ADD_PAGE (file, 1, "Achieng");
  ADD_PAGE (file, 0, "\5vorbis");
  files_clean (AHADI_MEDIA_OGG, file, &cleaned);
  g_assert_cmpuint (cleaned.clean->len, ==, file->len);
  g_assert_false (files_has (cleaned.clean, "Asha"));
  g_assert_false (files_has (cleaned.clean, "Achieng"));
  g_assert_nonnull (memmem (cleaned.clean->data, cleaned.clean->len,
                            "\3vorbis\0\0\0\0\0\0\0\0\1\0", 17));
  files_assert_untouched (AHADI_MEDIA_OGG, cleaned.clean);
}

static void
assert_refused (GByteArray *file, const char *rule)
{
  files_assert_refused (AHADI_MEDIA_OGG, file, rule);
  g_byte_array_unref (file);
}

static void
test_what_is_none_is_refused (void)
{
  GByteArray *file = make_opus ();

  ADD (file, "what follows it, and is no page");
  assert_refused (file, "O1");
  file = make_opus ();
  file->data[file->len - 1] ^= 1;
  assert_refused (file, "O1");
  file = g_byte_array_new ();
  ADD_PAGE (file, 0, "OpusHead");
  assert_refused (file, "O2");
  file = g_byte_array_new ();
  ADD_PAGE (file, 2,
            "\x7f"
            "FLAC");
  assert_refused (file, "O3");
  file = g_byte_array_new ();
  ADD_PAGE (file, 2, "OpusHead");
  ADD_PAGE (file, 0, "OpusTogs12345678");
  assert_refused (file, "O4");
  file = g_byte_array_new ();
  ADD_PAGE (file, 2, "OpusHead");
  ADD_PAGE (file, 0, "OpusTags1234567");
  assert_refused (file, "O4");
}

static void
test_too_many_streams (void)
{
  GByteArray *file = g_byte_array_new ();

  for (guint i = 0; i < 17; i++)
    {
      guint start = file->len;

      ADD_PAGE (file, 2, "OpusHead");
      file->data[start + 14] = (guint8) i;
      seal_page (file->data + start, file->len - start);
    }
  assert_refused (file, "O2");
}

static void
test_cut_page (void)
{
  GByteArray *file = make_opus ();

  g_byte_array_set_size (file, file->len - 1);
  assert_refused (file, "F1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/media/ogg/O4-comments-become-none", test_comments_become_none);
  g_test_add_func ("/media/ogg/O4-comments-over-two-pages-become-none",
                   test_comments_over_two_pages_become_none);
  g_test_add_func ("/media/ogg/O1-O2-O3-O4-what-is-none-is-refused",
                   test_what_is_none_is_refused);
  g_test_add_func ("/media/ogg/O2-too-many-streams", test_too_many_streams);
  g_test_add_func ("/media/ogg/F1-cut-page", test_cut_page);
  return g_test_run ();
}
