/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Room for a key and its NUL; longer words are cut. */
#define AHADI_LINK_SOUND_SIZE 16

/**
 * ahadi_link_sound_spell:
 * @word: one folded word (ahadi_text_fold())
 * @length: its bytes
 * @sound: (out): how it sounds
 *
 * A phonetic key for names as they are heard and written in Kenya. Words with one key are
 * spellings of one name, mostly; the comment over each rule says from where it comes.
 */
void ahadi_link_sound_spell (const char *word,
                             gsize length,
                             char sound[AHADI_LINK_SOUND_SIZE]);

/**
 * ahadi_link_sound_reduce:
 * @sound: (inout): a key; only its first letter and its consonants stay
 *
 * What also survives a vowel that was misheard: for blocking, too coarse to be evidence.
 */
void ahadi_link_sound_reduce (char sound[AHADI_LINK_SOUND_SIZE]);

G_END_DECLS
