//! Reading files that other programs wrote. Each is named after its writer.
#![expect(clippy::unwrap_used, reason = "what fails here ends the test")]

mod all_rows;
mod archives;
mod columnar;
mod databases;
mod documents;
mod endings;
mod seeds;
mod writings;

use office::{CellKind, Kind, MAX_ROWS, Office, Refusal, Sheet, Workbook, read};

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/files/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn kind(name: &str) -> Kind {
    Kind::of_name(name).unwrap()
}

fn workbook(name: &str) -> Workbook {
    match read(kind(name), &bytes(name)).unwrap() {
        Office::Workbook(workbook) => workbook,
        other => panic!("{other:?}"),
    }
}

fn text(name: &str) -> String {
    match read(kind(name), &bytes(name)).unwrap() {
        Office::Document { text, .. } => text,
        other => panic!("{other:?}"),
    }
}

fn rows(sheet: &Sheet) -> Vec<Vec<&str>> {
    let mut rows = Vec::new();
    for row in &sheet.rows {
        rows.push(row.cells.iter().map(|cell| cell.text.as_str()).collect());
    }
    rows
}

#[test]
fn an_excel_workbook_shows_what_excel_shows() {
    let book = workbook("openpyxl.xlsx");
    let sales = &book.sheets[0];
    assert_eq!((sales.name.as_str(), sales.is_hidden), ("Sales", false));
    assert_eq!(
        rows(sales),
        [
            vec!["Item", "Price", "Share", "Day", "Took", "Paid", "Sum"],
            vec![
                "Pens & ink",
                "1,234.50 €",
                "12.5%",
                "2026-03-01",
                "30:00:00",
                "TRUE",
                "=SUM(B2:B3)"
            ],
            vec![
                "Paper",
                "2.00 €",
                "50.0%",
                "2026-03-01 14:30",
                "0:05:00",
                "FALSE"
            ],
            vec!["Secret", "3.00 €", "10.0%", "2026-01-02", "", "#DIV/0!"],
        ]
    );
    let hidden: Vec<bool> = sales.rows.iter().map(|row| row.is_hidden).collect();
    assert_eq!(hidden, [false, false, false, true]);
    let kinds: Vec<CellKind> = sales.rows[1].cells.iter().map(|cell| cell.kind).collect();
    use CellKind::{Formula, Number, Text};
    assert_eq!(kinds, [Text, Number, Number, Number, Number, Text, Formula]);
    assert_eq!(book.sheets[1].name, "Notes");
    assert!(book.sheets[1].is_hidden);
    assert_eq!(rows(&book.sheets[1]), [vec!["from the third row"]]);
}

#[test]
fn an_old_workbook_is_read_too() {
    let book = workbook("xlwt.xls");
    assert_eq!(
        rows(&book.sheets[0]),
        [vec!["Größe", "1.5"], vec!["2026-03-01", "TRUE"]]
    );
}

/// Written by xlwt 1.3.0.
#[test]
fn numbers_of_an_old_workbook_are_shown_in_their_formats_and_hidden_rows_are_known() {
    let book = workbook("xlwt-formats.xls");
    assert_eq!(
        rows(&book.sheets[0]),
        [
            ["26%"],
            ["00123"],
            ["-1,234.50 €"],
            ["-3.50"],
            ["0.5"],
            ["2026-03-01"]
        ]
    );
    let hidden: Vec<bool> = book.sheets[0]
        .rows
        .iter()
        .map(|row| row.is_hidden)
        .collect();
    assert_eq!(hidden, [false, true, false, false, false, false]);
    assert_eq!(
        rows(&book.sheets[1]),
        [
            vec!["100.0%", "200.0%", "300.0%"],
            vec!["2"],
            vec!["($5.00)"]
        ]
    );
}

/// Written by XlsxWriter 3.3.1 and xlwt 1.3.0, which do not calculate formulas.
#[test]
fn a_formula_without_a_calculated_result_is_shown_itself() {
    let book = workbook("xlsxwriter.xlsx");
    assert_eq!(
        rows(&book.sheets[0]),
        [["5"], ["6"], ["=SUM(A1:A2)"], ["10"], ["0"]]
    );
    assert_eq!(book.sheets[0].rows[2].cells[0].kind, CellKind::Formula);
    let book = workbook("xlwt-formulas.xls");
    assert_eq!(
        rows(&book.sheets[0]),
        [["5"], ["=SUM(A1:A1)"], ["=\"a\"&\"b\""], ["x"]]
    );
}

#[test]
fn an_opendocument_workbook_shows_the_same_values() {
    let book = workbook("odfpy.ods");
    let sales = &book.sheets[0];
    assert_eq!(
        rows(sales),
        [
            vec!["Item", "Price", "Share", "Day", "Took", "Paid", "Sum"],
            vec![
                "Pens & ink",
                "1,234.50 €",
                "12.5%",
                "2026-03-01",
                "30:00:00",
                "TRUE",
                "=SUM([.B2:.B3])"
            ],
            vec![],
            vec![],
            vec!["Secret", "", "", "x"],
        ]
    );
    // A million empty rows follow, and the last cell has an annotation.
    assert!(!sales.truncated);
    assert!(sales.rows[4].is_hidden);
    assert!(book.sheets[1].is_hidden);
}

/// Written by odfpy 1.4.1, which writes no text for values.
#[test]
fn values_without_words_are_shown_as_what_they_are() {
    assert_eq!(
        rows(&workbook("odfpy-values.ods").sheets[0]),
        [
            vec!["12.5%", "5 EUR", "0.3", "26:00:00"],
            vec![
                "0:01:23.45",
                "0:01:23",
                "2026-03-04 14:30:05.5",
                "2026-03-04"
            ],
        ]
    );
}

/// Written by openpyxl 3.1.5.
#[test]
fn fractions_of_seconds_are_shown_as_excel_shows_them() {
    assert_eq!(
        rows(&workbook("openpyxl-seconds.xlsx").sheets[0]),
        [["0:05:03.5"], ["2026-03-04 01:02:03.456"], ["14:30:05"]]
    );
}

#[test]
fn a_word_document_keeps_headings_lists_and_tables() {
    assert_eq!(
        text("python-docx.docx"),
        "# Report\n\nA **bold** word and 2\\*3.\n\n1. first\n2. second\n- apples\n- pears\n\n\
         | Name | Address |\n| --- | --- |\n| Ann | Main St 1<br>Oslo |"
    );
}

/// Written by python-docx 1.2.0.
#[test]
fn lists_in_lists_line_breaks_and_letters_of_a_word_document_stay_what_they_are() {
    assert_eq!(
        text("python-docx-lists.docx"),
        "See &#91;annex 3&#93; for \\$x\\$ and \\$5, a\\~\\~b\\~\\~ &#91;^1&#93; \\\\(y\\\\) \\&lt;\n\n\
         one  \ntwo  \nthree\n\n# A long title\n\n\
         5. five\n    1. a\n    2. b\n        - dot\n6. six\n\nBetween\n\n\
         - bullet 2\n- bullet\n    - bullet 2\n        - bullet 3\n    1. number 2\n- bullet"
    );
}

/// Written by python-docx 1.2.0.
#[test]
fn formulas_signs_comments_and_margins_of_a_word_document_are_shown_and_hidden_words_are_not() {
    assert_eq!(
        text("python-docx-parts.docx"),
        "Top\n\n---\n\nFormula: (a+b)/2=x^2+√y < ∑\\_(i=1)^n &#91;i&#93; end\n\nDone ✓α shown\n\n\
         with a comment[^c0]\n\n---\n\nBottom\n\n[^c0]: Ann: Is it &#91;true&#93;?"
    );
}

#[test]
fn words_for_search_have_no_signs_that_only_markdown_needs() {
    let told = read(Kind::Document, &bytes("python-docx-lists.docx"))
        .unwrap()
        .to_text();
    assert!(
        told.starts_with(
            "See [annex 3] for $x$ and $5, a~~b~~ [^1] \\(y\\) &lt;\n\none\ntwo\nthree\n"
        ),
        "{told}"
    );
    let rtf = read(Kind::RichText, br"{\rtf1 [a] $x$ `c\\d` 2*3 e_f\line g}").unwrap();
    assert_eq!(rtf.to_text(), "[a] $x$ `c\\d` 2*3 e_f\ng");
}

#[test]
fn slides_are_read_in_order() {
    assert_eq!(text("python-pptx.pptx"), "# Plan\n\nStep one");
}

/// Written by python-pptx 1.0.2.
#[test]
fn lists_of_slides_keep_their_levels_and_hidden_slides_say_so() {
    assert_eq!(
        text("python-pptx-lists.pptx"),
        "# Plan\n\n- one &#91;x&#93;\n    - under\n- two\n\nJust text\n\nmore\n\n\
         # Later\n\n*(hidden)*\n\n1. first\n2. second"
    );
}

#[test]
fn an_opendocument_text_keeps_headings_lists_and_tables() {
    assert_eq!(
        text("odfpy.odt"),
        "# Report\n\nA **bold** word, 2\\*3, and [a link](<https://example.org/a>)\n\n\
         1. first\n2. second\n    - deep\n\n- apples\n- pears\n\n\
         | Name | Address |\n| --- | --- |\n| Ann | Main St 1<br>Oslo\\|Norway |\n\nThe end."
    );
}

/// Written by odfpy 1.4.1.
#[test]
fn notes_of_an_opendocument_text_stand_at_its_end() {
    assert_eq!(
        text("odfpy-notes.odt"),
        "A word[^1] and m<sup>2</sup>[^2].\n\nEnd.\n\n[^1]: At the foot.\n\n    Twice.\n\n[^2]: More."
    );
    let told = read(kind("a.odt"), &bytes("odfpy-notes.odt"))
        .unwrap()
        .to_text();
    assert!(told.starts_with("A word[^1] and m2[^2]."), "{told}");
}

#[test]
fn a_workbook_as_text_has_a_table_for_each_sheet() {
    let text = Office::Workbook(workbook("xlwt.xls")).to_text();
    assert_eq!(
        text,
        "## Alt\n\n| Größe | 1.5 |\n| --- | --- |\n| 2026-03-01 | TRUE |\n\n"
    );
}

#[test]
fn what_is_no_office_file_is_refused_and_nothing_breaks() {
    let torn = |name: &str| {
        let mut bytes = bytes(name);
        bytes.truncate(bytes.len() / 2);
        bytes
    };
    for (name, bytes) in [
        ("notes.xlsx", b"just words".to_vec()),
        ("empty.docx", Vec::new()),
        ("torn.xlsx", torn("openpyxl.xlsx")),
        ("torn.ods", torn("odfpy.ods")),
        ("torn.docx", torn("python-docx.docx")),
        ("a-document.ods", bytes("python-docx.docx")),
    ] {
        assert_eq!(read(kind(name), &bytes), Err(Refusal::Unreadable), "{name}");
    }
}

#[test]
fn a_long_sheet_is_shown_by_its_beginning() {
    let book = workbook("openpyxl-long.xlsx");
    assert_eq!(book.sheets[0].rows.len(), MAX_ROWS);
    assert!(book.sheets[0].truncated);
}

/// Written by SheetJS 0.18.5, which writes cells beside each other in their short form.
#[test]
fn a_binary_workbook_shows_the_same_values() {
    let (binary, usual) = (workbook("sheetjs.xlsb"), workbook("sheetjs.xlsx"));
    assert_eq!(
        rows(&binary.sheets[0]),
        [
            vec!["Item", "Price", "Share", "Day", "Took", "Paid", "Sum"],
            vec![
                "Pens & ink",
                "1,234.50 €",
                "12.5%",
                "2026-03-01",
                "30:00:00",
                "TRUE",
                "1236.50"
            ],
            vec![
                "Größe, 東京",
                "2.00 €",
                "50%",
                "2026-03-01 14:30",
                "00007",
                "FALSE",
                "(5)"
            ],
            vec!["Secret", "3", "#N/A", "", "", "", "#DIV/0!"],
        ]
    );
    assert_eq!(binary, usual);
    assert!(binary.sheets[0].rows[3].is_hidden);
    assert!(binary.sheets[1].is_hidden);
}

/// Written by odfpy 1.4.1.
#[test]
fn headers_and_footers_of_an_opendocument_text_stand_around_it_once() {
    assert_eq!(
        text("odfpy-margins.odt"),
        "Pens & Co **Ltd**\n\nOn the left\n\n---\n\n# Offer\n\nTen pens.\n\n---\n\nPage 1"
    );
}

/// Written by odfpy 1.4.1.
#[test]
fn merged_and_repeated_cells_of_an_opendocument_workbook_stand_in_their_columns() {
    let book = workbook("odfpy-merged.ods");
    let merged = &book.sheets[0];
    assert_eq!(
        rows(merged),
        [
            vec!["Over three", "", "", "D"],
            vec!["down two", "same", "same", "d"],
            vec!["", "b"],
            vec!["again"],
            vec!["again"],
            vec!["again"],
            vec![],
            vec![],
            // What somebody kept below a merged cell is in the file, and shown.
            vec!["end", "under", "c"],
        ]
    );
    assert!(!merged.truncated);
    // A million rows of the same are not so many here.
    let many = &book.sheets[1];
    assert_eq!(many.rows.len(), MAX_ROWS);
    assert_eq!(many.rows[0].cells.len(), office::MAX_COLUMNS);
    assert!(many.truncated);
}
