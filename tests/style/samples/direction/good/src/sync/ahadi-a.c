#include "ahadi-a.h"

#include "store/ahadi-store.h"
#include <glib.h>
/* #include "app/ahadi-app.h" */
