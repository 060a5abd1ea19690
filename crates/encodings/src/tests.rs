//! Tests of detecting and decoding encodings.

use super::*;

#[test]
fn every_choice_is_an_encoding_and_reads_what_it_wrote() {
    for name in CHOICES {
        let known = Encoding::for_label(name.as_bytes()).map(Encoding::name);
        assert_eq!(
            known.or(DosEncoding::named(name).map(|dos| dos.name)),
            Some(*name)
        );
        let read = decode_as(name, b"plain\0", true).expect("text");
        assert_eq!(read.encoding, *name);
    }
    assert_eq!(decode_as("no such", b"x", true), None);
}

fn read(encoding: &str, text: &str) -> (String, &'static str) {
    if let Some(dos) = DosEncoding::named(encoding) {
        let all: Vec<u8> = (0..=255).collect();
        let mut letters = String::new();
        dos.decode(&all, &mut letters);
        let byte = |letter| {
            letters
                .chars()
                .position(|other| other == letter)
                .expect("a letter")
        };
        let bytes: Vec<u8> = text.chars().map(|letter| byte(letter) as u8).collect();
        let read = decode(&bytes, true).expect("text");
        return (read.text, read.encoding);
    }
    let encoding = Encoding::for_label(encoding.as_bytes()).expect("an encoding");
    let (bytes, _, had_errors) = encoding.encode(text);
    assert!(!had_errors, "{text}");
    let read = decode(&bytes, true).expect("text");
    (read.text, read.encoding)
}

#[test]
fn a_few_words_of_east_asia_are_read_in_their_encoding() {
    let mut wrong = Vec::new();
    for (encoding, texts) in EAST {
        for text in *texts {
            let (read, found) = read(encoding, text);
            if read != *text {
                wrong.push(format!("{encoding} as {found}: {text:?} became {read:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

const EAST: &[(&str, &[&str])] = &[
    (
        "GBK",
        &[
            "姓名,年龄\r\n张伟,25\r\n王芳,30\r\n",
            "商品,数量,单价\r\n苹果,3,5.5\r\n",
            "部门,人数\r\n销售部,12\r\n研发部,30\r\n",
            "城市,人口\r\n上海,2400\r\n",
            "学号,成绩\r\n001,95\r\n002,88\r\n",
            "产品名称,库存\r\n键盘,15\r\n鼠标,20\r\n",
            "时间,温度\r\n08:00,23.5\r\n",
            "客户,电话\r\n李明,13800000000\r\n",
            "月份,销售额\r\n一月,1000\r\n二月,2000\r\n",
            "编号,名称\r\n1,桌子\r\n2,椅子\r\n",
            "订单号,金额\r\n1001,25.5\r\n",
            "项目,费用\r\n交通,100\r\n餐饮,200\r\n",
            "日期,备注\r\n2026-01-01,元旦\r\n",
            "公司,地址\r\n华为,深圳\r\n",
            "交易时间,交易类型,交易对方,金额(元)\r\n2026-01-01 10:00:00,商户消费,美团,25.00\r\n",
            "姓名;性别\r\n张三;男\r\n",
            "合计\r\n",
            "单价,数量\r\n1,2\r\n",
            "名称,价格,供应商\r\n苹果,5.2,北京\r\n",
            "姓名\r\n张三\r\n",
            "订单号,金额\r\n1001,25.5\r\n1002,30\r\n",
            "你好，世界\r\n",
            "中文\r\n",
            "日期,收入\r\n2026-01-01,100\r\n",
            "单价,数量\r\n",
            "订单号,金额\r\n",
            "学号,成绩\r\n",
        ],
    ),
    (
        "Big5",
        &[
            "姓名,年齡\r\n王小明,25\r\n",
            "商品,數量,單價\r\n蘋果,3,5.5\r\n",
            "部門,人數\r\n業務部,12\r\n",
            "城市,人口\r\n台北,260\r\n",
            "訂單編號,金額\r\n1001,25.5\r\n",
            "日期,備註\r\n2026-01-01,元旦\r\n",
            "月份,銷售額\r\n一月,1000\r\n",
            "名稱,價格,供應商\r\n蘋果,5.2,台北\r\n",
            "姓名,電話\r\n陳大文,0912\r\n",
            "你好，世界\r\n",
            "日期,金額\r\n2026-01-01,100\r\n",
        ],
    ),
    (
        "Shift_JIS",
        &[
            "氏名,年齢\r\n山田太郎,25\r\n",
            "商品,数量,単価\r\nりんご,3,150\r\n",
            "部署,人数\r\n営業部,12\r\n",
            "日付,売上\r\n2026/01/01,1000\r\n",
            "注文番号,金額\r\n1001,25\r\n",
            "都市,人口\r\n大阪,270\r\n",
            "品名,在庫\r\n机,5\r\n椅子,3\r\n",
            "月,売上高\r\n1月,100\r\n",
            "コード,名称\r\nA01,ﾎﾞﾙﾄ\r\n",
            "振込先,ﾌﾘｶﾞﾅ\r\n山田,ﾔﾏﾀﾞ\r\n",
            "名前,価格,産地\r\nりんご,120,青森\r\n",
            "氏名\r\n山田\r\n",
            "商品名,数量\r\nノート,3\r\nペン,5\r\n",
            "ﾃｽﾄ,ｱｲｳ\r\n1,2\r\n",
            "①,㈱日本,髙橋\r\n1,2,3\r\n",
            "日付,金額\r\n2026/01/01,100\r\n",
            "表,能力,ソース\r\n1,2,3\r\n",
            "ｶﾌﾞｼｷｶﾞｲｼｬ,100\r\n",
        ],
    ),
    (
        "EUC-JP",
        &[
            "氏名,年齢\r\n山田太郎,25\r\n",
            "商品,数量,単価\r\nりんご,3,150\r\n",
            "日付,売上\r\n2026/01/01,1000\r\n",
            "名前,価格,産地\r\nりんご,120,青森\r\n",
            "商品名,数量\r\nノート,3\r\n",
        ],
    ),
    (
        "EUC-KR",
        &[
            "이름,나이\r\n김민수,25\r\n",
            "상품,수량,단가\r\n사과,3,1500\r\n",
            "부서,인원\r\n영업부,12\r\n",
            "날짜,매출\r\n2026-01-01,1000\r\n",
            "주문번호,금액\r\n1001,25\r\n",
            "도시,인구\r\n부산,340\r\n",
            "이름,가격,산지\r\n사과,120,대구\r\n",
            "이름\r\n김철수\r\n",
            "날짜,금액\r\n2026-01-01,100\r\n",
        ],
    ),
];

#[test]
fn letters_of_one_byte_are_no_words_of_east_asia() {
    for (encoding, text) in [
        ("windows-1251", "ИМЯ;ГОРОД\r\nАННА;МОСКВА\r\n"),
        ("windows-1251", "Дата;Сумма\r\n01.02.2026;100,50\r\n"),
        ("KOI8-R", "ФИО;Возраст\r\nИванов;25\r\n"),
        ("KOI8-R", "имя;город\r\nанна;тула\r\n"),
        ("IBM866", "Название;Цена\r\nЯблоки;1,99\r\nГруши;2,50\r\n"),
        ("windows-874", "ชื่อ;ราคา\r\nแอปเปิล;1.99\r\nคน;2\r\n"),
        ("windows-1253", "Όνομα;Πόλη\r\nΓιώργος;Αθήνα\r\n"),
        ("windows-1255", "שם;עיר\r\nדוד;חיפה\r\n"),
        ("windows-1256", "الاسم;المدينة\r\nأحمد;القاهرة\r\n"),
        (
            "windows-1250",
            "Imię;Miasto\r\nŁukasz;Kraków\r\nMałgorzata;Łódź\r\n",
        ),
        ("windows-1252", "Prénom;Âge\r\nÉloïse;25\r\nFrançois;30\r\n"),
        ("windows-1252", "“Titel” – ‘x’ …\r\n"),
    ] {
        assert_eq!(read(encoding, text).0, text, "{encoding}");
    }
}

#[test]
fn letters_of_one_language_are_not_those_of_another() {
    for (encoding, text) in [
        ("windows-1250", "Cena: 5 zł\r\n"),
        ("windows-1250", "Towar;Cena\r\nMąka;3,20\r\n"),
        (
            "windows-1250",
            "Termék;Ár\r\nSör;500\r\nGyümölcslé;700\r\nTűzifa;9000\r\n",
        ),
        ("windows-1250", "Kovács Ákos;Győr\r\nSzűcs Éva;Pécs\r\n"),
        ("windows-1250", "Gdańsk;Kraków\r\n"),
        ("windows-1250", "Imię;Nazwisko\r\nJózef;Nowak\r\n"),
        ("windows-1252", "España;Ñandú\r\nNiño;Muñoz\r\n"),
        ("windows-1252", "Você lê o purê, avô\r\n"),
        ("windows-1252", "Même fête, forêt, être\r\n"),
        ("windows-1250", "Név;Ár\r\nárvíztűrő tükörfúrógép;5\r\n"),
        (
            "windows-1250",
            "Jméno;Město\r\nJiří;Brno\r\nTomáš;Plzeň\r\n",
        ),
        ("windows-1250", "październik;5\r\nźle;6\r\nśnieg;7\r\n"),
        ("ISO-8859-2", "Název;Cena\r\nPříliš žluťoučký kůň;3,20\r\n"),
        ("windows-1254", "Ürün;Fiyat\r\nPeynir;3,20\r\nYoğurt;5\r\n"),
        (
            "windows-1252",
            "Nafn;Staður\r\nÞóra;Akureyri\r\nGuðrún;Ísafjörður\r\n",
        ),
        ("windows-1252", "Raum;5 m³\r\n"),
        ("windows-1252", "Volume: 10³ cm³\r\n"),
        ("windows-1252", "Où est le volume à 5 ft³ ?\r\n"),
        ("windows-1252", "La función x³ + y³ del año\r\n"),
        ("windows-1252", "Señal;20 in³\r\nEstación;30 in³\r\n"),
        ("windows-1250", "Klient;Cena\r\nMüller;5 zł\r\n"),
        ("windows-1250", "Paweł, dzień dobry – 5 °C\r\n"),
        (
            "windows-1250",
            "Wartość;Stan\r\nmała;był\r\nIaşi;bała się\r\n",
        ),
        ("windows-1252", "ÄÖÜ äöüß\r\n"),
        ("windows-1252", "§ 5 Abs. 2, Größe\r\n"),
        ("windows-1252", "fût;août;goûter\r\n"),
        ("windows-1251", "Итого;5\r\n"),
        ("windows-1251", "Имя\r\nДа\r\n"),
        (
            "macintosh",
            "Name;Preis\nKäse;3,20\nÄpfel;1,99\nÖl;5\nStraße;6\n",
        ),
        ("macintosh", "Ware\nKäse\n"),
    ] {
        assert_eq!(read(encoding, text).0, text, "{encoding}");
    }
}

#[test]
fn letters_that_end_with_a_zero_do_not_hide_a_text_of_two_bytes_each() {
    for text in [
        "名称,价格\r\n一号,1\r\n",
        "一,一一\r\n",
        "名前　値\r\nりんご　1\r\n",
        "Ābols,2\r\n",
    ] {
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, encoding) in [(little, "UTF-16LE"), (big, "UTF-16BE")] {
            let read = decode(&bytes, true).expect("text");
            assert_eq!((read.text.as_str(), read.encoding), (text, encoding));
        }
    }
    let numbers: Vec<u8> = (0..400_u16).flat_map(u16::to_le_bytes).collect();
    assert_eq!(decode(&numbers, true), None);
}

#[test]
fn texts_of_dos_are_read_as_such() {
    for (encoding, text) in [
        ("IBM850", "Größe;Länge;Maß\r\nGroß;5;3\r\nKlein;4;2\r\n"),
        (
            "IBM850",
            "Name;Straße\r\nMüller;Königsallee 5\r\nÄrzte;Übersee §5\r\n",
        ),
        (
            "IBM850",
            "Prénom;Âge;Ville\r\nHélène;25;Besançon\r\nZoé;30;Orléans\r\n",
        ),
        ("IBM850", "Descripción;Año\r\nNiño;2026\r\nMálaga;5\r\n"),
        ("IBM850", "Città;Perché\r\nMantova;caffè\r\n"),
        (
            "IBM852",
            "Miasto;Kwota\r\nŁódź;5 zł\r\nMałgorzata;Kraków\r\n",
        ),
        ("IBM852", "Jméno;Město\r\nJiří;Plzeň\r\nTomáš;Děčín\r\n"),
        ("IBM852", "Név;Ár\r\nGyümölcslé;700\r\nTűzifa;9000\r\n"),
    ] {
        let (read, found) = read(encoding, text);
        assert_eq!((read.as_str(), found), (text, encoding));
    }
    let bytes = [b'K', 0x84, b's', b'e'];
    assert_eq!(
        decode_as("IBM850", &bytes, true).expect("text").text,
        "Käse"
    );
    let mut text = String::new();
    StreamDecoder::new("IBM850").push(&bytes, true, &mut text);
    assert_eq!(text, "Käse");
}

#[test]
fn a_person_may_know_better_than_the_letters() {
    let bytes = [0xcf, 0xf0, 0xe8];
    let read = |name| decode_as(name, &bytes, true).expect("text").text;
    assert_eq!(read("windows-1251"), "При");
    assert_eq!(read("windows-1252"), "Ïðè");
    let marked = b"\xef\xbb\xbfx";
    assert_eq!(decode_as("UTF-8", marked, true).expect("text").text, "x");
}

#[test]
fn short_tables_of_smaller_languages_are_read_in_their_encodings() {
    let mut wrong = Vec::new();
    for (encoding, text) in [
        (
            "windows-1257",
            "Vardas;Miestas;Suma\r\nŠarūnas;Šiauliai;12\r\n",
        ),
        (
            "windows-1257",
            "Pavadinimas;Kiekis\r\nBendrovė;5\r\nĄžuolas;3\r\n",
        ),
        ("windows-1257", "Vārds;Pilsēta\r\nJānis Bērziņš;Rīga\r\n"),
        (
            "windows-1257",
            "Nimi;Linn\r\nTõnu Õunapuu;Pärnu\r\nŠmidt;Võru\r\n",
        ),
        (
            "windows-1250",
            "Nume;Localitate;Sumă\r\nIonuţ;Bucureşti;100\r\n",
        ),
        (
            "windows-1250",
            "Denumire;Cantitate\r\nPâine;3\r\nBrânză;1\r\n",
        ),
        (
            "windows-1250",
            "Ime;Grad;Iznos\r\nIvan Horvatić;Zagreb;5\r\nMarija Jurić;Šibenik;6\r\n",
        ),
        ("windows-1250", "Naziv;Količina;Cena\r\nŽiga;5;3,20\r\n"),
        ("windows-1250", "Meno;Mesto\r\nĽuboš;Košice\r\n"),
        (
            "windows-1254",
            "İsim;Şehir;Tutar\r\nAyşe Yılmaz;İstanbul;5\r\n",
        ),
        (
            "IBM850",
            "Namn;Ort;Belopp\r\nJönsson;Malmö;5\r\nÅke;Örebro;6\r\n",
        ),
        ("IBM850", "Descrição;Preço\r\nPão;5\r\n"),
        (
            "macintosh",
            "Namn;Ort\nBjörn Åkesson;Göteborg\nMärta;Malmö\n",
        ),
    ] {
        let (read, found) = read(encoding, text);
        if read != text {
            wrong.push(format!("{encoding} as {found}: {text:?} became {read:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_few_broken_bytes_do_not_turn_utf8_into_another_encoding() {
    let bytes = b"Name;Ort\nK\xc3\xa4se;K\xc3\xb6ln\nbroken \xff;x\nM\xc3\xbcller;Z\xc3\xbcrich\n";
    let read = decode(bytes, true).expect("text");
    assert_eq!(read.encoding, "UTF-8");
    assert_eq!(
        read.text,
        "Name;Ort\nKäse;Köln\nbroken \u{fffd};x\nMüller;Zürich\n"
    );
    // A cut character at the end of a piece is none.
    let cut = decode(&bytes[..bytes.len() - 6], false).expect("text");
    assert!(cut.text.ends_with(";Z"), "{cut:?}");
    let cut = decode(b"K\xe4se;5", false).expect("text");
    assert_eq!(cut.text, "Käse;5");
}
