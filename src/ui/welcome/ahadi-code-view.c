/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "ahadi-code-view.h"

#include "ahadi-widgets.h"

/* Of a recovery code; a custodian's share has more. */
#define GROUPS 13
#define DIGITS 4
#define MOST_DIGITS 6
#define COLUMNS 4
#define LEAST_COLUMNS 2
/* Pixels, where the text has its usual size. */
#define DIGIT_WIDTH 16
#define COLUMN_GAP 18
#define WIDE_GAP 43
#define ROW_HEIGHT 52
#define SIDES 12
#define MOST_SCALE 1.5

struct _AhadiCodeView
{
  GtkWidget parent_instance;

  /* owned */
  AhadiSecret *code;

  int groups;
  int digits;  /* of each group */
  int current; /* group the keys stand on */
};

G_DEFINE_FINAL_TYPE (AhadiCodeView, ahadi_code_view, GTK_TYPE_WIDGET)

/* How large text is for this person: 1 is usual. The digits are large anyway, and all of
 * them together on the screen say more than twice as large ones. */
static double
get_scale (AhadiCodeView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  double dpi = pango_cairo_context_get_resolution (context);

  return dpi > 0 ? CLAMP (dpi / 96, 1, MOST_SCALE) : 1;
}

static double
get_column_width (AhadiCodeView *self, int gap)
{
  return (self->digits * DIGIT_WIDTH + gap) * get_scale (self);
}

/* As many columns as @width has room for. */
static int
count_columns (AhadiCodeView *self, int width)
{
  double room = (width - SIDES) / get_column_width (self, COLUMN_GAP);

  return CLAMP ((int) room, LEAST_COLUMNS, COLUMNS);
}

static const char *
group_at (AhadiCodeView *self, int group)
{
  return (const char *) ahadi_secret_get_bytes (self->code) + group * (self->digits + 1);
}

/* One group, digits apart so that they are read as digits. */
static void
tell_group (AhadiCodeView *self)
{
  char apart[2 * MOST_DIGITS + 1] = "";
  g_autofree char *name = NULL;

  if (self->code == NULL)
    return;
  for (int i = 0; i < self->digits; i++)
    {
      apart[2 * i] = group_at (self, self->current)[i];
      apart[2 * i + 1] = ' ';
    }
  apart[2 * self->digits - 1] = '\0';
  /* Translators: the screen reader says one group of a code, digit by digit */
  name =
      g_strdup_printf (_ ("Group %d of %d: %s"), self->current + 1, self->groups, apart);
  ahadi_widget_set_name (GTK_WIDGET (self), name);
  explicit_bzero (name, strlen (name));
  explicit_bzero (apart, sizeof apart);
}

static void
draw_group (AhadiCodeView *self, cairo_t *cr, int group, double x, double y, double scale)
{
  char text[MOST_DIGITS + 1];
  char number[16];

  g_snprintf (number, sizeof number, "%d", group + 1);
  cairo_select_font_face (cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL,
                          CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (cr, 11 * scale);
  cairo_move_to (cr, x, y + 12 * scale);
  cairo_show_text (cr, number);

  memcpy (text, group_at (self, group), (gsize) self->digits);
  text[self->digits] = '\0';
  cairo_select_font_face (cr, "monospace", CAIRO_FONT_SLANT_NORMAL,
                          CAIRO_FONT_WEIGHT_BOLD);
  cairo_set_font_size (cr, 26 * scale);
  cairo_move_to (cr, x, y + 38 * scale);
  cairo_show_text (cr, text);
  explicit_bzero (text, sizeof text);
}

static void
draw_focus (
    AhadiCodeView *self, cairo_t *cr, double x, double y, double width, double height)
{
  if (!gtk_widget_has_visible_focus (GTK_WIDGET (self)))
    return;
  cairo_set_line_width (cr, 2);
  cairo_rectangle (cr, x - 6, y + 1, width - 4, height - 6);
  cairo_stroke (cr);
}

static void
ahadi_code_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AhadiCodeView *self = AHADI_CODE_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int columns = count_columns (self, width);
  double scale = get_scale (self);
  double column = (double) (width - SIDES) / columns;
  double row = ROW_HEIGHT * scale;
  GdkRGBA color;
  cairo_t *cr = NULL;

  if (self->code == NULL)
    return;
  cr = gtk_snapshot_append_cairo (
      snapshot,
      &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) gtk_widget_get_height (widget)));
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  gdk_cairo_set_source_rgba (cr, &color);
  for (int i = 0; i < self->groups; i++)
    {
      double x = 8 + column * (i % columns);
      double y = row * (i / columns);

      draw_group (self, cr, i, x, y, scale);
      if (i == self->current)
        draw_focus (self, cr, x, y, column, row);
    }
  cairo_destroy (cr);
}

static void
ahadi_code_view_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  AhadiCodeView *self = AHADI_CODE_VIEW (widget);
  double scale = get_scale (self);
  int columns = for_size >= 0 ? count_columns (self, for_size) : COLUMNS;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = (int) ceil (SIDES + LEAST_COLUMNS * get_column_width (self, COLUMN_GAP));
      *natural = (int) ceil (SIDES + COLUMNS * get_column_width (self, WIDE_GAP));
      return;
    }
  *minimum = *natural =
      (int) ceil ((self->groups + columns - 1) / columns * ROW_HEIGHT * scale);
}

static GtkSizeRequestMode
ahadi_code_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static gboolean
on_key (AhadiCodeView *self, guint keyval)
{
  int columns = count_columns (self, gtk_widget_get_width (GTK_WIDGET (self)));
  int step = keyval == GDK_KEY_Right  ? 1
             : keyval == GDK_KEY_Left ? -1
             : keyval == GDK_KEY_Down ? columns
             : keyval == GDK_KEY_Up   ? -columns
                                      : 0;
  int next = self->current + step;

  if (step == 0 || next < 0 || next >= self->groups)
    return GDK_EVENT_PROPAGATE;
  self->current = next;
  tell_group (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return GDK_EVENT_STOP;
}

/* Of its first group. */
static int
count_digits (AhadiSecret *code)
{
  const guint8 *bytes = ahadi_secret_get_bytes (code);
  int digits = 0;

  while (digits < MOST_DIGITS && g_ascii_isdigit (bytes[digits]))
    digits++;
  return digits;
}

void
ahadi_code_view_set_code (AhadiCodeView *self, AhadiSecret *code)
{
  g_clear_pointer (&self->code, ahadi_secret_unref);
  self->current = 0;
  if (code != NULL)
    {
      self->code = ahadi_secret_ref (code);
      self->digits = count_digits (code);
      self->groups = (int) ahadi_secret_get_size (code) / (self->digits + 1);
    }
  tell_group (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
ahadi_code_view_finalize (GObject *object)
{
  g_clear_pointer (&AHADI_CODE_VIEW (object)->code, ahadi_secret_unref);
  G_OBJECT_CLASS (ahadi_code_view_parent_class)->finalize (object);
}

static void
ahadi_code_view_class_init (AhadiCodeViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_code_view_finalize;
  widget_class->snapshot = ahadi_code_view_snapshot;
  widget_class->measure = ahadi_code_view_measure;
  widget_class->get_request_mode = ahadi_code_view_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "codeview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ahadi_code_view_init (AhadiCodeView *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  self->groups = GROUPS;
  self->digits = DIGITS;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}
