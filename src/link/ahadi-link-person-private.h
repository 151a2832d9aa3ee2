/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-link-person.h"

G_BEGIN_DECLS

#define AHADI_LINK_WORD_MAX 31
#define AHADI_LINK_NAMES_MAX 6
#define AHADI_LINK_WORDS_MAX 40

/**
 * AhadiLinkWord: one normalised value or one word of it
 * @hash: of the text
 * @sound: of how it sounds, or of the name it is a variant of
 * @skeleton: of its consonants; what blocks are made of
 * @letters: which letters occur, as bits: for telling at once what cannot be alike
 * @surprise: -log2 of the part of people who have the same; set by frequencies
 * @local_surprise: the same among people of the person's own region
 * @is_first: a name of church or mosque, one beside those of a people, mostly
 * @is_given: one of the person's own, that others of the household hardly have
 * @text: where its text begins in the person's
 */
typedef struct
{
  guint32 hash;
  guint32 sound;
  guint32 skeleton;
  guint32 letters;
  float surprise;
  float local_surprise;
  guint16 text;
  guint8 length;
  guint8 field : 6;
  guint8 is_first : 1;
  guint8 is_given : 1;
} AhadiLinkWord;

/* Words stand in the order of their fields: those of field f are first[f] to
 * first[f + 1] - 1. */
struct _AhadiLinkPerson
{
  AhadiLinkBirth birth;
  float birth_surprise;
  float year_surprise;
  guint32 home; /* hash of the region, or else the place; 0: neither is known */
  const char *text;
  guint8 first[AHADI_LINK_PHONE + 2];
  AhadiLinkWord words[];
};

/* Names of all three kinds stand together. */
#define ahadi_link_names_begin(person) ((person)->first[AHADI_LINK_NAME])
#define ahadi_link_names_end(person) ((person)->first[AHADI_LINK_SURNAME + 1])

#define ahadi_link_share_home(a, b) ((a)->home != 0 && (a)->home == (b)->home)

/* Mixes @value into @hash (FNV-1a over its bytes, then the finaliser of MurmurHash3). */
guint64 ahadi_link_hash (guint64 hash, guint64 value);
guint32 ahadi_link_hash_text (const char *text, gsize length);

/* Returns: (transfer full): a person of @words, which stand as in the struct above;
 * @first: where each field begins, and the end; @texts: what the words point into */
AhadiLinkPerson *ahadi_link_person_pack (const AhadiLinkBirth *birth,
                                         const AhadiLinkWord *words,
                                         const guint8 *first,
                                         const GString *texts);

/* Whether the Jaro-Winkler likeness of @word, one of @person's, and of @other is at least
 * @least. */
gboolean ahadi_link_words_are_similar (const AhadiLinkPerson *person,
                                       const AhadiLinkWord *word,
                                       const AhadiLinkPerson *other_person,
                                       const AhadiLinkWord *other,
                                       float least);

G_END_DECLS
