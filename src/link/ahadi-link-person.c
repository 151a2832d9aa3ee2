/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "ahadi-link-likeness.h"
#include "ahadi-link-person-private.h"
#include "ahadi-link-sound.h"
#include "ahadi-link-variants.h"
#include "base/ahadi-base.h"

/* Of a telephone number whose form is not known. */
#define PHONE_DIGITS_MIN 6
#define PHONE_DIGITS_MAX 15

/* How a field's text is taken apart. */
typedef enum
{
  TAKE_NAMES, /* words, without particles */
  TAKE_WORDS,
  TAKE_WHOLE, /* words joined by blanks: one value */
  TAKE_CODE,  /* letters and digits only: one value */
  TAKE_SEX,
  TAKE_PHONE,
  TAKE_BIRTH,
} Take;

static const struct
{
  Take take;
  guint most;
} rules[AHADI_LINK_N_FIELDS] = {
  [AHADI_LINK_NAME] = { TAKE_NAMES, AHADI_LINK_NAMES_MAX },
  [AHADI_LINK_GIVEN_NAME] = { TAKE_NAMES, AHADI_LINK_NAMES_MAX },
  [AHADI_LINK_SURNAME] = { TAKE_NAMES, AHADI_LINK_NAMES_MAX },
  [AHADI_LINK_PLACE] = { TAKE_WHOLE, 4 },
  [AHADI_LINK_REGION] = { TAKE_WHOLE, 2 },
  [AHADI_LINK_ADDRESS] = { TAKE_WORDS, 8 },
  [AHADI_LINK_STREET_NUMBER] = { TAKE_CODE, 1 },
  [AHADI_LINK_POSTCODE] = { TAKE_CODE, 1 },
  [AHADI_LINK_SEX] = { TAKE_SEX, 1 },
  [AHADI_LINK_NATIONAL_ID] = { TAKE_CODE, 1 },
  [AHADI_LINK_SOCIAL_ID] = { TAKE_CODE, 1 },
  [AHADI_LINK_MEMBERSHIP_ID] = { TAKE_CODE, 1 },
  [AHADI_LINK_EMAIL] = { TAKE_CODE, 2 },
  [AHADI_LINK_PHONE] = { TAKE_PHONE, 2 },
  [AHADI_LINK_BIRTH] = { TAKE_BIRTH, 1 },
};

typedef struct
{
  AhadiLinkBirth birth;
  GString *text;
  AhadiLinkWord words[AHADI_LINK_WORDS_MAX];
  guint n_words;
  guint n_of_field;
} Builder;

guint64
ahadi_link_hash (guint64 hash, guint64 value)
{
  hash ^= value + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + (hash << 6) + (hash >> 2);
  hash ^= hash >> 33;
  hash *= G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  hash ^= hash >> 33;
  hash *= G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);
  return hash ^ hash >> 33;
}

guint32
ahadi_link_hash_text (const char *text, gsize length)
{
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guint8) text[i]) * 16777619u;
  return hash;
}

/* The most that the likeness of two words can be: letters that only one of them has are
 * without a match. Spares most of the comparisons. */
static float
bound_likeness (const AhadiLinkWord *a, const AhadiLinkWord *b)
{
  int in_a = a->length - __builtin_popcount (a->letters & ~b->letters);
  int in_b = b->length - __builtin_popcount (b->letters & ~a->letters);
  float most = (float) MIN (in_a, in_b);
  float jaro = (most / a->length + most / b->length + 1) / 3;

  return jaro + 0.4f * (1 - jaro);
}

gboolean
ahadi_link_words_are_similar (const AhadiLinkPerson *person,
                              const AhadiLinkWord *word,
                              const AhadiLinkPerson *other_person,
                              const AhadiLinkWord *other,
                              float least)
{
  return bound_likeness (word, other) >= least &&
         ahadi_link_jaro_winkler (person->text + word->text, word->length,
                                  other_person->text + other->text,
                                  other->length) >= least;
}

static guint32
mask_letters (const char *text, gsize length)
{
  guint32 letters = 0;

  for (gsize i = 0; i < length; i++)
    letters |= 1u << (guint8) text[i] % 32;
  return letters;
}

/* Of names, the variant that stands for all is what is heard. */
static void
set_sounds (AhadiLinkWord *word, const char *text)
{
  const char *standing =
      word->field <= AHADI_LINK_SURNAME ? ahadi_link_variants_find (text) : NULL;
  const char *heard = standing != NULL ? standing : text;
  char sound[AHADI_LINK_SOUND_SIZE];

  ahadi_link_sound_spell (heard, strlen (heard), sound);
  word->sound = ahadi_link_hash_text (sound, strlen (sound));
  ahadi_link_sound_reduce (sound);
  word->skeleton = ahadi_link_hash_text (sound, strlen (sound));
}

static gsize
cut (const char *text)
{
  gsize length = strlen (text);

  if (length <= AHADI_LINK_WORD_MAX)
    return length;
  return (gsize) (g_utf8_find_prev_char (text, text + AHADI_LINK_WORD_MAX + 1) - text);
}

static void
add_word (Builder *self, AhadiLinkField field, const char *text)
{
  AhadiLinkWord *word = &self->words[self->n_words];
  g_autofree char *kept = g_strndup (text, cut (text));

  if (*kept == '\0' || self->n_of_field == rules[field].most ||
      self->n_words == AHADI_LINK_WORDS_MAX)
    return;

  *word = (AhadiLinkWord){ .field = field & 0x3f,
                           .text = (guint16) self->text->len,
                           .length = (guint8) strlen (kept) };
  word->hash = ahadi_link_hash_text (kept, word->length);
  word->letters = mask_letters (kept, word->length);
  word->is_first = field <= AHADI_LINK_SURNAME && ahadi_link_variants_is_first (kept);
  set_sounds (word, kept);
  g_string_append (self->text, kept);
  self->n_words++;
  self->n_of_field++;
}

/* Folded @text with a blank for whatever is neither letter nor digit. */
static char *
keep_words (const char *text)
{
  g_autofree char *folded = ahadi_text_fold (text);
  GString *kept = g_string_sized_new (strlen (folded));

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_len (kept, p, g_utf8_next_char (p) - p);
      else if (kept->len > 0 && kept->str[kept->len - 1] != ' ')
        g_string_append_c (kept, ' ');
    }
  if (kept->len > 0 && kept->str[kept->len - 1] == ' ')
    g_string_truncate (kept, kept->len - 1);
  return g_string_free (kept, FALSE);
}

/* Particles count where there is nothing else. */
static gboolean
are_all_particles (char **words)
{
  for (; *words != NULL; words++)
    if (!ahadi_link_variants_is_particle (*words))
      return FALSE;
  return TRUE;
}

static void
add_words (Builder *self, AhadiLinkField field, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  gboolean drop = rules[field].take == TAKE_NAMES && !are_all_particles (words);

  for (char **word = words; *word != NULL; word++)
    if (!drop || !ahadi_link_variants_is_particle (*word))
      add_word (self, field, *word);
}

static void
add_code (Builder *self, AhadiLinkField field, char *text)
{
  char *kept = text;

  for (const char *p = text; *p != '\0'; p++)
    if (*p != ' ')
      *kept++ = *p;
  *kept = '\0';
  add_word (self, field, text);
}

/* Returns: (transfer full) (nullable): its digits, were it a number of another country
 * without that country's; not "7.12E+08", of which a spreadsheet lost the rest. */
static char *
keep_digits (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (g_ascii_isalpha (*text))
      return NULL;
    else if (g_ascii_isdigit (*text))
      g_string_append_c (digits, *text);
  if (digits->len < PHONE_DIGITS_MIN || digits->len > PHONE_DIGITS_MAX)
    return NULL;
  return g_strdup (digits->str);
}

static void
add_phone (Builder *self, char *text)
{
  g_autofree char *number = NULL;
  g_autofree char *digits = NULL;

  g_strstrip (text);
  if (g_str_has_suffix (text, ".0"))
    text[strlen (text) - 2] = '\0';
  number = ahadi_phone_normalise (text);
  if (number == NULL)
    digits = keep_digits (text);
  if (number != NULL || digits != NULL)
    add_word (self, AHADI_LINK_PHONE, number != NULL ? number : digits);
}

/* People write two into one cell. */
static void
add_phones (Builder *self, const char *text)
{
  g_auto (GStrv) numbers = g_strsplit_set (text, "/,;|&\n", -1);

  for (char **number = numbers; *number != NULL; number++)
    add_phone (self, *number);
}

/* Of other words nothing is known that all tables write alike. */
static void
add_sex (Builder *self, char *text)
{
  static const char *const women[] = { "f",   "w",        "female",   "woman", "girl",
                                       "mke", "mwanamke", "msichana", "ke",    NULL };
  static const char *const men[] = { "m",  "male",     "man",     "boy", "mme",
                                     "me", "mwanaume", "mvulana", NULL };

  if (g_strv_contains (women, text))
    add_word (self, AHADI_LINK_SEX, "f");
  else if (g_strv_contains (men, text))
    add_word (self, AHADI_LINK_SEX, "m");
}

static void
add_value (Builder *self, AhadiLinkField field, const char *text)
{
  g_autofree char *words = NULL;

  if (rules[field].take == TAKE_PHONE)
    {
      add_phones (self, text);
      return;
    }
  if (rules[field].take == TAKE_BIRTH)
    {
      if (self->birth.year == 0)
        ahadi_link_birth_parse (text, &self->birth);
      return;
    }

  words = keep_words (text);
  if (rules[field].take == TAKE_CODE)
    add_code (self, field, words);
  else if (rules[field].take == TAKE_SEX)
    add_sex (self, words);
  else if (rules[field].take == TAKE_WHOLE)
    add_word (self, field, words);
  else
    add_words (self, field, words);
}

/* A table that keeps given names apart says which they are. Else they are those of church
 * or mosque beside others; where all are, as in "Hassan Mohamed Ali", the first one. */
static void
mark_given (AhadiLinkPerson *self)
{
  guint begin = ahadi_link_names_begin (self);
  guint end = ahadi_link_names_end (self);
  guint n_first = 0;
  gboolean apart = ahadi_link_person_count (self, AHADI_LINK_GIVEN_NAME) > 0 &&
                   ahadi_link_person_count (self, AHADI_LINK_SURNAME) > 0;

  for (guint i = begin; i < end; i++)
    n_first += self->words[i].is_first;
  for (guint i = begin; i < end; i++)
    self->words[i].is_given =
        apart ? self->words[i].field == AHADI_LINK_GIVEN_NAME
              : self->words[i].is_first && (n_first < end - begin || i == begin);
}

/* Where people come from tells much about their names. */
static guint32
find_home (const AhadiLinkPerson *self)
{
  guint region = self->first[AHADI_LINK_REGION];
  guint place = self->first[AHADI_LINK_PLACE];

  if (region < self->first[AHADI_LINK_REGION + 1])
    return self->words[region].hash;
  return place < self->first[AHADI_LINK_PLACE + 1] ? self->words[place].hash : 0;
}

/* One block: the words, then their texts. */
AhadiLinkPerson *
ahadi_link_person_pack (const AhadiLinkBirth *birth,
                        const AhadiLinkWord *words,
                        const guint8 *first,
                        const GString *texts)
{
  gsize words_size = first[AHADI_LINK_PHONE + 1] * sizeof (AhadiLinkWord);
  gsize head_size = sizeof (AhadiLinkPerson) + words_size;
  AhadiLinkPerson *person = g_malloc0 (head_size + texts->len);
  char *text = (char *) person + head_size;

  person->birth = *birth;
  person->text = text;
  memcpy (person->first, first, (AHADI_LINK_PHONE + 2) * sizeof *first);
  memcpy (person->words, words, words_size);
  memcpy (text, texts->str, texts->len);
  person->home = find_home (person);
  mark_given (person);
  return person;
}

AhadiLinkPerson *
ahadi_link_person_new (const AhadiLinkValue *values, gsize n_values)
{
  Builder self = { .text = g_string_new (NULL) };
  guint8 first[AHADI_LINK_PHONE + 2] = { 0 };
  AhadiLinkPerson *person;

  for (guint field = 0; field < AHADI_LINK_N_FIELDS; field++)
    {
      /* The three kinds of names share one limit. */
      if (field == AHADI_LINK_NAME || field > AHADI_LINK_SURNAME)
        self.n_of_field = 0;
      for (gsize i = 0; i < n_values; i++)
        if (values[i].field == field && values[i].text != NULL)
          add_value (&self, field, values[i].text);
      if (field <= AHADI_LINK_PHONE)
        first[field + 1] = (guint8) self.n_words;
    }

  person = ahadi_link_person_pack (&self.birth, self.words, first, self.text);
  g_string_free (self.text, TRUE);
  return person;
}

void
ahadi_link_person_free (AhadiLinkPerson *self)
{
  g_free (self);
}

guint
ahadi_link_person_count (const AhadiLinkPerson *self, AhadiLinkField field)
{
  if (field == AHADI_LINK_BIRTH)
    return self->birth.year > 0;
  return (guint) (self->first[field + 1] - self->first[field]);
}

char *
ahadi_link_person_get (const AhadiLinkPerson *self, AhadiLinkField field, guint index)
{
  const AhadiLinkWord *word = &self->words[self->first[field] + index];

  g_return_val_if_fail (field <= AHADI_LINK_PHONE, NULL);
  g_return_val_if_fail (index < ahadi_link_person_count (self, field), NULL);
  return g_strndup (self->text + word->text, word->length);
}

AhadiLinkBirth
ahadi_link_person_get_birth (const AhadiLinkPerson *self)
{
  return self->birth;
}
