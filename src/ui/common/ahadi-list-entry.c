/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-list-entry.h"

struct _AhadiListEntry
{
  GObject parent_instance;

  /* owned */
  AhadiItem *item;
};

G_DEFINE_FINAL_TYPE (AhadiListEntry, ahadi_list_entry, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ITEM,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

const AhadiItem *
ahadi_list_entry_get_item (AhadiListEntry *self)
{
  return self->item;
}

void
ahadi_list_entry_set_item (AhadiListEntry *self, const AhadiItem *item)
{
  g_clear_pointer (&self->item, ahadi_item_free);
  self->item = ahadi_item_copy (item);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ITEM]);
}

static void
ahadi_list_entry_get_property (GObject *object,
                               guint id,
                               GValue *value,
                               GParamSpec *pspec)
{
  if (id == PROP_ITEM)
    g_value_set_pointer (value, AHADI_LIST_ENTRY (object)->item);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ahadi_list_entry_finalize (GObject *object)
{
  g_clear_pointer (&AHADI_LIST_ENTRY (object)->item, ahadi_item_free);
  G_OBJECT_CLASS (ahadi_list_entry_parent_class)->finalize (object);
}

static void
ahadi_list_entry_class_init (AhadiListEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ahadi_list_entry_finalize;
  object_class->get_property = ahadi_list_entry_get_property;
  props[PROP_ITEM] = g_param_spec_pointer ("item", NULL, NULL,
                                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                               G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ahadi_list_entry_init (AhadiListEntry *self)
{
}

AhadiListEntry *
ahadi_list_entry_new (void)
{
  return g_object_new (AHADI_TYPE_LIST_ENTRY, NULL);
}
