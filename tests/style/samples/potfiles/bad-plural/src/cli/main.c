a = ngettext ("a", "b", n);
