//! Documents, slides and workbooks as programs write them today: files of `tests/files` with other parts in them.

use std::io::{Cursor, Read, Write};

use office::{Office, read};
use zip::ZipArchive;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::{bytes, kind, rows};

/// Returns a file of `tests/files` with some of its parts replaced, or parts added.
fn with_parts(name: &str, parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut old = ZipArchive::new(Cursor::new(bytes(name))).unwrap();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut part = old.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        if parts.iter().all(|(other, _)| *other != name) {
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            new.start_file(name, SimpleFileOptions::default()).unwrap();
            new.write_all(&bytes).unwrap();
        }
    }
    for (name, bytes) in parts {
        new.start_file(*name, SimpleFileOptions::default()).unwrap();
        new.write_all(bytes).unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// Returns the text of a document, and checks that no marker character of this crate is left in it.
fn text(name: &str, bytes: &[u8]) -> String {
    match read(kind(name), bytes) {
        Ok(Office::Document { text, .. }) => {
            assert!(!text.contains(|letter| letter >= '\u{10ff00}'), "{text:?}");
            text
        }
        other => panic!("{name}: {other:?}"),
    }
}

const SLIDE: &str = "ppt/slides/slide1.xml";

fn slide(shapes: &str, attributes: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><p:sld xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
        xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" {attributes}><p:cSld><p:spTree>{shapes}
        </p:spTree></p:cSld></p:sld>"#
    )
}

fn slides(shapes: &str, attributes: &str) -> String {
    let parts = [(SLIDE, slide(shapes, attributes).into_bytes())];
    text("a.pptx", &with_parts("python-pptx.pptx", &parts))
}

/// Returns a table with one column, in a content placeholder of a slide.
fn table_of(cells: &[&str]) -> String {
    let cells: String = cells
        .iter()
        .map(|cell| format!("<a:tr><a:tc><a:txBody><a:bodyPr/>{cell}</a:txBody></a:tc></a:tr>"))
        .collect();
    format!(
        r#"<p:graphicFrame><p:nvGraphicFramePr><p:nvPr><p:ph idx="1"/></p:nvPr></p:nvGraphicFramePr><a:graphic><a:graphicData
        uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblGrid><a:gridCol/></a:tblGrid>{cells}
        </a:tbl></a:graphicData></a:graphic></p:graphicFrame>"#
    )
}

#[test]
fn lists_in_the_cells_of_slides_have_marks_that_a_table_can_show() {
    let item = |mark: &str, words: &str| {
        format!("<a:p><a:pPr>{mark}</a:pPr><a:r><a:t>{words}</a:t></a:r></a:p>")
    };
    let dot = r#"<a:buChar char="•"/>"#;
    let number = r#"<a:buAutoNum type="arabicPeriod"/>"#;
    let cells = [
        &*item("", "Head"),
        &format!("{}{}", item(dot, "one"), item(dot, "two")),
        &format!("{}{}", item(number, "first"), item(number, "second")),
        &format!("{}{}", item("", "plain"), item("", "plain too")),
    ];
    assert_eq!(
        slides(&table_of(&cells), ""),
        "## Slide 1\n\n| Head |\n| --- |\n| • one<br>• two |\n| 1. first<br>2. second |\n| plain<br>plain too |"
    );
}

#[test]
fn a_hidden_slide_of_nothing_but_a_table_says_so() {
    let table = table_of(&["<a:p><a:r><a:t>Head</a:t></a:r></a:p>"]);
    let read = slides(&table, r#"show="0""#);
    assert!(read.contains("*(hidden)*"), "{read}");
}

#[test]
fn an_item_of_a_field_leaves_its_mark_to_no_other() {
    let shape = r#"<p:sp><p:nvSpPr><p:nvPr><p:ph idx="1"/></p:nvPr></p:nvSpPr><p:txBody>
        <a:p><a:pPr lvl="1"/><a:fld type="slidenum"><a:t>7</a:t></a:fld></a:p>
        <a:p><a:r><a:t>next</a:t></a:r></a:p></p:txBody></p:sp>"#;
    assert_eq!(slides(shape, ""), "## Slide 1\n\n- 7\n- next");
}

#[test]
fn notes_stand_below_their_own_slide_and_numbers_of_slides_nowhere() {
    let number = r#"<p:sp><p:nvSpPr><p:nvPr><p:ph type="sldNum"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:fld><a:t>7</a:t></a:fld>
        </a:p></p:txBody></p:sp>"#;
    let words = |words: &str| {
        format!(
            "<p:sp><p:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>{number}"
        )
    };
    let notes = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/notesSlide"
        Target="../notesSlides/notesSlide9.xml"/></Relationships>"#;
    let of_slide = |text: &str| slide(&words(text), "").into_bytes();
    let file = with_parts(
        "python-pptx.pptx",
        &[
            (SLIDE, of_slide("Words")),
            ("ppt/slides/_rels/slide1.xml.rels", notes.into()),
            ("ppt/notesSlides/notesSlide1.xml", of_slide("of another")),
            ("ppt/notesSlides/notesSlide9.xml", of_slide("Said")),
        ],
    );
    assert_eq!(
        text("a.pptx", &file),
        "## Slide 1\n\nWords\n\n\n> **Notes:**\n> Said"
    );
}

#[test]
fn a_slide_in_another_encoding_is_read_and_does_not_affect_the_others() {
    let title = r#"<p:sp><p:nvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>Größe</a:t>
        </a:r></a:p></p:txBody></p:sp>"#;
    let xml = slide(title, "").replace("UTF-8", "UTF-16");
    let wide = format!("\u{feff}{xml}");
    let wide: Vec<u8> = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let file = with_parts("python-pptx.pptx", &[(SLIDE, wide)]);
    assert_eq!(text("a.pptx", &file), "# Größe");
}

/// Returns the text read from a Word document with this body and python-docx's list styles.
fn document(body: &str) -> String {
    let xml = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document
        xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#
    );
    let parts = [("word/document.xml", xml.into_bytes())];
    text("a.docx", &with_parts("python-docx-lists.docx", &parts))
}

#[test]
fn how_a_paragraph_was_before_a_tracked_change_says_nothing_of_it() {
    let item = r#"<w:p><w:pPr><w:pStyle w:val="ListBullet"/><w:pPrChange w:id="1" w:author="A"><w:pPr>
        <w:pStyle w:val="Normal"/></w:pPr></w:pPrChange></w:pPr><w:r><w:rPr><w:rPrChange w:id="2" w:author="A"><w:rPr>
        <w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>item</w:t></w:r></w:p>"#;
    assert_eq!(document(item), "- item");
}

#[test]
fn what_was_moved_or_deleted_is_shown_where_it_is_now() {
    let body = r#"<w:p><w:moveFrom w:id="1" w:author="A"><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:r><w:t>First</w:t></w:r>
        <w:del w:id="3" w:author="A"><w:r><w:delText>gone</w:delText><w:tab/><w:br/></w:r></w:del></w:p>
        <w:p><w:moveTo w:id="2" w:author="A"><w:r><w:t>moved</w:t></w:r></w:moveTo></w:p>"#;
    assert_eq!(document(body), "First\n\nmoved");
}

#[test]
fn a_list_in_a_text_box_makes_no_item_of_the_paragraph_that_holds_it() {
    let inner = |words: &str, number: &str| {
        format!("<w:p><w:pPr>{number}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
    };
    let inner = inner("In the box", "") + &inner("item", r#"<w:pStyle w:val="ListBullet"/>"#);
    let body = format!(
        "<w:p><w:r><w:t>Before</w:t></w:r><w:r><mc:AlternateContent xmlns:mc=\"m\"><mc:Choice><w:txbxContent>{inner}\
         </w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{inner}</w:txbxContent></mc:Fallback>\
         </mc:AlternateContent></w:r><w:r><w:t> and on</w:t></w:r></w:p>"
    );
    assert_eq!(document(&body), "Before and on\n\nIn the box\n\n- item");
}

#[test]
fn ruby_text_of_word_is_written_after_its_base_text() {
    let body = "<w:p><w:r><w:ruby><w:rt><w:r><w:t>とうきょう</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>東京</w:t></w:r>\
                </w:rubyBase></w:ruby></w:r><w:r><w:t>へ</w:t></w:r></w:p>";
    assert_eq!(document(body), "東京(とうきょう)へ");
}

#[test]
fn headings_with_numbers_are_headings() {
    let heading = |level: u8, words: &str| {
        format!(
            r#"<w:p><w:pPr><w:pStyle w:val="Heading{}"/><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>
            </w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"#,
            level + 1
        )
    };
    let text = "<w:p><w:r><w:t>Text</w:t></w:r></w:p>";
    let body = [
        &*heading(0, "Start"),
        text,
        &heading(1, "Costs"),
        &heading(1, "Time"),
        &heading(0, "End"),
    ];
    assert_eq!(
        document(&body.concat()),
        "# 5 Start\n\nText\n\n## 5.1 Costs\n\n## 5.2 Time\n\n# 6 End"
    );
}

#[test]
fn boxes_of_a_form_say_whether_they_are_checked() {
    let field = |state: &str| {
        format!(
            r#"<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:sizeAuto/>{state}</w:checkBox></w:ffData>
            </w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
            <w:r><w:t xml:space="preserve"> married</w:t></w:r></w:p>"#
        )
    };
    let body = [
        field(r#"<w:default w:val="0"/><w:checked/>"#),
        field(r#"<w:default w:val="1"/><w:checked w:val="0"/>"#),
        field(r#"<w:default w:val="1"/>"#),
    ];
    assert_eq!(
        document(&body.concat()),
        "☒ married\n\n☐ married\n\n☒ married"
    );
}

/// Returns the text read from a LibreOffice document with these automatic styles and this body.
fn odt(styles: &str, body: &str, parts: &[(&str, Vec<u8>)]) -> String {
    let spaces: String = [
        "office", "style", "text", "table", "draw", "fo", "svg", "meta",
    ]
    .iter()
    .map(|name| format!(" xmlns:{name}=\"{name}\""))
    .collect();
    let content = format!(
        "<office:document-content{spaces} xmlns:xlink=\"x\" xmlns:dc=\"d\"><office:automatic-styles>{styles}\
         </office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let mut parts = parts.to_vec();
    parts.push(("content.xml", content.into_bytes()));
    text("a.odt", &with_parts("odfpy.odt", &parts))
}

#[test]
fn words_of_libreoffice_are_marked_as_they_are_there() {
    let style = |name: &str, properties: &str| {
        format!(
            r#"<style:style style:name="{name}" style:family="text"><style:text-properties {properties}/></style:style>"#
        )
    };
    let styles = [
        style("T1", r#"style:text-line-through-style="solid""#),
        style(
            "T2",
            r#"fo:font-style="italic" style:text-underline-style="solid""#,
        ),
        style("T3", r#"text:display="none""#),
        r#"<style:style style:name="P1" style:parent-style-name="Title"/>"#.to_owned(),
    ];
    let body = r#"<text:p text:style-name="P1">A title</text:p><text:p><text:span text:style-name="T1">gone</text:span>
        <text:span text:style-name="T2">both</text:span><text:span text:style-name="T3">hidden
        <text:span>too</text:span></text:span> <text:ruby><text:ruby-base>東京</text:ruby-base><text:ruby-text>とうきょう
        </text:ruby-text></text:ruby></text:p>"#
        .replace("\n        ", "");
    assert_eq!(
        odt(&styles.concat(), &body, &[]),
        "# A title\n\n~~gone~~*<u>both</u>* 東京(とうきょう)"
    );
}

const NUMBERS: &str = r#"<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/>
    <text:list-level-style-number text:level="2" style:num-format="1"/>
    <text:list-level-style-bullet text:level="3"/></text:list-style>"#;

#[test]
fn lists_of_libreoffice_go_on_where_they_do_there() {
    let list = |attributes: &str, item: &str| {
        format!(
            r#"<text:list text:style-name="L1" {attributes}><text:list-item>{item}</text:list-item></text:list>"#
        )
    };
    let words = |words: &str| format!("<text:p>{words}</text:p>");
    let inner =
        |item: &str| format!("<text:list><text:list-item>{item}</text:list-item></text:list>");
    let body = [
        list(r#"xml:id="one""#, &words("one")),
        words("between"),
        list(r#"text:continue-numbering="true""#, &words("two")),
        words("other"),
        list("", &words("one again")),
        words("back"),
        list(r#"text:continue-list="one""#, &words("two too")),
        words("deep"),
        // LibreOffice writes a second-level item like this, whether or not a first-level one is above it.
        list("", &inner(&inner(&words("dot")))),
    ];
    assert_eq!(
        odt(NUMBERS, &body.concat(), &[]),
        "1. one\n\nbetween\n\n2. two\n\nother\n\n1. one again\n\nback\n\n2. two too\n\ndeep\n\n- dot"
    );
}

#[test]
fn headings_of_libreoffice_that_are_items_are_headings() {
    let heading = |level: usize, words: &str| {
        let (begin, end) = ("<text:list-item>", "</text:list-item>");
        let heading = format!(r#"<text:h text:outline-level="{level}">{words}</text:h>"#);
        let inner = match level {
            1 => heading,
            _ => format!("<text:list>{begin}{heading}{end}</text:list>"),
        };
        format!(
            r#"<text:list text:style-name="L1" text:continue-numbering="true">{begin}{inner}{end}</text:list><text:p>x</text:p>"#
        )
    };
    let body = [
        heading(1, "Start"),
        heading(2, "Costs"),
        heading(2, "Time"),
        heading(1, "End"),
        heading(2, "Last"),
    ];
    assert_eq!(
        odt(NUMBERS, &body.concat(), &[]),
        "# 1 Start\n\nx\n\n## 1.1 Costs\n\nx\n\n## 1.2 Time\n\nx\n\n# 2 End\n\nx\n\n## 2.1 Last\n\nx"
    );
}

#[test]
fn frames_comments_and_formulas_of_libreoffice_are_shown() {
    let body = r#"<text:p>Be<draw:frame><draw:text-box><text:p>in the box</text:p></draw:text-box></draw:frame>fore</text:p>
        <text:p><draw:frame><draw:image/><svg:title>Logo</svg:title><svg:desc>A picture</svg:desc></draw:frame>Said<office:annotation>
        <dc:creator>Ann</dc:creator><dc:date>2026-01-01</dc:date><text:p>Is it?</text:p></office:annotation> so<text:note>
        <text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note></text:p>
        <text:p><draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></text:p>
        <text:table-of-content><text:table-of-content-source><text:index-title-template>Contents</text:index-title-template>
        </text:table-of-content-source><text:index-body><text:p>Contents</text:p></text:index-body></text:table-of-content>"#
        .replace("\n        ", "");
    let formula = br#"<math xmlns="m"><semantics><mrow><mi>x</mi></mrow><annotation>x = a over b</annotation></semantics></math>"#;
    assert_eq!(
        odt("", &body, &[("Object 1/content.xml", formula.to_vec())]),
        "Before\n\nin the box\n\nSaid[^c1] so[^1]\n\nx = a over b\n\nContents\n\n[^1]: A note.\n\n[^c1]: Ann: Is it?"
    );
}

#[test]
fn dates_in_words_and_newer_functions_of_a_workbook_are_shown_as_excel_shows_them() {
    let sheet = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">
        <c r="A1" t="d"><v>2026-01-02T00:00:00</v></c><c r="B1" t="d"><v>2026-01-02T14:30:00Z</v></c>
        <c r="C1"><f>_xlfn._xlws.SORT(_xlfn.UNIQUE(A1:A2))</f></c></row></sheetData></worksheet>"#;
    let parts = [("xl/worksheets/sheet1.xml", sheet.as_bytes().to_vec())];
    let Office::Workbook(book) =
        read(kind("a.xlsx"), &with_parts("openpyxl-seconds.xlsx", &parts)).unwrap()
    else {
        panic!("no workbook");
    };
    assert_eq!(
        rows(&book.sheets[0]),
        [["2026-01-02", "2026-01-02 14:30", "=SORT(UNIQUE(A1:A2))"]]
    );
}

#[test]
fn a_page_that_ends_in_a_heading_leaves_it_one() {
    let body = r#"<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:br w:type="page"/></w:r><w:r><w:t>Second</w:t></w:r>
        </w:p><w:p><w:r><w:t>end</w:t><w:br w:type="page"/><w:t>start</w:t><w:ptab w:alignment="right"/><w:t>x</w:t></w:r></w:p>"#;
    assert_eq!(document(body), "# Second\n\nend  \nstart\tx");
}
