#if ADW_CHECK_VERSION(1, 4, 0)
#endif
