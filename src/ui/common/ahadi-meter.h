/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * How far long work is: written by the worker, read by the window. Refcounted, because
 * either may be gone first.
 */
typedef struct _AhadiMeter AhadiMeter;

AhadiMeter *ahadi_meter_new (void);
AhadiMeter *ahadi_meter_ref (AhadiMeter *self);
void ahadi_meter_unref (AhadiMeter *self);

/* For the work; valid while @self is held. @cancellable: (nullable) */
AhadiProgress ahadi_meter_get_progress (AhadiMeter *self, GCancellable *cancellable);

/* The work begins its part @number (from 1) of @n_parts: files, say. */
void ahadi_meter_begin_part (AhadiMeter *self, guint number, guint n_parts);

typedef struct
{
  guint part;
  guint n_parts; /* 0: the work has none */
  AhadiStep step;
  guint64 done;
  guint64 total; /* 0: not known */
  gboolean begun;
} AhadiMeterReading;

AhadiMeterReading ahadi_meter_read (AhadiMeter *self);

G_END_DECLS
