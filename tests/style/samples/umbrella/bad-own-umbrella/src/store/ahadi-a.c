#include "ahadi-store.h"
