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
                      a += "}}}}}}"[0] + '}'; /* } */
                    }
                }
            }
        }
    }
  return a;
}
