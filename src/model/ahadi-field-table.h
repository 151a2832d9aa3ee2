/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-field.h"

/* Private to model/: the words of its tables of fields, short enough that a field is one
 * line. */
#define TEXT AHADI_FIELD_TEXT
#define DATE AHADI_FIELD_DATE
#define PHONE AHADI_FIELD_PHONE
#define CHOICE AHADI_FIELD_CHOICE
#define BOOL AHADI_FIELD_BOOL
#define ENTITY AHADI_FIELD_ENTITY
#define CHOICES AHADI_FIELD_CHOICES
#define PERSONS AHADI_FIELD_PERSONS

#define ORDINARY AHADI_FIELD_ORDINARY
#define SENSITIVE AHADI_FIELD_SENSITIVE
#define FACT AHADI_FIELD_FACT

#define REQUIRED TRUE
#define OPTIONAL FALSE

#define EXACT_DAY .exact_day = TRUE
#define SECRET .secret = TRUE
