/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-recovery-sheet.h"

#include <pango/pangocairo.h>
#include <qrencode.h>
#include <string.h>

#include "ahadi-pdf.h"

#define MARGIN 56.0
#define GROUP_MOST 6
#define GROUPS_MOST 19
#define COLUMNS 4
#define ROW_HEIGHT 54.0
#define QR_SIDE 150.0

/* Four of the code's 25 squares must stay white around it (ISO/IEC 18004); one more for
 * a printer that is not exact. */
#define QR_QUIET (5 * QR_SIDE / 25)

/* Digits in a group, and how many groups. */
typedef struct
{
  gsize size;
  gsize n;
} Groups;

static Groups
measure (const char *code)
{
  gsize size = strcspn (code, " ");

  return (Groups){ size, (strlen (code) + 1) / (size + 1) };
}

/* A recovery code, and a custodian's share. */
static const Groups forms[] = { { 4, 13 }, { GROUP_MOST, GROUPS_MOST } };

static gboolean
is_of_form (const char *code, const Groups *form)
{
  gsize length = form->n * (form->size + 1) - 1;

  if (strlen (code) != length)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      gboolean parts = i % (form->size + 1) == form->size;

      if (parts ? code[i] != ' ' : !g_ascii_isdigit (code[i]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_code (const char *code)
{
  return is_of_form (code, &forms[0]) || is_of_form (code, &forms[1]);
}

/* Draws @text into @width points and returns the height it took. */
static double
draw_text (
    cairo_t *cr, double x, double y, double width, const char *font, const char *text)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *description = pango_font_description_from_string (font);
  int height = 0;

  pango_layout_set_font_description (layout, description);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, NULL, &height);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  pango_font_description_free (description);
  g_object_unref (layout);
  return (double) height / PANGO_SCALE;
}

/* Not with pango: a layout keeps its text. */
static void
draw_group (cairo_t *cr, double x, double y, guint number, const char *digits, gsize size)
{
  char text[GROUP_MOST + 1];
  char label[4];

  g_snprintf (label, sizeof label, "%u", number);
  cairo_select_font_face (cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL,
                          CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (cr, 9);
  cairo_move_to (cr, x, y + 10);
  cairo_show_text (cr, label);

  memcpy (text, digits, size);
  text[size] = '\0';
  cairo_select_font_face (cr, "monospace", CAIRO_FONT_SLANT_NORMAL,
                          CAIRO_FONT_WEIGHT_BOLD);
  cairo_set_font_size (cr, size > 4 ? 24 : 28);
  cairo_move_to (cr, x, y + 38);
  cairo_show_text (cr, text);
  explicit_bzero (text, sizeof text);
}

static double
measure_height (const char *code)
{
  return ROW_HEIGHT * (double) ((measure (code).n + COLUMNS - 1) / COLUMNS);
}

static double
draw_code (cairo_t *cr, double y, double width, const char *code)
{
  Groups groups = measure (code);
  double column = width / COLUMNS;

  for (guint i = 0; i < groups.n; i++)
    draw_group (cr, MARGIN + column * (i % COLUMNS), y + ROW_HEIGHT * (i / COLUMNS),
                i + 1, code + i * (groups.size + 1), groups.size);
  return measure_height (code);
}

/* The digits alone: numeric mode keeps the squares large. (The function that takes a
 * string has another use for its mode, and refuses this one.) */
static QRcode *
encode (const char *code)
{
  guint8 digits[GROUPS_MOST * GROUP_MOST];
  QRinput *input = QRinput_new2 (0, QR_ECLEVEL_M);
  gsize n = 0;
  QRcode *qr = NULL;

  for (const char *at = code; *at != '\0'; at++)
    if (*at != ' ')
      digits[n++] = (guint8) *at;
  if (input != NULL && QRinput_append (input, QR_MODE_NUM, (int) n, digits) == 0)
    qr = QRcode_encodeInput (input);

  /* So few digits always fit. */
  if (qr == NULL)
    g_error ("out of memory for a QR code");

  QRinput_free (input);
  explicit_bzero (digits, sizeof digits);
  return qr;
}

static void
draw_qr (cairo_t *cr, double x, double y, double side, const char *code)
{
  QRcode *qr = encode (code);
  double square = side / qr->width;

  for (int row = 0; row < qr->width; row++)
    for (int column = 0; column < qr->width; column++)
      if ((qr->data[row * qr->width + column] & 1) != 0)
        cairo_rectangle (cr, x + column * square, y + row * square, square, square);
  /* Without smoothing, or hair lines show between the squares. */
  cairo_save (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cairo_fill (cr);
  cairo_restore (cr);
  explicit_bzero (qr->data, (gsize) qr->width * (gsize) qr->width);
  QRcode_free (qr);
}

void
ahadi_recovery_sheet_draw (const AhadiRecoverySheet *self,
                           cairo_t *cr,
                           double width,
                           double height)
{
  double inner = width - 2 * MARGIN;
  double beside = QR_SIDE + QR_QUIET;
  double y = MARGIN;

  g_return_if_fail (is_code (self->code));

  cairo_set_source_rgb (cr, 0, 0, 0);
  y += draw_text (cr, MARGIN, y, inner, "Sans Bold 24", self->title) + 6;
  y += draw_text (cr, MARGIN, y, inner, "Sans 12", self->owner) + 24;
  y += draw_text (cr, MARGIN, y, inner, "Sans 11", self->keep) + 24;
  cairo_set_line_width (cr, 0.5);
  cairo_rectangle (cr, MARGIN - 12, y - 6, inner + 24, measure_height (self->code) + 12);
  cairo_stroke (cr);
  y += draw_code (cr, y, inner, self->code) + 6 + QR_QUIET;
  draw_qr (cr, MARGIN, y, QR_SIDE, self->code);
  draw_text (cr, MARGIN + beside, y, inner - beside, "Sans 11", self->use);
}

static void
draw_page (gconstpointer data, guint page, cairo_t *cr)
{
  ahadi_recovery_sheet_draw (data, cr, AHADI_PAGE_WIDTH, AHADI_PAGE_HEIGHT);
}

gboolean
ahadi_recovery_sheet_write_pdf (const AhadiRecoverySheet *self,
                                const char *path,
                                GError **error)
{
  return ahadi_pdf_write (path, 1, draw_page, self, error);
}
