#include "base/ahadi-base.h"
#include "store/ahadi-store.h"
