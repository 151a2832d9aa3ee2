/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/ahadi-recovery-sheet.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <qrencode.h>
#include <string.h>
#include <sys/stat.h>

#include "base/ahadi-base.h"
#include "picture.h"

cairo_surface_t *__real_cairo_pdf_surface_create_for_stream (cairo_write_func_t write,
                                                             void *closure,
                                                             double width,
                                                             double height);
cairo_surface_t *__wrap_cairo_pdf_surface_create_for_stream (cairo_write_func_t write,
                                                             void *closure,
                                                             double width,
                                                             double height);

#define GROUPS 13
#define DIGITS (4 * GROUPS)

/* Squares that must stay white around a QR code (ISO/IEC 18004, 9.1). */
#define QUIET 4

/* No other word of the sheet is four digits. */
static const char code[] =
    "1038 2947 3856 4765 5674 6583 7492 8301 9210 1129 2238 3347 4456";
static const char digits[] = "1038294738564765567465837492830192101129223833474456";

#define SENTENCE "Keep this sheet locked away, and never beside the laptop. "

/* Much longer than the words of either language. */
static AhadiRecoverySheet
make_sheet (void)
{
  return (AhadiRecoverySheet){
    .code = code,
    .title = "Recovery sheet",
    .owner = "Ahadi · Tawi la Kisumu · Kompyuta ya Achieng · 31 January",
    .keep = SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE,
    .use = SENTENCE SENTENCE SENTENCE SENTENCE,
  };
}

static Picture *
draw (void)
{
  AhadiRecoverySheet sheet = make_sheet ();

  return picture_draw (&sheet);
}

/* --- the page --- */

static void
test_inside (void)
{
  g_autoptr (Picture) picture = draw ();
  Area page = picture_get_page ();
  Area ink = picture_find_ink (picture);

  g_assert_false (area_is_empty (&ink));
  g_assert_true (area_contains (&page, &ink));
}

/* Solid letters, so that wherever two texts meet ink is missing. */
#define LINE "████████████████████████████████████████ "

static void
test_texts_apart (void)
{
  const AhadiRecoverySheet full = { code, "████████████", LINE, LINE LINE LINE LINE LINE,
                                    LINE LINE LINE LINE };
  const AhadiRecoverySheet parts[] = {
    { code, full.title, " ", " ", " " },
    { code, " ", full.owner, " ", " " },
    { code, " ", " ", full.keep, " " },
    { code, " ", " ", " ", full.use },
  };
  const AhadiRecoverySheet none = { code, " ", " ", " ", " " };
  g_autoptr (Picture) whole = picture_draw (&full);
  g_autoptr (Picture) rest = picture_draw (&none);
  guint64 sum = picture_count_ink (rest);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (Picture) part = picture_draw (&parts[i]);

      g_assert_cmpuint (picture_count_ink (part), >, picture_count_ink (rest));
      sum += picture_count_ink (part) - picture_count_ink (rest);
    }

  /* Lines do not fall on the same fractions of a pixel each time. */
  g_assert_cmpuint (picture_count_ink (whole), >, sum * 0.999);
  g_assert_cmpuint (picture_count_ink (whole), <, sum * 1.001);
}

/* --- the QR code --- */

static QRcode *
encode (void)
{
  QRinput *input = QRinput_new2 (0, QR_ECLEVEL_M);
  QRcode *qr;

  g_assert_cmpint (QRinput_append (input, QR_MODE_NUM, DIGITS, (guint8 *) digits), ==, 0);
  qr = QRcode_encodeInput (input);
  g_assert_nonnull (qr);
  QRinput_free (input);
  return qr;
}

static Place
find_code (const Picture *picture)
{
  QRcode *qr = encode ();
  Place place;

  g_assert_true (picture_find_code (picture, qr->data, qr->width, &place));
  QRcode_free (qr);
  return place;
}

static void
test_code (void)
{
  g_autoptr (Picture) picture = draw ();
  Place place = find_code (picture);
  Area page = picture_get_page ();

  g_assert_true (area_contains (&page, &place.area));
}

static void
test_quiet_zone (void)
{
  g_autoptr (Picture) picture = draw ();
  Place place = find_code (picture);
  int quiet = QUIET * place.square;
  const Area *area = &place.area;
  Area around[] = {
    { area->left - quiet, area->top - quiet, area->right + quiet, area->top },
    { area->left - quiet, area->bottom, area->right + quiet, area->bottom + quiet },
    { area->left - quiet, area->top, area->left, area->bottom },
    { area->right, area->top, area->right + quiet, area->bottom },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (around); i++)
    g_assert_true (picture_is_white (picture, &around[i]));
}

/* --- the groups --- */

/* Where group @i stands: there the picture changes with it, besides in the QR code. */
static Area
find_group (guint i)
{
  AhadiRecoverySheet sheet = make_sheet ();
  g_autofree char *other = g_strdup (code);
  g_autoptr (Picture) before = picture_draw (&sheet);
  g_autoptr (Picture) after = NULL;
  Place place = find_code (before);

  for (guint at = 5 * i; at < 5 * i + 4; at++)
    other[at] = other[at] == '8' ? '1' : '8';
  sheet.code = other;
  after = picture_draw (&sheet);
  return picture_find_difference (before, after, &place.area);
}

/* Each in a place of its own, as one reads: to the right, or further down. */
static void
test_groups (void)
{
  Area page = picture_get_page ();
  Area groups[GROUPS];

  for (guint i = 0; i < GROUPS; i++)
    {
      groups[i] = find_group (i);
      g_assert_false (area_is_empty (&groups[i]));
      g_assert_true (area_contains (&page, &groups[i]));
      for (guint before = 0; before < i; before++)
        g_assert_false (area_meets (&groups[i], &groups[before]));
      if (i > 0 && groups[i].top < groups[i - 1].bottom)
        g_assert_cmpint (groups[i].left, >, groups[i - 1].right);
      else if (i > 0)
        g_assert_cmpint (groups[i].left, <=, groups[i - 1].left);
    }
}

/* Never a sheet with a part of it. */
static void
test_no_code (void)
{
  static const char *const cases[] = {
    "", "1038 2947", "1038 2947 3856 4765 5674 6583 7492 8301 9210 1129 2238 3347 44567",
    "1038 2947 3856 4765 5674 6583 7492 8301 9210 1129 2238 3347 445x",
    "1038-2947-3856-4765-5674-6583-7492-8301-9210-1129-2238-3347-4456"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AhadiRecoverySheet sheet = make_sheet ();
      g_autoptr (Picture) picture = NULL;
      Area ink;

      sheet.code = cases[i];
      g_test_expect_message ("ahadi-report", G_LOG_LEVEL_CRITICAL, "*is_code*");
      picture = picture_draw (&sheet);
      g_test_assert_expected_messages ();
      ink = picture_find_ink (picture);
      g_assert_true (area_is_empty (&ink));
    }
}

/* --- PDF --- */

typedef struct
{
  char *folder;
  char *pdf;
} Desk;

static void
desk_open (Desk *self)
{
  AhadiRecoverySheet sheet = make_sheet ();
  g_autoptr (GError) error = NULL;
  gboolean written;

  self->folder = g_dir_make_tmp ("ahadi-report-XXXXXX", &error);
  g_assert_no_error (error);
  self->pdf = g_build_filename (self->folder, "sheet.pdf", NULL);
  written = ahadi_recovery_sheet_write_pdf (&sheet, self->pdf, &error);
  g_assert_no_error (error);
  g_assert_true (written);
}

static guint
desk_count_files (Desk *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
desk_close (Desk *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }

  g_rmdir (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->pdf, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_close)

static void
test_file (void)
{
  g_auto (Desk) desk = { NULL };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  desk_open (&desk);
  bytes = ahadi_file_read (desk.pdf, 1024 * 1024, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 1000);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), 5, "%PDF-", 5);
  g_assert_cmpint (g_stat (desk.pdf, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 07777, ==, 0600);
  g_assert_cmpuint (desk_count_files (&desk), ==, 1);
}

static void
test_no_folder (void)
{
  AhadiRecoverySheet sheet = make_sheet ();
  g_autoptr (GError) error = NULL;

  g_assert_false (
      ahadi_recovery_sheet_write_pdf (&sheet, "no-such-folder/sheet.pdf", &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NOT_FOUND);
}

/* Bytes that can still be written; below 0: any. */
static gint64 room = -1;
static cairo_write_func_t real_write;

static cairo_status_t
write_into_room (void *closure, const unsigned char *data, unsigned int length)
{
  if (length > room)
    return CAIRO_STATUS_WRITE_ERROR;

  room -= length;
  return real_write (closure, data, length);
}

/* The linker puts this between the sheet and cairo. */
cairo_surface_t *
__wrap_cairo_pdf_surface_create_for_stream (cairo_write_func_t write,
                                            void *closure,
                                            double width,
                                            double height)
{
  real_write = write;
  return __real_cairo_pdf_surface_create_for_stream (room >= 0 ? write_into_room : write,
                                                     closure, width, height);
}

/* A sheet that is not whole is no sheet: better none than one that is found to be blank
 * when it is needed. */
static void
test_not_whole (void)
{
  g_auto (Desk) desk = { NULL };
  AhadiRecoverySheet sheet = make_sheet ();
  GStatBuf info;

  desk_open (&desk);
  g_assert_cmpint (g_stat (desk.pdf, &info), ==, 0);
  g_unlink (desk.pdf);
  for (guint i = 0; i < 3; i++)
    {
      const gint64 rooms[] = { 0, info.st_size / 2, info.st_size - 1 };
      g_autoptr (GError) error = NULL;

      room = rooms[i];
      g_assert_false (ahadi_recovery_sheet_write_pdf (&sheet, desk.pdf, &error));
      g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_IO);
      g_assert_cmpuint (desk_count_files (&desk), ==, 0);
    }

  room = -1;
}

/* --- with others' eyes --- */

/* Runs a program in the desk's folder. Returns: (transfer full) (nullable): what it says;
 * %NULL, with the test skipped, if it is not here. */
static char *
run (Desk *self, const char *const *arguments)
{
  g_autofree char *program = g_find_program_in_path (arguments[0]);
  g_autoptr (GError) error = NULL;
  char *said;
  int status;

  if (program == NULL)
    {
      g_autofree char *why = g_strconcat (arguments[0], " is not installed", NULL);

      g_test_skip (why);
      return NULL;
    }

  g_spawn_sync (self->folder, (char **) arguments, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &said, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
  return said;
}

static void
test_scanned (void)
{
  g_auto (Desk) desk = { NULL };
  static const char *const print[] = { "pdftoppm",    "-r",        "100",   "-png",
                                       "-singlefile", "sheet.pdf", "sheet", NULL };
  static const char *const scan[] = { "zbarimg", "--raw", "-q", "sheet.png", NULL };
  g_autofree char *printed = NULL;
  g_autofree char *scanned = NULL;

  desk_open (&desk);
  printed = run (&desk, print);
  scanned = printed != NULL ? run (&desk, scan) : NULL;
  if (scanned != NULL)
    g_assert_cmpstr (g_strstrip (scanned), ==, digits);
}

/* A word of the PDF, in points. */
typedef struct
{
  double left;
  double top;
  double right;
  double bottom;
  char text[32];
} Word;

/* (element-type Word); %NULL, with the test skipped, if words can't be had. */
static GArray *
read_words (Desk *self)
{
  static const char *const list[] = { "pdftotext", "-bbox", "sheet.pdf", "-", NULL };
  g_autofree char *said = run (self, list);
  g_auto (GStrv) lines = NULL;
  GArray *words;

  if (said == NULL)
    return NULL;

  words = g_array_new (FALSE, TRUE, sizeof (Word));
  lines = g_strsplit (said, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      Word word;

      if (sscanf (lines[i],
                  " <word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\">%31[^<]",
                  &word.left, &word.top, &word.right, &word.bottom, word.text) == 5)
        g_array_append_val (words, word);
    }

  g_assert_cmpuint (words->len, >, 2 * GROUPS);
  return words;
}

/* Boxes of letters touch from line to line, as fonts have it. */
static void
assert_apart (const Word *a, const Word *b)
{
  double width = MIN (a->right, b->right) - MAX (a->left, b->left);
  double height = MIN (a->bottom, b->bottom) - MAX (a->top, b->top);

  if (width > 1 && height > 1)
    g_error ("“%s” and “%s” overlap", a->text, b->text);
}

static void
test_words_apart (void)
{
  g_auto (Desk) desk = { NULL };
  g_autoptr (GArray) words = NULL;

  desk_open (&desk);
  words = read_words (&desk);
  for (guint i = 0; words != NULL && i < words->len; i++)
    {
      const Word *word = &g_array_index (words, Word, i);

      g_assert_cmpfloat (word->left, >=, 0);
      g_assert_cmpfloat (word->top, >=, 0);
      g_assert_cmpfloat (word->right, <=, PAGE_WIDTH);
      g_assert_cmpfloat (word->bottom, <=, PAGE_HEIGHT);
      for (guint n = 0; n < i; n++)
        assert_apart (word, &g_array_index (words, Word, n));
    }
}

static gboolean
is_number (const char *text, gsize digits_least, gsize digits_most)
{
  gsize n = strspn (text, "0123456789");

  return text[n] == '\0' && n >= digits_least && n <= digits_most;
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  const Word *first = a;
  const Word *second = b;

  if (ABS (first->top - second->top) > 5)
    return first->top < second->top ? -1 : 1;
  return first->left < second->left ? -1 : first->left > second->left;
}

/* Numbers of so many digits, as one reads, parted by blanks. */
static char *
join_numbers (GArray *words, gsize least, gsize most)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      const char *text = g_array_index (words, Word, i).text;

      if (is_number (text, least, most))
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", text);
    }

  return g_string_free (joined, FALSE);
}

/* The groups, and over each its number. */
static void
test_read (void)
{
  g_auto (Desk) desk = { NULL };
  g_autoptr (GArray) words = NULL;
  g_autofree char *groups = NULL;
  g_autofree char *numbers = NULL;

  desk_open (&desk);
  words = read_words (&desk);
  if (words == NULL)
    return;

  g_array_sort (words, compare_words);
  groups = join_numbers (words, 4, 4);
  g_assert_cmpstr (groups, ==, code);
  numbers = join_numbers (words, 1, 2);
  g_assert_cmpstr (numbers, ==, "31 1 2 3 4 5 6 7 8 9 10 11 12 13");
}

static void
test_one_a4_page (void)
{
  g_auto (Desk) desk = { NULL };
  static const char *const describe[] = { "pdfinfo", "sheet.pdf", NULL };
  g_autofree char *said = NULL;

  desk_open (&desk);
  said = run (&desk, describe);
  if (said == NULL)
    return;

  g_assert_true (g_regex_match_simple ("^Pages: +1$", said, G_REGEX_MULTILINE, 0));
  g_assert_nonnull (strstr (said, "(A4)"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/report/recovery-sheet/stays-on-its-page", test_inside);
  g_test_add_func ("/report/recovery-sheet/texts-do-not-overlap", test_texts_apart);
  g_test_add_func ("/report/recovery-sheet/has-the-digits-as-a-qr-code", test_code);
  g_test_add_func ("/report/recovery-sheet/qr-code-has-its-white-edge", test_quiet_zone);
  g_test_add_func ("/report/recovery-sheet/groups-in-the-order-one-reads", test_groups);
  g_test_add_func ("/report/recovery-sheet/anything-else-is-no-code", test_no_code);
  g_test_add_func ("/report/recovery-sheet/pdf-is-ours-alone", test_file);
  g_test_add_func ("/report/recovery-sheet/pdf-without-its-folder", test_no_folder);
  g_test_add_func ("/report/recovery-sheet/half-a-pdf-is-not-written", test_not_whole);
  g_test_add_func ("/report/recovery-sheet/pdf-is-one-a4-page", test_one_a4_page);
  g_test_add_func ("/report/recovery-sheet/pdf-scans", test_scanned);
  g_test_add_func ("/report/recovery-sheet/pdf-words-stand-apart", test_words_apart);
  g_test_add_func ("/report/recovery-sheet/pdf-reads-in-order", test_read);

  return g_test_run ();
}
