/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-csv.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ahadi-base-error.h"

/*
 * A table is rows of cells:
 *
 *   table = [BOM] row *(end row) [end]
 *   row   = cell *("," cell)
 *   cell  = plain / *blank quote *(any / quote quote) quote *blank
 *   plain = *(any but comma, quote, CR and LF)
 *   end   = LF / CR LF
 *
 * 1. A UTF-8 byte order mark may come first.
 * 2. A row ends with LF or CR LF, the last one also with the file.
 * 3. CR stands only before LF or between quotes.
 * 4. A quote stands only around a cell, which may then hold commas, line ends and, twice,
 *    quotes. Around the quotes may be blanks.
 * 5. A cell that begins with a quote ends with one.
 * 6. Text is UTF-8 without NUL.
 * 7. A row has at most AHADI_CSV_ROW_MAX bytes and AHADI_CSV_CELLS_MAX cells.
 * 8. Every row has as many cells as the first one.
 * 9. A line with nothing but blanks is no row.
 */

#define BUFFER_SIZE (64 * 1024)
#define END (-1)
#define FAILED (-2)

struct _AhadiCsv
{
  int fd; /* -1: all is in @buffer */
  GBytes *bytes;
  guint8 *buffer;
  const guint8 *data;
  gsize size;
  gsize at;

  GString *row; /* each cell with a NUL behind it */
  GArray *starts;
  GPtrArray *cells;
  guint n_columns; /* 0 before the first row */
  guint64 line;    /* the row's */
  guint64 lines;   /* read so far */
  gboolean begun;
};

static AhadiCsv *
make (void)
{
  AhadiCsv *self = g_new0 (AhadiCsv, 1);

  self->fd = -1;
  self->row = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->cells = g_ptr_array_new ();
  self->lines = 1;
  return self;
}

AhadiCsv *
ahadi_csv_new (GBytes *bytes)
{
  AhadiCsv *self = make ();

  self->bytes = g_bytes_ref (bytes);
  self->data = g_bytes_get_data (bytes, &self->size);
  return self;
}

static gboolean
check_regular (int fd, const char *path, GError **error)
{
  struct stat status;

  if (fstat (fd, &status) != 0)
    ahadi_base_error_set_errno (error, errno, "read", path);
  else if (S_ISDIR (status.st_mode))
    ahadi_base_error_set_errno (error, EISDIR, "read", path);
  else if (!S_ISREG (status.st_mode))
    g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NOT_FILE,
                 "cannot read “%s”: it is a device or a pipe", path);
  else
    return TRUE;
  return FALSE;
}

/* Not waiting: a pipe of that name is refused, and never waited for. */
AhadiCsv *
ahadi_csv_open (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  AhadiCsv *self;

  if (fd < 0)
    {
      ahadi_base_error_set_errno (error, errno, "open", path);
      return NULL;
    }
  if (!check_regular (fd, path, error))
    {
      close (fd);
      return NULL;
    }

  self = make ();
  self->fd = fd;
  self->buffer = g_malloc (BUFFER_SIZE);
  self->data = self->buffer;
  return self;
}

void
ahadi_csv_free (AhadiCsv *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->buffer);
  g_string_free (self->row, TRUE);
  g_array_unref (self->starts);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

guint64
ahadi_csv_get_line (const AhadiCsv *self)
{
  return self->line;
}

/* Returns: the next byte without taking it, END or FAILED. */
static int
peek (AhadiCsv *self, GError **error)
{
  gssize got;

  if (self->at < self->size)
    return self->data[self->at];
  if (self->fd < 0)
    return END;

  do
    got = read (self->fd, self->buffer, BUFFER_SIZE);
  while (got < 0 && errno == EINTR);
  if (got < 0)
    {
      ahadi_base_error_set_errno (error, errno, "read", "the table");
      return FAILED;
    }
  self->size = (gsize) got;
  self->at = 0;
  return got > 0 ? self->data[0] : END;
}

static int
take (AhadiCsv *self, GError **error)
{
  int c = peek (self, error);

  if (c >= 0)
    self->at++;
  if (c == '\n')
    self->lines++;
  return c;
}

static gboolean
refuse (AhadiCsv *self, const char *why, GError **error)
{
  g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_SYNTAX,
               "cannot read line %" G_GUINT64_FORMAT ": %s", self->line, why);
  return FALSE;
}

static gboolean
keep (AhadiCsv *self, int c, GError **error)
{
  if (c == '\0')
    return refuse (self, "it holds a NUL", error);
  if (self->row->len >= AHADI_CSV_ROW_MAX)
    {
      g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_LIMIT,
                   "cannot read line %" G_GUINT64_FORMAT ": it is too long", self->line);
      return FALSE;
    }
  g_string_append_c (self->row, (char) c);
  return TRUE;
}

static gsize
begin_cell (AhadiCsv *self)
{
  gsize start = self->row->len;

  g_array_append_val (self->starts, start);
  return start;
}

/* Between quotes; the first one is taken already. */
static gboolean
read_quoted (AhadiCsv *self, GError **error)
{
  int c;

  while ((c = take (self, error)) != FAILED)
    {
      if (c == END)
        return refuse (self, "a quote is not closed", error);
      if (c == '"')
        {
          c = peek (self, error);
          if (c != '"')
            return c != FAILED;
          c = take (self, error);
        }
      if (!keep (self, c, error))
        return FALSE;
    }
  return FALSE;
}

/* What may follow a cell: FALSE in @more after the last one of a row. */
static gboolean
end_cell (AhadiCsv *self, int c, gboolean *more, GError **error)
{
  *more = c == ',';
  if (c == '\r')
    {
      c = take (self, error);
      if (c != '\n' && c != FAILED)
        return refuse (self, "a carriage return stands alone", error);
    }
  return c != FAILED;
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t")] == '\0';
}

static gboolean
is_end (int c)
{
  return c == ',' || c == '\n' || c == '\r' || c == END || c == FAILED;
}

static gboolean
read_cell (AhadiCsv *self, gboolean *more, GError **error)
{
  gsize start = begin_cell (self);
  gboolean quoted = FALSE;
  int c;

  while (!is_end (c = take (self, error)))
    {
      if (c == '"' && !quoted && is_blank (self->row->str + start))
        {
          quoted = TRUE;
          g_string_truncate (self->row, start);
          if (!read_quoted (self, error))
            return FALSE;
        }
      else if (c == '"' || (quoted && c != ' ' && c != '\t'))
        return refuse (self, "a quote stands inside a cell", error);
      else if (!quoted && !keep (self, c, error))
        return FALSE;
    }
  g_string_append_c (self->row, '\0');
  return end_cell (self, c, more, error);
}

/* Where the cells are is told last: the row may have moved while it grew. */
static gboolean
read_row (AhadiCsv *self, GError **error)
{
  gboolean more = TRUE;

  self->line = self->lines;
  g_string_truncate (self->row, 0);
  g_array_set_size (self->starts, 0);
  g_ptr_array_set_size (self->cells, 0);

  while (more)
    {
      if (self->starts->len == AHADI_CSV_CELLS_MAX)
        {
          g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_LIMIT,
                       "cannot read line %" G_GUINT64_FORMAT ": it has too many cells",
                       self->line);
          return FALSE;
        }
      if (!read_cell (self, &more, error))
        return FALSE;
    }

  for (guint i = 0; i < self->starts->len; i++)
    g_ptr_array_add (self->cells,
                     self->row->str + g_array_index (self->starts, gsize, i));
  return TRUE;
}

static gboolean
is_empty (const AhadiCsv *self)
{
  return self->cells->len == 1 && is_blank (self->cells->pdata[0]);
}

static gboolean
check_row (AhadiCsv *self, GError **error)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (!g_utf8_validate (self->cells->pdata[i], -1, NULL))
      return refuse (self, "it is not UTF-8", error);

  if (self->n_columns == 0)
    self->n_columns = self->cells->len;
  if (self->cells->len == self->n_columns)
    return TRUE;

  g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_SYNTAX,
               "cannot read line %" G_GUINT64_FORMAT
               ": it has %u cells, the first row %u",
               self->line, self->cells->len, self->n_columns);
  return FALSE;
}

/* Whatever else begins with its first byte is a cell, and no UTF-8. */
static gboolean
skip_mark (AhadiCsv *self, GError **error)
{
  static const guint8 mark[] = { 0xef, 0xbb, 0xbf };

  if (self->begun)
    return TRUE;
  self->begun = TRUE;
  if (peek (self, error) == FAILED)
    return FALSE;
  if (self->size >= sizeof mark && memcmp (self->data, mark, sizeof mark) == 0)
    self->at = sizeof mark;
  return TRUE;
}

gboolean
ahadi_csv_read (AhadiCsv *self, GPtrArray **cells, GError **error)
{
  int next;

  *cells = NULL;
  if (!skip_mark (self, error))
    return FALSE;

  while ((next = peek (self, error)) != END)
    {
      if (next == FAILED || !read_row (self, error))
        return FALSE;
      if (is_empty (self))
        continue;
      if (!check_row (self, error))
        return FALSE;
      *cells = self->cells;
      return TRUE;
    }
  return TRUE;
}
