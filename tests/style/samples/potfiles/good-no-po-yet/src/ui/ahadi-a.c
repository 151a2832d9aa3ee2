f (_("Save"));
