/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The made-up people of the demo. Names are common ones put together at random; no
 * telephone number below is ever given out.
 */
#define AHADI_DEMO_N_PEOPLE 40
#define AHADI_DEMO_N_CIRCLES 4

typedef struct
{
  const char *name;
  const char *preferred; /* nullable */
  const char *phone;
  const char *gender;
  const char *county;
  const char *place;
  int age; /* years; one under 18 has a guardian */
  guint circle;
} AhadiDemoPerson;

typedef struct
{
  const char *name;
  const char *type;
  const char *county;
  const char *place;
  guint branch; /* 0 or 1 */
} AhadiDemoCircle;

extern const AhadiDemoPerson ahadi_demo_people[AHADI_DEMO_N_PEOPLE];
extern const AhadiDemoCircle ahadi_demo_circles[AHADI_DEMO_N_CIRCLES];

G_END_DECLS
