//! Letters of the languages of Europe with Latin script: which pairs of letters are common in each, among the 20,000
//! most frequent words (`docs/decisions.md` says whose counts these are).

use encoding_rs::{ISO_8859_2, MACINTOSH, WINDOWS_1250, WINDOWS_1252, WINDOWS_1254, WINDOWS_1257};

use super::LegacyEncoding::{self, Dos, Standard};
use crate::dos::{CENTRAL as DOS_CENTRAL, WESTERN as DOS_WESTERN};

/// A language.
pub(super) struct Language {
    /// The encodings it is written in, with how rare each is compared with other languages and encodings, from 0 down.
    pub(super) encodings: &'static [(LegacyEncoding, f32)],
    /// Its letters that are not ASCII.
    pub(super) letters: &'static str,
    /// Pairs of letters of which at least one is among [`Self::letters`], in five groups from the most common to the
    /// least. `_` is the edge of a word.
    pub(super) pairs: [&'static str; 5],
}

const WESTERN: &[(LegacyEncoding, f32)] = &[
    (Standard(WINDOWS_1252), 0.0),
    (Standard(MACINTOSH), -4.5),
    (Dos(&DOS_WESTERN), -5.0),
];
const WINDOWS_WESTERN: &[(LegacyEncoding, f32)] = &[(Standard(WINDOWS_1252), 0.0)];
const RARE_WESTERN: &[(LegacyEncoding, f32)] = &[(Standard(WINDOWS_1252), -4.0)];
const CENTRAL: &[(LegacyEncoding, f32)] = &[
    (Standard(WINDOWS_1250), -1.5),
    (Standard(ISO_8859_2), -3.0),
    (Dos(&DOS_CENTRAL), -5.0),
];
const WINDOWS_CENTRAL: &[(LegacyEncoding, f32)] = &[(Standard(WINDOWS_1250), -1.5)];
const ROMANIAN: &[(LegacyEncoding, f32)] = &[(Standard(WINDOWS_1250), -2.0)];
const TURKISH: &[(LegacyEncoding, f32)] = &[(Standard(WINDOWS_1254), -1.5)];
const BALTIC: &[(LegacyEncoding, f32)] = &[(Standard(WINDOWS_1257), -1.5)];

/// The languages.
pub(super) const LANGUAGES: &[Language] = &[
    // German
    Language {
        encodings: WESTERN,
        letters: "äöüß",
        pairs: [
            "fürütäänübür",
            "_ä_üaßfähähökökülälümürärötüwäß_ßeäcähäläräsätäuönörösücühünüs",
            "_öbäbüdüeßgägühüißjäkälömämönänönüoßpäsäsütöußwöwüzäßbßißlßtädäfägämäßöcöfögöhölötößüdügül\
             ütüß",
            "bödäfögöiöjüpüsövözözüßgßkßnßwäbäiödökömöpüfüm",
            "döeäeöiäjöpöä_äpö_öbövöwü_üp",
        ],
    },
    // French
    Language {
        encodings: WESTERN,
        letters: "àâçèéêëîïôùûüœ",
        pairs: [
            "_édérétéé_écéeérés",
            "géhéièiéléménépésévéèrédégéléménépétév",
            "_àaîbécéfélèrèrêuéà_çaèmèsètéaébéféoéqêtîtôt",
            "_â_ç_êaçaïcècôdèeçgèhèhôlàmèmênçoûpèpêrçrôtètôyéâcâtçoçuècègèlènèvéjéuêcêmînôlômûtœu",
            "_è_î_œaébâbêcœdûfèfêgâgêhâjàjélâlônènêoèoéoëoîoïoùpâpôrârûsèsûsœtêuêvèvêxéâgâlâmèbèdèqéhéi\
             éâééêlênêvëlîlïsônôpù_ûlûr",
        ],
    },
    // Spanish
    Language {
        encodings: WESTERN,
        letters: "áéíñóúü",
        pairs: [
            "ióíaó_ón",
            "añeñlímárárírótóá_ánásé_í_ñaño",
            "_á_é_úaíbícácícódédídóeífígíiélálómémímónínórésísótátétíuéuívízóácálámárátécénérésétícídín\
             íoísítógólómún",
            "_í_óaúbábébócédáeófágégógúgühíiáiñjólémúnánénúoñpápépípópúsásétúuáuñvávéyózáábáfágápédéiél\
             émépéxíbífígímírñeódópórósóvóxú_úaúbúlúmúsút",
            "aébúcúeúféfófúgáháhéhóhújéoírúsúuóvóáqáuáváxázéaébéfégéjíeípíqívízñíñóócótúcúpüe",
        ],
    },
    // Portuguese
    Language {
        encodings: WESTERN,
        letters: "áâãàçéêíóôõú",
        pairs: [
            "açãoçã",
            "içnçrásãtáá_árçaçoçõênõe",
            "_á_é_úaícêcídádêeçiáiãlálélílómámãménánãrãrçrérêrírósásésísósõtãtétêtítóuçuíágálásátávânã_\
             é_écédémérésétê_êsícídínísítívórósôn",
            "_à_í_óaúbécácâcçcécódãdédídúfáféfígégêgóháhãhõiêiõjálâlãlêmímómúnénínónônúoçpápçpépípópúrâ\
             rôtâtúuáuéuêvávãvévêvíà_ábácáfápâmãeégéiéléuêmí_íaíbífígílímípíró_ócódógóiólópótóvóxô_ômúb\
             údúlúmúnús",
            "_â_ê_ôaébábêbíbóbúcãcúdódôeãeíeóeúfãfógágâgãgíiéióiújúlçlômâmêmônânêoáoãoípãpêpôpõrõrúsêtô\
             tõvóvôxãxéxízãzéàqàsádáqáuáxãsçuénépéxêxíoíqízóbómónôsúcúpúrútúv",
        ],
    },
    // Italian
    Language {
        encodings: WESTERN,
        letters: "àèéìòùí",
        pairs: [
            "ràtàà_è_é_ì_ò_",
            "_èhéiòiùròsìù_",
            "_édìhèiàlìnénòoèsétòuò",
            "bèbùcìcòdàdòfèlàlòmònèpàpìpòrìsàsèsísòsùtètùuìvòí_",
            "_àcíeòfàkémènìnùoépérérírùtétìéléméría",
        ],
    },
    // Dutch
    Language {
        encodings: WINDOWS_WESTERN,
        letters: "ëéïöèü",
        pairs: [
            "eëeïiëé_ë_ëlënïn",
            "_éaïénééër",
            "aëcèdéeéféhèhéièkémünéoëoïoörésétéuïvéè_ènèrécélérétëeëiïdïeïsïtörün",
            "_è_übèdüeügégüléménèpérèuüwézézüèmètèvébéméoésëdëvëxëzï_ïmïröpübülümürüs",
            "jöïbïl",
        ],
    },
    // Swedish
    Language {
        encodings: WESTERN,
        letters: "åäöé",
        pairs: [
            "föväälänärör",
            "_ä_å_ögåhähöjäkälämänärärårösäsåtäägämäsätå_ågålånåråtöv",
            "bäbödädådöfäfågägöhåjökölålömåmönåpåsötåtövåäcädäkävådåkåsödögöjökölömönöpösöt",
            "båkånöpääfäpäxåeåvé_ö_",
            "déeåiäiöoää_åaåbåhåmåpååéeénöaöcöf",
        ],
    },
    // Danish
    Language {
        encodings: WESTERN,
        letters: "æøåé",
        pairs: [
            "ræænærør",
            "_å_øfæføgåhøkølælømåmænæpårårøsåsæsøtætøvæå_ådårægækælæsætøbødøgøjølønøs",
            "_æbæbødøfågægøhåhæjæjøkælåmønånøpæpøtååbåeålånåsæbædæfæmævø_ømøv",
            "_ébådådædéiøkåvåvøågåtåvæ_æeé_øeøføkøt",
            "eåféåfåhåkæcæiæpéeénérét",
        ],
    },
    // Norwegian
    Language {
        encodings: WINDOWS_WESTERN,
        letters: "æøåéòô",
        pairs: [
            "føjøå_årærør",
            "_å_ødøgåhølålømåpårårøsåsøtåtøvåvæådålånåpåtødøkølønøpøsøtøvøy",
            "båbæbøfåhåjælæmønånænøpøåeåkåsåvø_øføm",
            "_ædåfægøhæiøjåkåkøræsætævøåfågævé_øeøg",
            "_édædéeåiåmæuøåbåhåiåmååæ_ædælæpæsénøb",
        ],
    },
    // Finnish
    Language {
        encodings: WINDOWS_WESTERN,
        letters: "äöå",
        pairs: [
            "käläsätävää_änää",
            "häiäjämänäpätöyöähäiäkälämäräsätäväy",
            "_ädäeäkölöräyääjö_öiökönösötöy",
            "iönöpöädäeäpödöhöjölömöpöröäöö",
            "_öhöjömösöäaäoöv",
        ],
    },
    // Icelandic
    Language {
        encodings: RARE_WESTERN,
        letters: "áðéíóúýþæö",
        pairs: [
            "aðiðð_ði",
            "_á_þjórðuðálðaðu",
            "_æ_í_ó_ö_úbæbúdóeðfæfégðháhæhöjájökólálælílömánárárærérírórúsésísötætítótövævívöá_ákánárás\
             átáðægækæmænærætæðélérétí_íkímínísítíððlðrðsókólómónórótóðöfögökölönöröðúnúsútýrýsþaþeþjþr",
            "_é_ýbábíbódæfáfðfófögægógöhéhóhújúkákíkökýlélólýlþmæmímómönænínúnýoðpárösásæsósýtúvéyðáfág\
             áháiámæfælæsé_ífílíuðbðfðgðhðjðnðvó_ófópósömötú_úaúiúkúlúmúrýjýmýnýtýðþiþoþuþvþyþáþóþý",
            "böbýdádídödýfígágígúkækúlúmémúmþnópípórýsútátýáaábáuáváææ_ædæjæpævéfégékéðíaíbígíríþðeðkðm\
             ðtóaóbógóhóuóvö_ösöxúfúgúpúðý_ýlþæþéþíþú",
        ],
    },
    // Catalan
    Language {
        encodings: RARE_WESTERN,
        letters: "àçèéíïòóúü",
        pairs: [
            "ióràà_ó_",
            "mànçtàànàrçaènèsé_ésí_",
            "_à_é_úaçaïbécàcídègègüiàièlàlèlílòmèmémínànènòpúrçrèréríròsísótètétítòuèuíuïvíàcàlàmàsàtç_\
             çoè_ècèrètícímínísítïtò_ògòmònòròsónósú_úbúsüe",
            "_è_í_òaíbàbècècécòcódàdédídóeçeïfàfífògàgúiçlçlélómòmómúnénínónúpàpèpòqürósàsèsésòtótúuàué\
             vàvèvéxíxòàbàfàgàpàvàxèdègèièmèpèxénéuíaídíeífígílïdïnòbòcòlòpòxórúlúnüè",
            "_óaèaóbíbòbóbúcúdòdúeàeòeófèféfógígògóhàhòiòjàjúlúoïpçpépípórúsúxàxèyàyózóàdàiàqàuçuçàçòçó\
             èfèlèvéiérétíbíoípíqírívï_ïbïcïlïmïsòdòfòqòtócómúmúpúrútúvüí",
        ],
    },
    // Polish
    Language {
        encodings: CENTRAL,
        letters: "ąćęłńóśźż",
        pairs: [
            "ałą_ć_ę_ła",
            "_śaćiąięiłjąośrósłząówącł_łełołyścży",
            "_ł_żańażbędłećeńeśeżgógłićiśjękókąkękłląmónąnęołońożpópłrętótęużwówłyćyłyśzęzłódólórółądąt\
             ązęcędękępętłułąń_ńcńsś_ślśmśrśwśćż_żażeżn",
            "aśaźbóbącócącędódądędźełeźgęhęióińiżjślęmęmłnórąsósątątłułwąwęyżóbócójótóżągąćąłążębęgęsęz\
             ęłęśężłbłcłkłnłółęśnź_źnżdżkżlżożsżą",
            "_źbłdżgąhóhłjókżmąmśnżoćpęrłsęuśzóógósózóźąpąsęlęćłpłtśpźcźdźlźmźrżbżcżużę",
        ],
    },
    // Czech
    Language {
        encodings: CENTRAL,
        letters: "áčďéěíňóřšťúůýž",
        pairs: [
            "níí_",
            "_čnánéněpřrávěá_é_ímý_ě_řeří",
            "_ú_ř_š_žačažběcídádíděečháičjíkákékýlálélímámíměnýočožsítátítětřužvávévívýzáácádálámánását\
             ávázéhémícíhíkílínísítýcýmčačečičnčíějělěnětřišeštšíů_ž_žežiží",
            "ařašbíbýdédůeřešežiáišižjškůlýmémůnčořošpápípěpůrérýrůržsátétýtůučušvřvšvůyšzíáhájákápárář\
             ášážénéríbídírívízíčíšížúsúčýrývč_čkčlčtčáěcěděhěkěměrěsězěřěžň_ř_řařáš_šiškšlšnůlůmůsůžžd\
             žnžá",
            "aňbábčbřcůdýdčdřdšeáeďeňhéhýhřhůiéiíjájůkčkřlšlůmýmřmžnšnůnžpšrčršsůtšuáuřvčvžyčyřyžzřzšzů\
             ábáčédékélésétéčíjípířónúdúpútúřýbýdýhýkýpýsýtýzýščočučůď_ěvěčěšňuřsšašpšušššťť_ťaůbůdůjůr\
             ůvůzžažbžkžožsžužš",
        ],
    },
    // Slovak
    Language {
        encodings: CENTRAL,
        letters: "áäčďéíĺľňóôŕšťúýž",
        pairs: [
            "ť_",
            "_č_šaťnánénínýrávýá_ávé_í_ú_ý_ýcži",
            "_ú_žačaždáečeľešežháičiťjúkákékúkýlálímánúočoľožrírýsúsťtátétítútýužvávévívšzáácádákálámán\
             árásátázéhícíkímínísívúcúsúčýmčačečičnčočíľašešištšíťaže",
            "_ď_ľaľašbábícídídôdúeďeňeťhýhľiáiíišižjíjšlélúlýlšmímônčnšošpápípôpšrérórúrčršržsítóuáučuš\
             väyšzíábáhájápáčášážätäčémérípírítízónópórôlôsôvôžúdúkúpúrútúzúťýbýkýrýsývýzýšč_čkčlčšď_ďa\
             ľ_ľkľnľoľuň_ňaňoš_šaškšlšnšošpťož_žaždžkžnžoží",
            "_ň_ťaďaňbýbčcécúdédýdčdĺdľdňdšeáfógágóhéhšiéiójájčkíkókôkčkľlómämémúmýnžoďpäpýrôsáséuďuťvô\
             vúvčvďyčyťzózúzýzšzťáuáľäzäťédénétíbídíjílíčíšíťížódógôbôcôdôjôrôzúbúhúlúnúvúšúžýhýlýnýtýž\
             čtčuĺžľbľmľsľvľúňušušššťžbžsžužš",
        ],
    },
    // Hungarian
    Language {
        encodings: CENTRAL,
        letters: "áéíóöőúüű",
        pairs: [
            "",
            "_ékékölámárásétátévávézáágálánárásátégélénérésétító_ülő_",
            "_á_ö_ú_übádádédőfégágéháiójákákülélólőméműnánépárérórürősátótötőzézízózözüzőábájákámázébék\
             épévézírívólökölönörösötövözükünőlős",
            "_í_ó_őbébíbóbőcédídódöföfüfőgígóhéhíiájéjójökíkólílölümímómúnönőpépípürörűsísósösúsüsőtítú\
             tütűvívőyáyéyíyüá_ácádávé_édémígínízóbódógókónórósótöbödú_úgújúlútügütüzőbődőkőrőtőzű_űnűv",
            "böbübűcácídüeáeófágögúgügőhóhúhühőiéiújújükőlúmönínónúnünűpőrírúuávövüyóyöyúyőyűzúzűáiápéc\
             éhéjíjílímísóaófóiójómópóvózögömúnúrúsúzürüsüvőaőeőiőjőmőnővűeűkűlűrűsűz",
        ],
    },
    // Slovene
    Language {
        encodings: WINDOWS_CENTRAL,
        letters: "čšž",
        pairs: [
            "_č_šečičišoččačečičn",
            "_žačašešežjšošožučužč_čušašešiškšnštščžažežižn",
            "ažbčižkšnčršržuščjčkčlčrš_šlšošpž_žbžj",
            "bšhčlžmšnšpšrčvčvšzščošjžkžožu",
            "dšdžlčmčnžčbšušvžgžr",
        ],
    },
    // Croatian
    Language {
        encodings: WINDOWS_CENTRAL,
        letters: "čćđšž",
        pairs: [
            "iččečišt",
            "_č_š_žačađašažećešićišočošožržućučušužć_ćaćećičačkčnđešašešiškšnžažežižn",
            "_ćaćdžečeđežižoćođpšršćuč_člčuđađuš_šlšćžbžu",
            "_đpćrčrđuđvšćnčjčođišošpšuž_ždžj",
            "iđjčjškćkšmčnčnđnžrććočvđošvžlžožr",
        ],
    },
    // Romanian
    Language {
        encodings: ROMANIAN,
        letters: "ăâîşţ",
        pairs: [
            "_îcărătăînă_ţi",
            "_şaţeşiţlămănănţpăsăzăânărătşiştţe",
            "_ţaşbăcâcţdăeţfăgăişmâoşoţrârţtâuşuţvâvăârâtîmăcădăiălămănăsăuăzăţşaşeţaţuţă",
            "bţfâgâlâlţnânşpâpţuăâiâlâmâşăpăşş_şcşoşuţ_",
            "_ăbâdâjămţrşsâsţxăzââuâţîiîlîşîţăbăgăvşnşă",
        ],
    },
    // Turkish
    Language {
        encodings: TURKISH,
        letters: "çğıöşüâİ",
        pairs: [
            "ı_ın",
            "_ç_ö_İ_şağaşdüdıgöişkılımınırısıtıyıü_ünürğiğıİsıkılımırışş_",
            "_üaçcıdİeçeğeşgüiçiğkükİlülİmümİnünİoğpırürİsösüsİtütİuğuşyüzıç_çaçeçiçoçıölönöröyözükülüm\
             üsüyüzüşğlğrğuİ_İbİdİhİkİlİmİnİpİrİtİzİçısıyızığşaşeşişkşlşmştşı",
            "_ıböbübıcüdöfıgıhıkçkölçnçoşrçrşuçyözüzİçlçmçtösötöğücütüçüğğağeğüıcıdıpıtşuşü",
            "hçhükâkşnşrötçtövüçuçöçüödökömöpübüdüfühüpüvğ_ğdğmıfıçşvşç",
        ],
    },
    // Estonian
    Language {
        encodings: BALTIC,
        letters: "äõöüšž",
        pairs: [
            "äröö",
            "jäkäkõkülõmämõnäpäpõsõsütätõtövävõäeähäiälänääõhõiõlõnõrõuühülüü",
            "_ä_õ_ühähõhüjõkölälölümünõpürärõrörüsäsötüäbädägäpäsätõbõdõeõjõmõpõsõtõõödörösötüdügükümün\
             üpürüsüt",
            "_ö_šaõaüažbüeõfäfüiõiümönönüpötšuõvöäkämäoõgõkõvöbögöiökölömönöpövübüvšašešišožeži",
            "_žaäašdüdžeüežfögühöiäišjüošuüušvüäuävõoöaöeöhöjüaüeüfüjüoššžažu",
        ],
    },
    // Latvian
    Language {
        encodings: BALTIC,
        letters: "āčēģīķļņšūž",
        pairs: [
            "ā_",
            "dījākālālīmānāpārārītātīvēzīādājākālāmārāsātējērētībīgītša",
            "_ā_ī_šaļašbābūcīdādēeļešgāiņkļkšlēmēmīnēnīošpērēsāsēsītēušvāvīzēācānāvē_ēdēkēlēmēsģiī_īdīj\
             īmīnīsīvķiļaļuņaņeņušišošušāūrūsūt",
            "_č_ē_ģ_ķ_ļaņažbēbīcācēdžeņežgūiāiļišjūlūmūpīršrūsūtūuāzāzņābāpāzāščeēcēgēnēģēļēšīcīkīlīpīr\
             īzīšķeķīļ_ļiļoļāļūņiņoņāņēņšš_šīšķūdūkžažižožužā",
            "_ņ_ū_žačaģaķdūeāeģeķgļgšiķižjēlšmšnčnšnūoģoļoņožpņpšpūrģrķrņtļtšuģuļuņāaāfāgāiāļāņāžčačiču\
             ēpēvēzēķģeģēīļīņķaķuķēļeļņšešnšršsšvšēū_ūcūgūlūnūpūvūzūšūžž_žežēžī",
        ],
    },
    // Lithuanian
    Language {
        encodings: BALTIC,
        letters: "ąčęėįšųūž",
        pairs: [
            "iųą_ė_ėsų_",
            "_į_š_žašaždėdžišlėnėrėtųčiėję_į_šiškštži",
            "ačbėbūečešežgėgųiąičiūjąjųkąkėkškūkųlųmąmėmųnąnęnįnųrąršrūrųsąsėtątėtūužvėėlėmėtęsįsįvšaše\
             šošvūdūnūrūsūtžažežožu",
            "_čbąbębųdądųgąjėjįjūkękįląlęlįmūnčošožpėrįržsčsūsųtętįučušvąvęvųyčąjąsčeėdėgėkėnėrėvėžįmįr\
             įtš_šlšmšršsšušyščšėūkųjždžkžmžnžsžtžvžyžė",
            "_ą_ė_ūaėcūdędįdūeįgęgįgūgžiėižjęlūlžmęmžnžočpąpšpųrčręsęsįvūyšyžzėąląrąžč_ėpėčėšįdįgįkįpįž\
             šbšgšnšpšąšįšūšųūgūlūmūpūzūčūšųsž_žržąžįžų",
        ],
    },
];
