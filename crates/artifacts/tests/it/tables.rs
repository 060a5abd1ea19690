//! Tables as Excel, banks and offices write them.

use artifacts::{Inspection, Preview, inspect, words};

pub(crate) fn seen(bytes: &[u8]) -> Inspection {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stored");
    std::fs::write(&path, bytes).unwrap();
    inspect(&path, "a.csv", None, None).unwrap()
}

/// Returns header and rows, the cells of each joined by bars.
pub(crate) fn lines(bytes: &[u8]) -> Vec<String> {
    match seen(bytes).preview {
        Preview::Table { header, rows, .. } => std::iter::once(header)
            .chain(rows)
            .map(|row| row.join(" | "))
            .collect(),
        other => panic!("{other:?}"),
    }
}

fn encoded(encoding: &str, text: &str) -> Vec<u8> {
    let encoding = encoding_rs::Encoding::for_label(encoding.as_bytes()).unwrap();
    let (bytes, _, had_errors) = encoding.encode(text);
    assert!(!had_errors, "{text}");
    bytes.into_owned()
}

#[test]
fn a_table_is_read_in_the_encoding_it_was_written_in_and_says_which() {
    for (encoding, text) in [
        ("windows-1252", "Ware;Preis\r\nKäse;3,20\r\nÄpfel;1,99\r\n"),
        (
            "GBK",
            "名称,价格,供应商\r\n苹果,5.2,北方公司\r\n香蕉,3.1,南方公司\r\n",
        ),
        (
            "Shift_JIS",
            "名前,価格,産地\r\nりんご,120,青森\r\nみかん,80,愛媛\r\nぶどう,300,山梨\r\n",
        ),
        (
            "windows-1251",
            "Название;Цена;Город\r\nЯблоки;1,99;Москва\r\nГруши;2,50;Тула\r\n",
        ),
        (
            "Big5",
            "名稱,價格,供應商\r\n蘋果,5.2,北方公司\r\n香蕉,3.1,南方公司\r\n",
        ),
        (
            "EUC-KR",
            "이름,가격,도시\r\n사과,1200,서울\r\n배,2300,부산\r\n",
        ),
        (
            "windows-1252",
            "Produit;Prix\r\nCrème brûlée;3,20\r\nThé;1,99\r\n",
        ),
        ("UTF-8", "Ware,Preis\nKäse,3.20\n"),
        (
            "macintosh",
            "Ware;Preis\rKäse;3,20\rÄpfel süß;1,99\rCrème;2,10\r",
        ),
    ] {
        let bytes = encoded(encoding, text);
        let seen = seen(&bytes);
        assert_eq!(seen.encoding, Some(encoding), "{text}");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("stored");
        std::fs::write(&path, &bytes).unwrap();
        let searched = words(&path, "a.csv", None, None).unwrap();
        assert_eq!(searched.unwrap().text, text);
    }
    assert_eq!(
        lines(&encoded("windows-1252", "Ware;Preis\r\nKäse;3,20\r\n")),
        ["Ware | Preis", "Käse | 3,20"]
    );
    let text = "Name\tPreis\r\nÄpfel\t1,99\r\nBirnen\t2,49\r\n";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for (bytes, encoding) in [(little, "UTF-16LE"), (big, "UTF-16BE")] {
        assert_eq!(seen(&bytes).encoding, Some(encoding));
        assert_eq!(seen(&bytes).separator, Some('\t'));
        assert_eq!(
            lines(&bytes),
            ["Name | Preis", "Äpfel | 1,99", "Birnen | 2,49"]
        );
    }
}

#[test]
fn lines_of_an_old_mac_do_not_make_other_scripts_western() {
    for (encoding, text) in [
        (
            "windows-1253",
            "Προϊόν;Τιμή\rΜήλα και αχλάδια;1,99\rΤυρί από τη Νάξο;3,20\r",
        ),
        (
            "windows-1255",
            "מוצר;מחיר\rתפוחים ואגסים;1,99\rגבינה מהגליל;3,20\r",
        ),
        (
            "windows-874",
            "สินค้า;ราคา\rแอปเปิลและลูกแพร์;1,99\rชีสจากเชียงใหม่;3,20\r",
        ),
        (
            "windows-1256",
            "المنتج;السعر\rتفاح وكمثرى;1,99\rجبن من الجبل;3,20\r",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("stored");
        std::fs::write(&path, encoded(encoding, text)).unwrap();
        let searched = words(&path, "a.csv", None, None).unwrap();
        assert_eq!(searched.unwrap().text, text, "{encoding}");
    }
}

#[test]
fn the_separator_is_what_splits_all_of_the_table() {
    for (text, expected) in [
        (
            "Name;Preis, EUR;Menge, kg\r\nA;1,50;2,25\r\nB;2,75;3,10\r\n",
            vec![
                "Name | Preis, EUR | Menge, kg",
                "A | 1,50 | 2,25",
                "B | 2,75 | 3,10",
            ],
        ),
        (
            "sep=;\r\nFiliale;Umsatz\r\nNord;1,5\r\nSüd;2,25\r\n",
            vec!["Filiale | Umsatz", "Nord | 1,5", "Süd | 2,25"],
        ),
        ("SEP=|\na|b;c\n1|2\n", vec!["a | b;c", "1 | 2"]),
        (
            "id,text\n1,\"a;b;c\"\n2,\"d;e;f\"\n3,\"g;h;i\"\n",
            vec!["id | text", "1 | a;b;c", "2 | d;e;f", "3 | g;h;i"],
        ),
        (
            "name\tnote\nA\tone, two, three\nB\tfour, five\n",
            vec!["name | note", "A | one, two, three", "B | four, five"],
        ),
        ("Preis\n1,50\n2,75\n", vec!["Preis", "1,50", "2,75"]),
        (
            "Datum;Betrag\n01.02.2026;-1.234,50\n02.02.2026;0,99\n",
            vec![
                "Datum | Betrag",
                "01.02.2026 | -1.234,50",
                "02.02.2026 | 0,99",
            ],
        ),
        (
            "Name;Address\nAnna;Main St 1, Berlin\nBen;Side St 2, Bonn\n",
            vec![
                "Name | Address",
                "Anna | Main St 1, Berlin",
                "Ben | Side St 2, Bonn",
            ],
        ),
    ] {
        assert_eq!(lines(text.as_bytes()), expected, "{text:?}");
    }
}

#[test]
fn lines_before_a_table_are_its_title() {
    let text = "Umsatz je Filiale 2026\r\nFiliale;Umsatz;Anteil\r\nNord;1.234,50;12,5\r\nSüd;2.100,00;21,3\r\n";
    assert_eq!(
        lines(text.as_bytes()),
        [
            "Filiale | Umsatz | Anteil",
            "Nord | 1.234,50 | 12,5",
            "Süd | 2.100,00 | 21,3"
        ]
    );
    assert_eq!(seen(text.as_bytes()).title, ["Umsatz je Filiale 2026"]);
    let bank = "Konto:;DE12 3456\nZeitraum:;01.01.2026 - 31.01.2026\n\nTag;Text;Betrag;Saldo\n\
                02.01.2026;Miete;-900,00;1.100,00\n03.01.2026;Gehalt;2.000,00;3.100,00\n\
                04.01.2026;Strom;-80,00;3.020,00\n";
    assert_eq!(lines(bank.as_bytes())[0], "Tag | Text | Betrag | Saldo");
    let padded = "Report 2026,,\nName,Price,Sum\nNut,3,4\nBolt,5,6\n";
    assert_eq!(lines(padded.as_bytes())[0], "Name | Price | Sum");
    let numbered = "mpg,cyl\nMazda,21,6\nFiat,32,4\nFord,15,8\n";
    assert_eq!(lines(numbered.as_bytes())[0], " | mpg | cyl");
}

#[test]
fn no_cell_is_without_a_column() {
    for (text, expected) in [
        // R writes no column name for the row names.
        (
            "\"mpg\",\"cyl\"\n\"Mazda\",21,6\n\"Fiat\",32,4\n",
            " | mpg | cyl",
        ),
        ("a,b\n1,2,extra\n3,4\n5,6\n", "a | b | "),
        ("a,b\n1,2,\n3,4,\n5,6,\n", "a | b"),
        ("1;2\n3;4;5\n6;7\n", "1 | 2 | 3"),
    ] {
        assert_eq!(lines(text.as_bytes())[0], expected, "{text}");
    }
}

#[test]
fn what_banks_write_before_a_table_is_its_title() {
    let head_of = |text: &str| lines(text.as_bytes())[0].clone();
    // mBank: an extra separator after each row.
    let rows = "2026-01-31;\"ŻABKA  KRAKÓW\";\"eKonto 1111\";\"Żywność\";-23,45 PLN;;\n";
    let before = "mBank S.A.;\n\n#Klient;\nJAN KOWALSKI;\n\n#Za okres:;\n01.01.2026;31.01.2026;\n\n\
                  #Waluta;#Wpływy;#Wydatki;\nPLN;5 000,00;-1 234,56;\n\n";
    let head = "#Data operacji;#Opis operacji;#Rachunek;#Kategoria;#Kwota;\n";
    let mbank = format!("{before}{head}{}", rows.repeat(12));
    assert_eq!(
        head_of(&mbank),
        "#Data operacji | #Opis operacji | #Rachunek | #Kategoria | #Kwota | "
    );
    // UBS: more lines before the table than in it, and a separator at the end of each.
    let ubs = "IBAN:;CH93 0076;\nVon:;01.01.2026;\nBis:;31.01.2026;\nSaldo:;1'000.00;\n\n\
               Datum;Zeit;Belastung;Saldo;Text;\n2026-01-31;10:00:00;-23.45;1234.56;Migros;\n\
               2026-01-30;10:00:00;-3.45;1258.01;Coop;\n";
    assert_eq!(head_of(ubs), "Datum | Zeit | Belastung | Saldo | Text | ");
    // An Excel sheet: the same number of cells in each line.
    let sheet = "Hesap;;;;\nAyşe;Yılmaz;;;\nIBAN;TR12 0006;;;\n;;;;\nTarih;Açıklama;Tutar;Bakiye;No\n\
                 31/01/2026;MİGROS;-1.234,56;10.000,00;123\n30/01/2026;Maaş;25.000,00;11.234,56;124\n";
    assert_eq!(head_of(sheet), "Tarih | Açıklama | Tutar | Bakiye | No");
    let groups = "Region;2024;;2025;\n;Q1;Q2;Q1;Q2\nNord;1;2;3;4\n";
    assert_eq!(head_of(groups), "Region | 2024 |  | 2025 | ");
}

#[test]
fn a_quote_that_is_never_closed_does_not_swallow_the_rest() {
    assert_eq!(
        lines(b"id,note\n1,12\" pipe\n2,\"never closed\n3,fine\n4,fine\n"),
        [
            "id | note",
            "1 | 12\" pipe",
            "2 | \"never closed",
            "3 | fine",
            "4 | fine"
        ]
    );
    assert_eq!(
        lines(b"id;note;x\n1;\"open;a\n2;12\";b\n3;c;d\n"),
        [
            "id | note | x",
            "1 | \"open | a",
            "2 | 12\" | b",
            "3 | c | d"
        ]
    );
    assert_eq!(
        lines(b"id,note\n1,\"two\nlines, and a comma\"\n2,x\n"),
        ["id | note", "1 | two\nlines, and a comma", "2 | x"]
    );
}

#[test]
fn a_head_that_is_split_as_all_rows_are_is_no_title() {
    assert_eq!(
        lines(b"id,text\n1,a; b; c\n2,d; e; f\n"),
        ["id | text", "1 | a; b; c", "2 | d; e; f"]
    );
    assert_eq!(
        lines("Umsatz, 2026\nFiliale;Umsatz\nNord;1,5\nSüd;2,25\n".as_bytes()),
        ["Filiale | Umsatz", "Nord | 1,5", "Süd | 2,25"]
    );
}

#[test]
fn blanks_before_a_cell_in_quotes_are_none_of_it() {
    assert_eq!(
        lines(b"Name, City, Price\nAnna, \"Paris, France\", 1.20\nBerta, \"Rome, Italy\" , 2.30\n"),
        [
            "Name |  City |  Price",
            "Anna | Paris, France |  1.20",
            "Berta | Rome, Italy  |  2.30"
        ]
    );
}

#[test]
fn commas_in_the_numbers_of_one_column_part_nothing() {
    for text in [
        "Betrag\n1,50 €\n2,00 €\n",
        "Betrag\n€ 1.234,50\n-2,00 €\n",
        "Anteil\n12,5 %\n3,0 %\n",
        "Gewicht\n1,5 kg\n2 kg\n",
        "Preis (EUR, netto)\n1,50\n2,00\n",
    ] {
        let expected: Vec<&str> = text.lines().collect();
        assert_eq!(lines(text.as_bytes()), expected);
    }
    assert_eq!(lines(b"a, b\n1,50\n2,00\n"), ["a |  b", "1 | 50", "2 | 00"]);
}

#[test]
fn what_stands_in_quotes_is_one_cell_whatever_is_in_it() {
    for text in [
        "\"Anna; Ben\",\"Berlin; Köln\"\n\"Cem; Dora\",\"Bonn; Ulm\"\n",
        "\"a;b\",\"c;d\"\n\"1;2\",\"3;4\"\n\"5;6\",\"7;8\"\n",
    ] {
        let expected: Vec<String> = text
            .lines()
            .map(|line| line.trim_matches('"').replace("\",\"", " | "))
            .collect();
        assert_eq!(lines(text.as_bytes()), expected);
    }
    assert_eq!(
        lines("name;addr\nA;\"Weg 1\n10115 Berlin; DE\"\nB;\"x\"\n".as_bytes()),
        ["name | addr", "A | Weg 1\n10115 Berlin; DE", "B | x"]
    );
    assert_eq!(
        lines(b"id,note\n1,\"multi\n2, two\"\n3,ok\n"),
        ["id | note", "1 | multi\n2, two", "3 | ok"]
    );
}

#[test]
fn what_is_said_of_a_table_before_it_is_its_title() {
    for (text, titles, head) in [
        (
            "Stand,01.01.2026\nName,Ort,Betrag\nA,X,5\nB,Y,6\n",
            vec!["Stand 01.01.2026"],
            "Name | Ort | Betrag",
        ),
        (
            "Konto;123\nZeit;01.01.2026\nSaldo;1.234,56\nTag;Art;Text;Betrag;Saldo\n01.01.2026;Pix;F;-50,00;1.184,56\n",
            vec!["Konto 123", "Zeit 01.01.2026", "Saldo 1.234,56"],
            "Tag | Art | Text | Betrag | Saldo",
        ),
        (
            "Bericht;;;\nErstellt am;01.01.2026;;\n;;;\nName;Jan;Feb;Mär\nA;1,5;2,5;3,5\nB;4;5;6\n",
            vec!["Bericht", "Erstellt am 01.01.2026", ""],
            "Name | Jan | Feb | Mär",
        ),
        (
            "# comment, with comma\n# another\nname,age\nA,1\nB,2\n",
            vec!["# comment  with comma", "# another"],
            "name | age",
        ),
        (
            "Report, generated 2026\nName,Amount\nA,5\nB,6\n",
            vec!["Report  generated 2026"],
            "Name | Amount",
        ),
        (
            "Report: Sales, Q1\n\nRegion,Sales\nNorth,100\nSouth,200\n",
            vec!["Report: Sales  Q1"],
            "Region | Sales",
        ),
    ] {
        assert_eq!(lines(text.as_bytes())[0], head, "{text:?}");
        assert_eq!(seen(text.as_bytes()).title, titles, "{text:?}");
    }
    // These first lines are headers.
    for text in [
        "Name, Age\nAnna,unknown\nBen,5\n",
        "#,Name\n1,Anna\n2,Ben\n",
        "a;b;2024;;\nx;y;1;;\nz;v;2;;\n",
    ] {
        assert!(seen(text.as_bytes()).title.is_empty(), "{text:?}");
    }
}

#[test]
fn a_table_of_numbers_without_names_numbers_its_columns() {
    assert_eq!(
        lines(b"1,2,3\n4,5,6\n"),
        ["1 | 2 | 3", "1 | 2 | 3", "4 | 5 | 6"]
    );
    assert_eq!(
        lines("2026-01-01;10,5\n2026-01-02;11,5\n".as_bytes()),
        ["1 | 2", "2026-01-01 | 10,5", "2026-01-02 | 11,5"]
    );
    assert_eq!(lines(b"100\n200\n"), ["1", "100", "200"]);
    assert_eq!(lines(b"sep=;\n5;6\n7;8\n"), ["1 | 2", "5 | 6", "7 | 8"]);
    assert!(seen(b"2024\n19.5\n").is_numbered);
    assert!(!seen(b"Year\n19.5\n").is_numbered);
    // Years name columns, and pandas counts columns without names from 0.
    assert_eq!(lines(b"2024,2025\n1.5,2.5\n")[0], "2024 | 2025");
    assert_eq!(lines(b"0,1,2\n4,5,6\n7,8,9\n")[0], "0 | 1 | 2");
    assert_eq!(lines(b"Land;2024;2025\nDE;1;2\n")[0], "Land | 2024 | 2025");
}
