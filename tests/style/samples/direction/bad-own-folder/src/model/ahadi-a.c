#include "model/ahadi-a.h"
