/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-pdf-cleaner.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#include "ahadi-media-facts.h"
#include "ahadi-media-text.h"

/* Wherever they stand (ISO 32000-1, 14.3, 14.5, 12.3.4; 8.11.4.4). */
static const char *const descriptions[] = {
  "/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/CreatorInfo", NULL,
};

/* Of a note on a page: who wrote it, when, under which number (12.5). */
static const char *const of_notes[] = { "/T", "/M", "/CreationDate", "/NM", NULL };

/* What these do, they do no more (12.6.4). */
static const char *const actions[] = {
  "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", NULL,
};
static const char *const of_action[] = { "/S", "/Type", "/Next", NULL };

static const char *const of_trailer[] = { "/Root", "/Size", "/Encrypt", NULL };

/* What stands in pictures that tell something. */
static const char *const marks[] = { "Exif", "<?xpacket", "ns.adobe.com", NULL };

typedef struct
{
  qpdf_data qpdf;
  GArray *stack;    /* qpdf_oh: to be visited */
  GHashTable *seen; /* numbers of objects */
  guint things;
  AhadiPdfResult result;
} Cleaner;

void
ahadi_pdf_cleaned_clear (AhadiPdfCleaned *self)
{
  g_clear_pointer (&self->clean, g_bytes_unref);
}

static gboolean
is_one_of (const char *name, const char *const *names)
{
  return g_strv_contains (names, name);
}

/* Returns: (transfer full): "" if it is no name. */
static char *
get_name (Cleaner *self, qpdf_oh dictionary, const char *key)
{
  qpdf_oh value = qpdf_oh_get_key (self->qpdf, dictionary, key);
  char *name = qpdf_oh_is_name (self->qpdf, value)
                   ? g_strdup (qpdf_oh_get_name (self->qpdf, value))
                   : g_strdup ("");

  qpdf_oh_release (self->qpdf, value);
  return name;
}

/* --- pictures -------------------------------------------------------------------- */

static gboolean
collect (gpointer data, const void *bytes, gsize size, GError **error)
{
  g_byte_array_append (data, bytes, (guint) size);
  return TRUE;
}

/* Returns: (nullable): @bytes without what they tell; %NULL if they tell nothing, or are
 * not read here. */
static GByteArray *
strip_jpeg (const guint8 *bytes, gsize size)
{
  g_autoptr (GInputStream) first =
      g_memory_input_stream_new_from_data (bytes, (gssize) size, NULL);
  g_autoptr (GInputStream) second =
      g_memory_input_stream_new_from_data (bytes, (gssize) size, NULL);
  g_autoptr (GByteArray) clean = g_byte_array_new ();
  AhadiMediaFacts facts;

  if (!ahadi_media_read (AHADI_MEDIA_JPEG, first, &facts, NULL) || facts.removed == 0 ||
      !ahadi_media_clean (AHADI_MEDIA_JPEG, second, &facts, collect, clean, NULL))
    return NULL;
  return g_steal_pointer (&clean);
}

static gboolean
tells (const guint8 *bytes, gsize size)
{
  for (guint i = 0; marks[i] != NULL; i++)
    if (memmem (bytes, size, marks[i], strlen (marks[i])) != NULL)
      return TRUE;

  return FALSE;
}

/* A picture that may tell something and can't be stripped is not known. */
static void
clean_picture (Cleaner *self, qpdf_oh stream, gboolean is_jpeg)
{
  qpdf_oh dictionary = qpdf_oh_get_dict (self->qpdf, stream);
  g_autoptr (GByteArray) clean = NULL;
  unsigned char *bytes = NULL;
  QPDF_BOOL filtered;
  size_t size = 0;

  if (qpdf_oh_get_stream_data (self->qpdf, stream, qpdf_dl_none, &filtered, &bytes,
                               &size) != QPDF_SUCCESS)
    self->result = AHADI_PDF_DAMAGED;
  else if (is_jpeg && (clean = strip_jpeg (bytes, size)) != NULL)
    {
      qpdf_oh_replace_stream_data (
          self->qpdf, stream, clean->data, clean->len,
          qpdf_oh_get_key (self->qpdf, dictionary, "/Filter"),
          qpdf_oh_get_key (self->qpdf, dictionary, "/DecodeParms"));
      self->things++;
    }
  else if (tells (bytes, size))
    self->result = AHADI_PDF_DAMAGED;
  free (bytes);
}

static gboolean
has_filter (Cleaner *self, qpdf_oh filter, const char *name, gboolean *alone)
{
  int n = qpdf_oh_is_array (self->qpdf, filter)
              ? qpdf_oh_get_array_n_items (self->qpdf, filter)
              : 0;

  *alone = n <= 1;
  if (qpdf_oh_is_name_and_equals (self->qpdf, filter, name))
    return TRUE;
  for (int i = 0; i < n; i++)
    if (qpdf_oh_is_name_and_equals (self->qpdf,
                                    qpdf_oh_get_array_item (self->qpdf, filter, i), name))
      return TRUE;
  return FALSE;
}

static void
clean_stream (Cleaner *self, qpdf_oh stream)
{
  qpdf_oh dictionary = qpdf_oh_get_dict (self->qpdf, stream);
  qpdf_oh filter = qpdf_oh_get_key (self->qpdf, dictionary, "/Filter");
  gboolean alone;

  if (has_filter (self, filter, "/DCTDecode", &alone))
    {
      if (alone)
        clean_picture (self, stream, TRUE);
      else
        self->result = AHADI_PDF_DAMAGED;
    }
  else if (has_filter (self, filter, "/JPXDecode", &alone))
    clean_picture (self, stream, FALSE);
}

/* --- dictionaries ---------------------------------------------------------------- */

static GPtrArray *
list_keys (Cleaner *self, qpdf_oh dictionary)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  qpdf_oh_begin_dict_key_iter (self->qpdf, dictionary);
  while (qpdf_oh_dict_more_keys (self->qpdf))
    g_ptr_array_add (keys, g_strdup (qpdf_oh_dict_next_key (self->qpdf)));
  return keys;
}

static void
push (Cleaner *self, qpdf_oh oh)
{
  if (qpdf_oh_is_dictionary (self->qpdf, oh) || qpdf_oh_is_array (self->qpdf, oh) ||
      qpdf_oh_is_stream (self->qpdf, oh))
    g_array_append_val (self->stack, oh);
  else
    qpdf_oh_release (self->qpdf, oh);
}

/* A button or field is no note: its /T is its name. */
static gboolean
is_note (Cleaner *self, qpdf_oh dictionary)
{
  g_autofree char *kind = get_name (self, dictionary, "/Subtype");

  return *kind != '\0' && strcmp (kind, "/Widget") != 0 &&
         qpdf_oh_has_key (self->qpdf, dictionary, "/Rect");
}

static gboolean
is_action (Cleaner *self, qpdf_oh dictionary)
{
  g_autofree char *kind = get_name (self, dictionary, "/S");

  return is_one_of (kind, actions);
}

static void
clean_dictionary (Cleaner *self, qpdf_oh dictionary)
{
  g_autoptr (GPtrArray) keys = list_keys (self, dictionary);
  gboolean notes = is_note (self, dictionary);
  gboolean acts = is_action (self, dictionary);

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = keys->pdata[i];

      if (strcmp (key, "/EF") == 0 || strcmp (key, "/EmbeddedFiles") == 0)
        self->result = AHADI_PDF_HOLDS_FILES;
      else if (strcmp (key, "/ByteRange") == 0)
        self->result = AHADI_PDF_SIGNED;
      else if (is_one_of (key, descriptions) || (notes && is_one_of (key, of_notes)) ||
               (acts && !is_one_of (key, of_action)))
        {
          qpdf_oh_remove_key (self->qpdf, dictionary, key);
          self->things++;
        }
      else
        push (self, qpdf_oh_get_key (self->qpdf, dictionary, key));
    }
}

static void
visit (Cleaner *self, qpdf_oh oh)
{
  if (qpdf_oh_is_indirect (self->qpdf, oh) &&
      !g_hash_table_add (self->seen,
                         GINT_TO_POINTER (qpdf_oh_get_object_id (self->qpdf, oh))))
    return;

  if (qpdf_oh_is_array (self->qpdf, oh))
    for (int i = qpdf_oh_get_array_n_items (self->qpdf, oh) - 1; i >= 0; i--)
      push (self, qpdf_oh_get_array_item (self->qpdf, oh, i));
  else if (qpdf_oh_is_stream (self->qpdf, oh))
    {
      clean_stream (self, oh);
      clean_dictionary (self, qpdf_oh_get_dict (self->qpdf, oh));
    }
  else
    clean_dictionary (self, oh);
}

/* --- what it tells --------------------------------------------------------------- */

static void
note (Cleaner *self, qpdf_oh info, const char *key, char *text, gsize size)
{
  qpdf_oh value = qpdf_oh_get_key (self->qpdf, info, key);
  const char *said = qpdf_oh_is_string (self->qpdf, value)
                         ? qpdf_oh_get_utf8_value (self->qpdf, value)
                         : "";

  ahadi_media_text_note (text, size, said, strlen (said), NULL);
}

/* "D:20261123100500+03'00'", of which the day is enough. */
static void
note_time (Cleaner *self, qpdf_oh info, const char *key, char time[20])
{
  char said[65] = "";
  const char *at = said;
  gsize digits = 0;

  note (self, info, key, said, sizeof said);
  if (g_str_has_prefix (at, "D:"))
    at += 2;
  while (g_ascii_isdigit (at[digits]))
    digits++;
  if (*time != '\0' || digits < 8)
    return;

  if (digits >= 14)
    g_snprintf (time, 20, "%.4s:%.2s:%.2s %.2s:%.2s:%.2s", at, at + 4, at + 6, at + 8,
                at + 10, at + 12);
  else
    g_snprintf (time, 20, "%.4s:%.2s:%.2s", at, at + 4, at + 6);
}

static void
note_info (Cleaner *self, qpdf_oh trailer, AhadiPdfCleaned *cleaned)
{
  qpdf_oh info = qpdf_oh_get_key (self->qpdf, trailer, "/Info");

  if (!qpdf_oh_is_dictionary (self->qpdf, info))
    return;

  note (self, info, "/Author", cleaned->author, sizeof cleaned->author);
  note (self, info, "/Creator", cleaned->program, sizeof cleaned->program);
  note (self, info, "/Producer", cleaned->program, sizeof cleaned->program);
  note_time (self, info, "/CreationDate", cleaned->time);
  note_time (self, info, "/ModDate", cleaned->time);
  self->things++;
}

/* --- all of it ------------------------------------------------------------------- */

static AhadiPdfResult
read_pdf (Cleaner *self, const guint8 *bytes, gsize size)
{
  qpdf_silence_errors (self->qpdf);
  qpdf_set_suppress_warnings (self->qpdf, QPDF_TRUE);
  qpdf_set_attempt_recovery (self->qpdf, QPDF_FALSE);
  qpdf_read_memory (self->qpdf, "", (const char *) bytes, size, NULL);
  if (!qpdf_has_error (self->qpdf))
    return AHADI_PDF_CLEAN;

  return qpdf_get_error_code (self->qpdf, qpdf_get_error (self->qpdf)) == qpdf_e_password
             ? AHADI_PDF_LOCKED
             : AHADI_PDF_DAMAGED;
}

/* Whatever else stands there leads to what is no part of the document. */
static void
clean_trailer (Cleaner *self, qpdf_oh trailer)
{
  g_autoptr (GPtrArray) keys = list_keys (self, trailer);

  for (guint i = 0; i < keys->len; i++)
    if (!is_one_of (keys->pdata[i], of_trailer))
      qpdf_oh_remove_key (self->qpdf, trailer, keys->pdata[i]);
}

static void
clean_objects (Cleaner *self, AhadiPdfCleaned *cleaned)
{
  qpdf_oh trailer = qpdf_get_trailer (self->qpdf);

  note_info (self, trailer, cleaned);
  clean_trailer (self, trailer);
  push (self, trailer);
  while (self->stack->len > 0 && self->result == AHADI_PDF_CLEAN)
    {
      qpdf_oh oh = g_array_index (self->stack, qpdf_oh, self->stack->len - 1);

      g_array_set_size (self->stack, self->stack->len - 1);
      visit (self, oh);
      qpdf_oh_release (self->qpdf, oh);
    }
}

/* Only what the root leads to is written. */
static AhadiPdfResult
write_pdf (Cleaner *self, AhadiPdfCleaned *cleaned)
{
  if (qpdf_init_write_memory (self->qpdf) != QPDF_SUCCESS)
    return AHADI_PDF_DAMAGED;

  qpdf_set_stream_data_mode (self->qpdf, qpdf_s_preserve);
  qpdf_set_preserve_encryption (self->qpdf, QPDF_FALSE);
  qpdf_set_preserve_unreferenced_objects (self->qpdf, QPDF_FALSE);
  qpdf_set_deterministic_ID (self->qpdf, QPDF_TRUE);
  if (qpdf_write (self->qpdf) != QPDF_SUCCESS || qpdf_has_error (self->qpdf))
    return AHADI_PDF_DAMAGED;

  cleaned->clean = g_bytes_new_static (qpdf_get_buffer (self->qpdf),
                                       qpdf_get_buffer_length (self->qpdf));
  return AHADI_PDF_CLEAN;
}

AhadiPdfResult
ahadi_pdf_clean (const guint8 *bytes, gsize size, AhadiPdfCleaned *cleaned)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (qpdf_oh));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  Cleaner cleaner = { .qpdf = qpdf_init (), .stack = stack, .seen = seen };

  *cleaned = (AhadiPdfCleaned){ 0 };
  cleaner.result = read_pdf (&cleaner, bytes, size);
  if (cleaner.result == AHADI_PDF_CLEAN)
    clean_objects (&cleaner, cleaned);
  if (cleaner.result == AHADI_PDF_CLEAN &&
      (qpdf_has_error (cleaner.qpdf) || qpdf_more_warnings (cleaner.qpdf)))
    cleaner.result = AHADI_PDF_DAMAGED;
  if (cleaner.result == AHADI_PDF_CLEAN)
    cleaner.result = write_pdf (&cleaner, cleaned);

  cleaned->things = cleaner.things;
  return cleaner.result;
}
