
#include "crypto/ahadi-age.h"
