/*
#include <sodium.h>
*/
#include <glib.h>
