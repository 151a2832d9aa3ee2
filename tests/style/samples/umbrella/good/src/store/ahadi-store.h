#pragma once
#include "ahadi-b.h"
