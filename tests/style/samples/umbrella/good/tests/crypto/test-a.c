#include "base/ahadi-base.h"
#include "crypto/ahadi-age.h"
