#pragma once
#include <glib.h>
#include "ahadi-c.h"
