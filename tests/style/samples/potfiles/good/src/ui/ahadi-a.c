f (_ ("Save"));
