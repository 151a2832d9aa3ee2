/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-meter.h"

struct _AhadiMeter
{
  GMutex lock;
  AhadiMeterReading reading;
};

AhadiMeter *
ahadi_meter_new (void)
{
  AhadiMeter *self = g_atomic_rc_box_new0 (AhadiMeter);

  g_mutex_init (&self->lock);
  return self;
}

AhadiMeter *
ahadi_meter_ref (AhadiMeter *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
meter_clear (gpointer data)
{
  g_mutex_clear (&((AhadiMeter *) data)->lock);
}

void
ahadi_meter_unref (AhadiMeter *self)
{
  g_atomic_rc_box_release_full (self, meter_clear);
}

static void
on_progress (AhadiStep step, guint64 done, guint64 total, gpointer data)
{
  AhadiMeter *self = data;

  g_mutex_lock (&self->lock);
  self->reading.step = step;
  self->reading.done = done;
  self->reading.total = total;
  self->reading.begun = TRUE;
  g_mutex_unlock (&self->lock);
}

void
ahadi_meter_begin_part (AhadiMeter *self, guint number, guint n_parts)
{
  g_mutex_lock (&self->lock);
  self->reading = (AhadiMeterReading){ .part = number, .n_parts = n_parts };
  g_mutex_unlock (&self->lock);
}

AhadiProgress
ahadi_meter_get_progress (AhadiMeter *self, GCancellable *cancellable)
{
  return (AhadiProgress){ on_progress, self, cancellable };
}

AhadiMeterReading
ahadi_meter_read (AhadiMeter *self)
{
  AhadiMeterReading reading;

  g_mutex_lock (&self->lock);
  reading = self->reading;
  g_mutex_unlock (&self->lock);
  return reading;
}
