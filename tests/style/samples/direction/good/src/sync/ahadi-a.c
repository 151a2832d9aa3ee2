#include "ahadi-a.h"

#include <glib.h>
#include "store/ahadi-store.h"
/* #include "app/ahadi-app.h" */
