#include "store/ahadi-store.h"
