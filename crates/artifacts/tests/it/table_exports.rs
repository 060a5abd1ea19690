//! Tables as programs export them: with remarks below, without names of columns, with quotes of their own.

use crate::tables::{lines, seen};

#[test]
fn remarks_below_a_table_are_rows_of_one_cell_and_change_nothing_above() {
    for (text, expected) in [
        (
            "Name;Wert\nA;1,5\nB;2,5\n\nGesamt: 4,0\n",
            vec!["Name | Wert", "A | 1,5", "B | 2,5", "Gesamt: 4,0"],
        ),
        (
            "Name,Amount\nAnna,12.50\nBen,3.00\n\nRows: 2; of 2026\n",
            vec![
                "Name | Amount",
                "Anna | 12.50",
                "Ben | 3.00",
                "Rows: 2; of 2026",
            ],
        ),
        (
            "Konto:;=\"CH93\"\nVon:;=\"01.01.2026\"\nBis:;=\"31.01.2026\"\nIn:;=\"CHF\"\n\n\
             Datum;Text;Gutschrift;Lastschrift\n31.01.2026;Migros;;-23.45\n30.01.2026;Lohn;50.00;\n\n\
             Disclaimer:\nOhne Gewähr.\n",
            vec![
                "Datum | Text | Gutschrift | Lastschrift",
                "31.01.2026 | Migros |  | -23.45",
                "30.01.2026 | Lohn | 50.00 | ",
                "Disclaimer:",
                "Ohne Gewähr.",
            ],
        ),
    ] {
        assert_eq!(lines(text.as_bytes()), expected, "{text:?}");
    }
}

#[test]
fn a_record_wider_than_the_names_below_it_describes_the_export() {
    let text = "\"EXTF\";700;21;\"Stapel\";12;20260201;1001;20260101\nUmsatz;Konto;Belegdatum;Text\n\
                1234,56;8400;0501;Erlös\n12,5;4400;0601;Miete\n";
    assert_eq!(
        lines(text.as_bytes())[0],
        "Umsatz | Konto | Belegdatum | Text"
    );
    assert_eq!(seen(text.as_bytes()).title.len(), 1);
}

#[test]
fn commas_in_numbers_only_separate_nothing() {
    for (text, expected) in [
        ("Preis\n1,50\n", vec!["Preis", "1,50"]),
        (
            "Frage\nWas ist 1,5?\nUnd 2,5?\n",
            vec!["Frage", "Was ist 1,5?", "Und 2,5?"],
        ),
        ("Name~Preis\nKäse~1,50\n", vec!["Name~Preis", "Käse~1,50"]),
        (
            "Name;Preis\nKäse;1,50\nÖl;2,75\n\nStand: 1,5\n",
            vec!["Name | Preis", "Käse | 1,50", "Öl | 2,75", "Stand: 1,5"],
        ),
    ] {
        assert_eq!(lines(text.as_bytes()), expected, "{text:?}");
    }
    // These are fields.
    assert_eq!(lines(b"Title\n1,2,3\n4,5,6\n7,8,9\n")[1], "1 | 2 | 3");
    assert_eq!(
        lines(b"Title\n2026-01-01,5\n2026-01-02,6\n")[1],
        "2026-01-01 | 5"
    );
}

#[test]
fn a_first_row_with_values_like_those_below_it_names_no_columns() {
    for text in [
        "01/02/2026;PIX JOÃO;-50,00\n02/02/2026;TED;100,00\n",
        "2024-01-01,Anna,25\n2024-01-02,Ben,30\n",
        "\"2024-01-01\",\"Anna\"\n\"2024-01-02\",\"Ben\"\n",
        "Anna,25,Berlin\nBen,30,Bonn\n",
        "1;Anna;12,50\n2;Ben;3,00\n",
        "20260105,-4567,1234567,Shop\n20260106,100,1234667,Bank\n",
    ] {
        let seen = seen(text.as_bytes());
        assert!(seen.is_numbered, "{text:?}");
        assert_eq!(lines(text.as_bytes()).len(), 3, "{text:?}");
    }
    for text in [
        "Land;2024\nDE;1\n",
        "Monat;1;2;3\nUmsatz;10;20;30\n",
        "Größe;36;38;40\nAnzahl;1;2;3\n",
        "Konto;31.01.2026;28.02.2026\nBank;1,5;2,5\n",
        "id,q1\n001,5\n002,4\n",
        "Titel;Jahr\n1984;1949\nMomo;1973\n",
        "Land,Hauptstadt\nFrance,Paris\n",
    ] {
        assert!(!seen(text.as_bytes()).is_numbered, "{text:?}");
    }
}

#[test]
fn quotes_with_backslashes_and_quotes_of_other_kinds_keep_a_cell_together() {
    assert_eq!(
        lines(b"id,text\n1,\"he said \\\"hi\\\", ok\"\n2,\"x\"\n3,\"C:\\dir\\\"\n"),
        [
            "id | text",
            "1 | he said \"hi\", ok",
            "2 | x",
            "3 | C:\\dir\\"
        ]
    );
    assert_eq!(
        lines("id,text\n1,'a, b'\n2,“c, d”\n3,„e, f“\n4,it's, 'so'\n".as_bytes())[1..4],
        ["1 | 'a, b'", "2 | “c, d”", "3 | „e, f“"]
    );
    assert_eq!(lines(b"Name,Wert\nA,'1\nB,'2\n")[1..], ["A | '1", "B | '2"]);
}

#[test]
fn a_formula_that_keeps_a_text_from_becoming_a_number_is_that_text() {
    assert_eq!(
        lines(b"id;name\n=\"001\";x\n=\"002\";=A1\n"),
        ["id | name", "001 | x", "002 | =A1"]
    );
    assert_eq!(lines(b"id,name\n\"=\"\"001\"\"\",x\n")[1], "001 | x");
}
