/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-idle.h"

#define IDLE_SECONDS 600
#define LOOK_SECONDS 5

struct _AhadiIdle
{
  GObject parent_instance;

  /* owned */
  GDBusConnection *bus;

  gint64 last_seen; /* monotonic, microseconds */
  gint64 limit;     /* microseconds */
  guint timer;
  guint subscription;
};

G_DEFINE_FINAL_TYPE (AhadiIdle, ahadi_idle, G_TYPE_OBJECT)

enum
{
  IDLE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_seen (AhadiIdle *self)
{
  self->last_seen = g_get_monotonic_time ();
}

static gboolean
on_key (AhadiIdle *self)
{
  on_seen (self);
  return GDK_EVENT_PROPAGATE;
}

static gboolean
look (gpointer data)
{
  AhadiIdle *self = data;

  if (g_get_monotonic_time () - self->last_seen >= self->limit)
    {
      on_seen (self);
      g_signal_emit (self, signals[IDLE], 0);
    }
  return G_SOURCE_CONTINUE;
}

static void
on_sleep (GDBusConnection *bus,
          const char *sender,
          const char *path,
          const char *interface,
          const char *signal,
          GVariant *parameters,
          gpointer data)
{
  gboolean begins = FALSE;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &begins);
  if (begins)
    g_signal_emit (data, signals[IDLE], 0);
}

/* Where there is no system bus the timer alone has to do. */
static void
on_bus (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);
  g_autoptr (AhadiIdle) self = data;

  if (bus == NULL)
    {
      g_debug ("%s", error->message);
      return;
    }
  self->subscription = g_dbus_connection_signal_subscribe (
      bus, "org.freedesktop.login1", "org.freedesktop.login1.Manager", "PrepareForSleep",
      "/org/freedesktop/login1", NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_sleep, self, NULL);
  self->bus = g_steal_pointer (&bus);
}

static void
watch (AhadiIdle *self, GtkWidget *window)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (on_key), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (on_seen), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (window, key);
  gtk_widget_add_controller (window, motion);
}

static void
ahadi_idle_finalize (GObject *object)
{
  AhadiIdle *self = AHADI_IDLE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->bus != NULL)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  g_clear_object (&self->bus);
  G_OBJECT_CLASS (ahadi_idle_parent_class)->finalize (object);
}

static void
ahadi_idle_class_init (AhadiIdleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ahadi_idle_finalize;
  signals[IDLE] = g_signal_new ("idle", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ahadi_idle_init (AhadiIdle *self)
{
  const char *set = g_getenv ("AHADI_IDLE_SECONDS");
  guint64 seconds = 0;

  if (set == NULL || !g_ascii_string_to_unsigned (set, 10, 1, 86400, &seconds, NULL))
    seconds = IDLE_SECONDS;
  self->limit = (gint64) seconds * G_USEC_PER_SEC;
  on_seen (self);
  self->timer = g_timeout_add_seconds (LOOK_SECONDS, look, self);
}

AhadiIdle *
ahadi_idle_new (GtkWidget *window)
{
  AhadiIdle *self = g_object_new (AHADI_TYPE_IDLE, NULL);

  watch (self, window);
  g_bus_get (G_BUS_TYPE_SYSTEM, NULL, on_bus, g_object_ref (self));
  return self;
}
