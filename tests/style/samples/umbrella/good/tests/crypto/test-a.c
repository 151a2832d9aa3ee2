#include "crypto/ahadi-age.h"
#include "base/ahadi-base.h"
