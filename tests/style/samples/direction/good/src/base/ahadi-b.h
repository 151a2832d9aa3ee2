#pragma once
#include "ahadi-c.h"
#include <glib.h>
