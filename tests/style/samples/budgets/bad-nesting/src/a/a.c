int
deep (int a)
{
  if (a)
    {
      if (a)
        {
          if (a)
            {
              if (a)
                {
                  if (a)
                    {
                      a++;
                    }
                }
            }
        }
    }
  return a;
}
