/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/ahadi-base.h"

G_BEGIN_DECLS

/* Who publishes, and what the signed lists say of branches and devices. Borrowed texts,
 * as long as whoever made it says. */
typedef struct
{
  AhadiId id;
  const char *name;
} AhadiPublishBranch;

typedef struct
{
  AhadiId id;
  const char *role;
  AhadiId branch; /* zero for offices */
  const char *state;
} AhadiPublishDevice;

typedef struct
{
  const char *org;
  AhadiId device;
  guint32 directory_version;
  guint32 devices_version;
  GArray *branches; /* AhadiPublishBranch */
  GArray *devices;  /* AhadiPublishDevice */
} AhadiPublishOffice;

G_END_DECLS
