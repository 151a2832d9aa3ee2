/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-link-variants.h"

#include <gio/gio.h>
#include <string.h>

#include "ahadi-link-names-resources.h"
#include "ahadi-link-sound.h"

#define VARIANTS_PATH "/org/amnestykenya/Ahadi/names/variants.txt"
#define PARTICLES "particles:"
#define FIRST_NAMES "first:"

typedef struct
{
  GHashTable *standing; /* form -> the one that stands for it; both interned */
  GHashTable *particles;
  GHashTable *first_names;  /* that have no variants */
  GHashTable *first_sounds; /* of all names of church or mosque */
} Variants;

/* Short ones sound like names of every kind. */
#define SOUND_LENGTH_MIN 4

static void
add_sound (Variants *self, const char *word)
{
  char sound[AHADI_LINK_SOUND_SIZE];

  ahadi_link_sound_spell (word, strlen (word), sound);
  if (strlen (sound) >= SOUND_LENGTH_MIN)
    g_hash_table_add (self->first_sounds, g_strdup (sound));
}

static void
add_words (GHashTable *table, char **words)
{
  for (; *words != NULL; words++)
    g_hash_table_add (table, g_strdup (*words));
}

/* A line is "john: johnstone yohana"; "#" begins a comment. */
static void
add_line (Variants *self, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  g_autofree char *head = NULL;
  const char *standing;

  if (line[0] == '#' || line[0] == '\0')
    return;
  if (g_str_equal (words[0], PARTICLES))
    {
      add_words (self->particles, words + 1);
      return;
    }
  if (g_str_equal (words[0], FIRST_NAMES))
    {
      add_words (self->first_names, words + 1);
      for (char **word = words + 1; *word != NULL; word++)
        add_sound (self, *word);
      return;
    }

  g_assert (g_str_has_suffix (words[0], ":"));
  head = g_strndup (words[0], strlen (words[0]) - 1);
  standing = g_intern_string (head);
  add_sound (self, head);
  g_hash_table_insert (self->standing, g_strdup (head), (gpointer) standing);
  for (char **word = words + 1; *word != NULL; word++)
    {
      g_hash_table_insert (self->standing, g_strdup (*word), (gpointer) standing);
      add_sound (self, *word);
    }
}

/* The file is part of the program: one that cannot be read is our mistake. */
static Variants *
load (void)
{
  Variants *self = g_new0 (Variants, 1);
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = NULL;
  g_auto (GStrv) lines = NULL;

  self->standing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->particles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->first_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->first_sounds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  text = g_resource_lookup_data (ahadi_link_names_get_resource (), VARIANTS_PATH,
                                 G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_assert_no_error (error);

  copy = g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
  lines = g_strsplit (copy, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    add_line (self, *line);
  return self;
}

static const Variants *
get (void)
{
  static gsize once;
  static Variants *variants;

  if (g_once_init_enter (&once))
    {
      variants = load ();
      g_once_init_leave (&once, 1);
    }
  return variants;
}

const char *
ahadi_link_variants_find (const char *word)
{
  return g_hash_table_lookup (get ()->standing, word);
}

gboolean
ahadi_link_variants_is_particle (const char *word)
{
  return g_hash_table_contains (get ()->particles, word);
}

gboolean
ahadi_link_variants_is_first (const char *word)
{
  char sound[AHADI_LINK_SOUND_SIZE];

  if (ahadi_link_variants_find (word) != NULL ||
      g_hash_table_contains (get ()->first_names, word))
    return TRUE;
  ahadi_link_sound_spell (word, strlen (word), sound);
  return g_hash_table_contains (get ()->first_sounds, sound);
}
