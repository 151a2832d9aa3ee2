/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kenyan-names.h"

const KenyanNames kenyan_names[] = {
  { "Kikuyu", "christian",
    "Wanjikũ Wambũi Wanjirũ Njeri Wangarĩ Nyambura Mũthoni Wairimũ Waithĩra Njoki "
    "Nyokabi Wangechi Wangũi Gathoni Wamaitha Mũmbi Nduta Wacera Warũgũrũ Wachũka "
    "Nyawĩra Wanja Mũringo Wacuka Kabura Wahu Wamũyũ Gakenia",
    "Kamau Mwangi Njoroge Kariũki Maina Karanja Kimani Macharia Ng'ang'a Njũgũna Mbũgua "
    "Gĩthĩnji Ndũng'ũ Irũngũ Kĩbe Waweru Gachũrũ Kabirũ Thuo Mũiruri Ndirangũ Gĩtaũ "
    "Kinyanjui Kĩarie Mũriũki Ngũgĩ Wainaina Gĩchũhi Thiong'o Mũgo Nderitũ Wachira",
    "",
    "Kiambu:Kiambu Limuru:Kiambu Thika:Kiambu Ruiru:Kiambu Nyeri:Nyeri Karatina:Nyeri "
    "Othaya:Nyeri Murang'a:Murang'a Kangema:Murang'a Nakuru:Nakuru Naivasha:Nakuru" },
  { "Luo", "christian",
    "Achieng' Akinyi Atieno Anyango Adhiambo Awuor Auma Akoth Apiyo Adongo Awino Akello "
    "Aoko Achola Amondi Athieno Odera Ajwang' Awiti Aluoch Asembo Agutu Arogo",
    "Otieno Ochieng' Odhiambo Onyango Omondi Owino Ouma Okoth Opiyo Odongo Okello Ogutu "
    "Okeyo Oduor Obiero Juma Ouko Oloo Owuor Ochola Oketch Odero Nyong'o Ogola Ojwang' "
    "Aluoch Otiende Abuor Were",
    "",
    "Kondele:Kisumu Nyalenda:Kisumu Ahero:Kisumu Maseno:Kisumu Siaya:Siaya Bondo:Siaya "
    "Ugunja:Siaya Homa_Bay:Homa_Bay Oyugis:Homa_Bay Mbita:Homa_Bay Migori:Migori "
    "Rongo:Migori" },
  { "Luhya", "christian",
    "Nekesa Nafula Naliaka Nasimiyu Nanjala Nabwire Khasoa Ayuma Khavai Nangila Namalwa "
    "Nelima Auma Mukhwana Atamba Andeyo Kageha Muhonja Vugutsa Nakhumicha Ingasiani "
    "Minayo",
    "Wafula Barasa Simiyu Wekesa Wanjala Wanyonyi Makokha Juma Shikuku Mukhwana Masinde "
    "Khaemba Wamalwa Nyongesa Kiprotich Opati Muliro Lusweti Kundu Sifuna Were Ambani "
    "Shitandi Amukoa Luvembe Mudavadi Imbali Chitwa",
    "",
    "Webuye:Bungoma Kimilili:Bungoma Bungoma:Bungoma Mumias:Kakamega Butere:Kakamega "
    "Malava:Kakamega Kakamega:Kakamega Busia:Busia Nambale:Busia Mbale:Vihiga "
    "Luanda:Vihiga" },
  { "Kalenjin", "christian",
    "Chebet Chepkoech Jepkosgei Cherono Chelagat Jerotich Jepchirchir Chepngetich Cherop "
    "Jebet Jeptoo Chemutai Chepkemoi Jelimo Chelimo Jepkorir Cheptoo Chepkorir Jeruto "
    "Chesang Kiptum Jerono",
    "Kiprono Kipchoge Kibet Kiplagat Cheruiyot Rotich Kiprop Kiptoo Kimutai Koech Langat "
    "Kipkemboi Kipruto Kosgei Korir Ruto Chirchir Kiprotich Tanui Sang Bett Keter Rono "
    "Mutai Biwott Chepkwony Too Kirui Kipkorir Kipsang",
    "",
    "Eldoret:Uasin_Gishu Langas:Uasin_Gishu Kapsabet:Nandi Nandi_Hills:Nandi "
    "Kericho:Kericho Litein:Kericho Bomet:Bomet Sotik:Bomet Iten:Elgeyo_Marakwet "
    "Kabarnet:Baringo" },
  { "Kamba", "christian",
    "Mwende Mutheu Ndũkũ Kanini Mũkami Syombua Ndanu Katũngwa Mwikali Mũeni Nthenya "
    "Wanza "
    "Ndinda Mbithe Kavata Katũmbi Syokau Kalekye Mũmbua Nzilani Ndunge Wayua",
    "Mutua Musyoka Mutuku Kilonzo Muli Wambua Mutiso Nzioka Kioko Mwanzia Muthama "
    "Ndambuki "
    "Munyao Makau Kyalo Mbithi Nzomo Mulwa Kimeu Muinde Ngũmbaũ Katiku Musau Maingi "
    "Nthiwa Kivuva",
    "",
    "Machakos:Machakos Mlolongo:Machakos Kangundo:Machakos Kitui:Kitui Mwingi:Kitui "
    "Mutomo:Kitui Wote:Makueni Kibwezi:Makueni Emali:Makueni" },
  { "Somali", "muslim",
    "Hodan Sahra Ifrah Deqa Hibaq Ubah Ayan Hamdi Nimo Fowzia Idil Sagal Ladan Filsan "
    "Khadra "
    "Muna Hawa Bishaaro Xaawo Nasteho",
    "Abdi Abdullahi Farah Hassan Mohamud Adan Ahmed Ali Hussein Osman Noor Warsame Dahir "
    "Guled Bashir Jama Yusuf Ismail Abdirahman Abdikadir Sheikh Salat Maalim Dualle "
    "Hirsi "
    "Barre",
    "",
    "Garissa:Garissa Dadaab:Garissa Masalani:Garissa Wajir:Wajir Habaswein:Wajir "
    "Mandera:Mandera Elwak:Mandera Eastleigh:Nairobi" },
  { "Swahili", "muslim",
    "Mwanaisha Mwanajuma Saumu Mwanahamisi Riziki Bahati Mwanamkuu Zuhura Time Mishi "
    "Mwanasha Biasha Kibibi Fatma Swabra Mariamu Nuru",
    "Juma Ali Salim Bakari Mwinyi Hamisi Omar Rashid Said Athman Mbwana Khamis Shee "
    "Famau "
    "Bwana Mzee Suleiman Masoud Abdalla Kombo Mohamed Shariff Lali Aboud",
    "",
    "Likoni:Mombasa Bamburi:Mombasa Majengo:Mombasa Kisauni:Mombasa Lamu:Lamu "
    "Mpeketoni:Lamu "
    "Malindi:Kilifi Watamu:Kilifi Ukunda:Kwale Kwale:Kwale" },
  { "Mijikenda", "christian",
    "Kadzo Mwenda Nyevu Sidi Dama Kache Riziki Kabibi Mapenzi Nyadzua Mbeyu Hawe Dzame "
    "Umazi "
    "Fumu Mulongo Jumwa Zawadi",
    "Kazungu Charo Katana Karisa Baya Kahindi Ngala Mwambire Chengo Safari Mwaringa "
    "Jefwa "
    "Kombe Thoya Mwachiro Ndurya Mangale Chai Nyiro Gona Deche Kalama Tsuma",
    "",
    "Kilifi:Kilifi Mariakani:Kilifi Kaloleni:Kilifi Ganze:Kilifi Kinango:Kwale "
    "Msambweni:Kwale Changamwe:Mombasa" },
  { "Maasai", "christian",
    "Naisiae Nashipae Resiato Nasieku Silantoi Naserian Namunyak Simantoi Nailantei "
    "Noolarami Sanaipei Seleina Tipanoi Nkirrisho",
    "Saitoti Lemayian Parsitau Sankale Tipis Ntimama Nkaissery Leboo Koikai Sironka "
    "Kishoyian "
    "Lekuton Letoluo Partoip Memusi Tobiko Moiyoi Lempaa Kaparo Konchellah Saoli "
    "Meitamei",
    "",
    "Kajiado:Kajiado Kitengela:Kajiado Namanga:Kajiado Loitokitok:Kajiado Narok:Narok "
    "Kilgoris:Narok Maralal:Samburu" },
  { "Meru", "christian",
    "Kawira Karimi Kagwiria Makena Gakii Kathambi Nkatha Kendi Mukiri Karuru Gatwiri "
    "Kanana "
    "Kinya Ntinyari Mwendwa Kiende Mwonjaru Nkirote",
    "Mwiti Muriithi Kirimi Gitonga Mutembei Murithi Kinoti Mugambi Muthuri Mwenda "
    "Kimathi "
    "Kithinji Micheni Marete Mbaabu Gikunda Kaimenyi Riungu Ntoiti Baariu Mutuma Koome",
    "",
    "Meru:Meru Maua:Meru Nkubu:Meru Timau:Meru Chuka:Tharaka_Nithi "
    "Marimanti:Tharaka_Nithi "
    "Embu:Embu Runyenjes:Embu Isiolo:Isiolo" },
  { "Kisii", "christian",
    "Kwamboka Moraa Kemunto Nyaboke Kerubo Bosibori Nyanchama Gesare Mokeira Bonareri "
    "Nyamoita "
    "Nyaboe Kemuma Bochaberi Sarange Nyasuguta Osebe",
    "Momanyi Nyamweya Makori Omwamba Ondieki Onsongo Mogaka Nyakundi Ombati Bosire Mokua "
    "Orina Ogeto Nyachae Maranga Ongeri Nyangau Omariba Osoro Gisemba Obure Mose Otwori",
    "",
    "Kisii:Kisii Ogembo:Kisii Suneka:Kisii Keroka:Nyamira Nyamira:Nyamira "
    "Nyansiongo:Nyamira" },
  { "Turkana", "christian",
    "Akai Akiru Nakiru Atabo Akidor Lokaale Ekidor Aite Apua Arot Nawoi Napeyok Akuwam "
    "Ayanae",
    "Ekai Lokwawi Ekiru Ewoi Lokol Ekal Lomuria Esinyen Ekidor Lokiru Ebei Etabo Lopeyok "
    "Ekuwam Lomorukai Echwa Ejore Nakuleu",
    "",
    "Lodwar:Turkana Kakuma:Turkana Lokichoggio:Turkana Kalokol:Turkana "
    "Lokichar:Turkana" },
};

const guint kenyan_n_peoples = G_N_ELEMENTS (kenyan_names);

const char kenyan_christian_women[] =
    "Mary Grace Mercy Faith Jane Elizabeth Esther Lucy Margaret Ann Catherine Caroline "
    "Alice "
    "Joyce Beatrice Agnes Lilian Susan Sarah Rose Hellen Nancy Eunice Florence Purity "
    "Janet "
    "Judith Christine Irene Jackline Winnie Ruth Dorcas Teresia Monica Rachel Gladys "
    "Josephine "
    "Martha Veronica Virginia Lydia Naomi Sharon Stella Diana Pauline Emily Edith Milka "
    "Salome Rebecca Priscilla Zipporah Damaris Charity Everlyne Phoebe Tabitha Rael "
    "Consolata";

const char kenyan_christian_men[] =
    "John Peter James Joseph David Daniel Samuel Paul Stephen Francis George Charles "
    "Patrick "
    "Michael Simon Moses Brian Kelvin Dennis Kennedy Evans Geoffrey Robert Joshua Isaac "
    "Benson "
    "Julius Josphat Anthony William Thomas Vincent Victor Emmanuel Philip Edwin Martin "
    "Richard "
    "Nicholas Lawrence Titus Elijah Jackson Andrew Benjamin Fredrick Bernard Gideon "
    "Henry Johnstone "
    "Collins Felix Solomon Wycliffe Amos Nelson Timothy Augustine Ezekiel Erick Douglas";

const char kenyan_muslim_women[] =
    "Fatuma Amina Halima Khadija Aisha Zainab Maryam Asha Rukia Hawa Safia Habiba Mariam "
    "Rahma "
    "Saida Zuhura Nasra Salma Sofia Fardosa Hadija Shamsa Kaltuma Ruqiya";

const char kenyan_muslim_men[] =
    "Mohamed Ahmed Hassan Abdullahi Ali Ibrahim Omar Yusuf Abdi Hussein Ismail Salim "
    "Said Issa "
    "Abdalla Rashid Khalid Mustafa Mahmoud Idris Bakari Hamza Suleiman Abdirahman Swaleh";

const char *const kenyan_variants[] = {
  "John Johnstone Yohana Jon",
  "Mary Maria Miriam Mariam",
  "Mohamed Mohammed Muhammad Mohamad Mohammad",
  "Elizabeth Elisabeth Liz Eliza Betty",
  "Catherine Katherine Cathy Kate Catharine",
  "Stephen Steven Stephano Steve",
  "Joseph Josef Joe Yusuf",
  "Peter Petro Pete",
  "Samuel Samwel Sam",
  "Daniel Danieli Dan",
  "Geoffrey Jeffrey Jeff Godfrey",
  "Francis Fransis Frank",
  "Fredrick Frederick Fred",
  "Lilian Lillian Lily",
  "Hellen Helen Ellen",
  "Jackline Jacqueline Jacky",
  "Teresia Teresa Theresa",
  "Ann Anne Anna Annah",
  "Rachel Rael Raheli",
  "Esther Ester Hester",
  "Khadija Hadija Khadijah",
  "Aisha Asha Aysha",
  "Fatuma Fatma Fatima",
  "Hassan Hasan",
  "Hussein Husein Hussain",
  "Ahmed Ahmad",
  "Abdullahi Abdilahi Abdulahi",
  "Abdirahman Abdurahman Abdulrahman",
  "Ibrahim Abraham Ebrahim",
  "Suleiman Sulaiman Solomon",
  "Anthony Antony Tony",
  "Nicholas Nicolas Nick",
  "Kennedy Ken Kenedy",
  "Michael Mikael Mike",
  "William Wiliam Bill",
  "Robert Rob Bob",
  "Benjamin Ben Benja",
  "Everlyne Evelyn Eveline",
  "Caroline Carolyne Carol",
  "Margaret Margret Maggie",
  "Josephine Josphine Josefina",
  "Philip Phillip Phil",
  "Edwin Edwine",
  "Emmanuel Immanuel Emanuel",
  "Zainab Zeinab",
  "Said Saidi Saeed",
  NULL,
};
