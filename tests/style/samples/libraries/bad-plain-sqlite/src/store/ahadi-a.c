#include <glib.h>
#include <sqlite3.h>
