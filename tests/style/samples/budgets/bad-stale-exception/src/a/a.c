int
frob (int a, int b)
{
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
  a++;
}
