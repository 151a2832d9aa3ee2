/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "names.h"

static const char *const given[] = {
  "Achieng",  "Abdi",      "Agnes",     "Aisha",    "Akinyi",   "Alice",    "Amina",
  "Anne",     "Anyango",   "Asha",      "Atieno",   "Beatrice", "Benson",   "Brian",
  "Caroline", "Catherine", "Charles",   "Collins",  "Daniel",   "David",    "Dennis",
  "Dorcas",   "Edwin",     "Elizabeth", "Emmanuel", "Esther",   "Eunice",   "Evans",
  "Faith",    "Fatuma",    "Felix",     "Florence", "Francis",  "Geoffrey", "George",
  "Grace",    "Halima",    "Hassan",    "Hellen",   "Ibrahim",  "Irene",    "Isaac",
  "Jackline", "James",     "Jane",      "Janet",    "Jared",    "Joan",     "John",
  "Joseph",   "Josphat",   "Joyce",     "Judith",   "Julius",   "Kelvin",   "Kennedy",
  "Khadija",  "Leah",      "Lilian",    "Linet",    "Lucy",     "Lydia",    "Margaret",
  "Mary",     "Maryam",    "Mercy",     "Mohamed",  "Monica",   "Moses",    "Nancy",
  "Naomi",    "Omar",      "Pascal",    "Patrick",  "Paul",     "Peter",    "Purity",
  "Rael",     "Rose",      "Ruth",      "Said",     "Salome",   "Samuel",   "Sarah",
  "Sharon",   "Simon",     "Stephen",   "Susan",    "Teresia",  "Titus",    "Veronica",
  "Victor",   "Vincent",   "Winnie",    "Zainab",   "Zipporah",
};

static const char *const middle[] = {
  "Adhiambo", "Akoth",     "Apiyo",    "Auma",    "Awino",    "Barasa",   "Chebet",
  "Chelimo",  "Chepkoech", "Cherono",  "Ekai",    "Gathoni",  "Jebet",    "Jelagat",
  "Jeptoo",   "Jerono",    "Kagwiria", "Kanini",  "Katumbi",  "Kawira",   "Kemunto",
  "Kerubo",   "Kwamboka",  "Lokwawi",  "Makena",  "Moraa",    "Mũmbi",    "Mũthoni",
  "Mwende",   "Mwikali",   "Nabwire",  "Nafula",  "Naliaka",  "Nasimiyu", "Ndanu",
  "Nekesa",   "Njeri",     "Njoki",    "Nyaboke", "Nyambũra", "Nyawĩra",  "Nyokabi",
  "Wairimũ",  "Waithĩra",  "Wambũi",   "Wangarĩ", "Wanjikũ",  "Wanjirũ",  "Wanyonyi",
  "Waceke",   "Were",      "Zuhura",
};

static const char *const family[] = {
  "Abdalla", "Abdullahi", "Ali",      "Barasa",   "Cheruiyot", "Chirchir", "Ekiru",
  "Farah",   "Gacheru",   "Gichuru",  "Githinji", "Hussein",   "Juma",     "Kamande",
  "Kamau",   "Karanja",   "Kariũki",  "Kiarie",   "Kibet",     "Kilonzo",  "Kimani",
  "Kimutai", "Kinyanjui", "Kipchoge", "Kiprono",  "Kiplagat",  "Kiptoo",   "Koech",
  "Langat",  "Lokol",     "Macharia", "Makokha",  "Makori",    "Maina",    "Mbũgua",
  "Mohamud", "Momanyi",   "Mugo",     "Muli",     "Munyao",    "Musyoka",  "Mutiso",
  "Mutua",   "Mutuku",    "Mwangi",   "Mwaura",   "Nderitũ",   "Ndung'u",  "Ng'ang'a",
  "Ngũgĩ",   "Njoroge",   "Nyaga",    "Nyamweya", "Nyongesa",  "Ochieng",  "Odhiambo",
  "Odera",   "Oduor",     "Ogola",    "Okello",   "Okoth",     "Okumu",    "Omondi",
  "Omwamba", "Onyango",   "Opiyo",    "Otieno",   "Ouma",      "Owino",    "Rotich",
  "Rono",    "Sang",      "Shariff",  "Simiyu",   "Tanui",     "Thiong'o", "Wafula",
  "Wambua",  "Wanjala",   "Wekesa",
};

static const char *const counties[] = {
  "Mombasa", "Kwale",  "Kilifi",   "Garissa", "Wajir",    "Marsabit", "Meru",
  "Embu",    "Kitui",  "Machakos", "Nyeri",   "Kiambu",   "Turkana",  "Uasin Gishu",
  "Nandi",   "Nakuru", "Kajiado",  "Kericho", "Kakamega", "Bungoma",  "Busia",
  "Siaya",   "Kisumu", "Homa Bay", "Migori",  "Kisii",    "Nyamira",  "Nairobi",
};

static const char *const places[] = {
  "Kondele", "Nyalenda",  "Manyatta", "Kibera", "Mathare", "Kawangware",
  "Likoni",  "Bamburi",   "Majengo",  "Langas", "Kapsoya", "Mlolongo",
  "Ruiru",   "Kitengela", "Ahero",    "Maseno", "Webuye",  "Mumias",
  "Rongo",   "Oyugis",    "Ng'ambo",  "Lodwar", "Kakuma",  "Watamu",
};

static const char *const genders[] = { "woman", "man", "woman", "man", "non-binary" };

static const char *const words[] = {
  "the",     "meeting", "was",   "held",   "at",       "school", "market", "before",
  "evening", "and",     "she",   "told",   "people",   "again",  "later",  "when",
  "they",    "asked",   "about", "what",   "happened", "there",  "during", "visit",
  "office",  "road",    "with",  "others", "present",  "said",
};

#define PICK(rand, table)                                                                \
  ((table)[g_rand_int_range ((rand), 0, (gint32) G_N_ELEMENTS (table))])

char *
bench_name_make (GRand *rand)
{
  const char *first = PICK (rand, given);
  const char *last = PICK (rand, family);

  if (g_rand_int_range (rand, 0, 3) == 0)
    return g_strjoin (" ", first, PICK (rand, middle), last, NULL);
  if (g_rand_int_range (rand, 0, 4) == 0)
    return g_strjoin (" ", first, PICK (rand, middle), NULL);
  return g_strjoin (" ", first, last, NULL);
}

char *
bench_name_make_phone (GRand *rand)
{
  static const int ranges[] = { 700, 710, 720, 730, 740, 750, 757, 768, 790, 110, 100 };

  return g_strdup_printf ("+254%d%06d",
                          PICK (rand, ranges) + g_rand_int_range (rand, 0, 3),
                          g_rand_int_range (rand, 0, 1000000));
}

char *
bench_name_make_birth (GRand *rand)
{
  return g_strdup_printf ("%d-%02d-%02d", g_rand_int_range (rand, 1945, 2005),
                          g_rand_int_range (rand, 1, 13), g_rand_int_range (rand, 1, 29));
}

const char *
bench_name_pick_county (GRand *rand)
{
  return PICK (rand, counties);
}

const char *
bench_name_pick_place (GRand *rand)
{
  return PICK (rand, places);
}

const char *
bench_name_pick_gender (GRand *rand)
{
  return PICK (rand, genders);
}

char *
bench_name_make_text (GRand *rand, guint count)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < count; i++)
    {
      if (i > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, PICK (rand, words));
    }
  return g_string_free (text, FALSE);
}
