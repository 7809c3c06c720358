/**
 * Is this one of the passwords that guessing starts with? Compared in small letters, also without closing signs and
 * without a weak tail («Iran@123», «Password1404!»: signs, then a year, a run or one repeated digit). A password
 * without any letter, or of one letter repeated, is common by itself. The list is our own, of widely known habits and of Iranian ones.
 */
export function isCommonPassword(password: string): boolean {
  const small = password.toLowerCase()
  if (!/\p{L}/u.test(small)) return true
  const unsigned = small.replace(/[^\p{L}\p{N}]+$/u, '')
  const stem = withoutWeakTail(unsigned)
  return COMMON.has(small) || COMMON.has(unsigned) || COMMON.has(stem) || /^(\p{L})\1*$/u.test(stem)
}

const RUN_OF_DIGITS = '01234567890'

function withoutWeakTail(small: string): string {
  const [, stem, digits] = /^(.*?)[^\p{L}\p{N}]*(\d*)$/su.exec(small) ?? []
  if (stem === undefined || digits === undefined) return small
  const weak = digits.length <= 4 || RUN_OF_DIGITS.includes(digits) || /^(\d)\1+$/.test(digits)
  return weak ? stem : small
}

const COMMON: ReadonlySet<string> = new Set(
  `
!@#$qwer !@#qwe !@#qweasd !qaz !qaz1qaz !qaz2wsx !qaz@wsx 0987poiu 111222tianya 123123a 123456789a 12345678a 1234567a
123456a 123456aa 123456abc 123456qwerty 12345a 12345abc 12345abcde 12345qwert 1234a 1234abcd 1234asdf 1234qwer
1234rewq 123a 123abc 123asd 123qaz 123qwe 123qweasd 123qweasdzxc 123zxc 12qw!@qw 12qwaszx 1a!a 1a2b3c 1a2b3c4d 1a2s3d
1a2s3d4f 1aa! 1q1q1q 1q2w3e 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qa2ws 1qa2ws3ed 1qaz 1qaz!qaz 1qaz2wsx 1qaz2wsx3edc
1qaz@wsx 1qazxsw2 1ran 2w3e4r 2wsx 321cba 3e4r5t 3edc 4321rewq 4rfv 5t6y7u 654321a @bc123 @bcd1234 @dmin @li @mir a
a1a1a1 a1a2a3 a1b2c3 a1b2c3d4 a1b2c3d4e5 a1s2d3 a1s2d3f4 aa aa112233 aaa aaaa aaaaa aaaaaa aaaaaaa aaaaaaaa aabb1122
aabbcc aabbcc112233 ab ab12cd34 abalfaz abalfazl aban abas abbas abc abc123abc abcabc abcd abcde abcdef abcdefg
abcdefgh abcxyz abi abolfazl access account acmilan adm!n adm1n admin administrator afghanistan africa aftab ahmad
ahmadi ahmed ahvaz ahwaz air akram alborz alex alexa alexander alexis ali aliali alireza allah allahakbar allahoakbar
amanda amber amen america american amin amir amir-reza amirabbas amirali amirhosein amirhossein amirmahdi amirmohammad
amirreza amol anahita andrea andrew android angel angela angels anonymous anthony aparat apple april arak arash
arbaeen ardabil arezo arezoo arezu aria arian ariya arman armin army arsenal arya aryan asal asd!@# asd123 asd123456
asdasd asdf asdf;lkj asdfasdf asdfg asdfgh asdfghj asdfghjk asdfghjkl asdqwe asdzxc aseman asemoon asheghetam ashkan
ashley ashoora ashura asia asieh asshole atefe atefeh atena athena audi august australia autumn avengers azade azadeh
azadi azam azar azarbaijan azerbaijan azerty azertyuiop azita aziz azizam azizjon b123456 baba babaei babajan babajoon
babak babol baby babyboy babygirl backup bad badboy badgirl baghdad bahar bahareh bahari bahman bahram bale banana
bandar bandarabbas bank baradar baran barca barcelona barf baroon bart baseball basketball basra batman bayern bazaar
bazneshaste bazneshastegi bazneshasteh bb123456 bbbbbb beach bear beatles beautiful beauty beckham behnam behnaz
behrooz behrouz behzad believe benz berlin besmellah best big bigboss bigdick bijan bime bimeh bird birjand bismillah
bitch black blackcat blank blessed blessing blue bluesky bmw bojnord boobs book books boss boxing boy boys brandon
brian brother brown bunny bushehr business buster butterfly callofduty canada candy captain cash cat cba321 cc123456
ch@ngeme champion chang3me change changeit changeme charlie cheese chelsea chemistry cherry chevrolet chicken china
chocolat chocolate christ clash clashofclans class coffee college company computer cookie cool coolboy coolgirl
corvette counter counterstrike cr7 crazy cristiano cyrus d123456 dadash dadashi daddy daftar damavand dance dancer
danial daniel daniyal daoud dariush dark darkness darkside darya daryaa daryush database david davod davood davoud
december default delam delbar delbaram demo demon dena derakht desktop devil dey diamond dick digikala disney divar
doctor dog dokhtaram dollar dolphin donald dontknow donya dooset-daram doosetdaram dortmund dosetdaram doshanbe
dostdaram dostetdaram dr123456 dragon dream dreamer dreams dubai duset duset-daram dusetdaram e-mail eagle eagles
earth ebrahim edare edareh ehsan eid eide eisa eitaa ejtemaei elahe elaheh elahi elahiamin elham elizabeth elmira
elnaz email emamhosein emamreza emamzaman eminem emma empty engineer england enter entry esfahan esfand eshgh eshgham
eshghe eshghe-man eshghman esmaeil esmail esteghlal estghlal europe evil example exit extra eyd facebook fahimeh faith
falcon fall2024 family farahnaz faramarz faranak fardin farhad fariba farid farideh farnaz farshad farsi farvardin
farzad farzan farzaneh farzin fateme fatemeh fatemezahra father fatima february ferdosi ferdowsi fereshteh ferrari
fifa final fire first fish flower flowers footbal football ford forest forever forget forgot forgotten forough
forouzan fortnite france freedom friday friend friends friendship frodo fuck fuckme fuckoff fuckyou funny galaxy game
gamer games gandalf garden garfield george germany ghazal ghazaleh ghazvin ghermez ghom ghomi ghoran ghost gilan
ginger girl girls github gitlab gmail go god godisgood goku gol golam gold golden golestan golf golfer golnar golnaz
golpesar good goodbye goodday goodlife goodluck goodmorning google gorgan gozarvajeh gozarvajhe gozarvazhe gray green
gta gtasanandreas guest guitar h0ssein h123456 hack hacked hacker hackme hadi hadis hafez hafte hamadan hamed hamedan
hamid hamidreza hamrah hamrah-aval hamrahaval hamsar hamsaram hanieh haniyeh hannah happy happyday harley harry
harrypotter hasan hassan hasti heaven helia hell hello helloworld helma hengameh herat hero hesab hesabdar hesam
hessam hi hockey hoda hogwarts hollywood homa home homer honda honey hope horse hosain hosein hospital hossein hotboy
hotgirl hotmail hottie house huawei hulk hunter hussain hussein hyundai ibrahim idiot idontknow ilam iloveu ilovey0u
iloveyou imamhossein imamreza imamzaman iman india insta instagram inter intern internet ipad iphone ir@n iran
iran-iran irancell irane-man iraneman irani iranian iranman iraq ironman isa isfahan islam island ismail istanbul
italy jack jackson jafar jaleh james jamshid jan janam jangal january japan jasmin jasmine javad jennifer jessica
jesus jigar jigaram job john johnny joker jome jomeh jonam joon joonam jordan joshua july june justice justin juve
juventus k123456 kabul kambiz kamran kamyar karaj karate karbala karbar karbari karfarma kargar karmand kashan kaveh
kazem kerman kermanshah keshavarzi kevin khahar khalij khalije-fars khalijefars khanevade khanevadeh khashayar khayyam
khoda khodajon khodajoon khodavand khodaya khordad khorramabad khorshid khoshbakht khoshgel khoshgele khoshhal
khozestan khuzestan kia kian kiana kianoush kiarash killer kimia king kings kitchen kitten kitty knight koh kohestan
koorosh kordestan kourosh kurdistan kurosh l3tm31n ladan laleh laptop last lawyer lebanon legend leila lemon letm3in
letmein leyla leyli liberty library life light lightning lily linkinpark lion liverpool lkjhgf lkjhgfdsa login logon
london lorestan loser love lovely loveme lover loveu loveyou lucky m0hammad m123456 m@ryam m@ster madar madaram
madarjan madina madineh madrid maggie magic mahdi mahin mahmod mahmood mahmoud mahnaz mahsa mahshid mahtab mahtabi
majid makkeh maliheh mamad maman mamani mamanjoon mammad man manager manchester mandana mani manutd maradona march
mariam mario martin marvel maryam marzieh mashhad masih maskan masome masood masoud masoumeh master math matin matrix
matthew max maximus may maysam mazandaran mazda maziar mazyar mci mecca medical medicine mega mehdi mehr mehraban
mehrabani mehran mehrdad mehrzad meisam melika mellat melli mercedes meshki messi metallica meysam michael michelle
mickey microsoft midnight mihan mihanam milad milan million mina minecraft minnie minoo mitra mm123456 mnbvcx mnbvcxz
mobile modir modiriat mohabbat mohamad mohamadali mohamadreza mohamed mohammad mohammadali mohammadreza mohammed
moharram mohsen mojgan mojtaba molana molly mom mommy mona monday money monireh monkey monster moon moonlight mordad
morteza mosalman mostafa mostamari mother mountain mousa movafagh movafaghiat movie movies mowlana mssql mtn muhammad
muharram musa music muslim mustang myfamily myhome mylife mypass mypassword mysql mystery n123456 nada nader nafas
nafasam nahid najaf narges nargess naruto naser nasim nasrin nasser natasha nathan nature navid navy nazanin nazi
nazila neda negar negin network new newpass newpassword newyork neymar nicole night nightmare nikoo niloofar niloufar
nima ninja nirvana nissan no nokia none nooshin nopass nopassword norooz norouz noroz nothing noushin november nowruz
null number numberone nurse ocean october office old oldpassword oliver olivia omid omidvar one open opensesame openup
oracle orange ordibehesht orumieh outlook p4ssw0rd p4ssword p@$$w0rd p@$$word p@55w0rd p@55word p@ss p@ssw0rd p@ssword
pa$$w0rd pa$$word pa55w0rd pa55word paeez paeiz paiez pakistan panda pantea parande parastoo pardis parham pari
parinaz paris parisa pars parsa parsi parsian parvaneh parvin pasargad pass pass!word pass@word passcode passme
passphrase passw0rd passwd password passwort patrick payam paykan peace pedar pedaram pegah pejo pepper persepolis
persia persian perspolis pes pesaram peter peugeot peykan peyman phantom phone physics piano pikachu pink pirate
pirooz piroozi pirouz pizza planet player please poiuyt poiuytrewq pokemon police pooria pooya porsche postgres
postgresql potter pouria pouya power powerful pretty pride prince princess private pubg puppy purple pussy q12345
q123456 q1q1q1 q1w1e1r1 q1w2e3 q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 qatar qaz123 qaz123wsx qazvin qazwsx qazwsxedc qazxsw
qazxswedc qom qomi qoran qq123456 qqqq1111 qqqqqq queen quran qw12qw12 qw3rty qwaszx qwe!@# qwe123 qwe1234 qwe12345
qwe123qwe qweasd qweasdzxc qweqwe qwer!@#$ qwer123 qwer1234 qwert qwerty qwertyu qwertyui qwertyuiop qwertz qwertzuiop
r123456 r3za rabbit raheleh rain rainbow ramadan ramazan ramezan ramin ramz ramze ramze-man ramzeman ramzobor rana
rasht rasool rasoul realmadrid red redrose refah refahbank reihaneh remember renault reyhane reyhaneh reza
rezarezareza rich richard rightel river robbie robert roblox rock rocknroll rocky roghayeh rojin romina ronaldo root
rooz rose roses rostam rouhollah roya roz rubika ruhollah rumi ryan s123456 s3cret s@l@m s@ra saadi saba sabahar
sabalan saber sabz sadaf sadegh saderat sadi sadra saeed saeid saghar sahand sahar sahebzaman sahel said sajad sajjad
salaam salam salar salavat salma salman saman saman-saman samand samaneh samantha sami samira sample samsung samurai
sanandaj sanaz sara sarah sarbaz sari sarzamin sasan satan saturday saveh school science scooby sea secret secure
security sefid semnan sepah sepahan sepehr sepideh september server service sesame setare setaregan setareh sexy
sexygirl shab shabe shabnam shad shadi shadow shaghayegh shahab shahin shahla shahram shahriar shahrivar shahrokh
shahrouz shahrzad shamlou shanbe shark shayan sherkat shia shieh shima shiraz shirin shiro shit shiva shokoufeh siah
siamak siavash signin silver simin simorgh simpsons simurgh sina sistan sister sky skyline slipknot small smile snapp
snoopy snow snowman sobhan soccer sogand sohail soheil soheila sohrab soldier somaye somayeh sonic sony sophie soroush
sorry soudabeh space spain spiderman spring sqlserver ss123456 sso star starlight stars start startrek starwars steven
stop storm strawberry strong student stupid sugar summer sun sunday sunflower sunrise sunset sunshine super superadmin
superman superstar superuser support susan suzuki sweet sweetheart sweetie sweety syria sysadmin system t3st ta'min
taamin tabestan tabriz taha tahereh taj takht takhtejamshid tamin tamin-ejtemaei taminejtemaee taminejtemaei tapsi
tara taylor teacher tehran tehrani tejarat telegram telephone temp temporary tennis teraktor test tester testing thank
thanks thankyou thepassword thomas thor three thunder thursday tiba tiger tina tir together toor toyota tractor trust
trustme trustno1 trustno1! tuesday turkey twitter two tyler ultra universe university unknown urmia usa user username
vahid vampire vatan vatanam victoria vida volleyball w3lcome water website wednesday welc0me welcome whatever whatsapp
white william windows winner winter wizard wolf woman work world wsxedc ww123456 x123456 xiaomi xsw2zaq1 xxxxxx
xxxxxxxx xyz ya-ali ya-hossein ya-mahdi ya-zahra yaali yahoo yahosein yahossein yalda yamaha yamahdi yasaman yasamin
yaser yasin yasser yasuj yazahra yazd yeganeh yellow yes yosef younes young yousef youtube yunes yusef z123456 z@hra
zahedan zahra zahraa zainab zamin zanjan zaq!2wsx zaq12wsx zaq1@wsx zaq1zaq1 zard zeinab zelda zemestan zendegi
zendegim zeynab zhale zhila ziba zidane zohreh zombie zxc!@# zxcasdqwe zxcv zxcvb zxcvbn zxcvbnm zxczxc zz123456
zzzzzz
`
    .trim()
    .split(/\s+/),
)

/** How many entries the list has. */
export const COMMON_PASSWORD_COUNT = COMMON.size
