#pragma once
static inline int
a (void)
{
  return 1;
}
