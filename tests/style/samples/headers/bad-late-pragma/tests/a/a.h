#include <glib.h>
#pragma once
