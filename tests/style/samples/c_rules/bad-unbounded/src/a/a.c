sprintf (a, "%s", b);
strcpy (a, b);
